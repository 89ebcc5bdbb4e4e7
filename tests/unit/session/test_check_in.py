"""What the user says after an exercise is kept as it is said, and what hurts is seen to."""

from __future__ import annotations

import pytest

from hamstrong.exercises.dose import HURTS_FROM
from hamstrong.session import SessionError, summarise
from hamstrong.session.events import CheckedIn
from hamstrong.session.inputs import EffortTold, HiddenChanged, PainAnswered, RepsTold
from hamstrong.session.outputs import CueSaid
from tests.unit.session.stage import CATALOGUE, Play


def asked(*exercises: str, sets: int = 1) -> Play:
    """Return a session without a camera at the check-in of its first exercise."""
    play = Play.begin(*(exercises or ("bridge", "hip-90-90")), mode="timer", sets=sets, reps=1)
    play.screen()
    play.wait_for("check-in")
    return play


def tell(
    play: Play,
    effort: int | None = None,
    pain: int | None = None,
    *,
    cramp: bool = False,
    done: bool = True,
) -> None:
    play.give(EffortTold(play.now_s, effort, pain, cramp, done))


class TestAnswers:
    def test_are_kept_though_the_time_runs_out(self) -> None:
        play = asked()
        tell(play, 6, done=False)
        play.wait_for("intro", at_most_s=60)
        (first,) = summarise(CATALOGUE, play.session.progress).exercises
        assert first.check_in is not None
        assert (first.check_in.effort, first.check_in.pain) == (6, None)

    def test_restart_the_time(self) -> None:
        play = asked()
        for _ in range(4):
            play.wait(20.0)
            tell(play, 5, done=False)
        assert play.at("check-in")
        assert play.session.view().ends_in_s == pytest.approx(30.0)

    def test_a_touch_answers_nothing(self) -> None:
        play = asked()
        play.wait(20.0)
        tell(play, done=False)
        assert play.session.view().ends_in_s == pytest.approx(30.0)
        assert not [event for event in play.events if isinstance(event, CheckedIn)]

    def test_are_shown_as_far_as_given(self) -> None:
        play = asked()
        assert play.session.view().check_in is None
        tell(play, None, 1, done=False)
        shown = play.session.view().check_in
        assert shown is not None
        assert (shown.effort, shown.pain, shown.cramp) == (None, 1, False)

    def test_can_be_taken_back(self) -> None:
        play = asked()
        tell(play, None, None, cramp=True, done=False)
        tell(play, done=False)
        told = play.session.progress.told
        assert told is not None
        assert not told.cramp

    def test_are_asked_for_once(self) -> None:
        play = asked()
        play.wait(10.0)
        before = play.cues.count("say.check-in")
        tell(play, 3, done=False)
        play.wait(5.0)
        assert play.cues.count("say.check-in") == before == 1

    def test_may_wait_through_a_pause(self) -> None:
        play = asked()
        tell(play, 4, done=False)
        play.wait(10.0)
        play.give(HiddenChanged(play.now_s, hidden=True))
        assert play.at("paused")
        play.wait(300.0)
        play.wish("resume")
        view = play.session.view()
        assert view.state == "check-in"
        assert view.ends_in_s == pytest.approx(20.0, abs=0.5)
        assert view.check_in is not None
        assert view.check_in.effort == 4

    def test_need_the_question(self) -> None:
        play = Play.begin("bridge", mode="timer")
        with pytest.raises(SessionError):
            tell(play, done=False)


class TestPain:
    def test_stops_before_the_next_exercise(self) -> None:
        play = asked()
        tell(play, 5, HURTS_FROM)
        view = play.session.view()
        assert (view.state, view.exercise, view.easier) == ("pain", "bridge", None)
        said = [output for output in play.outputs if isinstance(output, CueSaid)]
        assert (said[-1].id, said[-1].kind) == ("say.hurts", "safety")
        play.wait(300.0)
        assert play.at("pain")

    def test_stops_too_when_the_time_ran_out_or_the_user_went_on(self) -> None:
        for seconds in (0.0, 31.0):
            play = asked()
            tell(play, None, 9, done=False)
            play.wait(seconds)
            if not seconds:
                play.wish("next")
            assert play.at("pain")

    def test_goes_on_to_the_next_exercise_or_ends(self) -> None:
        play = asked()
        tell(play, 5, 9)
        play.give(PainAnswered(play.now_s, "skip"))
        assert play.session.view().exercise == "hip-90-90"
        play = asked()
        tell(play, 5, 9)
        play.give(PainAnswered(play.now_s, "end"))
        assert play.session.progress.stopped_by == "pain"

    def test_has_no_easier_form_once_the_exercise_is_over(self) -> None:
        play = Play.begin("bridge", mode="timer", reps=1, variation="toes-raised")
        play.screen()
        play.wait_for("check-in")
        tell(play, 5, 9)
        with pytest.raises(SessionError):
            play.give(PainAnswered(play.now_s, "easier"))
        assert play.at("pain")

    def test_below_goes_on(self) -> None:
        play = asked()
        tell(play, 5, HURTS_FROM - 1)
        assert play.at("intro")

    def test_that_stopped_the_exercise_is_not_asked_about_twice(self) -> None:
        play = Play.begin("bridge", "hip-90-90", mode="timer", sets=2, reps=1)
        play.screen()
        play.wait_for("set")
        play.wish("pain")
        play.give(PainAnswered(play.now_s, "skip"))
        tell(play, 5, 8)
        assert play.at("intro")


class TestCramp:
    def test_rests_longer_and_says_what_helps(self) -> None:
        play = asked()
        tell(play, 5, 0, cramp=True)
        view = play.session.view()
        assert (view.state, view.exercise) == ("rest", "bridge")
        assert view.ends_in_s is not None
        assert view.ends_in_s >= 45
        assert play.cues[-1] == "say.cramp"
        assert not {"easier", "harder"} & set(view.commands)
        play.wait_for("intro", at_most_s=120)
        assert play.session.view().exercise == "hip-90-90"

    def test_comes_after_what_hurts(self) -> None:
        play = asked()
        tell(play, 5, 6, cramp=True)
        play.give(PainAnswered(play.now_s, "skip"))
        assert play.at("rest")
        play.wish("skip")
        assert play.at("intro")

    def test_may_be_paused(self) -> None:
        play = asked()
        tell(play, 5, 0, cramp=True)
        play.wish("pause")
        play.wish("resume")
        play.wait_for("intro", at_most_s=120)
        assert play.session.view().exercise == "hip-90-90"


class TestEnd:
    def test_at_the_last_check_in_is_no_early_end(self) -> None:
        play = asked("bridge")
        play.give(RepsTold(play.now_s, 1))
        play.wish("end")
        outcome = summarise(CATALOGUE, play.session.progress)
        assert outcome.stopped_by == "done"
        assert "summary.well.all" in outcome.went_well

    def test_before_the_last_exercise_is_early(self) -> None:
        play = asked("bridge", "hip-90-90")
        play.wish("end")
        assert play.session.progress.stopped_by == "user"


class TestOwnCount:
    def test_of_the_first_stage_can_be_told_while_the_second_waits(self) -> None:
        play = Play.begin("leg-activation", mode="timer", reps=4)
        play.screen()
        play.wait_for("set")
        play.wait_for("get-ready")
        shown = play.session.view().to_log
        assert shown is not None
        assert (shown.stage, shown.side, shown.target, shown.logged) == ("front", "right", 4, None)
        play.give(RepsTold(play.now_s, 3))
        shown = play.session.view().to_log
        assert shown is not None
        assert shown.logged == 3
        play.wait_for("set")
        assert play.session.view().to_log is None
        play.wait_for("side-change")
        shown = play.session.view().to_log
        assert shown is not None
        assert (shown.stage, shown.logged) == ("rear", None)

    def test_is_not_asked_for_what_was_left_out(self) -> None:
        play = Play.begin("bridge", mode="timer", sets=2)
        play.screen()
        play.wait_for("set")
        play.wish("skip")
        assert play.session.view().to_log is None
