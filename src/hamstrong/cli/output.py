"""Consoles: results on stdout, everything else on stderr."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hamstrong.pipeline.analyze import Progress

__all__ = ["frame_progress", "say", "say_error", "stderr", "stdout"]


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


@contextmanager
def frame_progress(name: str) -> Iterator[Progress | None]:
    """Show how far a video is, with the time left; None when nobody watches."""
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

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("frames,"),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
