"""``hamstrong cards``: the exercises to print."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hamstrong.cli.exercises import Locale
from hamstrong.cli.output import say

__all__ = ["cards"]


def cards(
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="The PDF file to write.", dir_okay=False)
    ] = Path("hamstrong-cards.pdf"),
    locale: Annotated[
        Locale | None, typer.Option(help="One language only; both if left out.")
    ] = None,
) -> None:
    """Write a PDF to print: one page an exercise, with pictures, steps, cues and safety."""
    from hamstrong.report.cards import write_cards

    locales = [locale.value] if locale else [language.value for language in Locale]
    pages = write_cards(out, locales)
    say(f"{out}: {pages} pages")
