"""What the reports promise other programs: the published schema and the documented formats."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hamstrong.report import FORMATS
from hamstrong.report.document import document, json_text
from hamstrong.report.opensim import MARKER_NAMES
from tests.unit.report.report_sample import make_analysis, make_empty_analysis

DOCS = Path(__file__).resolve().parents[3] / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "schemas" / "analysis.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_what_is_written_fulfils_the_schema() -> None:
    VALIDATOR.validate(json.loads(json_text(make_analysis())))


def test_nothing_recognised_fulfils_the_schema() -> None:
    VALIDATOR.validate(document(make_empty_analysis()))


def test_the_schema_describes_every_key_in_its_order() -> None:
    written = document(make_analysis())
    assert list(SCHEMA["properties"]) == list(written)
    definitions = SCHEMA["$defs"]
    assert list(definitions["rep"]["properties"]) == list(written["reps"][0])
    fault = written["reps"][1]["fault_details"][0]
    assert list(definitions["fault"]["properties"]) == list(fault)
    assert list(definitions["segment"]["properties"]) == list(written["segments"][0])


@pytest.mark.parametrize(
    "path",
    [("schema",), ("video", "fps"), ("reps", 0, "side"), ("summary", "reps"), ("angles", "time_s")],
    ids=str,
)
def test_the_schema_refuses_what_lacks_or_garbles_a_part(path: tuple[str | int, ...]) -> None:
    lacking = copy.deepcopy(document(make_analysis()))
    garbled = copy.deepcopy(lacking)
    inner_lacking: Any = lacking
    inner_garbled: Any = garbled
    for key in path[:-1]:
        inner_lacking, inner_garbled = inner_lacking[key], inner_garbled[key]
    del inner_lacking[path[-1]]
    inner_garbled[path[-1]] = {"odd": 1}
    assert not VALIDATOR.is_valid(lacking)
    assert not VALIDATOR.is_valid(garbled)


def test_every_format_and_marker_is_documented() -> None:
    page = (DOCS / "reports.md").read_text(encoding="utf-8")
    for known in FORMATS.values():
        assert f"`{known.name}`" in page
        assert f"`{known.suffix}`" in page
    for marker in ("RHip", "LKnee", "RBigToe", "LHeel"):
        assert marker in MARKER_NAMES
        assert f"`{marker}`" in page
    for key in SCHEMA["properties"]:
        assert f"`{key}`" in page
