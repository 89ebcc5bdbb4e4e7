"""What the coach says between the exercises, by text id."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.exercises.texts import LOCALES, package_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOCALES", "session_texts"]

_STRINGS: Final = Path(__file__).parent / "strings"


def session_texts(locale: str) -> Mapping[str, str]:
    """Return the session's texts: ids like ``say.rest`` and ``summary.well.all``.

    Raises
    ------
    UnknownNameError
        There are no texts in this language.
    """
    return package_texts(_STRINGS, locale)
