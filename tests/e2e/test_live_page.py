"""The live page itself: every state has its picture, its size, its words and its focus."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import find_barriers
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

SIZES = {"phone": (390, 844), "phone-on-its-side": (844, 390), "laptop": (1280, 800)}

SPEAK = """
window.said = [];
window.hushed = 0;
const voice = { name: 'Test', lang: 'en-GB', localService: true, default: true, voiceURI: 'test' };
let voices = VOICES;
const listeners = [];
Object.defineProperty(window, 'speechSynthesis', { value: {
  speaking: false,
  getVoices: () => voices,
  speak: (utterance) => window.said.push(utterance.text),
  cancel: () => { window.hushed += 1; },
  addEventListener: (_, listener) => listeners.push(listener),
  removeEventListener: () => undefined,
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
window.giveVoices = () => { voices = [voice]; for (const tell of listeners) tell(); };
"""
REFUSE = """
navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException('denied', 'NotAllowedError'));
"""


def enter(coach: Coach, open_page: Open, exercise: str = "bridge", **choice: object) -> LivePage:
    """Open a session without a camera at its first question."""
    look = {name: choice.pop(name) for name in ("size", "locale", "motion") if name in choice}
    session = coach.begin(exercise, mode="timer", **choice)
    return LivePage(open_page(f"/live/{session}?mode=timer", **look))


def go_on(live: LivePage, state: str) -> None:
    """Press the key that goes on, and wait for what comes."""
    live.page.keyboard.press("n")
    expect(live.state).to_have_text(re.compile(f"^{state}"))


def check_fit(page: Page) -> None:
    """Nothing is wider than the page, and every control is in it."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    beyond = page.evaluate(
        """[...document.querySelectorAll('footer button, header button')].filter((button) => {
          const { left, right, top, bottom } = button.getBoundingClientRect();
          return left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1;
        }).map((button) => button.textContent)"""
    )
    assert beyond == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_every_state_fits_its_page(coach: Coach, open_page: Open, size: tuple[int, int]) -> None:
    coach.settle(locale="de", voice=False)
    live = enter(coach, open_page, "hip-pendulum", sets=2, reps=2, size=size)
    page = live.page
    expect(live.state).to_have_text("Bevor es losgeht")
    check_fit(page)
    page.get_by_role("checkbox").check()
    begin = page.get_by_role("button", name="Mir geht\u2019s gut, los")
    expect(begin).to_be_in_viewport(ratio=1)
    begin.click()
    expect(live.state).to_have_text("Aufwärmen")
    expect(page.get_by_test_id("warm-up-step")).to_be_in_viewport(ratio=1)
    check_fit(page)
    go_on(live, "Nächste Übung")
    expect(page.get_by_role("button", name="Los", exact=True)).to_be_in_viewport(ratio=1)
    check_fit(page)
    for state in ("Mach dich bereit", "Los", "Mach dich bereit", "Los", "Seitenwechsel"):
        go_on(live, state)
        expect(page.locator("aside").get_by_role("img").first).to_be_in_viewport(ratio=0.99)
        check_fit(page)
    page.keyboard.press("Space")
    expect(live.state).to_have_text(re.compile("^Angehalten"))
    check_fit(page)
    page.keyboard.press("Space")
    expect(live.state).to_have_text(re.compile("^Seitenwechsel"))
    for state in ("Mach dich bereit", "Los", "Mach dich bereit", "Los", "Pause"):
        go_on(live, state)
    check_fit(page)
    page.keyboard.press("p")
    expect(live.state).to_have_text(re.compile("^Gestoppt"))
    expect(page.get_by_role("button", name="Training beenden").first).to_be_in_viewport(ratio=1)
    check_fit(page)


def test_the_warm_up_is_shown_step_by_step(coach: Coach, open_page: Open) -> None:
    coach.settle(voice=False)
    live = enter(coach, open_page, motion=True)
    page = live.page
    page.get_by_role("checkbox").check()
    live.pass_screening()
    step = page.get_by_test_id("warm-up-step")
    expect(step).to_have_text(re.compile("March on the spot"))
    assert step.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") >= 32
    limb = page.locator(".stage svg path").last
    before = limb.get_attribute("d")
    expect(limb).not_to_have_attribute("d", before or "")
    assert find_barriers(page) == []
    go_on(live, "Next exercise: Bridge")


def test_a_set_can_be_done_again_and_a_rest_cut_short(coach: Coach, open_page: Open) -> None:
    coach.settle(voice=False)
    live = enter(coach, open_page, sets=2, reps=2)
    live.pass_screening()
    live.pass_introduction()
    for state in ("Go", "Rest"):
        go_on(live, state)
    assert find_barriers(live.page) == []
    live.page.keyboard.press("r")
    expect(live.state).to_have_text("Get ready: Bridge")
    expect(live.page.get_by_text("Set 1 of 2")).to_be_visible()
    for state in ("Go", "Rest", "Get ready"):
        go_on(live, state)
    expect(live.page.get_by_text("Set 2 of 2")).to_be_visible()


def test_without_a_camera_nothing_is_said_about_one(coach: Coach, open_page: Open) -> None:
    coach.settle(voice=False)
    live = enter(coach, open_page, "leg-activation", sets=1, reps=2)
    live.pass_screening()
    expect(live.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    expect(live.page.get_by_role("heading", name="How it goes")).to_be_attached()
    expect(live.page.get_by_role("heading", name="Camera")).to_have_count(0)
    live.pass_introduction()
    expect(live.state).to_have_text(re.compile("^Get ready"))
    expect(live.page.locator("aside")).not_to_contain_text("camera")


def test_before_a_set_the_figure_shows_where_it_begins(coach: Coach, open_page: Open) -> None:
    coach.settle(voice=False)
    live = enter(coach, open_page, sets=1, reps=2, motion=True)
    live.pass_screening()
    live.pass_introduction()
    thigh = live.page.locator(".stage path.thigh").first
    start = thigh.get_attribute("d")
    live.page.wait_for_timeout(400)
    assert thigh.get_attribute("d") == start
    go_on(live, "Go")
    expect(thigh).not_to_have_attribute("d", start or "")
    live.page.keyboard.press("Space")
    expect(live.state).to_have_text(re.compile("^Paused"))
    expect(thigh).to_have_attribute("d", start or "")


def test_a_blocked_camera_is_told_with_the_first_click(coach: Coach, open_page: Open) -> None:
    coach.settle(voice=False)
    session = coach.begin("bridge")
    page = open_page("/")
    page.add_init_script(REFUSE)
    page.goto(f"{coach.url}/live/{session}")
    live = LivePage(page)
    live.pass_screening()
    expect(live.state).to_have_text("Next exercise: Bridge")
    expect(page.get_by_text("Press the icon beside the address")).to_be_visible()
    assert find_barriers(page) == []
    live.pass_introduction()
    expect(page.get_by_role("heading", name="No camera picture").first).to_be_visible()
    expect(page.locator("aside")).not_to_contain_text("Turn")
    live.press("Go on without camera")
    expect(page.get_by_text("nothing is measured")).to_be_visible()


def test_what_was_said_ends_with_what_it_was_about(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/")
    page.add_init_script(SPEAK.replace("VOICES", "[voice]"))
    session = coach.begin("bridge", mode="timer", sets=2, reps=2)
    page.goto(f"{coach.url}/live/{session}?mode=timer")
    live = LivePage(page)
    live.pass_screening()
    why = page.get_by_test_id("spoken")
    expect(why).to_contain_text("Works the whole chain", timeout=10_000)
    said = why.inner_text()
    page.wait_for_timeout(300)
    before = page.evaluate("window.hushed")
    live.pass_introduction()
    expect(live.state).to_have_text(re.compile("^Get ready"))
    expect(page.locator(".stage").get_by_text(said)).to_have_count(0)
    assert page.evaluate("window.hushed") > before


def test_the_first_sentence_waits_for_a_voice_that_comes_late(
    coach: Coach, open_page: Open
) -> None:
    coach.settle()
    page = open_page("/")
    page.add_init_script(SPEAK.replace("VOICES", "[]"))
    session = coach.begin("bridge", mode="timer")
    page.goto(f"{coach.url}/live/{session}?mode=timer")
    live = LivePage(page)
    live.pass_screening()
    expect(page.get_by_test_id("spoken")).to_have_text("Bridge")
    assert page.evaluate("window.said") == []
    page.evaluate("window.giveVoices()")
    assert page.evaluate("window.said") == ["Bridge"]
    expect(page.get_by_text("has no voice")).to_have_count(0)


def test_a_browser_without_a_voice_says_so(coach: Coach, open_page: Open) -> None:
    coach.settle()
    live = enter(coach, open_page)
    live.page.add_init_script(SPEAK.replace("VOICES", "[]"))
    live.page.reload()
    live.pass_screening()
    expect(live.page.get_by_text("has no voice for this language")).to_be_visible()
    assert find_barriers(live.page) == []


def test_the_focus_and_the_title_follow_the_session(coach: Coach, open_page: Open) -> None:
    coach.settle(voice=False)
    live = enter(coach, open_page, sets=2, reps=2)
    page = live.page
    focus = "document.activeElement.tagName"
    begin = page.get_by_role("button", name="I am well")
    begin.focus()
    begin.press("Enter")
    expect(page).to_have_title("Next exercise: Bridge · Hamstrong")
    page.wait_for_function(f"/^H[12]$/.test({focus})")
    start = page.get_by_role("button", name="Start", exact=True)
    start.focus()
    start.press("Enter")
    expect(page).to_have_title("Get ready: Bridge · Hamstrong")
    page.wait_for_function(f"{focus} === 'H2'")
    # The shortcut works from there.
    page.keyboard.press("Space")
    expect(page).to_have_title("Paused: Bridge · Hamstrong")
    expect(live.state).to_have_text("Paused: Bridge")
    expect(live.state).to_have_attribute("role", "status")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Today"),
        ("/exercises", "Exercises"),
        ("/exercises/bridge", "Bridge"),
        ("/settings", "Settings"),
        ("/nowhere", "There is no such page."),
    ],
)
def test_every_page_has_its_title(coach: Coach, open_page: Open, path: str, title: str) -> None:
    coach.settle()
    expect(open_page(path)).to_have_title(f"{title} · Hamstrong")
