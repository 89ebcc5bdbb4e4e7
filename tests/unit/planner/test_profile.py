"""Who may train: the health answers decide, and pain asks again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hamstrong.planner import (
    AT_ONCE,
    CONCERNS,
    Answered,
    Profile,
    ScreeningDueError,
    ScreeningStopError,
    require_fit,
    screen,
)

if TYPE_CHECKING:
    from hamstrong.planner.profile import Concern

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
BEFORE = NOON - timedelta(hours=1)


def answered(*concerns: Concern) -> Answered:
    return Answered(Profile(concerns=concerns), NOON)


class TestScreening:
    @pytest.mark.parametrize(
        ("told", "hurt_at", "state"),
        [
            (None, None, "unanswered"),
            (None, LATER, "unanswered"),
            (answered(), None, "fine"),
            (answered(), BEFORE, "fine"),
            (answered(), LATER, "due"),
            (answered("numbness"), None, "stop"),
            (answered("numbness"), LATER, "stop"),
        ],
    )
    def test_state(self, told: Answered | None, hurt_at: datetime | None, state: str) -> None:
        assert screen(told, hurt_at) == state

    @pytest.mark.parametrize("concern", CONCERNS)
    def test_each_concern_rules_training_out(self, concern: Concern) -> None:
        with pytest.raises(ScreeningStopError, match="see a doctor") as refused:
            require_fit(answered(concern), None)
        assert ("at once" in refused.value.message) == (concern in AT_ONCE)

    def test_an_acute_injury_needs_a_doctor_at_once(self) -> None:
        assert {"acute-injury", "sudden-pop"} == AT_ONCE

    def test_pain_asks_again(self) -> None:
        with pytest.raises(ScreeningDueError, match="answer the health questions again"):
            require_fit(answered(), LATER)

    def test_nobody_else_is_refused(self) -> None:
        require_fit(None, LATER)
        require_fit(answered(), BEFORE)
