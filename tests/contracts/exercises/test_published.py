"""What is published about the definitions is what the code says, and the examples work."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest

from hamstrong.engine.assessment import FIGURES
from hamstrong.exercises import check_definition, load_catalogue, model, texts
from hamstrong.exercises.motion import CONTACTS, COORDINATES
from hamstrong.exercises.validation import REP_FIGURES
from tools.build_schemas import SCHEMAS
from tools.exercises_page import PAGE, exercises_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "writing-an-exercise.md").read_text("utf-8")
FILES = ("squat.toml", "strings/en.toml", "strings/de.toml")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    (tmp_path / "strings").mkdir()
    blocks = re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(blocks) == len(FILES)
    for name, block in zip(FILES, blocks, strict=True):
        (tmp_path / name).write_text(block, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_what_the_model_says(name: str) -> None:
    published = json.loads((ROOT / name).read_text("utf-8"))
    assert published == json.loads(SCHEMAS[name]()), "run `python -m tools.build_schemas`"


@pytest.mark.parametrize("name", ["bridge", "hip-90-90", "hip-pendulum", "leg-activation"])
def test_the_schema_accepts_what_ships(name: str) -> None:
    path = files("hamstrong.exercises") / "definitions" / f"{name}.toml"
    schema().validate(tomllib.loads(path.read_text("utf-8")))


def test_the_schema_refuses_what_the_model_refuses(example: Path) -> None:
    definition = tomllib.loads((example / "squat.toml").read_text("utf-8"))
    schema().validate(definition)
    with pytest.raises(jsonschema.ValidationError, match="colour"):
        schema().validate(definition | {"colour": "red"})


def schema() -> jsonschema.Draft202012Validator:
    published = json.loads((ROOT / "docs" / "schemas" / "exercise.schema.json").read_text("utf-8"))
    return jsonschema.Draft202012Validator(published)


def test_the_page_of_exercises_is_what_the_definitions_say() -> None:
    assert PAGE.read_text("utf-8") == exercises_page(), "run `python -m tools.exercises_page`"


def test_the_example_is_valid(example: Path) -> None:
    assert check_definition(example / "squat.toml", example) == ()


def test_a_further_exercise_needs_no_code(example: Path) -> None:
    catalogue = load_catalogue(example)
    assert list(catalogue)[-1] == "squat"
    assert len(catalogue) == len(load_catalogue()) + 1
    for locale, title in (("en", "Squat"), ("de", "Kniebeuge")):
        assert texts(locale, example)["exercise.squat.title"] == title


def test_the_example_without_its_texts_names_what_is_missing(example: Path) -> None:
    (example / "strings" / "de.toml").write_text("", encoding="utf-8")
    reasons = [defect.reason for defect in check_definition(example / "squat.toml", example)]
    assert "the text 'exercise.squat.title' is missing in 'de'" in reasons
    assert not any("'en'" in reason for reason in reasons)


def test_the_guide_explains_every_field() -> None:
    missing = [name for name in sorted(set(_fields())) if f"`{name}`" not in GUIDE]
    assert missing == []


def _fields() -> Iterator[str]:
    for name in model.__all__:
        part = getattr(model, name)
        if isinstance(part, type):
            fields: dict[str, BaseModel] = part.model_fields  # type: ignore[attr-defined]
            yield from fields


def test_the_guide_names_every_joint_contact_and_figure() -> None:
    joints = {joint.removesuffix("_left").removesuffix("_right") for joint in COORDINATES}
    plural = {"foot": "feet"}
    parts = {contact.removesuffix("_left").removesuffix("_right") for contact in CONTACTS}
    sided = {contact.rpartition("_")[0] for contact in CONTACTS if "_" in contact}
    contacts = {plural.get(part, f"{part}s") if part in sided else part for part in parts}
    named = joints | contacts | REP_FIGURES
    assert sorted(name for name in named if f"`{name}`" not in GUIDE) == []


def test_figures_of_a_rep_are_those_the_engine_has() -> None:
    assert frozenset(FIGURES) == REP_FIGURES
