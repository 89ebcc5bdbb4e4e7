"""The page and the annotated video in a real browser."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from hamstrong.report.annotated import write_annotated_video
from hamstrong.report.html import write_html
from tests.unit.report.report_sample import TEXTS, GreyFilm, make_analysis

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Open = Callable[..., str]

pytestmark = pytest.mark.browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
ANALYSIS = make_analysis()


@pytest.fixture
def open_page(tmp_path: Path) -> Open:
    """Open a page in a headless browser and return its elements as text, and what was logged."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        pytest.skip("needs Chromium")

    def run(page: Path, *flags: str) -> str:
        done = subprocess.run(
            [
                browser,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                f"--user-data-dir={tmp_path / 'profile'}",
                *flags,
                page.as_uri(),
            ],
            capture_output=True,
            text=True,
            check=True,
            timeout=90,
        )
        assert "CONSOLE" not in done.stderr, done.stderr
        return done.stdout

    return run


def test_the_page_runs_its_script_and_breaks_no_rule_of_its_own(
    tmp_path: Path, open_page: Open
) -> None:
    page = tmp_path / "report.html"
    write_html(ANALYSIS, page, "en", GreyFilm(ANALYSIS.track.time_s), TEXTS)
    assert (
        "Move along the curves, or focus" not in page.read_text("utf-8").partition("data-hint")[0]
    )
    shown = open_page(page, "--dump-dom")
    readout = shown.partition('class="readout"')[2].partition("</div>")[0]
    assert readout.endswith(
        "Move along the curves, or focus them and use the arrow keys, to read values."
    )


def test_the_page_prints(tmp_path: Path, open_page: Open) -> None:
    page = tmp_path / "report.html"
    write_html(ANALYSIS, page, "de", GreyFilm(ANALYSIS.track.time_s), TEXTS)
    open_page(page, f"--print-to-pdf={tmp_path / 'report.pdf'}")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_annotated_video_plays(tmp_path: Path, open_page: Open) -> None:
    times = ANALYSIS.track.time_s[:50]
    write_annotated_video(ANALYSIS, GreyFilm(times), tmp_path / "a.mp4", texts=TEXTS)
    page = tmp_path / "player.html"
    page.write_text(
        """<!doctype html><video src="a.mp4" muted></video><script>
        const video = document.querySelector("video");
        const say = (text) => { document.body.dataset.state = text; };
        video.onerror = () => say(`error: ${video.error.message}`);
        video.onseeked = () => say(`${video.videoWidth}x${video.videoHeight} of ${video.duration}`);
        video.onloadeddata = () => { video.currentTime = 1; };
        </script>""",
        encoding="utf-8",
    )
    shown = open_page(page, "--dump-dom", "--virtual-time-budget=20000")
    assert 'data-state="320x240 of 2"' in shown
