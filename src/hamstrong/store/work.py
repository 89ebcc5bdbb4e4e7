"""What was done in each session, added up per form of an exercise: read often, kept up to date."""

from __future__ import annotations

from collections import defaultdict
from math import sqrt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, select, update

from hamstrong.planner.progress import Feeling, Work
from hamstrong.session.events import AttemptSeen, RepCounted
from hamstrong.store.schema import cards, work

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, Select

    from hamstrong.session.events import SessionEvent

__all__ = [
    "add_work",
    "read_feelings",
    "read_work",
    "select_feelings",
    "select_work",
]

_KEY: Final = ("session_id", "exercise", "variation", "stage", "side")


def add_work(
    connection: Connection, session_id: str, happened: Iterable[SessionEvent], plan: Sequence[str]
) -> None:
    """Add the reps and attempts among new events of a session."""
    sums: dict[tuple[str, ...], dict[str, float]] = {}
    for event in happened:
        if isinstance(event, RepCounted | AttemptSeen):
            rep, bout = event.rep, event.bout
            key = (session_id, plan[bout.exercise], bout.variation, rep.stage or "", rep.side)
            mine = sums.setdefault(key, dict.fromkeys(_SUMS, 0))
            _add(mine, event)
    for names, mine in sums.items():
        _write(connection, dict(zip(_KEY, names, strict=True)), mine)


_SUMS: Final = ("reps", "attempts", "rom_sum", "rom_squares", "hold_sum", "score_sum")


def _add(sums: dict[str, float], event: RepCounted | AttemptSeen) -> None:
    if isinstance(event, AttemptSeen):
        sums["attempts"] += 1
        return
    rep = event.rep
    sums["reps"] += 1
    sums["rom_sum"] += rep.rom_deg
    sums["rom_squares"] += rep.rom_deg**2
    sums["hold_sum"] += rep.hold_s
    sums["score_sum"] += rep.score


def _write(connection: Connection, key: dict[str, str], sums: dict[str, float]) -> None:
    grown: dict[str, Any] = {name: work.c[name] + value for name, value in sums.items()}
    mine = [work.c[name] == value for name, value in key.items()]
    if not connection.execute(update(work).where(*mine).values(grown)).rowcount:
        connection.execute(insert(work).values({**key, **sums}))


def select_work() -> Select[Any]:
    """Return the query for `read_work`."""
    return select(work)


def read_work(rows: Iterable[Sequence[Any]]) -> dict[str, tuple[Work, ...]]:
    """Make means of sums, by session."""
    found: dict[str, list[Work]] = defaultdict(list)
    for session_id, exercise, variation, stage, side, reps, attempts, *sums in rows:
        rom_sum, rom_squares, hold_sum, score_sum = sums
        found[session_id].append(
            Work(
                exercise=exercise,
                variation=variation,
                stage=stage or None,
                side=side,
                reps=reps,
                attempts=attempts,
                rom_deg=rom_sum / reps if reps else None,
                rom_spread_deg=_spread(reps, rom_sum, rom_squares),
                hold_s=hold_sum / reps if reps else None,
                score=score_sum / reps if reps else None,
            )
        )
    return {session_id: tuple(works) for session_id, works in found.items()}


def _spread(count: int, total: float, squares: float) -> float | None:
    """Return the standard deviation; None for less than two values."""
    if count < 2:  # noqa: PLR2004 - one value has none
        return None
    # Rounding may leave a little below zero where all values are alike.
    return sqrt(max(0.0, squares - total**2 / count) / (count - 1))


def select_feelings() -> Select[Any]:
    """Return the query for `read_feelings`."""
    return select(cards.c.session_id, cards.c.stints)


def read_feelings(rows: Iterable[Sequence[Any]]) -> dict[str, tuple[Feeling, ...]]:
    """Find what each check-in said, by session, from what became of its exercises."""
    found = {
        session_id: tuple(
            Feeling(
                exercise=stint["exercise"],
                variation=stint["variation"],
                effort=stint["effort"],
                pain=stint["pain"],
                cramp=stint["cramp"],
            )
            for stint in stints
            if stint["effort"] is not None and stint["pain"] is not None
        )
        for session_id, stints in rows
    }
    return {session_id: felt for session_id, felt in found.items() if felt}
