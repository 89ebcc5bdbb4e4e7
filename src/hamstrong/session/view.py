"""The picture of a session that a page draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hamstrong.session.outputs import BoutShown, CheckInShown, SessionView

if TYPE_CHECKING:
    from hamstrong.session.progress import Progress
    from hamstrong.session.route import Route
    from hamstrong.session.values import Bout
    from hamstrong.session.words import StateName

__all__ = ["compute_view"]

_NO_EXERCISE: Final[frozenset[StateName]] = frozenset({"screening", "warm-up", "summary", "ended"})


def compute_view(progress: Progress, route: Route, ends_in_s: float | None) -> SessionView:
    """Return where the session stands; ``ends_in_s`` is left of a state that ends by itself."""
    trained = progress.active not in _NO_EXERCISE
    bouts = route.bouts
    bout = (progress.bout or bouts[0]) if trained else None
    item = route.item if trained else None
    return SessionView(
        state=progress.state,
        resumes_to=progress.resumes_to,
        pause_reason=progress.pause_reason,
        mode=progress.mode,
        exercise=item.exercise if item else None,
        variation=item.variation if item else None,
        stage=bout.stage if bout else None,
        side=bout.side if bout else None,
        view=route.definition.view if trained else None,
        near_side=route.near_side(bout) if progress.mode == "camera" else None,
        exercise_number=progress.exercise + 1,
        exercise_count=len(progress.plan),
        set_number=bout.set_number if bout else 0,
        set_count=_count_sets(bouts, bout) if item else 0,
        bout_number=_place(bouts, bout),
        bout_count=len(bouts),
        count=progress.count,
        target=route.target(bout) if bout else 0,
        hold_target_s=item.hold_s if item else 0.0,
        ends_in_s=ends_in_s,
        lasts_s=progress.lasts_s,
        commands=route.commands(),
        easier=route.neighbour(-1) if trained else None,
        harder=route.neighbour(1) if trained else None,
        test_unit=route.definition.test.unit if trained and route.definition.test else None,
        check_in=_show_check_in(progress),
        to_log=_show_log(progress, route) if trained else None,
        plan=progress.plan,
    )


def _show_check_in(progress: Progress) -> CheckInShown | None:
    told = progress.told
    if told is None or not progress.over:
        return None
    return CheckInShown(told.effort, told.pain, told.cramp)


def _show_log(progress: Progress, route: Route) -> BoutShown | None:
    bout = route.to_log()
    if bout is None:
        return None
    return BoutShown(bout.stage, bout.side, route.target(bout), progress.logs.get(bout))


def _place(bouts: tuple[Bout, ...], bout: Bout | None) -> int:
    return bouts.index(bout) + 1 if bout in bouts else 0


def _count_sets(bouts: tuple[Bout, ...], bout: Bout | None) -> int:
    """Return how many sets the side of a bout has."""
    return len({one.set_number for one in bouts if bout is None or one.side == bout.side})
