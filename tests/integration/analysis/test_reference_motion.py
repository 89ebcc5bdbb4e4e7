"""Every motion of the catalogue, filmed and analysed without being told what it is."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from hamstrong.analysis import Analysis, Question, Seen, VideoInfo, analyse_track
from hamstrong.engine import Engine, RepCompleted
from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import (
    Camera,
    Disturbance,
    Performance,
    RepPlan,
    Take,
    compute_motion,
    film,
    find_motion,
)

if TYPE_CHECKING:
    from hamstrong.engine import Rep
    from hamstrong.pose import PoseTrack

CATALOGUE = load_catalogue()
FPS = 25
REPS = 2


class Motion(NamedTuple):
    """One motion with one fault or none, done on one side."""

    exercise: str
    motion: str
    side: str
    fault: str | None = None

    def __str__(self) -> str:
        return "-".join(part for part in self if part)


def motions(*, faulty: bool) -> list[Motion]:
    return [
        Motion(definition.id, motion.id, side, fault)
        for definition in CATALOGUE.values()
        for motion in definition.motions
        for side in (("both",) if motion.side == "both" else ("right", "left"))
        for fault in (motion.faults if faulty else (None,))
    ]


CLEAN = motions(faulty=False)
FAULTY = motions(faulty=True)

UNWATCHED = {
    "hip-90-90": {"legs-not-together", "heels-move"},
    "bridge": {"feet-too-narrow", "pelvis-tilts"},
}
"""Faults a trainer may name that the one camera cannot tell: motions show them, no check looks.

docs/accuracy.md has what was measured of them.
"""

CAMERAS = {
    "as asked": ("right", Camera(), Disturbance(jitter_norm=0.0)),
    "the other side": ("left", Camera(), Disturbance(jitter_norm=0.0)),
    "trembling": ("right", Camera(), Disturbance()),
    "from behind the hips": ("right", Camera(yaw_deg=-15.0, distance_m=2.6), Disturbance()),
    "from before the feet": (
        "left",
        Camera(yaw_deg=15.0, distance_m=3.5, height_m=1.3),
        Disturbance(),
    ),
}
"""Near side, camera and disturbance; the view is the exercise's."""


@cache
def performed(case: Motion) -> Performance:
    side = {"left": "left", "right": "right"}.get(case.side, "both")
    rep = RepPlan("left" if side == "left" else "right", case.fault)
    return compute_motion(CATALOGUE[case.exercise], case.motion, rep, REPS, Take(fps=FPS))


def filmed(case: Motion, camera: str = "as asked") -> PoseTrack:
    near, place, disturbance = CAMERAS[camera]
    done = performed(case)
    where = Camera(
        view=CATALOGUE[case.exercise].view,
        side="left" if near == "left" else "right",
        yaw_deg=place.yaw_deg,
        distance_m=place.distance_m,
        height_m=place.height_m,
    )
    rng = np.random.default_rng(1)
    return film(done.time_s, done.positions_m, where, disturbance, rng)


@cache
def analysed(case: Motion, camera: str = "as asked") -> Analysis:
    track = filmed(case, camera)
    video = VideoInfo("made", FPS, len(track), len(track) / FPS, track.width_px, track.height_px)
    return analyse_track(Seen(video, track, "heavy"), CATALOGUE, Question())


def variation(case: Motion) -> str:
    return find_motion(CATALOGUE[case.exercise], case.motion).variations[0]


def told(analysis: Analysis) -> list[tuple[str, str, str, str | None, set[str]]]:
    return [
        (rep.exercise, rep.variation, rep.side, rep.stage, {fault.id for fault in rep.faults})
        for rep in analysis.reps
    ]


def wanted(case: Motion) -> list[tuple[str, str, str, str | None, set[str]]]:
    seen = {case.fault} - UNWATCHED.get(case.exercise, set()) - {None}
    faults = {fault for fault in seen if fault is not None}
    return [
        (case.exercise, variation(case), rep.side, rep.stage, faults)
        for rep in performed(case).reps
    ]


_HIDDEN = "the opened leg points past the camera, its way in looks like its rest: docs/accuracy.md"

GAPS: dict[str, str] = {
    "hip-pendulum-leg-height-abducted-left @ from behind the hips": _HIDDEN,
    "hip-pendulum-leg-height-abducted-right @ from before the feet": _HIDDEN,
}
"""What one camera does not show: pattern of ``case @ camera`` and the reason."""


def tried(cases: list[Motion], cameras: tuple[str, ...]) -> list[object]:
    """Return every case before every camera; what is known not to work is marked."""
    return [
        pytest.param(case, camera, id=name, marks=[pytest.mark.xfail(reason=gap)] if gap else [])
        for case in cases
        for camera in cameras
        if camera != "the other side" or CATALOGUE[case.exercise].view == "side"
        for name in [f"{case} @ {camera}"]
        for gap in [next((GAPS[p] for p in GAPS if fnmatchcase(name, p)), None)]
    ]


@pytest.mark.parametrize(("case", "camera"), tried(CLEAN, tuple(CAMERAS)))
def test_a_clean_motion_is_recognised_counted_and_not_blamed(case: Motion, camera: str) -> None:
    analysis = analysed(case, camera)
    assert told(analysis) == wanted(case)
    assert analysis.attempts == ()
    assert {(part.exercise, part.variation) for part in analysis.segments} == {
        (case.exercise, variation(case))
    }


@pytest.mark.parametrize(("case", "camera"), tried(FAULTY, ("as asked", "the other side")))
def test_a_fault_is_seen_and_no_other(case: Motion, camera: str) -> None:
    assert told(analysed(case, camera)) == wanted(case)


@pytest.mark.parametrize(
    "case", [case for case in FAULTY if case.fault in UNWATCHED.get(case.exercise, ())], ids=str
)
def test_what_the_camera_cannot_tell_is_said_to_be_unseen(case: Motion) -> None:
    (part,) = analysed(case).segments
    assert case.fault in part.not_observable


@pytest.mark.parametrize("case", CLEAN, ids=str)
def test_times_ranges_and_holds(case: Motion) -> None:
    """Rests and extremes are told by eye from one camera: a few hundredths of a second."""
    done, reps = performed(case), analysed(case).reps
    for true, rep in zip(done.reps, reps, strict=True):
        assert rep.start_s == pytest.approx(true.start_s, abs=0.35)
        assert rep.end_s == pytest.approx(true.end_s, abs=0.35)
        assert rep.peak_s == pytest.approx(true.peak_s, abs=0.35)
        assert rep.start_s < rep.hold_start_s <= rep.peak_s <= rep.hold_end_s < rep.end_s


def live(case: Motion) -> list[Rep]:
    engine = Engine(CATALOGUE[case.exercise], variation(case))
    events = [event for frame in filmed(case, "trembling") for event in engine.step(frame)]
    return [event.rep for event in events if isinstance(event, RepCompleted)]


@pytest.mark.parametrize("case", CLEAN, ids=str)
def test_the_live_engine_counts_the_same(case: Motion) -> None:
    reps = [(rep.side, rep.stage) for rep in live(case)]
    assert reps == [(rep.side, rep.stage) for rep in performed(case).reps]


def test_what_no_check_looks_for_is_what_one_camera_cannot_tell() -> None:
    for name, definition in CATALOGUE.items():
        checked = {check.fault for check in definition.checks}
        moved = {fault for motion in definition.motions for fault in motion.faults}
        assert moved - checked == UNWATCHED.get(name, set())
