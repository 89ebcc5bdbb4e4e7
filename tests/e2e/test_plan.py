"""The health questions, the plan and its reasons in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import find_barriers
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser import Watch
    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

WORDS = {
    "en": {
        "numb": "Numbness or tingling in a leg or foot",
        "save": "Save",
        "stop": "No training for now",
        "doctor": "Please see a doctor before you train.",
        "start": "Start",
        "gentle": "A gentle start",
        "ahead": "The next four weeks",
        "week": "Week 2",
        "expected": "If all goes well until then",
    },
    "de": {
        "numb": "Taubheit oder Kribbeln in Bein oder Fuß",
        "save": "Speichern",
        "stop": "Vorerst kein Training",
        "doctor": "Geh bitte zum Arzt, bevor du trainierst.",
        "start": "Start",
        "gentle": "Ein sanfter Anfang",
        "ahead": "Die nächsten vier Wochen",
        "week": "Woche 2",
        "expected": "Wenn bis dahin alles gut läuft",
    },
}


@pytest.mark.parametrize("locale", WORDS)
def test_a_concern_ends_the_plan_until_it_is_gone(
    locale: str, coach: Coach, open_page: Open
) -> None:
    words = WORDS[locale]
    coach.settle(locale=locale)
    page = open_page("/profile")
    page.get_by_role("checkbox", name=words["numb"]).check()
    expect(page.get_by_role("alert")).to_contain_text(words["doctor"])
    page.get_by_role("button", name=words["save"]).click()
    page.get_by_role("status").get_by_role("link").click()
    expect(page.get_by_role("heading", name=words["stop"])).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(words["numb"])
    expect(page.get_by_role("button", name=words["start"], exact=True)).to_have_count(0)
    assert find_barriers(page) == []
    page.get_by_role("alert").get_by_role("link").click()
    page.get_by_role("checkbox", name=words["numb"]).uncheck()
    page.get_by_role("button", name=words["save"]).click()
    page.get_by_role("status").get_by_role("link").click()
    expect(page.get_by_role("button", name=words["start"], exact=True)).to_be_visible()


@pytest.mark.parametrize("locale", WORDS)
def test_today_and_the_plan_say_why(locale: str, coach: Coach, open_page: Open) -> None:
    words = WORDS[locale]
    coach.settle(locale=locale)
    coach.send("PUT", "profile", {"minutes": 20})
    page = open_page("/")
    expect(page.get_by_text(words["gentle"])).to_have_count(4)
    assert find_barriers(page) == []
    page.get_by_role("link", name=words["ahead"]).click()
    expect(page.get_by_role("heading", name=words["week"])).to_be_visible()
    days = page.locator("details")
    expect(days).to_have_count(28)
    days.nth(2).locator("summary").click()
    expect(days.nth(2)).to_contain_text(words["expected"])
    assert find_barriers(page) == []
    assert "{" not in page.locator("main").inner_text()
    with page.expect_download() as download:
        page.locator("a[download]").click()
    assert download.value.suggested_filename == "hamstrong.ics"


def test_pain_asks_again_before_the_next_training(coach: Coach, open_page: Open) -> None:
    coach.settle()
    coach.send("PUT", "profile", {"cramp_prone": False})
    session = coach.begin("bridge", mode="timer", sets=2, reps=2)
    page = open_page(f"/live/{session}?mode=timer")
    live = LivePage(page)
    expect(page.get_by_text("The back of my thighs tends to cramp")).to_have_count(0)
    live.pass_screening()
    live.pass_introduction()
    live.wait_for_timed_set(2)
    page.keyboard.press("p")
    live.press("End the session")
    page.wait_for_url("**/history/*")
    page.goto(coach.url)
    expect(page.get_by_role("heading", name="First, a few questions")).to_be_visible()
    assert find_barriers(page) == []
    page.get_by_role("button", name="None of these applies").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert coach.get("profile")["screening"] == "fine"


def test_the_server_s_refusal_is_shown(coach: Coach, open_page: Open, watch: Watch) -> None:
    watch.expected = ("409",)
    coach.settle()
    page = open_page("/")
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    coach.send("PUT", "profile", {"concerns": ["bruising"]})
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("see a doctor")
