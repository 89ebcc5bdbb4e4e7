"""Many videos: one after the other or several at a time; a bad one does not stop the others."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, get_args

from hamstrong.errors import HamstrongError, UnknownNameError, UsageError
from hamstrong.pipeline.analyze import RECORDING_SUFFIX, look, source_of
from hamstrong.report import FORMATS, Options, read_json, write_reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableSequence, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from hamstrong.analysis import Analysis, Question, Seen
    from hamstrong.analysis.values import Source

    Board = MutableSequence[int]

__all__ = [
    "KEYPOINTS",
    "Job",
    "JobProgress",
    "Outcome",
    "Step",
    "StepProgress",
    "check_jobs",
    "run_job",
    "run_jobs",
]

Step = Literal["watch", "draw"]
"""Looking for the person in the video; drawing the annotated one."""

_IN_WORDS: Final = {"html", "mp4"}
"""The formats in the language that was asked for."""
_STEPS: Final[tuple[Step, ...]] = get_args(Step)
_CELLS: Final = 3
_LOOK_S: Final = 0.2
_boards: Final[list[Board]] = []
"""The board of this worker: step, done and total of each job, in shared memory without locks."""

KEYPOINTS = "keypoints"
"""The format that saves what the pose stage saw, for an analysis without the video."""


class StepProgress(Protocol):
    """Is told how far a job is."""

    def __call__(self, step: Step, done: int, total: int, /) -> None:
        """Take the step, the pictures done in it and the pictures expected."""


class JobProgress(Protocol):
    """Is told how far each of several jobs is."""

    def __call__(self, job: Job, step: Step, done: int, total: int, /) -> None:
        """Take the job and what `StepProgress` takes."""


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
        _check_formats(job.formats)
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


def _check_formats(names: Sequence[str]) -> None:
    for name in names:
        if name not in (*FORMATS, KEYPOINTS):
            known = ", ".join((*FORMATS, KEYPOINTS))
            raise UnknownNameError(f"There is no format {name!r}; use {known}.")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def run_job(job: Job, progress: StepProgress | None = None) -> Outcome:
    """Run one job; an error of ours becomes its result.

    Parameters
    ----------
    progress
        Called with the step, the pictures done in it and the pictures expected.
    """
    return _settled(job) or _worked(job, progress)


def _settled(job: Job) -> Outcome | None:
    """Return the outcome of a job that needs no work: it was done before, or is refused."""
    try:
        finished = _finished(job)
    except HamstrongError as error:
        return Outcome(job, error, "failed")
    return None if finished is None else Outcome(job, finished, "skipped", job.outputs())


def _worked(job: Job, progress: StepProgress | None = None) -> Outcome:
    try:
        _check_folder(job)
        watch = None if progress is None else partial(progress, "watch")
        seen, analysis = look(
            job.path, job.question, model=job.model, threads=job.threads, progress=watch
        )
        return Outcome(job, analysis, "done", _write(job, seen, analysis, progress))
    except HamstrongError as error:
        return Outcome(job, error, "failed")


def run_jobs(
    jobs: Sequence[Job], workers: int, progress: JobProgress | None = None
) -> Iterator[Outcome]:
    """Run jobs in ``workers`` processes and yield the outcomes as they come.

    Each process has its own net on one thread, so that as many processors are busy. Leaving the
    iteration early (Ctrl-C) stops the workers. What needs no work starts none.

    Parameters
    ----------
    progress
        Called now and then with a job, its step, the pictures done and the pictures expected.
    """
    left = []
    for job in jobs:
        outcome = _settled(job)
        if outcome is None:
            left.append(job)
        else:
            yield outcome
    if left:
        yield from _run_in_processes(left, workers, progress)


def _run_in_processes(
    jobs: Sequence[Job], workers: int, progress: JobProgress | None
) -> Iterator[Outcome]:
    context = multiprocessing.get_context("spawn")
    board = context.RawArray("q", _CELLS * len(jobs))
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_start_worker, initargs=(board,)
    )
    try:
        with _interrupts_ignored():
            waiting = {
                pool.submit(_run_in_worker, job, place): job for place, job in enumerate(jobs)
            }
        while waiting:
            done, _ = wait(waiting, _LOOK_S, return_when=FIRST_COMPLETED)
            if progress is not None:
                for place, job in enumerate(jobs):
                    _tell(board, place, partial(progress, job))
            for future in done:
                yield _outcome(future, waiting.pop(future))
    except BaseException:
        for process in list(pool._processes.values()):  # noqa: SLF001 - the pool has no kill before 3.14
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _run_in_worker(job: Job, place: int) -> Outcome:
    """Run a job so that a worker that is told to end leaves nothing half-written."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _worked(job, partial(_note, place))
    except KeyboardInterrupt:
        os._exit(1)
    finally:
        signal.signal(signal.SIGTERM, before)


def _note(place: int, step: Step, done: int, total: int) -> None:
    """Write on the board how far a job is; a worker's part of `_tell`."""
    _boards[-1][_CELLS * place : _CELLS * (place + 1)] = [_STEPS.index(step), done, total]


def _tell(board: Board, place: int, progress: StepProgress) -> None:
    step, done, total = board[_CELLS * place : _CELLS * (place + 1)]
    if done:
        progress(_STEPS[step], done, total)


def _outcome(future: Future[Outcome], job: Job) -> Outcome:
    try:
        return future.result()
    except BrokenExecutor:
        error = HamstrongError(
            f"{job.path}: not analysed, a worker process was ended from outside, perhaps because "
            "memory ran out; try again with fewer --jobs."
        )
        return Outcome(job, error, "failed")


def _start_worker(board: Board) -> None:
    """Take the board, and leave Ctrl-C to the parent, which ends the workers."""
    _boards.append(board)
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
    if os.path.exists(job.path):  # noqa: PTH110 - false where the name itself is too long
        _check_names(folder, job.outputs())


def _check_names(folder: Path, outputs: Sequence[Path]) -> None:
    for output in outputs:
        try:
            (folder / output.name).exists()
        except OSError as error:
            raise UsageError(
                f"{output.name} cannot be written ({error.strerror}): rename the video."
            ) from error


def _write(
    job: Job, seen: Seen, analysis: Analysis, progress: StepProgress | None
) -> tuple[Path, ...]:
    if job.out_dir is None:
        return ()
    from hamstrong.sources.video import VideoSource

    film = None if job.is_recording else VideoSource(job.path)
    names = [name for name in job.formats if name != KEYPOINTS]
    draw = None if progress is None else partial(progress, "draw")
    options = Options(locale=job.locale, film=film, progress=draw)
    files = write_reports(analysis, job.out_dir, job.stem, names, options)
    if KEYPOINTS not in job.formats:
        return files
    from hamstrong.sources.recording import save_recording

    path = job.out_dir / f"{job.stem}{RECORDING_SUFFIX}"
    save_recording(seen.track, seen.video, path, model=seen.model, warnings=seen.warnings)
    return (*files, path)


def _finished(job: Job) -> Analysis | None:
    """Return the analysis of an earlier run that asked the same of the same file.

    Raises
    ------
    UsageError
        The reports of this name are those of another file.
    """
    if job.force or "json" not in job.formats or job.out_dir is None:
        return None
    known = job.out_dir / f"{job.stem}{FORMATS['json'].suffix}"
    try:
        source = source_of(job.path)
        document = json.loads(known.read_text(encoding="utf-8"))
        _refuse_another(job, known, document, source)
        if not (
            document["source"] == asdict(source)
            and _asked_the_same(document, job)
            and _of_one_run(known, job.outputs())
        ):
            return None
        return read_json(known)
    except UsageError:
        raise
    except (OSError, ValueError, KeyError, TypeError, HamstrongError):
        return None


def _refuse_another(job: Job, known: Path, document: Mapping[str, Any], source: Source) -> None:
    owner = document["source"]["path"]
    if owner != source.path:
        raise UsageError(
            f"{job.path}: '{known}' is the report of another file, '{owner}': choose another "
            "--out, rename the video, or replace that report with --force."
        )


def _of_one_run(document: Path, outputs: Sequence[Path]) -> bool:
    """Return whether all files are there and none is from before the document, the first."""
    written = document.stat().st_mtime_ns
    return all(output.stat().st_mtime_ns >= written for output in outputs)


def _asked_the_same(document: Mapping[str, Any], job: Job) -> bool:
    from hamstrong.report.document import installed_version

    question = job.question
    return (
        document["version"] == installed_version()
        and (job.is_recording or job.model in (None, document["model"]))
        and document["question"] == [question.exercise, question.variation, question.side]
        and (document["locale"] == job.locale or not _IN_WORDS & set(job.formats))
    )
