"""The page and the annotated video in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hamstrong.report.annotated import write_annotated_video
from hamstrong.report.html import write_html
from tests.unit.report.report_sample import TEXTS, GreyFilm, make_analysis

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    Open = Callable[[Path], Page]

pytestmark = pytest.mark.browser

ANALYSIS = make_analysis()
PLAYER = """<!doctype html><link rel="icon" href="data:,"><video src="a.mp4" muted></video><script>
const video = document.querySelector("video");
const say = (text) => { document.body.dataset.state = text; };
video.onerror = () => say(`error: ${video.error.message}`);
video.onseeked = () => say(`${video.videoWidth}x${video.videoHeight} of ${video.duration}`);
video.onloadeddata = () => { video.currentTime = 1; };
</script>"""


@pytest.fixture
def open_file(browser: Browser) -> Iterator[Open]:
    """Open a file as a page that may not complain about anything."""
    complaints: list[str] = []

    def run(path: Path) -> Page:
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield run
    assert complaints == []


def test_the_page_runs_its_script_and_breaks_no_rule_of_its_own(
    tmp_path: Path, open_file: Open
) -> None:
    path = tmp_path / "report.html"
    write_html(ANALYSIS, path, "en", GreyFilm(ANALYSIS.track.time_s), TEXTS)
    hint = "Move along the curves, or focus them and use the arrow keys, to read values."
    assert hint not in path.read_text("utf-8").partition("data-hint")[0]
    assert open_file(path).locator(".readout").first.inner_text() == hint


def test_the_page_prints(tmp_path: Path, open_file: Open) -> None:
    path = tmp_path / "report.html"
    write_html(ANALYSIS, path, "de", GreyFilm(ANALYSIS.track.time_s), TEXTS)
    assert open_file(path).pdf().startswith(b"%PDF")


def test_the_annotated_video_plays(tmp_path: Path, open_file: Open) -> None:
    times = ANALYSIS.track.time_s[:50]
    write_annotated_video(ANALYSIS, GreyFilm(times), tmp_path / "a.mp4", texts=TEXTS)
    path = tmp_path / "player.html"
    path.write_text(PLAYER, encoding="utf-8")
    page = open_file(path)
    page.wait_for_function("document.body.dataset.state !== undefined")
    assert page.evaluate("document.body.dataset.state") == "320x240 of 2"
