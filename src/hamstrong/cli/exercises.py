"""``hamstrong exercises``: what the catalogue holds, and whether a new definition is valid."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hamstrong.cli.output import say, stdout
from hamstrong.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from rich.console import Console

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import Dose, SelfTest, Step

__all__ = ["app"]

app = typer.Typer(
    help="The exercises: list them, show one, check a definition file.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

INVALID = 2


class Locale(StrEnum):
    """The languages of the texts."""

    EN = "en"
    DE = "de"


LocaleOption = Annotated[Locale, typer.Option(help="Language of the texts.")]


@app.command("list")
def list_exercises(locale: LocaleOption = Locale.EN) -> None:
    """List the exercises and their variations, then the self-tests."""
    from rich.table import Table

    from hamstrong.exercises import load_all, texts

    words = texts(locale.value)
    console = stdout()
    rows = [_row(definition, words) for definition in load_all().values()]
    if not console.is_terminal:
        typer.echo("\n".join("\t".join(row) for row in rows))
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _row(definition: ExerciseDefinition, words: Mapping[str, str]) -> tuple[str, str, str, str]:
    kind = f"{words['show.self-test']}: " if definition.test else ""
    return (
        definition.id,
        kind + words[f"exercise.{definition.id}.title"],
        f"{words[f'posture.{definition.posture}']}, {words[f'view.{definition.view}']}",
        ", ".join(variation.id for variation in definition.variations),
    )


@app.command("show")
def show(
    exercise: Annotated[str, typer.Argument(metavar="ID", help="Which exercise.")],
    locale: LocaleOption = Locale.EN,
) -> None:
    """Show an exercise or self-test: why, steps, cues, safety, variations, dose, breathing."""
    from hamstrong.exercises import load_all, texts

    definition = load_all()[exercise]
    words = texts(locale.value)
    console = stdout()
    _print_head(console, definition, words)
    for heading, lines in _sections(definition, words):
        console.print()
        console.print(heading, style="bold", markup=False)
        for line in lines:
            console.print(f"  {line}", markup=False, soft_wrap=not console.is_terminal)


@app.command("check")
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Definition files.")],
) -> int:
    """Check definition files; texts of their own lie beside them in strings/."""
    from hamstrong.exercises import check_definition

    defects = [defect for file in files for defect in check_definition(file, _own_folder(file))]
    for defect in defects:
        typer.echo(str(defect), err=True)
    if not all(_is_readable(file) for file in files):
        return InputError.exit_status
    if defects:
        return INVALID
    say(f"{len(files)} {'definition is' if len(files) == 1 else 'definitions are'} valid.")
    return 0


def _is_readable(file: Path) -> bool:
    try:
        with file.open("rb"):
            return True
    except OSError:
        return False


def _own_folder(file: Path) -> Path | None:
    return file.parent if (file.parent / "strings").is_dir() else None


def _print_head(console: Console, definition: ExerciseDefinition, words: Mapping[str, str]) -> None:
    name = definition.id
    facts = words["show.facts"].format(
        posture=words[f"posture.{definition.posture}"],
        view=words[f"view.{definition.view}"],
        sides=words[f"sides.{definition.sides}"],
        minutes=f"{definition.minutes:g}",
    )
    console.print(words[f"exercise.{name}.title"], style="bold", markup=False, end=" ")
    console.print(f"({name})", style="dim", markup=False)
    wrap = not console.is_terminal
    console.print(words[f"exercise.{name}.why"], markup=False, soft_wrap=wrap)
    console.print(facts[:1].upper() + facts[1:], style="dim", markup=False, soft_wrap=wrap)
    console.print(words[f"exercise.{name}.camera"], style="dim", markup=False, soft_wrap=wrap)


def _sections(
    definition: ExerciseDefinition, words: Mapping[str, str]
) -> Iterator[tuple[str, list[str]]]:
    yield words["show.steps"], _step_lines(definition, definition.steps, words)
    if definition.test is None:
        yield words["show.dose"], list(_dose_lines(definition, words))
    else:
        yield words["show.result"], list(_result_lines(definition, definition.test, words))
    yield (
        words["show.breathing"],
        [
            *(
                f"{words[f'phase.{phase}']}: {words[f'breath.{breath}']}"
                for phase, breath in definition.breathing.items()
            ),
            words["breath.nose"],
        ],
    )
    yield words["show.variations"], list(_variation_lines(definition, words))
    yield (
        words["show.cues"],
        [
            f"{words[f'fault.{name}.title']}: {words[f'fault.{name}.cue']}"
            for name in _watched(definition)
        ],
    )
    yield words["show.safety"], [words[f"safety.{name}"] for name in definition.safety]
    for key, muscles in (
        ("works", definition.muscles_worked),
        ("stretches", definition.muscles_stretched),
    ):
        if muscles:
            yield words[f"show.{key}"], [", ".join(words[f"muscle.{name}"] for name in muscles)]


def _watched(definition: ExerciseDefinition) -> list[str]:
    return list(
        dict.fromkeys([*definition.mistakes, *(check.fault for check in definition.checks)])
    )


def _step_lines(
    definition: ExerciseDefinition, steps: Iterable[Step], words: Mapping[str, str]
) -> list[str]:
    lines: list[str] = []
    stage: str | None = None
    for number, step in enumerate(steps, 1):
        if step.stage is not None and step.stage != stage:
            stage = step.stage
            lines.append(f"{words[f'stage.{definition.id}.{stage}.title']}:")
        lines.append(f"{number}. {words[f'exercise.{definition.id}.step.{step.id}']}")
    return lines


def _dose_lines(definition: ExerciseDefinition, words: Mapping[str, str]) -> Iterator[str]:
    if not definition.stages:
        yield _dose_line(definition.dose, words)
    for stage in definition.stages:
        title = words[f"stage.{definition.id}.{stage.id}.title"]
        yield f"{title}: {_dose_line(stage.dose or definition.dose, words)}"


def _dose_line(dose: Dose, words: Mapping[str, str]) -> str:
    key = "show.dose-hold" if dose.hold_s else "show.dose-line"
    return words[key].format(
        sets=dose.sets, reps=dose.reps, hold=f"{dose.hold_s:g}", rest=f"{dose.rest_s:g}"
    )


def _result_lines(
    definition: ExerciseDefinition, test: SelfTest, words: Mapping[str, str]
) -> Iterator[str]:
    trials = 1 if test.until_fatigue else definition.dose.reps
    yield words[f"test.unit.{test.unit}"]
    yield words[f"test.better.{test.better}"]
    yield words[f"test.combine.{test.combine}"].format(trials=trials)
    yield f"{words['test.uncertainty']}: {test.uncertainty.source}"
    for norm in test.norms:
        who = words[f"test.norm.{norm.sex or 'all'}"]
        usual = "" if norm.mean is None else f"{norm.mean:g} ± {norm.deviation or 0:g}, "
        poor = words[f"test.poor.{test.better}"].format(limit=f"{norm.limit:g}")
        yield f"{who}: {usual}{poor} ({norm.source})"
    if not test.norms:
        yield words["test.no-norm"]


def _variation_lines(definition: ExerciseDefinition, words: Mapping[str, str]) -> Iterator[str]:
    common = {step.id for step in definition.steps}
    for variation in definition.variations:
        name = f"variation.{definition.id}.{variation.id}"
        yield f"{words[f'{name}.title']} ({variation.id}): {words[f'{name}.description']}"
        for step in variation.steps or ():
            if step.id not in common:
                yield f"  - {words[f'exercise.{definition.id}.step.{step.id}']}"
        if variation.dose is not None:
            yield f"  {_dose_line(variation.dose, words)}"
