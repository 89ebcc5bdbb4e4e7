"""The sentences of the progress, by text id."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hamstrong.exercises.texts import LOCALES, package_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOCALES", "progress_texts"]

_STRINGS: Final = Path(__file__).parent / "strings"


@cache
def progress_texts(locale: str) -> Mapping[str, str]:
    """Return the sentences: ids like ``progress.body.same``; places are in braces.

    Raises
    ------
    UnknownNameError
        There are no texts in this language.
    """
    found = package_texts(_STRINGS, locale)
    return MappingProxyType({f"progress.{name}": text for name, text in found.items()})
