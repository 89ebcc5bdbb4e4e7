"""Draw what an annotated video says: large, few things, always in the same place."""

from __future__ import annotations

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

__all__ = ["Hud", "covers_less_at_right"]

_BOLD: Final = 700
_REGULAR: Final = 500
_SHADE: Final = 0.66
_CUE_SHADE: Final = 0.94
_MOST_CUE_LINES: Final = 3
_PANEL: Final = (2.5, 2.5, 47.0, 21.0)
_RING_RADIUS: Final = 9.0


def covers_less_at_right(places_px: NDArray[np.floating], width_px: int, height_px: int) -> bool:
    """Return whether the counter covers less of the person in the right corner than in the left.

    Parameters
    ----------
    places_px
        Where the person is over the video, shape (n, 2); NaN is ignored.
    """
    unit = min(width_px, height_px) / 100.0
    left, top, width, height = (value * unit for value in _PANEL)
    across, down = places_px[:, 0], places_px[:, 1]
    high = down < top + height
    at_left = np.count_nonzero(high & (across < left + width))
    at_right = np.count_nonzero(high & (across > width_px - left - width))
    return bool(at_right < at_left)


class _Box(NamedTuple):
    left: int
    top: int
    width: int
    height: int


class Hud:
    """Draws the state of a moment on pictures of one size.

    All measures are hundredths of the shorter side, so that the writing is as large in a
    telephone's upright picture as in a wide one.

    Parameters
    ----------
    mirrored
        Count at the right and hold at the left, where that covers less of the person.
    """

    def __init__(
        self, words: Wording, width_px: int, height_px: int, *, mirrored: bool = False
    ) -> None:
        import cv2

        self._words = words
        self._mirrored = mirrored
        self._width = width_px
        self._height = height_px
        self._unit = min(width_px, height_px) / 100.0
        self._font = cv2.FontFace("sans")
        self._text_width = lru_cache(maxsize=512)(self._measured_width)

    def paint(self, picture: Picture, state: OverlayState) -> None:
        """Draw on an RGB picture of shape (h, w, 3), in place."""
        if state.segment is not None:
            self._paint_counter(picture, state)
        if state.hold_s is not None:
            self._paint_hold(picture, state.hold_s, state.hold_share)
        if state.cue:
            self._paint_cue(picture, state.cue)

    def _paint_counter(self, picture: Picture, state: OverlayState) -> None:
        left, top, width, height = _PANEL
        if self._mirrored:
            left = self._width / self._unit - left - width
        self._shade(picture, self._box(left, top, width, height), INK, _SHADE)
        colour = ACCENT if state.fresh else PAPER
        count = str(state.reps)
        self._write(picture, count, (left + 3, top + 14.5), 16.0, _BOLD, colour)
        label = self._words.label("video.reps-label")
        if state.attempts:
            label += f" + {state.attempts} {self._words.label('video.half-label')}"
        self._write(picture, label, (left + 3, top + 19), 4.2, _REGULAR, PAPER)
        across = left + 7 + max(9.0, self._text_width(count, 16.0, _BOLD))
        if state.phase:
            phase = self._words.phase(state.phase)
            self._write(picture, phase, (across, top + 6.6), 5.0, _REGULAR, PAPER)
        if state.value is not None:
            value = self._words.quantity(state.value, split_column(state.column).unit)
            self._write(picture, value, (across, top + 14.5), 8.6, _BOLD, PAPER)
        if state.segment and state.value is not None:
            title = self._fitting(self._words.quantity_name(state.column), 4.2, 29.0)
            self._write(picture, title, (across, top + 19), 4.2, _REGULAR, PAPER)

    def _paint_hold(self, picture: Picture, hold_s: float, share: float) -> None:
        import cv2

        radius = _RING_RADIUS
        down = radius + 4.5
        across = down if self._mirrored else self._width / self._unit - down
        centre = self._point(across, down)
        disc = 2 * radius + 5
        box = self._box(across - disc / 2, down - disc / 2, disc, disc)
        self._shade(picture, box, INK, _SHADE, round_px=box.width // 2)
        size = (round(radius * self._unit),) * 2
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
        lines = self._wrapped(cue, size, self._width / self._unit - 13.0)
        height = pitch * len(lines) + 4.5
        top = self._height / self._unit - height - 3.0
        width = max(self._text_width(line, size, _BOLD) for line in lines) + 8.0
        left = (self._width / self._unit - width) / 2
        self._shade(picture, self._box(left, top, width, height), WARNING, _CUE_SHADE)
        for row, line in enumerate(lines):
            self._write(picture, line, (left + 4, top + 7.4 + pitch * row), size, _BOLD, INK)

    def _wrapped(self, text: str, size: float, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._text_width(longer, size, _BOLD) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) > _MOST_CUE_LINES:
            lines = [*lines[: _MOST_CUE_LINES - 1], f"{lines[_MOST_CUE_LINES - 1]} …"]
        return lines

    def _fitting(self, text: str, size: float, width: float) -> str:
        if self._text_width(text, size, _REGULAR) <= width:
            return text
        while text and self._text_width(f"{text}…", size, _REGULAR) > width:
            text = text[:-1].rstrip()
        return f"{text}…"

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
