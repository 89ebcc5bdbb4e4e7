"""Histories and the training planned next, with its reasons, as a person would read them.

``python -m tests.golden.test_plans`` writes the files anew; read them before you keep them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hamstrong.exercises import texts
from hamstrong.planner import History, Imbalance, Outing, Planner, Profile, planner_texts, word
from tests.unit.planner.people import CLEAN, MONDAY, Felt, outing
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hamstrong.planner import Slot

FOLDER = Path(__file__).parent / "plans"
TEXTS = {**texts("en"), **planner_texts("en")}
USUAL = Profile(minutes=20)
REGULAR = replace(USUAL, experience="regular")
Sessions = list["Mapping[str, Felt]"]
CLEANLY: Mapping[str, Felt] = {}

CASES: dict[str, tuple[Profile, Sessions, int, tuple[Imbalance, ...]]] = {
    "first-training": (USUAL, [], 1, ()),
    "first-training-of-a-regular": (REGULAR, [], 1, ()),
    "two-clean-sessions": (USUAL, [CLEANLY] * 2, 1, ()),
    "six-clean-sessions": (USUAL, [CLEANLY] * 6, 1, ()),
    "a-month-of-clean-sessions": (USUAL, [CLEANLY] * 30, 1, ()),
    "unclean-bridge": (USUAL, [CLEANLY, {"bridge": Felt(score=60)}], 1, ()),
    "hard-bridge-twice": (REGULAR, [{"bridge": Felt(effort=9)}] * 2, 1, ()),
    "cramp-in-the-bridge": (REGULAR, [{"bridge": Felt(cramp=True)}], 1, ()),
    "pain-in-the-pendulum": (REGULAR, [{"hip-pendulum": Felt(pain=4)}], 1, ()),
    "pain-in-the-pendulum-twice": (REGULAR, [{"hip-pendulum": Felt(pain=4)}] * 2, 1, ()),
    "two-weeks-after-pain-twice": (REGULAR, [{"hip-pendulum": Felt(pain=4)}] * 2, 14, ()),
    "ten-days-away": (USUAL, [CLEANLY] * 8, 10, ()),
    "a-month-away": (USUAL, [CLEANLY] * 8, 30, ()),
    "left-side-weaker": (
        USUAL,
        [CLEANLY] * 2,
        1,
        (Imbalance("active-knee-extension", "left"),),
    ),
    "five-minutes-and-cramp-prone": (
        replace(USUAL, minutes=5, cramp_prone=True),
        [CLEANLY] * 3,
        1,
        (),
    ),
    "five-minutes-of-a-golfer": (replace(USUAL, minutes=5, sport="golf"), [CLEANLY] * 2, 1, ()),
    "without-camera": (
        USUAL,
        [dict.fromkeys(CATALOGUE, Felt(score=None, effort=None, pain=None))] * 4,
        1,
        (),
    ),
}


def tell(name: str) -> str:
    """Return a case as text: who, what happened, and what is planned now."""
    profile, sessions, pause, imbalances = CASES[name]
    day, outings = MONDAY, list[Outing]()
    lines = [f"# {name}", "", *_tell_profile(profile), ""]
    for felt in sessions:
        planner = Planner(CATALOGUE, profile, History(tuple(outings), imbalances))
        slot = planner.plan_slot(day)
        made = [outing(e, day, felt.get(e.item.exercise, CLEAN)) for e in slot.entries]
        lines.append(f"{day}: " + "; ".join(_tell_outing(one) for one in made))
        outings += made
        day += timedelta(days=1)
    day += timedelta(days=pause - 1)
    planner = Planner(CATALOGUE, profile, History(tuple(outings), imbalances))
    return "\n".join([*lines, f"\n{day}, planned:", *_tell_slot(planner.plan_slot(day)), ""])


def _tell_profile(profile: Profile) -> list[str]:
    notes = [
        f"{profile.minutes} minutes, {profile.experience}, sport: {profile.sport}",
        *(["cramp-prone"] if profile.cramp_prone else []),
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
