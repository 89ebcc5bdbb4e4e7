"""A whole session through a user's hands: with a camera from the first run on, and without one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import find_barriers
from tests.e2e.camera import Clip
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

BRIDGE = Clip("o8-bridge-standard-faults", "bridge", start_s=3.5)
OTHERS = ("Leg activation", "90/90 hip change", "Hip pendulum")

HEAR = """
window.heard = [];
const voice = { name: 'Test', lang: 'en-GB', localService: true, default: true, voiceURI: 'test' };
Object.defineProperty(window, 'speechSynthesis', { value: {
  speaking: false,
  getVoices: () => [voice],
  speak: (utterance) => window.heard.push(utterance.text),
  cancel: () => undefined,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
"""A voice that writes down what it is to say: browsers for tests have none."""


@pytest.mark.slow
def test_from_the_first_run_to_the_summary(
    coach: Coach, open_with_camera: Callable[[Clip], Open]
) -> None:
    page = open_with_camera(BRIDGE)("/", locale="en-GB")
    page.add_init_script(HEAR)
    page.goto(coach.url)
    introduce(page)
    choose_two_bridges(page)
    page.get_by_role("button", name="Start", exact=True).click()
    live = LivePage(page)
    live.pass_screening()
    expect(page.get_by_role("heading", name="How it goes")).to_be_visible()
    assert find_barriers(page) == []
    live.pass_introduction()
    expect(page.get_by_text("You are in the picture")).to_be_attached(timeout=30_000)
    assert find_barriers(page) == []
    live.wait_for_set()
    assert find_barriers(page) == []
    expect(page.get_by_text("How hard was it?")).to_be_visible(timeout=60_000)
    assert find_barriers(page) == []
    live.answer_check_in(effort=6, pain=1)
    page.wait_for_url(re.compile(r"/history/"))
    check_result(page, coach)
    heard = page.evaluate("window.heard")
    assert {"1", "2", "3"} <= set(heard), "countdown and counts are spoken"
    assert any("hip" in words.lower() for words in heard), "a cue is spoken"
    page.goto(coach.url)
    expect(page.get_by_text("1 session this week")).to_be_visible()


def introduce(page: Page) -> None:
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="I will train by these rules").click()
    page.get_by_role("button", name="None of these applies").click()
    page.get_by_role("button", name="Let\u2019s go").click()


def choose_two_bridges(page: Page) -> None:
    page.get_by_role("button", name="Adjust").click()
    for exercise in OTHERS:
        page.get_by_role("checkbox", name=f"Include {exercise}").uncheck()
    page.get_by_role("button", name="Fewer: Sets").click()
    for _ in range(3):
        page.get_by_role("button", name="Fewer: Reps").click()


def check_result(page: Page, coach: Coach) -> None:
    expect(page.locator("h1")).to_have_text("Your session")
    expect(page.get_by_text("Complete", exact=True)).to_be_visible()
    expect(page.get_by_text("Hips not straight: in 1 rep")).to_be_visible()
    page.get_by_text("Every rep").click()
    expect(page.get_by_text("Coach: \u201c")).to_have_count(1)
    assert find_barriers(page) == []
    stored = coach.get(f"sessions/{page.url.rsplit('/', 1)[1]}")
    assert stored["card"]["open"] is False
    (bridge,) = stored["summary"]["exercises"]
    assert (bridge["reps"], bridge["sets_done"]) == (2, 1)
    assert bridge["check_in"] == {"effort": 6, "pain": 1, "cramp": False}


@pytest.fixture
def timed(coach: Coach, open_page: Open) -> LivePage:
    """A session of two bridges without a camera, in its first set."""
    coach.settle()
    session = coach.begin("bridge", mode="timer", sets=2, reps=2)
    live = LivePage(open_page(f"/live/{session}?mode=timer"))
    live.pass_screening()
    live.pass_introduction()
    live.wait_for_timed_set(2)
    return live


def test_without_a_camera_the_user_counts(timed: LivePage, coach: Coach) -> None:
    page = timed.page
    expect(page.get_by_text("nothing is measured")).to_be_visible()
    assert find_barriers(page) == []
    timed.press("Continue")
    expect(page.get_by_text("How many did you do?").last).to_be_visible()
    page.get_by_role("button", name="More: Reps").click()
    expect(page.get_by_role("button", name="Done")).to_be_disabled()
    timed.end()
    expect(page.get_by_text("Not measured: you counted these yourself.")).to_be_visible()
    stored = coach.get(f"sessions/{page.url.rsplit('/', 1)[1]}")
    assert (stored["summary"]["reps"], stored["summary"]["reps_logged"]) == (0, 3)


def test_pause_and_resume_by_keyboard_and_by_button(timed: LivePage) -> None:
    page = timed.page
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    assert find_barriers(page) == []
    page.get_by_role("button", name="Resume").first.click()
    expect(page.get_by_role("heading", name="Paused")).to_be_hidden()


def test_pain_stops_the_set_and_offers_less(timed: LivePage, coach: Coach) -> None:
    page = timed.page
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="Stopped. Well done")).to_be_visible()
    assert find_barriers(page) == []
    page.get_by_role("button", name="End the session").click()
    page.wait_for_url(re.compile(r"/history/"))
    expect(page.get_by_text("Ended because of pain")).to_be_visible()
    stored = coach.get(f"sessions/{page.url.rsplit('/', 1)[1]}")
    assert stored["summary"]["pain"][0]["exercise"] == "bridge"


def test_harder_easier_and_skip(timed: LivePage) -> None:
    page = timed.page
    timed.press("Harder")
    expect(page.get_by_text("On the heels").first).to_be_visible()
    timed.press("Easier")
    expect(page.get_by_text("On the heels")).to_be_hidden()
    timed.press("Skip")
    expect(page.get_by_text("Set 2 of")).to_be_visible()


def test_a_fresh_injury_is_not_trained(coach: Coach, open_page: Open) -> None:
    coach.settle()
    session = coach.begin("bridge", mode="timer")
    live = LivePage(open_page(f"/live/{session}?mode=timer"))
    live.press("I am hurt")
    expect(live.page.get_by_text("Please see a doctor.")).to_be_visible()
    assert find_barriers(live.page) == []
    live.page.get_by_role("alert").get_by_role("button", name="End session").click()
    expect(live.page.get_by_text("Not started: fresh injury")).to_be_visible()


def test_without_any_camera_the_coach_offers_the_timer(coach: Coach, open_page: Open) -> None:
    coach.settle()
    session = coach.begin("bridge")
    live = LivePage(open_page(f"/live/{session}"))
    live.pass_screening()
    live.pass_introduction()
    expect(live.page.get_by_text("No camera was found.")).to_be_visible()
    assert find_barriers(live.page) == []
    live.press("Go on without camera")
    expect(live.page.get_by_text("nothing is measured")).to_be_visible()


def test_a_session_in_german(coach: Coach, open_page: Open) -> None:
    coach.settle(locale="de")
    session = coach.begin("hip-pendulum", mode="timer")
    page = open_page(f"/live/{session}?mode=timer")
    page.get_by_role("button", name="Mir geht\u2019s gut, los").click()
    expect(page.get_by_role("heading", name="So geht\u2019s")).to_be_visible()
    page.get_by_role("button", name="Los", exact=True).click()
    expect(page.get_by_text("Rechte Seite")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Training beenden").last.click()
    expect(page.locator("h1")).to_have_text("Dein Training")


def test_another_form_for_today_is_no_more_than_was_planned(coach: Coach, open_page: Open) -> None:
    coach.settle()
    (bridge,) = [item for item in coach.get("today")["items"] if item["exercise"] == "bridge"]
    page = open_page("/")
    page.get_by_role("button", name="Adjust").click()
    entry = page.get_by_role("listitem").filter(has_text="Include Bridge")
    entry.get_by_role("combobox").select_option("single-leg")
    expect(entry).to_contain_text("1 set · 3 reps")
    entry.get_by_role("combobox").select_option("standard")
    expect(entry).to_contain_text("1 set · 3 reps")
    assert (bridge["sets"], bridge["reps"]) == (2, 5)
