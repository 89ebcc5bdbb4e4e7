"""Pain, cramps and discomfort of an exercise: what is still in mind of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from hamstrong.planner.rules import TroubleRules

__all__ = ["Trouble"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What went wrong lately.

    Attributes
    ----------
    pains, cramps, discomforts
        The days it happened on.
    fine
        Sessions since then in which the check-in told of none of it.
    """

    pains: tuple[date, ...] = ()
    cramps: tuple[date, ...] = ()
    discomforts: tuple[date, ...] = ()
    fine: int = 0

    def __bool__(self) -> bool:
        return bool(self.pains or self.cramps or self.discomforts)

    def forget(self, day: date, rules: TroubleRules) -> Trouble:
        """Return what is still in mind on a day."""
        if not self:
            return self

        def recent(days: tuple[date, ...]) -> tuple[date, ...]:
            return tuple(one for one in days if (day - one).days < rules.days)

        return Trouble(recent(self.pains), recent(self.cramps), recent(self.discomforts), self.fine)

    def add_pain(self, day: date) -> Trouble:
        """Return it with one more pain."""
        return replace(self, pains=(*self.pains, day), fine=0)

    def add_cramp(self, day: date) -> Trouble:
        """Return it with one more cramp."""
        return replace(self, cramps=(*self.cramps, day), fine=0)

    def add_discomfort(self, day: date) -> Trouble:
        """Return it with one more discomfort."""
        return replace(self, discomforts=(*self.discomforts, day), fine=0)

    def add_fine(self, rules: TroubleRules) -> Trouble:
        """Return it with one more session that was told to be fine; enough of them end it."""
        fine = self.fine + 1
        return Trouble() if fine >= rules.forgiven_after else replace(self, fine=fine)
