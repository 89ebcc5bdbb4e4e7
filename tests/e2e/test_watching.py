"""What the camera does besides counting: the gesture, and a net that the machine can bear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.camera import Clip
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ARM = Clip("g1-arm-raised", "bridge", start_s=4.0)
BRIDGE = Clip("o8-bridge-standard-faults", "bridge", start_s=3.5)
COMFORTABLE_MS = 110
"""The limit of `frontend/src/pose/pace.ts`."""

NET = """() => {
  const shown = [...document.querySelectorAll('dl dd')].map((cell) => cell.textContent);
  const [net, , inference] = shown;
  return parseFloat(inference) > 0 && (!net.startsWith('heavy') || parseFloat(inference) <= LIMIT);
}""".replace("LIMIT", str(COMFORTABLE_MS))


def test_an_arm_raised_for_two_seconds_pauses_and_resumes(
    coach: Coach, open_with_camera: Callable[[Clip], Open]
) -> None:
    coach.settle(model="full", voice=False)
    session = coach.begin("bridge", sets=1, reps=9)
    live = LivePage(open_with_camera(ARM)(f"/live/{session}"))
    live.pass_screening()
    live.pass_introduction()
    paused = live.page.get_by_text("You raised your arm.")
    expect(paused).to_be_visible(timeout=90_000)
    expect(live.count).to_be_hidden()
    # The film goes on: the arm comes down, and up again.
    expect(paused).to_be_hidden(timeout=60_000)
    live.wait_for_set()
    live.end()
    assert coach.get(f"sessions/{session}")["reps"] == []


def test_the_camera_opens_with_the_first_click_and_figures_lie_as_the_user_does(
    coach: Coach, open_with_camera: Callable[[Clip], Open]
) -> None:
    coach.settle(model="full", voice=False, mirror=False)
    session = coach.begin("bridge", sets=1, reps=9)
    live = LivePage(open_with_camera(BRIDGE)(f"/live/{session}"))
    live.pass_screening()
    live.page.keyboard.press("d")
    expect(live.page.locator("dl")).to_contain_text("full,", timeout=60_000)
    expect(live.state).to_have_text("Next exercise: Bridge")
    live.pass_introduction()
    headline = live.page.locator("aside h2")
    expect(headline).to_be_visible()
    assert headline.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") >= 56
    live.wait_for_set()
    # The film's head is to the right of the picture, that of the figures to the left.
    expect(live.page.get_by_test_id("demo")).to_have_class(re.compile("mirror"))
    live.page.wait_for_timeout(4000)
    expect(live.page.get_by_text("Getting the camera ready")).to_have_count(0)


def test_a_net_too_slow_for_the_machine_gives_way_to_a_smaller_one(
    coach: Coach, open_with_camera: Callable[[Clip], Open]
) -> None:
    coach.settle(model="auto", voice=False)
    assert coach.get("exercises/bridge")["model"] == "heavy"
    session = coach.begin("bridge", sets=1, reps=9)
    live = LivePage(open_with_camera(BRIDGE)(f"/live/{session}"))
    live.pass_screening()
    live.pass_introduction()
    live.page.keyboard.press("d")
    live.page.wait_for_function(NET, timeout=90_000)
    live.wait_for_set()
