"""What the HTML report says, in the order of the page; the template only sets it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from hamstrong.analysis.columns import worst_of
from hamstrong.report.document import installed_version
from hamstrong.report.facts import best_advice
from hamstrong.report.part import figures_of, part_of
from hamstrong.report.skeleton import near_side
from hamstrong.report.wording import split_column

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from hamstrong.analysis.values import Analysis, Rep
    from hamstrong.report.facts import FaultCount
    from hamstrong.report.part import Figure, Part
    from hamstrong.report.stills import Still
    from hamstrong.report.wording import Wording

__all__ = ["Advice", "Page", "page_of"]

_WHOLE_RATE = 0.05


@dataclass(frozen=True, slots=True)
class Advice:
    """The one thing to work on next."""

    title: str
    cue: str
    why: str
    seen_in: str


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    title: str
    subtitle: str
    file_name: str
    video_size: str
    made_on: str
    advice: Advice | None
    verdict: str
    figures: tuple[Figure, ...]
    parts: tuple[Part, ...]
    unseen: tuple[str, ...]
    notices: tuple[str, ...]
    method: tuple[str, ...]
    errors: tuple[tuple[str, str], ...]
    version: str


def page_of(
    analysis: Analysis, words: Wording, made_on: date, stills: Mapping[Rep, Sequence[Still]]
) -> Page:
    """Return all the page says; ``stills`` are the key pictures by rep or attempt."""
    parts = tuple(part_of(analysis, segment, words, stills) for segment in analysis.segments)
    unseen = (name for segment in analysis.segments for name in segment.not_observable)
    advice = best_advice((*analysis.reps, *analysis.attempts))
    return Page(
        title=words.label("header.session")
        if len(parts) > 1
        else words.exercise(analysis.exercise),
        subtitle=_subtitle(analysis, words),
        file_name=PurePath(analysis.video.path).name,
        video_size=_video_size(analysis, words),
        made_on=words.label("header.made-on", date=words.day(made_on)),
        advice=_advice(advice, words, of_all=bool(analysis.attempts)) if advice else None,
        verdict=words.label("advice.all-well" if analysis.reps else "advice.nothing"),
        figures=figures_of(words, analysis.reps, analysis.attempts, analysis.tracked_ratio),
        parts=parts,
        unseen=tuple(dict.fromkeys(words.unobserved(name) for name in unseen)),
        notices=tuple(words.notice(notice) for notice in analysis.warnings),
        method=_method(analysis, words),
        errors=_errors(parts, words),
        version=installed_version(),
    )


def _advice(count: FaultCount, words: Wording, *, of_all: bool) -> Advice:
    title = words.fault(count.id)
    key = "advice.seen-in-all" if of_all else "advice.seen-in"
    seen_in = words.label(key, fault=title, n=count.reps, of=count.of)
    return Advice(title, words.cue(count.id), words.why(count.id), seen_in)


def _title(analysis: Analysis, words: Wording) -> str:
    if len(analysis.segments) > 1:
        return words.label("header.session")
    return words.exercise(analysis.exercise)


def _subtitle(analysis: Analysis, words: Wording) -> str:
    if len(analysis.segments) > 1:
        return " · ".join(
            dict.fromkeys(words.exercise(segment.exercise) for segment in analysis.segments)
        )
    return words.variation(analysis.exercise, analysis.variation)


def _video_size(analysis: Analysis, words: Wording) -> str:
    video = analysis.video
    digits = 0 if abs(video.fps - round(video.fps)) < _WHOLE_RATE else 1
    rate = words.number(video.fps, digits)
    return words.label("header.video-size", width=video.width, height=video.height, fps=rate)


def _method(analysis: Analysis, words: Wording) -> tuple[str, ...]:
    frames = words.count("frames", analysis.video.frames)
    tracked = words.share(analysis.tracked_ratio)
    views = dict.fromkeys(
        words.label(f"method.near-{near_side(analysis, segment.start_s, segment.end_s) or 'none'}")
        for segment in analysis.segments
    )
    model = words.label("method.model", model=analysis.model, frames=frames, tracked=tracked)
    return (
        " ".join((model, *(views if len(views) == 1 else ()))),
        words.label("method.plane"),
        words.label("method.range-definition"),
        words.label("method.hold-definition"),
        words.label("method.score-definition"),
    )


def _errors(parts: Sequence[Part], words: Wording) -> tuple[tuple[str, str], ...]:
    panels = [panel for part in parts if part.chart for panel in part.chart.panels]
    errors = worst_of(
        {panel.column: panel.uncertainty} for panel in panels if panel.uncertainty is not None
    )
    return tuple(
        (words.measure(column), words.quantity(error, split_column(column).unit))
        for column, error in errors.items()
    )
