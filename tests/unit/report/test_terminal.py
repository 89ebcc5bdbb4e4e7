"""Tables for the terminal."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

from rich.console import Console

from hamstrong.errors import VideoError
from hamstrong.report import analysis_view, batch_view
from tests.unit.report.report_sample import TEXTS, make_analysis

if TYPE_CHECKING:
    from rich.console import RenderableType

    from hamstrong.analysis.values import Analysis
    from hamstrong.errors import HamstrongError

ANALYSIS = make_analysis()


def _printed(view: RenderableType, width: int = 100) -> str:
    console = Console(file=StringIO(), width=width, color_system=None)
    console.print(view)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_an_analysis_is_a_row_a_movement_and_the_advice() -> None:
    text = _printed(analysis_view(ANALYSIS, "en", TEXTS))
    lines = [line.split() for line in text.splitlines()]
    assert ["1", "1.5–4.5", "s", "80°", "1.0", "s", "100"] in lines  # noqa: RUF001
    assert any(line[:1] == ["half"] for line in lines)
    assert "Hips not fully extended" in text
    assert "3 reps · 1 half rep · Mean range 80°" in text
    assert "Note: The person was found in only 75% of the pictures" in text
    assert "Next: Push the hips higher." in text
    assert "Side" not in text


def test_sides_and_stages_are_shown_where_there_are_some() -> None:
    reps = tuple(replace(rep, side="left", stage="front") for rep in ANALYSIS.reps)
    text = _printed(analysis_view(replace(ANALYSIS, reps=reps), "de", TEXTS))
    assert "Seite" in text
    assert "Teil" in text
    assert "links" in text
    assert "Front" in text


def test_no_exercise_is_said() -> None:
    assert "No exercise recognised" in _printed(analysis_view(replace(ANALYSIS, segments=())))


def test_markup_in_texts_stays_text() -> None:
    texts = {**TEXTS, "fault.hips-not-extended.title": "[red]odd[/red]"}
    assert "[red]odd[/red]" in _printed(analysis_view(ANALYSIS, "en", texts))
    shown = _printed(batch_view([("[bold].mp4", ANALYSIS)], "en", texts))
    assert "[bold].mp4" in shown


def test_a_batch_is_a_row_a_video_and_says_what_failed() -> None:
    results: list[tuple[str, Analysis | HamstrongError]] = [
        ("a/one.mp4", ANALYSIS),
        ("a/two.mp4", VideoError("a/two.mp4: not a video; choose another")),
        ("three.mp4", VideoError("another trouble")),
    ]
    text = _printed(batch_view(results, "en", TEXTS))
    assert "one.mp4" in text
    assert "Bridge" in text
    assert "not a video; choose another" in text
    assert text.count("two.mp4") == 1
    assert "another trouble" in text
    assert "1 of 3 analysed" in text


def test_it_fits_a_usual_terminal() -> None:
    reps = tuple(replace(rep, side="left", stage="front") for rep in ANALYSIS.reps)
    text = _printed(analysis_view(replace(ANALYSIS, reps=reps), "de", TEXTS), 80)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= 80
    assert "extended" in text
