"""Logs of sessions to store."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from hamstrong.session import rebuild
from hamstrong.session.events import TestMeasured
from hamstrong.session.inputs import EffortTold, RepsTold, ValueTold
from hamstrong.store import make_batch
from tests.unit.session.stage import Play, bridge, film_reps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hamstrong.session import SessionEvent
    from hamstrong.session.words import CommandName
    from hamstrong.store import Batch

ID = "0123456789abcdef0123456789abcdef"
OTHER = "f" * 32


@cache
def whole_session() -> tuple[SessionEvent, ...]:
    """Return everything that can happen: reps, attempts, faults, cues, pain, logs, the end."""
    play = Play.begin("bridge", "hip-90-90", sets=2, reps=3)
    play.screen(cramps=True)
    play.wish("next")
    play.wish("next")
    play.show(bridge(2, "hips-not-extended"))
    play.wish("pause")
    play.wish("resume")
    play.show(bridge(1, share=0.35))
    play.show(bridge(1))
    play.wish("repeat")
    play.wish("harder")
    play.wish("pain")
    play.session.drain()
    play.join("timer")
    play.wish("end")
    return tuple(play.events)


@cache
def timed_session() -> tuple[SessionEvent, ...]:
    play = Play.begin("bridge", mode="timer", sets=1, reps=1)
    play.screen()
    play.wait_for("check-in")
    play.give(RepsTold(play.now_s, 1))
    play.give(EffortTold(play.now_s, 3, 1, cramp=False))
    play.wish("end")
    return tuple(play.events)


@cache
def half_answered_session() -> tuple[SessionEvent, ...]:
    """Return a log whose check-in got one answer before its time was over."""
    play = Play.begin("bridge", mode="timer", sets=1, reps=1)
    play.screen()
    play.wait_for("check-in")
    play.give(RepsTold(play.now_s, 1))
    play.give(EffortTold(play.now_s, 7, None, cramp=False, done=False))
    play.wait_for("summary")
    return tuple(play.events)


@cache
def self_test_session() -> tuple[SessionEvent, ...]:
    """Return a log in which the right side is tested, tested again, and the left side once."""
    play = Play.begin("single-leg-bridge-reps")
    play.screen()
    play.wish("next")
    done: tuple[tuple[Literal["left", "right"], int, CommandName | None], ...] = (
        ("right", 2, "repeat"),
        ("right", 3, None),
        ("left", 2, "end"),
    )
    for side, reps, wish in done:
        track = film_reps("single-leg-bridge-reps", "standard", (side,) * reps, near=side)
        while not play.at("set"):
            play.hold(track, 1.0)
        play.show(track, until="side-change")
        if play.at("set"):
            play.wish("next")
        if wish is not None:
            play.wish(wish)
    return tuple(play.events)


@cache
def painful_bridge() -> tuple[SessionEvent, ...]:
    """Return a log of a bridge that hurt: two in a row stop it."""
    play = Play.begin("bridge", mode="timer", sets=1, reps=1)
    play.screen()
    play.wait_for("check-in")
    play.give(RepsTold(play.now_s, 1))
    play.give(EffortTold(play.now_s, 5, 4, cramp=False))
    play.wish("end")
    return tuple(play.events)


def held(test: str, *values: float) -> Iterator[tuple[SessionEvent, ...]]:
    """Yield a session for each value, told by the user and marked as measured to within 1 s."""
    for value in values:
        play = Play.begin(test, mode="timer", reps=1)
        play.screen()
        play.wish("next")
        play.wait_for("set")
        play.wish("next")
        play.give(ValueTold(play.now_s, value))
        yield tuple(
            replace(event, uncertainty=1.0, measured=True)
            if isinstance(event, TestMeasured)
            else event
            for event in play.events
        )


def batch(
    events: tuple[SessionEvent, ...], session_id: str = ID, start: int = 0, end: int | None = None
) -> Batch:
    """Return a part of a log as it is recorded."""
    return make_batch(session_id, start, events[start:end], rebuild(events[:end]))
