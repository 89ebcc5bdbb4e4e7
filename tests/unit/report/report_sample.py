"""A small made-up analysis: a side-view bridge with everything a report may have to say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from hamstrong.analysis.values import (
    Analysis,
    AngleTable,
    FaultSeen,
    Notice,
    PhaseSpan,
    Rep,
    Segment,
    Summary,
    VideoInfo,
)
from hamstrong.pose import Keypoint, PoseTrack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

WIDTH, HEIGHT, FPS = 320, 240, 25.0
DURATION_S = 20.0
GAP_S = (17.0, 17.6)
PEAKS_S = (3.0, 8.0, 13.0)
ATTEMPT_PEAK_S = 16.0
HALF_S = 1.5

TEXTS = {
    "exercise.bridge.title": "Bridge",
    "variation.bridge.standard.title": "Both legs",
    "fault.hips-not-extended.title": "Hips not fully extended",
    "fault.hips-not-extended.cue": "Push the hips higher.",
    "fault.hold-too-short.title": "Hold too short",
    "fault.hold-too-short.cue": "Stay up for three seconds.",
    "measure.hip_flexion.title": "Hip flexion",
}


def make_rep(index: int, peak_s: float, *faults: FaultSeen, **changes: Any) -> Rep:  # noqa: ANN401 - any field
    """Return a rep of the bridge around a peak."""
    rep = Rep(
        exercise="bridge",
        variation="standard",
        index=index,
        side="both",
        stage=None,
        start_s=peak_s - HALF_S,
        peak_s=peak_s,
        end_s=peak_s + HALF_S,
        hold_s=1.0,
        rom_deg=80.0,
        score=100 - 25 * len(faults),
        faults=faults,
    )
    return replace(rep, **changes)


def make_fault(name: str = "hips-not-extended", at_s: float = 8.0, **changes: Any) -> FaultSeen:  # noqa: ANN401 - any field
    """Return a fault seen for a second from ``at_s`` on."""
    fault = FaultSeen(
        id=name,
        severity="major",
        start_s=at_s,
        end_s=at_s + 1.0,
        value=18.0,
        limit=10.0,
        measure="hip_flexion_near_deg",
        unit="deg",
    )
    return replace(fault, **changes)


def make_analysis(time_s: Array | None = None, **changes: Any) -> Analysis:  # noqa: ANN401 - any field
    """Return the analysis; another clock may be given, and any field replaced."""
    if time_s is None:
        time_s = np.arange(round(DURATION_S * FPS)) / FPS
    lift = _lift(time_s)
    track = _track(time_s, lift)
    hip = np.where(track.found, 80.0 * (1.0 - lift) + 0.123456, np.nan)
    hold = make_fault("hold-too-short", 13.0, measure="hold_s", unit="s", value=1.0, limit=2.5)
    reps = (
        make_rep(0, PEAKS_S[0]),
        make_rep(1, PEAKS_S[1], make_fault()),
        make_rep(2, PEAKS_S[2], replace(hold, severity="minor"), score=88),
    )
    attempts = (make_rep(0, ATTEMPT_PEAK_S, rom_deg=30.0, start_s=15.2, end_s=16.8, score=0),)
    analysis = Analysis(
        video=VideoInfo("clips/bridge.mp4", FPS, len(time_s), DURATION_S, WIDTH, HEIGHT),
        exercise="bridge",
        variation="standard",
        tracked_ratio=track.tracked_ratio,
        reps=reps,
        attempts=attempts,
        summary=Summary(3, 1, 80.0, 1.0, 88),
        segments=(_segment(reps, attempts),),
        angles=AngleTable(
            time_s,
            {
                "hip_flexion_left_deg": hip,
                "hip_flexion_right_deg": hip + 1.0,
                "knee_flexion_left_deg": np.where(track.found, 90.0 + 10.0 * lift, np.nan),
                "trunk_forward_deg": np.full(len(time_s), -88.0),
                "pelvis_tilt_deg": np.full(len(time_s), np.nan),
                "hip_lift_norm": np.where(track.found, lift, np.nan),
            },
            {"hip_flexion_left_deg": 4.0, "knee_flexion_left_deg": 5.0},
        ),
        warnings=(Notice("often-lost", {"found_share": 0.75}),),
        track=track,
        model="full",
    )
    return replace(analysis, **changes)


def make_empty_analysis() -> Analysis:
    """Return the analysis of a recording in which no exercise was recognised."""
    return make_analysis(
        exercise=None,
        variation=None,
        reps=(),
        attempts=(),
        segments=(),
        summary=Summary(0, 0, None, None, None),
    )


def _segment(reps: tuple[Rep, ...], attempts: tuple[Rep, ...]) -> Segment:
    phases = tuple(
        span
        for rep in sorted((*reps, *attempts), key=lambda rep: rep.start_s)
        for span in (
            PhaseSpan("out", rep.start_s, rep.peak_s - 0.5),
            PhaseSpan("hold", rep.peak_s - 0.5, rep.peak_s + 0.5),
            PhaseSpan("back", rep.peak_s + 0.5, rep.end_s),
        )
    )
    indices = tuple(rep.index for rep in reps)
    return Segment(
        "bridge",
        "standard",
        1.5,
        16.8,
        indices,
        "hip_flexion_left_deg",
        phases,
        ("feet-too-narrow",),
    )


def _lift(time_s: Array) -> Array:
    """Return how far the hips are up, 0 to 1."""
    lift = np.zeros(len(time_s))
    for peak_s, height in (*((peak, 1.0) for peak in PEAKS_S), (ATTEMPT_PEAK_S, 0.4)):
        lift += height * np.clip((HALF_S - np.abs(time_s - peak_s)) / 1.0, 0.0, 1.0)
    return lift


def _track(time_s: Array, lift: Array) -> PoseTrack:
    """Return keypoints of a person lying with the head to the left, the left side near."""
    count = len(time_s)
    places = {
        "SHOULDER": (90.0, 190.0),
        "HIP": (160.0, 190.0),
        "KNEE": (215.0, 140.0),
        "ANKLE": (220.0, 195.0),
        "HEEL": (216.0, 200.0),
        "FOOT_INDEX": (240.0, 200.0),
        "ELBOW": (120.0, 198.0),
        "WRIST": (150.0, 200.0),
    }
    points = np.zeros((count, 33, 3), dtype=np.float32)
    points[:, :, :2] = (70.0, 185.0)
    for name, place in places.items():
        for side, depth in (("LEFT", -15.0), ("RIGHT", 15.0)):
            points[:, Keypoint[f"{side}_{name}"]] = (*place, depth)
    for hip in (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP):
        points[:, hip, 1] -= (40.0 * lift).astype(np.float32)
    world = (points - points[:, [Keypoint.LEFT_HIP]]) / 200.0
    presence = np.ones(count, dtype=np.float32)
    absent = (time_s >= GAP_S[0]) & (time_s < GAP_S[1])
    presence[absent] = 0.0
    points[absent], world[absent] = np.nan, np.nan
    visibility = np.where(absent[:, None], 0.0, np.full((count, 33), 0.9)).astype(np.float32)
    return PoseTrack(time_s, points, world, visibility, presence, WIDTH, HEIGHT)


class GreyFilm:
    """A film of grey pictures at the times of an analysis."""

    def __init__(self, time_s: Array, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.time_s = time_s
        self.width = width
        self.height = height

    def frames(self, max_side_px: int | None = None) -> Iterator[tuple[float, NDArray[np.uint8]]]:
        """Give the pictures, scaled down where they are too large."""
        scale = min(1.0, (max_side_px or 10**6) / max(self.width, self.height))
        size = (round(self.height * scale), round(self.width * scale), 3)
        for time_s in self.time_s:
            yield float(time_s), np.full(size, 128, dtype=np.uint8)
