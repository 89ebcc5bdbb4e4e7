"""Analyses as tables for the terminal."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Literal

from hamstrong.report.facts import all_movements, best_advice, movements_of
from hamstrong.report.part import rep_name
from hamstrong.report.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    from hamstrong.analysis.values import Analysis, Rep, Segment
    from hamstrong.errors import HamstrongError
    from hamstrong.report.wording import Wording

__all__ = ["analysis_view", "batch_view"]

_TEXT_COLUMNS = ("reps.side", "reps.stage")
_COLUMNS = (
    "reps.number",
    "reps.side",
    "reps.stage",
    "reps.time",
    "reps.range",
    "reps.hold",
    "reps.form",
    "reps.seen",
)
_STYLES = {"major": "bold red", "minor": "yellow"}


def analysis_view(
    analysis: Analysis, locale: str = "en", texts: Mapping[str, str] | None = None
) -> Group:
    """Return one analysis for a `rich.console.Console`: a table a segment, notes, advice."""
    from rich.console import Group
    from rich.text import Text

    words = wording_for(locale, texts)
    lines: list[Table | Text] = [
        _segment_table(analysis, segment, words) for segment in analysis.segments
    ]
    if not lines:
        lines.append(Text(words.label("header.no-exercise"), style="bold"))
    lines.append(Text(_summary(analysis, words)))
    lines += [
        Text(words.label("terminal.warning", text=words.notice(notice)), style="yellow")
        for notice in analysis.warnings
    ]
    advice = best_advice(all_movements(analysis))
    if advice is not None:
        text = words.cue(advice.id) or words.fault(advice.id)
        lines.append(Text(words.label("terminal.next", text=text), style="bold"))
    return Group(*lines)


def batch_view(
    results: Sequence[tuple[str, Analysis | HamstrongError]],
    locale: str = "en",
    texts: Mapping[str, str] | None = None,
) -> Table:
    """Return a table with one row a video; what could not be analysed says why.

    Parameters
    ----------
    results
        Path of each video with its analysis or the error it ended with.
    """
    from rich.text import Text

    words = wording_for(locale, texts)
    done = sum(1 for _, result in results if not isinstance(result, Exception))
    caption = words.label("terminal.done", n=done, of=len(results))
    table = _plain_table(caption=caption, caption_justify="left")
    table.add_column(words.label("terminal.file"), overflow="fold")
    table.add_column(words.label("terminal.exercise"), overflow="fold")
    for key in ("figures.reps", "figures.attempts", "figures.mean-range", "figures.mean-hold"):
        table.add_column(words.label(key), justify="right")
    table.add_column(words.label("figures.score"), justify="right")
    for path, result in results:
        name = Text(PurePath(path).name)
        if isinstance(result, Exception):
            table.add_row(name, Text(_reason(path, result), style="red"))
        else:
            table.add_row(name, Text(_exercises(result, words)), *_figures(result, words))
    return table


def _reason(path: str, error: HamstrongError) -> str:
    """Return what is wrong without the file's name, which stands beside it."""
    for name in (path, PurePath(path).name):
        if error.message.startswith(f"{name}: "):
            return error.message.removeprefix(f"{name}: ")
    return error.message


def _segment_table(analysis: Analysis, segment: Segment, words: Wording) -> Table:
    from rich.text import Text

    title = " · ".join(
        text
        for text in (
            words.exercise(segment.exercise),
            words.variation(segment.exercise, segment.variation),
        )
        if text
    )
    movements = movements_of(analysis, segment)
    columns = _columns(movements, words)
    table = _plain_table(title=Text(title, style="bold"), title_justify="left")
    for key in columns:
        if key == "reps.seen":
            table.add_column(words.label(key), min_width=12)
        else:
            justify: Literal["left", "right"] = "left" if key in _TEXT_COLUMNS else "right"
            table.add_column(words.label(key), justify=justify, no_wrap=key not in _TEXT_COLUMNS)
    for rep in movements:
        is_attempt = rep in analysis.attempts
        cells = _cells(rep, words, is_attempt=is_attempt)
        table.add_row(*(cells[key] for key in columns), style="dim" if is_attempt else "")
    return table


def _columns(movements: Sequence[Rep], words: Wording) -> tuple[str, ...]:
    """Return the labels of the columns that say something."""
    left_out = set()
    if all(rep.side == "both" for rep in movements):
        left_out.add("reps.side")
    if not any(words.stage(rep.exercise, rep.stage) for rep in movements):
        left_out.add("reps.stage")
    return tuple(key for key in _COLUMNS if key not in left_out)


def _cells(rep: Rep, words: Wording, *, is_attempt: bool) -> dict[str, str | Text]:
    from rich.text import Text

    return {
        "reps.number": rep_name(rep, words, is_attempt=is_attempt),
        "reps.side": words.side(rep.side),
        "reps.stage": Text(words.stage(rep.exercise, rep.stage)),
        "reps.time": words.span(rep.start_s, rep.end_s),
        "reps.range": words.quantity(rep.rom_deg, "deg"),
        "reps.hold": words.quantity(rep.hold_s, "s"),
        "reps.form": words.number(None if is_attempt else rep.score),
        "reps.seen": _faults(rep, words),
    }


def _plain_table(**looks: Any) -> Table:  # noqa: ANN401 - handed on to rich
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), **looks)


def _faults(rep: Rep, words: Wording) -> Text:
    from rich.text import Text

    text = Text()
    for fault in rep.faults:
        if text:
            text.append(", ")
        text.append(words.fault(fault.id), style=_STYLES[fault.severity])
    return text


def _summary(analysis: Analysis, words: Wording) -> str:
    summary = analysis.summary
    said = [words.count("reps", summary.reps)]
    if summary.attempts:
        said.append(words.count("attempts", summary.attempts))
    for key, value, unit in (
        ("figures.mean-range", summary.mean_rom_deg, "deg"),
        ("figures.mean-hold", summary.mean_hold_s, "s"),
    ):
        if value is not None:
            said.append(f"{words.label(key)} {words.quantity(value, unit)}")
    if summary.score is not None:
        said.append(f"{words.label('figures.score')} {summary.score}")
    said.append(f"{words.label('figures.tracked')} {words.share(analysis.tracked_ratio)}")
    return " · ".join(said)


def _exercises(analysis: Analysis, words: Wording) -> str:
    titles = dict.fromkeys(words.exercise(segment.exercise) for segment in analysis.segments)
    return ", ".join(titles) or words.label("header.no-exercise")


def _figures(analysis: Analysis, words: Wording) -> tuple[str, ...]:
    summary = analysis.summary
    return (
        str(summary.reps),
        str(summary.attempts),
        words.quantity(summary.mean_rom_deg, "deg"),
        words.quantity(summary.mean_hold_s, "s"),
        words.number(summary.score),
    )
