"""One video or keypoint recording in, one analysis out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from hamstrong.analysis import Question, Seen, analyse_track
from hamstrong.analysis.values import Notice, Source
from hamstrong.errors import NobodyFoundError
from hamstrong.exercises import Catalogue, load_all, load_catalogue, load_tests

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from hamstrong.analysis import Analysis
    from hamstrong.engine.values import Side

    Progress = Callable[[int, int], None]

__all__ = [
    "DEFAULT_MODEL",
    "RECORDING_SUFFIX",
    "analyse_seen",
    "analyze",
    "analyze_recording",
    "check_question",
    "load",
    "look",
    "source_of",
    "watch",
]

DEFAULT_MODEL = "heavy"
MAX_FPS = 60.0
"""More pictures a second than this show these movements no better."""
_THINNED = 1.2
RECORDING_SUFFIX = ".keypoints.npz"


def analyze(  # noqa: PLR0913 - one keyword for each thing a caller may know
    path: str | PathLike[str],
    *,
    exercise: str | None = None,
    variation: str | None = None,
    side: Side | None = None,
    model: str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Analyse a recorded video, or a saved keypoint recording (``*.keypoints.npz``).

    Parameters
    ----------
    path
        The file.
    exercise, variation, side
        What is known of it; None to find out. Sides are the person's own.
    model
        ``lite``, ``full`` or ``heavy``; None for the one the exercise needs. Not used for a
        keypoint recording.
    threads
        How many threads the net uses; None to choose by the machine.
    progress
        Called with the number of frames done and the number expected.

    Raises
    ------
    VideoError, RecordingError
        The file cannot be read.
    NobodyFoundError
        Nobody is in it.
    UnknownNameError
        There is no such exercise, variation or model.
    """
    question = Question(exercise, variation, side)
    check_question(question)
    return look(path, question, model=model, threads=threads, progress=progress)[1]


def look(
    path: str | PathLike[str],
    question: Question,
    *,
    model: str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> tuple[Seen, Analysis]:
    """Return what was seen and what it means; parameters and errors as of `analyze`."""
    try:
        source = source_of(path)
    except (OSError, ValueError):  # the reader says better what is wrong
        source = None
    if str(path).endswith(RECORDING_SUFFIX):
        seen = load(path)
    else:
        chosen = model or _model_for(question)
        seen = watch(path, model=chosen, threads=threads, progress=progress)
    return seen, replace(analyse_seen(seen, question, Path(path).name), source=source)


def source_of(path: str | PathLike[str]) -> Source:
    """Return which file this is; raises `OSError` or `ValueError` where it cannot be told."""
    file = Path(path).resolve()
    found = file.stat()
    return Source(str(file), found.st_size, found.st_mtime_ns)


def _model_for(question: Question) -> str:
    """Return the pose model the exercise needs, the most able one while it is unknown."""
    if question.exercise is None:
        return DEFAULT_MODEL
    return load_all()[question.exercise].model


def analyze_recording(path: str | PathLike[str], question: Question | None = None) -> Analysis:
    """Analyse saved keypoints again, without the video; raises as `analyze`."""
    question = question or Question()
    check_question(question)
    return analyse_seen(load(path), question, Path(path).name)


def watch(
    path: str | PathLike[str],
    *,
    model: str = DEFAULT_MODEL,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Seen:
    """Run the pose stage alone; decoding and inference overlap."""
    from hamstrong.sources.tracking import track_poses
    from hamstrong.sources.video import VideoSource

    source = VideoSource(path, max_fps=MAX_FPS)
    filmed = source.info
    done = 0
    expected = min(filmed.frames, round(filmed.duration_s * MAX_FPS))

    def count(_: object) -> None:
        nonlocal done
        done += 1
        if progress is not None:
            progress(done, max(done, expected))

    track = track_poses(source, model, threads, count)
    notices = source.warnings
    filmed = source.info
    if filmed.frames > _THINNED * len(track):
        values = {"fps_count": filmed.fps, "kept_count": len(track) / filmed.duration_s}
        notices = (*notices, Notice("thinned", values))
    return Seen(filmed, track, model, notices)


def load(path: str | PathLike[str]) -> Seen:
    """Load what an earlier run saw; raises `RecordingError`."""
    from hamstrong.sources.recording import load_recording

    recording = load_recording(path)
    return Seen(recording.video, recording.track, recording.model, recording.warnings)


def check_question(question: Question) -> None:
    """Refuse unknown names before minutes are spent on the video."""
    if question.exercise is not None:
        definition = load_all()[question.exercise]
        if question.variation is not None:
            definition.variation(question.variation)


_DAMAGE = {"damaged", "patched", "breaks-off"}


def analyse_seen(seen: Seen, question: Question, name: str = "") -> Analysis:
    """Analyse what was seen; raises `NobodyFoundError`, which names the file ``name``."""
    if not seen.track.found.any():
        broken = {notice.id for notice in seen.warnings} & _DAMAGE
        what = (
            "parts of the file are damaged: copy it from the camera again"
            if broken
            else "film the whole body from 2 to 3 metres away, in good light"
        )
        raise NobodyFoundError(f"{name or Path(seen.video.path).name}: nobody was found; {what}.")
    return analyse_track(seen, _known_for(question), question)


def _known_for(question: Question) -> Catalogue:
    """Return what a video may show: a self-test only where it is asked for by name."""
    name = question.exercise
    if name is None or name not in load_tests():
        return load_catalogue()
    return Catalogue({name: load_tests()[name]})
