"""Reports of an analysis: files for people and for programs.

>>> from hamstrong.report import write_reports
>>> write_reports(analysis, Path("out"), "monday", ["json", "html"])  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hamstrong.report.angle_table import data_frame, write_csv, write_parquet
    from hamstrong.report.annotated import write_annotated_video
    from hamstrong.report.document import document, json_text, read_json, write_json
    from hamstrong.report.film import Film
    from hamstrong.report.formats import FORMATS, Format, Options, parse_formats, write_reports
    from hamstrong.report.html import write_html
    from hamstrong.report.opensim import write_mot, write_trc
    from hamstrong.report.terminal import analysis_view, batch_view

__all__ = [
    "FORMATS",
    "Film",
    "Format",
    "Options",
    "analysis_view",
    "batch_view",
    "data_frame",
    "document",
    "json_text",
    "parse_formats",
    "read_json",
    "write_annotated_video",
    "write_csv",
    "write_html",
    "write_json",
    "write_mot",
    "write_parquet",
    "write_reports",
    "write_trc",
]

_HOMES = {
    "FORMATS": "formats",
    "Film": "film",
    "Format": "formats",
    "Options": "formats",
    "analysis_view": "terminal",
    "batch_view": "terminal",
    "data_frame": "angle_table",
    "document": "document",
    "json_text": "document",
    "parse_formats": "formats",
    "read_json": "document",
    "write_annotated_video": "annotated",
    "write_csv": "angle_table",
    "write_html": "html",
    "write_json": "document",
    "write_mot": "opensim",
    "write_parquet": "angle_table",
    "write_reports": "formats",
    "write_trc": "opensim",
}


def __getattr__(name: str) -> object:
    """Load a name where it is first used: a table should not load what draws videos."""
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
