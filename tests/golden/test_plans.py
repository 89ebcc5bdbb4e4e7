"""Histories and the training planned next, with its reasons, as a person would read them.

``python -m tests.golden.test_plans`` writes the files anew; read them before you keep them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hamstrong.exercises import texts
from hamstrong.planner import History, Imbalance, Outing, Planner, Profile, planner_texts, word
from tests.unit.planner.people import CLEAN, MONDAY, Felt, as_planned, outing
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from datetime import date

    from hamstrong.planner import Slot
    from hamstrong.session import PlannedExercise
    from tests.unit.planner.people import AsDone

FOLDER = Path(__file__).parent / "plans"
TEXTS = {**texts("en"), **planner_texts("en")}
USUAL = Profile(minutes=20)
REGULAR = replace(USUAL, experience="regular")
Sessions = Sequence[Mapping[str, Felt]]
CLEANLY: Mapping[str, Felt] = {}

LEFT_KNEE = Imbalance("active-knee-extension", "left")
LEFT_BRIDGE = Imbalance("single-leg-bridge-reps", "left")
UNTOLD = Felt(score=None, effort=None, pain=None)


@dataclass(frozen=True)
class Case:
    """Somebody, how their sessions felt, days from one to the next, and days until today."""

    profile: Profile
    sessions: Sessions = ()
    every: int = 1
    pause: int | None = None
    imbalances: tuple[Imbalance, ...] = ()
    as_done: AsDone = as_planned


def walk_out(item: PlannedExercise) -> PlannedExercise:
    """Return the hardest bridge instead of the planned one."""
    other = replace(item, variation="walk-out", sets=2, reps=4)
    return other if item.exercise == "bridge" else item


HURT, SORE, CRAMP = Felt(pain=4), Felt(pain=2), Felt(cramp=True)
CASES: dict[str, Case] = {
    "first-training": Case(USUAL),
    "first-training-of-a-regular": Case(REGULAR),
    "two-clean-sessions": Case(USUAL, [CLEANLY] * 2),
    "two-clean-sessions-of-a-sitter": Case(replace(USUAL, sedentary=True), [CLEANLY] * 2),
    "six-clean-sessions": Case(USUAL, [CLEANLY] * 6),
    "six-clean-sessions-two-days-apart": Case(USUAL, [CLEANLY] * 6, every=2),
    "a-month-of-clean-sessions": Case(USUAL, [CLEANLY] * 30),
    "half-a-year-of-clean-sessions": Case(replace(USUAL, minutes=15), [CLEANLY] * 80, every=2),
    "an-hour-a-training": Case(replace(USUAL, minutes=60), [CLEANLY] * 41, every=2),
    "unclean-bridge": Case(USUAL, [CLEANLY, {"bridge": Felt(score=60)}]),
    "hard-bridge-twice": Case(REGULAR, [{"bridge": Felt(effort=9)}] * 2, every=2),
    "cramp-in-the-bridge": Case(REGULAR, [{"bridge": CRAMP}]),
    "cramps-again-and-again": Case(
        REGULAR, [{"bridge": CRAMP}, CLEANLY, {"bridge": CRAMP}], every=2
    ),
    "pain-in-the-pendulum": Case(REGULAR, [{"hip-pendulum": HURT}]),
    "pain-in-the-pendulum-twice": Case(REGULAR, [{"hip-pendulum": HURT}] * 2),
    "pain-that-comes-back": Case(
        REGULAR, [{"bridge": HURT}, {"bridge": UNTOLD}, CLEANLY, {"bridge": HURT}], every=2
    ),
    "pain-and-no-answers": Case(REGULAR, [{"bridge": HURT}] + [{"bridge": UNTOLD}] * 5, every=2),
    "discomfort-every-time": Case(REGULAR, [{"bridge": SORE}] * 3, every=2),
    "two-weeks-after-pain-twice": Case(REGULAR, [{"hip-pendulum": HURT}] * 2, pause=14),
    "ten-days-away": Case(USUAL, [CLEANLY] * 8, pause=10),
    "ten-days-away-after-a-step-up": Case(USUAL, [CLEANLY] * 6, every=2, pause=10),
    "a-month-away": Case(USUAL, [CLEANLY] * 8, pause=30),
    "left-side-stiffer": Case(USUAL, [CLEANLY] * 2, imbalances=(LEFT_KNEE,)),
    "left-side-weaker": Case(USUAL, [CLEANLY] * 2, imbalances=(LEFT_BRIDGE,)),
    "left-side-weaker-at-the-top": Case(
        replace(USUAL, minutes=15), [CLEANLY] * 34, every=2, imbalances=(LEFT_BRIDGE,)
    ),
    "a-harder-bridge-than-planned": Case(USUAL, [CLEANLY] * 2, every=2, as_done=walk_out),
    "five-minutes-and-cramp-prone": Case(
        replace(USUAL, minutes=5, cramp_prone=True), [CLEANLY] * 3
    ),
    "five-minutes-of-a-golfer": Case(replace(USUAL, minutes=5, sport="golf"), [CLEANLY] * 2),
    "without-camera": Case(USUAL, [dict.fromkeys(CATALOGUE, UNTOLD)] * 4),
}


def tell(name: str) -> str:
    """Return a case as text: who, what happened, and what is planned now."""
    case = CASES[name]
    day, outings = MONDAY, list[Outing]()
    lines = [f"# {name}", "", *_tell_profile(case.profile), ""]
    for felt in case.sessions:
        slot = _plan(case, outings, day)
        made = [
            outing(e, day, felt.get(e.item.exercise, CLEAN), case.as_done) for e in slot.entries
        ]
        lines.append(f"{day}: " + "; ".join(_tell_outing(one) for one in made))
        outings += made
        day += timedelta(days=case.every)
    day = outings[-1].day + timedelta(days=case.pause or case.every) if outings else day
    return "\n".join([*lines, f"\n{day}, planned:", *_tell_slot(_plan(case, outings, day)), ""])


def _plan(case: Case, outings: list[Outing], day: date) -> Slot:
    history = History(tuple(outings), case.imbalances)
    return Planner(CATALOGUE, case.profile, history).plan_slot(day)


def _tell_profile(profile: Profile) -> list[str]:
    notes = [
        f"{profile.minutes} minutes, {profile.experience}, sport: {profile.sport}",
        *(["cramp-prone"] if profile.cramp_prone else []),
        *(["sits most of the day"] if profile.sedentary else []),
    ]
    return [", ".join(notes)]


def _tell_outing(one: Outing) -> str:
    felt = f"form {one.score}, effort {one.effort}, pain {one.pain}"
    cramp = ", cramp" if one.cramp else ""
    return f"{one.exercise}/{one.variation} {one.sets}x{one.reps} ({felt}{cramp})"


def _tell_slot(slot: Slot) -> list[str]:
    lines = [f"  {slot.minutes} minutes" + (", warm-up first" if slot.warm_up else "")]
    for entry in slot.entries:
        item = entry.item
        sides = f", {item.first_side} first" if item.first_side == "left" else ""
        more = f", one set more {item.extra_set}" if item.extra_set else ""
        lines.append(
            f"  {item.exercise}/{item.variation} {item.sets}x{item.reps}{sides}{more}, "
            f"{entry.minutes} min"
        )
        lines += [f"      {word(reason, TEXTS)}" for reason in entry.reasons]
    for left in slot.left_out:
        lines += [f"  not {left.exercise}", f"      {word(left.reason, TEXTS)}"]
    return lines


@pytest.mark.parametrize("name", CASES)
def test_is_planned_as_it_was_read(name: str) -> None:
    told = (FOLDER / f"{name}.txt").read_text("utf-8")
    assert tell(name) == told, "read the difference; then `python -m tests.golden.test_plans`"


def test_no_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(CASES)


if __name__ == "__main__":
    for case in CASES:
        (FOLDER / f"{case}.txt").write_text(tell(case), encoding="utf-8")
