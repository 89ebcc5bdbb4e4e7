"""A session from its first question to its end, and every way off the path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hamstrong.pose import PoseFrame, PoseTrack
from hamstrong.session import Session, SessionError, summarise
from hamstrong.session.events import CueGiven, Entered, RepCounted
from hamstrong.session.inputs import (
    CameraReported,
    Commanded,
    EffortTold,
    HiddenChanged,
    Joined,
    ModeChosen,
    RepsTold,
    Screened,
    Seen,
    Ticked,
)
from hamstrong.session.outputs import CueSaid, RepShown, SetupShown, Sounded
from tests.unit.session.stage import (
    CATALOGUE,
    TEXTS,
    Play,
    at_set,
    bridge,
    film_reps,
    join_tracks,
    measure,
    ready,
    see,
)

if TYPE_CHECKING:
    from hamstrong.session.inputs import Input
    from hamstrong.session.words import CommandName, StateName


class TestWholeSession:
    def test_runs_by_itself_from_first_question_to_summary(self) -> None:
        play = Play.begin("bridge", reps=3)
        play.screen()
        assert play.at("intro")
        play.wait_for("setup", at_most_s=120)
        play.show(bridge(3))
        assert play.at("check-in")
        play.give(EffortTold(play.now_s, 4, 0, cramp=False))
        assert play.at("summary")
        play.wish("end")
        assert play.at("ended")
        outcome = summarise(CATALOGUE, play.session.progress)
        (exercise,) = outcome.exercises
        assert (exercise.reps, exercise.sets_done, exercise.attempts) == (3, 1, 0)
        assert exercise.mean_hold_s == pytest.approx(3.5, abs=0.4)
        assert exercise.check_in is not None
        assert exercise.check_in.effort == 4
        assert outcome.stopped_by == "done"
        assert "summary.well.all" in outcome.went_well

    def test_needs_no_hand_without_a_camera_either(self) -> None:
        play = Play.begin("bridge", "hip-90-90", mode="timer", sets=1, reps=2)
        play.screen()
        play.wait_for("summary", at_most_s=600)
        visited = [event.state for event in play.events if isinstance(event, Entered)]
        each = ["intro", "get-ready", "set", "check-in"]
        assert visited == [*each, *each, "summary"]
        assert play.reps == 0

    def test_introduces_what_why_how_and_safety(self) -> None:
        play = Play.begin("bridge")
        play.screen()
        play.wait_for("setup", at_most_s=120)
        spoken = play.cues
        assert spoken[:2] == ["exercise.bridge.title", "exercise.bridge.why"]
        assert "exercise.bridge.step.lift" in spoken
        assert "safety.no-pain" in spoken

    def test_warms_up_whoever_tends_to_cramps(self) -> None:
        play = Play.begin("bridge")
        play.screen(cramps=True)
        assert play.at("warm-up")
        play.wait_for("intro", at_most_s=100)
        assert [cue for cue in play.cues if cue.startswith("say.warm-up.")] == [
            "say.warm-up.march",
            "say.warm-up.swing",
            "say.warm-up.bend",
        ]

    def test_does_not_train_an_acute_injury(self) -> None:
        play = Play.begin("bridge")
        play.screen(injury=True)
        assert play.at("summary")
        play.wait(1.0)
        assert play.cues == ["say.injury"]
        assert play.session.progress.stopped_by == "injury"
        assert play.session.route.commands() == ("end",)

    def test_reminds_of_pain_last_time(self) -> None:
        play = Play.begin("bridge", pain_before=["bridge"])
        play.screen()
        play.wait(20.0)
        assert "say.pain-before" in play.cues

    def test_rests_between_sets_and_changes_sides(self) -> None:
        play = at_set(sets=2, reps=1, variation="single-leg")
        path: list[tuple[str, str | None, int]] = []
        while play.state != "check-in":
            view = play.session.view()
            step = (view.state, view.side, view.set_number)
            if not path or path[-1] != step:
                path.append(step)
            play.wait(0.25)
        assert path == [
            ("set", "right", 1),
            ("side-change", "left", 1),
            ("get-ready", "left", 1),
            ("set", "left", 1),
            ("rest", "right", 2),
            ("get-ready", "right", 2),
            ("set", "right", 2),
            ("side-change", "left", 2),
            ("get-ready", "left", 2),
            ("set", "left", 2),
        ]
        assert "say.change.left" in play.cues
        assert "say.side.right" in play.cues


class TestSet:
    def test_starts_by_itself_once_the_start_pose_is_steady(self) -> None:
        play = ready("bridge")
        play.hold(bridge(1), 2.5)
        assert play.at("get-ready")
        play.hold(bridge(1), 3.5)
        assert play.at("set")
        assert play.signals == ["countdown"] * 3 + ["go"]

    def test_starts_at_once_with_whoever_does_not_wait(self) -> None:
        play = ready("bridge", reps=5)
        play.show(bridge(3))
        assert play.reps == 3

    def test_shows_counts_and_holds(self) -> None:
        play = ready("bridge")
        play.show(bridge(3))
        shown = [output for output in play.outputs if isinstance(output, RepShown)]
        assert [(rep.count, rep.target, rep.counts) for rep in shown] == [
            (1, 3, True),
            (2, 3, True),
            (3, 3, True),
        ]
        assert play.signals.count("hold-reached") == 3
        assert play.signals.count("count") == 3
        assert play.signals.count("set-done") == 1

    def test_counts_no_half_rep(self) -> None:
        play = ready("bridge", reps=5)
        play.show(join_tracks(bridge(1), bridge(2, share=0.35)))
        assert play.session.progress.count == 1
        assert len(play.session.progress.attempts) == 2
        assert "say.further" in play.cues

    def test_corrects_before_the_rep_is_over(self) -> None:
        play = ready("bridge", reps=5)
        play.show(bridge(2, "hips-not-extended"))
        cue = next(e for e in play.events if isinstance(e, CueGiven) and e.fault is not None)
        rep = next(e for e in play.events if isinstance(e, RepCounted))
        assert cue.fault == "hips-not-extended"
        assert cue.time_s < rep.rep.end_s

    def test_follows_to_the_other_leg(self) -> None:
        play = ready("leg-activation", reps=4)
        right = film_reps("leg-activation", "front", ("right", "right"))
        left = film_reps("leg-activation", "front", ("left", "left"))
        play.show(join_tracks(right, left))
        counts = {
            (bout.side, bout.stage): count
            for bout, count in play.session.progress.counts.items()
            if count
        }
        assert counts == {("right", "front"): 2, ("left", "front"): 2}
        assert play.session.view().side == "left"
        assert "say.side.left" in play.cues

    def test_says_when_nobody_is_seen(self) -> None:
        play = ready("bridge")
        play.hold(bridge(1), 6.0)
        nobody = PoseTrack.from_frames([PoseFrame.absent(0.0)], 1280, 720)
        play.hold(nobody, 8.0)
        assert play.at("set")
        assert "say.not-seen" in play.cues

    def test_tells_the_live_values(self) -> None:
        play = ready("bridge", reps=5)
        lives = []
        track = bridge(1)
        play.show(track, until="get-ready")
        for frame, row in zip(*measure(track), strict=True):
            play.now_s += 1 / 30
            play.give(see(frame, row, play.now_s, track))
            lives.append(play.session.live())
        assert {live.phase for live in lives} >= {"rest", "out", "hold", "back"}
        assert {live.breath for live in lives if live.phase == "out"} == {"out"}
        assert {live.breath for live in lives if live.phase == "back"} == {"in"}
        assert max(live.hold_s for live in lives) > 3.0
        assert max(live.breath_share for live in lives if live.phase == "hold") == 1.0


class TestTimer:
    def test_paces_the_reps_and_takes_the_users_count(self) -> None:
        play = at_set(sets=1, reps=3)
        play.wait_for("check-in")
        assert play.signals.count("count") == 3 - 1
        assert "say.log" in play.cues
        play.give(RepsTold(play.now_s, 2))
        play.give(RepsTold(play.now_s, 3))
        (outcome,) = summarise(CATALOGUE, play.session.progress).exercises
        assert (outcome.reps, outcome.reps_logged) == (0, 3)
        assert outcome.score is None

    def test_leads_the_breath(self) -> None:
        play = at_set()
        breaths = []
        for _ in range(24):
            play.wait(0.25)
            live = play.session.live()
            breaths.append((live.phase, live.breath))
        assert ("out", "out") in breaths
        assert ("back", "in") in breaths

    def test_goes_on_without_the_camera_that_failed(self) -> None:
        play = ready("bridge")
        play.hold(bridge(1), 1.0)
        assert play.at("setup")
        play.give(ModeChosen(play.now_s, "timer", "lost"))
        assert play.at("get-ready")
        play.wait_for("set")
        play.give(ModeChosen(play.now_s, "camera", "chosen"))
        assert play.at("setup")

    def test_looks_at_no_picture(self) -> None:
        play = at_set()
        play.show(bridge(2))
        assert play.reps == 0


class TestPause:
    def test_keeps_the_reps_and_takes_the_start_pose_anew(self) -> None:
        play = ready("bridge", reps=5)
        play.show(bridge(2))
        play.wish("pause")
        assert play.session.view().resumes_to == "get-ready"
        play.wait(60.0)
        play.wish("resume")
        assert play.at("get-ready")
        assert play.session.progress.count == 2
        play.show(bridge(3))
        assert play.reps == 5

    def test_stops_the_clock_of_a_rest(self) -> None:
        play = at_set(reps=1)
        play.wait_for("rest")
        play.wait(5.0)
        left_s = play.session.view().ends_in_s
        assert left_s is not None
        play.wish("pause")
        play.wait(100.0)
        assert play.at("paused")
        play.wish("resume")
        assert play.at("rest")
        assert play.session.view().ends_in_s == pytest.approx(left_s, abs=0.3)

    def test_comes_when_the_page_is_hidden(self) -> None:
        play = at_set()
        play.give(HiddenChanged(play.now_s, hidden=True))
        assert play.at("paused")
        play.give(HiddenChanged(play.now_s, hidden=False))
        assert play.session.view().pause_reason == "hidden"

    @pytest.mark.parametrize("state", ["screening", "summary"])
    def test_is_not_needed_where_nothing_runs(self, state: StateName) -> None:
        play = Play.begin("bridge", mode="timer", sets=1, reps=1)
        if state != "screening":
            play.screen()
            play.wait_for(state)
        play.give(HiddenChanged(play.now_s, hidden=True))
        assert play.at(state)


class TestCommands:
    def test_skip_leaves_out_the_exercise_before_it_has_begun(self) -> None:
        play = Play.begin("bridge", "hip-90-90", mode="timer")
        play.screen()
        play.wish("skip")
        assert play.session.view().exercise == "hip-90-90"
        play.wish("skip")
        assert play.at("summary")

    def test_skip_leaves_out_the_rest_of_a_set(self) -> None:
        play = at_set(sets=2)
        play.wish("skip")
        assert play.at("rest")
        play.wish("skip")
        assert play.at("check-in")
        (outcome,) = summarise(CATALOGUE, play.session.progress).exercises
        assert outcome.sets_done == 0

    def test_a_set_cut_short_is_not_all_that_was_planned(self) -> None:
        play = ready("bridge", reps=3)
        play.show(bridge(2))
        play.wish("next")
        play.give(EffortTold(play.now_s, 4, 0, cramp=False))
        outcome = summarise(CATALOGUE, play.session.progress)
        assert outcome.reps == 2
        assert "summary.well.all" not in outcome.went_well

    def test_next_goes_on_now(self) -> None:
        play = Play.begin("bridge", mode="timer", sets=2, reps=2)
        play.screen(cramps=True)
        path = [play.state]
        while play.state != "summary":
            play.wish("next")
            path.append(play.state)
        assert path == [
            "warm-up",
            "intro",
            "get-ready",
            "set",
            "rest",
            "get-ready",
            "set",
            "check-in",
            "summary",
        ]

    def test_repeat_begins_the_set_anew_and_keeps_what_was_recorded(self) -> None:
        play = ready("bridge", reps=5)
        play.show(bridge(2))
        play.wish("repeat")
        assert play.at("get-ready")
        assert play.session.progress.count == 0
        assert len(play.session.progress.reps) == 2

    def test_repeat_after_a_set_does_that_set_again(self) -> None:
        play = at_set(sets=2, reps=1)
        play.wait_for("rest")
        play.wish("repeat")
        assert play.session.view().set_number == 1
        play.wait_for("rest")
        play.wait_for("set")
        assert play.session.view().set_number == 2

    def test_easier_and_harder_change_the_form(self) -> None:
        play = at_set()
        play.wish("harder")
        view = play.session.view()
        assert (view.state, view.variation) == ("get-ready", "toes-raised")
        play.wish("easier")
        assert play.session.view().variation == "standard"
        assert "easier" not in play.session.route.commands()

    def test_harder_in_the_second_set_does_not_go_back_to_the_first(self) -> None:
        play = at_set(sets=3, reps=1)
        play.wait_for("rest")
        play.wait_for("set")
        play.wish("harder")
        assert play.session.view().set_number == 2

    def test_end_goes_to_the_summary_from_anywhere(self) -> None:
        play = at_set()
        play.wish("pause")
        play.wish("end")
        assert play.at("summary")
        assert play.session.progress.stopped_by == "user"
        play.wish("end")
        assert play.at("ended")

    @pytest.mark.parametrize("command", ["resume", "easier"])
    def test_impossible_ones_are_refused_and_change_nothing(self, command: CommandName) -> None:
        play = at_set()
        before = len(play.events)
        with pytest.raises(SessionError, match=command):
            play.wish(command)
        assert len(play.events) == before
        assert play.at("set")

    def test_nothing_is_possible_at_the_end(self) -> None:
        play = at_set()
        play.wish("end")
        play.wish("end")
        assert play.session.route.commands() == ()


class TestInputs:
    def test_come_in_the_order_of_time(self) -> None:
        play = at_set()
        with pytest.raises(SessionError, match="backwards"):
            play.give(Ticked(play.now_s - 1.0))

    def test_are_refused_out_of_place(self) -> None:
        play = at_set()
        for item in (
            Screened(play.now_s, acute_injury=False, cramp_prone=False),
            EffortTold(play.now_s, 1, 1, cramp=False),
            RepsTold(play.now_s, 3),
        ):
            with pytest.raises(SessionError):
                play.give(item)
        assert play.at("set")

    def test_camera_check_reports_light(self) -> None:
        play = ready("bridge")
        play.give(CameraReported(play.now_s, 0.02))
        play.hold(bridge(1), 0.5)
        shown = [output for output in play.outputs if isinstance(output, SetupShown)]
        light = next(item for item in shown[-1].items if item.check == "light")
        assert (light.status, light.hint) == ("wrong", "say.setup.dark")

    def test_a_plan_is_needed(self) -> None:
        with pytest.raises(SessionError):
            Session.begin(CATALOGUE, [])

    def test_every_cue_has_a_text_in_both_languages(self) -> None:
        play = ready("bridge", reps=5)
        play.show(bridge(2, "hips-not-extended"))
        said = [output.id for output in play.outputs if isinstance(output, CueSaid)]
        assert said
        assert all(name in TEXTS for name in said)


def test_inputs_are_all_known() -> None:
    """Every kind of input can be handled by a session that just began."""
    play = Play.begin("bridge")
    track = bridge(1)
    frames, rows = measure(track)
    items: list[Input] = [
        Joined(1.0, "camera", TEXTS),
        Ticked(1.0),
        see(frames[0], rows[0], 1.0, track),
        HiddenChanged(1.0, hidden=True),
        CameraReported(1.0, 0.5),
        ModeChosen(1.0, "timer", "chosen"),
        Commanded(1.0, "end"),
    ]
    for item in items:
        play.give(item)
    assert isinstance(items[2], Seen)
    assert play.at("ended")
    assert not [output for output in play.outputs if isinstance(output, Sounded)]
