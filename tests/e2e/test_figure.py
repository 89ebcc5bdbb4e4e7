"""The figure in a real browser: it draws, plays, stands still, compares; or pictures take over."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.e2e.accessibility import find_barriers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from playwright.sync_api import Locator, Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

WITHIN_MS = 60_000
DRAWN_SHARE = 0.03
SAME = 0.002
MOVED = 0.01


def picture_of(canvas: Locator) -> NDArray[np.int16]:
    picture = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")
    return np.asarray(picture, dtype=np.int16)


def changed_share(before: NDArray[np.int16], after: NDArray[np.int16]) -> float:
    """The share of the pixels that differ visibly."""
    return float((np.abs(before - after).max(axis=2) > 12).mean())


def figure_on(page: Page) -> Locator:
    page.locator("figure[data-status=ready]").wait_for(timeout=WITHIN_MS)
    page.wait_for_timeout(800)
    return page.locator("figure canvas")


def test_it_draws_and_stands_at_its_fullest_for_those_who_want_no_motion(
    coach: Coach, open_drawn: Open
) -> None:
    coach.settle()
    page = open_drawn("/exercises/bridge")
    canvas = figure_on(page)
    first = picture_of(canvas)
    corner = np.broadcast_to(first[2, 2], first.shape)
    assert changed_share(first, corner) > DRAWN_SHARE
    page.wait_for_timeout(600)
    assert changed_share(first, picture_of(canvas)) < SAME
    expect(page.get_by_text("Hold", exact=True)).to_be_visible()
    expect(page.get_by_text("hamstrings works")).to_be_visible()
    assert find_barriers(page) == []


def test_it_plays_pauses_and_goes_where_it_is_told(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/bridge", motion=True)
    canvas = figure_on(page)
    slider = page.get_by_role("slider", name="Moment of the movement")
    before = float(slider.input_value())
    page.wait_for_timeout(1500)
    assert float(slider.input_value()) != before
    page.get_by_role("button", name="Pause", exact=True).click()
    page.wait_for_timeout(600)
    still = picture_of(canvas)
    page.wait_for_timeout(600)
    assert changed_share(still, picture_of(canvas)) < SAME
    slider.fill("0")
    page.wait_for_timeout(600)
    lying = picture_of(canvas)
    page.get_by_role("button", name="Hold for 3 seconds").click()
    page.wait_for_timeout(800)
    assert changed_share(lying, picture_of(canvas)) > MOVED
    page.get_by_role("button", name="Speed 1\u00d7").click()
    expect(page.get_by_role("button", name="Speed \u00bd\u00d7")).to_be_visible()


def test_it_turns_by_button_key_and_drag(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/bridge")
    canvas = figure_on(page)
    from_side = picture_of(canvas)
    assert canvas.get_attribute("aria-valuenow") == "270"
    page.get_by_role("button", name="Front", exact=True).click()
    expect(canvas).to_have_attribute("aria-valuenow", "0", timeout=WITHIN_MS)
    from_front = picture_of(canvas)
    assert changed_share(from_side, from_front) > MOVED
    canvas.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(1500)
    turned = int(canvas.get_attribute("aria-valuenow") or "")
    assert 20 < turned < 60
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 200, box["y"] + 100)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 100, steps=4)
    page.mouse.up()
    page.wait_for_timeout(1500)
    assert int(canvas.get_attribute("aria-valuenow") or "") > turned + 20


def test_a_fault_is_shown_beside_the_right_way(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/bridge")
    canvas = figure_on(page)
    page.get_by_role("button", name="Show the difference: Hips not straight").click()
    expect(page.locator("figure .verdict")).to_have_count(2)
    page.wait_for_timeout(1500)
    both = picture_of(canvas)
    half = both.shape[0] // 2
    upper, lower = both[:half], both[half : 2 * half]
    assert changed_share(upper, lower) > MOVED
    page.get_by_role("button", name="Only the right way").click()
    expect(page.locator("figure .verdict")).to_have_count(0)
    # Each variation has its own faults; one that only the standard form shows takes it there.
    straight = page.get_by_role("button", name="Show the difference: Knees not straight")
    expect(straight).to_have_count(0)
    page.get_by_role("button", name="Walk-out Up, walk").click()
    expect(straight).to_be_visible()
    page.get_by_role("button", name="On the heels").click()
    page.get_by_role("button", name="Show the difference: Resting on the floor").click()
    expect(page.get_by_role("button", name="Bridge Both feet flat")).to_have_attribute(
        "aria-pressed", "true"
    )


def test_muscles_can_be_tapped_and_bent(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/learn")
    canvas = page.locator("canvas[data-status=ready]")
    canvas.wait_for(timeout=WITHIN_MS)
    page.wait_for_timeout(1500)
    standing = picture_of(canvas)
    page.get_by_role("button", name="Leg stretched forward").click()
    expect(page.get_by_role("button", name="Biceps femoris")).to_contain_text("16 % longer")
    page.wait_for_timeout(1200)
    assert changed_share(standing, picture_of(canvas)) > MOVED
    page.get_by_role("slider", name="Bend the knee").fill("100")
    expect(page.get_by_role("button", name="Semimembranosus")).to_contain_text("shorter")
    page.get_by_role("button", name="Standing").click()
    page.wait_for_timeout(800)
    box = canvas.bounding_box()
    assert box is not None
    chosen = page.locator("button.muscle[aria-pressed=true]")
    for x, y in ((x, y) for y in (0.35, 0.45, 0.55) for x in np.linspace(0.3, 0.7, 17)):
        canvas.click(position={"x": x * box["width"], "y": y * box["height"]})
        if chosen.count():
            break
    expect(chosen).to_have_count(1)
    assert find_barriers(page) == []


def test_pictures_take_over_where_nothing_can_be_drawn(coach: Coach, open_undrawn: Open) -> None:
    coach.settle()
    page = open_undrawn("/exercises/bridge")
    picture = page.get_by_role("img", name="A picture of the movement: Bridge")
    expect(picture).to_have_attribute("src", "/pictures/bridge.standard.3.webp")
    assert picture.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 640
    page.get_by_role("button", name="Play", exact=True).click()
    expect(picture).to_have_attribute("src", "/pictures/bridge.standard.loop.webp")
    page.get_by_role("button", name="One leg stays out").click()
    expect(picture).to_have_attribute("src", "/pictures/bridge.single-leg-hold.loop.webp")
    expect(page.get_by_role("button", name="Left", exact=True)).to_be_visible()
    assert find_barriers(page) == []


def test_the_figure_leaves_nothing_behind(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises")
    for _ in range(18):
        page.get_by_role("link", name="Bridge").click()
        page.locator("figure[data-status=ready]").wait_for(timeout=WITHIN_MS)
        page.go_back()
        expect(page.locator("h1")).to_have_text("Exercises")
    # Browsers keep sixteen drawing contexts and complain when one is lost: the watch would see it.
    page.get_by_role("link", name="Bridge").click()
    figure_on(page)
