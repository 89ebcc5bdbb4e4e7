"""Every error Hamstrong raises on purpose.

::

    HamstrongError                 code, message, exit status
    ├── UsageError                 usage               2
    │   ├── UnknownNameError       unknown-name        2
    │   ├── DefinitionError        definition-invalid  2
    │   └── OutputError            output-unwritable   2
    ├── InputError                 input-unreadable    3
    │   ├── VideoError             video-unreadable    3
    │   └── RecordingError         recording-invalid   3
    ├── NobodyFoundError           nobody-found        4
    └── InstallationError          installation-broken 1

The message is one line that says what is wrong and what to do; the code is stable.
"""

from typing import ClassVar

__all__ = [
    "DefinitionError",
    "HamstrongError",
    "InputError",
    "InstallationError",
    "NobodyFoundError",
    "OutputError",
    "RecordingError",
    "UnknownNameError",
    "UsageError",
    "VideoError",
]


class HamstrongError(Exception):
    """Root of the tree; catch this to catch all of ours."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))

    @property
    def message(self) -> str:
        """One line for the user."""
        return str(self)


class UsageError(HamstrongError):
    """The request cannot be carried out as it was put."""

    code = "usage"
    exit_status = 2


class UnknownNameError(UsageError):
    """No exercise, variation, stage, model, format or measure has this name."""

    code = "unknown-name"


class DefinitionError(UsageError):
    """An exercise definition or its texts are not valid."""

    code = "definition-invalid"


class OutputError(UsageError):
    """A result cannot be written where it should go."""

    code = "output-unwritable"


class InputError(HamstrongError):
    """An input cannot be read."""

    code = "input-unreadable"
    exit_status = 3


class VideoError(InputError):
    """A video is missing, damaged, not a video, or beyond the limits."""

    code = "video-unreadable"


class RecordingError(InputError):
    """A keypoint recording is missing, damaged or not a recording."""

    code = "recording-invalid"


class NobodyFoundError(HamstrongError):
    """The video was read and nobody was found in it."""

    code = "nobody-found"
    exit_status = 4


class InstallationError(HamstrongError):
    """A file that ships with the package is missing or damaged."""

    code = "installation-broken"
