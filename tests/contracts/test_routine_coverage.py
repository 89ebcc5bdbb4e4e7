"""Each statement of the routine is somewhere in the product, in every language.

The routine is written down beside the checkout (``shared/routine.md``). Each row of the table names
a statement by section and place, says in a few words what it is about, and where it lives. The
digest notices that a statement was changed: look whether its places still say it, then renew it.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from hamstrong.exercises import LOCALES, load_catalogue, pick_routine, texts
from hamstrong.kinematics import MEASURES
from hamstrong.session.texts import session_texts
from tests.contracts.exercises.routine_table import ROUTINE, Row

if TYPE_CHECKING:
    from collections.abc import Callable

CATALOGUE = load_catalogue()
ROOT = Path(__file__).resolve().parents[2]


def find_routine() -> Path | None:
    override = os.environ.get("HAMSTRONG_SHARED")
    folders = [Path(override)] if override else []
    folders += [parent.parent / "shared" for parent in Path(__file__).resolve().parents]
    found = (folder / "routine.md" for folder in folders)
    return next((path for path in found if path.is_file()), None)


def split_statements(text: str) -> dict[str, str]:
    """Split the routine: a bullet, a numbered line, or a sentence that starts on a line."""
    statements: dict[str, str] = {}
    section, number, before = "", 0, ""
    for line in text.splitlines():
        heading = re.match(r"## (\d+)\.", line)
        if heading:
            section, number, before = heading.group(1), 0, ""
        elif not line.strip():
            before = ""
        elif section:
            fresh = not before or re.match(r"(- |\d+\. )", line)
            if fresh or (before.endswith((".", ":")) and not line.startswith(" ")):
                number += 1
            key = f"{section}.{number}"
            statements[key] = " ".join(f"{statements.get(key, '')} {line}".split())
            before = line.rstrip()
    return statements


def digest(statement: str) -> str:
    return hashlib.sha256(statement.encode()).hexdigest()[:8]


def in_every_language(name: str) -> bool:
    return all(texts(locale).get(name) for locale in LOCALES)


def said_in_a_session(name: str) -> bool:
    return all(session_texts(locale).get(name) for locale in LOCALES)


def has_safety(rule: str) -> bool:
    """The rule holds for every exercise."""
    everywhere = all(rule in definition.safety for definition in CATALOGUE.values())
    return everywhere and in_every_language(f"safety.{rule}")


def has_step(place: str) -> bool:
    exercise, step = place.split(".")
    definition = CATALOGUE[exercise]
    taught = {one.id for form in definition.variations for one in definition.steps_of(form.id)}
    return step in taught and in_every_language(f"exercise.{exercise}.step.{step}")


def has_variation(place: str) -> bool:
    exercise, variation = place.split(".")
    known = {form.id for form in CATALOGUE[exercise].variations}
    name = f"variation.{place}"
    described = in_every_language(f"{name}.title") and in_every_language(f"{name}.description")
    return variation in known and described


def has_stage(place: str) -> bool:
    exercise, stage = place.split(".")
    known = {one.id for one in CATALOGUE[exercise].stages}
    return stage in known and in_every_language(f"stage.{place}.title")


def has_motion(place: str) -> bool:
    exercise, motion = place.split(".")
    return motion in {one.id for one in CATALOGUE[exercise].motions}


def has_driver(place: str) -> bool:
    exercise, measure = place.split(".")
    return measure in {one.driver for one in CATALOGUE[exercise].movements}


def has_check(place: str) -> bool:
    exercise, fault = place.split(".")
    return fault in {one.fault for one in CATALOGUE[exercise].checks} and has_fault(place)


def has_fault(place: str) -> bool:
    """The coach teaches and can name it, whether or not the camera judges it."""
    exercise, fault = place.split(".")
    told = all(in_every_language(f"fault.{fault}.{key}") for key in ("title", "cue", "why"))
    return fault in CATALOGUE[exercise].mistakes and told


def has_signs(place: str) -> bool:
    exercise, variation = place.split(".")
    return variation in {one.variation for one in CATALOGUE[exercise].signs}


def has_field(place: str) -> bool:
    name, value = place.split("=")
    exercise, field = name.split(".")
    return str(getattr(CATALOGUE[exercise], field)) == value


def lists(place: str) -> bool:
    name, value = place.split("=")
    exercise, field = name.split(".")
    return value in getattr(CATALOGUE[exercise], field)


def is_each_side(place: str) -> bool:
    exercise, variation = place.split(".")
    return CATALOGUE[exercise].sides_of(variation) == "each"


def breathes(place: str) -> bool:
    name, value = place.split("=")
    exercise, phase = name.split(".")
    phases = {str(key): breath for key, breath in CATALOGUE[exercise].breathing.items()}
    return phases.get(phase) == value and in_every_language(f"breath.{value}")


def holds(place: str) -> bool:
    exercise, seconds = place.split("=")
    return CATALOGUE[exercise].dose.hold_s == float(seconds)


def takes_minutes(minutes: str) -> bool:
    return sum(definition.minutes for definition in CATALOGUE.values()) == float(minutes)


def is_routine(name: str) -> bool:
    """A folder of definitions and texts alone is a further routine."""
    folder = ROOT / "tests" / "data" / "routines" / name
    if not folder.is_dir():
        return False
    mine = pick_routine(load_catalogue(folder), name)
    titled = all(texts(locale, folder).get(f"routine.{name}.title") for locale in LOCALES)
    return titled and {one.routine for one in mine.values()} == {name}


PLACES: Final[dict[str, Callable[[str], bool]]] = {
    "breathing": breathes,
    "check": has_check,
    "driver": has_driver,
    "each": is_each_side,
    "fault": has_fault,
    "field": has_field,
    "hold": holds,
    "listed": lists,
    "measure": lambda name: name in MEASURES,
    "minutes": takes_minutes,
    "motion": has_motion,
    "page": lambda name: (ROOT / name).is_file(),
    "routine": is_routine,
    "safety": has_safety,
    "session": said_in_a_session,
    "signs": has_signs,
    "stage": has_stage,
    "step": has_step,
    "text": in_every_language,
    "variation": has_variation,
}


def is_there(place: str) -> bool:
    kind, _, name = place.partition(":")
    return PLACES[kind](name)


@pytest.mark.parametrize("row", ROUTINE, ids=[f"{row[0]} {row[2]}" for row in ROUTINE])
def test_a_statement_is_where_it_should_be(row: Row) -> None:
    assert row[3]
    assert [place for place in row[3] if not is_there(place)] == []


@pytest.mark.parametrize(
    "place",
    [
        "text:learn.nothing",
        "safety:nerves-gentle",
        "step:bridge.bend",
        "check:bridge.too-fast",
        "field:bridge.view=front",
        "breathing:bridge.back=out",
        "motion:bridge.stand",
        "minutes:20",
        "routine:shoulders",
    ],
)
def test_what_is_not_there_is_missed(place: str) -> None:
    assert not is_there(place)


def test_every_statement_of_the_routine_is_in_the_table() -> None:
    path = find_routine()
    if path is None:
        pytest.skip("needs the routine: put shared/routine.md beside the checkout")
    written = {key: digest(said) for key, said in split_statements(path.read_text("utf-8")).items()}
    assert written == {row[0]: row[1] for row in ROUTINE}


def test_statements_are_split_where_they_begin() -> None:
    text = "# Title\nnot counted\n## 1. A\n- one\n  goes on\n- two\n\nWhy: this\nand that.\nNext.\n"
    assert split_statements(text) == {
        "1.1": "- one goes on",
        "1.2": "- two",
        "1.3": "Why: this and that.",
        "1.4": "Next.",
    }
