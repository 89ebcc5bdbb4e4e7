"""Whatever the user does in whatever order: no illegal state, no rep lost or doubled."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.session import Session, SessionError, rebuild, summarise
from hamstrong.session.events import RepCounted
from hamstrong.session.inputs import (
    Commanded,
    EffortTold,
    HiddenChanged,
    Joined,
    ModeChosen,
    PainAnswered,
    RepsTold,
    Screened,
    Ticked,
)
from hamstrong.session.progress import TransitionError
from hamstrong.session.words import CommandName, Mode, PainChoice
from tests.unit.session.stage import CATALOGUE, TEXTS, Play, bridge, measure, see

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hamstrong.session.inputs import Input

    Make = Callable[[float], Input]

COMMANDS = get_args(CommandName)
TRACK = bridge(3)


def make(kind: Any, *values: st.SearchStrategy[Any]) -> st.SearchStrategy[Make]:  # noqa: ANN401
    return st.tuples(*values).map(lambda chosen: lambda now_s: kind(now_s, *chosen))


scale = st.integers(0, 10)
moments = st.one_of(
    make(Ticked),
    make(Commanded, st.sampled_from(COMMANDS)),
    make(Commanded, st.sampled_from(["next", "next", "resume"])),
    make(Screened, st.booleans(), st.booleans()),
    make(EffortTold, scale, scale, st.booleans()),
    make(PainAnswered, st.sampled_from(get_args(PainChoice))),
    make(RepsTold, st.integers(0, 50)),
    make(ModeChosen, st.sampled_from(get_args(Mode)), st.just("chosen")),
    make(HiddenChanged, st.booleans()),
    make(Joined, st.sampled_from(get_args(Mode)), st.just(TEXTS)),
)
steps = st.lists(
    st.tuples(moments, st.sampled_from([0.0, 0.1, 1.0, 15.0, 200.0]), st.integers(0, 60)),
    max_size=40,
)


@contextmanager
def loud() -> Iterator[None]:
    """Let refusals pass and let an illegal transition, which is our fault, fail the test."""
    try:
        yield
    except TransitionError as error:
        raise AssertionError(str(error)) from error


def show_some(play: Play, begin: int, count: int) -> int:
    """Show the next frames of an endless bridge, as a camera does."""
    frames, rows = measure(TRACK)
    for step in range(begin, begin + count):
        index = step % len(frames)
        play.now_s += 1 / 30
        row = rows[index] if play.session.measures_needed else []
        with suppress(SessionError), loud():
            play.give(see(frames[index], row, play.now_s, TRACK))
    return begin + count


def check(play: Play) -> None:
    progress = play.session.progress
    assert rebuild(play.events) == progress
    assert play.session.route.commands() == play.session.view().commands
    live = play.session.live()
    assert 0.0 <= live.breath_share <= 1.0
    assert 0.0 <= live.gesture_share <= 1.0
    assert live.share is None or 0.0 <= live.share <= 1.0
    summarise(CATALOGUE, progress)


@settings(max_examples=60)
@given(steps)
def test_any_order_of_wishes_keeps_the_session_sound(
    walk: list[tuple[Make, float, int]],
) -> None:
    play = Play.begin("bridge", "hip-90-90", sets=2, reps=2)
    shown = 0
    for moment, wait_s, frames in walk:
        with suppress(SessionError), loud():
            play.give(moment(play.now_s))
        play.now_s += wait_s
        shown = show_some(play, shown, frames)
        check(play)
    assert Session.restore(CATALOGUE, play.events).progress == play.session.progress
    reps = [event.rep for event in play.events if isinstance(event, RepCounted)]
    assert all(before.end_s <= after.start_s + 0.1 for before, after in pairwise(reps))


@settings(max_examples=25)
@given(st.lists(st.integers(1, 900), max_size=4), st.lists(st.booleans(), min_size=4, max_size=4))
def test_interruptions_at_any_frame_neither_lose_nor_double_a_rep(
    cuts: list[int], killed: list[bool]
) -> None:
    """A session is cut off and comes back from its log alone; what was counted stays counted."""
    play = Play.begin("bridge", sets=1, reps=40)
    play.screen()
    play.wish("next")
    shown, counted = 0, 0
    for frames, kill in zip(cuts, killed, strict=False):
        shown = show_some(play, shown, frames)
        counted = sum(isinstance(event, RepCounted) for event in play.events)
        if kill:
            returned = Play(Session.restore(CATALOGUE, play.events))
            returned.events = [*play.events, *returned.events]
            returned.now_s, play = play.now_s, returned
        play.join()
        assert play.session.progress.count == counted
    shown = show_some(play, shown, 300)
    reps = [event.rep for event in play.events if isinstance(event, RepCounted)]
    assert len(reps) >= counted
    assert all(before.end_s <= after.start_s + 0.1 for before, after in pairwise(reps))
