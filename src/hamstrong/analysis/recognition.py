"""Find out which exercise and variation a recording shows, and where each begins and ends."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from hamstrong.engine import AttemptMade, Engine, RepCompleted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hamstrong.engine import Rep
    from hamstrong.exercises.model import ExerciseDefinition, RepCondition, Signs
    from hamstrong.kinematics import MeasureTable

__all__ = ["Stretch", "find_stretches", "run_engine"]

_FEWEST_OF_A_VARIATION = 2


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a recording, from row ``start`` to ``stop``, that shows one variation."""

    exercise: str
    variation: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Sighting:
    exercise: str
    variation: str
    start_s: float
    end_s: float


def run_engine(
    engine: Engine, table: MeasureTable, start: int = 0, stop: int | None = None
) -> tuple[list[Rep], list[Rep]]:
    """Return the reps and the attempts that an engine finds in rows ``start`` to ``stop``."""
    reps: list[Rep] = []
    attempts: list[Rep] = []
    times = table.time_s.tolist()
    rows = table.rows
    for index in range(start, len(rows) if stop is None else stop):
        for event in engine.step_row(times[index], rows[index]):
            if isinstance(event, RepCompleted):
                reps.append(event.rep)
            elif isinstance(event, AttemptMade):
                attempts.append(event.rep)
    return reps, attempts


def find_stretches(
    table: MeasureTable,
    definitions: Iterable[ExerciseDefinition],
    variation: str | None = None,
) -> tuple[Stretch, ...]:
    """Split a recording into stretches of one exercise and variation each.

    Every definition's engine watches the whole recording; start poses tell the exercises apart,
    the variations' signs the variations. ``variation`` fixes it (for a single definition). Empty
    when no rep of any exercise is found.
    """
    sightings: list[_Sighting] = []
    for definition in definitions:
        sightings.extend(_survey(table, definition, variation))
    chosen = _without_overlaps(sightings)
    return _as_stretches(chosen, table)


def _survey(
    table: MeasureTable, definition: ExerciseDefinition, variation: str | None
) -> list[_Sighting]:
    if variation is not None:
        reps, _ = run_engine(Engine(definition, variation, cut_close=True), table)
        return [_Sighting(definition.id, variation, rep.start_s, rep.end_s) for rep in reps]
    reps = _all_reps(table, definition)
    labels = _steady_labels([_label(definition, rep) for rep in reps])
    labels = _kept_up(table, definition, reps, labels)
    return [
        _Sighting(definition.id, label, rep.start_s, rep.end_s)
        for rep, label in zip(reps, labels, strict=True)
    ]


def _all_reps(table: MeasureTable, definition: ExerciseDefinition) -> list[Rep]:
    """Return the reps of every kind of movement; a special one replaces a plain one within it."""
    plain = _signs_of(definition, "standard")
    reps, _ = run_engine(Engine(definition, cut_close=True), table)
    for signs in definition.signs:
        if signs.movements is None or plain is None or signs.movements == plain.movements:
            continue
        special, _ = run_engine(Engine(definition, signs.variation, cut_close=True), table)
        marked = [replace(rep, looks_like=(signs.variation,)) for rep in special]
        reps = [rep for rep in reps if not any(_overlap(rep, other) for other in marked)] + marked
    return sorted(reps, key=lambda rep: rep.start_s)


def _overlap(one: Rep, other: Rep) -> bool:
    return min(one.end_s, other.end_s) > max(one.start_s, other.start_s)


def _signs_of(definition: ExerciseDefinition, variation: str) -> Signs | None:
    return next((signs for signs in definition.signs if signs.variation == variation), None)


def _label(definition: ExerciseDefinition, rep: Rep) -> str:
    """Return the hardest variation that the rep itself shows, whatever is done between reps."""
    for name in rep.looks_like:
        signs = _signs_of(definition, name)
        if signs is not None and not signs.between:
            return name
    return "standard"


def _steady_labels(labels: Sequence[str]) -> list[str]:
    """Give a rep unlike those beside it their label; two that differ are both plain."""
    if len(labels) == _FEWEST_OF_A_VARIATION and len(set(labels)) > 1:
        return ["standard"] * len(labels)
    steady = list(labels)
    overall = Counter(labels)
    for index, label in enumerate(labels):
        beside = [*labels[max(0, index - 1) : index], *labels[index + 1 : index + 2]]
        if not beside or label in beside:
            continue
        around = Counter([*labels[max(0, index - 2) : index], *labels[index + 1 : index + 3]])
        steady[index] = max(around, key=lambda name: (around[name], overall[name]))
    return steady


def _kept_up(
    table: MeasureTable,
    definition: ExerciseDefinition,
    reps: Sequence[Rep],
    labels: Sequence[str],
) -> list[str]:
    """Tell variations that differ only in what is done between the reps."""
    refined = list(labels)
    for signs in definition.signs:
        if not signs.between:
            continue
        for run in _runs(reps, refined):
            if any(signs.variation not in reps[index].looks_like for index in run):
                continue
            votes = [
                _fulfils(table, reps[a].end_s, reps[b].start_s, signs.between)
                for a, b in itertools.pairwise(run)
                if reps[a].side == reps[b].side or _near(reps[a], reps[b])
            ]
            if votes and sum(votes) * 2 >= len(votes):
                for index in run:
                    refined[index] = signs.variation
    return refined


def _near(one: Rep, other: Rep) -> bool:
    return other.start_s - one.end_s < max(one.end_s - one.start_s, 1.0)


def _runs(reps: Sequence[Rep], labels: Sequence[str]) -> list[list[int]]:
    runs: list[list[int]] = []
    for index in range(len(reps)):
        if runs and labels[runs[-1][-1]] == labels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _fulfils(
    table: MeasureTable, start_s: float, end_s: float, conditions: Iterable[RepCondition]
) -> bool:
    inside = (table.time_s >= start_s) & (table.time_s <= end_s)
    return all(_fulfils_one(table.column(item.measure)[inside], item) for item in conditions)


def _fulfils_one(values: np.ndarray, condition: RepCondition) -> bool:
    seen = values[~np.isnan(values)]
    if not len(seen):
        return False
    quantiles = {"min": 10.0, "max": 90.0}
    value = float(np.percentile(seen, quantiles.get(condition.statistic, 50.0)))
    low = -np.inf if condition.min is None else condition.min
    high = np.inf if condition.max is None else condition.max
    return bool(low <= value <= high)


def _without_overlaps(sightings: Iterable[_Sighting]) -> list[_Sighting]:
    """Where two exercises claim the same time, keep the one with more reps."""
    ordered = sorted(sightings, key=lambda seen: seen.start_s)
    counts = Counter(seen.exercise for seen in ordered)
    kept: list[_Sighting] = []
    for seen in ordered:
        rivals = [
            other
            for other in ordered
            if other.exercise != seen.exercise
            and min(other.end_s, seen.end_s) > max(other.start_s, seen.start_s)
        ]
        if all(counts[seen.exercise] >= counts[other.exercise] for other in rivals):
            kept.append(seen)
    return kept


def _as_stretches(sightings: Sequence[_Sighting], table: MeasureTable) -> tuple[Stretch, ...]:
    if not sightings:
        return ()
    groups: list[list[_Sighting]] = []
    for seen in sightings:
        last = groups[-1][-1] if groups else None
        if last is not None and (last.exercise, last.variation) == (seen.exercise, seen.variation):
            groups[-1].append(seen)
        else:
            groups.append([seen])
    cuts = [0]
    for before, after in itertools.pairwise(groups):
        middle_s = (before[-1].end_s + after[0].start_s) / 2
        cuts.append(int(np.searchsorted(table.time_s, middle_s)))
    cuts.append(len(table))
    return tuple(
        Stretch(group[0].exercise, group[0].variation, start, stop)
        for group, start, stop in zip(groups, cuts[:-1], cuts[1:], strict=True)
    )
