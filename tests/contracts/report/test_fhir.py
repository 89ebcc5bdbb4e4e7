"""The FHIR export: valid by the specification's own schema, complete, and the same each time."""

from __future__ import annotations

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import jsonschema
import pytest

from hamstrong.exercises import load_tests
from hamstrong.kinematics import MEASURES
from hamstrong.pipeline.fhir import build_bundle, export_observations
from hamstrong.report.fhir_codes import OWN, OWN_CODES
from hamstrong.store import ResultRow, Store
from tests.history import Life, write_history
from tests.unit.store.logs import ID, OTHER, batch, self_test_session, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator

MADE_AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
SCHEMA = json.loads(Path(__file__).with_name("fhir-r4.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft6Validator(SCHEMA)

Json = dict[str, Any]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """The bundle of a history with everything: pain, cramps, attempts, sessions without camera."""
    store = Store.open(tmp_path_factory.mktemp("data"))
    store.append([batch(whole_session()), batch(timed_session(), OTHER)])
    store.append([batch(self_test_session(), "e" * 32)])
    write_history(store, Life(until=MADE_AT, sessions=14, weeks=8, reps=3))
    made = build_bundle(store, MADE_AT)
    store.close()
    return made


def resources(bundle: Json, kind: str) -> list[Json]:
    found = [entry["resource"] for entry in bundle["entry"]]
    return [resource for resource in found if resource["resourceType"] == kind]


def observations(bundle: Json, code: str) -> Iterator[Json]:
    for resource in resources(bundle, "Observation"):
        if code in {coding["code"] for coding in resource["code"]["coding"]}:
            yield resource


def test_is_valid_by_the_specification(bundle: Json) -> None:
    errors = [
        f"{list(error.path)}: {error.message[:200]}" for error in VALIDATOR.iter_errors(bundle)
    ]
    assert errors == []


DEFECTS: dict[str, Any] = {
    "status": 3,
    "valueQuantity": {"value": "7"},
    "effectivePeriod": {"start": "yesterday"},
    "unheardOf": True,
    "category": "exam",
}


@pytest.mark.parametrize("field", DEFECTS)
def test_the_schema_notices_defects(bundle: Json, field: str) -> None:
    damaged = copy.deepcopy(bundle)
    next(observations(damaged, "55411-3"))[field] = DEFECTS[field]
    assert not VALIDATOR.is_valid(damaged)


def test_each_reference_leads_somewhere(bundle: Json) -> None:
    known = {entry["fullUrl"] for entry in bundle["entry"]}
    assert len(known) == len(bundle["entry"])
    assert set(find_all(bundle, "reference")) <= known


def find_all(node: object, key: str) -> Iterator[Any]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name == key:
                yield value
            yield from find_all(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from find_all(value, key)


def test_own_codes_are_explained_and_foreign_ones_are_known(bundle: Json) -> None:
    (system,) = resources(bundle, "CodeSystem")
    explained = {concept["code"] for concept in system["concept"]}
    codings = [coding for group in find_all(bundle, "coding") for coding in group]
    own = {coding["code"] for coding in codings if coding["system"] == OWN}
    assert own <= explained
    assert {(c["system"], c["code"]) for c in codings if c["system"] != OWN} <= KNOWN


LOINC, SNOMED = "http://loinc.org", "http://snomed.info/sct"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
KNOWN = {
    *((CATEGORY, code) for code in ("activity", "survey", "exam")),
    *((LOINC, code) for code in ("73985-4", "55411-3", "72514-3")),
    *((SNOMED, code) for code in ("364564000", "287679003", "287579007", "24136001")),
    *((SNOMED, code) for code in ("82169009", "6757004", "72696002")),
    *((SNOMED, code) for code in ("61396006", "11207009", "68367000")),
}


def test_units_are_ucum(bundle: Json) -> None:
    quantities = list(find_all(bundle, "valueQuantity"))
    assert {quantity["system"] for quantity in quantities} == {"http://unitsofmeasure.org"}
    units = {quantity["code"] for quantity in quantities}
    assert units == {"min", "s", "deg", "{score}", "{set}", "{rep}"}


def test_says_what_the_log_says(bundle: Json) -> None:
    sessions = list(observations(bundle, "55411-3"))
    assert len(sessions) == 17
    pains = [entry["valueQuantity"]["value"] for entry in observations(bundle, "72514-3")]
    timed = next(event for event in timed_session() if event.kind == "checked-in")
    assert timed.pain in pains
    assert any(pain > 0 for pain in pains)
    ranges = list(observations(bundle, "364564000"))
    assert all(0 < entry["valueQuantity"]["value"] < 180 for entry in ranges)
    sites = {entry["bodySite"]["coding"][0]["code"] for entry in ranges}
    assert {"287679003", "287579007", "24136001"} <= sites


class TestSelfTests:
    def test_name_the_side_by_code(self, bundle: Json) -> None:
        done = list(observations(bundle, "single-leg-bridge-reps"))
        sites = {entry["bodySite"]["coding"][0]["code"] for entry in done}
        assert sites == {"61396006", "11207009"}
        for entry in done:
            codes = [coding["code"] for coding in entry["code"]["coding"]]
            assert codes == ["self-test", "single-leg-bridge-reps"]

    def test_tell_the_uncertainty_as_what_it_is(self, bundle: Json) -> None:
        found = [
            component
            for entry in observations(bundle, "self-test")
            for component in entry.get("component", [])
        ]
        assert found
        for component in found:
            (coding,) = component["code"]["coding"]
            assert coding["code"] == "expanded-uncertainty"

    @pytest.mark.parametrize(
        ("test", "site"),
        [("straight-leg-raise", "287679003"), ("active-knee-extension", "82169009")],
    )
    def test_where_a_joint_stops_is_a_range_of_motion(
        self, tmp_path: Path, test: str, site: str
    ) -> None:
        row = ResultRow(
            session_id=ID,
            sequence=7,
            recorded_at=MADE_AT,
            test=test,
            side="left",
            value=71.5,
            uncertainty=10.1,
            unit="deg",
            trials=(71.5,),
            measured=True,
        )
        store = Store.open(tmp_path)
        with patch.object(Store, "list_test_results", return_value=(row,)):
            made = build_bundle(store, MADE_AT)
        store.close()
        assert VALIDATOR.is_valid(made)
        (seen,) = observations(made, test)
        assert "364564000" in {coding["code"] for coding in seen["code"]["coding"]}
        assert seen["bodySite"]["coding"][0]["code"] == site
        assert seen["component"][0]["valueQuantity"]["value"] == 10.1

    def test_all_have_a_code(self) -> None:
        assert load_tests().keys() <= OWN_CODES.keys()


def test_an_open_session_is_preliminary(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.append([batch(whole_session(), end=20)])
    made = build_bundle(store, MADE_AT)
    store.close()
    (session,) = observations(made, "55411-3")
    assert session["status"] == "preliminary"
    assert "end" not in session["effectivePeriod"]
    assert VALIDATOR.is_valid(made)


def test_is_the_same_each_time_and_names_nobody(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.append([batch(whole_session())])
    first, second = (build_bundle(store, MADE_AT) for _ in range(2))
    assert first == second
    assert export_observations(store, tmp_path / "out.json") == 1
    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert written["entry"] == first["entry"]
    store.close()
    (patient,) = resources(first, "Patient")
    assert patient.keys() == {"resourceType", "id"}
    assert ID not in json.dumps([entry["fullUrl"] for entry in first["entry"]])


def test_an_empty_history_is_valid_too(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    assert VALIDATOR.is_valid(build_bundle(store, MADE_AT))
    store.close()


def test_every_range_an_exercise_measures_has_a_code() -> None:
    from hamstrong.exercises import load_catalogue

    for definition in load_catalogue().values():
        for movement in definition.movements:
            quantity = MEASURES[movement.rom_measure or movement.driver].quantity
            assert "range-" + quantity.replace("_", "-") in OWN_CODES
