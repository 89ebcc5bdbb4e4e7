"""Analysis of a recording: recognise, count, time and judge."""

from hamstrong.analysis.analyse import Question, analyse_track
from hamstrong.analysis.values import (
    SCHEMA,
    Analysis,
    AngleTable,
    Notice,
    Seen,
    Segment,
    Summary,
    VideoInfo,
)

__all__ = [
    "SCHEMA",
    "Analysis",
    "AngleTable",
    "Notice",
    "Question",
    "Seen",
    "Segment",
    "Summary",
    "VideoInfo",
    "analyse_track",
]
