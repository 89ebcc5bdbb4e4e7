"""A history as HL7 FHIR R4: a bundle of Observations that a clinic's software can take in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal
from uuid import UUID, uuid5

from hamstrong.report.fhir_codes import (
    ACTIVITY,
    BODY_SITES,
    CATEGORY,
    DURATION,
    OWN,
    OWN_CODES,
    PAIN,
    RANGE_OF_MOTION,
    UCUM,
    Code,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

__all__ = ["JOINTS", "ExerciseDone", "RangeSeen", "SessionDone", "TestTaken", "make_bundle"]

_NAMESPACE: Final = UUID("5b0f6f1c-6a3b-4c52-9d3e-0f9c8a0b7f21")
_PATIENT: Final = uuid5(_NAMESPACE, "patient")
_DEVICE: Final = uuid5(_NAMESPACE, "device")
_CODES: Final = uuid5(_NAMESPACE, "codes")

Json = dict[str, Any]
Joint = Literal["hip", "knee"]

JOINTS: Final[dict[str, Joint]] = {
    "hip_flexion": "hip",
    "hip_rotation": "hip",
    "knee_flexion": "knee",
}
"""Joints by the quantity that tells how they are bent or turned."""


@dataclass(frozen=True, slots=True)
class RangeSeen:
    """Mean range of a movement, by side.

    ``quantity`` is that of the measure; ``error_deg`` its typical error, None where unknown.
    """

    quantity: str
    movement: str
    side: str
    reps: int
    mean_deg: float
    error_deg: float | None


@dataclass(frozen=True, slots=True)
class ExerciseDone:
    """One exercise of a session; ``title`` is for people. What was not measured is None."""

    exercise: str
    variation: str
    title: str
    sets: int
    reps: int
    reps_logged: int
    mean_hold_s: float | None
    score: int | None
    effort: int | None
    pain: int | None
    cramp: bool | None
    stopped_by_pain: bool
    ranges: tuple[RangeSeen, ...]


@dataclass(frozen=True, slots=True)
class SessionDone:
    """A session; times of day in UTC."""

    session_id: str
    started_at: datetime
    ended_at: datetime | None
    minutes: float
    exercises: tuple[ExerciseDone, ...]


@dataclass(frozen=True, slots=True)
class TestTaken:
    """The result of a self-test on one side; ``unit`` as in UCUM.

    ``joint`` is the one whose position the test measures, None where it measures time or reps.
    """

    identity: str
    test: str
    title: str
    joint: Joint | None
    side: str
    taken_at: datetime
    value: float
    unit: str
    uncertainty: float | None
    measured: bool


def make_bundle(
    sessions: Iterable[SessionDone], tests: Iterable[TestTaken], version: str, made_at: datetime
) -> Json:
    """Return a FHIR R4 Bundle of type ``collection``.

    Besides the Observations it holds a Patient without name, the Device that is this program, and
    a CodeSystem that explains the codes of our own. The same history has the same ids each time.

    Parameters
    ----------
    version
        That of this program.
    made_at
        Time of day in UTC.
    """
    resources = [_patient(), _device(version), _code_system()]
    for session in sessions:
        resources += _session(session)
    resources += [_test(test) for test in tests]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": _instant(made_at),
        "entry": [
            {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
            for resource in resources
        ],
    }


def _patient() -> Json:
    return {"resourceType": "Patient", "id": str(_PATIENT)}


def _device(version: str) -> Json:
    return {
        "resourceType": "Device",
        "id": str(_DEVICE),
        "deviceName": [{"name": "Hamstrong", "type": "user-friendly-name"}],
        "version": [{"value": version}],
        "note": [{"text": "Angles are estimates from one camera; no medical device."}],
    }


def _code_system() -> Json:
    return {
        "resourceType": "CodeSystem",
        "id": str(_CODES),
        "url": OWN,
        "name": "HamstrongCodes",
        "status": "active",
        "content": "complete",
        "concept": [
            {"code": code.code, "display": code.display, "definition": meaning}
            for code, meaning in OWN_CODES.values()
        ],
    }


def _session(session: SessionDone) -> Iterator[Json]:
    members = [part for done in session.exercises for part in _exercise(session, done)]
    yield {
        **_observation(session, "duration", DURATION, "activity"),
        "valueQuantity": _quantity(session.minutes, "min", "min"),
        **(
            {"hasMember": [{"reference": f"urn:uuid:{member['id']}"} for member in members]}
            if members
            else {}
        ),
    }
    yield from members


def _exercise(session: SessionDone, done: ExerciseDone) -> Iterator[Json]:
    place = f"{done.exercise}/{done.variation}"
    yield {
        **_observation(session, place, ACTIVITY, "activity"),
        "valueCodeableConcept": {"text": done.title},
        "component": list(_exercise_components(done)),
    }
    told = {"performer": [_reference(_PATIENT)]}
    if done.pain is not None:
        yield {
            **_observation(session, f"{place}/pain", PAIN, "survey"),
            **told,
            "valueQuantity": _quantity(done.pain, "{score}", "0-10"),
            "note": [{"text": f"asked after: {done.title}"}],
        }
    if done.effort is not None:
        yield {
            **_observation(session, f"{place}/effort", _own("perceived-effort"), "survey"),
            **told,
            "valueQuantity": _quantity(done.effort, "{score}", "0-10"),
            "note": [{"text": f"asked after: {done.title}"}],
        }
    for seen in done.ranges:
        yield _range(session, place, done, seen)


def _exercise_components(done: ExerciseDone) -> Iterator[Json]:
    quantities = {
        "sets": (done.sets, "{set}", "sets"),
        "reps": (done.reps, "{rep}", "reps"),
        "reps-logged": (done.reps_logged or None, "{rep}", "reps"),
        "mean-hold": (done.mean_hold_s, "s", "s"),
        "form-score": (done.score, "{score}", "0-100"),
    }
    for name, (value, unit, shown) in quantities.items():
        if value is not None:
            yield {"code": _concept(_own(name)), "valueQuantity": _quantity(value, unit, shown)}
    if done.cramp is not None:
        yield {"code": _concept(_own("cramp")), "valueBoolean": done.cramp}
    if done.stopped_by_pain:
        yield {"code": _concept(_own("stopped-by-pain")), "valueBoolean": True}


def _range(session: SessionDone, place: str, done: ExerciseDone, seen: RangeSeen) -> Json:
    key = f"{place}/range/{seen.movement}/{seen.quantity}/{seen.side}"
    return {
        **_observation(session, key, *_range_codes(seen.quantity), "exam"),
        **_body_site(seen.quantity, seen.side),
        "method": {"text": "mean range of the counted reps, one camera"},
        "device": _reference(_DEVICE),
        "valueQuantity": _quantity(seen.mean_deg, "deg", "deg"),
        "note": [{"text": f"{done.title}, {seen.movement}, side: {seen.side}"}],
        "component": [
            {
                "code": _concept(_own("reps")),
                "valueQuantity": _quantity(seen.reps, "{rep}", "reps"),
            },
            *_uncertainty(seen.error_deg, "deg"),
        ],
    }


def _test(test: TestTaken) -> Json:
    unit = test.unit
    return {
        "resourceType": "Observation",
        "id": str(uuid5(_NAMESPACE, f"test/{test.identity}")),
        "status": "final",
        "category": [{"coding": [{"system": CATEGORY, "code": "exam"}]}],
        "code": {**_concept(*_test_codes(test)), "text": test.title},
        "subject": _reference(_PATIENT),
        "effectiveDateTime": _instant(test.taken_at),
        **({"device": _reference(_DEVICE)} if test.measured else _told_by_patient()),
        "bodySite": _concept(BODY_SITES[test.joint or "thigh", test.side]),
        "valueQuantity": _quantity(test.value, unit, unit.strip("{}")),
        **_if_any("component", list(_expanded(test.uncertainty, unit))),
    }


def _told_by_patient() -> Json:
    return {"performer": [_reference(_PATIENT)], "method": {"text": "told, not measured"}}


def _observation(session: SessionDone, part: str, *codes_and_category: Code | str) -> Json:
    *codes, category = codes_and_category
    period = {"start": _instant(session.started_at)}
    if session.ended_at is not None:
        period["end"] = _instant(session.ended_at)
    return {
        "resourceType": "Observation",
        "id": str(uuid5(_NAMESPACE, f"session/{session.session_id}/{part}")),
        "status": "final" if session.ended_at is not None else "preliminary",
        "category": [{"coding": [{"system": CATEGORY, "code": category}]}],
        "code": _concept(*(code for code in codes if isinstance(code, Code))),
        "subject": _reference(_PATIENT),
        "effectivePeriod": period,
    }


def _range_codes(quantity: str) -> tuple[Code, ...]:
    """Return what kind of range it is: that of a joint has a code everybody knows."""
    own = _own("range-" + quantity.replace("_", "-"))
    return (RANGE_OF_MOTION, own) if quantity in JOINTS else (own,)


def _body_site(quantity: str, side: str) -> Json:
    joint = JOINTS.get(quantity)
    return {"bodySite": _concept(BODY_SITES[joint, side])} if joint else {}


def _uncertainty(value: float | None, unit: str) -> Iterator[Json]:
    if value is not None:
        yield {
            "code": _concept(_own("typical-error")),
            "valueQuantity": _quantity(value, unit, unit),
        }


def _expanded(value: float | None, unit: str) -> Iterator[Json]:
    if value is not None:
        yield {
            "code": _concept(_own("expanded-uncertainty")),
            "valueQuantity": _quantity(value, unit, unit.strip("{}")),
        }


def _test_codes(test: TestTaken) -> tuple[Code, ...]:
    """Return what kind of test it is; where a joint stops has a code everybody knows."""
    own = (_own("self-test"), _own(test.test))
    return (RANGE_OF_MOTION, *own) if test.joint else own


def _own(name: str) -> Code:
    return OWN_CODES[name][0]


def _concept(*codes: Code) -> Json:
    return {
        "coding": [
            {"system": code.system, "code": code.code, "display": code.display} for code in codes
        ]
    }


def _quantity(value: float, unit: str, shown: str) -> Json:
    return {"value": value, "unit": shown, "system": UCUM, "code": unit}


def _reference(identity: UUID) -> Json:
    return {"reference": f"urn:uuid:{identity}"}


def _instant(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _if_any(name: str, items: list[Json]) -> Json:
    return {name: items} if items else {}
