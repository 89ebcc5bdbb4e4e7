"""Where exercise definitions come from: files in, checked definitions out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from hamstrong.errors import DefinitionError, InstallationError, UnknownNameError
from hamstrong.exercises.locations import find_line, locate_keys
from hamstrong.exercises.model import OWN_ROUTINE, ExerciseDefinition
from hamstrong.exercises.texts import (
    LOCALES,
    MAX_BYTES,
    find_further_folder,
    read_toml,
    suggest,
    texts,
)
from hamstrong.exercises.validation import find_problems, required_texts
from hamstrong.kinematics import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "Catalogue",
    "Defect",
    "check_definition",
    "load_all",
    "load_catalogue",
    "load_definition",
    "load_tests",
    "pick_routine",
]

_DEFINITIONS: Final = Path(__file__).parent / "definitions"
_TESTS: Final = _DEFINITIONS / "tests"
_LINE: Final = re.compile(r"at line (\d+)")
_SHOWN_DEFECTS: Final = 8


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing wrong with a definition file; ``line`` counts from 1."""

    path: Path
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


class Catalogue(dict[str, ExerciseDefinition]):
    """Exercises by id, in the order of the routine."""

    def __missing__(self, exercise_id: str) -> ExerciseDefinition:
        """Say which exercises there are."""
        raise UnknownNameError(
            f"There is no exercise '{exercise_id}'{suggest(exercise_id, self)}; "
            f"there are: {', '.join(self)}."
        )


def load_catalogue(folder: Path | None = None) -> Catalogue:
    """Load every exercise there is.

    Parameters
    ----------
    folder
        A folder with further definitions (``*.toml``) and their texts
        (``strings/<locale>.toml``); the one that the environment names when left out
        (``HAMSTRONG_EXERCISES``), else only the built-in ones.

    Returns
    -------
    Catalogue
        The same one on each call; asking it for an unknown exercise raises `UnknownNameError`
        that names close matches.

    Raises
    ------
    DefinitionError
        A definition is not valid.
    """
    return _load_catalogue(folder or find_further_folder())


@cache
def _load_catalogue(folder: Path | None) -> Catalogue:
    definitions = _load_folder(_DEFINITIONS)
    if folder is None:
        return _in_order(definitions)
    further = [load_definition(path, folder) for path in sorted(folder.glob("*.toml"))]
    taken = {definition.id for definition in definitions} | load_tests().keys()
    for definition in further:
        if definition.id in taken:
            raise DefinitionError(
                f"{folder / definition.id}.toml: a built-in exercise has this id; rename it."
            )
    return _in_order([*definitions, *further])


@cache
def load_tests() -> Catalogue:
    """Load the self-tests: exercises of a kind that the routine and recognition do not know."""
    return _in_order(_load_folder(_TESTS))


def load_all() -> Catalogue:
    """Load exercises and self-tests together, to look one up by its id."""
    return Catalogue({**load_catalogue(), **load_tests()})


def pick_routine(
    definitions: Mapping[str, ExerciseDefinition], routine: str
) -> dict[str, ExerciseDefinition]:
    """Return the exercises of a routine; those that come with Hamstrong if it is not there."""
    found = {name: one for name, one in definitions.items() if one.routine == routine}
    return found or {n: one for n, one in definitions.items() if one.routine == OWN_ROUTINE}


def _load_folder(folder: Path) -> list[ExerciseDefinition]:
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise InstallationError("The exercise definitions are missing; install Hamstrong again.")
    return [load_definition(path) for path in paths]


def _in_order(definitions: Iterable[ExerciseDefinition]) -> Catalogue:
    in_order = sorted(definitions, key=_place)
    return Catalogue({definition.id: definition for definition in in_order})


def _place(definition: ExerciseDefinition) -> tuple[bool, str, int, str]:
    further = definition.routine != OWN_ROUTINE
    return further, definition.routine, definition.order, definition.id


def load_definition(path: Path, folder: Path | None = None) -> ExerciseDefinition:
    """Load one definition and check it in every way.

    Parameters
    ----------
    path
        A TOML file; its name is the exercise's id.
    folder
        Where ``strings/<locale>.toml`` with texts of its own lie, if any.

    Raises
    ------
    DefinitionError
        Names file, line and reason of the defects.
    """
    definition, defects = _examine(path, folder)
    if definition is None or defects:
        shown = "; ".join(str(defect) for defect in defects[:_SHOWN_DEFECTS])
        more = len(defects) - _SHOWN_DEFECTS
        raise DefinitionError(shown + (f"; and {more} more" if more > 0 else ""))
    return definition


def check_definition(path: Path, folder: Path | None = None) -> tuple[Defect, ...]:
    """Return all defects of a definition file, in the order of lines; parameters as above."""
    return _examine(path, folder)[1]


def _examine(
    path: Path, folder: Path | None
) -> tuple[ExerciseDefinition | None, tuple[Defect, ...]]:
    try:
        source = _read(path)
        data = read_toml(source)
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        line = int(found.group(1)) if found else source.count("\n") + 1
        return None, (Defect(path, line, f"not TOML: {error}"),)
    except RecursionError:
        return None, (Defect(path, 1, "not TOML we can read: nested too deeply"),)
    except DefinitionError as error:
        return None, (Defect(path, 1, error.message),)
    lines = locate_keys(source)
    definition, problems = _validate(data)
    if definition is not None:
        problems = [*find_problems(definition, MEASURES), *_without_texts(definition, folder)]
        if definition.id != path.stem:
            problems.append((("id",), f"the id must be the file's name, '{path.stem}'"))
    defects = {Defect(path, find_line(lines, where), reason): None for where, reason in problems}
    return definition, tuple(sorted(defects, key=lambda defect: defect.line))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            source = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DefinitionError(f"cannot be read: {error.strerror}") from error
    if len(source) > MAX_BYTES:
        raise DefinitionError(f"larger than {MAX_BYTES // 1024} KiB")
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DefinitionError("not UTF-8 text") from error


def _validate(
    data: Mapping[str, object],
) -> tuple[ExerciseDefinition | None, list[tuple[Sequence[str | int], str]]]:
    try:
        return ExerciseDefinition.model_validate(data), []
    except ValidationError as error:
        return None, [
            (entry["loc"], f"{_dotted(entry['loc'])}: {entry['msg']}")
            for entry in error.errors(include_url=False, include_context=False, include_input=False)
        ]


def _dotted(path: Iterable[str | int]) -> str:
    return ".".join(str(key) for key in path) or "the file"


def _without_texts(
    definition: ExerciseDefinition, folder: Path | None
) -> Iterable[tuple[Sequence[str | int], str]]:
    for locale in LOCALES:
        try:
            known = texts(locale, folder)
        except DefinitionError as error:
            yield (), error.message
            continue
        for where, name in required_texts(definition):
            if name not in known:
                yield where, f"the text '{name}' is missing in '{locale}'"
