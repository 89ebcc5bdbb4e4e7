"""What may go wrong in the middle of a set, and what the user keeps."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.camera import Clip
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

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
