"""Self-tests in the browser: found, done in front of the camera or by hand, and kept."""

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
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

BRIDGE = Clip("o8-bridge-standard-faults", "bridge-hold", start_s=3.5)
TITLES = {
    "en": ("Self-tests", "Knee extension lying down"),
    "de": ("Selbsttests", "Kniestreckung im Liegen"),
}


@pytest.mark.parametrize("locale", ["en", "de"])
def test_the_pages_have_no_barriers_and_lead_to_each_test(
    locale: str, coach: Coach, open_page: Open
) -> None:
    coach.settle(locale=locale)
    page = open_page("/exercises", size=(390, 844), scheme="dark")
    listed, knee = TITLES[locale]
    page.get_by_role("link", name=listed).click()
    expect(page.locator("h1")).to_have_text(listed)
    page.wait_for_load_state("networkidle")
    assert find_barriers(page) == []
    page.get_by_role("link", name=knee).click()
    expect(page.locator("h1")).to_have_text(knee)
    expect(page.get_by_text(re.compile("2018")).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.slow
def test_a_hold_is_timed_in_front_of_the_camera(
    coach: Coach, open_with_camera: Callable[[Clip], Open], shared_data: Path
) -> None:
    true = BRIDGE.truth(shared_data)[0]
    coach.settle(model="full", voice=False, sounds=False)
    page = open_with_camera(BRIDGE)("/tests/bridge-hold")
    page.get_by_role("button", name="Start the test").click()
    live = LivePage(page)
    live.pass_screening()
    live.pass_introduction()
    expect(page.get_by_test_id("value")).to_be_visible(timeout=60_000)
    assert find_barriers(page) == []
    expect(page.get_by_text("How hard was it?")).to_be_visible(timeout=40_000)
    live.end()
    expect(page.get_by_role("link", name="Bridge hold")).to_be_visible()
    (verdict,) = coach.get("tests/bridge-hold/results")
    (side,) = verdict["sides"]
    assert side["measured"] is True
    # A busy machine plays the film slower than life, and never faster.
    assert true["hold_s"] - 0.6 <= side["value"] <= 2 * true["hold_s"]
    page.goto(f"{coach.url}/tests/bridge-hold")
    expect(page.get_by_role("heading", name="Your last result")).to_be_visible()
    expect(page.get_by_text(f"{round(side['value'])} s").first).to_be_visible()
    assert find_barriers(page) == []


def test_without_a_camera_the_time_is_told_and_marked(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/tests/wall-sit")
    page.get_by_role("button", name="Without camera").click()
    live = LivePage(page)
    live.pass_screening()
    live.pass_introduction()
    expect(page.get_by_test_id("value")).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("value")).to_have_text(re.compile(r"[2-9]"), timeout=15_000)
    live.press("Continue")
    expect(page.get_by_text("How many seconds did you hold?")).to_be_visible()
    assert find_barriers(page) == []
    page.get_by_role("button", name="More: seconds").click()
    live.end()
    expect(page.get_by_text("Told by you, not measured")).to_be_visible()
    (verdict,) = coach.get("tests/wall-sit/results")
    assert verdict["sides"][0]["measured"] is False
    assert verdict["sides"][0]["value"] >= 3


def test_an_angle_is_not_offered_without_a_camera(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/tests/straight-leg-raise")
    expect(page.get_by_role("button", name="Start the test")).to_be_visible()
    expect(page.get_by_role("button", name="Without camera")).to_be_hidden()
