"""From the keypoints of a recording to all that can be said of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

import numpy as np

from hamstrong.analysis.breaks import uncounted_returns
from hamstrong.analysis.columns import driver_of, errors_of, exported_columns, worst_of
from hamstrong.analysis.recognition import Stretch, find_stretches, run_engine
from hamstrong.analysis.values import (
    Analysis,
    AngleTable,
    Notice,
    PhaseSpan,
    Segment,
    Summary,
)
from hamstrong.engine import Engine
from hamstrong.engine.values import Side
from hamstrong.errors import UsageError
from hamstrong.kinematics import compute_measures, filter_track

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hamstrong.analysis.values import Seen
    from hamstrong.engine import Rep
    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.kinematics import MeasureTable
    from hamstrong.pose import PoseTrack

__all__ = ["Question", "analyse_track"]

_FRONT_SHOULDERS = 0.42
_POORLY_TRACKED = 0.8


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a recording; None means: find out."""

    exercise: str | None = None
    variation: str | None = None
    side: Side | None = None

    def __post_init__(self) -> None:
        if self.variation is not None and self.exercise is None:
            raise UsageError("A variation needs its exercise: add --exercise.")
        if self.side not in (None, *get_args(Side)):
            raise UsageError(f"There is no side {self.side!r}; use left or right.")


def analyse_track(
    seen: Seen,
    catalogue: Mapping[str, ExerciseDefinition],
    question: Question,
) -> Analysis:
    """Recognise, count, time and judge what a recording shows.

    Parameters
    ----------
    seen
        Raw keypoints of one person and where they come from.
    catalogue
        The exercises that are looked for.
    question
        What is known of the recording. `UnknownNameError` if it names no exercise or variation.
    """
    track = seen.track
    table = compute_measures(filter_track(track))
    stretches = _stretches(table, catalogue, question)
    reps: list[Rep] = []
    attempts: list[Rep] = []
    segments: list[Segment] = []
    returns: list[float] = []
    for stretch in stretches:
        definition = catalogue[stretch.exercise]
        engine = Engine(
            definition, stretch.variation, question.side, cut_close=True, model=seen.model
        )
        found, tried = run_engine(engine, table, stretch.start, stretch.stop)
        rows = slice(stretch.start, stretch.stop)
        returns += uncounted_returns(table, definition.movements, (*found, *tried), rows)
        segments.append(_segment(stretch, engine, table, found, tried, len(reps)))
        reps.extend(_renumbered(found, len(reps)))
        attempts.extend(_renumbered(tried, len(attempts)))
    longest = max(segments, key=lambda part: part.end_s - part.start_s, default=None)
    return Analysis(
        video=seen.video,
        exercise=longest.exercise if longest else question.exercise,
        variation=longest.variation if longest else question.variation,
        tracked_ratio=track.tracked_ratio,
        reps=tuple(reps),
        attempts=tuple(attempts),
        summary=_summary(reps, attempts),
        segments=tuple(segments),
        angles=_angles(table, segments, catalogue),
        warnings=(
            *seen.warnings,
            *_warnings(track, table, segments, catalogue),
            *(Notice("return-too-soon", {"at_s": at_s}) for at_s in returns),
        ),
        track=track,
        model=seen.model,
        question=(question.exercise, question.variation, question.side),
    )


def _stretches(
    table: MeasureTable, catalogue: Mapping[str, ExerciseDefinition], question: Question
) -> tuple[Stretch, ...]:
    if question.exercise is None:
        return find_stretches(table, catalogue.values())
    definition = catalogue[question.exercise]
    variation = question.variation
    if variation is None:
        found = find_stretches(table, [definition])
        if found:
            return found
        variation = "standard"
    return (Stretch(definition.id, variation, 0, len(table)),)


def _renumbered(reps: Sequence[Rep], first: int) -> list[Rep]:
    return [replace(rep, index=first + offset) for offset, rep in enumerate(reps)]


def _segment(  # noqa: PLR0913 - the parts of one value
    stretch: Stretch,
    engine: Engine,
    table: MeasureTable,
    reps: Sequence[Rep],
    attempts: Sequence[Rep],
    first_index: int,
) -> Segment:
    definition = engine.definition
    movements = sorted((*reps, *attempts), key=lambda rep: rep.start_s)
    if movements:
        start_s, end_s = movements[0].start_s, max(rep.end_s for rep in movements)
    else:
        start_s, end_s = float(table.time_s[stretch.start]), float(table.time_s[stretch.stop - 1])
    spans = [(rep.start_s, rep.end_s) for rep in movements]
    drivers = [
        driver_of(table, definition, rep, span) for rep, span in zip(movements, spans, strict=True)
    ] or [driver_of(table, definition, None, (start_s, end_s))]
    return Segment(
        exercise=stretch.exercise,
        variation=stretch.variation,
        start_s=start_s,
        end_s=end_s,
        reps=tuple(range(first_index, first_index + len(reps))),
        driver=max(dict.fromkeys(drivers), key=drivers.count),
        phases=tuple(
            span
            for rep, driver in zip(movements, drivers, strict=False)
            for span in _phases(rep, driver)
        ),
        not_observable=tuple(sorted(engine.not_observable)),
        uncertainty=_errors(table, definition, drivers, spans or [(start_s, end_s)]),
    )


def _errors(
    table: MeasureTable,
    definition: ExerciseDefinition,
    drivers: Sequence[str],
    spans: Sequence[tuple[float, float]],
) -> dict[str, float]:
    """Return the errors in a segment; a driver is judged where it drives."""
    names = exported_columns((definition.view,))
    seated = definition.posture == "seated"
    each = [errors_of(table, names, span, seated=seated) for span in spans]
    own = worst_of(
        {driver: errors[driver]}
        for driver, errors in zip(drivers, each, strict=True)
        if driver in errors
    )
    return worst_of(each) | own


def _phases(rep: Rep, driver: str) -> tuple[PhaseSpan, ...]:
    return (
        PhaseSpan("out", rep.start_s, rep.hold_start_s, driver),
        PhaseSpan("hold", rep.hold_start_s, rep.hold_end_s, driver),
        PhaseSpan("back", rep.hold_end_s, rep.end_s, driver),
    )


def _summary(reps: Sequence[Rep], attempts: Sequence[Rep]) -> Summary:
    if not reps:
        return Summary(0, len(attempts), None, None, None)
    return Summary(
        reps=len(reps),
        attempts=len(attempts),
        mean_rom_deg=float(np.mean([rep.rom_deg for rep in reps])),
        mean_hold_s=float(np.mean([rep.hold_s for rep in reps])),
        score=round(float(np.mean([rep.score for rep in reps]))),
    )


def _angles(
    table: MeasureTable,
    segments: Sequence[Segment],
    catalogue: Mapping[str, ExerciseDefinition],
) -> AngleTable:
    views = {catalogue[segment.exercise].view for segment in segments} or {"side", "front"}
    names = exported_columns(views)
    errors = [segment.uncertainty for segment in segments] or [
        errors_of(table, names, (-math.inf, math.inf))
    ]
    columns = {name: table.column(name) for name in names}
    return AngleTable(table.time_s, columns, worst_of(errors))


def _warnings(
    track: PoseTrack,
    table: MeasureTable,
    segments: Sequence[Segment],
    catalogue: Mapping[str, ExerciseDefinition],
) -> list[Notice]:
    warnings: list[Notice] = []
    if track.tracked_ratio < _POORLY_TRACKED:
        warnings.append(Notice("often-lost", {"found_share": track.tracked_ratio}))
    if not any(segment.reps for segment in segments):
        warnings.append(Notice("no-rep"))
    for segment in segments:
        inside = (table.time_s >= segment.start_s) & (table.time_s <= segment.end_s)
        shoulders = table.column("shoulder_width_norm")[inside]
        if not len(shoulders) or np.isnan(shoulders).all():
            continue
        frontal = float(np.nanmedian(shoulders)) > _FRONT_SHOULDERS
        view = catalogue[segment.exercise].view
        if frontal != (view == "front"):
            warnings.append(Notice(f"not-from-the-{view}", {"exercise": segment.exercise}))
    return warnings
