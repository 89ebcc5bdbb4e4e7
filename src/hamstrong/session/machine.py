"""The guided session as a state machine: inputs in, events and things to tell out.

Sans-IO: no clock, no thread, no file. Time comes with the inputs; what happened is told as events,
from which `Session.restore` brings a session back to where it was.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Self

from hamstrong.session import events as log
from hamstrong.session import inputs
from hamstrong.session.outputs import CueSaid, Sounded
from hamstrong.session.plan import change_form, compute_pace
from hamstrong.session.progress import PAUSABLE, Progress, SessionError
from hamstrong.session.speech import WARM_UP, WARM_UP_STEP_S
from hamstrong.session.stages import CHECK_IN_S, RESTED_S, Stages
from hamstrong.session.view import compute_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.session.events import SessionEvent
    from hamstrong.session.inputs import Input
    from hamstrong.session.outputs import LiveView, Output, SessionView
    from hamstrong.session.values import Bout, PlannedExercise, Practice
    from hamstrong.session.words import (
        CommandName,
        Mode,
        PauseReason,
        StateName,
    )

__all__ = ["Outcome", "Session"]

_MEASURED: Final[frozenset[StateName]] = frozenset({"setup", "get-ready", "set"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of inputs: events to record, things to tell in order, whether the view changed."""

    events: tuple[SessionEvent, ...]
    outputs: tuple[Output, ...]
    changed: bool


class Session(Stages):
    """One guided session.

    Feed inputs to `handle` in the order of time and take what came of them with `drain`.
    """

    def __init__(self, definitions: Mapping[str, ExerciseDefinition], progress: Progress) -> None:
        super().__init__(definitions, progress)
        self._commands: dict[CommandName, Callable[[], None]] = {
            "next": self._next,
            "pause": lambda: self._pause("command"),
            "resume": self._resume,
            "skip": self._skip,
            "repeat": self._repeat,
            "easier": lambda: self._change_variation(-1),
            "harder": lambda: self._change_variation(1),
            "pain": self._pain,
            "end": self._end,
        }
        self._takers: dict[type, Callable[[Any], None]] = {
            inputs.Joined: self._take_joined,
            inputs.Seen: self._take_seen,
            inputs.Commanded: self._take_commanded,
            inputs.Screened: self._take_screened,
            inputs.EffortTold: self._take_effort_told,
            inputs.PainAnswered: self._take_pain_answered,
            inputs.RepsTold: self._take_reps_told,
            inputs.ValueTold: self._take_value_told,
            inputs.ModeChosen: self._take_mode_chosen,
            inputs.HiddenChanged: self._take_hidden_changed,
            inputs.CameraReported: self._take_camera_reported,
            inputs.Ticked: lambda _item: None,
        }

    @classmethod
    def begin(
        cls,
        definitions: Mapping[str, ExerciseDefinition],
        plan: Sequence[PlannedExercise],
        mode: Mode = "camera",
        pain_before: Iterable[str] = (),
        practice: Iterable[Practice] = (),
    ) -> Self:
        """Begin a session; its first event waits in `drain`."""
        if not plan:
            raise SessionError("A session needs at least one exercise.")
        session = cls(definitions, Progress())
        for item in plan:
            session.route.define(item)
        session._emit(log.Began(0.0, tuple(plan), mode, tuple(pain_before), tuple(practice)))
        return session

    @classmethod
    def restore(
        cls, definitions: Mapping[str, ExerciseDefinition], events: Iterable[SessionEvent]
    ) -> Self:
        """Bring a session back from its events; `SessionError` where they make no sense."""
        progress = Progress()
        for event in events:
            progress.apply(event)
        if not progress.plan:
            raise SessionError("The session's log does not tell how it began.")
        session = cls(definitions, progress)
        for item in progress.plan:
            session.route.define(item)
        return session

    @property
    def time_s(self) -> float:
        """The session's clock: the time of the last input."""
        return self._now_s

    @property
    def measures_needed(self) -> bool:
        """Whether the measures of the next picture are wanted; other pictures come without."""
        return self.progress.state in _MEASURED

    def handle(self, item: Input) -> None:
        """Take the next input.

        Raises
        ------
        SessionError
            It is not possible now, or its time lies before that of the last. What time alone
            brought about has happened nevertheless: `drain` tells.
        """
        if item.time_s < self._now_s:
            raise SessionError("Time runs backwards.")
        self._now_s = item.time_s
        self._expire()
        try:
            self._take(item)
        finally:
            self._tick()
            self._speak()

    def drain(self) -> Outcome:
        """Return, once, what came of the inputs since the last call."""
        outcome = Outcome(tuple(self._events), tuple(self._outputs), self._changed)
        self._events, self._outputs, self._changed = [], [], False
        return outcome

    def view(self) -> SessionView:
        """Return where the session stands."""
        return compute_view(self.progress, self.route, self._ends_in_s())

    def live(self) -> LiveView:
        """Return what changes from frame to frame."""
        progress = self.progress
        target = self.route.target(progress.bout) if progress.bout is not None else 0
        live = self._eyes.live(self._now_s, self._ends_in_s(), progress.count, target)
        if progress.mode == "camera" or progress.state != "set":
            return live
        elapsed_s = self._now_s - progress.entered_s
        if self.route.definition.test is not None:
            return replace(live, hold_s=elapsed_s)
        return self._eyes.pace(live, self._bout(), elapsed_s)

    def _expire(self) -> None:
        ends_at_s = self.progress.ends_at_s
        if ends_at_s is None or self._now_s < ends_at_s:
            return
        match self.progress.state:
            case "warm-up":
                self._enter_exercise(0)
            case "intro":
                self._after_intro()
            case "get-ready":
                self._start_set()
            case "set":
                self._close_bout("done")
            case "rest" | "side-change":
                self._after_break()
            case "check-in":
                self._after_check_in()
            case _:
                pass

    def _tick(self) -> None:
        if self.progress.state == "get-ready":
            self._ticker.sound_second(self._ends_in_s(), self._outputs)
        elif self.progress.state == "set" and self.progress.ends_at_s is not None:
            elapsed_s = self._now_s - self.progress.entered_s
            rep, _, _ = compute_pace(self.route.definition, self._bout(), elapsed_s)
            self._ticker.sound_rep(rep, self._outputs)

    def _speak(self) -> None:
        while self._script and self._script[0][0] <= self._now_s:
            self._arbiter.enqueue(self._script.pop(0)[1])
        if self.progress.state == "ended":
            return
        cue = self._arbiter.step(self._now_s)
        if cue is not None:
            self._say(cue)

    def _say(self, cue: CueSaid) -> None:
        self._outputs.append(cue)
        self._emit(log.CueGiven(self._now_s, cue.id, cue.kind, cue.fault))

    def _take(self, item: Input) -> None:
        self._takers[type(item)](item)

    def _take_joined(self, item: inputs.Joined) -> None:
        self._arbiter.texts = item.texts
        if item.mode != self.progress.mode:
            self._emit(log.ModeSet(self._now_s, item.mode, "chosen"))
        # A page that was just opened says nothing yet.
        self._arbiter.interrupt()
        match self.progress.state:
            case "set" | "get-ready":
                self._prepare(self._bout())
            case "setup":
                self._check_view(self._bout())
            case "intro":
                self._enter_exercise(self.progress.exercise)
            case _:
                pass

    def _take_seen(self, item: inputs.Seen) -> None:
        if self.progress.mode != "camera":
            return
        if self._eyes.gesture.step(item.frame):
            self._take_gesture()
        if not item.row:
            # It was taken before time or the gesture led to a state that measures.
            return
        match self.progress.state:
            case "setup":
                if self._eyes.check_camera(item, self._outputs):
                    self._arbiter.enqueue("say.setup.done")
                    self._prepare(self._bout())
            case "get-ready":
                self._take_pose(item)
            case "set":
                self._take_movement(item)
            case _:
                pass

    def _take_commanded(self, item: inputs.Commanded) -> None:
        if item.command not in self.route.commands():
            state = self.progress.state
            raise SessionError(f"'{item.command}' is not possible while at '{state}'.")
        self._arbiter.interrupt()
        self._commands[item.command]()

    def _take_screened(self, item: inputs.Screened) -> None:
        self._arbiter.interrupt()
        self._emit(log.ScreeningAnswered(self._now_s, item.acute_injury, item.cramp_prone))
        if item.acute_injury:
            self._finish("injury")
            self._arbiter.enqueue("say.injury", kind="safety")
        elif item.cramp_prone:
            self._enter("warm-up", lasts_s=WARM_UP_STEP_S * len(WARM_UP))
        else:
            self._enter_exercise(0)

    def _take_effort_told(self, item: inputs.EffortTold) -> None:
        if self.progress.state != "check-in":
            raise SessionError("There is no question about the exercise to answer.")
        exercise, answers = self.progress.exercise, (item.effort, item.pain, item.cramp)
        told = self.progress.told
        known = (told.effort, told.pain, told.cramp) if told else (None, None, False)
        if answers != known:
            self._emit(log.CheckedIn(self._now_s, exercise, *answers))
        if item.done:
            self._arbiter.interrupt()
            self._after_check_in()
        else:
            # Whoever is answering gets the whole time again.
            bout = self.progress.bout
            self._emit(log.Entered(self._now_s, "check-in", exercise, bout, CHECK_IN_S))

    def _take_pain_answered(self, item: inputs.PainAnswered) -> None:
        if self.progress.state != "pain":
            raise SessionError("There is no question about pain to answer.")
        self._arbiter.interrupt()
        if item.choice == "end":
            self._finish("pain")
        elif item.choice == "skip" and self.progress.over:
            self._leave_exercise()
        elif item.choice == "skip":
            self._enter("check-in", bout=self.progress.bout, lasts_s=CHECK_IN_S)
        else:
            self._change_variation(-1)

    def _take_reps_told(self, item: inputs.RepsTold) -> None:
        bout = self.progress.last_closed
        if bout is None or self.progress.state == "set":
            raise SessionError("Reps can be logged once a set is over.")
        self._emit(log.RepsLogged(self._now_s, bout, item.reps))

    def _take_value_told(self, item: inputs.ValueTold) -> None:
        bout, test = self.progress.last_closed, self.route.definition.test
        if bout is None or test is None or self.progress.state == "set":
            raise SessionError("A result can be told once a self-test is over.")
        known = self.progress.results.get(bout)
        if test.needs_camera or (known is not None and known.measured):
            raise SessionError("This result is measured by the camera alone.")
        name, value = self.route.definition.id, item.value
        told = log.TestMeasured(self._now_s, bout, name, value, None, test.unit, measured=False)
        self._emit(told)

    def _take_mode_chosen(self, item: inputs.ModeChosen) -> None:
        if item.mode == self.progress.mode:
            return
        self._emit(log.ModeSet(self._now_s, item.mode, item.reason))
        if self.progress.state not in ("setup", "get-ready", "set"):
            return
        self._arbiter.interrupt()
        if item.mode == "camera":
            self._enter_setup(self._first_bout())
        else:
            self._prepare(self._bout())

    def _take_hidden_changed(self, item: inputs.HiddenChanged) -> None:
        if item.hidden and self.progress.state in PAUSABLE:
            self._pause("hidden")

    def _take_camera_reported(self, item: inputs.CameraReported) -> None:
        self._eyes.brightness = item.brightness
        self._eyes.model = item.model

    def _take_gesture(self) -> None:
        state = self.progress.state
        if state != "paused" and state not in PAUSABLE:
            return
        self._outputs.append(Sounded("gesture"))
        self._arbiter.interrupt()
        if state == "paused":
            self._resume()
        elif state == "intro":
            self._after_intro()
        else:
            self._pause("gesture")

    def _take_pose(self, item: inputs.Seen) -> None:
        self._eyes.watch_pose(item)
        steady = self._eyes.armed
        if self._eyes.moving or self._ticker.step_pose(self._now_s, steady=steady):
            self._start_set()

    def _take_movement(self, item: inputs.Seen) -> None:
        for event in self._eyes.watch_movement(item, self._outputs):
            self._emit(event)
            counts = isinstance(event, log.RepCounted)
            if counts:
                self._follow(event.bout)
            count, target = self.progress.count, self.route.target(self._bout())
            self._outputs.append(self._eyes.show(event, count, target))
            self._outputs.append(Sounded("count", count) if counts else Sounded("attempt"))
            if counts and count == target - 1:
                self._arbiter.offer(self._now_s, CueSaid("say.last", "instruction"))
        bout = self._bout()
        if self._complete(bout) and bout not in self.progress.closed:
            self._close_bout("done")

    def _complete(self, bout: Bout) -> bool:
        count = self.progress.count
        if not self.route.counts_to_fatigue:
            return count >= self.route.target(bout)
        return count > 0 and self._eyes.rested_s(self._now_s) >= RESTED_S

    def _follow(self, bout: Bout) -> None:
        """Go with the user who has changed to another side or stage of the same exercise."""
        if bout == self.progress.bout or bout in self.progress.closed:
            return
        self._enter("set", bout=bout)
        self._eyes.expect(bout)
        self._arbiter.offer(self._now_s, CueSaid(f"say.side.{bout.side}", "instruction"))

    def _next(self) -> None:
        match self.progress.state:
            case "warm-up":
                self._enter_exercise(0)
            case "intro":
                self._after_intro()
            case "rest" | "side-change":
                self._after_break()
            case "setup":
                self._prepare(self._bout())
            case "get-ready":
                self._start_set()
            case "set":
                self._close_bout("ended")
            case "check-in":
                self._after_check_in()
            case state:
                raise SessionError(f"'next' is not possible while at '{state}'.")

    def _skip(self) -> None:
        match self.progress.active:
            case "warm-up":
                self._enter_exercise(0)
            case "intro" | "setup":
                self._emit(log.ExerciseSkipped(self._now_s, self.progress.exercise))
                self._enter_exercise(self.progress.exercise + 1)
            case "check-in":
                self._after_check_in()
            case "rest" if self.progress.over:
                self._after_break()
            case _:
                self._close_bout("ended" if self.progress.count else "skipped")

    def _repeat(self) -> None:
        bout = self.route.repeatable()
        if bout is None:
            raise SessionError("There is no set to repeat yet.")
        self._arbiter.hush()
        self._emit(log.BoutReopened(self._now_s, bout))
        self._prepare(bout)

    def _change_variation(self, step: int) -> None:
        variation = self.route.neighbour(step)
        if variation is None:
            raise SessionError("There is no such form of this exercise.")
        state, present = self.progress.active, self._bout()
        item = change_form(self.route.definition, self.route.item, variation)
        self._emit(log.VariationChosen(self._now_s, self.progress.exercise, item))
        for bout in self.route.list_done(present):
            self._emit(log.BoutClosed(self._now_s, bout, "skipped"))
        bout = self.route.next_open(None) or self.route.bouts[-1]
        self._arbiter.hush()
        if state in ("intro", "setup"):
            self._enter_exercise(self.progress.exercise)
        else:
            self._arbiter.enqueue("say.easier" if step < 0 else "say.harder")
            self._prepare(bout, explain=True)

    def _pain(self) -> None:
        bout, item = self._bout(), self.route.item
        self._emit(log.PainFelt(self._now_s, self.progress.exercise, item.variation))
        if bout not in self.progress.closed:
            self._emit(log.BoutClosed(self._now_s, bout, "pain"))
        self._arbiter.hush()
        self._enter("pain", bout=bout)
        cue = "say.hurts" if self.progress.over else "say.pain"
        self._arbiter.offer(self._now_s, CueSaid(cue, "safety"))

    def _pause(self, reason: PauseReason) -> None:
        left_s = self._ends_in_s() if self.progress.lasts_s is not None else None
        self._emit(log.Paused(self._now_s, reason, left_s))
        self._arbiter.hush()
        timer = self.progress.mode == "timer"
        self._arbiter.enqueue("say.paused.timer" if timer else "say.paused")
        self._outputs.append(Sounded("paused"))

    def _resume(self) -> None:
        state, left_s = self.progress.active, self.progress.lasts_s
        self._arbiter.hush()
        self._arbiter.enqueue("say.resumed")
        self._outputs.append(Sounded("resumed"))
        match state:
            case "get-ready":
                self._prepare(self._bout())
            case "setup":
                self._check_view(self._bout())
            case "intro":
                self._enter_exercise(self.progress.exercise)
            case _:
                self._enter(state, bout=self.progress.bout, lasts_s=left_s)

    def _end(self) -> None:
        if self.progress.state == "summary":
            self._enter("ended")
        elif self.progress.state == "screening":
            self._emit(log.Finished(self._now_s, "user"))
            self._enter("ended")
        elif self.progress.state == "pain":
            self._finish("pain")
        else:
            through = self.progress.over and self.progress.last_exercise
            self._finish("done" if through else "user")
