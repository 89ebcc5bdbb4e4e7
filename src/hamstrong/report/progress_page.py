"""What the progress report says, in the order of its pages; HTML and PDF only set it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final

from hamstrong.planner.progress import progress_texts
from hamstrong.report.document import installed_version
from hamstrong.report.trend import bars_of, trend_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from hamstrong.planner.progress import Change, Course, Progress, Statement
    from hamstrong.report.trend import Bars, Trend
    from hamstrong.report.wording import Wording
    from hamstrong.session.verdict import Change as TestChange

__all__ = ["ProgressSheet", "Table", "progress_sheet"]

_PAIN: Final = 3
_TIMES: Final = "\N{MULTIPLICATION SIGN}"
_DIGITS: Final = {"rom": 0, "hold": 1, "score": 0}
_UNITS: Final = {"rom": "deg", "hold": "s", "score": ""}


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; the first column names the row, the others are figures or words."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgressSheet:
    """The whole report."""

    title: str
    period: str
    made_on: str
    story: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    weeks: Bars | None
    weeks_title: str
    ranges: tuple[Trend, ...]
    feeling: Trend | None
    tables: tuple[Table, ...]
    unknown: tuple[str, ...]
    method: tuple[str, ...]
    version: str


def progress_sheet(progress: Progress, words: Wording, made_on: date) -> ProgressSheet:
    """Return all that the report says, in the language of the words."""
    label = words.label
    tables = (
        _dose_table(progress, words),
        *_figure_tables(progress, words),
        _feeling_table(progress, words),
        _balance_table(progress, words),
        _test_table(progress, words),
    )
    return ProgressSheet(
        title=label("progress.title"),
        period=_period(progress, words),
        made_on=label("header.made-on", date=words.day(made_on)),
        story=_sentences(progress.story, words),
        figures=_figures(progress, words),
        weeks=_weeks(progress),
        weeks_title=label("progress.weeks"),
        ranges=tuple(_range_trends(progress.courses, words)),
        feeling=_feeling_trend(progress, words),
        tables=tuple(table for table in tables if table.rows),
        unknown=_sentences(progress.unknown, words),
        method=tuple(label(f"progress.method.{number}") for number in range(1, 6)),
        version=installed_version(),
    )


def _period(progress: Progress, words: Wording) -> str:
    if progress.first_day is None or progress.last_day is None:
        return words.label("progress.nothing")
    return words.label(
        "progress.period", first=words.day(progress.first_day), last=words.day(progress.last_day)
    )


def _sentences(statements: Iterable[Statement], words: Wording) -> tuple[str, ...]:
    texts = progress_texts(words.locale)
    return tuple(texts[said.id].format_map(_fill(said.values, words)) for said in statements)


def _fill(values: Mapping[str, float | str], words: Wording) -> dict[str, str]:
    filled = {name: _word(value, words) for name, value in values.items()}
    if filled.get("unit") == "reps":
        filled["unit"] = _TIMES
    elif unit := words.unit(filled.get("unit", "")):
        filled["unit"] = unit if unit.startswith("°") else f"\N{NBSP}{unit}"
    exercise = values.get("exercise", values.get("test", ""))
    names = (exercise, values.get("variation", "standard"), values.get("stage"), values.get("side"))
    return {**filled, "what": _form(words, *(str(name) if name else None for name in names))}


def _word(value: float | str, words: Wording) -> str:
    if isinstance(value, str):
        return value
    return words.number(value, 0 if value == int(value) else 1)


def _form(
    words: Wording, exercise: str | None, variation: str | None, stage: str | None, side: str | None
) -> str:
    parts = [words.exercise(exercise)]
    if exercise and variation and variation != "standard":
        parts.append(words.variation(exercise, variation))
    if exercise and stage:
        parts.append(words.stage(exercise, stage))
    if side in ("left", "right"):
        parts.append(words.side(side))
    return ", ".join(part for part in parts if part)


def _figures(progress: Progress, words: Wording) -> tuple[tuple[str, str], ...]:
    rhythm = progress.rhythm
    found = [
        ("sessions", str(progress.sessions)),
        ("weeks-trained", words.label("progress.of", n=rhythm.trained, all=len(rhythm.weeks))),
        ("minutes", words.number(progress.minutes)),
        ("reps", str(progress.reps)),
        ("logged", str(progress.reps_logged) if progress.reps_logged else ""),
    ]
    return tuple((words.label(f"progress.{name}"), value) for name, value in found if value)


def _weeks(progress: Progress) -> Bars | None:
    weeks = progress.rhythm.weeks
    if not weeks:
        return None
    return bars_of([week.monday for week in weeks], [week.sessions for week in weeks])


def _range_trends(courses: Iterable[Course], words: Wording) -> Iterator[Trend]:
    pairs: dict[tuple[str, str, str | None], list[Course]] = defaultdict(list)
    for course in courses:
        pairs[course.exercise, course.variation, course.stage].append(course)
    for (exercise, variation, stage), sides in pairs.items():
        lines = [
            (words.side(course.side), course.days, rom.values, course.typical_error_deg)
            for course in sides
            for rom in [course.figure("rom")]
            if rom is not None
        ]
        if lines:
            yield trend_of(_form(words, exercise, variation, stage, None), lines, 20.0, unit="°")


def _feeling_trend(progress: Progress, words: Wording) -> Trend | None:
    moods = progress.moods
    if not moods:
        return None
    days = [mood.day for mood in moods]
    lines = [
        (words.label("progress.effort"), days, [mood.effort for mood in moods], 0.0),
        (words.label("progress.pain"), days, [float(mood.pain) for mood in moods], 0.0),
    ]
    return trend_of(words.label("progress.feeling"), lines, 10.0, span=(0.0, 10.0))


def _dose_table(progress: Progress, words: Wording) -> Table:
    grouped: dict[tuple[str, str], list[Course]] = defaultdict(list)
    for course in progress.courses:
        grouped[course.exercise, course.variation].append(course)
    rows = []
    for (exercise, variation), courses in grouped.items():
        reps = sum(sum(course.reps) for course in courses)
        sessions = max(len(course.days) for course in courses)
        attempts = sum(sum(course.attempts) for course in courses)
        rows.append(
            (
                _form(words, exercise, variation, None, None),
                str(sessions),
                str(reps),
                words.number(reps / sessions),
                str(attempts),
            )
        )
    head = ("exercise", "sessions", "reps", "reps-each", "attempts")
    note = words.label("progress.logged-note", n=progress.reps_logged)
    return _table(words, "dose", head, rows, note if progress.reps_logged else "")


def _figure_tables(progress: Progress, words: Wording) -> Iterator[Table]:
    for quantity in ("rom", "hold", "score"):
        rows = [
            (
                _form(words, course.exercise, course.variation, course.stage, course.side),
                str(sum(value is not None for value in figure.values)),
                *_change_cells(
                    figure.change,
                    fmean([value for value in figure.values if value is not None]),
                    quantity,
                    words,
                ),
            )
            for course in progress.courses
            for figure in course.figures
            if figure.quantity == quantity
        ]
        head = ("exercise", "sessions", "first", "last", "difference", "verdict")
        yield _table(words, quantity, head, rows, words.label(f"progress.{quantity}-note"))


def _change_cells(
    change: Change | None, mean: float, quantity: str, words: Wording
) -> tuple[str, str, str, str]:
    def quantified(value: float) -> str:
        return words.quantity(value, _UNITS[quantity], _DIGITS[quantity])

    if change is None:
        return (
            quantified(mean),
            words.number(None),
            words.number(None),
            words.label("progress.early"),
        )
    sign = "+" if change.difference > 0 else ""
    return (
        quantified(change.first),
        quantified(change.last),
        f"{sign}{quantified(change.difference)} (± {quantified(change.uncertainty)})",
        words.label(f"progress.{change.direction}"),
    )


def _feeling_table(progress: Progress, words: Wording) -> Table:
    moods = progress.moods
    rows = []
    if moods:
        found = [
            ("asked", str(len(moods))),
            ("mean-effort", words.number(fmean(mood.effort for mood in moods), 1)),
            ("mean-pain", words.number(fmean(mood.pain for mood in moods), 1)),
            ("worst-pain", str(max(mood.pain for mood in moods))),
            ("pain-from", str(sum(mood.pain >= _PAIN for mood in moods))),
            ("cramps", str(sum(mood.cramp for mood in moods))),
            ("stops", str(sum(mood.stopped for mood in moods))),
        ]
        rows = [(words.label(f"progress.{name}"), value) for name, value in found]
    return _table(words, "feeling", ("said", "value"), rows)


def _balance_table(progress: Progress, words: Wording) -> Table:
    rows = []
    for balance in progress.balances:
        difference = words.quantity(abs(balance.difference_deg), "deg")
        uncertainty = words.quantity(balance.uncertainty_deg, "deg")
        verdict = f"further-{balance.further}" if balance.further else "same"
        rows.append(
            (
                _form(words, balance.exercise, balance.variation, balance.stage, None),
                words.quantity(balance.left.value, "deg"),
                words.quantity(balance.right.value, "deg"),
                f"{difference} (± {uncertainty})",
                words.label(f"progress.{verdict}"),
            )
        )
    head = ("exercise", "left", "right", "difference", "verdict")
    caveats = sorted({balance.caveat for balance in progress.balances})
    note = " ".join(words.label(f"progress.{caveat}") for caveat in caveats)
    return _table(words, "balance", head, rows, note)


def _result(value: float, unit: str, words: Wording) -> str:
    return f"{words.number(value)}{_TIMES}" if unit == "reps" else words.quantity(value, unit)


def _test_table(progress: Progress, words: Wording) -> Table:
    rows = []
    for test in progress.tests:
        error = test.uncertainties[-1]
        newest = _result(test.values[-1], test.unit, words)
        rows.append(
            (
                _form(words, test.test, None, None, test.side),
                _result(test.values[0], test.unit, words),
                newest if error is None else f"{newest} (± {_result(error, test.unit, words)})",
                words.day(test.days[-1]),
                words.label(f"progress.band-{test.band}") if test.band else words.number(None),
                words.label(f"progress.{test.change.direction}")
                if test.change
                else words.label("progress.early"),
            )
        )
    note = ""
    if (muscles := progress.muscles) is not None:
        note = words.label(
            "progress.muscles",
            back_test=words.exercise(muscles.back_test),
            back=_percent(muscles.back, words),
            front_test=words.exercise(muscles.front_test),
            front=_percent(muscles.front, words),
            verdict=words.label(f"progress.gained-{muscles.ahead or 'alike'}"),
        )
    head = ("test", "first-test", "newest", "day", "band", "change")
    return _table(words, "tests", head, rows, note)


def _percent(change: TestChange, words: Wording) -> str:
    sign = "+" if change.percent > 0 else ""
    return f"{sign}{words.number(change.percent)} % (± {words.number(change.uncertainty)})"


def _table(
    words: Wording,
    name: str,
    head: tuple[str, ...],
    rows: Iterable[tuple[str, ...]],
    note: str = "",
) -> Table:
    return Table(
        title=words.label(f"progress.table-{name}"),
        head=tuple(words.label(f"progress.head-{column}") for column in head),
        rows=tuple(rows),
        note=note,
    )
