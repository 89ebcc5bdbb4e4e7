"""Figures of a report worked out from an analysis: per segment, per side, per fault."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from hamstrong.kinematics.vocabulary import MIRROR_BIAS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstrong.analysis.values import Analysis, Rep, Segment

__all__ = [
    "FaultCount",
    "SideComparison",
    "SideFigures",
    "all_movements",
    "best_advice",
    "compare_sides",
    "count_faults",
    "error_of",
    "mean_of",
    "movements_of",
    "segment_of",
    "severity_of",
]

_UNKNOWN_UNCERTAINTY_DEG: Final = 5.0
_MAJOR_WEIGHT: Final = 3


@dataclass(frozen=True, slots=True)
class FaultCount:
    """In how many reps a fault was seen."""

    id: str
    reps: int
    of: int


@dataclass(frozen=True, slots=True)
class SideFigures:
    """Means over the reps of one side."""

    side: str
    reps: int
    rom_deg: float
    hold_s: float
    score: float


@dataclass(frozen=True, slots=True)
class SideComparison:
    """Left and right of one segment.

    ``detectable_deg`` is the least difference of the range that one camera can show: twice the
    uncertainty of the measure, and no less than the 5 % by which the net itself differs between
    left and right.
    """

    left: SideFigures
    right: SideFigures
    detectable_deg: float

    @property
    def difference_deg(self) -> float:
        """Left minus right."""
        return self.left.rom_deg - self.right.rom_deg

    @property
    def is_detectable(self) -> bool:
        """Whether the difference is beyond what the measuring itself may cause."""
        return abs(self.difference_deg) > self.detectable_deg


def all_movements(analysis: Analysis) -> tuple[Rep, ...]:
    """Return the reps and attempts of the recording in the order of time."""
    return tuple(sorted((*analysis.reps, *analysis.attempts), key=lambda rep: rep.start_s))


def movements_of(analysis: Analysis, segment: Segment) -> tuple[Rep, ...]:
    """Return the reps and attempts of a segment in the order of time."""
    reps = [rep for rep in analysis.reps if rep.index in segment.reps]
    attempts = [
        attempt
        for attempt in analysis.attempts
        if segment.start_s <= attempt.peak_s <= segment.end_s
    ]
    return tuple(sorted((*reps, *attempts), key=lambda rep: rep.start_s))


def segment_of(analysis: Analysis, rep: Rep) -> Segment | None:
    """Return the segment that a rep or attempt belongs to."""
    return next(
        (span for span in analysis.segments if span.start_s <= rep.peak_s <= span.end_s), None
    )


def count_faults(reps: Sequence[Rep]) -> tuple[FaultCount, ...]:
    """Return in how many of the reps each fault was seen, the most important first."""
    seen: Counter[str] = Counter()
    weight: Counter[str] = Counter()
    for rep in reps:
        for fault in rep.faults:
            weight[fault.id] += _MAJOR_WEIGHT if fault.severity == "major" else 1
        seen.update({fault.id for fault in rep.faults})
    return tuple(FaultCount(fault, seen[fault], len(reps)) for fault, _ in weight.most_common())


def best_advice(reps: Sequence[Rep]) -> FaultCount | None:
    """Return the one fault to work on next; None when all is well."""
    counts = count_faults(reps)
    return counts[0] if counts else None


def mean_of(values: Sequence[float]) -> float | None:
    """Return the mean; None without a value."""
    known = [value for value in values if np.isfinite(value)]
    return float(np.mean(known)) if known else None


def compare_sides(
    analysis: Analysis, segment: Segment, reps: Sequence[Rep]
) -> SideComparison | None:
    """Return left against right; None unless both sides were trained."""
    left, right = (_figures(side, reps) for side in ("left", "right"))
    if left is None or right is None:
        return None
    errors = (error_of(analysis, segment, segment.driver_at(rep.peak_s)) for rep in reps)
    uncertainty = max(
        (error for error in errors if error is not None), default=_UNKNOWN_UNCERTAINTY_DEG
    )
    larger = max(left.rom_deg, right.rom_deg)
    return SideComparison(left, right, max(2.0 * uncertainty, MIRROR_BIAS * larger))


def error_of(analysis: Analysis, segment: Segment, column: str) -> float | None:
    """Return the typical error of a column in a segment; None where it is not known."""
    return segment.uncertainty.get(column, analysis.angles.uncertainty.get(column))


def severity_of(rep: Rep) -> Literal["clean", "minor", "major"]:
    """Return the weight of the worst fault of a rep."""
    severities = {fault.severity for fault in rep.faults}
    if "major" in severities:
        return "major"
    return "minor" if severities else "clean"


def _figures(side: str, reps: Sequence[Rep]) -> SideFigures | None:
    own = [rep for rep in reps if rep.side == side]
    if not own:
        return None
    return SideFigures(
        side=side,
        reps=len(own),
        rom_deg=float(np.mean([rep.rom_deg for rep in own])),
        hold_s=float(np.mean([rep.hold_s for rep in own])),
        score=float(np.mean([rep.score for rep in own])),
    )
