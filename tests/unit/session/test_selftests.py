"""Self-tests in a session: both sides filmed the same way, results in the log, ends by fatigue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hamstrong.session import Session, SessionError
from hamstrong.session.events import AttemptSeen, BoutClosed, ExerciseSkipped, TestMeasured
from hamstrong.session.inputs import ValueTold
from hamstrong.session.outputs import SetupShown
from tests.unit.session.stage import EVERYTHING, Play, film_reps, join_tracks

if TYPE_CHECKING:
    from typing import Literal

    from hamstrong.pose import PoseTrack

    Side = Literal["left", "right"]

KNEE = "active-knee-extension"
RAISE = "straight-leg-raise"
REPS = "single-leg-bridge-reps"


def film(test: str, side: Side, reps: int = 3, fault: str | None = None) -> PoseTrack:
    return film_reps(test, "standard", (side,) * reps, fault, near=side, lead_s=2.0)


def results(play: Play) -> list[TestMeasured]:
    return [event for event in play.events if isinstance(event, TestMeasured)]


def begin(test: str, reps: int = 3) -> Play:
    play = Play.begin(test, reps=reps)
    play.screen()
    play.wish("next")
    assert play.at("setup")
    return play


def until_set(play: Play, track: PoseTrack) -> None:
    """Take the start position and keep it until the set begins."""
    for _ in range(30):
        if play.at("set"):
            return
        play.hold(track, 1.0)
    raise AssertionError(f"still at {play.state}")


def do(play: Play, track: PoseTrack) -> None:
    until_set(play, track)
    play.show(track)


@pytest.mark.parametrize(
    ("test", "true_deg", "within_deg"), [(KNEE, 16.0, 1.5), (RAISE, 84.0, 1.5)]
)
def test_an_angle_is_measured_on_both_sides(test: str, true_deg: float, within_deg: float) -> None:
    play = begin(test)
    do(play, film(test, "right"))
    assert play.at("side-change")
    play.wait_for("setup")
    do(play, film(test, "left"))
    play.wait_for("check-in")
    assert [result.bout.side for result in results(play)] == ["right", "left"]
    for result in results(play):
        assert result.value == pytest.approx(true_deg, abs=within_deg)
        assert result.uncertainty is not None
        assert abs(result.value - true_deg) <= result.uncertainty
        assert len(result.trials) == 3
        assert (result.test, result.unit, result.measured) == (test, "deg", True)


def test_the_live_value_is_the_angle_that_counts() -> None:
    play = begin(KNEE)
    track = film(KNEE, "right")
    until_set(play, track)
    assert play.session.live().value_deg == pytest.approx(90, abs=3)
    assert play.session.view().test_unit == "deg"


def test_whoever_does_not_turn_round_is_asked_to() -> None:
    play = begin(KNEE)
    play.hold(film(KNEE, "left"), 24.0)
    assert play.at("setup")
    assert "say.setup.near-right" in play.cues
    shown = [output for output in play.outputs if isinstance(output, SetupShown)][-1]
    (side,) = (item for item in shown.items if item.check == "side")
    assert (side.status, shown.ready_share) == ("wrong", 0.0)


@pytest.mark.parametrize(
    ("test", "fault"),
    [(KNEE, "thigh-leaves-vertical"), (KNEE, "end-not-held"), (RAISE, "knee-bends")],
)
def test_a_spoilt_trial_does_not_count_and_is_told_why(test: str, fault: str) -> None:
    play = begin(test)
    do(play, film(test, "right", 1, fault))
    (attempt,) = (event for event in play.events if isinstance(event, AttemptSeen))
    assert [seen.id for seen in attempt.rep.faults] == [fault]
    assert f"fault.{fault}.cue" in play.cues
    assert "say.further" not in play.cues
    assert play.session.progress.count == 0
    assert results(play) == []


def test_reps_to_fatigue_end_when_the_user_lies_still() -> None:
    play = begin(REPS)
    track = film(REPS, "right", 4)
    do(play, track)
    assert play.at("set")
    assert play.session.view().target == 0
    play.hold(track, 2.0)
    assert play.at("set")
    left_s = play.session.live().ends_in_s
    assert left_s is not None
    assert 0 < left_s < 4.0
    play.hold(track, 4.0)
    assert play.at("side-change")
    (result,) = results(play)
    assert (result.value, result.unit) == (4.0, "reps")


def test_going_on_in_time_is_no_end() -> None:
    play = begin(REPS)
    track = film(REPS, "right", 2)
    do(play, track)
    play.show(join_tracks(track, track))
    assert play.at("set")
    assert play.session.progress.count == 6


def test_reps_to_fatigue_end_by_hand() -> None:
    play = begin(REPS)
    do(play, film(REPS, "right", 2))
    play.wish("next")
    assert [result.value for result in results(play)] == [2.0]
    assert play.at("side-change")


def test_pain_leaves_no_result() -> None:
    play = begin(REPS)
    do(play, film(REPS, "right", 2))
    play.wish("pain")
    assert play.at("pain")
    assert results(play) == []


@pytest.mark.parametrize("test", ["bridge-hold", "wall-sit"])
def test_a_hold_is_timed_until_it_ends(test: str) -> None:
    play = begin(test, reps=1)
    track = film_reps(test, "standard", ("both",), tempo=4.0)
    do(play, track)
    play.wait_for("check-in")
    (result,) = results(play)
    plain = film_reps(test, "standard", ("both",))
    assert result.bout.side == "both"
    assert result.value > 0.6 * float(track.time_s[-1] - 8.0)
    assert float(track.time_s[-1]) > 3 * float(plain.time_s[-1] - 8.0)


def test_a_repeated_side_replaces_its_result() -> None:
    play = begin(KNEE)
    do(play, film(KNEE, "right"))
    play.wish("repeat")
    do(play, film(KNEE, "right", 2))
    play.wish("next")
    bout = results(play)[0].bout
    assert len(play.session.progress.results[bout].trials) == 2


def test_without_a_camera_the_user_tells_the_result() -> None:
    play = Play.begin("wall-sit", mode="timer", reps=1)
    play.screen()
    play.wish("next")
    play.wait_for("set")
    play.wait(40)
    assert play.at("set")
    assert play.session.live().hold_s == pytest.approx(40, abs=0.5)
    play.wish("next")
    assert results(play) == []
    play.give(ValueTold(play.now_s, 41.0))
    play.give(ValueTold(play.now_s, 42.0))
    told = results(play)[-1]
    assert (told.value, told.uncertainty, told.measured) == (42.0, None, False)


def test_an_angle_cannot_be_told() -> None:
    play = begin(KNEE)
    do(play, film(KNEE, "right"))
    with pytest.raises(SessionError, match="camera alone"):
        play.give(ValueTold(play.now_s, 5.0))


def test_an_angle_without_a_camera_is_left_out() -> None:
    play = Play.begin(KNEE, "wall-sit", mode="timer", reps=1)
    play.screen()
    play.wish("next")
    assert any(isinstance(event, ExerciseSkipped) for event in play.events)
    assert play.session.view().exercise == "wall-sit"
    play.wait(60)
    assert "say.needs-camera" in play.cues


def test_a_session_comes_back_from_its_log_with_its_results() -> None:
    play = begin(KNEE)
    do(play, film(KNEE, "right"))
    restored = Session.restore(EVERYTHING, play.events)
    assert restored.progress.results == play.session.progress.results
    assert len(restored.progress.results) == 1
    assert [event.how for event in play.events if isinstance(event, BoutClosed)] == ["done"]
