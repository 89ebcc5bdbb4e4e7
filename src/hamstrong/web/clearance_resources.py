"""What the HTTP interface tells of whether something may be done today."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hamstrong.web.resources import Name, Why, _Resource

__all__ = ["Clearance", "StopInfo"]


class StopInfo(_Resource):
    """An exercise that rests because of pain, why, and the day on which it comes back."""

    exercise: Name
    reason: Why
    until: date


class Clearance(_Resource):
    """Whether an exercise or self-test can begin: only with ``fine`` health answers and no stops.

    Whoever never answered (``unanswered``) is asked at the beginning of each session instead.
    """

    screening: Literal["unanswered", "fine", "due", "stop"]
    stops: tuple[StopInfo, ...]
