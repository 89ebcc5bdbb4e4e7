"""What the coach says between the exercises, by text id."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from hamstrong.errors import InstallationError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOCALES", "session_texts"]

LOCALES: Final = ("en", "de")


@cache
def session_texts(locale: str) -> Mapping[str, str]:
    """Return the session's texts: ids like ``say.rest`` and ``summary.well.all``.

    Raises
    ------
    UnknownNameError
        There are no texts in this language.
    """
    if locale not in LOCALES:
        known = ", ".join(LOCALES)
        raise UnknownNameError(f"There are no texts in '{locale}'; choose one of: {known}.")
    try:
        source = (files("hamstrong.session") / "strings" / f"{locale}.toml").read_text("utf-8")
        tables: dict[str, dict[str, str]] = tomllib.loads(source)
    except (OSError, tomllib.TOMLDecodeError) as error:
        message = f"The texts in '{locale}' cannot be read; install Hamstrong again."
        raise InstallationError(message) from error
    return MappingProxyType(
        {
            f"{table}.{name}": text
            for table, entries in tables.items()
            for name, text in entries.items()
        }
    )
