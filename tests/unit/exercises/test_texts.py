from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from hamstrong.errors import DefinitionError, UnknownNameError
from hamstrong.exercises import LOCALES, load_all, load_catalogue, texts
from hamstrong.exercises.texts import load_texts
from hamstrong.exercises.validation import required_texts
from hamstrong.kinematics import MEASURES

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH, GERMAN = texts("en"), texts("de")
DESIGN_FAULTS = [
    *("hips-not-extended", "hold-too-short", "rests-on-floor", "not-lowered", "dropped"),
    *("free-leg-bent", "free-leg-drops", "pelvis-tilts", "knees-not-extended", "feet-too-narrow"),
    *("torso-leans-back", "torso-off-centre", "knees-not-bent-90", "legs-not-together"),
    *("heels-move", "small-range", "knee-angle-drifts", "pelvis-hikes", "trunk-leans"),
    *("thigh-drops", "too-fast", "front-knee-bent", "back-rounded", "bend-too-deep"),
    "foot-not-pulled-up",
]
ENGLISH_WORDS = re.compile(
    r"\b(the|and|your|you|with|legs|knees?|foot|feet|hips?|back|floor|straight|keep|breathe|slowly)\b",
    re.IGNORECASE,
)
FORMAL = re.compile(r"(?<![.!?:] )\b(Sie|Ihnen|Ihre?[mnrs]?)\b")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_ids() -> None:
    assert ENGLISH.keys() == GERMAN.keys()
    assert len(ENGLISH) > 250


@pytest.mark.parametrize("name", ENGLISH)
def test_a_text_is_the_same_in_both_languages_but_for_the_language(name: str) -> None:
    english, german = ENGLISH[name], GERMAN[name]
    assert fields(english) == fields(german)
    assert german != english
    assert not ENGLISH_WORDS.search(german)
    for text in (english, german):
        assert text == text.strip()
        assert "  " not in text


@pytest.mark.parametrize("name", GERMAN)
def test_german_says_du(name: str) -> None:
    assert not FORMAL.search(GERMAN[name].partition(" ")[2])


@pytest.mark.parametrize("fault", DESIGN_FAULTS)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_cue_is_a_short_sentence(fault: str, locale: str) -> None:
    cue = texts(locale)[f"fault.{fault}.cue"]
    assert 2 <= len(cue.split()) <= 8
    assert cue[-1] in ".!"
    assert texts(locale)[f"fault.{fault}.why"].count(".") == 1
    assert texts(locale)[f"fault.{fault}.title"]


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_a_definition_needs_is_there(locale: str) -> None:
    known = texts(locale)
    needed = [name for one in load_all().values() for _, name in required_texts(one)]
    assert len(needed) > 150
    assert [name for name in needed if name not in known] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_measured_has_a_title(locale: str) -> None:
    known = texts(locale)
    quantities = {measure.quantity for measure in MEASURES.values()}
    assert [name for name in sorted(quantities) if f"measure.{name}.title" not in known] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_an_exercise_says_what_its_phases_are_where_breathing_differs(locale: str) -> None:
    known = texts(locale)
    for name, definition in load_catalogue().items():
        phases = {str(phase): breath for phase, breath in definition.breathing.items()}
        del phases["rest"]
        told = {phase for phase in phases if f"phase.{name}.{phase}" in known}
        assert told == (set(phases) if len(set(phases.values())) > 1 else set())


def test_no_text_is_left_over() -> None:
    definitions = load_all().values()
    used = {name for one in definitions for _, name in required_texts(one)}
    own = ("exercise.", "stage.", "variation.", "fault.", "safety.", "praise.", "muscle.")
    assert [name for name in ENGLISH if name.startswith(own) and name not in used] == []


def test_an_unknown_language_is_answered_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="en, de"):
        texts("fr")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a = 1", "'a' must be text"),
        ('a = " "', "'a' must be text"),
        ("a.b.c.d.e.f.g = 'x'", "must be text"),
        ("a = ", "TOML"),
        ("#" * 300_000, "larger"),
    ],
    ids=["number", "empty", "deep", "broken", "huge"],
)
def test_bad_texts_are_refused(tmp_path: Path, source: str, said: str) -> None:
    path = tmp_path / "en.toml"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(DefinitionError, match=said):
        load_texts(path)


def test_texts_of_a_folder_are_added(tmp_path: Path) -> None:
    (tmp_path / "strings").mkdir()
    (tmp_path / "strings" / "en.toml").write_text("[exercise.squat]\ntitle = 'Squat'\n")
    added = texts("en", tmp_path)
    assert added["exercise.squat.title"] == "Squat"
    assert added["exercise.bridge.title"] == ENGLISH["exercise.bridge.title"]
    assert "exercise.squat.title" not in texts("en")
