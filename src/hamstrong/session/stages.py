"""The states of a session, and what entering each of them brings with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hamstrong.exercises.dose import HURTS_FROM
from hamstrong.session import events as log
from hamstrong.session.cues import Arbiter
from hamstrong.session.estimate import compute_introduction
from hamstrong.session.eyes import Eyes
from hamstrong.session.outputs import CueSaid, Sounded
from hamstrong.session.plan import compute_cycle
from hamstrong.session.route import Route
from hamstrong.session.selftest import evaluate
from hamstrong.session.speech import WARM_UP, WARM_UP_STEP_S, announce, introduce, list_steps
from hamstrong.session.ticker import Ticker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.session.events import SessionEvent
    from hamstrong.session.outputs import Output
    from hamstrong.session.progress import Progress
    from hamstrong.session.values import Bout
    from hamstrong.session.words import BoutEnding, StateName, StoppedBy

__all__ = ["Stages"]

TIMER_READY_S: Final = 10.0
SIDE_CHANGE_S: Final = 12.0
CHECK_IN_S: Final = 30.0
CRAMP_REST_S: Final = 60.0
RESTED_S: Final = 6.0
"""Whoever lies still for so long has ended a count to fatigue."""
_PAUSE_S: Final = 2.0


class Stages:
    """Moves a session from state to state; `hamstrong.session.machine.Session` says when."""

    def __init__(self, definitions: Mapping[str, ExerciseDefinition], progress: Progress) -> None:
        self.progress = progress
        self.route = Route(definitions, progress)
        self._arbiter = Arbiter({})
        self._eyes = Eyes(self.route, self._arbiter)
        self._events: list[SessionEvent] = []
        self._outputs: list[Output] = []
        self._changed = False
        self._now_s = progress.clock_s
        self._ticker = Ticker()
        self._script: list[tuple[float, str]] = []

    def _ends_in_s(self) -> float | None:
        if self.progress.state == "get-ready" and self.progress.lasts_s is None:
            return self._ticker.left_s(self._now_s)
        if self.progress.state == "set" and self.route.counts_to_fatigue:
            return self._rest_left_s()
        ends_at_s = self.progress.ends_at_s
        return None if ends_at_s is None else max(0.0, ends_at_s - self._now_s)

    def _rest_left_s(self) -> float | None:
        """Return how long a count to fatigue still waits for somebody who has stopped moving."""
        rested_s = self._eyes.rested_s(self._now_s)
        if self.progress.mode != "camera" or not self.progress.count or rested_s < _PAUSE_S:
            return None
        return max(0.0, RESTED_S - rested_s)

    def _enter(
        self, state: StateName, *, bout: Bout | None = None, lasts_s: float | None = None
    ) -> None:
        self._script.clear()
        self._ticker.reset()
        exercise = self.progress.exercise
        self._emit(log.Entered(self._now_s, state, exercise, bout, lasts_s))
        if state == "warm-up":
            self._arbiter.enqueue("say.warm-up")
            self._script = [
                (self._now_s + index * WARM_UP_STEP_S, name) for index, name in enumerate(WARM_UP)
            ]
        elif state == "check-in":
            self._arbiter.enqueue("say.check-in")

    def _enter_exercise(self, exercise: int) -> None:
        while exercise in self.progress.skipped:
            exercise += 1
        if exercise >= len(self.progress.plan):
            self._finish("done")
            return
        self._script.clear()
        self._arbiter.hush()
        item, texts = self.progress.plan[exercise], self._arbiter.texts
        times = self.progress.practised(item)
        lines = introduce(self.route.define(item), item, self.progress.pain_before, times)
        self._arbiter.enqueue(*lines)
        lasts_s = compute_introduction(lines, texts)
        self._emit(log.Entered(self._now_s, "intro", exercise, None, lasts_s))

    def _after_intro(self) -> None:
        self._check_view(self._first_bout())

    def _check_view(self, bout: Bout) -> None:
        """Look whether the picture fits, where there is one."""
        if self.progress.mode == "camera":
            self._enter_setup(bout)
        else:
            self._prepare(bout)

    def _after_check_in(self) -> None:
        """Go on to the next exercise, unless this one has hurt and that was not seen to yet."""
        told = self.progress.told
        hurts = told is not None and told.pain is not None and told.pain >= HURTS_FROM
        stopped = any(pain.exercise == self.progress.exercise for pain in self.progress.pains)
        if not hurts or stopped:
            self._leave_exercise()
            return
        self._arbiter.hush()
        self._enter("pain", bout=self.progress.bout)
        self._arbiter.offer(self._now_s, CueSaid("say.hurts", "safety"))

    def _leave_exercise(self) -> None:
        """Go on to the next exercise, after a cramp by way of a longer rest."""
        told = self.progress.told
        if told is None or not told.cramp:
            self._enter_exercise(self.progress.exercise + 1)
            return
        self._arbiter.hush()
        self._enter("rest", bout=self.progress.bout, lasts_s=CRAMP_REST_S)
        self._arbiter.enqueue("say.cramp", kind="safety")

    def _after_break(self) -> None:
        """Go on after a break; whoever has to turn round for it is checked again."""
        if self.progress.over:
            self._enter_exercise(self.progress.exercise + 1)
            return
        bout = self._bout()
        if self.progress.mode == "camera" and self.route.turns(bout):
            self._enter_setup(bout)
        else:
            self._prepare(bout)

    def _enter_setup(self, bout: Bout) -> None:
        self._arbiter.hush()
        self._enter("setup", bout=bout)
        self._eyes.prepare(bout)
        self._arbiter.enqueue("say.setup", f"exercise.{self.route.item.exercise}.camera")

    def _prepare(self, bout: Bout, *, explain: bool = False) -> None:
        """Enter get-ready for a bout and announce what is new about it."""
        definition, checked = self.route.definition, self.progress.state == "setup"
        timer = self.progress.mode == "timer"
        if timer and self.route.needs_camera:
            self._leave_out()
            return
        self._enter("get-ready", bout=bout, lasts_s=TIMER_READY_S if timer else None)
        if not checked:
            self._eyes.prepare(bout)
        if explain:
            self._arbiter.enqueue(*list_steps(definition, bout.variation, bout.stage))
        last = self.progress.last_closed
        before = last if last is not None and last.exercise == bout.exercise else None
        self._arbiter.enqueue(*announce(definition, bout, before, timer=timer))

    def _leave_out(self) -> None:
        """Go on to the next exercise: this one can only be measured."""
        self._emit(log.ExerciseSkipped(self._now_s, self.progress.exercise))
        self._enter_exercise(self.progress.exercise + 1)
        self._arbiter.enqueue("say.needs-camera")

    def _start_set(self) -> None:
        bout, lasts_s = self._bout(), None
        if self.progress.mode == "timer" and self.route.definition.test is None:
            lasts_s = self.route.target(bout) * compute_cycle(self.route.definition, bout)
        self._arbiter.hush()
        self._enter("set", bout=bout, lasts_s=lasts_s)
        self._outputs.append(Sounded("go"))

    def _close_bout(self, how: BoutEnding) -> None:
        """End the present bout (in a break: leave out the next one) and go on."""
        bout, timer = self._bout(), self.progress.mode == "timer"
        self._emit(log.BoutClosed(self._now_s, bout, how))
        if how != "skipped":
            self._conclude(bout)
        following = self.route.next_open(bout)
        self._arbiter.hush()
        if how == "done":
            self._outputs.append(Sounded("set-done"))
            self._arbiter.enqueue("say.log" if timer else "say.done")
        if following is None:
            self._enter("check-in", bout=bout, lasts_s=CHECK_IN_S)
        elif following.set_number != bout.set_number:
            self._enter("rest", bout=following, lasts_s=self.route.item.rest_s)
            self._arbiter.enqueue("say.rest")
        elif following.side != bout.side:
            self._enter("side-change", bout=following, lasts_s=SIDE_CHANGE_S)
            self._arbiter.enqueue(f"say.change.{following.side}")
        else:
            self._prepare(following)

    def _conclude(self, bout: Bout) -> None:
        """Tell the result of a self-test's bout where the camera measured one."""
        test, count = self.route.definition.test, self.progress.count
        if test is None or not count:
            return
        # A bout done again has older reps in the log too.
        reps = [event.rep for event in self.progress.reps if event.bout == bout][-count:]
        found = evaluate(test, reps)
        if found is not None:
            told = log.TestMeasured(
                self._now_s,
                bout,
                self.route.definition.id,
                found.value,
                found.uncertainty,
                test.unit,
                found.trials,
            )
            self._emit(told)

    def _finish(self, stopped_by: StoppedBy) -> None:
        self._arbiter.hush()
        self._emit(log.Finished(self._now_s, stopped_by))
        self._enter("summary")
        if stopped_by != "injury":
            self._arbiter.enqueue("say.stopped" if stopped_by == "pain" else "say.summary")

    def _first_bout(self) -> Bout:
        return self.route.next_open(None) or self.route.bouts[0]

    def _bout(self) -> Bout:
        return self.progress.bout or self._first_bout()

    def _emit(self, event: SessionEvent) -> None:
        self.progress.apply(event)
        self._events.append(event)
        self._changed = self._changed or not isinstance(event, log.CueGiven)
