"""The formats a report can have, and writing several at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hamstrong.errors import OutputError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from hamstrong.analysis.values import Analysis
    from hamstrong.report.film import Film

__all__ = ["FORMATS", "Format", "Options", "parse_formats", "write_reports"]


@dataclass(frozen=True, slots=True)
class Options:
    """How reports are written.

    Attributes
    ----------
    locale
        ``en`` or ``de``.
    film
        The video, for pictures; the annotated video needs it.
    texts
        Texts of the exercise catalogue by id; None for the ones that come with Hamstrong.
    progress
        Called with the pictures done and the pictures of the video while it is being annotated.
    """

    locale: str = "en"
    film: Film | None = None
    texts: Mapping[str, str] | None = None
    progress: Callable[[int, int], None] | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is, how its file's name ends, and what writes it."""

    name: str
    title: str
    suffix: str
    write: Callable[[Analysis, Path, Options], None]
    needs_film: bool = False


def parse_formats(names: Iterable[str]) -> tuple[Format, ...]:
    """Return formats by name, each once.

    Raises
    ------
    UnknownNameError
        There is no such format.
    """
    wanted = list(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    for name in wanted:
        if name not in FORMATS:
            raise UnknownNameError(f"There is no format {name!r}; use {', '.join(FORMATS)}.")
    return tuple(FORMATS[name] for name in wanted)


def write_reports(
    analysis: Analysis,
    out_dir: Path,
    stem: str,
    formats: Iterable[str],
    options: Options | None = None,
) -> tuple[Path, ...]:
    """Write an analysis in several formats and return the files' paths.

    The folder is created where it is missing. Each file appears whole or not at all.

    Parameters
    ----------
    stem
        Name of the files without suffix.
    formats
        Names of `FORMATS`.

    Raises
    ------
    UnknownNameError
        There is no such format or language; nothing is written then.
    UsageError
        A format needs the video and there is none; nothing is written then.
    OutputError
        A file cannot be written.
    VideoError
        The video cannot be read.
    """
    options = options or Options()
    chosen = parse_formats(formats)
    for choice in chosen:
        if choice.needs_film and options.film is None:
            raise UsageError(f"The format {choice.name} needs the video; analyze the video itself.")
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{out_dir} cannot be created: {error.strerror}; choose another folder."
        ) from error
    paths = []
    for choice in chosen:
        path = out_dir / f"{stem}{choice.suffix}"
        choice.write(analysis, path, options)
        paths.append(path)
    return tuple(paths)


def _json(analysis: Analysis, path: Path, options: Options) -> None:
    from hamstrong.report.document import write_json

    write_json(analysis, path, options.locale)


def _csv(analysis: Analysis, path: Path, _: Options) -> None:
    from hamstrong.report.angle_table import write_csv

    write_csv(analysis, path)


def _parquet(analysis: Analysis, path: Path, _: Options) -> None:
    from hamstrong.report.angle_table import write_parquet

    write_parquet(analysis, path)


def _trc(analysis: Analysis, path: Path, _: Options) -> None:
    from hamstrong.report.opensim import write_trc

    write_trc(analysis, path)


def _mot(analysis: Analysis, path: Path, _: Options) -> None:
    from hamstrong.report.opensim import write_mot

    write_mot(analysis, path)


def _html(analysis: Analysis, path: Path, options: Options) -> None:
    from hamstrong.report.html import write_html

    write_html(analysis, path, options.locale, options.film, options.texts)


def _mp4(analysis: Analysis, path: Path, options: Options) -> None:
    from hamstrong.report.annotated import write_annotated_video

    if options.film is None:
        raise UsageError("The annotated video needs the video; analyze the video itself.")
    write_annotated_video(
        analysis,
        options.film,
        path,
        options.locale,
        texts=options.texts,
        progress=options.progress,
    )


FORMATS: Final[Mapping[str, Format]] = {
    known.name: known
    for known in (
        Format("json", "everything, for programs", ".json", _json),
        Format("csv", "angles, one row a frame", ".csv", _csv),
        Format("parquet", "angles with full precision", ".parquet", _parquet),
        Format("trc", "keypoints as OpenSim markers", ".trc", _trc),
        Format("mot", "angles as an OpenSim motion", ".mot", _mot),
        Format("html", "a page to read", ".html", _html),
        # Not plain .mp4: that may be the name of the video itself.
        Format("mp4", "the annotated video", ".annotated.mp4", _mp4, needs_film=True),
    )
}
"""All formats by name."""
