"""The measures over time as a table: one row a frame, as CSV or Parquet."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

from hamstrong.report.atomic import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl
    from numpy.typing import NDArray

    from hamstrong.analysis.values import Analysis

__all__ = ["data_frame", "phase_of_frames", "rep_of_frames", "write_csv", "write_parquet"]

_CSV_DIGITS = 4


def rep_of_frames(analysis: Analysis) -> NDArray[np.int64]:
    """Return the index of the rep each frame belongs to, shape (n,); -1 outside all reps."""
    time_s = analysis.angles.time_s
    owner = np.full(len(time_s), -1, dtype=np.int64)
    for rep in analysis.reps:
        first, last = np.searchsorted(time_s, (rep.start_s, rep.end_s), side="left")
        # A frame on the border of two reps belongs to the one that begins there.
        stop = last + int(last < len(time_s) and time_s[last] <= rep.end_s)
        owner[first:stop] = rep.index
    return owner


def phase_of_frames(analysis: Analysis) -> list[str | None]:
    """Return the phase each frame is in; None where no exercise was being done."""
    time_s = analysis.angles.time_s
    phases: list[str | None] = [None] * len(time_s)
    for segment in analysis.segments:
        for span in segment.phases:
            first, last = np.searchsorted(time_s, (span.start_s, span.end_s), side="left")
            phases[first:last] = [span.phase] * int(last - first)
    return phases


def data_frame(analysis: Analysis) -> pl.DataFrame:
    """Return the table: ``time_s``, every measure, ``phase`` and ``rep``; gaps are null."""
    import polars as pl

    reps = [None if index < 0 else index for index in rep_of_frames(analysis).tolist()]
    return analysis.to_dataframe().with_columns(
        pl.Series("phase", phase_of_frames(analysis), dtype=pl.String),
        pl.Series("rep", reps, dtype=pl.Int32),
    )


def write_csv(analysis: Analysis, path: Path) -> None:
    """Write the table as CSV (comma, decimal point, empty cells for gaps).

    Raises `OutputError`.
    """
    text = data_frame(analysis).write_csv(float_precision=_CSV_DIGITS)
    write_bytes(path, text.encode("utf-8"))


def write_parquet(analysis: Analysis, path: Path) -> None:
    """Write the table as Parquet with the full precision; raises `OutputError`."""
    buffer = io.BytesIO()
    data_frame(analysis).write_parquet(buffer, compression="zstd")
    write_bytes(path, buffer.getvalue())
