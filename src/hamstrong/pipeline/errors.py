"""What can be wrong with an archive or a backup that is brought in."""

from __future__ import annotations

from hamstrong.errors import InputError

__all__ = ["ArchiveError", "BackupError"]


class ArchiveError(InputError):
    """A file is not an archive of a history, or a damaged one."""

    code = "archive-invalid"


class BackupError(InputError):
    """A file is not a sound backup of a history, or there is none."""

    code = "backup-invalid"
