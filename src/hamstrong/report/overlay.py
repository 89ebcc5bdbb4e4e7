"""What an annotated video says at each moment: count, hold, angle, phase, cue."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.report.catalogue import body_parts, hold_target_s
from hamstrong.report.facts import movements_of
from hamstrong.report.skeleton import BodyPart, faulty_parts, near_side

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hamstrong.analysis.values import Analysis, FaultSeen, PhaseSpan, Rep, Segment
    from hamstrong.report.skeleton import Side

__all__ = ["Overlay", "OverlayState"]

_LEAST_CUE_S: Final = 1.6
_FRESH_S: Final = 0.7
_ANGLE_REACH_S: Final = 0.2


@dataclass(frozen=True, slots=True)
class OverlayState:
    """One moment.

    ``segment`` is the exercise going on, just done or about to begin; None without any.
    ``hold_s`` is how long the hold has lasted, None outside a hold; ``hold_share`` how much of
    what was asked for (or of the whole hold, where nothing is asked for) that is. ``fresh`` marks
    a rep just completed.
    """

    segment: Segment | None = None
    reps: int = 0
    attempts: int = 0
    fresh: bool = False
    phase: str | None = None
    hold_s: float | None = None
    hold_share: float = 0.0
    column: str = ""
    value: float | None = None
    cue: str | None = None
    faulty: frozenset[BodyPart] = frozenset()
    near: Side | None = None


class _SegmentTrack:
    """The timeline of one segment."""

    def __init__(self, analysis: Analysis, segment: Segment) -> None:
        movements = movements_of(analysis, segment)
        parts: Mapping[str, str] = body_parts(analysis)
        attempts = [rep for rep in movements if rep in analysis.attempts]
        self.segment = segment
        self.starts = [rep.start_s for rep in movements] or [segment.start_s]
        # A person may turn round from one movement to the next.
        spans = [(rep.start_s, rep.end_s) for rep in movements]
        self.nears = [
            near_side(analysis, *span) for span in spans or [(segment.start_s, segment.end_s)]
        ]
        self.rep_ends = sorted(rep.end_s for rep in movements if rep not in attempts)
        self.attempt_ends = sorted(rep.end_s for rep in attempts)
        self.phases = sorted(segment.phases, key=lambda span: span.start_s)
        self.phase_starts = [span.start_s for span in self.phases]
        self.hold_target_s = hold_target_s(segment)
        self.faults = sorted(
            (_shown_span(fault, rep, analysis, parts) for rep in movements for fault in rep.faults),
            key=lambda shown: shown.start_s,
        )
        self.fault_starts = [shown.start_s for shown in self.faults]
        self.longest_fault_s = max((f.end_s - f.start_s for f in self.faults), default=0.0)

    def phase_at(self, time_s: float) -> PhaseSpan | None:
        place = bisect_right(self.phase_starts, time_s) - 1
        span = self.phases[place] if place >= 0 else None
        return span if span and time_s <= span.end_s else None

    def near_at(self, time_s: float) -> Side | None:
        """Return the side that faces the camera in the last movement that has begun."""
        return self.nears[max(0, bisect_right(self.starts, time_s) - 1)]

    def faults_at(self, time_s: float) -> list[_ShownFault]:
        """Return the faults that are on: major before minor, the newest first."""
        first = bisect_right(self.fault_starts, time_s - self.longest_fault_s - 1e-9)
        last = bisect_right(self.fault_starts, time_s)
        on = [shown for shown in self.faults[max(0, first - 1) : last] if time_s <= shown.end_s]
        return sorted(on, key=lambda shown: (shown.fault.severity != "major", -shown.start_s))


@dataclass(frozen=True, slots=True)
class _ShownFault:
    fault: FaultSeen
    start_s: float
    end_s: float
    parts: frozenset[BodyPart]


class Overlay:
    """Answers what to show at a time of the recording.

    Parameters
    ----------
    cues
        What to say about a fault, by its id.
    """

    def __init__(self, analysis: Analysis, cues: Mapping[str, str]) -> None:
        self._analysis = analysis
        self._cues = cues
        self._tracks = [
            _SegmentTrack(analysis, segment)
            for segment in sorted(analysis.segments, key=lambda segment: segment.start_s)
        ]
        self._starts = [track.segment.start_s for track in self._tracks]

    def at(self, time_s: float) -> OverlayState:
        """Return what to show at a time."""
        if not self._tracks:
            return OverlayState()
        track = self._tracks[max(0, bisect_right(self._starts, time_s) - 1)]
        going_on = track.segment.start_s <= time_s <= track.segment.end_s
        phase = track.phase_at(time_s) if going_on else None
        faults = track.faults_at(time_s)
        reps = bisect_right(track.rep_ends, time_s)
        hold_s = time_s - phase.start_s if phase and phase.phase == "hold" else None
        column = track.segment.driver_at(time_s)
        return OverlayState(
            segment=track.segment,
            reps=reps,
            attempts=bisect_right(track.attempt_ends, time_s),
            fresh=reps > 0 and time_s - track.rep_ends[reps - 1] <= _FRESH_S,
            phase=phase.phase if phase else None,
            hold_s=hold_s,
            hold_share=_share_of_hold(hold_s, phase, track.hold_target_s),
            column=column,
            value=self._value(column, time_s) if going_on else None,
            cue=self._cues.get(faults[0].fault.id) if faults else None,
            faulty=frozenset(part for shown in faults for part in shown.parts),
            near=track.near_at(time_s),
        )

    def _value(self, column: str, time_s: float) -> float | None:
        angles = self._analysis.angles
        values = angles.columns.get(column)
        if values is None or not len(angles.time_s):
            return None
        place = min(int(np.searchsorted(angles.time_s, time_s)), len(values) - 1)
        if place and time_s - angles.time_s[place - 1] < angles.time_s[place] - time_s:
            place -= 1
        is_near = abs(angles.time_s[place] - time_s) <= _ANGLE_REACH_S
        return float(values[place]) if is_near and np.isfinite(values[place]) else None


def _shown_span(
    fault: FaultSeen, rep: Rep, analysis: Analysis, parts: Mapping[str, str]
) -> _ShownFault:
    """Return when to show a fault: while it was on, and long enough to read the cue."""
    end_s = max(fault.end_s, fault.start_s + _LEAST_CUE_S)
    where = faulty_parts(analysis, rep, fault, parts.get(fault.id))
    return _ShownFault(fault, fault.start_s, end_s, where)


def _share_of_hold(hold_s: float | None, phase: PhaseSpan | None, target_s: float | None) -> float:
    if hold_s is None or phase is None:
        return 0.0
    whole_s = target_s or (phase.end_s - phase.start_s)
    return min(1.0, hold_s / whole_s) if whole_s > 0 else 1.0
