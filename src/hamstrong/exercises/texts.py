"""What the catalogue says to people, by text id, in every language."""

from __future__ import annotations

import os
import re
import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from hamstrong.errors import DefinitionError, InstallationError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "FOLDER_VARIABLE",
    "LOCALES",
    "MAX_BYTES",
    "find_further_folder",
    "load_texts",
    "package_texts",
    "read_toml",
    "suggest",
    "texts",
]

FOLDER_VARIABLE: Final = "HAMSTRONG_EXERCISES"
"""Names a folder with further definitions and their texts, for all processes of a program."""

LOCALES: Final = ("en", "de")
MAX_BYTES: Final = 256 * 1024

_MAX_DEPTH: Final = 5
_MAX_PARTS: Final = 32
# Possessive, bounded, and from the beginning of a word only: it never reads far twice.
_PART: Final = r"""(?:[\w-]++|"(?:\\.|[^"\\\n]){0,200}+"|'[^'\n]{0,200}+')[ \t]*+\.[ \t]*+"""
_LONG_KEY: Final = re.compile(rf"(?<![\w-])(?:{_PART}){{{_MAX_PARTS}}}")
_STRINGS: Final = Path(__file__).parent / "strings"


def texts(locale: str = "en", folder: Path | None = None) -> Mapping[str, str]:
    """Return all texts of the catalogue in one language.

    Parameters
    ----------
    locale
        One of `LOCALES`.
    folder
        A folder with further definitions; its ``strings/<locale>.toml`` is added. The one that
        the environment names when left out.

    Raises
    ------
    UnknownNameError
        There are no texts in this language.
    DefinitionError
        The folder's texts are not valid.
    """
    own = _own_texts(locale)
    folder = folder or find_further_folder()
    return own if folder is None else _with_folder(locale, folder)


def find_further_folder() -> Path | None:
    """Return the folder with further definitions that the environment names, if it does.

    Raises
    ------
    DefinitionError
        There is none in it.
    """
    named = os.environ.get(FOLDER_VARIABLE)
    if not named:
        return None
    folder = Path(named)
    if not any(folder.glob("*.toml")):
        raise DefinitionError(f"{folder}: there is no exercise definition (*.toml) in this folder.")
    return folder


@cache
def _with_folder(locale: str, folder: Path) -> MappingProxyType[str, str]:
    added = load_texts(folder / "strings" / f"{locale}.toml")
    return MappingProxyType(_own_texts(locale) | added)


def _own_texts(locale: str) -> MappingProxyType[str, str]:
    return package_texts(_STRINGS, locale, ("", ".tests"))


@cache
def package_texts(
    folder: Path, locale: str, parts: tuple[str, ...] = ("",)
) -> MappingProxyType[str, str]:
    """Return texts that belong to this package: ``<locale><part>.toml`` in a folder for each part.

    Raises
    ------
    UnknownNameError
        There are no texts in this language.
    InstallationError
        They are missing or damaged.
    """
    if locale not in LOCALES:
        raise UnknownNameError(
            f"There are no texts in '{locale}'{suggest(locale, LOCALES)}; "
            f"choose one of: {', '.join(LOCALES)}."
        )
    found: dict[str, str] = {}
    for part in parts:
        try:
            found |= load_texts(folder / f"{locale}{part}.toml")
        except DefinitionError as error:
            message = f"The texts in '{locale}' cannot be read; install Hamstrong again."
            raise InstallationError(message) from error
    return MappingProxyType(found)


def load_texts(path: Path) -> dict[str, str]:
    """Load a file of texts; nested tables make dotted ids.

    Raises
    ------
    DefinitionError
        The file cannot be read, is too large, is not TOML, or holds anything but text.
    """
    try:
        source = path.read_bytes()
        if len(source) > MAX_BYTES:
            raise DefinitionError(f"{path}: larger than {MAX_BYTES} bytes; split it.")
        tables = read_toml(source.decode("utf-8"))
    except OSError as error:
        raise DefinitionError(f"{path}: cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DefinitionError(f"{path}: not a TOML file: {error}.") from error
    return dict(_flatten(path, (), tables))


def read_toml(source: str) -> dict[str, Any]:
    """Parse TOML; raises `tomllib.TOMLDecodeError`, also for keys of very many parts.

    The parser takes time that grows with the square of the parts.
    """
    if long := _LONG_KEY.search(source):
        line = source.count("\n", 0, long.start()) + 1
        raise tomllib.TOMLDecodeError(f"a key of more than {_MAX_PARTS} parts (at line {line})")
    return tomllib.loads(source)


def _flatten(
    path: Path, parents: tuple[str, ...], table: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        name = ".".join((*parents, key))
        if isinstance(value, dict) and len(parents) < _MAX_DEPTH:
            yield from _flatten(path, (*parents, key), value)
        elif isinstance(value, str) and value.strip():
            yield name, value.strip()
        else:
            raise DefinitionError(f"{path}: '{name}' must be text, and not empty.")


def suggest(name: str, known: Iterable[str]) -> str:
    """Return " (did you mean '...'?)" when a known name is close, else nothing."""
    close = get_close_matches(name, list(known), n=1)
    return f" (did you mean '{close[0]}'?)" if close else ""
