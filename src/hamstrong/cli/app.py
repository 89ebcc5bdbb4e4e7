"""The application: mounts the commands and turns errors into one line and an exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Any, Final

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

__all__ = ["app", "main"]

INTERRUPTED = 130

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
    try:
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
        _leave_stdout()
        say_error(f"The result cannot be printed ({error.strerror}): print it elsewhere.")
        sys.exit(OutputError.exit_status)
    if status == INTERRUPTED:  # Typer makes this status of Ctrl-C, or lets it through.
        say_error("stopped; what was finished is kept, nothing is half-written.")
    sys.exit(status if isinstance(status, int) else 0)


def _say_refused(error: Any) -> None:  # noqa: ANN401 - click's or Typer's
    message = error.format_message().replace("Value error, ", "")
    if "\n" in message:
        error.show()
    else:
        say_error(f"{message.rstrip('.')}. See hamstrong --help.")


def _leave_stdout() -> None:
    """Let what could not be printed go, or Python would try once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
