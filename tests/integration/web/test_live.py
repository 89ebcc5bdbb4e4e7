"""Sessions over a real WebSocket: what is shown, said and stored."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import httpx
import numpy as np
import pytest
from sqlalchemy import event

from hamstrong.pose import Keypoint, PoseTrack
from hamstrong.store import Store
from hamstrong.web.app import Setting
from hamstrong.web.limits import Limits
from tests.integration.web.browser import Browser, begin, begin_set_up
from tests.integration.web.conftest import run_server
from tests.unit.session.stage import bridge, film_reps

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hamstrong.session.words import SessionSide


def lie(seconds: float, *, arm_up: bool = False) -> PoseTrack:
    """Film somebody who lies ready for a bridge, one arm raised or not."""
    track = bridge(1)
    keypoints = track[0].keypoints_px.copy()
    shoulder, hip = keypoints[Keypoint.RIGHT_SHOULDER, :2], keypoints[Keypoint.RIGHT_HIP, :2]
    if arm_up:
        arm_px = float(np.linalg.norm(shoulder - hip))
        keypoints[Keypoint.RIGHT_ELBOW, :2] = shoulder - [0, arm_px / 2]
        keypoints[Keypoint.RIGHT_WRIST, :2] = shoulder - [0, arm_px]
    still = replace(track[0], keypoints_px=keypoints, visibility=np.ones(33, np.float32))
    frames = [replace(still, time_s=index / 30) for index in range(round(30 * seconds))]
    return PoseTrack.from_frames(frames, track.width_px, track.height_px)


class TestSession:
    def test_runs_from_first_question_to_history(self, url: str) -> None:
        with begin_set_up(url, "bridge") as browser:
            browser.play(bridge(3))
            assert browser.state == "check-in"
            browser.send("check-in", effort=4, pain=1, cramp=False, done=True)
            summary = browser.hear_kind("summary")["summary"]
            browser.wish("end")
            browser.hear_until(lambda message: message.get("snapshot", {}).get("state") == "ended")
            page = browser.page()
        assert summary["reps"] == 3
        assert summary["exercises"][0]["check_in"] == {"effort": 4, "pain": 1, "cramp": False}
        assert page["summary"] == summary
        assert [rep["counts"] for rep in page["reps"]] == [True] * 3
        assert page["card"]["open"] is False
        listed = httpx.get(f"{url}/api/sessions").json()["sessions"]
        assert browser.session_id in [card["id"] for card in listed]
        with Browser(url, browser.session_id) as late:
            assert late.hello()["code"] == "session-over"
            assert late.hear_end() == 4410

    @pytest.mark.parametrize(
        ("exercise", "motion", "sides"),
        [
            ("bridge", "standard", ("both",) * 3),
            ("hip-90-90", "standard", ("left", "right", "left", "right")),
            ("hip-pendulum", "centre", ("right",) * 4),
            ("leg-activation", "front", ("right",) * 3),
        ],
    )
    def test_counts_every_exercise(
        self, url: str, exercise: str, motion: str, sides: tuple[SessionSide, ...]
    ) -> None:
        with begin_set_up(url, exercise, reps=40) as browser:
            browser.play(film_reps(exercise, motion, sides))
            shown = browser.all("rep")
            stored = browser.page()["reps"]
        assert [rep["side"] for rep in shown] == list(sides)
        assert [rep["count"] for rep in shown] == list(range(1, len(sides) + 1))
        assert [(rep["side"], rep["hold_s"], rep["rom_deg"]) for rep in stored] == [
            (rep["side"], rep["hold_s"], rep["rom_deg"]) for rep in shown
        ]

    def test_pictures_go_on_through_the_rest_into_the_next_set(self, url: str) -> None:
        with begin_set_up(url, "bridge", sets=2, reps=1) as browser:
            browser.play(bridge(1))
            assert browser.state == "rest"
            still = bridge(1)
            for _ in range(100):
                browser.now_s += 1.0
                browser.show_frame(replace(still[0], time_s=browser.now_s), still)
                browser.hear_kind("live")
                if browser.state != "rest":
                    break
            browser.play(bridge(1))
            assert browser.state == "check-in"
            assert [rep["set_number"] for rep in browser.page()["reps"]] == [1, 2]

    def test_a_raised_arm_pauses_and_resumes(self, url: str) -> None:
        with begin_set_up(url, "bridge", reps=5) as browser:
            browser.play(bridge(1))
            browser.play(lie(1.0))
            assert browser.state == "set"
            browser.play(lie(3.0, arm_up=True))
            assert (browser.state, browser.snapshot["pause_reason"]) == ("paused", "gesture")
            browser.play(lie(1.5))
            browser.play(lie(3.0, arm_up=True))
            assert browser.state == "get-ready"
            browser.play(bridge(2))
            assert browser.snapshot["count"] == 3

    def test_answers_each_frame_once_and_in_order(self, url: str) -> None:
        with begin_set_up(url, "bridge") as browser:
            track = bridge(3)
            lives = browser.play(track)
        assert [live["sequence"] for live in lives] == list(range(1, len(track) + 1))
        assert max(live["share"] or 0 for live in lives) > 0.9
        assert {live["breath"] for live in lives} >= {"in", "out"}

    def test_cues_are_said_and_stored_with_the_rep(self, url: str) -> None:
        with begin_set_up(url, "bridge", reps=40) as browser:
            browser.play(bridge(2, "hips-not-extended"))
            cues = [cue for cue in browser.all("cue") if cue["kind"] == "correction"]
            reps = browser.page()["reps"]
        assert cues[0]["fault"] == "hips-not-extended"
        assert cues[0]["body_part"]
        assert cues[0]["text"]
        assert reps[0]["faults"] == ["hips-not-extended"]
        assert reps[0]["cues"] == [cues[0]["id"]]

    def test_speaks_german(self, url: str) -> None:
        with Browser(url, begin(url, "bridge")) as browser:
            browser.hello(locale="de")
            browser.send("screening", acute_injury=True, cramp_prone=False)
            assert "Arzt" in browser.hear_kind("cue")["text"]

    def test_goes_by_time_without_a_camera(self, url: str) -> None:
        with Browser(url, begin(url, "bridge", mode="timer", reps=2)) as browser:
            browser.hello("timer")
            browser.send("screening", acute_injury=False, cramp_prone=False)
            browser.wish("next")
            browser.hear_kind("state")
            browser.wait_for("check-in")
            browser.send("log-reps", reps=2)
            browser.send("check-in", effort=2, pain=0, cramp=False, done=True)
            summary = browser.hear_kind("summary")["summary"]
        assert (summary["reps"], summary["reps_logged"], summary["score"]) == (0, 2, None)

    def test_remembers_pain(self, url: str) -> None:
        with Browser(url, begin(url, "hip-90-90", mode="timer")) as browser:
            browser.hello("timer")
            browser.send("screening", acute_injury=False, cramp_prone=False)
            browser.wish("next")
            browser.wish("next")
            browser.wish("pain")
            browser.send("pain-answer", choice="end")
            summary = browser.hear_kind("summary")["summary"]
        assert summary["stopped_by"] == "pain"
        assert summary["pain"][0]["exercise"] == "hip-90-90"
        with Browser(url, begin(url, "hip-90-90")) as browser:
            browser.hello()
            browser.send("screening", acute_injury=False, cramp_prone=False)
            for _ in range(40):
                browser.tick()
            assert "say.pain-before" in [cue["id"] for cue in browser.all("cue")]

    def test_tells_what_is_not_possible_now(self, url: str) -> None:
        with Browser(url, begin(url, "bridge")) as browser:
            assert browser.hello()["snapshot"]["commands"] == ["end"]
            browser.wish("resume")
            refusal = browser.hear_kind("refusal")
            assert (refusal["code"], refusal["fatal"]) == ("not-now", False)


class TestReturning:
    def test_resumes_where_it_was(self, url: str) -> None:
        with begin_set_up(url, "bridge", reps=5) as browser:
            browser.play(bridge(2))
            session_id = browser.session_id
        with Browser(url, session_id) as browser:
            welcome = browser.hello()
            assert welcome["resumed"]
            assert welcome["snapshot"]["state"] == "get-ready"
            assert welcome["snapshot"]["count"] == 2
            browser.play(bridge(3))
            assert browser.state == "check-in"
            reps = browser.page()["reps"]
        assert len(reps) == 5
        assert len({rep["sequence"] for rep in reps}) == 5
        assert all(b["start_s"] >= a["end_s"] - 0.1 for a, b in pairwise(reps))

    def test_keeps_its_own_mode(self, url: str) -> None:
        session_id = begin(url, "bridge", mode="timer")
        with Browser(url, session_id) as browser:
            browser.send("hello", protocol=1, locale="en")
            assert browser.hear()["snapshot"]["mode"] == "timer"

    def test_is_offered_on_the_start_page(self, url: str) -> None:
        session_id = begin(url, "bridge")
        assert httpx.get(f"{url}/api/today").json()["open_session"] == session_id

    def test_a_second_tab_is_refused_or_takes_over(self, url: str) -> None:
        with begin_set_up(url, "bridge") as first, Browser(url, first.session_id) as second:
            refusal = second.hello()
            assert refusal["code"] == "in-other-tab"
            assert second.hear_end() == 4409
            first.tick()
            with Browser(url, first.session_id) as third:
                assert third.hello(takeover=True)["type"] == "welcome"
                assert first.hear_end() == 4408
                assert first.all("refusal")[-1]["code"] == "taken-over"
                third.tick()

    def test_a_closed_lid_does_not_count_as_training(self, url: str) -> None:
        with begin_set_up(url, "bridge", reps=5) as browser:
            browser.play(bridge(2))
            assert browser.state == "set"
            browser.now_s += 8 * 3600
            browser.tick()
            assert browser.state == "get-ready"
            assert browser.page()["card"]["minutes"] < 5

    def test_a_hidden_tab_pauses(self, url: str) -> None:
        with begin_set_up(url, "bridge") as browser:
            browser.play(bridge(1))
            browser.send("hidden", hidden=True)
            state = browser.hear_kind("state")["snapshot"]
            assert (state["state"], state["pause_reason"]) == ("paused", "hidden")


class TestSlowDisk:
    """A disk that takes as long as the test wants."""

    @pytest.fixture
    def disk(self) -> threading.Event:
        """Nothing is on disk before this is set."""
        ready = threading.Event()
        ready.set()
        return ready

    @pytest.fixture
    def slow_url(self, tmp_path: Path, disk: threading.Event) -> Iterator[str]:
        store = Store.open(tmp_path)
        event.listen(store.engine, "commit", lambda _connection: disk.wait(60))
        limits = Limits(per_s=1e6, burst=1e6, pending=1000)
        with run_server(store, Setting(limits=limits)) as url:
            yield url
            disk.set()

    @pytest.mark.timeout(120)
    def test_a_cue_does_not_wait_for_it_but_a_rep_does(
        self, slow_url: str, disk: threading.Event
    ) -> None:
        def corrected() -> bool:
            if browser.state == "set":
                disk.clear()
            return any(cue["kind"] == "correction" for cue in browser.all("cue"))

        track = bridge(1, "hips-not-extended")
        with begin_set_up(slow_url, "bridge", reps=40) as browser:
            played = len(browser.play(track, until=corrected, ahead=1))
            assert not disk.is_set()
            assert corrected()
            assert not browser.page()["reps"]
            begin_s = browser.now_s - float(track.time_s[played - 1])
            for frame in list(track)[played:]:
                browser.show_frame(replace(frame, time_s=begin_s + frame.time_s), track)
            while not browser.page()["reps"]:
                pass
            with suppress(TimeoutError):
                while True:
                    browser.hear(0.0)
            assert not browser.all("rep")
            disk.set()
            assert browser.hear_kind("rep")["count"] == 1
