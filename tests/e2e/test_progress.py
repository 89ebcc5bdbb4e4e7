"""The progress page shows the stored history: charts, their tables, and the report."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from hamstrong.store import Store
from tests.e2e.accessibility import find_barriers
from tests.e2e.test_pages import LAPTOP, PHONE, find_bare_ids
from tests.history import Life, write_history

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def history(coach: Coach) -> dict[str, Any]:
    """Write half a year of training and return what the server makes of it."""
    with closing(Store.open(coach.data_dir / "data")) as store:
        write_history(store, Life(until=datetime.now(UTC), sessions=50, reps=3))
    coach.settle()
    found: dict[str, Any] = coach.get("progress")
    return found


def card(page: Page, title: str) -> Locator:
    return page.locator("section", has=page.get_by_role("heading", name=title, exact=True))


def choose(place: Locator, label: str, option: str) -> None:
    group = place.get_by_role("group", name=label, exact=True)
    group.get_by_text(option, exact=True).click()


def course(history: dict[str, Any], exercise: str, variation: str = "standard") -> dict[str, Any]:
    return next(
        found
        for found in history["courses"]
        if (found["exercise"], found["variation"]) == (exercise, variation)
    )


def test_the_story_is_told_in_three_sentences(history: dict[str, Any], open_page: Open) -> None:
    page = open_page("/progress")
    sentences = page.locator(".story li")
    expect(sentences).to_have_count(3)
    practice = history["story"][0]["values"]
    expect(sentences.nth(0)).to_contain_text(f"trained {practice['sessions']:.0f} times")
    body = history["story"][1]
    assert body["id"] == "progress.body.rom-more"
    expect(sentences.nth(1)).to_contain_text(f"to {body['values']['last']:.0f}°")
    assert "{" not in page.locator(".story").inner_text()


def test_every_session_is_a_mark_and_a_row(history: dict[str, Any], open_page: Open) -> None:
    page = open_page("/progress")
    exercises = card(page, "Your exercises")
    choose(exercises, "Exercise", "Bridge")
    bridge = course(history, "bridge")
    expect(exercises.locator("figure .chart circle.mark")).to_have_count(len(bridge["days"]))
    exercises.get_by_text("Values as a table").click()
    expect(exercises.locator("tbody tr")).to_have_count(len(set(bridge["days"])))
    newest = bridge["figures"][0]["values"][-1]
    expect(exercises.locator("tbody tr").last).to_contain_text(f"{newest:.0f}°")

    choose(exercises, "What", "Hold")
    held = next(f for f in bridge["figures"] if f["quantity"] == "hold")["values"][-1]
    expect(exercises.locator("tbody tr").last).to_contain_text(f"{held:.1f} s")

    choose(exercises, "Variation", "One leg")
    expect(exercises.locator(".legend li")).to_have_text(["Left", "Right"])
    marks = len(course(history, "bridge", "single-leg")["days"])
    expect(exercises.locator("figure .chart rect.mark")).to_have_count(marks)


def test_marks_lie_where_the_values_are(history: dict[str, Any], open_page: Open) -> None:
    page = open_page("/progress")
    exercises = card(page, "Your exercises")
    choose(exercises, "Exercise", "Bridge")
    values = course(history, "bridge")["figures"][0]["values"]
    marks = exercises.locator("figure .chart circle.mark")
    expect(marks).to_have_count(len(values))
    heights = [float(str(mark.get_attribute("cy"))) for mark in marks.all()]
    low, high = values.index(min(values)), values.index(max(values))
    assert heights[low] == max(heights)
    assert heights[high] == min(heights)


def test_values_can_be_read_with_the_keyboard(history: dict[str, Any], open_page: Open) -> None:
    page = open_page("/progress")
    felt = card(page, "How it felt")
    chart = felt.locator(".chart")
    chart.focus()
    page.keyboard.press("ArrowLeft")
    newest = history["moods"][-1]
    expect(felt.locator(".readout")).to_contain_text(f"Pain: {newest['pain']}")
    page.keyboard.press("Home")
    oldest = history["moods"][0]
    expect(felt.locator(".readout")).to_contain_text(f"Effort: {oldest['effort']:g}")
    assert "sessions" in str(chart.get_attribute("aria-label"))


def test_a_period_shows_only_its_sessions(
    history: dict[str, Any], coach: Coach, open_page: Open
) -> None:
    since = datetime.now().astimezone().date() - timedelta(days=30)
    lately = coach.get(f"progress?since={since.isoformat()}")["sessions"]
    assert 0 < lately < history["sessions"]
    page = open_page("/progress")
    expect(page.locator(".story")).to_be_visible()
    blocks = page.locator("section", has_text="Your weeks").locator("svg rect")
    expect(blocks).to_have_count(history["sessions"])
    page.get_by_text("30 days", exact=True).click()
    expect(blocks).to_have_count(lately)
    expect(page.get_by_role("radio", name="30 days")).to_be_checked()


@pytest.mark.parametrize("kind", ["pdf", "html"])
@pytest.mark.usefixtures("history")
def test_the_report_is_downloaded(kind: str, open_page: Open, tmp_path: Path) -> None:
    page = open_page("/progress")
    with page.expect_download() as waiting:
        page.get_by_role("link", name={"pdf": "PDF", "html": "Web page"}[kind]).click()
    download = waiting.value
    assert re.fullmatch(rf"hamstrong-progress-[\d-]+\.{kind}", download.suggested_filename)
    download.save_as(tmp_path / "report")
    content = (tmp_path / "report").read_bytes()
    assert content.startswith(b"%PDF-") if kind == "pdf" else b"Progress report" in content
    expect(page.locator("h1")).to_have_text("Progress")


@pytest.mark.parametrize(
    ("size", "scheme", "locale"),
    [(LAPTOP, "light", "en"), (PHONE, "dark", "de"), (LAPTOP, "dark", "de")],
    ids=["laptop-light-en", "phone-dark-de", "laptop-dark-de"],
)
@pytest.mark.usefixtures("history")
def test_has_no_barriers_and_fits(
    size: tuple[int, int], scheme: str, locale: str, coach: Coach, open_page: Open
) -> None:
    coach.settle(locale=locale)
    families = {key.split(".")[0] for key in coach.get(f"texts/{locale}")}
    page = open_page("/progress", size=size, scheme=scheme)
    expect(page.locator(".story")).to_be_visible()
    assert find_barriers(page) == []
    assert find_bare_ids(page, families) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.usefixtures("history")
def test_on_paper_there_is_nothing_to_press(open_page: Open) -> None:
    page = open_page("/progress")
    expect(page.locator(".story")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("30 days", exact=True)).to_be_hidden()
    expect(page.locator(".chart svg").first).to_be_visible()


def test_before_the_first_session_it_is_kind(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/progress")
    expect(page.get_by_role("heading", name="Your story begins")).to_be_visible()
    expect(page.locator("figure")).to_have_count(0)
    assert find_barriers(page) == []
