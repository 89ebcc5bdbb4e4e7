"""What is seen of a rep while it goes on, the camera check, and the gesture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hamstrong.engine import RepCompleted
from hamstrong.exercises.motion import COORDINATES, Body, Camera, film
from hamstrong.exercises.motion.body import COORDINATE_INDEX, place_points
from hamstrong.pose import PoseFrame, PoseTrack
from hamstrong.session.gesture import HOLD_S, ArmRaised
from hamstrong.session.setup import CameraCheck
from hamstrong.session.watcher import Watcher
from tests.unit.session.stage import CATALOGUE, bridge, film_reps, measure, see

if TYPE_CHECKING:
    from hamstrong.session.outputs import SetupShown
    from hamstrong.session.words import SessionSide

ONE_OF_EACH: list[tuple[str, str, tuple[SessionSide, ...]]] = [
    ("bridge", "standard", ("both", "both")),
    ("bridge", "single-leg", ("right",)),
    ("hip-90-90", "standard", ("left", "right")),
    ("hip-pendulum", "centre", ("right", "right")),
    ("leg-activation", "front", ("right", "right")),
]


class TestWatcher:
    @pytest.mark.parametrize(("exercise", "motion", "sides"), ONE_OF_EACH)
    def test_follows_the_range_from_rest_to_full_and_back(
        self, exercise: str, motion: str, sides: tuple[SessionSide, ...]
    ) -> None:
        definition = CATALOGUE[exercise]
        variation = motion if motion in {v.id for v in definition.variations} else "standard"
        watcher = Watcher(definition, variation, None)
        track = film_reps(exercise, motion, sides)
        shares, phases = [], set()
        for frame, row in zip(*measure(track), strict=True):
            watcher.step(frame.time_s, row)
            if watcher.share is not None:
                shares.append(watcher.share)
                phases.add(watcher.phase)
        assert {"rest", "out", "back"} <= phases
        assert min(shares) < 0.1
        assert max(shares) > 0.75
        assert all(0.0 <= share <= 1.0 for share in shares)

    def test_hold_grows_to_what_the_rep_is_said_to_have(self) -> None:
        watcher = Watcher(CATALOGUE["bridge"], "standard", None)
        held, longest = [], 0.0
        for frame, row in zip(*measure(bridge(2)), strict=True):
            for event in watcher.step(frame.time_s, row).events:
                if isinstance(event, RepCompleted):
                    held.append((longest, event.rep.hold_s))
                    longest = 0.0
            longest = max(longest, watcher.hold_s)
        assert len(held) == 2
        for live, final in held:
            assert live == pytest.approx(final, abs=0.35)

    def test_doubts_a_fault_before_the_rep_is_over(self) -> None:
        watcher = Watcher(CATALOGUE["bridge"], "standard", None)
        doubted_s, judged_s = [], []
        track = bridge(2, "hips-not-extended")
        for frame, row in zip(*measure(track), strict=True):
            sighting = watcher.step(frame.time_s, row)
            if any(check.fault == "hips-not-extended" for check in sighting.doubts):
                doubted_s.append(frame.time_s)
            judged_s += [frame.time_s for event in sighting.events if hasattr(event, "rep")]
        assert doubted_s
        assert doubted_s[0] < judged_s[0] - 1.0

    @pytest.mark.parametrize(("exercise", "motion", "sides"), ONE_OF_EACH)
    def test_doubts_nothing_that_the_engine_does_not_find(
        self, exercise: str, motion: str, sides: tuple[SessionSide, ...]
    ) -> None:
        definition = CATALOGUE[exercise]
        variation = motion if motion in {v.id for v in definition.variations} else "standard"
        stage = motion if motion in {s.id for s in definition.stages} else None
        watcher = Watcher(definition, variation, stage)
        doubted, found = set(), set()
        for frame, row in zip(*measure(film_reps(exercise, motion, sides)), strict=True):
            sighting = watcher.step(frame.time_s, row)
            doubted |= {check.fault for check in sighting.doubts}
            for event in sighting.events:
                if isinstance(event, RepCompleted):
                    found |= {fault.id for fault in event.rep.faults}
        assert doubted <= found


def look(track: PoseTrack, exercise: str, side: SessionSide | None = None) -> SetupShown:
    """Return the camera check after three seconds of a recording's first frame."""
    check = CameraCheck(CATALOGUE[exercise], side)
    frames, rows = measure(track)
    shown = None
    for step in range(90):
        shown = check.step(see(frames[0], rows[0], step / 30, track))
    assert shown is not None
    return shown


def wrong(shown: SetupShown) -> dict[str, str | None]:
    return {item.check: item.hint for item in shown.items if item.status == "wrong"}


def moved(track: PoseTrack, *, x: float = 0.0, y: float = 0.0, scale: float = 1.0) -> PoseTrack:
    """Return the recording elsewhere in the picture, or nearer."""
    middle = np.array([track.width_px / 2, track.height_px / 2, 0.0], dtype=np.float32)
    shift = np.array([x * track.width_px, y * track.height_px, 0.0], dtype=np.float32)
    points = (track.keypoints_px - middle) * np.float32(scale) + middle + shift
    return replace(track, keypoints_px=points.astype(np.float32))


class TestCameraCheck:
    @pytest.mark.parametrize(("exercise", "motion", "sides"), ONE_OF_EACH)
    def test_is_content_with_a_good_view(
        self, exercise: str, motion: str, sides: tuple[SessionSide, ...]
    ) -> None:
        shown = look(film_reps(exercise, motion, sides), exercise)
        assert wrong(shown) == {}
        assert shown.ready_share == 1.0

    def test_misses_a_person(self) -> None:
        track = bridge(2)
        nobody = PoseTrack.from_frames([PoseFrame.absent(0.0)], track.width_px, track.height_px)
        shown = look(nobody, "bridge")
        assert wrong(shown) == {"person": "say.setup.nobody"}
        assert shown.ready_share == 0.0

    @pytest.mark.parametrize(
        ("how", "expected"),
        [
            ({"scale": 0.5}, {"distance": "say.setup.too-far"}),
            ({"x": -0.4}, {"whole-body": "say.setup.see-head"}),
            ({"x": 0.4}, {"whole-body": "say.setup.see-feet"}),
        ],
    )
    def test_tells_what_is_wrong_with_the_place(
        self, how: dict[str, float], expected: dict[str, str]
    ) -> None:
        shown = look(moved(bridge(2), **how), "bridge")
        for check, hint in expected.items():
            assert wrong(shown)[check] in {hint, "say.setup.see-head", "say.setup.see-feet"}
        assert shown.ready_share == 0.0

    def test_wants_the_posture_of_the_exercise(self) -> None:
        standing = film_reps("hip-pendulum", "centre", ("right", "right"))
        assert wrong(look(standing, "bridge"))["posture"] == "say.setup.supine"
        assert "posture" in wrong(look(bridge(2), "leg-activation"))

    def test_wants_the_view_of_the_exercise(self) -> None:
        front = film_reps("hip-pendulum", "centre", ("right", "right"))
        side = film_reps("leg-activation", "front", ("right", "right"))
        assert wrong(look(front, "leg-activation"))["view"] == "say.setup.turn-side"
        assert wrong(look(side, "hip-pendulum"))["view"] == "say.setup.turn-front"

    def test_advises_on_side_and_light_without_insisting(self) -> None:
        track = bridge(2)
        check = CameraCheck(CATALOGUE["bridge"], "left")
        check.brightness = 0.05
        frames, rows = measure(track)
        shown = None
        for step in range(90):
            shown = check.step(see(frames[0], rows[0], step / 30, track))
        assert shown is not None
        assert wrong(shown) == {"side": "say.setup.near-left", "light": "say.setup.dark"}
        assert shown.ready_share == 1.0


def pose_body(**angles_deg: float) -> PoseFrame:
    """Film a body in one pose from the right."""
    row = np.zeros((1, len(COORDINATES)))
    for name, value in angles_deg.items():
        row[0, COORDINATE_INDEX[name]] = value
    points = place_points(Body(), row, np.array([[0.0, 0.0, 1.0]]))
    keypoints = points[:, :33]
    track = film(np.zeros(1), keypoints, Camera(distance_m=3.5))
    seen = np.ones(33, dtype=np.float32)
    return replace(track[0], visibility=seen)


ARMS_DOWN = {"shoulder_abduction_left": 10.0, "shoulder_abduction_right": 10.0}
ONE_UP = {"shoulder_flexion_right": 178.0}
LYING = {"pelvis_pitch": -90.0, "hip_flexion_left": 60.0, "hip_flexion_right": 60.0}


def gestures(frame: PoseFrame, seconds: float, gesture: ArmRaised, from_s: float = 0.0) -> int:
    return sum(
        gesture.step(replace(frame, time_s=from_s + step / 30))
        for step in range(round(seconds * 30))
    )


class TestGesture:
    @pytest.mark.parametrize(
        "pose",
        [ONE_UP, {**LYING, "shoulder_flexion_right": 90.0}],
        ids=["standing", "lying"],
    )
    def test_is_seen_once_after_two_seconds(self, pose: dict[str, float]) -> None:
        gesture = ArmRaised()
        assert gestures(pose_body(**pose), HOLD_S - 0.2, gesture) == 0
        assert gestures(pose_body(**pose), 6.0, gesture, HOLD_S - 0.2) == 1

    def test_counts_again_only_after_the_arm_was_down(self) -> None:
        gesture = ArmRaised()
        up, down = pose_body(**ONE_UP), pose_body(**ARMS_DOWN)
        assert gestures(up, 3.0, gesture) == 1
        assert gestures(down, 0.3, gesture, 3.0) == 0
        assert gestures(up, 3.0, gesture, 3.3) == 0
        assert gestures(down, 1.5, gesture, 6.3) == 0
        assert gestures(up, 3.0, gesture, 7.8) == 1

    @pytest.mark.parametrize(
        "pose",
        [
            {"shoulder_flexion_right": 178.0, "shoulder_flexion_left": 178.0},
            {"shoulder_flexion_right": 178.0, "elbow_flexion_right": 110.0},
            {"shoulder_flexion_right": 90.0},
            ARMS_DOWN,
        ],
        ids=["both arms", "scratching the head", "arm to the front", "arms down"],
    )
    def test_is_not_something_else(self, pose: dict[str, float]) -> None:
        assert gestures(pose_body(**pose), 5.0, ArmRaised()) == 0

    def test_survives_a_short_loss(self) -> None:
        gesture, up = ArmRaised(), pose_body(**ONE_UP)
        assert gestures(up, 1.0, gesture) == 0
        assert gestures(PoseFrame.absent(0.0), 0.2, gesture, 1.0) == 0
        assert gestures(up, 1.0, gesture, 1.2) == 1

    @pytest.mark.parametrize(("exercise", "motion", "sides"), ONE_OF_EACH)
    def test_is_in_no_exercise(
        self, exercise: str, motion: str, sides: tuple[SessionSide, ...]
    ) -> None:
        gesture = ArmRaised()
        assert not any(gesture.step(frame) for frame in film_reps(exercise, motion, sides))

    def test_uses_both_arms(self) -> None:
        mirrored = {name.replace("right", "left"): value for name, value in ONE_UP.items()}
        assert gestures(pose_body(**mirrored), 3.0, ArmRaised()) == 1
