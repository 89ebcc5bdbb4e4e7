"""The progress report as a PDF for paper, set with ReportLab."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Circle, Drawing, PolyLine, Rect, String
from reportlab.graphics.shapes import Line as Stroke
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import (
    KeepTogether,
    ListFlowable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Table as Grid

from hamstrong.report.progress_page import progress_sheet
from hamstrong.report.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable

    from hamstrong.planner.progress import Progress
    from hamstrong.report.progress_page import ProgressSheet, Table
    from hamstrong.report.trend import Bars, Mark, Trend
    from hamstrong.report.wording import Wording

__all__ = ["progress_pdf"]

_INK, _SOFT, _GRID = HexColor("#1c292e"), HexColor("#56666b"), HexColor("#dcdad2")
_COLOURS: Final = (HexColor("#0f766e"), HexColor("#3a5bb5"))
_PANEL: Final = HexColor("#eef5f3")
_MARGIN: Final = 18 * mm
_WIDTH: Final = A4[0] - 2 * _MARGIN - 12  # a frame pads its content by 6 on each side
_LEFT: Final = 26.0
_SHORT: Final = 8
_EDGE: Final = 0.05
_GAP: Final = 12.0

Anchor = Literal["start", "middle", "end"]
_BOTTOM: Final = 14.0

_TEXT: Final = ParagraphStyle(
    "text", fontName="Helvetica", fontSize=9.5, leading=13, textColor=_INK
)
_QUIET: Final = ParagraphStyle("quiet", _TEXT, fontSize=8, leading=10.5, textColor=_SOFT)
_CELL: Final = ParagraphStyle("cell", _TEXT, fontSize=8.5, leading=10.5)
_HEAD: Final = ParagraphStyle("head", _CELL, fontSize=7.5, leading=9, textColor=_SOFT)
_STORY: Final = ParagraphStyle("story", _TEXT, fontSize=11, leading=15, spaceAfter=3)
_TITLE: Final = ParagraphStyle("title", _TEXT, fontName="Helvetica-Bold", fontSize=22, leading=27)
_H2: Final = ParagraphStyle(
    "h2",
    _TEXT,
    fontName="Helvetica-Bold",
    fontSize=12.5,
    leading=16,
    spaceBefore=11,
    spaceAfter=4,
    keepWithNext=1,
)


def progress_pdf(progress: Progress, locale: str, made_on: date) -> bytes:
    """Return the report as a PDF of A4 pages.

    Raises
    ------
    UnknownNameError
        There is no report in that language.
    """
    words = wording_for(locale)
    sheet = progress_sheet(progress, words, made_on)
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=15 * mm,
        bottomMargin=16 * mm,
        title=f"{sheet.title}, {sheet.period}",
        author="Hamstrong",
        lang=words.locale,
        # The same history makes the same file.
        invariant=True,
    )

    def number(canvas: Canvas, _document: object) -> None:
        canvas.setFont("Helvetica", 7.5)
        canvas.setFillColor(_SOFT)
        canvas.drawString(_MARGIN, 9 * mm, f"Hamstrong {sheet.version} · {sheet.made_on}")
        canvas.drawRightString(A4[0] - _MARGIN, 9 * mm, str(canvas.getPageNumber()))

    document.build(list(_flow(sheet, words)), onFirstPage=number, onLaterPages=number)
    return target.getvalue()


def _flow(sheet: ProgressSheet, words: Wording) -> Iterator[Flowable]:
    yield _text(sheet.title, _TITLE)
    yield _text(f"{sheet.period}. {words.label('progress.no-name')}", _QUIET)
    yield Spacer(0, 8)
    if sheet.story:
        yield _panel([_text(said, _STORY) for said in sheet.story])
    if sheet.weeks is not None:
        yield Spacer(0, 8)
        yield _figures(sheet.figures)
        yield KeepTogether([_text(sheet.weeks_title, _H2), _bars(sheet.weeks)])
    if sheet.ranges:
        yield _text(words.label("progress.ranges"), _H2)
        yield _text(words.label("progress.ranges-hint"), _QUIET)
        yield Spacer(0, 4)
        yield from _trend_rows(sheet.ranges)
    if sheet.feeling is not None:
        drawn = _trend(sheet.feeling, _WIDTH, 92)
        yield KeepTogether([_text(sheet.feeling.title, _H2), drawn])
    for table in sheet.tables:
        yield from _table_flow(table)
    if sheet.unknown:
        points = [_text(said, _TEXT) for said in sheet.unknown]
        listed = ListFlowable(points, bulletType="bullet", start="•", leftIndent=10)
        yield KeepTogether([_text(words.label("progress.unknown"), _H2), listed])
    method = [_text(said, _QUIET) for said in (*sheet.method, words.label("closing.not-medical"))]
    yield KeepTogether([_text(words.label("progress.method"), _H2), *method])


def _table_flow(table: Table) -> Iterator[Flowable]:
    """Keep a short table on one page; a long one may go on with its head repeated."""
    note = [_text(table.note, _QUIET)] if table.note else []
    content: list[Flowable] = [_text(table.title, _H2), _grid(table), Spacer(0, 3), *note]
    if len(table.rows) <= _SHORT:
        yield KeepTogether(content)
    else:
        yield from content


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    # The standard fonts of PDF have no minus sign; a dash looks the same.
    return Paragraph(escape(text.replace("\N{MINUS SIGN}", "\N{EN DASH}")), style)


def _panel(content: Sequence[Flowable]) -> Grid:
    style = TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), _PANEL),
            ("ROUNDEDCORNERS", [8, 8, 8, 8]),
            ("LEFTPADDING", (0, 0), (-1, -1), 12),
            ("RIGHTPADDING", (0, 0), (-1, -1), 12),
            ("TOPPADDING", (0, 0), (-1, -1), 9),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 8),
        ]
    )
    return Grid([[list(content)]], colWidths=[_WIDTH], style=style)


def _figures(figures: Sequence[tuple[str, str]]) -> Grid:
    big = ParagraphStyle("big", _TEXT, fontName="Helvetica-Bold", fontSize=15, leading=19)
    cells = [[_text(name, _HEAD), _text(value, big)] for name, value in figures]
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return Grid([cells], colWidths=[_WIDTH / len(cells)] * len(cells), style=style)


def _grid(table: Table) -> Grid:
    rows = [
        [_text(cell, _HEAD) for cell in table.head],
        *([_text(cell, _CELL) for cell in row] for row in table.rows),
    ]
    style = TableStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -2), 0.4, _GRID),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, _SOFT),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
        ]
    )
    return Grid(rows, colWidths=_column_widths(table), style=style, repeatRows=1)


def _column_widths(table: Table) -> list[float]:
    """Give short columns what they need, the long ones equal parts of the rest."""
    # A head may take two lines, what stands below it should not.
    heads = [max(head.split(), key=len) for head in table.head]
    cells = zip(heads, *table.rows, strict=True)
    wanted = [max(_width_of(cell) for cell in column) + _GAP for column in cells]
    widths, left = [0.0] * len(wanted), _WIDTH
    by_need = sorted(range(len(wanted)), key=wanted.__getitem__)
    for place, column in enumerate(by_need):
        widths[column] = min(wanted[column], left / (len(by_need) - place))
        left -= widths[column]
    widths[0] += left
    return widths


def _width_of(text: str) -> float:
    return stringWidth(text, _CELL.fontName, _CELL.fontSize)


def _trend_rows(trends: Sequence[Trend]) -> Iterator[Flowable]:
    """Yield two charts beside each other."""
    half = (_WIDTH - 14) / 2
    cells = [_named(drawn, half) for drawn in trends]
    if len(cells) % 2:
        cells.append([])
    for row in zip(cells[::2], cells[1::2], strict=True):
        style = TableStyle(
            [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        )
        yield Grid([list(row)], colWidths=[_WIDTH / 2] * 2, style=style)


def _named(drawn: Trend, width: float) -> list[Flowable]:
    names = ""
    if len(drawn.lines) > 1:
        named = zip(drawn.lines, _COLOURS, strict=False)
        names = " ".join(
            f'<font color="{colour.hexval().replace("0x", "#")}">{escape(line.name)}</font>'
            for line, colour in named
        )
    title = Paragraph(f"<b>{escape(drawn.title)}</b> &nbsp; {names}", _CELL)
    return [title, _trend(drawn, width, 74)]


def _trend(drawn: Trend, width: float, height: float) -> Drawing:
    picture = Drawing(width, height + _BOTTOM + 6)
    across, up = width - _LEFT - 8, height

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return _LEFT + 4 + point[0] * (across - 4), _BOTTOM + point[1] * up

    for mark in drawn.values:
        y = _BOTTOM + mark.place * up
        picture.add(Stroke(_LEFT, y, width, y, strokeColor=_GRID, strokeWidth=0.4))
        picture.add(_label(_LEFT - 3, y - 2.3, mark.label, "end"))
    _add_dates(picture, drawn.dates, lambda share: place((share, 0.0))[0])
    for line, colour, dash in zip(drawn.lines, _COLOURS, (None, [4, 2.5]), strict=False):
        if line.error:
            x, y = place(line.path[-1])
            reach = line.error * up
            bar = Stroke(x, y - reach, x, y + reach, strokeColor=colour, strokeWidth=4)
            bar.strokeOpacity = 0.22
            picture.add(bar)
        for point in line.points:
            dot = Circle(*place(point), 1.3, fillColor=colour, strokeColor=None)
            dot.fillOpacity = 0.45
            picture.add(dot)
        flat = [length for point in line.path for length in place(point)]
        course = PolyLine(flat, strokeColor=colour, strokeWidth=1.3)
        if dash is not None:
            course.strokeDashArray = dash
        picture.add(course)
    return picture


def _bars(weeks: Bars) -> Drawing:
    height = 52.0
    picture = Drawing(_WIDTH, height + _BOTTOM + 4)
    step = (_WIDTH - _LEFT) / len(weeks.heights)
    for count in range(1, weeks.most + 1):
        y = _BOTTOM + height * count / weeks.most
        picture.add(_label(_LEFT - 5, y - 2.3, str(count), "end"))
    for index, share in enumerate(weeks.heights):
        x = _LEFT + (index + 0.12) * step
        bar = Rect(x, _BOTTOM, 0.76 * step, height * share)
        bar.fillColor, bar.strokeColor = _COLOURS[0], None
        picture.add(bar)
    picture.add(Stroke(_LEFT, _BOTTOM, _WIDTH, _BOTTOM, strokeColor=_GRID, strokeWidth=0.6))
    _add_dates(picture, weeks.dates, lambda share: _LEFT + share * (_WIDTH - _LEFT))
    return picture


def _add_dates(picture: Drawing, dates: Sequence[Mark], place: Callable[[float], float]) -> None:
    for mark in dates:
        anchor: Anchor = "middle"
        if not _EDGE < mark.place < 1 - _EDGE:
            anchor = "start" if mark.place < _EDGE else "end"
        picture.add(_label(place(mark.place), 3, mark.label, anchor))


def _label(x: float, y: float, text: str, anchor: Anchor) -> String:
    return String(
        x, y, text, fontName="Helvetica", fontSize=6.5, fillColor=_SOFT, textAnchor=anchor
    )
