"""Keyframes to moments: the timeline of a whole performance, before anything touches the floor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from hamstrong.errors import UnknownNameError
from hamstrong.exercises.motion.body import (
    COORDINATE_INDEX,
    COORDINATES,
    expand_coordinate,
    mirror_coordinates,
)
from hamstrong.exercises.motion.contacts import expand_contact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from hamstrong.exercises.model import FaultMotion, Keyframe, Motion, MotionPhase

    Array = NDArray[np.float64]

__all__ = ["Moment", "RepPlan", "other_side", "phase_between", "plan_moments", "swap_sides"]

Side = Literal["left", "right", "both"]

_SAME_TIME_S: Final = 1e-6


@dataclass(frozen=True, slots=True)
class RepPlan:
    """How one rep is to be done.

    ``share`` scales the way from rest to the extreme, ``tempo`` the time it takes.
    """

    side: Side
    fault: str | None = None
    share: float = 1.0
    tempo: float = 1.0

    def mirrors(self, motion: Motion) -> bool:
        """Whether the rep is the mirror image of what the motion describes."""
        return motion.side != "both" and self.side not in ("both", motion.side)


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """A keyframe at its place in the performance.

    ``angles_deg`` has shape (len(COORDINATES),). ``contacts`` touch the floor from here on,
    ``moved_norm`` tells how far in front of their first place, ``lifted_norm`` how far above the
    floor. ``rep`` is None before the first rep and after the last.
    """

    time_s: float
    angles_deg: Array
    contacts: frozenset[str]
    moved_norm: Mapping[str, float]
    lifted_norm: Mapping[str, float]
    phase: MotionPhase
    rep: int | None
    step: str | None = None

    def later(self, by_s: float) -> Moment:
        """Return the same moment at a later time."""
        return replace(self, time_s=self.time_s + by_s)


def phase_between(before: MotionPhase, after: MotionPhase) -> MotionPhase:
    """Return the phase of the stretch between two keyframes."""
    if before == after:
        return after
    if after == "hold":
        return "out"
    return "back" if after == "rest" else after


def other_side(side: Side) -> Side:
    """Return the opposite side; both stays both."""
    if side == "both":
        return side
    return "left" if side == "right" else "right"


def swap_sides(name: str) -> str:
    """Return the name of the same thing on the other side."""
    if name.endswith("_left"):
        return name.removesuffix("_left") + "_right"
    return name.removesuffix("_right") + "_left" if name.endswith("_right") else name


def plan_moments(
    motion: Motion, reps: Sequence[RepPlan], lead_s: float, *, alternating: bool
) -> list[Moment]:
    """Lay the keyframes of all reps out in time.

    Where sides alternate within one posture, the other side mirrors the movement but keeps the
    posture (the hand that supports).

    Raises
    ------
    UnknownNameError
        When the motion has no such fault.
    """
    moments: list[Moment] = []
    for index, rep in enumerate(reps):
        keyframes = motion.first if motion.first and index == 0 else motion.keyframes
        start_s = moments[-1].time_s if moments else lead_s
        planned = _plan_rep(motion, keyframes, rep, index, alternating=alternating)
        moments = _append(moments, [moment.later(start_s) for moment in planned])
    moments += _plan_outro(motion, reps[-1], moments[-1].time_s)
    if lead_s <= 0:
        return moments
    before = replace(moments[0], time_s=0.0, phase="rest", rep=None)
    after = replace(moments[-1], phase="rest", rep=None).later(lead_s)
    return [before, *moments, after]


def _plan_outro(motion: Motion, rep: RepPlan, start_s: float) -> list[Moment]:
    """Plan the outro as carrying on from the end of a rep."""
    if not motion.outro:
        return []
    end_s = motion.keyframes[-1].time_s
    later = [frame.model_copy(update={"time_s": end_s + frame.time_s}) for frame in motion.outro]
    whole = _plan_rep(motion, (*motion.keyframes, *later), rep, 0, alternating=False)
    end_of_rep, outro = whole[len(motion.keyframes) - 1], whole[len(motion.keyframes) :]
    return [replace(moment, rep=None).later(start_s - end_of_rep.time_s) for moment in outro]


def _append(moments: list[Moment], more: list[Moment]) -> list[Moment]:
    """Add a rep, which starts where the one before ended."""
    if moments and more[0].time_s - moments[-1].time_s < _SAME_TIME_S:
        start = replace(more[0], angles_deg=moments[-1].angles_deg)
        return [*moments[:-1], start, *more[1:]]
    return [*moments, *more]


def _plan_rep(
    motion: Motion,
    keyframes: Sequence[Keyframe],
    rep: RepPlan,
    index: int,
    *,
    alternating: bool,
) -> list[Moment]:
    fault = _find_fault(motion, rep.fault)
    other = rep.mirrors(motion)
    times = _stretched_times(keyframes, fault, rep.tempo)
    angles = _expand_angles(motion, keyframes, fault)
    angles = angles[0] + rep.share * (angles - angles[0])
    if other:
        kept = angles[0] if alternating else 0.0
        angles = kept + mirror_coordinates(angles - kept)
    place = _Placement(motion.contacts)
    moments = []
    for keyframe, time_s, row in zip(keyframes, times, angles, strict=True):
        place.follow(keyframe, fault)
        shown = place.swapped(contacts=not alternating) if other else place
        moved = {name: rep.share * value for name, value in shown.moved.items()}
        moments.append(
            Moment(
                time_s=float(time_s),
                angles_deg=row,
                contacts=frozenset(shown.contacts),
                moved_norm=moved,
                lifted_norm=dict(shown.lifted),
                phase=keyframe.phase,
                rep=index,
                step=keyframe.step,
            )
        )
    return moments


class _Placement:
    """What touches the floor where, keyframe after keyframe."""

    def __init__(self, contacts: Iterable[str]) -> None:
        self.contacts = _expand_contacts(contacts)
        self.moved: dict[str, float] = {}
        self.lifted: dict[str, float] = {}

    def follow(self, keyframe: Keyframe, fault: FaultMotion | None) -> None:
        if keyframe.contacts is not None:
            self.contacts = _expand_contacts(keyframe.contacts)
        stride = 1.0 if fault is None else fault.stride
        moves = _expand_moves(keyframe.moved_norm)
        self.moved |= {name: stride * value for name, value in moves.items()}
        self.lifted |= _expand_moves(keyframe.lifted_norm)
        if fault is not None:
            self.moved |= _expand_moves(fault.moved_norm.get("all", {}))
            self.moved |= _expand_moves(fault.moved_norm.get(keyframe.phase, {}))

    def swapped(self, *, contacts: bool) -> _Placement:
        other = _Placement([swap_sides(name) if contacts else name for name in self.contacts])
        other.moved = {swap_sides(name): value for name, value in self.moved.items()}
        other.lifted = {swap_sides(name): value for name, value in self.lifted.items()}
        return other


def _find_fault(motion: Motion, name: str | None) -> FaultMotion | None:
    if name is None:
        return None
    if name not in motion.faults:
        known = ", ".join(motion.faults) or "none"
        raise UnknownNameError(f"Motion '{motion.id}' has no fault '{name}'; it has: {known}.")
    return motion.faults[name]


def _stretched_times(
    keyframes: Sequence[Keyframe], fault: FaultMotion | None, tempo: float
) -> Array:
    times = [keyframes[0].time_s * tempo]
    for before, after in pairwise(keyframes):
        phase = phase_between(before.phase, after.phase)
        factor = fault.tempo.get(phase, 1.0) if fault else 1.0
        times.append(times[-1] + (after.time_s - before.time_s) * tempo * factor)
    return np.array(times)


def _expand_angles(
    motion: Motion, keyframes: Sequence[Keyframe], fault: FaultMotion | None
) -> Array:
    row = np.zeros(len(COORDINATES))
    _set_angles(row, motion.base)
    rows: list[Array] = []
    for keyframe in keyframes:
        _set_angles(row, keyframe.angles_deg)
        shown = row.copy()
        if fault is not None:
            _set_angles(shown, fault.angles_deg.get("all", {}))
            _set_angles(shown, fault.angles_deg.get(keyframe.phase, {}) if rows else {})
        rows.append(shown)
    return np.stack(rows)


def _set_angles(row: Array, angles_deg: Mapping[str, float]) -> None:
    for name, value in angles_deg.items():
        for coordinate in expand_coordinate(name):
            row[COORDINATE_INDEX[coordinate]] = value


def _expand_contacts(names: Iterable[str]) -> list[str]:
    return [contact for name in names for contact in expand_contact(name)]


def _expand_moves(moves: Mapping[str, float]) -> dict[str, float]:
    return {contact: value for name, value in moves.items() for contact in expand_contact(name)}
