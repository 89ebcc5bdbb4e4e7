"""The progress report as one HTML file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.report.html import asset_text, policy_digest, template_environment
from hamstrong.report.progress_page import progress_sheet
from hamstrong.report.wording import wording_for

if TYPE_CHECKING:
    from datetime import date

    from hamstrong.planner.progress import Progress

__all__ = ["progress_html"]


def progress_html(progress: Progress, locale: str, made_on: date) -> str:
    """Return the report as a page that loads nothing, fits paper, and runs no script.

    Raises
    ------
    UnknownNameError
        There is no report in that language.
    """
    words = wording_for(locale)
    style = asset_text("report.css") + asset_text("progress.css")
    return (
        template_environment()
        .get_template("progress.html.j2")
        .render(
            sheet=progress_sheet(progress, words, made_on),
            words=words,
            style=style,
            style_hash=policy_digest(style),
        )
    )
