"""What the results of a self-test mean: against a norm, side against side, over time."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstrong.exercises.model import Norm, SelfTest, Sex
    from hamstrong.session.words import SessionSide

__all__ = [
    "Band",
    "Change",
    "Reading",
    "SideComparison",
    "compare_changes",
    "compare_sides",
    "compute_change",
    "find_band",
    "find_norm",
]

Band = Literal["usual", "unclear", "poor"]
Direction = Literal["better", "worse", "unclear"]

USUAL_INDEX: Final = 90.0
"""From here on the sides count as alike in rehabilitation (van Melick et al., BJSM 50, 2016)."""

_MIRROR_BIAS: Final = 0.05


@dataclass(frozen=True, slots=True)
class Reading:
    """One result; ``uncertainty`` is None where the user told it and nothing was measured."""

    side: SessionSide
    value: float
    uncertainty: float | None


@dataclass(frozen=True, slots=True)
class SideComparison:
    """Left against right.

    ``difference`` is left less right, ``uncertainty`` of it; ``weaker`` is None unless the
    difference exceeds that. ``index`` is weaker / stronger * 100 (the limb symmetry index) with
    its own uncertainty, None where the test does not compare by it; ``band`` is where it lies
    against `USUAL_INDEX`.
    """

    difference: float
    uncertainty: float
    weaker: Literal["left", "right"] | None
    index: float | None
    index_uncertainty: float | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class Change:
    """The newest result against the first one: ``percent`` of it more (negative: less)."""

    percent: float
    uncertainty: float
    direction: Direction


def find_norm(test: SelfTest, sex: Sex | None) -> Norm | None:
    """Return the published value that holds for somebody; None where there is none."""
    return next((norm for norm in test.norms if norm.sex in (None, sex)), None)


def find_band(test: SelfTest, norm: Norm, reading: Reading) -> Band | None:
    """Return where a result lies; ``unclear`` when its uncertainty reaches over the limit."""
    if reading.uncertainty is None:
        return None
    beyond = reading.value - norm.limit if test.better == "lower" else norm.limit - reading.value
    if beyond > reading.uncertainty:
        return "poor"
    return "usual" if beyond <= -reading.uncertainty else "unclear"


def compare_sides(test: SelfTest, left: Reading, right: Reading) -> SideComparison | None:
    """Compare left and right; None where the test does not, or one side was not measured.

    Notes
    -----
    Each side is filmed the same way, the tested leg nearer to the camera. For angles the nets'
    bias between mirrored legs (5 % of the larger value) stays and is added to the combined
    uncertainty of both. The index's uncertainty follows by propagation: the relative
    uncertainties of both sides in quadrature.
    """
    if test.compare == "none" or left.uncertainty is None or right.uncertainty is None:
        return None
    bias = _MIRROR_BIAS * max(abs(left.value), abs(right.value)) if test.unit == "deg" else 0.0
    uncertainty = math.hypot(left.uncertainty, right.uncertainty) + bias
    difference = left.value - right.value
    worse = difference > 0 if test.better == "lower" else difference < 0
    weaker: Literal["left", "right"] = "left" if worse else "right"
    index, spread = _compute_index(test, left, right)
    return SideComparison(
        difference=round(difference, 2),
        uncertainty=round(uncertainty, 2),
        weaker=weaker if abs(difference) > uncertainty else None,
        index=index,
        index_uncertainty=spread,
        band=_index_band(index, spread),
    )


def _compute_index(
    test: SelfTest, left: Reading, right: Reading
) -> tuple[float | None, float | None]:
    weaker, stronger = sorted((left, right), key=lambda reading: reading.value)
    if test.compare != "index" or weaker.value <= 0:
        return None, None
    index = 100 * weaker.value / stronger.value
    return round(index, 1), round(index * _relative(weaker, stronger), 1)


def _index_band(index: float | None, uncertainty: float | None) -> Band | None:
    if index is None or uncertainty is None:
        return None
    if index + uncertainty < USUAL_INDEX:
        return "poor"
    return "usual" if index - uncertainty >= USUAL_INDEX else "unclear"


def _relative(*readings: Reading) -> float:
    return math.hypot(*((reading.uncertainty or 0.0) / reading.value for reading in readings))


def compute_change(test: SelfTest, readings: Sequence[Reading]) -> Change | None:
    """Return how the newest measured result differs from the first one, the person's own baseline.

    None with fewer than two, or where the first one is 0 and nothing can be a share of it.
    """
    measured = [reading for reading in readings if reading.uncertainty is not None]
    if len(measured) < 2 or measured[0].value <= 0 or measured[-1].value <= 0:  # noqa: PLR2004
        return None
    first, last = measured[0], measured[-1]
    ratio = last.value / first.value
    uncertainty = ratio * _relative(first, last)
    grown = ratio > 1.0
    sure = abs(ratio - 1.0) > uncertainty
    direction: Direction = "better" if grown == (test.better == "higher") else "worse"
    return Change(
        percent=round(100 * (ratio - 1.0), 1),
        uncertainty=round(100 * uncertainty, 1),
        direction=direction if sure else "unclear",
    )


def compare_changes(back: Change, front: Change) -> Literal["back", "front"] | None:
    """Return which side of the thigh has gained more on its baseline; None where it is not sure.

    No norm tells how strong one should be against the other; only how both develop is compared.
    """
    difference = back.percent - front.percent
    if abs(difference) <= math.hypot(back.uncertainty, front.uncertainty):
        return None
    return "back" if difference > 0 else "front"
