"""The planner's texts by id: the health questions and the reasons of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.exercises.texts import package_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["planner_texts"]

_STRINGS: Final = Path(__file__).parent / "strings"


def planner_texts(locale: str) -> Mapping[str, str]:
    """Return the planner's texts: ids like ``screening.numbness.question``.

    Raises
    ------
    UnknownNameError
        There are no texts in this language.
    InstallationError
        They are missing.
    """
    return package_texts(_STRINGS, locale)
