"""From the reps of a self-test to its result, and how far that result may be off."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median, stdev
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstrong.exercises.model import SelfTest, Uncertainty
    from hamstrong.session.values import RepRecord

__all__ = ["COVERAGE", "Measurement", "evaluate"]

COVERAGE: Final = 2.0
"""Expanded uncertainty is so many standard uncertainties: about 95 % of results lie within."""

_FEWEST: Final = 2
_MEAN_TO_STANDARD: Final = math.sqrt(math.pi / 2)
_HALF_WIDTH_TO_STANDARD: Final = 1 / math.sqrt(3)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A result with its expanded uncertainty, both in the test's unit, and the trials behind it."""

    value: float
    uncertainty: float
    trials: tuple[float, ...]


def evaluate(test: SelfTest, reps: Sequence[RepRecord]) -> Measurement | None:
    """Return the result of a bout; None without a rep that tells.

    Notes
    -----
    The standard uncertainty of one value (JCGM 100:2008, *Guide to the Expression of Uncertainty in
    Measurement*, 4.3) is sqrt(pi / 2) times a mean absolute error, which holds for normally
    distributed errors, or a half-width divided by sqrt(3). The scatter of the trials, their
    standard deviation s, is added in quadrature: s for the best trial, which is a single value,
    and sqrt(pi / 2) s / sqrt(n) for the median of n. The result has twice that.
    """
    if test.figure == "reps":
        trials: tuple[float, ...] = (float(len(reps)),) if reps else ()
    else:
        figures = [rep.hold_s if test.figure == "hold_s" else rep.peak_deg for rep in reps]
        trials = tuple(figure for figure in figures if figure is not None)
    if not trials:
        return None
    best = min(trials) if test.better == "lower" else max(trials)
    value = best if test.combine == "best" else median(trials)
    standard = math.hypot(_standard(test.uncertainty), _scatter(test, trials))
    return Measurement(round(value, 2), round(COVERAGE * standard, 2), trials)


def _standard(uncertainty: Uncertainty) -> float:
    if uncertainty.mean_error is not None:
        return _MEAN_TO_STANDARD * uncertainty.mean_error
    return _HALF_WIDTH_TO_STANDARD * (uncertainty.half_width or 0.0)


def _scatter(test: SelfTest, trials: Sequence[float]) -> float:
    if len(trials) < _FEWEST:
        return 0.0
    spread = stdev(trials)
    return spread if test.combine == "best" else _MEAN_TO_STANDARD * spread / len(trials) ** 0.5
