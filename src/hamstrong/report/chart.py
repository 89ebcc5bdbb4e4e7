"""The geometry of the curves of a segment: what is drawn where, without drawing it.

Across, everything is in percent of the width (the page stretches it); down, in pixels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from hamstrong.kinematics.vocabulary import MEASURES
from hamstrong.report.facts import error_of, severity_of
from hamstrong.report.skeleton import shown_column
from hamstrong.report.wording import split_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from hamstrong.analysis.values import Analysis, FaultSeen, PhaseSpan, Rep, Segment

__all__ = ["Axis", "Band", "Chart", "Panel", "Tick", "chart_of", "columns_shown", "curve_path"]

_MAIN_HEIGHT: Final = 190
_SIDE_HEIGHT: Final = 96
_MOST_PANELS: Final = 4
_USUAL_PANELS: Final = 3
_BINS: Final = 600
_READOUT_POINTS: Final = 1500
_TICK_PITCH: Final = 42.0
_WILD_SHARE: Final = 0.6
_SEEN_SHARE: Final = 0.5
_LONGEST_STEP_S: Final = 0.5
"""Frames further apart than this, and than others, are not joined by a line."""
_MARGIN_S: Final = 0.7
_MARGIN_SHARE: Final = 0.03
_STEPS: Final = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 45.0, 60.0, 90.0)
_TIME_STEPS_S: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
_USUAL: Final = (
    "hip_flexion_near_deg",
    "knee_flexion_near_deg",
    "knee_flexion_3d_lifted_deg",
    "trunk_forward_deg",
    "trunk_lateral_deg",
    "pelvis_tilt_deg",
)

BandKind = Literal["out", "hold", "back", "fault"]


class Band(NamedTuple):
    """A stretch of time shaded over the height of a panel."""

    left: float
    width: float
    kind: BandKind
    label: str = ""


class Tick(NamedTuple):
    """A value on an axis: its place (percent or pixels) and the value."""

    place: float
    value: float


class RepMark(NamedTuple):
    """A rep in the strip over the curves; ``number`` is None for an attempt."""

    left: float
    width: float
    number: int | None
    severity: Literal["clean", "minor", "major"]
    rep: Rep


@dataclass(frozen=True, slots=True)
class Axis:
    """A linear axis: ``low`` is at the bottom of ``height``."""

    low: float
    high: float
    height: float
    step: float

    def place(self, value: float) -> float:
        """Return how far down a value is."""
        return round(self.height * (self.high - value) / (self.high - self.low), 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """The values to name."""
        first = math.ceil(self.low / self.step - 1e-9)
        last = math.floor(self.high / self.step + 1e-9)
        values = (index * self.step for index in range(first, last + 1))
        return tuple(Tick(self.place(value), value) for value in values)


@dataclass(frozen=True, slots=True)
class Panel:
    """The curve of one measure; ``is_main`` where it drives movements, whose phases it shows."""

    column: str
    is_main: bool
    unit: str
    axis: Axis
    path: str
    bands: tuple[Band, ...]
    limits: tuple[Tick, ...]
    uncertainty: float | None
    hold_label_y: float


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn of a segment over time; ``readout`` feeds the cross-hair."""

    start_s: float
    end_s: float
    panels: tuple[Panel, ...]
    reps: tuple[RepMark, ...]
    times: tuple[Tick, ...]
    readout: dict[str, object]


class _Span(NamedTuple):
    start_s: float
    end_s: float

    def place(self, time_s: float) -> float:
        """Return where a time is, in percent."""
        share = (time_s - self.start_s) / (self.end_s - self.start_s)
        return round(100.0 * min(1.0, max(0.0, share)), 3)

    def band(self, start_s: float, end_s: float, kind: BandKind, label: str = "") -> Band:
        left = self.place(start_s)
        return Band(left, round(self.place(end_s) - left, 3), kind, label)


def chart_of(analysis: Analysis, segment: Segment, reps: Sequence[Rep]) -> Chart | None:
    """Return the chart of a segment; None without a frame in it.

    Parameters
    ----------
    reps
        The reps and attempts of the segment, in the order of time.
    """
    time_s = analysis.angles.time_s
    margin_s = max(_MARGIN_S, _MARGIN_SHARE * (segment.end_s - segment.start_s))
    inside = (time_s >= segment.start_s - margin_s) & (time_s <= segment.end_s + margin_s)
    if np.count_nonzero(inside) < 2:  # noqa: PLR2004 - two points make a line
        return None
    span = _Span(float(time_s[inside][0]), float(time_s[inside][-1]))
    columns = columns_shown(analysis, segment, reps)
    panels = tuple(
        _panel(analysis, segment, reps, column, span)
        for column in columns
        if np.isfinite(analysis.angles.columns[column][inside]).any()
    )
    return Chart(
        start_s=span.start_s,
        end_s=span.end_s,
        panels=panels,
        reps=tuple(_mark(rep, span, analysis) for rep in reps),
        times=_time_ticks(span),
        readout=_readout(analysis, [panel.column for panel in panels], inside),
    )


def columns_shown(analysis: Analysis, segment: Segment, reps: Sequence[Rep]) -> tuple[str, ...]:
    """Return the columns worth a curve.

    The drivers first, of each side that was trained, then what the faults were seen in, then the
    usual angles that the view shows.
    """
    columns = analysis.angles.columns
    chosen = [column for column in segment.drivers if column in columns]
    for rep in reps:
        for fault in rep.faults:
            column = shown_column(analysis, rep, fault.measure)
            if column is not None and column not in chosen:
                chosen.append(column)
    view = MEASURES[segment.driver].view if segment.driver in MEASURES else "any"
    for column in _USUAL:
        if len(chosen) >= _USUAL_PANELS:
            break
        shown = shown_column(analysis, reps[0], column) if reps else None
        if shown is not None and shown not in chosen and _is_shown(analysis, shown, view):
            chosen.append(shown)
    return tuple(chosen[:_MOST_PANELS])


def curve_path(places: NDArray[np.float64], heights: NDArray[np.float64], bins: int = _BINS) -> str:
    """Return an SVG path through points, broken where a height is NaN.

    More than two points a bin are thinned to the lowest and the highest of each, so that no
    extreme is lost.
    """
    chosen = _thinned(heights, bins)
    commands = []
    pen_down = False
    for place, height in zip(places[chosen], heights[chosen], strict=True):
        if math.isnan(height):
            pen_down = False
            continue
        commands.append(f"{'L' if pen_down else 'M'}{place:.2f} {height:.1f}")
        pen_down = True
    return "".join(commands)


def _thinned(heights: NDArray[np.float64], bins: int) -> NDArray[np.intp]:
    if len(heights) <= 2 * bins:
        return np.arange(len(heights))
    chosen: set[int] = set()
    for part in np.array_split(np.arange(len(heights)), bins):
        series = heights[part]
        if not np.isfinite(series).all():
            chosen.add(int(part[np.flatnonzero(~np.isfinite(series))[0]]))
        if np.isfinite(series).any():
            chosen.update((int(part[np.nanargmin(series)]), int(part[np.nanargmax(series)])))
    return np.array(sorted(chosen), dtype=np.intp)


def _is_shown(analysis: Analysis, column: str, view: str) -> bool:
    seen = np.isfinite(analysis.angles.columns[column]).mean() >= _SEEN_SHARE
    return bool(seen) and (view == "any" or MEASURES[column].view in (view, "any"))


def _panel(
    analysis: Analysis, segment: Segment, reps: Sequence[Rep], column: str, span: _Span
) -> Panel:
    is_main = column in segment.drivers
    time_s = analysis.angles.time_s
    inside = (time_s >= span.start_s) & (time_s <= span.end_s)
    values = analysis.angles.columns[column][inside]
    phases = [
        phase
        for phase in segment.phases
        if not is_main or (phase.driver or segment.driver) == column
    ]
    faults = [
        fault
        for rep in reps
        for fault in rep.faults
        if shown_column(analysis, rep, fault.measure) == column
    ]
    limits = sorted({round(fault.limit, 2) for fault in faults if math.isfinite(fault.limit)})[:2]
    extent = (*_extent(values, _moving(time_s[inside], reps)), *limits)
    axis = _axis(min(extent), max(extent), _MAIN_HEIGHT if is_main else _SIDE_HEIGHT)
    places = 100.0 * (time_s[inside] - span.start_s) / (span.end_s - span.start_s)
    heights = axis.height * (axis.high - values) / (axis.high - axis.low)
    return Panel(
        column=column,
        is_main=is_main,
        unit=split_column(column).unit,
        axis=axis,
        path=curve_path(*_with_gaps(time_s[inside], places, heights)),
        bands=(*_phase_bands(phases, span, labelled=is_main), *_fault_bands(faults, span)),
        limits=tuple(Tick(axis.place(limit), limit) for limit in limits),
        uncertainty=error_of(analysis, segment, column),
        hold_label_y=_clear_height(heights, time_s[inside], phases, axis),
    )


def _with_gaps(
    time_s: NDArray[np.float64], places: NDArray[np.float64], heights: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the points with one that is missing wherever the video has no frames for a while."""
    steps = np.diff(time_s)
    gaps = np.flatnonzero(steps > max(_LONGEST_STEP_S, 3.0 * float(np.median(steps)))) + 1
    return np.insert(places, gaps, np.nan), np.insert(heights, gaps, np.nan)


def _clear_height(
    heights: NDArray[np.float64],
    time_s: NDArray[np.float64],
    phases: Sequence[PhaseSpan],
    axis: Axis,
) -> float:
    """Return where labels of the holds do not lie on the curve: at the top or at the bottom."""
    held = np.zeros(len(time_s), dtype=bool)
    for phase in phases:
        if phase.phase == "hold":
            held |= (time_s >= phase.start_s) & (time_s <= phase.end_s)
    known = heights[held & np.isfinite(heights)]
    is_low = known.size and float(np.median(known)) > axis.height / 2
    return 15.0 if is_low else axis.height - 7.0


def _phase_bands(phases: Sequence[PhaseSpan], span: _Span, *, labelled: bool) -> tuple[Band, ...]:
    bands = []
    for phase in phases:
        if phase.phase not in ("out", "hold", "back") or phase.end_s <= span.start_s:
            continue
        lasted = f"{phase.end_s - phase.start_s:.1f}" if phase.phase == "hold" and labelled else ""
        band = span.band(phase.start_s, phase.end_s, phase.phase, lasted)  # type: ignore[arg-type]
        if band.width > 0:
            bands.append(band)
    return tuple(bands)


def _fault_bands(faults: Sequence[FaultSeen], span: _Span) -> tuple[Band, ...]:
    return tuple(span.band(fault.start_s, fault.end_s, "fault", fault.id) for fault in faults)


def _mark(rep: Rep, span: _Span, analysis: Analysis) -> RepMark:
    band = span.band(rep.start_s, rep.end_s, "out")
    number = None if rep in analysis.attempts else rep.index + 1
    return RepMark(band.left, band.width, number, severity_of(rep), rep)


def _moving(time_s: NDArray[np.float64], reps: Sequence[Rep]) -> NDArray[np.bool_]:
    moving = np.zeros(len(time_s), dtype=bool)
    for rep in reps:
        moving |= (time_s >= rep.start_s) & (time_s <= rep.end_s)
    return moving


def _extent(values: NDArray[np.float64], moving: NDArray[np.bool_]) -> tuple[float, ...]:
    """Return the values to show: all of the reps', and of those between them what is not wild."""
    during = values[moving & np.isfinite(values)]
    between = values[~moving & np.isfinite(values)]
    if not during.size:
        return (float(between.min()), float(between.max()))
    low, high = float(during.min()), float(during.max())
    if between.size:
        rare = np.percentile(between, (2, 98))
        reach = _WILD_SHARE * (high - low)
        low = min(low, max(low - reach, float(rare[0])))
        high = max(high, min(high + reach, float(rare[1])))
    return low, high


def _axis(low: float, high: float, height: int) -> Axis:
    # A curve that hardly moves must not look as if it did.
    least = 1.0 if high - low <= 1.0 and abs(high) <= 2.0 else 10.0  # noqa: PLR2004
    if high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
    margin = 0.08 * (high - low)
    low, high = low - margin, high + margin
    return Axis(low, high, float(height), _step(low, high, height / _TICK_PITCH))


def _step(low: float, high: float, intervals: float) -> float:
    """Return the round step that names the axis about so often, but at least twice."""
    wanted = (high - low) / intervals
    scale = 10.0 ** min(0, math.floor(math.log10(wanted)))
    steps = [step * scale for step in _STEPS] + [180.0 * count for count in range(1, 50)]
    fitting = [step for step in steps if math.floor(high / step) > math.ceil(low / step)]
    return next((step for step in fitting if step >= wanted), fitting[-1])


def _time_ticks(span: _Span) -> tuple[Tick, ...]:
    wanted = (span.end_s - span.start_s) / 9.0
    step = next((step for step in _TIME_STEPS_S if step >= wanted), _TIME_STEPS_S[-1])
    first, last = math.ceil(span.start_s / step), math.floor(span.end_s / step)
    return tuple(Tick(span.place(index * step), index * step) for index in range(first, last + 1))


def _readout(
    analysis: Analysis, columns: Sequence[str], inside: NDArray[np.bool_]
) -> dict[str, object]:
    frames = np.flatnonzero(inside)
    frames = frames[:: max(1, math.ceil(len(frames) / _READOUT_POINTS))]
    return {
        "t": [round(float(time_s), 2) for time_s in analysis.angles.time_s[frames]],
        "v": [
            [
                round(float(value), 2) if math.isfinite(value) else None
                for value in analysis.angles.columns[column][frames]
            ]
            for column in columns
        ],
    }
