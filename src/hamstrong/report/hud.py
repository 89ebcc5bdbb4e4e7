"""Draw what an annotated video says: large, few things, always in the same place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from hamstrong.report.paint import ACCENT, INK, PAPER, WARNING
from hamstrong.report.wording import split_column

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.report.overlay import OverlayState
    from hamstrong.report.paint import Colour
    from hamstrong.report.wording import Wording

    Picture = NDArray[np.uint8]

__all__ = ["Corner", "Hud", "Said"]

_BOLD: Final = 700
_REGULAR: Final = 500
_SHADE: Final = 0.66
_CUE_SHADE: Final = 0.94
_MOST_LINES: Final = 3
_RING_RADIUS: Final = 9.0
_DISC: Final = 2 * _RING_RADIUS + 5
_EDGE: Final = 2.5
_PADDING: Final = 3.0
_LABEL: Final = 4.2
_LINE: Final = 5.0
_WIDEST_TITLE: Final = 30.0
_HEIGHT: Final = 21.0


class Corner(NamedTuple):
    """Where the counter is; the hold's ring is in the same row on the other side."""

    right: bool
    low: bool


_CORNERS: Final = tuple(Corner(right, low) for low in (False, True) for right in (False, True))
"""In the order of preference."""


class _Box(NamedTuple):
    left: int
    top: int
    width: int
    height: int

    def holds(self, places_px: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Return which places, shape (n, 2), lie in it."""
        across, down = places_px[:, 0] - self.left, places_px[:, 1] - self.top
        return (across >= 0) & (across < self.width) & (down >= 0) & (down < self.height)


@dataclass(frozen=True, slots=True)
class Said:
    """What a video's counter may have to say, so that it is large enough from its beginning."""

    columns: tuple[str, ...] = ()
    most_reps: int = 0
    most_attempts: int = 0


class Hud:
    """Draws the state of a moment on pictures of one size.

    All measures are hundredths of the shorter side, so that the writing is as large in a
    telephone's upright picture as in a wide one.

    Parameters
    ----------
    said
        What the counter may have to say.
    places_px
        Where the person is over the video, shape (n, 2), NaN is ignored: the counter goes to the
        corner in which it and the ring cover least of that.
    """

    def __init__(
        self,
        words: Wording,
        width_px: int,
        height_px: int,
        said: Said,
        places_px: NDArray[np.floating],
    ) -> None:
        import cv2

        self._words = words
        self._width = width_px
        self._height = height_px
        self._unit = min(width_px, height_px) / 100.0
        self._font = cv2.FontFace("sans")
        self._text_width = lru_cache(maxsize=512)(self._measured_width)
        self._titles = {column: self._title_lines(column) for column in said.columns}
        rows = max((1 + bool(said.most_attempts), *map(len, self._titles.values())))
        self._panel_height = _HEIGHT + _LINE * (rows - 1)
        self._count_width = self._needed_for_count(said)
        self._panel_width = self._count_width + self._needed_for_value() + 3 * _PADDING + 1.0
        self.corner = self._freest_corner(places_px)

    def _title_lines(self, column: str) -> list[str]:
        return self._wrapped(self._words.quantity_name(column), _LABEL, _WIDEST_TITLE, _REGULAR)

    def _needed_for_count(self, said: Said) -> float:
        labels = [self._words.label("video.reps-label"), self._half_label(said.most_attempts)]
        return max(
            9.0,
            self._text_width(str(said.most_reps), 16.0, _BOLD),
            *(self._text_width(label, _LABEL, _REGULAR) for label in labels),
        )

    def _needed_for_value(self) -> float:
        lines = [line for lines in self._titles.values() for line in lines]
        phases = [self._words.phase(phase) for phase in ("out", "hold", "back")]
        value = self._words.quantity(-188.0, "deg")
        return max(
            self._text_width(value, 8.6, _BOLD),
            *(self._text_width(phase, 5.0, _REGULAR) for phase in phases),
            *(self._text_width(line, _LABEL, _REGULAR) for line in lines),
        )

    def _half_label(self, attempts: int) -> str:
        return f"+ {attempts} {self._words.label('video.half-label')}" if attempts else ""

    def _freest_corner(self, places_px: NDArray[np.floating]) -> Corner:
        def covered(corner: Corner) -> int:
            # The ring is there for moments only.
            weighed = ((2, self._panel_box(corner)), (1, self._disc_box(corner)))
            return sum(weight * int(box.holds(places_px).sum()) for weight, box in weighed)

        return min(_CORNERS, key=covered)

    def _panel_box(self, corner: Corner) -> _Box:
        return self._placed(self._panel_width, self._panel_height, corner)

    def _disc_box(self, corner: Corner) -> _Box:
        return self._placed(_DISC, _DISC, Corner(not corner.right, corner.low))

    def _placed(self, width: float, height: float, corner: Corner) -> _Box:
        left = self._width / self._unit - _EDGE - width if corner.right else _EDGE
        top = self._height / self._unit - _EDGE - height if corner.low else _EDGE
        return self._box(left, top, width, height)

    def paint(self, picture: Picture, state: OverlayState) -> None:
        """Draw on an RGB picture of shape (h, w, 3), in place."""
        if state.segment is not None:
            self._paint_counter(picture, state)
        if state.hold_s is not None:
            self._paint_hold(picture, state.hold_s, state.hold_share)
        if state.cue:
            self._paint_cue(picture, state.cue)

    def _paint_counter(self, picture: Picture, state: OverlayState) -> None:
        box = self._panel_box(self.corner)
        self._shade(picture, box, INK, _SHADE)
        left, top = box.left / self._unit + _PADDING, box.top / self._unit
        colour = ACCENT if state.fresh else PAPER
        self._write(picture, str(state.reps), (left, top + 14.5), 16.0, _BOLD, colour)
        labels = [self._words.label("video.reps-label"), self._half_label(state.attempts)]
        self._write_lines(picture, labels, (left, top + 19))
        across = left + self._count_width + _PADDING + 1.0
        if state.phase:
            phase = self._words.phase(state.phase)
            self._write(picture, phase, (across, top + 6.6), 5.0, _REGULAR, PAPER)
        if state.value is not None:
            value = self._words.quantity(state.value, split_column(state.column).unit)
            self._write(picture, value, (across, top + 14.5), 8.6, _BOLD, PAPER)
            lines = self._titles.get(state.column) or self._title_lines(state.column)
            self._write_lines(picture, lines, (across, top + 19))

    def _write_lines(self, picture: Picture, lines: list[str], at: tuple[float, float]) -> None:
        for row, line in enumerate(lines):
            place = (at[0], at[1] + _LINE * row)
            self._write(picture, line, place, _LABEL, _REGULAR, PAPER)

    def _paint_hold(self, picture: Picture, hold_s: float, share: float) -> None:
        import cv2

        box = self._disc_box(self.corner)
        across = (box.left + box.width / 2) / self._unit
        down = (box.top + box.height / 2) / self._unit
        centre = self._point(across, down)
        self._shade(picture, box, INK, _SHADE, round_px=box.width // 2)
        size = (round(_RING_RADIUS * self._unit),) * 2
        thickness = max(2, round(1.9 * self._unit))
        cv2.ellipse(picture, centre, size, 0, 0, 360, (92, 104, 110), thickness, cv2.LINE_AA)
        if share > 0:
            end = -90 + 360 * share
            cv2.ellipse(picture, centre, size, 0, -90, end, ACCENT, thickness, cv2.LINE_AA)
        text = self._words.number(hold_s, 1)
        half = self._text_width(text, 7.0, _BOLD) / 2
        self._write(picture, text, (across - half, down + 2.6), 7.0, _BOLD, PAPER)

    def _paint_cue(self, picture: Picture, cue: str) -> None:
        size, pitch = 6.0, 8.0
        lines = self._wrapped(cue, size, self._width / self._unit - 13.0, _BOLD)
        height = pitch * len(lines) + 4.5
        bottom = self._height
        if self.corner.low:  # above the counter and the ring
            bottom = min(self._panel_box(self.corner).top, self._disc_box(self.corner).top)
        top = bottom / self._unit - height - 3.0
        width = max(self._text_width(line, size, _BOLD) for line in lines) + 8.0
        left = (self._width / self._unit - width) / 2
        self._shade(picture, self._box(left, top, width, height), WARNING, _CUE_SHADE)
        for row, line in enumerate(lines):
            self._write(picture, line, (left + 4, top + 7.4 + pitch * row), size, _BOLD, INK)

    def _wrapped(self, text: str, size: float, width: float, weight: int) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._text_width(longer, size, weight) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) > _MOST_LINES:
            lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]} …"]
        return lines

    def _write(  # noqa: PLR0913 - a text, where, and its three looks
        self,
        picture: Picture,
        text: str,
        at: tuple[float, float],
        size: float,
        weight: int,
        colour: Colour,
    ) -> None:
        import cv2

        height_px = max(8, round(size * self._unit))
        cv2.putText(picture, text, self._point(*at), colour, self._font, height_px, weight)

    def _measured_width(self, text: str, size: float, weight: int) -> float:
        import cv2

        height_px = max(8, round(size * self._unit))
        box = cv2.getTextSize(
            (self._width, self._height), text, (0, 0), self._font, height_px, weight
        )
        return float(box[2]) / self._unit

    def _shade(
        self,
        picture: Picture,
        box: _Box,
        colour: Colour,
        strength: float,
        *,
        round_px: int | None = None,
    ) -> None:
        """Tint a box with round corners."""
        import cv2

        left, top = max(0, box.left), max(0, box.top)
        region = picture[top : box.top + box.height, left : box.left + box.width]
        if not region.size:
            return
        radius = round(2.6 * self._unit) if round_px is None else round_px
        plain = np.full_like(region, colour)
        tinted = cv2.addWeighted(region, 1.0 - strength, plain, strength, 0.0)
        mask = _round_mask(region.shape[1], region.shape[0], radius)
        cv2.copyTo(tinted, mask, region)

    def _box(self, left: float, top: float, width: float, height: float) -> _Box:
        return _Box(*(round(value * self._unit) for value in (left, top, width, height)))

    def _point(self, across: float, down: float) -> tuple[int, int]:
        return round(across * self._unit), round(down * self._unit)


@lru_cache(maxsize=64)
def _round_mask(width: int, height: int, radius: int) -> Picture:
    import cv2

    radius = max(1, min(radius, (width - 1) // 2, (height - 1) // 2))
    mask = np.zeros((height, width), dtype=np.uint8)
    cv2.rectangle(mask, (radius, 0), (width - radius - 1, height - 1), 255, -1)
    cv2.rectangle(mask, (0, radius), (width - 1, height - radius - 1), 255, -1)
    for across in (radius, width - radius - 1):
        for down in (radius, height - radius - 1):
            cv2.circle(mask, (across, down), radius, 255, -1, cv2.LINE_AA)
    return mask
