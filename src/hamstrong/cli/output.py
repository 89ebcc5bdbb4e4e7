"""Consoles: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress, TaskID

    from hamstrong.pipeline.batch import Job, Step, StepProgress

__all__ = ["FrameBars", "frame_progress", "printable_json", "say", "say_error", "stderr", "stdout"]


def stdout() -> Console:
    """Return the console for results."""
    return Console(highlight=False)


def stderr() -> Console:
    """Return the console for what is not a result."""
    return Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """Tell the user something that is not a result."""
    stderr().print(text, markup=False, soft_wrap=True)


def say_error(message: str) -> None:
    """Tell what went wrong, in one line."""
    stderr().print(f"hamstrong: {message}", markup=False, soft_wrap=True)


def printable_json(text: str) -> str:
    """Return JSON with what stdout's encoding lacks as escapes of JSON's own."""
    encoding = sys.stdout.encoding or "utf-8"
    return "".join(
        json.dumps(char)[1:-1] if char.encode(encoding, "ignore") == b"" else char for char in text
    )


class FrameBars:
    """Bars for the videos in work, each with its step and the time left."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[tuple[Job, Step], TaskID] = {}

    def __call__(self, job: Job, step: Step, done: int, total: int) -> None:
        """Show how far a job is; a step begun ends the one before."""
        task = self._tasks.get((job, step))
        if task is None:
            self.close(job)
            note = ", drawing" if step == "draw" else ""
            task = self._bars.add_task(escape(job.path.name) + note)
            self._tasks[job, step] = task
        self._bars.update(task, completed=done, total=total)

    def of(self, job: Job) -> StepProgress:
        """Return what shows how far one job is."""
        return partial(self, job)

    def close(self, job: Job) -> None:
        """Take the bars of a job away."""
        for key in [key for key in self._tasks if key[0] == job]:
            self._bars.remove_task(self._tasks.pop(key))


@contextmanager
def frame_progress() -> Iterator[FrameBars | None]:
    """Show how far videos are, with the time left; None when nobody watches."""
    console = stderr()
    if not console.is_terminal:
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("frames,"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=console,
        transient=True,
    )
    with bars:
        yield FrameBars(bars)
