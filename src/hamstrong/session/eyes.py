"""What the camera tells a session: the camera check, the start pose, reps, gesture, live values."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hamstrong.engine import AttemptMade, RepCompleted
from hamstrong.kinematics import COLUMNS
from hamstrong.session.events import AttemptSeen, RepCounted
from hamstrong.session.gesture import ArmRaised
from hamstrong.session.outputs import CueSaid, LiveView, RepShown, SetupShown, Sounded
from hamstrong.session.plan import compute_pace
from hamstrong.session.setup import CameraCheck
from hamstrong.session.values import FaultRecord, RepRecord
from hamstrong.session.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstrong.engine import Rep
    from hamstrong.exercises.model import Check, PoseModel
    from hamstrong.session.cues import Arbiter
    from hamstrong.session.inputs import Seen
    from hamstrong.session.outputs import Output
    from hamstrong.session.route import Route
    from hamstrong.session.values import Bout
    from hamstrong.session.words import BodyPart, SessionSide

__all__ = ["Eyes"]

_MARKED_S: Final = 2.0
_LOST_S: Final = 3.0
_SETUP_EVERY_S: Final = 0.25


class Eyes:
    """Looks at frames on behalf of a session; holds nothing that has to survive."""

    def __init__(self, route: Route, arbiter: Arbiter) -> None:
        self._route = route
        self._arbiter = arbiter
        self._watcher: Watcher | None = None
        self._check: CameraCheck | None = None
        self._shown: SetupShown | None = None
        self._shown_s = -math.inf
        self._hinted: set[str] = set()
        self._found_s = -math.inf
        self._armed_s = -math.inf
        self._moved_s = -math.inf
        self._value_deg: float | None = None
        self._seen = False
        self._doubted: tuple[BodyPart, ...] = ()
        self._marked: tuple[BodyPart, ...] = ()
        self._marked_until_s = -math.inf
        self._held = False
        self.gesture = ArmRaised()
        self.brightness: float | None = None
        self.model: PoseModel = "full"

    def prepare(self, bout: Bout) -> None:
        """Begin to watch for the start pose of a bout."""
        definition = self._route.definition
        self._watcher = Watcher(definition, bout.variation, bout.stage, self.model)
        self._check = CameraCheck(definition, self._route.near_side(bout))
        self._shown = None
        self._doubted = self._marked = ()
        self._held = False
        self._value_deg = None
        self._moved_s = -math.inf

    def expect(self, bout: Bout) -> None:
        """Go on watching, now for another bout of the same exercise."""
        if self._watcher is not None:
            self._watcher.expect(bout.stage)

    @property
    def armed(self) -> bool:
        """Whether the start pose was held."""
        return self._watcher is not None and self._watcher.armed

    @property
    def moving(self) -> bool:
        """Whether a movement has begun from the start pose."""
        return self._watcher is not None and self._watcher.armed and self._watcher.phase != "rest"

    def rested_s(self, time_s: float) -> float:
        """Return for how long nothing has moved though somebody is seen."""
        return 0.0 if self._moved_s == -math.inf else time_s - self._moved_s

    def check_camera(self, seen: Seen, outputs: list[Output]) -> bool:
        """Look whether the picture fits; return True once it has for long enough."""
        self._notice(seen)
        if self._check is None or self._watcher is None:
            return False
        self._check.brightness = self.brightness
        # Whoever is in the start pose already need not take it twice.
        self._watcher.step(seen.frame.time_s, seen.row)
        shown = self._check.step(seen)
        self._tell_setup(seen.time_s, shown, outputs)
        return shown.ready_share >= 1.0

    def watch_pose(self, seen: Seen) -> None:
        """Look for the start pose."""
        self._notice(seen)
        if self._watcher is not None:
            self._watcher.step(seen.frame.time_s, seen.row)
        self._complain(seen.time_s)

    def watch_movement(
        self, seen: Seen, outputs: list[Output]
    ) -> tuple[RepCounted | AttemptSeen, ...]:
        """Look for reps; return them with the bout they belong to."""
        self._notice(seen)
        watcher = self._watcher
        if watcher is None:
            return ()
        sighting = watcher.step(seen.frame.time_s, seen.row)
        if self.moving or not seen.frame.found or self._moved_s == -math.inf:
            self._moved_s = seen.time_s
        self._doubted = _parts(sighting.doubts)
        self._arbiter.offer_doubts(seen.time_s, sighting.doubts)
        self._sound_hold(watcher, outputs)
        self._complain(seen.time_s)
        made = [event for event in sighting.events if isinstance(event, RepCompleted | AttemptMade)]
        return tuple(self._record(seen.time_s, event) for event in made)

    def show(self, event: RepCounted | AttemptSeen, count: int, target: int) -> RepShown:
        """Return a rep as it is shown."""
        rep = event.rep
        return RepShown(
            counts=isinstance(event, RepCounted),
            count=count,
            target=target,
            side=rep.side,
            stage=rep.stage,
            hold_s=rep.hold_s,
            rom_deg=rep.rom_deg,
            score=rep.score,
            faults=tuple(fault.id for fault in rep.faults),
        )

    def live(self, time_s: float, ends_in_s: float | None, count: int, target: int) -> LiveView:
        """Return the live values of a session with a camera."""
        watcher = self._watcher
        phase = "rest" if watcher is None else watcher.phase
        share = None if watcher is None else watcher.share
        hold_s = 0.0 if watcher is None else watcher.hold_s
        marked = self._marked if time_s < self._marked_until_s else ()
        return LiveView(
            seen=self._seen,
            armed=self.armed,
            phase=phase,
            share=share,
            hold_s=hold_s,
            count=count,
            target=target,
            breath=self._route.definition.breathing.get(phase, "normal"),
            breath_share=self._breath_share(phase, share, hold_s),
            faulty=tuple(dict.fromkeys((*self._doubted, *marked))) if marked else self._doubted,
            gesture_share=self.gesture.share(time_s),
            ends_in_s=ends_in_s,
            value_deg=self._value_deg,
        )

    def pace(self, live: LiveView, bout: Bout, elapsed_s: float) -> LiveView:
        """Return the live values of somebody who follows the demonstration's pace."""
        rep, phase, share = compute_pace(self._route.definition, bout, elapsed_s)
        return replace(
            live,
            phase=phase,
            share={"out": share, "back": 1.0 - share, "hold": 1.0}.get(phase, 0.0),
            breath=self._route.definition.breathing.get(phase, "normal"),
            breath_share=share,
            count=min(rep, live.target),
        )

    def _breath_share(self, phase: str, share: float | None, hold_s: float) -> float:
        if phase == "hold" and self._route.item.hold_s > 0:
            return min(1.0, hold_s / self._route.item.hold_s)
        return 0.0 if share is None else 1.0 - share if phase == "back" else share

    def _notice(self, seen: Seen) -> None:
        self._seen = seen.frame.found
        test = self._route.definition.test
        if test is not None and test.figure == "peak":
            self._value_deg = self._read(seen)
        if seen.frame.found or self._found_s == -math.inf:
            self._found_s = seen.time_s
        if self.armed or self._armed_s == -math.inf:
            self._armed_s = seen.time_s

    def _read(self, seen: Seen) -> float | None:
        """Return what the self-test measures, as it is now."""
        movement = self._route.definition.movements[0]
        return _finite(seen.row[COLUMNS[movement.rom_measure or movement.driver]])

    def _complain(self, time_s: float) -> None:
        if time_s - self._found_s > _LOST_S:
            self._arbiter.offer(time_s, CueSaid("say.not-seen", "instruction"))
        elif not self.armed and time_s - self._armed_s > 2 * _LOST_S:
            self._arbiter.offer(time_s, CueSaid("say.ready", "instruction"))

    def _tell_setup(self, time_s: float, shown: SetupShown, outputs: list[Output]) -> None:
        news = self._shown is None or shown.items != self._shown.items
        if not news and time_s - self._shown_s < _SETUP_EVERY_S:
            return
        self._shown, self._shown_s = shown, time_s
        outputs.append(shown)
        hints = [item.hint for item in shown.items if item.hint is not None]
        self._withdraw(shown, hints)
        if hints:
            hint = hints[0]
            self._hinted.add(hint)
            self._arbiter.offer(time_s, CueSaid(hint, "instruction"))

    def _withdraw(self, shown: SetupShown, hints: Sequence[str]) -> None:
        """Leave unsaid what the user has put right already."""
        mended = self._hinted.difference(hints)
        self._hinted -= mended
        if any(item.check == "view" and item.status == "ok" for item in shown.items):
            mended.add(f"exercise.{self._route.item.exercise}.camera")
        self._arbiter.withdraw(mended)

    def _sound_hold(self, watcher: Watcher, outputs: list[Output]) -> None:
        target_s = self._route.item.hold_s
        if watcher.phase == "rest":
            self._held = False
        elif target_s > 0 and not self._held and watcher.hold_s >= target_s:
            self._held = True
            outputs.append(Sounded("hold-reached"))

    def _record(self, time_s: float, event: RepCompleted | AttemptMade) -> RepCounted | AttemptSeen:
        rep = _record_rep(event.rep)
        bout = self._route.fitting(rep.side, rep.stage)
        if bout is None:
            bout = self._route.bouts[0]
        definition = self._route.definition
        parts = {check.fault: check.body_part for check in definition.checks}
        if isinstance(event, AttemptMade) and not rep.faults:
            self._arbiter.offer(time_s, CueSaid("say.further", "instruction"))
            return AttemptSeen(time_s, bout, rep)
        self._arbiter.offer_rep(time_s, rep, parts, definition.praise)
        self._marked = tuple(parts[fault.id] for fault in rep.faults if fault.id in parts)
        self._marked_until_s = time_s + _MARKED_S
        made = AttemptSeen if isinstance(event, AttemptMade) else RepCounted
        return made(time_s, bout, rep)


def _parts(doubts: Sequence[Check]) -> tuple[BodyPart, ...]:
    return tuple(dict.fromkeys([check.body_part for check in doubts])) if doubts else ()


def _record_rep(rep: Rep) -> RepRecord:
    side: SessionSide = rep.side
    return RepRecord(
        side=side,
        stage=rep.stage,
        movement=rep.movement,
        start_s=rep.start_s,
        peak_s=rep.peak_s,
        end_s=rep.end_s,
        hold_s=rep.hold_s,
        rom_deg=rep.rom_deg,
        score=rep.score,
        faults=tuple(
            FaultRecord(
                id=fault.id,
                severity=fault.severity,
                measure=fault.measure,
                unit=fault.unit,
                value=_finite(fault.value),
                limit=_finite(fault.limit),
            )
            for fault in rep.faults
        ),
        peak_deg=_finite(rep.peak_deg),
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
