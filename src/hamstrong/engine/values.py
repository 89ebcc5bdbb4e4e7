"""What the engine reports: reps, faults and the events of a stream."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "Armed",
    "AttemptMade",
    "Disarmed",
    "Event",
    "FaultSeen",
    "PhaseChanged",
    "PhaseName",
    "Rep",
    "RepCompleted",
    "Severity",
    "Side",
]

Side = Literal["left", "right", "both"]
Severity = Literal["minor", "major"]
PhaseName = Literal["rest", "out", "hold", "back"]


@dataclass(frozen=True, slots=True)
class FaultSeen:
    """One fault in one rep.

    ``value`` is the measured quantity, ``limit`` what it should not pass (both in ``unit``),
    ``start_s``/``end_s`` where it was looked for. ``severity`` is minor or major.
    """

    id: str
    severity: Severity
    start_s: float
    end_s: float
    value: float
    limit: float
    measure: str
    unit: str


@dataclass(frozen=True, slots=True)
class Rep:
    """One rep, or one attempt (a movement that did not reach the minimum range).

    ``start_s``/``end_s``: the driving measure leaves and regains rest (5 % of the range);
    ``peak_s``: the middle of the extreme; ``hold_s``: time within max(3 deg, 10 % of the range)
    of the extreme; ``rom_deg``: the range of the measure that the movement reports, or of the
    driving measure where that one was hidden; ``score``: 0 to 100. ``hold_start_s`` and
    ``hold_end_s`` bound the extreme; ``peak_deg`` is the level there of the measure whose range is
    ``rom_deg``.
    ``looks_like`` are the variations whose signs it shows, hardest first.
    """

    exercise: str
    variation: str
    index: int
    side: Side
    stage: str | None
    start_s: float
    peak_s: float
    end_s: float
    hold_s: float
    rom_deg: float
    score: int
    faults: tuple[FaultSeen, ...] = ()
    hold_start_s: float = 0.0
    hold_end_s: float = 0.0
    movement: str = ""
    looks_like: tuple[str, ...] = ()
    peak_deg: float = math.nan


@dataclass(frozen=True, slots=True)
class Armed:
    """The start pose was held steadily: from now on it counts."""

    time_s: float
    movement: str


@dataclass(frozen=True, slots=True)
class Disarmed:
    """The posture was left or the person lost: nothing counts until the next start pose."""

    time_s: float
    movement: str
    reason: Literal["posture", "not-seen", "too-long"]


@dataclass(frozen=True, slots=True)
class PhaseChanged:
    """The movement went on to another phase."""

    time_s: float
    movement: str
    phase: PhaseName


@dataclass(frozen=True, slots=True)
class RepCompleted:
    """A rep counts; ``time_s`` is when it was known, a little after ``rep.end_s``."""

    time_s: float
    rep: Rep


@dataclass(frozen=True, slots=True)
class AttemptMade:
    """A movement began and does not count.

    It did not reach the minimum range; or, in a self-test, its faults spoil the trial.
    """

    time_s: float
    rep: Rep


Event = Armed | Disarmed | PhaseChanged | RepCompleted | AttemptMade
