"""Every motion of the catalogue, with and without each of its faults, performed once."""

from __future__ import annotations

from functools import cache

from hamstrong.exercises import load_all
from hamstrong.exercises.motion import Performance, RepPlan, Take, compute_motion

FPS = 12.5

Case = tuple[str, str, str | None]

MOTIONS: list[Case] = [
    (name, motion.id, None)
    for name, definition in load_all().items()
    for motion in definition.motions
]
FAULTS: list[Case] = [
    (name, motion.id, fault)
    for name, definition in load_all().items()
    for motion in definition.motions
    for fault in motion.faults
]
ALL = MOTIONS + FAULTS


def name_of(case: Case) -> str:
    return "-".join(part for part in case if part)


@cache
def performed(case: Case, side: str = "right") -> Performance:
    exercise, motion, fault = case
    rep = RepPlan("left" if side == "left" else "right", fault)
    return compute_motion(load_all()[exercise], motion, rep, 2, Take(fps=FPS))
