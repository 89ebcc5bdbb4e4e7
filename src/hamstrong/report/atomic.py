"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager
from typing import TYPE_CHECKING

from hamstrong.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["replacing", "write_bytes", "write_text"]

_REASONS = {
    errno.EACCES: "you may not write there; choose another folder",
    errno.EPERM: "you may not write there; choose another folder",
    errno.EROFS: "the disk is read-only; choose another folder",
    errno.ENOSPC: "the disk is full; free some space or choose another folder",
    errno.EDQUOT: "your disk quota is used up; free some space or choose another folder",
    errno.EFBIG: "the file would be too big for this disk; choose another folder",
    errno.ENOENT: "its folder does not exist; create it or choose another one",
    errno.ENOTDIR: "its folder is not a folder; choose another one",
    errno.EISDIR: "there is a folder of that name; choose another name",
    errno.ENAMETOOLONG: "its name is too long; choose a shorter one",
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of ``path`` that takes its place on success.

    Whatever goes wrong, also a keyboard interrupt: nothing is left behind and an older file
    at ``path`` stays as it was.

    Raises
    ------
    OutputError
        The file cannot be written; any `OSError` of the body counts as that.
    """
    temporary = path.with_name(f".{secrets.token_hex(6)}.part")
    try:
        temporary.touch(exist_ok=False)
        yield temporary
        os.replace(temporary, path)  # noqa: PTH105 - says what it does, and tests can fail it
    except OSError as error:
        raise _explained(path, error) from error
    finally:
        # A folder without permission cannot hold the file either: nothing to remove.
        if os.path.lexists(temporary):
            temporary.unlink()


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``, whole or not at all; raises `OutputError`."""
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` as UTF-8 with plain newlines; raises `OutputError`.

    Bytes of a file's name that are no text (`os.fsdecode`) become escapes, as JSON has them.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def _explained(path: Path, error: OSError) -> OutputError:
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return OutputError(f"{path} cannot be written: {reason}.")
