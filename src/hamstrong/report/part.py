"""What the HTML report says of one segment of the recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hamstrong.report.chart import chart_of
from hamstrong.report.facts import compare_sides, mean_of, movements_of, severity_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hamstrong.analysis.values import Analysis, FaultSeen, Rep, Segment
    from hamstrong.report.chart import Chart
    from hamstrong.report.facts import SideComparison
    from hamstrong.report.stills import Still
    from hamstrong.report.wording import Wording

__all__ = ["Figure", "Part", "figures_of", "part_of", "rep_name"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure; ``ring`` is how much of a ring beside it is filled, in percent."""

    label: str
    value: str
    hint: str = ""
    ring: float | None = None


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault in the table."""

    title: str
    cue: str
    measured: str
    is_major: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A rep or attempt in the table."""

    name: str
    is_attempt: bool
    severity: str
    side: str
    stage: str
    when: str
    range: str
    hold: str
    score: str
    faults: tuple[FaultLine, ...]


@dataclass(frozen=True, slots=True)
class ShownStill:
    """A key picture with its words."""

    uri: str
    width_px: int
    height_px: int
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class PictureGroup:
    """The key pictures of one rep."""

    name: str
    severity: str
    faults: str
    is_tall: bool
    stills: tuple[ShownStill, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of the recording."""

    title: str
    subtitle: str
    counts: str
    figures: tuple[Figure, ...]
    chart: Chart | None
    chart_alt: str
    mark_titles: tuple[str, ...]
    rows: tuple[Row, ...]
    has_sides: bool
    has_stages: bool
    has_attempts: bool
    pictures: tuple[PictureGroup, ...]
    pictures_note: str
    sides: SideComparison | None


def part_of(
    analysis: Analysis, segment: Segment, words: Wording, stills: Mapping[Rep, Sequence[Still]]
) -> Part:
    """Return what is said of a segment; ``stills`` are its key pictures by rep."""
    movements = movements_of(analysis, segment)
    attempts = [rep for rep in movements if rep in analysis.attempts]
    reps = [rep for rep in movements if rep not in attempts]
    chart = chart_of(analysis, segment, movements)
    rows = tuple(_row(rep, words, is_attempt=rep in attempts) for rep in movements)
    pictures = tuple(
        _group(rep, words, stills[rep], is_attempt=rep in attempts)
        for rep in movements
        if stills.get(rep)
    )
    return Part(
        title=words.exercise(segment.exercise),
        subtitle=_subtitle(segment, words),
        counts=_counts(len(reps), len(attempts), words),
        figures=figures_of(words, reps, attempts),
        chart=chart,
        chart_alt=_chart_alt(chart, words),
        mark_titles=tuple(_mark_title(row, words) for row in rows),
        rows=rows,
        has_sides=any(rep.side != "both" for rep in movements),
        has_stages=any(rep.stage for rep in movements),
        has_attempts=bool(attempts),
        pictures=pictures,
        pictures_note=_pictures_note(len(pictures), len(movements), words),
        sides=compare_sides(analysis, segment, reps),
    )


def figures_of(
    words: Wording, reps: Sequence[Rep], attempts: Sequence[Rep], tracked: float | None = None
) -> tuple[Figure, ...]:
    """Return the key figures of some reps."""
    score = mean_of([rep.score for rep in reps])
    rom = mean_of([rep.rom_deg for rep in reps])
    hold = mean_of([rep.hold_s for rep in reps])
    of_hundred = words.label("figures.score-hint")
    figures = [
        Figure(words.label("figures.reps"), str(len(reps))),
        Figure(words.label("figures.attempts"), str(len(attempts))),
        Figure(words.label("figures.mean-range"), words.quantity(rom, "deg")),
        Figure(words.label("figures.mean-hold"), words.quantity(hold, "s")),
        Figure(words.label("figures.score"), words.number(score), of_hundred, score),
    ]
    if tracked is not None:
        hint = words.label("figures.tracked-hint")
        figures.append(Figure(words.label("figures.tracked"), words.share(tracked), hint))
    return tuple(figures)


def rep_name(rep: Rep, words: Wording, *, is_attempt: bool) -> str:
    """Return the number people read, counted from 1; attempts have none."""
    return words.label("reps.half") if is_attempt else str(rep.index + 1)


def _row(rep: Rep, words: Wording, *, is_attempt: bool) -> Row:
    return Row(
        name=rep_name(rep, words, is_attempt=is_attempt),
        is_attempt=is_attempt,
        severity="attempt" if is_attempt else severity_of(rep),
        side=words.side(rep.side),
        stage=words.stage(rep.exercise, rep.stage),
        when=words.span(rep.start_s, rep.end_s),
        range=words.quantity(rep.rom_deg, "deg"),
        hold=words.quantity(rep.hold_s, "s"),
        score=words.number(None if is_attempt else rep.score),
        faults=tuple(_fault_line(fault, words) for fault in rep.faults),
    )


def _fault_line(fault: FaultSeen, words: Wording) -> FaultLine:
    measured = words.measured(fault.value, fault.limit, fault.unit, fault.measure)
    return FaultLine(
        title=words.fault(fault.id),
        cue=words.cue(fault.id),
        measured=f"({measured})" if measured else "",
        is_major=fault.severity == "major",
    )


def _group(rep: Rep, words: Wording, stills: Sequence[Still], *, is_attempt: bool) -> PictureGroup:
    faults = dict.fromkeys(words.fault(fault.id) for fault in rep.faults)
    name = rep_name(rep, words, is_attempt=is_attempt)
    return PictureGroup(
        name=name,
        severity="attempt" if is_attempt else severity_of(rep),
        faults=" · ".join(faults) or ("" if is_attempt else words.label("reps.clean")),
        is_tall=any(still.height_px > still.width_px for still in stills),
        stills=tuple(_shown(still, name, words, is_attempt=is_attempt) for still in stills),
    )


def _shown(still: Still, number: str, words: Wording, *, is_attempt: bool) -> ShownStill:
    what = words.label(f"pictures.{still.moment.name}")
    when = words.moment(still.moment.time_s)
    key = "pictures.alt-half" if is_attempt else "pictures.alt"
    return ShownStill(
        uri=still.uri,
        width_px=still.width_px,
        height_px=still.height_px,
        alt=words.label(key, number=number, what=what, when=when),
        caption=words.label("pictures.caption", what=what, when=when),
    )


def _subtitle(segment: Segment, words: Wording) -> str:
    variation = words.variation(segment.exercise, segment.variation)
    span = words.span(segment.start_s, segment.end_s)
    return " · ".join(text for text in (variation, span) if text)


def _counts(reps: int, attempts: int, words: Wording) -> str:
    counted = words.count("reps", reps)
    return f"{counted}, {words.count('attempts', attempts)}" if attempts else counted


def _chart_alt(chart: Chart | None, words: Wording) -> str:
    if chart is None:
        return ""
    return words.label(
        "curves.chart-alt",
        measures=", ".join(words.measure(panel.column) for panel in chart.panels),
        start=words.moment(chart.start_s),
        end=words.moment(chart.end_s),
    )


def _mark_title(row: Row, words: Wording) -> str:
    whole = f"{words.label('reps.number')} {row.name}"
    name = words.label("reps.half-long") if row.is_attempt else whole
    return ": ".join((name, ", ".join(fault.title for fault in row.faults) or row.when))


def _pictures_note(shown: int, movements: int, words: Wording) -> str:
    return words.label("pictures.chosen", shown=shown, all=movements) if shown < movements else ""
