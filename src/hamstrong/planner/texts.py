"""The planner's texts by id: the health questions and the reasons of a plan."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hamstrong.errors import InstallationError, UnknownNameError
from hamstrong.exercises.texts import LOCALES, load_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["planner_texts"]

_STRINGS: Final = Path(__file__).parent / "strings"


@cache
def planner_texts(locale: str) -> Mapping[str, str]:
    """Return the planner's texts: ids like ``screening.numbness.question``.

    Raises
    ------
    UnknownNameError
        There are no texts in this language.
    InstallationError
        They are missing.
    """
    if locale not in LOCALES:
        known = ", ".join(LOCALES)
        raise UnknownNameError(f"There are no texts in '{locale}'; choose one of: {known}.")
    path = _STRINGS / f"{locale}.toml"
    if not path.is_file():
        raise InstallationError(f"The texts {path} are missing; install Hamstrong again.")
    return MappingProxyType(load_texts(path))
