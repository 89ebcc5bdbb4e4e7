"""A made-up year of training, written through the real store: for tests, pictures, benchmarks.

``python -m tests.history FOLDER`` fills a data folder; ``--sessions`` and ``--weeks`` tell how much
is written.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from hamstrong.exercises import load_catalogue
from hamstrong.session import plan_exercise, rebuild
from hamstrong.session.events import (
    AttemptSeen,
    Began,
    BoutClosed,
    CheckedIn,
    CueGiven,
    Entered,
    Finished,
    RepCounted,
    RepsLogged,
    ScreeningAnswered,
)
from hamstrong.session.plan import list_bouts
from hamstrong.session.values import FaultRecord, RepRecord
from hamstrong.store import Store, make_batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hamstrong.session import Bout, PlannedExercise, SessionEvent
    from hamstrong.session.words import SessionSide, StateName

__all__ = ["Life", "log_of", "write_history"]

CATALOGUE: Final = load_catalogue()
ROUTINE: Final = ("leg-activation", "hip-90-90", "hip-pendulum", "bridge")

# Range of motion at the beginning and what a long training adds, in degrees.
RANGES_DEG: Final = {
    ("leg-activation", "front"): (38.0, 12.0),
    ("leg-activation", "rear"): (18.0, 7.0),
    ("hip-90-90", None): (118.0, 34.0),
    ("hip-pendulum", "centre"): (46.0, 16.0),
    ("hip-pendulum", "abducted"): (41.0, 14.0),
    ("bridge", None): (56.0, 26.0),
}


@dataclass(frozen=True)
class Life:
    """How somebody trained.

    Attributes
    ----------
    sessions
        How many at most, the newest of them.
    weeks, days
        So many weeks back from ``until``, on these days of the week (0 = Monday).
    missed
        Chance that a day is left out.
    holidays
        Weeks (counted from the first) without training.
    reps
        Reps a set; the routine has 13 sets.
    logged
        Every so many sessions one without a camera; 0 for none.
    """

    until: datetime
    sessions: int = 60
    weeks: int = 26
    days: tuple[int, ...] = (0, 2, 5)
    missed: float = 0.15
    holidays: tuple[int, ...] = (9, 17, 18)
    reps: int = 6
    logged: int = 11
    seed: int = 7


def write_history(store: Store, life: Life) -> int:
    """Append the sessions of a life; return how many."""
    random = Random(life.seed)
    moments = list(_moments(life, random))[-life.sessions :]
    for number, (week, moment) in enumerate(moments):
        camera = not life.logged or number % life.logged != life.logged - 1
        events = log_of(random, week, life.reps, camera=camera)
        session = f"{random.getrandbits(128):032x}"
        cut = next(i for i, event in enumerate(events) if event.kind == "entered")
        for start, end in ((0, cut), (cut, len(events))):
            past = moment + timedelta(seconds=events[end - 1].time_s)
            with patch("hamstrong.store.store._now", return_value=past.replace(tzinfo=None)):
                batch = make_batch(session, start, events[start:end], rebuild(events[:end]))
                store.append([batch])
    return len(moments)


def _moments(life: Life, random: Random) -> Iterator[tuple[float, datetime]]:
    """Yield the weeks since the beginning and the times of day of all sessions."""
    monday = life.until.date() - timedelta(days=life.until.weekday(), weeks=life.weeks - 1)
    for week in range(life.weeks):
        for day in life.days:
            begin = time(random.choice((6, 7, 17, 18)), random.randrange(60), tzinfo=UTC)
            moment = datetime.combine(monday + timedelta(days=day, weeks=week), begin)
            left_out = random.random() < life.missed or week in life.holidays
            if not left_out and moment < life.until - timedelta(hours=1):
                yield week + day / 7, moment


def log_of(random: Random, week: float, reps: int, *, camera: bool = True) -> list[SessionEvent]:
    """Return the log of one session of somebody who has trained for so many weeks."""
    variation = random.choice(("standard", "single-leg")) if week > 8 else "standard"
    plan = tuple(
        plan_exercise(CATALOGUE[name], variation if name == "bridge" else "standard", reps=reps)
        for name in ROUTINE
    )
    writer = _Writer(random, week)
    writer.add(Began(0.0, plan, "camera" if camera else "timer"))
    writer.wait(8)
    writer.add(ScreeningAnswered(writer.now_s, acute_injury=False, cramp_prone=False))
    for place, item in enumerate(plan):
        writer.train(place, item, camera=camera)
    writer.add(Entered(writer.now_s, "summary", len(plan) - 1))
    writer.add(Finished(writer.now_s, "done"))
    writer.add(Entered(writer.now_s, "ended", len(plan) - 1))
    return writer.events


class _Writer:
    """Writes a log with a clock of its own; what is measured gets better with the weeks."""

    def __init__(self, random: Random, week: float) -> None:
        self.random, self.week = random, week
        self.grown = 1 - math.exp(-week / 10)
        self.now_s = 0.0
        self.events: list[SessionEvent] = []
        self.day_deg = random.gauss(0, 2.0)

    def add(self, event: SessionEvent) -> None:
        self.events.append(event)

    def wait(self, seconds: float) -> None:
        self.now_s = round(self.now_s + seconds, 3)

    def train(self, place: int, item: PlannedExercise, *, camera: bool) -> None:
        bouts = list_bouts(CATALOGUE[item.exercise], item, place)
        self.add(Entered(self.now_s, "intro", place, bouts[0]))
        self.wait(25)
        if camera:
            self.add(Entered(self.now_s, "setup", place, bouts[0]))
            self.wait(12)
        for number, bout in enumerate(bouts):
            self.do_set(item, bout, camera=camera)
            if number + 1 < len(bouts):
                change = bouts[number + 1].set_number == bout.set_number
                state: StateName = "side-change" if change else "rest"
                self.add(Entered(self.now_s, state, place, bouts[number + 1], 12.0))
                self.wait(12)
        self.add(Entered(self.now_s, "check-in", place))
        self.wait(6)
        self.add(CheckedIn(self.now_s, place, *self.feel()))

    def do_set(self, item: PlannedExercise, bout: Bout, *, camera: bool) -> None:
        self.add(Entered(self.now_s, "get-ready", bout.exercise, bout, 3.0))
        self.wait(3)
        self.add(Entered(self.now_s, "set", bout.exercise, bout))
        alternating = CATALOGUE[item.exercise].sides == "alternating"
        for number in range(item.reps if camera else 0):
            side: SessionSide = bout.side
            if alternating:
                side = "right" if number % 2 else "left"
            if self.random.random() < 0.06 * (1 - self.grown):
                small = self.rep(item, bout, side, share=0.4)
                self.add(AttemptSeen(self.now_s, bout, small))
            rep = self.rep(item, bout, side)
            self.add(RepCounted(self.now_s, bout, rep))
            if rep.faults:
                self.add(CueGiven(self.now_s, f"fault.{rep.faults[0].id}.cue", "correction"))
        self.wait(0 if camera else 4 * item.reps)
        self.add(BoutClosed(self.now_s, bout, "done"))
        if not camera:
            self.add(RepsLogged(self.now_s, bout, item.reps))

    def rep(
        self, item: PlannedExercise, bout: Bout, side: SessionSide, share: float = 1.0
    ) -> RepRecord:
        definition, random = CATALOGUE[item.exercise], self.random
        begin, gain = RANGES_DEG[item.exercise, bout.stage]
        weaker = 4.0 * (1 - 0.5 * self.grown) if side == "left" else 0.0
        rom_deg = (begin + gain * self.grown + self.day_deg - weaker) * share + random.gauss(0, 1.5)
        clean = random.random() < 0.55 + 0.4 * self.grown
        hold_s = max(0.2, random.gauss(0.7 + 0.35 * self.grown, 0.15)) * max(item.hold_s, 0.3)
        lasts_s = 2.4 + hold_s
        start_s = self.now_s
        self.wait(lasts_s + 0.4)
        return RepRecord(
            side=side,
            stage=bout.stage,
            movement=definition.movements[0].id,
            start_s=start_s,
            peak_s=round(start_s + lasts_s / 2, 3),
            end_s=round(start_s + lasts_s, 3),
            hold_s=round(hold_s, 2),
            rom_deg=round(rom_deg, 1),
            score=100 if clean else random.choice((85, 70, 55)),
            faults=() if clean else (self.fault(definition.mistakes[0]),),
        )

    def fault(self, name: str) -> FaultRecord:
        return FaultRecord(name, "minor", "hip_flexion_near_deg", "deg", 21.0, 15.0)

    def feel(self) -> tuple[int, int, bool]:
        """Return effort, pain, and whether there was a cramp."""
        effort = round(self.random.gauss(6.5 - 1.2 * self.grown, 0.8))
        sore = self.random.random() < 0.25 * (1 - self.grown)
        return min(10, max(1, effort)), self.random.choice((1, 2)) if sore else 0, False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sessions", type=int, default=60)
    parser.add_argument("--weeks", type=int, default=26)
    parser.add_argument("--seed", type=int, default=7)
    wish = parser.parse_args()
    store = Store.open(wish.folder)
    life = Life(until=datetime.now(UTC), sessions=wish.sessions, weeks=wish.weeks, seed=wish.seed)
    write_history(store, life)
    store.close()


if __name__ == "__main__":
    main()
