"""The progress report: what it says, word for word, and that both files say it."""

from __future__ import annotations

import re
from base64 import a85decode
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import decompress

import pytest

from hamstrong.errors import UnknownNameError
from hamstrong.planner.progress import History, compute_progress
from hamstrong.report.progress_html import progress_html
from hamstrong.report.progress_page import progress_sheet
from hamstrong.report.progress_pdf import progress_pdf
from hamstrong.report.wording import wording_for
from tests.unit.planner.progress.lives import CATALOGUE, MONDAY, point, training, work

if TYPE_CHECKING:
    from hamstrong.planner.progress import Progress
    from hamstrong.report.progress_page import ProgressSheet

GOLDEN = Path(__file__).parents[2] / "golden"
MADE_ON = date(2026, 3, 1)


def life() -> Progress:
    """Return two months with a bridge that grew, a swing that did not, less pain, and tests."""
    done = [
        training(
            5 * index,
            work(58 + 2 * index, hold_s=2.0 + 0.1 * index, score=80 + index),
            work(36 + index % 2, "left", exercise="hip-pendulum", stage="centre"),
            work(50 + index % 2, "right", exercise="hip-pendulum", stage="centre"),
            pain=max(0, 4 - index),
            effort=6,
        )
        for index in range(9)
    ]
    tests = (
        point(30, 0),
        point(45, 40),
        point(60, 0, test="wall-sit"),
        point(60, 40, test="wall-sit"),
        point(70, 40, test="straight-leg-raise", band="poor"),
    )
    history = History((*done, training(42)), tests)
    return compute_progress(CATALOGUE, history, MONDAY + timedelta(days=45))


def as_text(sheet: ProgressSheet) -> str:
    """Return what a reader reads, in its order."""
    lines = [sheet.title, sheet.period, sheet.made_on, "", *sheet.story, ""]
    lines += [f"{name}: {value}" for name, value in sheet.figures]
    for trend in (*sheet.ranges, sheet.feeling):
        if trend is not None:
            names = " / ".join(line.name for line in trend.lines)
            lines.append(f"[chart] {trend.title}: {names}")
    for table in sheet.tables:
        lines += ["", f"== {table.title}", " | ".join(table.head)]
        lines += [" | ".join(row) for row in table.rows]
        lines += [table.note] if table.note else []
    lines += ["", *(f"? {said}" for said in sheet.unknown), "", *sheet.method]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("locale", ["en", "de"])
def test_says_what_was_read_and_kept(locale: str) -> None:
    text = as_text(progress_sheet(life(), wording_for(locale), MADE_ON))
    assert text == (GOLDEN / f"progress-report.{locale}.txt").read_text("utf-8")


@pytest.mark.parametrize("locale", ["en", "de"])
def test_the_page_says_all_of_it(locale: str) -> None:
    sheet = progress_sheet(life(), wording_for(locale), MADE_ON)
    page = progress_html(life(), locale, MADE_ON)
    shown = plain(page)
    for said in (*sheet.story, *sheet.method, *sheet.unknown):
        assert plain(said).replace("'", "&#39;") in shown
    for table in sheet.tables:
        assert table.title in shown
        for row in table.rows:
            assert all(plain(cell) in shown for cell in row), row
    assert page.count('<figure class="trend">') == len(sheet.ranges) + 2
    assert "<script" not in page
    assert "http:" not in page
    assert "https:" not in page


def test_the_pdf_says_all_of_it() -> None:
    sheet = progress_sheet(life(), wording_for("en"), MADE_ON)
    text = pdf_text(progress_pdf(life(), "en", MADE_ON))
    for said in sheet.story:
        assert set(words(said)) <= set(words(text)), said
    for table in sheet.tables:
        for row in table.rows:
            assert set(words(" ".join(row))) <= set(words(text)), row


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return re.sub(r"\s+", " ", text)


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9.]+", text)


def pdf_text(content: bytes) -> str:
    """Return the strings of a PDF's pages; ReportLab writes them in Ascii85 and Flate."""
    shown: list[bytes] = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, flags=re.DOTALL):
        page = decompress(a85decode(b"<~" + stream.strip(), adobe=True))
        shown += re.findall(rb"\((.*?)(?<!\\)\) Tj", page)
    return " ".join(re.sub(rb"\\(\d{3}|.)", _unescape, part).decode("cp1252") for part in shown)


def _unescape(found: re.Match[bytes]) -> bytes:
    code = found.group(1)
    return bytes([int(code, 8)]) if code.isdigit() else code


def test_the_same_history_makes_the_same_file() -> None:
    assert progress_pdf(life(), "de", MADE_ON) == progress_pdf(life(), "de", MADE_ON)


@pytest.mark.parametrize("locale", ["en", "de"])
def test_of_nothing_says_so(locale: str) -> None:
    empty = compute_progress(CATALOGUE, History(), MONDAY)
    words = wording_for(locale)
    assert progress_sheet(empty, words, MADE_ON).period == words.label("progress.nothing")
    assert words.label("progress.nothing") in progress_html(empty, locale, MADE_ON)
    assert progress_pdf(empty, locale, MADE_ON).startswith(b"%PDF-")


def test_speaks_two_languages_only() -> None:
    with pytest.raises(UnknownNameError, match="fr"):
        progress_html(life(), "fr", MADE_ON)
    with pytest.raises(UnknownNameError, match="fr"):
        progress_pdf(life(), "fr", MADE_ON)
