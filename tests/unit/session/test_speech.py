"""What is said belongs to where the session is."""

from __future__ import annotations

import pytest

from hamstrong.session import Practice, Session, plan_exercise
from hamstrong.session.estimate import estimate_minutes
from hamstrong.session.inputs import EffortTold, ModeChosen
from hamstrong.session.outputs import CueSaid
from hamstrong.session.speech import FAMILIAR_FROM
from tests.unit.session.stage import CATALOGUE, EVERYTHING, TEXTS, Play, bridge, film_reps, see
from tests.unit.session.test_watching import ONE_UP, moved, pose_body


def known(times: int, exercise: str = "bridge", variation: str = "standard") -> Play:
    """Return a session of an exercise that was done so often before, at its introduction."""
    plan = [plan_exercise(EVERYTHING[exercise], variation, 1, 3)]
    practice = [Practice(exercise, variation, times), Practice(exercise, "walk-out", 9)]
    play = Play(Session.begin(EVERYTHING, plan, "camera", (), practice))
    play.join()
    play.screen()
    return play


def said(play: Play) -> list[CueSaid]:
    return [output for output in play.outputs if isinstance(output, CueSaid)]


class TestGoingOn:
    def test_is_followed_by_the_new_instruction_at_once(self) -> None:
        play = Play.begin("bridge", mode="timer")
        play.screen()
        play.wait(3.0)
        play.wish("next")
        assert play.cues[-1] == "say.ready.timer"
        assert said(play)[-1].interrupts

    def test_by_itself_interrupts_nothing(self) -> None:
        play = Play.begin("bridge", mode="timer", reps=1, sets=2)
        play.screen()
        play.wait_for("rest")
        play.wait(10.0)
        assert {cue.id for cue in said(play) if cue.interrupts} == {"exercise.bridge.title"}

    def test_through_every_command_leaves_nothing_of_before(self) -> None:
        play = Play.begin("leg-activation", "bridge", mode="timer", reps=2)
        play.screen()
        play.wait(5.0)
        play.wish("skip")
        play.wait(0.25)
        assert play.cues[-1] == "exercise.bridge.title"
        assert said(play)[-1].interrupts

    def test_with_an_answer_says_the_next_exercise_at_once(self) -> None:
        play = Play.begin("bridge", "hip-90-90", mode="timer", reps=1)
        play.screen()
        play.wait_for("check-in")
        play.wait(1.0)
        play.give(EffortTold(play.now_s, 4, 0, cramp=False))
        assert play.cues[-1] == "exercise.hip-90-90.title"


class TestSetup:
    def test_does_not_say_how_to_stand_once_the_view_is_fine(self) -> None:
        play = Play.begin("leg-activation")
        play.screen()
        play.wish("next")
        standing = film_reps("leg-activation", "front", ("right",))
        play.hold(moved(standing, y=0.4), 12.0)
        assert play.at("setup")
        assert "say.setup.see-knees" in play.cues
        assert "exercise.leg-activation.camera" not in play.cues

    def test_does_not_say_what_was_put_right_meanwhile(self) -> None:
        play = Play.begin("hip-pendulum")
        play.screen()
        play.wish("next")
        play.wait(3.0)
        play.hold(film_reps("leg-activation", "front", ("right",)), 6.0)
        play.hold(film_reps("hip-pendulum", "centre", ("right",)), 4.0)
        assert play.at("get-ready")
        assert "exercise.hip-pendulum.camera" in play.cues
        assert "say.setup.turn-front" not in play.cues

    def test_is_where_a_reload_goes_on(self) -> None:
        play = Play.begin("bridge")
        play.screen()
        play.wish("next")
        play.hold(bridge(1), 0.5)
        returned = Play(Session.restore(CATALOGUE, play.events))
        returned.now_s = play.now_s
        returned.join()
        assert returned.at("setup")
        assert returned.cues == ["say.setup"]

    def test_left_for_the_timer_says_nothing_more_of_the_camera(self) -> None:
        play = Play.begin("bridge")
        play.screen()
        play.wish("next")
        play.give(ModeChosen(play.now_s, "timer", "denied"))
        play.wait_for("set")
        assert play.cues[-2:] == ["say.setup", "say.ready.timer"]


class TestTimer:
    def test_speaks_of_no_camera(self) -> None:
        play = Play.begin("leg-activation", mode="timer", reps=1)
        play.screen()
        sides = set()
        while not play.at("check-in"):
            sides.add(play.session.view().near_side)
            play.wait(0.25)
        play.wish("pause")
        play.wait(1.0)
        assert sides == {None}
        heard = " ".join(TEXTS[name] for name in play.cues).lower()
        for word in ("camera", "see all of you", "to me", "raise one arm"):
            assert word not in heard


class TestIntroduction:
    def test_is_told_in_full_at_first(self) -> None:
        play = known(FAMILIAR_FROM - 1)
        play.wait_for("setup", at_most_s=120)
        assert "exercise.bridge.why" in play.cues
        assert play.now_s > 40

    def test_is_short_once_the_form_is_known(self) -> None:
        play = known(FAMILIAR_FROM, variation="toes-raised")
        play.wait_for("setup", at_most_s=120)
        assert [cue for cue in play.cues if not cue.startswith("say.")] == [
            "exercise.bridge.title",
            "variation.bridge.toes-raised.title",
            "safety.no-pain",
        ]
        assert play.now_s < 13

    def test_of_another_form_is_told_in_full_again(self) -> None:
        play = known(FAMILIAR_FROM)
        play.wish("harder")
        play.wait_for("setup", at_most_s=120)
        assert "exercise.bridge.why" in play.cues

    def test_can_be_passed_by_a_raised_arm(self) -> None:
        play = known(0)
        track, arm_up = bridge(1), pose_body(**ONE_UP)
        for _ in range(75):
            play.now_s += 1 / 30
            play.give(see(arm_up, [], play.now_s, track))
        assert play.at("setup")
        assert "gesture" in play.signals

    @pytest.mark.parametrize("times", [0, FAMILIAR_FROM])
    def test_is_as_long_as_estimated(self, times: int) -> None:
        play = known(times)
        play.wait_for("setup", at_most_s=120)
        item = play.session.route.item
        done = estimate_minutes(CATALOGUE, item, times)
        other = estimate_minutes(CATALOGUE, item, FAMILIAR_FROM - times)
        assert abs(done - other) == pytest.approx((55 - 10) / 60, abs=0.25)
        assert (done > other) == (play.now_s > 30)
