"""Self-tests in the browser: found, done in front of the camera or by hand, and kept."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from hamstrong.session import rebuild
from hamstrong.store import Store, make_batch
from tests.e2e.accessibility import find_barriers
from tests.e2e.camera import Clip
from tests.e2e.live_page import LivePage
from tests.unit.store.logs import held, painful_bridge, self_test_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from hamstrong.session import SessionEvent
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


def put(coach: Coach, *logs: tuple[SessionEvent, ...]) -> None:
    with closing(Store.open(coach.data_dir / "data")) as store:
        for log in logs:
            store.append([make_batch(uuid4().hex, 0, log, rebuild(log))])


@pytest.mark.parametrize(
    ("path", "begin"),
    [("/exercises/bridge", "Practise this"), ("/tests/bridge-hold", "Start the test")],
)
def test_what_pain_has_stopped_says_so_instead_of_inviting(
    path: str, begin: str, coach: Coach, open_page: Open
) -> None:
    put(coach, *[painful_bridge()] * 2)
    coach.settle()
    page = open_page(path)
    expect(page.get_by_role("heading", name="Let it rest for now")).to_be_visible()
    expect(page.get_by_text("it hurt more than once lately")).to_be_visible()
    expect(page.get_by_role("button", name=begin)).to_have_count(0)
    assert find_barriers(page) == []
    page.goto(f"{coach.url}/exercises/hip-90-90")
    expect(page.get_by_role("button", name="Practise this")).to_be_visible()


@pytest.mark.parametrize("path", ["/exercises/hip-90-90", "/tests/wall-sit"])
def test_a_doctor_comes_before_any_button(path: str, coach: Coach, open_page: Open) -> None:
    coach.settle()
    coach.send("PUT", "profile", {"concerns": ["numbness"]})
    page = open_page(path)
    expect(page.get_by_role("alert")).to_contain_text("No training for now")
    expect(page.get_by_role("button", name=re.compile("Practise|Start|Without"))).to_have_count(0)


def test_the_tests_are_proposed_until_they_are_put_off(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/")
    proposal = page.get_by_role("region", name="Self-tests")
    expect(proposal.get_by_role("link", name="To the self-tests")).to_be_visible()
    assert find_barriers(page) == []
    proposal.get_by_role("button", name="Not now").click()
    expect(proposal).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="Adjust")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(proposal).to_have_count(0)


def test_progress_shows_every_test_with_both_sides(coach: Coach, open_page: Open) -> None:
    put(coach, self_test_session(), *held("bridge-hold", 40, 60), *held("wall-sit", 50, 52))
    coach.settle()
    page = open_page("/progress")
    tests = page.get_by_role("region", name="Self-tests")
    bridges = tests.get_by_role("listitem").filter(has_text="One-legged bridges to fatigue")
    expect(bridges.get_by_text("Left", exact=True)).to_be_visible()
    expect(bridges.get_by_text("Right", exact=True)).to_be_visible()
    expect(bridges.get_by_text("90 %")).to_be_visible()
    hold = tests.get_by_role("group", name="Every result of the test Bridge hold.")
    expect(hold.get_by_text("40 s").first).to_be_attached()
    balance = "back +50 % (± 5), front +4 % (± 3)"
    expect(tests.get_by_text(balance)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert find_barriers(page) == []
    page.goto(f"{coach.url}/tests")
    expect(page.get_by_text(balance)).to_be_visible()


def test_an_angle_is_not_offered_without_a_camera(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/tests/straight-leg-raise")
    expect(page.get_by_role("button", name="Start the test")).to_be_visible()
    expect(page.get_by_role("button", name="Without camera")).to_be_hidden()
