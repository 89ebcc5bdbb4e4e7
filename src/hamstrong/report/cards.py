"""The exercises as cards to print: one A4 page each."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

from hamstrong.exercises import load_catalogue, texts
from hamstrong.exercises.pictures import MOMENTS, find_picture, find_step
from hamstrong.report.atomic import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    from hamstrong.exercises import ExerciseDefinition

    Words = Mapping[str, str]

__all__ = ["render_cards", "write_cards"]

_WIDTH, _HEIGHT = 595.28, 841.89
_MARGIN: Final = 40.0
_INNER: Final = _WIDTH - 2 * _MARGIN
_GAP: Final = 12.0
_INK, _SOFT, _ACCENT, _PAPER = "#13201a", "#52605a", "#0b6147", "#f4f3ec"
_PICTURE_SHAPE: Final = 0.75
"""Height by width."""
_FEWEST_A_ROW: Final = 3
"""Places for variations in their row, where there are no more."""
_VARIATION_PICTURE: Final = 62.0
_SIZES: Final = (13.2, 12.6, 12.0, 11.4, 10.8, 10.2, 9.6, 9.2, 8.8, 8.4, 8.0, 7.6, 7.2, 6.8)
"""Sizes of the running text, in points; the largest that fits is taken."""
_SHARES: Final = (0.54, 0.5, 0.46, 0.42)
"""How much of the page's width the left column may take."""
_COMFORTABLE: Final = 12.0
"""Where the text would still be this large, the pictures take more room."""
_JPEG_QUALITY: Final = 90


def write_cards(path: Path, locales: Sequence[str]) -> int:
    """Write the cards of all exercises to a PDF file and return the number of its pages.

    Raises
    ------
    OutputError
        The file cannot be written.
    """
    write_bytes(path, render_cards(locales))
    return len(locales) * len(load_catalogue())


def render_cards(locales: Sequence[str]) -> bytes:
    """Return a PDF with one page for each exercise in each language."""
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    # Invariant: the same cards are the same bytes, without a date.
    sheet = Canvas(target, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    sheet.setTitle("Hamstrong")
    for locale in locales:
        words = texts(locale)
        for definition in load_catalogue().values():
            _Card(sheet, definition, words).draw()
            sheet.showPage()
    sheet.save()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Block:
    """A heading and its lines."""

    heading: str
    lines: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class _Column:
    """Where a column of text stands and what is in it."""

    left: float
    width: float
    blocks: tuple[_Block, ...]


class _Card:
    """One page; ``y`` is how far down it is filled, from the bottom as PDF counts."""

    def __init__(self, sheet: Canvas, definition: ExerciseDefinition, words: Words) -> None:
        self._sheet = sheet
        self._exercise = definition
        self._words = words

    def draw(self) -> None:
        top = self._draw_head()
        top = self._draw_strip(top)
        bottom = self._draw_variations(_MARGIN + 16)
        self._draw_text(top, bottom)
        self._sheet.setFillColor(_SOFT)
        self._sheet.setFont("Helvetica", 7.5)
        self._sheet.drawString(_MARGIN, _MARGIN - 8, self._words["cards.footer"])

    def _text(self, name: str) -> str:
        return self._words[f"exercise.{self._exercise.id}.{name}"]

    def _draw_head(self) -> float:
        definition, words = self._exercise, self._words
        facts = words["show.facts"].format(
            posture=words[f"posture.{definition.posture}"],
            view=words[f"view.{definition.view}"],
            sides=words[f"sides.{definition.sides}"],
            minutes=f"{definition.minutes:g}",
        )
        top = _HEIGHT - _MARGIN + 6
        top = self._write(self._text("title"), _MARGIN, top, _INNER, 27, _ACCENT, bold=True)
        top = self._write(self._text("why"), _MARGIN, top - 4, _INNER, 11, _INK)
        return self._write(_begun(facts), _MARGIN, top - 3, _INNER, 9, _SOFT) - 8

    def _draw_strip(self, top: float) -> float:
        """Draw the movement in three pictures, or each stage's in two."""
        shown = list(self._choose_pictures())
        if not shown:
            return top
        columns = self._strip_columns(len(shown), top)
        width = (_INNER - (columns - 1) * _GAP) / columns
        for index, (path, caption) in enumerate(shown):
            row, column = divmod(index, columns)
            left = _MARGIN + column * (width + _GAP)
            low = top - row * _strip_row(columns) - width * _PICTURE_SHAPE
            self._picture(path, left, low, width)
            self._write(caption, left + 2, low - 2, width, 8.5, _SOFT)
        return top - _strip_row(columns) * (len(shown) // columns)

    def _strip_columns(self, count: int, top: float) -> int:
        """Return how many pictures stand in a row: half of them where the text leaves room."""
        half, odd = divmod(count, 2)
        if odd:
            return count
        size, _ = self._fit_text(top - 2 * _strip_row(half), self._variations_top())
        return half if size >= _COMFORTABLE else count

    def _choose_pictures(self) -> Iterator[tuple[Path, str]]:
        definition, words = self._exercise, self._words
        places: list[tuple[str | None, int, str]] = [
            (None, moment, words[f"phase.{phase}"])
            for moment, phase in zip(MOMENTS, ("rest", "out", "hold"), strict=True)
        ]
        if definition.stages:
            places = [
                (stage.id, moment, words[f"stage.{definition.id}.{stage.id}.title"])
                for stage in definition.stages
                for moment in (MOMENTS[0], MOMENTS[-1])
            ]
        for stage, moment, caption in places:
            path = find_picture(definition, "standard", stage, moment)
            if path is not None:
                step = find_step(definition, "standard", stage, moment)
                number = f"{step}  " if step else ""
                yield path, number + _begun(caption)

    @property
    def _others(self) -> list[str]:
        return [variation.id for variation in self._exercise.variations if variation.order > 0]

    @property
    def _variation_width(self) -> float:
        places = max(_FEWEST_A_ROW, len(self._others))
        return (_INNER - (places - 1) * _GAP) / places

    def _variations_top(self, bottom: float = _MARGIN + 16) -> float:
        if not self._others:
            return bottom
        said = min(self._describe(variation, 0, 0, dry=True) for variation in self._others)
        return bottom - said + _VARIATION_PICTURE + 26

    def _draw_variations(self, bottom: float) -> float:
        """Draw all variations but the standard one in a row along the bottom."""
        if not self._others:
            return bottom
        top, width = self._variations_top(bottom), self._variation_width
        for place, variation in enumerate(self._others):
            left, high = _MARGIN + place * (width + _GAP), top - 26
            path = find_picture(self._exercise, variation)
            if path is not None:
                self._picture(path, left, high - _VARIATION_PICTURE, width, _VARIATION_PICTURE)
            self._describe(variation, left, high - _VARIATION_PICTURE)
        self._write(
            self._words["show.variations"], _MARGIN, top - 10, _INNER, 12, _ACCENT, bold=True
        )
        return top

    def _describe(self, variation: str, left: float, top: float, *, dry: bool = False) -> float:
        """Write a variation's title and description, and return where they end."""
        name, width = f"variation.{self._exercise.id}.{variation}", self._variation_width - 4
        title, description = (self._words[f"{name}.{part}"] for part in ("title", "description"))
        below = self._write(title, left + 2, top - 2, width, 9, _INK, bold=True, dry=dry)
        return self._write(description, left + 2, below, width, 7.4, _SOFT, dry=dry)

    def _draw_text(self, top: float, bottom: float) -> float:
        """Write the two columns as large as they fit, and return where the longer one ends."""
        size, columns = self._fit_text(top, bottom)
        return self._write_columns(columns, top, size, dry=False)

    def _fit_text(self, top: float, bottom: float) -> tuple[float, Sequence[_Column]]:
        """Return the largest size of the text that fits, and the columns it then stands in."""
        layouts = list(self._layouts())
        for size in _SIZES:
            for columns in layouts:
                if self._write_columns(columns, top, size, dry=True) >= bottom:
                    return size, columns
        return _SIZES[-1], layouts[0]

    def _layouts(self) -> Iterator[Sequence[_Column]]:
        """Yield how the blocks may be shared out to two columns of different widths."""
        steps, breathing = self._left_blocks()
        safety, cues = self._right_blocks()
        for left, right in (
            ((steps, breathing), (safety, cues)),
            ((steps, safety), (cues, breathing)),
            ((steps, breathing, safety), (cues,)),
        ):
            for share in _SHARES:
                wide = (_INNER - 2 * _GAP) * share
                narrow = _INNER - 2 * _GAP - wide
                yield (
                    _Column(_MARGIN, wide, left),
                    _Column(_MARGIN + wide + 2 * _GAP, narrow, right),
                )

    def _write_columns(
        self, columns: Sequence[_Column], top: float, size: float, *, dry: bool
    ) -> float:
        return min(
            self._column(column.blocks, column.left, top, column.width, size, dry=dry)
            for column in columns
        )

    def _left_blocks(self) -> Iterator[_Block]:
        words = self._words
        steps = tuple(self._text(f"step.{step.id}") for step in self._exercise.steps)
        yield _Block(words["show.steps"], steps, numbered=True)
        breaths = tuple(
            f"{_begun(words[f'phase.{phase}'])}: {words[f'breath.{breath}']}"
            for phase, breath in self._exercise.breathing.items()
        )
        yield _Block(words["show.breathing"], (*breaths, words["breath.nose"]))

    def _right_blocks(self) -> Iterator[_Block]:
        words, definition = self._words, self._exercise
        yield _Block(
            words["show.safety"], tuple(words[f"safety.{name}"] for name in definition.safety)
        )
        cues = dict.fromkeys(words[f"fault.{name}.cue"] for name in definition.mistakes)
        yield _Block(words["show.cues"], tuple(cues))

    def _column(  # noqa: PLR0913 - where, how large, and whether to draw
        self,
        blocks: Sequence[_Block],
        left: float,
        top: float,
        width: float,
        size: float,
        *,
        dry: bool = False,
    ) -> float:
        y = top
        for block in blocks:
            y = (
                self._write(block.heading, left, y, width, size + 3, _ACCENT, bold=True, dry=dry)
                - 3
            )
            for number, line in enumerate(block.lines, 1):
                mark = f"{number}" if block.numbered else "\u2013"
                if not dry:
                    self._write(mark, left, y, 14, size, _ACCENT, bold=True)
                y = self._write(line, left + 15, y, width - 15, size, _INK, dry=dry) - 2
            y -= 7
        return y

    def _write(  # noqa: PLR0913 - what, where and how
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        dry: bool = False,
    ) -> float:
        """Write a paragraph below ``top`` and return where it ends."""
        from reportlab.lib.colors import HexColor
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph

        font = "Helvetica-Bold" if bold else "Helvetica"
        style = ParagraphStyle(
            "card", fontName=font, fontSize=size, leading=1.24 * size, textColor=HexColor(colour)
        )
        paragraph = Paragraph(escape(text), style)
        _, height = paragraph.wrap(width, _HEIGHT)
        if not dry:
            paragraph.drawOn(self._sheet, left, top - height)
        return top - float(height)

    def _picture(
        self, path: Path, left: float, bottom: float, width: float, height: float | None = None
    ) -> None:
        """Draw a picture on paper of its own, as large as it fits."""
        high = height or width * _PICTURE_SHAPE
        self._sheet.setFillColor(_PAPER)
        self._sheet.roundRect(left, bottom, width, high, 7, stroke=0, fill=1)
        shown = min(width, high / _PICTURE_SHAPE)
        self._sheet.drawImage(
            _on_paper(path),
            left + (width - shown) / 2,
            bottom + (high - shown * _PICTURE_SHAPE) / 2,
            shown,
            shown * _PICTURE_SHAPE,
        )


def _strip_row(columns: int) -> float:
    """Return the height of a row of pictures with their captions."""
    return (_INNER - (columns - 1) * _GAP) / columns * _PICTURE_SHAPE + 24


def _begun(text: str) -> str:
    """Return a text that begins with a capital; all else keeps its own."""
    return text[:1].upper() + text[1:]


@cache
def _on_paper(path: Path) -> ImageReader:
    """Return a picture on the paper's colour; JPEG goes into a PDF as it is and stays small."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    with Image.open(path) as picture:
        drawn = picture.convert("RGBA")
    paper = Image.new("RGB", drawn.size, _PAPER)
    paper.paste(drawn, mask=drawn)
    packed = io.BytesIO()
    paper.save(packed, "JPEG", quality=_JPEG_QUALITY)
    packed.seek(0)
    return ImageReader(packed)
