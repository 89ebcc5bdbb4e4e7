"""Many videos: one after the other or several at a time; a bad one does not stop the others."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hamstrong.errors import HamstrongError, UsageError
from hamstrong.pipeline.analyze import RECORDING_SUFFIX, look
from hamstrong.report import FORMATS, Options, parse_formats, read_json, write_reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from hamstrong.analysis import Analysis, Question, Seen
    from hamstrong.pipeline.analyze import Progress

__all__ = ["KEYPOINTS", "Job", "Outcome", "check_jobs", "run_job", "run_jobs"]

KEYPOINTS = "keypoints"
"""The format that saves what the pose stage saw, for an analysis without the video."""


@dataclass(frozen=True, slots=True)
class Job:
    """One video, what is asked of it, and where its reports go (None: nowhere)."""

    path: Path
    question: Question
    model: str | None = None
    out_dir: Path | None = None
    formats: tuple[str, ...] = ("json",)
    locale: str = "en"
    force: bool = False
    threads: int | None = None

    @property
    def stem(self) -> str:
        """Name of the reports without suffix."""
        name = self.path.name
        return name.removesuffix(RECORDING_SUFFIX) if self.is_recording else self.path.stem

    @property
    def is_recording(self) -> bool:
        """Whether the input is saved keypoints rather than a video."""
        return self.path.name.endswith(RECORDING_SUFFIX)

    def outputs(self) -> tuple[Path, ...]:
        """Return the files the job writes."""
        if self.out_dir is None:
            return ()
        suffixes = [
            RECORDING_SUFFIX if name == KEYPOINTS else FORMATS[name].suffix for name in self.formats
        ]
        return tuple(self.out_dir / f"{self.stem}{suffix}" for suffix in suffixes)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """How a job ended: its analysis or its error."""

    job: Job
    result: Analysis | HamstrongError
    state: Literal["done", "skipped", "failed"]
    files: tuple[Path, ...] = ()

    @property
    def exit_status(self) -> int:
        """0, or the status of the error."""
        return self.result.exit_status if isinstance(self.result, HamstrongError) else 0


def check_jobs(jobs: Sequence[Job]) -> None:
    """Refuse before any work what cannot end well: unknown formats, two reports of one name."""
    taken: dict[Path, Path] = {}
    for job in jobs:
        parse_formats(name for name in job.formats if name != KEYPOINTS)
        for output in job.outputs():
            other = taken.setdefault(output, job.path)
            if other != job.path:
                raise UsageError(
                    f"'{other}' and '{job.path}' would both be reported as '{output.name}': "
                    "rename one, or analyse them with an --out of their own."
                )
            if output.resolve() == job.path.resolve() or _is_folder(output):
                raise UsageError(
                    f"The report '{output}' would replace the input: choose another --out."
                )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def run_job(job: Job, progress: Progress | None = None) -> Outcome:
    """Run one job; an error of ours becomes its result."""
    try:
        if not job.force:
            finished = _finished(job)
            if finished is not None:
                return Outcome(job, finished, "skipped", job.outputs())
        _check_folder(job)
        seen, analysis = look(
            job.path, job.question, model=job.model, threads=job.threads, progress=progress
        )
        return Outcome(job, analysis, "done", _write(job, seen, analysis))
    except HamstrongError as error:
        return Outcome(job, error, "failed")


def run_jobs(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """Run jobs in ``workers`` processes and yield the outcomes as they come.

    Each process has its own net on one thread, so that as many processors are busy. Leaving the
    iteration early (Ctrl-C) stops the workers.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_ignore_interrupts)
    try:
        with _interrupts_ignored():
            waiting = {pool.submit(_run_in_worker, job): job for job in jobs}
        while waiting:
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                yield _outcome(future, waiting.pop(future))
    except BaseException:
        for process in list(pool._processes.values()):  # noqa: SLF001 - the pool has no kill before 3.14
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _run_in_worker(job: Job) -> Outcome:
    """Run a job so that a worker that is told to end leaves nothing half-written."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return run_job(job)
    except KeyboardInterrupt:
        os._exit(1)
    finally:
        signal.signal(signal.SIGTERM, before)


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    try:
        return future.result()
    except BrokenExecutor:
        error = HamstrongError(
            f"{job.path}: not analysed, a worker process was ended from outside, perhaps because "
            "memory ran out; try again with fewer --jobs."
        )
        return Outcome(job, error, "failed")


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent, which ends the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Have processes that start meanwhile ignore Ctrl-C from their first moment (on POSIX)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _check_folder(job: Job) -> None:
    """Find out that nothing can be written there before minutes are spent on the video."""
    if job.out_dir is None:
        return
    folder = job.out_dir
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if not folder.is_dir():
        raise UsageError(
            f"{job.out_dir} cannot be created: {folder} is not a folder; choose another --out."
        )
    if not os.access(folder, os.W_OK | os.X_OK):
        raise UsageError(f"{folder} cannot be written to: choose another --out.")


def _write(job: Job, seen: Seen, analysis: Analysis) -> tuple[Path, ...]:
    if job.out_dir is None:
        return ()
    from hamstrong.sources.video import VideoSource

    film = None if job.is_recording else VideoSource(job.path)
    names = [name for name in job.formats if name != KEYPOINTS]
    options = Options(locale=job.locale, film=film)
    files = write_reports(analysis, job.out_dir, job.stem, names, options)
    if KEYPOINTS not in job.formats:
        return files
    from hamstrong.sources.recording import save_recording

    path = job.out_dir / f"{job.stem}{RECORDING_SUFFIX}"
    save_recording(seen.track, seen.video, path, model=seen.model, warnings=seen.warnings)
    return (*files, path)


def _finished(job: Job) -> Analysis | None:
    """Return the analysis of an earlier run that asked the same of the same file."""
    outputs = job.outputs()
    if "json" not in job.formats or job.out_dir is None:
        return None
    try:
        changed = job.path.stat().st_mtime
        if any(output.stat().st_mtime < changed for output in outputs):
            return None
        known = job.out_dir / f"{job.stem}{FORMATS['json'].suffix}"
        if not _asked_the_same(json.loads(known.read_text(encoding="utf-8")), job):
            return None
        return read_json(known)
    except (OSError, ValueError, HamstrongError):
        return None


def _asked_the_same(document: dict[str, object], job: Job) -> bool:
    from hamstrong.report.document import installed_version

    question = job.question
    return (
        document.get("version") == installed_version()
        and (job.is_recording or job.model in (None, document.get("model")))
        and document.get("question") == [question.exercise, question.variation, question.side]
    )
