"""The application: mounts the commands and turns errors into one line and an exit status."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from hamstrong.cli import (
    analyze,
    backup,
    cards,
    coach,
    demo,
    doctor,
    exercises,
    export,
    import_,
    progress,
)
from hamstrong.cli.output import say_error
from hamstrong.errors import HamstrongError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["app", "main"]

INTERRUPTED = 130
TERMINATED = 143

# Typer refuses with click's exceptions or, from 0.20-something on, with those of its own copy.
_REFUSED: Final[Any] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

app = typer.Typer(
    name="hamstrong",
    help="A hamstring coach that sees you.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("coach")(coach.coach)
app.command("analyze")(analyze.analyze)
app.command("demo")(demo.demo)
app.command("progress")(progress.progress)
app.command("cards")(cards.cards)
app.command("export")(export.export)
app.command("import")(import_.import_archive)
app.command("backup")(backup.backup)
app.command("restore")(backup.restore)
app.command("erase")(backup.erase)
app.command("doctor")(doctor.doctor)
app.add_typer(exercises.app, name="exercises")


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--exercises",
            metavar="DIR",
            file_okay=False,
            help="Folder with further exercises, for the command that follows.",
        ),
    ] = None,
) -> None:
    """Coach you through the routine, or analyse recorded videos of it."""
    if folder is not None:
        from hamstrong.exercises import FOLDER_VARIABLE

        # Through the environment it reaches the processes that analyse videos, too.
        os.environ[FOLDER_VARIABLE] = str(folder.resolve())
    if version:
        from hamstrong.report.document import installed_version

        typer.echo(installed_version())
        raise typer.Exit
    if context.invoked_subcommand is None:
        context.invoke(coach.coach)


def main() -> None:
    """Run the command line; every error of ours ends in one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name may hold what the terminal cannot show, or what is no text at all.
            stream.reconfigure(errors="backslashreplace")
    try:
        with _told_to_end():
            status = app(standalone_mode=False)
    except HamstrongError as error:
        say_error(error.message)
        sys.exit(error.exit_status)
    except _REFUSED as error:
        _say_refused(error)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        status = INTERRUPTED
    except OSError as error:
        _say_broken(error)
        sys.exit(OutputError.exit_status)
    if status == INTERRUPTED:  # Typer makes this status of Ctrl-C, or lets it through.
        say_error("stopped; what was finished is kept, nothing is half-written.")
    sys.exit(status if isinstance(status, int) else 0)


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Have SIGTERM unwind like an error, so that no half-written file is left."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say_refused(error: Any) -> None:  # noqa: ANN401 - click's or Typer's
    message = error.format_message().replace("Value error, ", "")
    if "\n" in message:
        error.show()
    else:
        say_error(f"{message.rstrip('.')}. See hamstrong --help.")


def _say_broken(error: OSError) -> None:
    if error.filename is not None:
        say_error(f"{error.filename}: {error.strerror}; check the name and the place.")
        return
    _leave_stdout()
    say_error(f"The result cannot be printed ({error.strerror}): print it elsewhere.")


def _leave_stdout() -> None:
    """Let what could not be printed go, or Python would try once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
