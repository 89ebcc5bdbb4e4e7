"""What the user tells the coach between and after the exercises, without a camera."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import find_barriers
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(coach: Coach, open_page: Open) -> LivePage:
    """A session of two reps without a camera, at its check-in."""
    coach.settle()
    session = coach.begin("bridge", mode="timer", sets=1, reps=2)
    live = LivePage(open_page(f"/live/{session}?mode=timer"))
    live.pass_screening()
    live.pass_introduction()
    live.wait_for_timed_set(2)
    live.press("Continue")
    expect(live.page.get_by_text("How hard was it?")).to_be_visible()
    return live


def told(live: LivePage, coach: Coach) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return what came of the session."""
    live.page.wait_for_url(re.compile(r"/history/"))
    return coach.get(f"sessions/{live.page.url.rsplit('/', 1)[1]}")["summary"]


def in_view(place: Locator) -> bool:
    """Tell whether nothing hides or cuts a place."""
    return bool(
        place.evaluate(
            """node => {
              const box = node.getBoundingClientRect();
              return [[1, 1], [box.width - 1, box.height - 1]].every(([x, y]) => {
                const top = document.elementFromPoint(box.left + x, box.top + y);
                return top !== null && (node.contains(top) || top.contains(node));
              }) && box.bottom <= document.querySelector('footer').getBoundingClientRect().top;
            }"""
        )
    )


def test_going_on_keeps_the_count_that_is_shown(asked: LivePage, coach: Coach) -> None:
    going_on = asked.page.get_by_role("button", name="Continue", exact=True)
    assert in_view(going_on)
    assert find_barriers(asked.page) == []
    asked.answer_check_in(effort=3, pain=0)
    summary = told(asked, coach)
    assert summary["reps_logged"] == 2
    assert summary["stopped_by"] == "done"


def test_answers_survive_a_reload_and_a_pause(asked: LivePage, coach: Coach) -> None:
    page = asked.page
    group = page.get_by_role("group", name="How hard was it?")
    group.get_by_role("radio", name="7", exact=True).check(force=True)
    page.get_by_role("checkbox", name="Did you get a cramp?").check()
    page.reload()
    expect(group.get_by_role("radio", name="7", exact=True)).to_be_checked()
    asked.press("Pause")
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    page.get_by_role("button", name="Resume").first.click()
    expect(page.get_by_role("checkbox", name="Did you get a cramp?")).to_be_checked()
    asked.end()
    check_in = told(asked, coach)["exercises"][0]["check_in"]
    assert check_in == {"effort": 7, "pain": None, "cramp": True}


def test_pain_is_seen_to_before_going_on(asked: LivePage, coach: Coach) -> None:
    asked.answer_check_in(effort=5, pain=6)
    stopped = asked.page.get_by_role("alert")
    expect(stopped).to_contain_text("See a doctor if it stays")
    expect(asked.page.get_by_role("button", name="Try an easier variation")).to_be_hidden()
    assert find_barriers(asked.page) == []
    asked.press("End the session")
    assert told(asked, coach)["stopped_by"] == "pain"


def test_a_cramp_gets_a_rest_and_advice(asked: LivePage) -> None:
    asked.page.get_by_role("checkbox", name="Did you get a cramp?").check()
    asked.answer_check_in(effort=5, pain=0)
    expect(asked.page.get_by_role("heading", name="Shake the leg out")).to_be_visible()


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_each_stage_can_be_counted(coach: Coach, open_page: Open, size: tuple[int, int]) -> None:
    coach.settle()
    session = coach.begin("leg-activation", mode="timer", reps=2)
    live = LivePage(open_page(f"/live/{session}?mode=timer", size=size))
    live.pass_screening()
    live.pass_introduction()
    live.wait_for_timed_set(2)
    live.press("Continue")
    count = live.page.get_by_role("group", name="Reps")
    expect(live.page.get_by_text("Leg in front · Right")).to_be_visible()
    expect(live.page.get_by_text("to the camera")).to_be_hidden()
    count.get_by_role("button", name="Fewer: Reps").click()
    live.press("Continue")
    live.wait_for_timed_set(2)
    live.press("Continue")
    expect(live.page.get_by_text("Leg behind · Right")).to_be_visible()
    if size[0] > size[1]:
        assert in_view(count)
    live.press("Save")
    live.end()
    assert told(live, coach)["reps_logged"] == 1 + 2
