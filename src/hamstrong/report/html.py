"""The HTML report: one file that needs nothing else, not even a network."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING

from hamstrong.report.atomic import write_text
from hamstrong.report.catalogue import body_parts
from hamstrong.report.facts import all_movements
from hamstrong.report.page import page_of
from hamstrong.report.stills import take_stills
from hamstrong.report.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jinja2 import Environment

    from hamstrong.analysis.values import Analysis, Rep
    from hamstrong.report.film import Film
    from hamstrong.report.stills import Still
    from hamstrong.report.wording import Wording

__all__ = ["asset_text", "html_text", "policy_digest", "template_environment", "write_html"]


def write_html(
    analysis: Analysis,
    path: Path,
    locale: str = "en",
    film: Film | None = None,
    texts: Mapping[str, str] | None = None,
) -> None:
    """Write the report as one HTML file.

    Parameters
    ----------
    locale
        ``en`` or ``de``.
    film
        The video, for key pictures; None for a report without pictures.
    texts
        Texts of the exercise catalogue by id; None for the ones that come with Hamstrong.

    Raises
    ------
    UnknownNameError
        There is no report in that language.
    OutputError
        The file cannot be written.
    VideoError
        The video cannot be read.
    """
    words = wording_for(locale, texts)
    movements = all_movements(analysis)
    stills: dict[Rep, list[Still]] = {}
    if film is not None:
        for still in take_stills(analysis, movements, film, body_parts(analysis)):
            stills.setdefault(movements[still.moment.rep], []).append(still)
    write_text(path, html_text(analysis, words, date.today(), stills))  # noqa: DTZ011 - the user's day


def html_text(
    analysis: Analysis, words: Wording, made_on: date, stills: Mapping[Rep, Sequence[Still]]
) -> str:
    """Return the report as HTML.

    Every text is escaped, and the page's own policy lets nothing run or load but its one script
    and one style sheet.
    """
    style, script = (asset_text(name) for name in ("report.css", "report.js"))
    return (
        template_environment()
        .get_template("report.html.j2")
        .render(
            analysis=analysis,
            page=page_of(analysis, words, made_on, stills),
            words=words,
            style=style,
            script=script,
            style_hash=policy_digest(style),
            script_hash=policy_digest(script),
        )
    )


def template_environment() -> Environment:
    """Return what renders the templates; everything is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("hamstrong.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def asset_text(name: str) -> str:
    """Return a style sheet or script of the templates."""
    return files("hamstrong.report").joinpath("templates", name).read_text(encoding="utf-8")


def policy_digest(text: str) -> str:
    """Return what names a style or script in a content security policy."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
