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
    from playwright.sync_api import Locator, Page, Route

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
    expect(page.locator("figure .label")).to_have_count(2)
    page.wait_for_timeout(1500)
    both = picture_of(canvas)
    half = both.shape[0] // 2
    upper, lower = both[:half], both[half : 2 * half]
    assert changed_share(upper, lower) > MOVED
    page.get_by_role("button", name="Only the right way").click()
    expect(page.locator("figure .label")).to_have_count(0)
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


def test_a_fault_is_shown_where_it_differs_most(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/bridge")
    canvas = figure_on(page)
    moment = page.get_by_role("slider", name="Moment of the movement")
    fullest = float(moment.input_value())

    page.get_by_role("button", name="Show the difference: Resting on the floor").click()
    expect(page.locator("figure circle")).to_have_count(2)
    assert float(moment.input_value()) > fullest + 2
    # The feet stand beside each other: from the side nobody sees how far apart.
    page.get_by_role("button", name="Show the difference: Feet too close together").click()
    expect(page.get_by_role("button", name="Front", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name="Show the difference: Dropped").click()
    expect(page.locator("figure .label").first).to_contain_text("Back 1.5 s")
    expect(page.locator("figure .label").last).to_contain_text("Back 0.4 s")
    expect(page.locator("figure circle")).to_have_count(0)
    page.get_by_role("button", name="Only the right way").click()
    expect(page.get_by_role("button", name="Camera", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(canvas).to_have_attribute("aria-valuenow", "270", timeout=WITHIN_MS)


def test_a_fault_of_tempo_is_played(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/bridge", motion=True)
    figure_on(page)
    page.get_by_role("button", name="Pause", exact=True).click()
    page.get_by_role("button", name="Show the difference: Hips not straight").click()
    expect(page.locator("figure .label")).to_have_count(2)
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.get_by_role("button", name="Show the difference: Dropped").click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def test_words_and_heads_have_room(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/hip-pendulum")
    canvas = figure_on(page)
    aside = picture_of(canvas)
    page.get_by_role("button", name="Front", exact=True).click()
    front = next_picture(canvas, aside)
    assert is_empty(front[:3])
    page.get_by_role("button", name="Show the difference: Leaning sideways").click()
    expect(page.locator("figure .label")).to_have_count(2)
    next_picture(canvas, front)
    high = [page.locator("figure .label").nth(index).bounding_box() for index in range(2)]
    hide = "(all) => all.forEach((element) => element.style.setProperty('visibility', 'hidden'))"
    page.locator("figure .label, figure .rings").evaluate_all(hide)
    box = canvas.bounding_box()
    assert box is not None
    lowest = max(label["y"] + label["height"] for label in high if label) - box["y"]
    assert is_empty(picture_of(canvas)[: int(lowest)])


def next_picture(canvas: Locator, before: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return what a figure that moves on comes to rest at."""
    last = before
    for _ in range(40):
        canvas.page.wait_for_timeout(400)
        now = picture_of(canvas)
        arrived = np.array_equal(now, last) and not np.array_equal(now, before)
        last = now
        if arrived:
            break
    return last


def is_empty(picture: NDArray[np.int16]) -> bool:
    return (
        changed_share(picture, np.broadcast_to(picture[0, picture.shape[1] // 2], picture.shape))
        == 0
    )


def test_muscles_on_the_far_side_shine_through(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/hip-pendulum")
    figure_on(page)
    legend = page.get_by_role("list", name="Muscles")
    rotators = legend.get_by_role("listitem").filter(has_text="hip rotators")
    expect(rotators).to_contain_text("lies behind")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(rotators).not_to_contain_text("lies behind", timeout=WITHIN_MS)


def test_the_side_that_was_asked_for_is_shown(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/hip-90-90")
    figure_on(page)
    moment = page.get_by_role("slider", name="Moment of the movement")
    assert float(moment.input_value()) < float(moment.get_attribute("max") or "") / 2


def test_steps_before_the_movement_are_pointed_at(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/exercises/hip-90-90")
    figure_on(page)
    page.get_by_role("button", name="Put your hands on the floor").click()
    expect(page.locator("figure circle")).to_have_count(2)
    expect(page.get_by_role("slider", name="Moment of the movement")).to_have_value("0")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.locator("figure circle")).to_have_count(0)
    # What is done in the other stage is shown there.
    page.goto(coach.url + "/exercises/leg-activation")
    figure_on(page)
    page.get_by_role("button", name="Now stretch the same leg behind you").click()
    expect(page.get_by_role("button", name="Leg behind", exact=True)).to_have_attribute(
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
    listed = page.locator("button.muscle")
    expect(listed.filter(has_text="Biceps femoris")).to_contain_text("16 % longer")
    page.wait_for_timeout(1200)
    assert changed_share(standing, picture_of(canvas)) > MOVED
    page.get_by_role("slider", name="Bend the knee").fill("100")
    expect(listed.filter(has_text="Semimembranosus")).to_contain_text("shorter")
    page.get_by_role("button", name="Standing").click()
    page.wait_for_timeout(800)
    box = canvas.bounding_box()
    assert box is not None
    chosen = page.locator("button.muscle[aria-pressed=true]")
    for x, y in ((x, y) for y in (0.45, 0.55, 0.65) for x in np.linspace(0.3, 0.9, 19)):
        canvas.click(position={"x": x * box["width"], "y": y * box["height"]})
        if chosen.count():
            break
    expect(chosen).to_have_count(1)
    drawn = page.get_by_role("group", name="Drawing").get_by_role("button", pressed=True)
    label = drawn.get_attribute("aria-label")
    assert label is not None
    assert label in chosen.inner_text()
    assert find_barriers(page) == []


def test_the_hamstrings_look_different_from_each_other(coach: Coach, open_drawn: Open) -> None:
    coach.settle()
    page = open_drawn("/learn")
    canvas = page.locator("canvas[data-status=ready]")
    canvas.wait_for(timeout=WITHIN_MS)
    page.wait_for_timeout(1500)
    pictures = []
    for muscle in ("Biceps femoris", "Semitendinosus", "Semimembranosus"):
        page.locator("button.muscle").filter(has_text=muscle).click()
        page.wait_for_timeout(800)
        pictures.append(picture_of(canvas))
    for one, other in ((0, 1), (1, 2), (0, 2)):
        assert changed_share(pictures[one], pictures[other]) > SAME
    hues = [dominant_channels(picture) for picture in pictures]
    assert hues[0]["red"] > 0.01
    assert hues[2]["blue"] > 0.001


def dominant_channels(picture: NDArray[np.int16]) -> dict[str, float]:
    """The shares of the pixels that are strongly red, and strongly blue."""
    red, green, blue = (picture[..., channel] for channel in range(3))
    return {
        "red": float(((red > green + 70) & (red > blue + 70)).mean()),
        "blue": float(((blue > red + 40) & (blue > green + 40)).mean()),
    }


def test_the_drawing_serves_where_nothing_can_be_drawn_in_space(
    coach: Coach, open_undrawn: Open
) -> None:
    coach.settle()
    page = open_undrawn("/learn", scheme="dark")
    drawing = page.get_by_role("group", name="Drawing: the right thigh from behind")
    biceps = drawing.get_by_role("button", name="Biceps femoris")
    biceps.focus()
    page.keyboard.press("Enter")
    expect(biceps).to_have_attribute("aria-pressed", "true")
    expect(page.locator("button.muscle[aria-pressed=true]")).to_contain_text("Biceps femoris")
    drawing.get_by_role("button", name="Sciatic nerve").locator("text").first.click()
    expect(page.get_by_role("status").filter(has_text="Very sensitive")).to_be_visible()
    expect(page.locator("canvas")).to_have_count(0)
    page.get_by_role("slider", name="Bend the hip").fill("80")
    expect(page.locator("button.muscle").first).to_contain_text("longer")
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


def test_pictures_show_the_faults_the_server_has_pictures_of(
    coach: Coach, open_undrawn: Open
) -> None:
    coach.settle()
    page = open_undrawn("/exercises")

    def answer(route: Route) -> None:
        response = route.fetch()
        known = response.json()
        for place in known["fault_places"]:
            place["pictured"] = place["fault"] == "hips-not-extended"
        route.fulfill(response=response, json=known)

    def picture(route: Route) -> None:
        route.fulfill(response=route.fetch(url=f"{coach.url}/pictures/bridge.standard.2.webp"))

    page.route("**/api/exercises/bridge", answer)
    page.route("**/pictures/bridge.standard.hips-not-extended.webp", picture)
    page.get_by_role("link", name="Bridge").click()
    expect(page.get_by_role("img", name="A picture of the movement: Bridge")).to_be_visible()
    shows = page.get_by_role("button", name="Show the difference")
    expect(shows).to_have_count(1)
    shows.click()
    wrong = page.get_by_role("img", name="Hips not straight")
    assert wrong.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 640
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
