"""What may go wrong in the middle of a set, and what the user keeps."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.camera import Clip
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, WebSocketRoute

    from tests.browser import Watch
    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

BRIDGE = Clip("o8-bridge-standard-faults", "bridge", start_s=3.5)


def enter_set(coach: Coach, open_page: Open) -> tuple[LivePage, str]:
    coach.settle(model="full", voice=False)
    session = coach.begin("bridge", sets=1, reps=9)
    live = LivePage(open_page(f"/live/{session}"))
    live.pass_screening()
    live.pass_introduction()
    live.wait_for_set()
    return live, session


@pytest.mark.slow
def test_a_killed_server_and_a_reload_lose_and_double_no_rep(
    coach: Coach, open_with_camera: Callable[[Clip], Open], watch: Watch
) -> None:
    watch.expected = ("WebSocket", "ERR_CONNECTION", "Failed to load resource")
    live, session = enter_set(coach, open_with_camera(BRIDGE))
    assert live.watch_counts(1, within_s=40)[-1] == 1
    coach.kill()
    expect(live.page.get_by_text("The connection was lost.")).to_be_visible()
    coach.start()
    expect(live.page.get_by_text("The connection was lost.")).to_be_hidden(timeout=15_000)
    live.wait_for_set()
    before = live.counted()
    assert before == 1
    live.page.reload()
    live.wait_for_set()
    assert live.counted() >= before
    counted = live.watch_counts(before + 1, within_s=60)[-1]
    assert counted == before + 1
    live.end()
    reps = [rep for rep in coach.get(f"sessions/{session}")["reps"] if rep["counts"]]
    assert len(reps) == counted
    starts = [rep["start_s"] for rep in reps]
    assert starts == sorted(set(starts))


def enter_timed_set(coach: Coach, open_page: Open, **choice: object) -> tuple[LivePage, str]:
    coach.settle(voice=False)
    session = coach.begin("bridge", mode="timer", **choice)
    live = LivePage(open_page(f"/live/{session}?mode=timer"))
    live.pass_screening()
    live.pass_introduction()
    live.page.keyboard.press("n")
    expect(live.state).to_have_text("Go: Bridge")
    return live, session


def lose(coach: Coach, live: LivePage) -> None:
    coach.kill()
    expect(live.page.get_by_text("The connection was lost.")).to_be_visible()


def regain(coach: Coach, live: LivePage) -> None:
    coach.start()
    expect(live.page.get_by_text("The connection was lost.")).to_be_hidden(timeout=15_000)


def test_pain_without_a_connection_stops_at_once_and_is_recorded_once(
    coach: Coach, open_page: Open, watch: Watch
) -> None:
    watch.expected = ("WebSocket", "ERR_CONNECTION", "Failed to load resource")
    live, session = enter_timed_set(coach, open_page, sets=2, reps=5)
    lose(coach, live)
    live.press("It hurts")
    stopped = live.page.get_by_role("heading", name="Stopped. Well done")
    expect(stopped).to_be_visible()
    expect(live.page.get_by_text("What you pressed is done as soon as it is back.")).to_be_visible()
    regain(coach, live)
    live.page.wait_for_timeout(500)
    expect(stopped).to_be_visible()
    live.press("End the session")
    live.page.wait_for_url(re.compile(r"/history/"))
    told = coach.get(f"sessions/{session}")["summary"]
    assert told["stopped_by"] == "pain"
    assert [report["exercise"] for report in told["pain"]] == ["bridge"]


def test_an_answer_about_pain_given_without_a_connection_is_kept(
    coach: Coach, open_page: Open, watch: Watch
) -> None:
    watch.expected = ("WebSocket", "ERR_CONNECTION", "Failed to load resource")
    live, session = enter_timed_set(coach, open_page, sets=2, reps=5)
    lose(coach, live)
    live.page.keyboard.press("p")
    live.press("End the session")
    coach.start()
    live.page.wait_for_url(re.compile(r"/history/"), timeout=15_000)
    assert len(coach.get(f"sessions/{session}")["summary"]["pain"]) == 1


def test_what_is_pressed_without_a_connection_is_done_once(
    coach: Coach, open_page: Open, watch: Watch
) -> None:
    watch.expected = ("WebSocket", "ERR_CONNECTION", "Failed to load resource")
    live, session = enter_timed_set(coach, open_page, sets=2, reps=5)
    lose(coach, live)
    live.page.keyboard.press("Space")
    regain(coach, live)
    expect(live.state).to_have_text("Paused: Bridge")
    live.page.keyboard.press("Space")
    expect(live.state).to_have_text("Get ready: Bridge")
    for state in ("Go", "Rest"):
        live.page.keyboard.press("n")
        expect(live.state).to_have_text(f"{state}: Bridge")
    lose(coach, live)
    live.press("Save")
    regain(coach, live)
    expect(live.state).to_have_text("Rest: Bridge")
    live.end()
    assert coach.get(f"sessions/{session}")["summary"]["reps_logged"] == 5


def test_an_answer_whose_receipt_was_lost_skips_no_exercise(
    coach: Coach, open_page: Open, watch: Watch
) -> None:
    watch.expected = ("WebSocket", "ERR_CONNECTION", "Failed to load resource")
    coach.settle(voice=False)
    items = [{"exercise": name, "sets": 1, "reps": 2} for name in ("bridge", "hip-90-90")]
    session = coach.send("POST", "sessions", {"items": items, "mode": "timer"})["id"]
    page = open_page("/")
    deaf: list[bool] = []

    def relay(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()

        def forward(words: str | bytes) -> None:
            server.send(words)
            if isinstance(words, str) and '"check-in"' in words and '"done":true' in words:
                deaf.append(True)
                server.on_message(lambda _: None)
                page.wait_for_timeout(300)
                socket.close()

        socket.on_message(forward)

    page.route_web_socket(re.compile("/ws/session/"), relay)
    page.goto(f"{coach.url}/live/{session}?mode=timer")
    live = LivePage(page)
    live.pass_screening()
    live.pass_introduction()
    for state in ("Go", "How was it?"):
        page.keyboard.press("n")
        expect(live.state).to_have_text(f"{state}: Bridge")
    live.answer_check_in(effort=4, pain=0)
    expect(live.state).to_have_text(re.compile("^Next exercise: 90/90"), timeout=15_000)
    assert deaf == [True]
    page.wait_for_timeout(500)
    expect(live.state).to_have_text(re.compile("^Next exercise: 90/90"))


def test_a_coach_that_hangs_is_missed(coach: Coach, open_page: Open, watch: Watch) -> None:
    watch.expected = ("WebSocket",)
    live, _ = enter_timed_set(coach, open_page, sets=1, reps=30)
    with coach.frozen():
        expect(live.page.get_by_text("The connection was lost.")).to_be_visible(timeout=30_000)
        # Tries to come back meet the same silence.
        live.page.wait_for_timeout(1000)
    expect(live.page.get_by_text("The connection was lost.")).to_be_hidden(timeout=20_000)
    expect(live.page.get_by_role("button", name="Pause")).to_be_visible()


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits on another process")
def test_a_full_disk_is_told_and_costs_nothing(coach: Coach, open_page: Open) -> None:
    coach.settle()
    session = coach.begin("bridge", mode="timer", sets=2, reps=2)
    live = LivePage(open_page(f"/live/{session}?mode=timer"))
    told = live.page.get_by_text("Nothing can be saved right now.")
    live.pass_screening()
    live.pass_introduction()
    expect(live.page.get_by_text("2 reps", exact=True)).to_be_visible(timeout=30_000)
    expect(told).to_be_hidden()
    with coach.full_disk():
        live.press("Continue")
        expect(live.page.get_by_text("How many did you do?").last).to_be_visible()
        expect(told).to_be_visible()
        live.page.get_by_role("button", name="More: Reps").click()
        expect(live.page.get_by_role("button", name="Done")).to_be_disabled()
        expect(told).to_be_visible()
    expect(told).to_be_hidden(timeout=15_000)
    coach.kill()
    coach.start()
    assert coach.get(f"sessions/{session}")["summary"]["reps_logged"] == 3


def test_a_camera_that_goes_away_is_missed_and_found_again(
    coach: Coach, open_with_camera: Callable[[Clip], Open]
) -> None:
    live, _ = enter_set(coach, open_with_camera(BRIDGE))
    live.page.evaluate(
        "document.querySelector('video').srcObject.getVideoTracks()[0]"
        ".dispatchEvent(new Event('ended'))"
    )
    expect(live.page.get_by_text("The camera does not answer")).to_be_visible()
    live.press("Try the camera again")
    expect(live.page.get_by_text("The camera does not answer")).to_be_hidden()
    assert live.watch_counts(1, within_s=60)[-1] == 1


def test_two_tabs_cannot_run_one_session(coach: Coach, open_page: Open, watch: Watch) -> None:
    watch.expected = ("WebSocket",)
    coach.settle()
    session = coach.begin("bridge", mode="timer")
    address = f"/live/{session}?mode=timer"
    first = open_page(address)
    expect(first.get_by_role("heading", name="Before you start")).to_be_visible()
    second = open_page(address)
    expect(second.get_by_role("heading", name="runs in another tab")).to_be_visible()
    expect(first.get_by_role("heading", name="Before you start")).to_be_visible()
    second.get_by_role("button", name="Run it here").click()
    expect(second.get_by_role("heading", name="Before you start")).to_be_visible()
    expect(first.get_by_role("heading", name="runs in another tab")).to_be_visible()


def test_a_hidden_tab_pauses(coach: Coach, open_page: Open) -> None:
    coach.settle()
    session = coach.begin("bridge", mode="timer")
    live = LivePage(open_page(f"/live/{session}?mode=timer"))
    live.pass_screening()
    live.pass_introduction()
    expect(live.page.get_by_role("button", name="Pause")).to_be_visible()
    live.page.evaluate(
        "Object.defineProperty(document, 'hidden', {get: () => true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    expect(live.page.get_by_text("The page was out of sight.")).to_be_visible()


def test_an_open_session_is_offered_again(coach: Coach, open_page: Open) -> None:
    coach.settle()
    session = coach.begin("bridge", mode="timer", sets=1, reps=2)
    live = LivePage(open_page(f"/live/{session}?mode=timer"))
    live.pass_screening()
    live.pass_introduction()
    live.page.goto(coach.url)
    live.page.get_by_role("link", name="Go on where you stopped").click()
    expect(live.page.locator("h1")).to_have_text("Bridge")


def test_a_session_that_is_over_shows_its_result(
    coach: Coach, open_page: Open, watch: Watch
) -> None:
    watch.expected = ("WebSocket",)
    coach.settle()
    session = coach.begin("bridge", mode="timer")
    live = LivePage(open_page(f"/live/{session}?mode=timer"))
    live.pass_screening()
    live.end()
    live.page.goto(f"{coach.url}/live/{session}")
    expect(live.page.locator("h1")).to_have_text("Your session")


def test_without_a_server_the_page_says_so(coach: Coach, open_page: Open, watch: Watch) -> None:
    watch.expected = ("Failed to load resource", "ERR_CONNECTION")
    coach.settle()
    page = open_page("/")
    expect(page.locator("h1")).to_have_text("Today")
    coach.kill()
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("alert")).to_be_visible()
    coach.start()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("No session yet.")).to_be_visible()
