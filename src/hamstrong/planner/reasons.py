"""Why the plan is as it is: reasons by id with values, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["REASONS", "Reason", "ReasonId", "because", "word"]

ReasonId = Literal[
    "start",
    "start-gentle",
    "harder-form",
    "harder-dose",
    "harder-form-untold",
    "harder-dose-untold",
    "due-more",
    "expected-form",
    "expected-dose",
    "expected-same",
    "same-again",
    "same-several",
    "same-rise-wait",
    "same-form-wait",
    "same-faults",
    "same-effort",
    "same-discomfort",
    "same-unfinished",
    "same-untold",
    "same-unanswered",
    "same-lighter",
    "same-short",
    "same-full",
    "same-top",
    "easier-pain",
    "easier-cramp",
    "easier-cramps",
    "easier-discomfort",
    "easier-effort",
    "easier-unfinished",
    "easier-chosen",
    "gentlest-pain",
    "gentlest-cramp",
    "gentlest-cramps",
    "gentlest-discomfort",
    "gentlest-effort",
    "gentlest-unfinished",
    "back-missed",
    "back-absent",
    "back-gentlest",
    "back-after-pain",
    "stopped-pain",
    "light-day",
    "turn-form",
    "side-more",
    "side-first",
    "side-later",
    "sets-slowly",
    "sets-same",
    "shorter",
    "round-more",
    "no-time",
]

REASONS: Final[tuple[ReasonId, ...]] = get_args(ReasonId)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why; ``values`` fill the places of its text, one that is itself the id of a text by that."""

    id: ReasonId
    values: tuple[tuple[str, str | int], ...] = ()


def because(name: ReasonId, **values: str | int) -> Reason:
    """Return a reason with its values."""
    return Reason(name, tuple(values.items()))


def word(reason: Reason, texts: Mapping[str, str]) -> str:
    """Return a reason in words; ``texts`` holds its text as ``reason.<id>``."""
    words = texts[f"reason.{reason.id}"]
    for name, value in reason.values:
        shown = texts.get(value, value) if isinstance(value, str) else str(value)
        words = words.replace(f"{{{name}}}", shown)
    return words
