"""What of an exercise is trained on a day: its rung, a lighter day, or another form's turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hamstrong.planner.reasons import Reason, because

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hamstrong.planner.judging import Aim
    from hamstrong.planner.ladder import Rung
    from hamstrong.planner.rules import Rules
    from hamstrong.planner.standing import Climb, Standing

__all__ = ["Choice", "choose"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What to train, what that is against the rung somebody stands on, and why."""

    rung: Rung
    aim: Aim
    reason: Reason


def choose(
    climb: Climb, standing: Standing, day: date, rules: Rules, *, uneven: bool = False
) -> Choice:
    """Return what to train of an exercise on a day.

    Parameters
    ----------
    climb, standing
        The exercise and where the person stands.
    day
        The day.
    rules
        What decides.
    uneven
        Whether one side is weaker or stiffer: forms that train each leg have their turns, too.
    """
    rung = climb.ladder.rungs[standing.rung]
    aim, why = standing.again or ("full", standing.reason)
    if climb.is_load(rung) and (aim == "light" or climb.is_loaded(standing, day)):
        shown = why if aim == "light" else because("light-day")
        return Choice(climb.find_light(rung), "light", shown)
    forms = _list_forms(climb, standing, rules, uneven=uneven)
    form = forms[standing.turn % len(forms)]
    if form == rung.variation:
        return Choice(rung, "full", standing.reason)
    title = f"variation.{climb.definition.id}.{form}.title"
    shown = why if aim == "turn" else because("turn-form", form=title)
    return Choice(climb.ladder.find_most(climb.ladder.find_form(form)), "turn", shown)


def _list_forms(climb: Climb, standing: Standing, rules: Rules, *, uneven: bool) -> Sequence[str]:
    """Return the forms that take turns, the rung's own first."""
    rung, definition = climb.ladder.rungs[standing.rung], climb.definition
    if standing.rung == climb.ladder.top:
        return rules.top.get(definition.id, (rung.variation,))
    if uneven and definition.sides_of(rung.variation) != "each":
        easier = [one.variation for one in climb.ladder.rungs if one.form < rung.form]
        one_legged = [form for form in easier if definition.sides_of(form) == "each"]
        return (rung.variation, *one_legged[-1:])
    return (rung.variation,)
