"""What an analysis of a recording found: plain frozen values, the source of every report."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hamstrong.engine.values import FaultSeen, Rep, Side

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from hamstrong.pose import PoseTrack

__all__ = [
    "SCHEMA",
    "Analysis",
    "AngleTable",
    "FaultSeen",
    "Notice",
    "PhaseSpan",
    "Rep",
    "Seen",
    "Segment",
    "Side",
    "Source",
    "Summary",
    "VideoInfo",
]

SCHEMA = "hamstrong.analysis/1"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about a recording; a report puts it into the reader's words.

    ``id`` names the text ``notice.<id>`` of the reports, ``values`` fills its places: a number
    with its unit in the place's name (``_s``, ``_share``), or a name from the catalogue.
    """

    id: str
    values: Mapping[str, float | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """The recording: ``fps`` is the mean rate, sizes are as displayed."""

    path: str
    fps: float
    frames: int
    duration_s: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was analysed: its whole path, its bytes, and when it was last changed."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the pose stage made of a video: enough to analyse it again without the video."""

    video: VideoInfo
    track: PoseTrack
    model: str
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseSpan:
    """A stretch of the recording in one phase: rest, out, hold, back (for plots).

    ``driver`` names the column of `Analysis.angles` that shows the movement the phase belongs to:
    each side and stage has its own. Empty for that of the segment.
    """

    phase: str
    start_s: float
    end_s: float
    driver: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the recording in which one exercise and variation was done.

    ``reps`` are indices into `Analysis.reps`. ``driver`` names the column of `Analysis.angles`
    that drove most of the counting, for plots; each movement's own is with its phases.
    ``uncertainty`` gives a column's typical error in this segment, as `AngleTable` does in all.
    """

    exercise: str
    variation: str
    start_s: float
    end_s: float
    reps: tuple[int, ...]
    driver: str
    phases: tuple[PhaseSpan, ...] = ()
    not_observable: tuple[str, ...] = ()
    uncertainty: Mapping[str, float] = field(default_factory=dict, hash=False)

    @property
    def drivers(self) -> tuple[str, ...]:
        """The columns that drove the counting, in the order of time."""
        used = dict.fromkeys(span.driver or self.driver for span in self.phases)
        return tuple(used) or (self.driver,)

    def driver_at(self, time_s: float) -> str:
        """Return the column that drives the movement at a time, or else the nearest movement."""
        spans = (span for span in self.phases if span.driver)
        nearest = min(
            spans,
            key=lambda span: max(span.start_s - time_s, time_s - span.end_s, 0.0),
            default=None,
        )
        return nearest.driver if nearest else self.driver


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures over all reps; the means are None without a rep."""

    reps: int
    attempts: int
    mean_rom_deg: float | None
    mean_hold_s: float | None
    score: int | None


@dataclass(frozen=True, slots=True, eq=False)
class AngleTable:
    """Measures over time.

    ``time_s`` has shape (n,); each column has shape (n,) and is NaN where the measure could
    not be trusted. ``uncertainty`` gives a column's typical error (one standard deviation, same
    unit) in this recording's view where it is known; the largest where segments differ.
    """

    time_s: NDArray[np.float64]
    columns: Mapping[str, NDArray[np.float64]]
    uncertainty: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """All that was found in one recording.

    ``question`` is what was known beforehand: exercise, variation and side, each None if not.
    ``source`` tells which file it is the analysis of, None where it was none.
    """

    video: VideoInfo
    exercise: str | None
    variation: str | None
    tracked_ratio: float
    reps: tuple[Rep, ...]
    attempts: tuple[Rep, ...]
    summary: Summary
    segments: tuple[Segment, ...]
    angles: AngleTable
    warnings: tuple[Notice, ...]
    track: PoseTrack
    model: str
    question: tuple[str | None, str | None, str | None] = (None, None, None)
    source: Source | None = None

    def to_numpy(self) -> dict[str, NDArray[np.float64]]:
        """Return the angle table as arrays by column, ``time_s`` first; all of shape (n,)."""
        return {"time_s": self.angles.time_s, **self.angles.columns}

    def to_dataframe(self) -> pl.DataFrame:
        """Return the angle table as a Polars frame: a row for each frame looked at, gaps null.

        ``.to_pandas()`` of the result gives a pandas frame where pandas is installed.
        """
        import polars as pl

        columns = (
            pl.Series(name, values, dtype=pl.Float64) for name, values in self.to_numpy().items()
        )
        return pl.DataFrame(list(columns)).fill_nan(None)
