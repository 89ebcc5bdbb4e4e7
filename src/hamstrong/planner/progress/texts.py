"""The sentences of the progress, by text id."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hamstrong.errors import InstallationError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOCALES", "progress_texts"]

LOCALES: Final = ("en", "de")


@cache
def progress_texts(locale: str) -> Mapping[str, str]:
    """Return the sentences: ids like ``progress.body.same``; places are in braces.

    Raises
    ------
    UnknownNameError
        There are no texts in this language.
    """
    if locale not in LOCALES:
        known = ", ".join(LOCALES)
        raise UnknownNameError(f"There are no texts in '{locale}'; choose one of: {known}.")
    try:
        folder = files("hamstrong.planner.progress") / "strings"
        texts: dict[str, str] = tomllib.loads((folder / f"{locale}.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        message = f"The texts in '{locale}' cannot be read; install Hamstrong again."
        raise InstallationError(message) from error
    return MappingProxyType({f"progress.{name}": text for name, text in texts.items()})
