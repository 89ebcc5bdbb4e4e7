"""What an analysis says of a recording: summary, angles, uncertainty, phases, warnings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from hamstrong.analysis import Notice, Question, Seen, VideoInfo, analyse_track
from hamstrong.engine import Engine
from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import Camera, RepPlan, Take, compute_motion, film
from hamstrong.kinematics import MEASURES, compute_measures, filter_track
from hamstrong.pose import PoseTrack
from hamstrong.report.document import document
from hamstrong.sources.recording import load_recording
from tests.unit.analysis.recordings import CATALOGUE, FPS, analyse, filmed, glue, still
from tests.unit.kinematics.figures import lose, mirrored

GOLDEN = Path(__file__).resolve().parents[2] / "golden"


def test_the_summary_is_of_the_reps() -> None:
    analysis = analyse(filmed("bridge", "standard", 3))
    summary, reps = analysis.summary, analysis.reps
    assert (summary.reps, summary.attempts) == (3, 0)
    assert summary.mean_rom_deg == pytest.approx(np.mean([rep.rom_deg for rep in reps]))
    assert summary.mean_hold_s == pytest.approx(np.mean([rep.hold_s for rep in reps]))
    assert summary.score == round(np.mean([rep.score for rep in reps]))


def test_without_a_rep_the_means_are_unknown() -> None:
    summary = analyse(still(filmed("bridge", "standard"))).summary
    assert (summary.reps, summary.mean_rom_deg, summary.mean_hold_s, summary.score) == (
        0,
        None,
        None,
        None,
    )


def test_a_half_rep_is_reported_apart() -> None:
    bridge = CATALOGUE["bridge"]
    done = compute_motion(bridge, "standard", RepPlan("both", share=0.45), 1, Take(fps=FPS))
    half = film(done.time_s, done.positions_m, Camera())
    analysis = analyse(glue([filmed("bridge", "standard", 2), half], pause_s=0.2))
    assert (analysis.summary.reps, analysis.summary.attempts) == (2, 1)
    (attempt,) = analysis.attempts
    assert attempt.rom_deg < 0.7 * analysis.reps[0].rom_deg
    assert attempt.start_s > analysis.reps[-1].end_s


class TestAngles:
    analysis = analyse(filmed("bridge", "standard"))
    frontal = analyse(filmed("hip-90-90", "standard"))

    def test_every_frame_has_a_row(self) -> None:
        angles = self.analysis.angles
        assert len(angles.time_s) == len(self.analysis.track)
        assert {len(column) for column in angles.columns.values()} == {len(angles.time_s)}

    def test_they_are_measures_of_the_filtered_track(self) -> None:
        table = compute_measures(filter_track(self.analysis.track))
        for name, column in self.analysis.angles.columns.items():
            np.testing.assert_array_equal(column, table.column(name))

    def test_only_what_the_view_shows_is_told(self) -> None:
        for analysis, view in ((self.analysis, "side"), (self.frontal, "front")):
            assert {MEASURES[name].view for name in analysis.angles.columns} == {view, "any"}

    def test_the_driver_of_each_segment_is_among_them(self) -> None:
        for exercise, definition in CATALOGUE.items():
            for motion in definition.motions:
                analysis = analyse(filmed(exercise, motion.id))
                for segment in analysis.segments:
                    assert segment.driver in analysis.angles.columns

    def test_the_hidden_side_is_less_certain(self) -> None:
        sure = self.analysis.angles.uncertainty
        assert sure["hip_flexion_right_deg"] == MEASURES["hip_flexion_right_deg"].typical_error
        assert sure["hip_flexion_left_deg"] > 2 * sure["hip_flexion_right_deg"]
        assert sure["trunk_forward_deg"] < sure["hip_flexion_left_deg"]
        assert all(value > 0 for value in sure.values())

    def test_gaps_are_null_so_that_figures_are_of_what_was_seen(self) -> None:
        frame = analyse(lose(filmed("bridge", "standard"), range(40, 60))).to_dataframe()
        column = frame["hip_flexion_right_deg"]
        assert column.null_count() >= 20
        assert np.isfinite(column.mean())  # type: ignore[arg-type]
        assert not column.is_nan().any()

    def test_as_arrays_and_as_a_table(self) -> None:
        arrays, frame = self.analysis.to_numpy(), self.analysis.to_dataframe()
        assert list(arrays) == frame.columns
        assert frame.columns[0] == "time_s"
        assert frame.height == len(self.analysis.track)
        np.testing.assert_array_equal(
            frame["trunk_forward_deg"].to_numpy(), arrays["trunk_forward_deg"]
        )


def test_phases_cover_each_movement_in_order() -> None:
    analysis = analyse(filmed("bridge", "standard", 2))
    (segment,) = analysis.segments
    assert [span.phase for span in segment.phases] == ["out", "hold", "back"] * 2
    for index, rep in enumerate(analysis.reps):
        out, hold, back = segment.phases[3 * index : 3 * index + 3]
        assert (out.start_s, back.end_s) == (rep.start_s, rep.end_s)
        assert out.end_s == hold.start_s < hold.end_s == back.start_s


class TestWarnings:
    def test_none_for_a_good_recording(self) -> None:
        assert analyse(filmed("bridge", "standard")).warnings == ()

    def test_the_camera_stands_wrong(self) -> None:
        bridge = CATALOGUE["bridge"]
        done = compute_motion(bridge, "standard", RepPlan("both"), 2, Take(fps=FPS))
        track = film(done.time_s, done.positions_m, Camera(view="front", height_m=1.4))
        warnings = analyse(track, Question("bridge", "standard")).warnings
        assert Notice("not-from-the-side", {"exercise": "bridge"}) in warnings

    def test_the_person_is_often_lost(self) -> None:
        track = filmed("bridge", "standard")
        poor = lose(track, np.flatnonzero(np.arange(len(track)) % 4 == 0))
        analysis = analyse(poor)
        assert analysis.tracked_ratio == pytest.approx(0.75, abs=0.01)
        assert [notice.id for notice in analysis.warnings] == ["often-lost"]
        assert analysis.warnings[0].values["found_share"] == analysis.tracked_ratio
        assert len(analysis.reps) == 2

    def test_what_was_wrong_with_the_video_is_passed_on(self) -> None:
        track = filmed("bridge", "standard")
        video = VideoInfo("x.mp4", FPS, len(track), 10.0, 1280, 720)
        notice = Notice("damaged", {"pieces_count": 3})
        seen = Seen(video, track, "heavy", (notice,))
        assert analyse_track(seen, CATALOGUE, Question()).warnings == (notice,)


def test_the_origin_of_time_moves_the_times_and_nothing_else() -> None:
    track = filmed("bridge", "single-leg")
    here, there = analyse(track), analyse(replace(track, time_s=track.time_s + 4096.0))
    assert len(here.reps) == len(there.reps) == 2
    for one, other in zip(here.reps, there.reps, strict=True):
        assert other.start_s - 4096.0 == pytest.approx(one.start_s, abs=1e-6)
        assert (other.side, other.rom_deg, other.score) == (one.side, one.rom_deg, one.score)


def test_twice_the_same_gives_the_same() -> None:
    first, second = (analyse(filmed("hip-90-90", "one-hand")) for _ in range(2))
    assert (first.reps, first.attempts, first.segments) == (
        second.reps,
        second.attempts,
        second.segments,
    )


def test_the_model_that_saw_it_decides_what_is_judged() -> None:
    track = filmed("hip-90-90", "standard")
    needing = {
        check.fault for check in CATALOGUE["hip-90-90"].checks if check.needs_model == "heavy"
    }
    assert needing
    (full,) = analyse(track, model="full").segments
    (heavy,) = analyse(track, model="heavy").segments
    assert needing <= set(full.not_observable)
    assert not needing & set(heavy.not_observable)


@pytest.mark.parametrize("frames", [0, 1, 2, 5])
def test_a_recording_of_hardly_any_frames(frames: int) -> None:
    track = PoseTrack.from_frames(list(filmed("bridge", "standard"))[:frames], 1280, 720)
    analysis = analyse(track)
    assert (analysis.reps, len(analysis.angles.time_s)) == ((), frames)


def test_every_engine_of_the_catalogue_takes_every_variation() -> None:
    for definition in load_catalogue().values():
        for variation in definition.variations:
            assert Engine(definition, variation.id).variation == variation


class TestDrivers:
    """Each movement is shown by the column of its own side, as it was seen then."""

    def test_both_legs_of_the_pendulum(self) -> None:
        track = load_recording(GOLDEN / "o5-hip-pendulum-standard.keypoints.npz").track
        analysis = analyse(track)
        (segment,) = analysis.segments
        assert {rep.side for rep in analysis.reps} == {"left", "right"}
        for rep in analysis.reps:
            assert segment.driver_at(rep.peak_s) == f"hip_rotation_{rep.side}_deg"
        assert segment.drivers == ("hip_rotation_left_deg", "hip_rotation_right_deg")
        written = document(analysis)
        for told in written["reps"]:
            assert told["driver"] == f"hip_rotation_{told['side']}_deg"

    def test_who_turns_round_is_seen_from_the_other_side(self) -> None:
        """Of two sides one is hidden at first, and the other one later."""
        right = filmed("bridge", "standard")
        left = mirrored(right, right.width_px)
        analysis = analyse(glue([right, left]))
        drivers = [
            segment.driver_at(rep.peak_s)
            for segment in analysis.segments
            for rep in analysis.reps
            if rep.index in segment.reps
        ]
        assert drivers == ["hip_flexion_right_deg"] * 2 + ["hip_flexion_left_deg"] * 2
        sure = MEASURES["hip_flexion_left_deg"].typical_error
        for segment in analysis.segments:
            for driver in segment.drivers:
                assert segment.uncertainty[driver] == sure
            assert (
                segment.uncertainty["knee_flexion_left_deg"]
                > 2 * segment.uncertainty["trunk_forward_deg"]
            )

    def test_a_session_of_several_exercises(self) -> None:
        """The longer part, from the front, must not tell what the bridge is seen by."""
        bridge = filmed("bridge", "standard")
        turned = mirrored(bridge, bridge.width_px)
        lying = mirrored(filmed("leg-activation", "front", 6), bridge.width_px)
        for first in (bridge, turned):
            alone = analyse(first).segments[0]
            together = analyse(glue([first, lying])).segments[0]
            assert (together.exercise, together.driver) == ("bridge", alone.driver)
            assert together.uncertainty == alone.uncertainty
