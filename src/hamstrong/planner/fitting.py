"""An exercise of a training with its dose, as it fits the time and the person's sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hamstrong.planner.reasons import Reason, because
from hamstrong.session.plan import plan_exercise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hamstrong.planner.choice import Choice
    from hamstrong.planner.judging import Aim
    from hamstrong.planner.rules import Finding, Rules
    from hamstrong.planner.standing import Climb, Standing
    from hamstrong.session import PlannedExercise
    from hamstrong.session.words import OneSide

__all__ = ["Entry", "Fitter", "Uneven"]

_MORE: Final = ("harder-dose", "harder-dose-untold", "expected-dose")


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise of a slot with its dose, about how long it takes, and why it is so.

    ``aim`` tells what it is against the rung the person stands on.
    """

    item: PlannedExercise
    minutes: float
    reasons: tuple[Reason, ...]
    aim: Aim = "full"


@dataclass(frozen=True, slots=True)
class Uneven:
    """The side that a self-test found weaker or stiffer."""

    side: OneSide
    finds: Finding

    def say(self, name: str) -> Reason:
        """Return the reason that tells of it: what the side gets."""
        values = (("side", f"side.{self.side}"), ("found", f"found.{self.finds}"))
        if name == "more":
            return Reason("side-more", values)
        return Reason("side-first" if name == "first" else "side-later", values)


class Fitter:
    """Fits exercises to the time that is left.

    Parameters
    ----------
    estimate
        Tells how many minutes an exercise takes.
    minutes
        What the person has for a training, for the reasons.
    rules
        What decides.
    """

    def __init__(
        self, estimate: Callable[[PlannedExercise], float], minutes: int, rules: Rules
    ) -> None:
        self._estimate = estimate
        self._minutes = minutes
        self._rules = rules

    def fit(
        self,
        climb: Climb,
        standing: Standing,
        choice: Choice,
        uneven: Uneven | None,
        left_min: float,
    ) -> Entry | None:
        """Return an entry that fits: as chosen, else with less of it, else None."""
        rung, reasons = choice.rung, [choice.reason]
        sets = rung.sets
        if standing.sets is not None and sets > standing.sets + standing.more:
            sets = standing.sets + standing.more
            reasons.append(because("sets-slowly" if standing.more else "sets-same"))
        full = plan_exercise(climb.definition, rung.variation, sets, rung.reps)
        each = climb.definition.sides_of(rung.variation) == "each"
        if uneven is not None and each:
            full = replace(full, first_side=uneven.side)
        for item in _list_shorter(full, climb.ladder.find_least(rung.form).reps):
            minutes = self._estimate(item)
            if minutes <= left_min:
                reasons += _tell_sides(climb, item, uneven)
                if item != full:
                    reasons[0] = because("due-more") if reasons[0].id in _MORE else reasons[0]
                    reasons.append(because("shorter", minutes=self._minutes))
                less = (item.sets, item.reps) != (rung.sets, rung.reps)
                aim = "short" if less and choice.aim == "full" else choice.aim
                return Entry(item, minutes, tuple(reasons), aim)
        return None

    def add_side(self, entry: Entry, uneven: Uneven | None, left_min: float) -> Entry:
        """Return an entry with a set more for the side that needs it, if there is time."""
        if uneven is None or uneven.say("first") not in entry.reasons:
            return entry
        longer = replace(entry.item, extra_set=uneven.side)
        minutes = self._estimate(longer)
        if entry.aim == "short" or minutes > entry.minutes + left_min:
            return entry
        told = {uneven.say("first"): uneven.say("more")}
        reasons = tuple(told.get(reason, reason) for reason in entry.reasons)
        return replace(entry, item=longer, minutes=minutes, reasons=reasons)

    def add_round(self, climb: Climb, standing: Standing, entry: Entry, left_min: float) -> Entry:
        """Return an entry with a further round if it is at its fullest dose and there is time."""
        item = entry.item
        most = climb.ladder.find_most(climb.ladder.find_form(item.variation))
        at_most = (item.sets, item.reps) == (most.sets, most.reps)
        if entry.aim not in ("full", "turn") or not at_most or not _is_settled(standing):
            return entry
        longer = replace(item, sets=most.sets + self._rules.rounds.sets)
        minutes = self._estimate(longer)
        if longer.sets > (standing.sets or 0) + standing.more or minutes > entry.minutes + left_min:
            return entry
        more = because("round-more", minutes=self._minutes)
        return replace(entry, item=longer, minutes=minutes, reasons=(*entry.reasons, more))


def _is_settled(standing: Standing) -> bool:
    """Tell whether a rung has been clean before, and nothing is amiss since."""
    return standing.clean > 0 and not standing.hard and standing.again is None


def _list_shorter(full: PlannedExercise, fewest: int) -> Iterator[PlannedExercise]:
    """Yield an exercise and ever shorter ones: with fewer sets, then with fewer reps."""
    for sets in range(full.sets, 0, -1):
        yield replace(full, sets=sets)
    yield replace(full, sets=1, reps=fewest)


def _tell_sides(climb: Climb, item: PlannedExercise, uneven: Uneven | None) -> list[Reason]:
    if uneven is None:
        return []
    definition = climb.definition
    if definition.sides_of(item.variation) == "each":
        return [uneven.say("first")]
    later = any(definition.sides_of(rung.variation) == "each" for rung in climb.ladder.rungs)
    return [uneven.say("later")] if later else []
