"""Where everything is put together: videos in, analyses and their reports out."""

from hamstrong.pipeline.analyze import (
    DEFAULT_MODEL,
    RECORDING_SUFFIX,
    analyze,
    analyze_recording,
    check_question,
    watch,
)

__all__ = [
    "DEFAULT_MODEL",
    "RECORDING_SUFFIX",
    "analyze",
    "analyze_recording",
    "check_question",
    "watch",
]
