"""A history as a FHIR bundle: what each session was, put together from its log."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from statistics import fmean
from typing import TYPE_CHECKING, Any, Final

from hamstrong.exercises import load_all, texts
from hamstrong.kinematics import MEASURES
from hamstrong.report.atomic import write_text
from hamstrong.report.document import installed_version
from hamstrong.report.fhir import (
    JOINTS,
    ExerciseDone,
    RangeSeen,
    SessionDone,
    TestTaken,
    make_bundle,
)
from hamstrong.session import rebuild
from hamstrong.session.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.report.fhir import Joint
    from hamstrong.session.progress import Progress
    from hamstrong.session.summary import ExerciseOutcome
    from hamstrong.session.values import RepRecord
    from hamstrong.store import Logged, Store
    from hamstrong.store.results import ResultRow

    Definitions = Mapping[str, ExerciseDefinition]

__all__ = ["build_bundle", "export_observations"]

_PAGE: Final = 200
_UNITS: Final = {"deg": "deg", "s": "s", "reps": "{rep}"}


def export_observations(store: Store, target: Path) -> int:
    """Write the history as a FHIR R4 bundle and return the number of sessions in it.

    Raises
    ------
    HistoryDamagedError, HistoryUnreachableError
        The history cannot be read.
    OutputError
        The file cannot be written; an older one stays as it was.
    """
    bundle = build_bundle(store, datetime.now(UTC))
    write_text(target, json.dumps(bundle, indent=1, ensure_ascii=False) + "\n")
    return store.count_cards()


def build_bundle(store: Store, made_at: datetime) -> dict[str, Any]:
    """Return the history as a FHIR R4 bundle; ``made_at`` is a time of day in UTC."""
    definitions = load_all()
    sessions = [_session(store, logged, definitions) for logged in _oldest_first(store)]
    known = [row for row in store.list_test_results() if row.test in definitions]
    tests = [_test(row, definitions[row.test]) for row in known]
    return make_bundle(sessions, tests, installed_version(), made_at)


def _oldest_first(store: Store) -> list[Logged]:
    found: list[Logged] = []
    while page := store.list_cards(_PAGE, len(found)):
        found.extend(page)
    return found[::-1]


def _session(store: Store, logged: Logged, definitions: Definitions) -> SessionDone:
    progress = rebuild(store.read_events(logged.session_id))
    outcome = summarise(definitions, progress)
    return SessionDone(
        session_id=logged.session_id,
        started_at=logged.started_at,
        ended_at=logged.ended_at,
        minutes=outcome.minutes,
        exercises=tuple(_exercise(done, definitions, progress) for done in outcome.exercises),
    )


def _test(row: ResultRow, definition: ExerciseDefinition) -> TestTaken:
    return TestTaken(
        identity=f"{row.session_id}/{row.sequence}",
        test=row.test,
        title=texts("en")[f"exercise.{row.test}.title"],
        joint=_measured_joint(definition),
        side=row.side,
        taken_at=row.recorded_at,
        value=row.value,
        unit=_UNITS[row.unit],
        uncertainty=row.uncertainty,
        measured=row.measured,
    )


def _measured_joint(definition: ExerciseDefinition) -> Joint | None:
    """Return the joint whose position at the extreme is the result of a self-test."""
    if definition.test is None or definition.test.unit != "deg":
        return None
    movement = definition.movements[0]
    measure = MEASURES.get(movement.rom_measure or movement.driver)
    return JOINTS.get(measure.quantity) if measure is not None else None


def _exercise(
    outcome: ExerciseOutcome, definitions: Definitions, progress: Progress
) -> ExerciseDone:
    words = texts("en")
    title = words[f"exercise.{outcome.exercise}.title"]
    form = words.get(f"variation.{outcome.exercise}.{outcome.variation}.title")
    told = outcome.check_in
    reps = [
        event.rep
        for event in progress.reps
        if progress.plan[event.bout.exercise].exercise == outcome.exercise
    ]
    return ExerciseDone(
        exercise=outcome.exercise,
        variation=outcome.variation,
        title=f"{title}: {form}" if form else title,
        sets=outcome.sets_done,
        reps=outcome.reps,
        reps_logged=outcome.reps_logged,
        mean_hold_s=outcome.mean_hold_s,
        score=outcome.score,
        effort=told.effort if told else None,
        pain=told.pain if told else None,
        cramp=told.cramp if told else None,
        stopped_by_pain=outcome.stopped_by_pain,
        ranges=tuple(_ranges(definitions[outcome.exercise], reps)),
    )


def _ranges(definition: ExerciseDefinition, reps: list[RepRecord]) -> Iterator[RangeSeen]:
    """Yield the mean range of each movement and side that was measured in degrees."""
    for movement in definition.movements:
        measure = MEASURES.get(movement.rom_measure or movement.driver)
        for side in ("left", "right", "both"):
            seen = [r.rom_deg for r in reps if (r.movement, r.side) == (movement.id, side)]
            if seen and measure is not None and measure.unit == "deg":
                yield RangeSeen(
                    quantity=measure.quantity,
                    movement=movement.id,
                    side=side,
                    reps=len(seen),
                    mean_deg=round(fmean(seen), 1),
                    error_deg=measure.typical_error,
                )
