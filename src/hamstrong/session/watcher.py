"""Eyes on a bout: the engine's events, and what can be told while a rep is still going on."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hamstrong.engine import Armed, Disarmed, Engine, PhaseChanged
from hamstrong.kinematics import COLUMNS
from hamstrong.session.foresight import Foresight

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hamstrong.engine import Event
    from hamstrong.engine.values import PhaseName
    from hamstrong.exercises.model import Check, ExerciseDefinition, Movement, PoseModel

__all__ = ["Sighting", "Watcher"]

_REST_S: Final = 2.5
_UNSEEN_S: Final = 1.5
_HOLD_SHARE: Final = 0.10
_HOLD_FLOOR: Final = 3.0
_TYPICAL: Final = 1.5

_BEFORE: Final[dict[PhaseName, tuple[PhaseName, ...]]] = {
    "out": ("rest", "back", "hold"),
    "hold": ("out",),
    "back": ("out", "hold"),
    "rest": ("back", "hold", "out"),
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one frame brought: engine events, and checks that look broken in the rep under way."""

    events: tuple[Event, ...]
    doubts: tuple[Check, ...]


class _Half:
    """Phase of one tracker of a movement; where sides alternate there are two."""

    __slots__ = ("phase", "sign")

    def __init__(self, sign: float) -> None:
        self.phase: PhaseName = "rest"
        self.sign = sign


class _Driver:
    """The driving measure of one movement as a share of its way, and how long it is held."""

    def __init__(self, movement: Movement) -> None:
        self.movement = movement
        self._column = COLUMNS[movement.driver]
        self._sign = -1.0 if movement.direction == "decreasing" else 1.0
        self._both = movement.pattern != "excursion"
        shown = movement.rom_measure or movement.driver
        self._shown = COLUMNS[shown]
        signs = (1.0, -1.0) if movement.pattern == "alternating" else (self._sign,)
        self._halves = [_Half(sign) for sign in signs]
        self._rest: deque[tuple[float, float, float]] = deque()
        self._way: list[tuple[float, float]] = []
        self._base = self._shown_base = math.nan
        self._since = 0
        self._top = 0.0
        self._held = self._leaving = False
        one_way = 0.5 if movement.pattern == "swing" else 1.0
        self._widest = _TYPICAL * one_way * movement.min_range
        self.armed = False
        self.share: float | None = None

    @property
    def phase(self) -> PhaseName:
        """The engine's phase, but leaving the extreme already counts as the way back."""
        for half in self._halves:
            if half.phase != "rest":
                return "back" if half.phase == "out" and self._leaving else half.phase
        return "rest"

    def reset(self) -> None:
        self.armed = False
        self.share = None
        self._rest.clear()
        self._way.clear()
        for half in self._halves:
            half.phase = "rest"

    def change(self, phase: PhaseName, row: Sequence[float]) -> None:
        """Take the engine's word on a phase; of two halves the one it fits."""
        fitting = [half for half in self._halves if half.phase in _BEFORE[phase]]
        if not fitting:
            return
        here = math.copysign(1.0, row[self._column] - self._base)
        wanted = -here if phase == "rest" else here
        best = next((half for half in fitting if half.sign == wanted), fitting[0])
        if best.phase == "rest":
            self._begin()
        self._held = self._held or phase == "hold"
        best.phase = phase

    def _begin(self) -> None:
        self._way.clear()
        self._since = 0
        self._top = 0.0
        self._held = self._leaving = False

    def step(self, time_s: float, row: Sequence[float]) -> None:
        value, shown = row[self._column], row[self._shown]
        if math.isnan(value) or math.isnan(shown):
            return
        if self.phase == "rest":
            self._step_rest(time_s, value, shown)
        way = self._travel(value)
        self._way.append((time_s, way))
        self._top = max(self._top, way)
        self._leaving = self._held and way < self._band
        self._step_hold(way)
        self.share = self._compute_share(shown, way)

    def _step_rest(self, time_s: float, value: float, shown: float) -> None:
        # Only what may still become the lowest is kept: each sample ends those above it.
        rest, low = self._rest, self._sign * value
        while rest and self._sign * rest[-1][1] >= low:
            rest.pop()
        rest.append((time_s, value, shown))
        while rest[0][0] < time_s - _REST_S:
            rest.popleft()
        self._begin()
        if not self._both:
            _, self._base, self._shown_base = rest[0]
        elif math.isnan(self._base):
            self._base, self._shown_base = value, shown

    def _travel(self, value: float) -> float:
        way = value - self._base
        return abs(way) if self._both else max(0.0, self._sign * way)

    def _compute_share(self, shown: float, way: float) -> float:
        full_at = self.movement.full_at
        if full_at is None:
            return min(1.0, way / self._widest)
        if self.movement.pattern == "alternating":
            return min(1.0, way / abs(full_at))
        whole = full_at - self._shown_base
        return min(1.0, max(0.0, (shown - self._shown_base) / whole)) if whole else 0.0

    @property
    def _band(self) -> float:
        return self._top - max(_HOLD_FLOOR, _HOLD_SHARE * self._top)

    def _step_hold(self, way: float) -> None:
        """Move to the first moment since which the extreme has been held without a break."""
        band = self._band
        if way < band:
            self._since = len(self._way)
        while self._since < len(self._way) and self._way[self._since][1] < band:
            self._since += 1

    @property
    def hold_s(self) -> float:
        """How long the extreme has been held, by the measure of `Rep.hold_s`."""
        if self._since >= len(self._way) or self.phase not in ("out", "hold"):
            return 0.0
        return self._way[-1][0] - self._way[self._since][0]


class Watcher:
    """Watches one exercise in one variation through the engine.

    Parameters
    ----------
    definition, variation
        What is done.
    stage
        Which stage is expected; reps of others are reported too.
    model
        The pose model the keypoints come from; what it cannot see is not judged.
    """

    def __init__(
        self,
        definition: ExerciseDefinition,
        variation: str,
        stage: str | None,
        model: PoseModel = "heavy",
    ) -> None:
        self._engine = Engine(definition, variation, model=model)
        self._drivers = {movement.id: _Driver(movement) for movement in definition.movements}
        self._movements = definition.movements
        self._expected: list[str] = []
        self.expect(stage)
        self._foresight = Foresight(definition, variation, model)
        self._current = self._expected[0]
        self._seen_s = -math.inf
        self._armed = False

    def expect(self, stage: str | None) -> None:
        """Look for movements of this stage first."""
        self._expected = [
            movement.id
            for movement in self._movements
            if stage is None or movement.stage in (None, stage)
        ] or list(self._drivers)

    @property
    def armed(self) -> bool:
        """Whether a start pose was held and movements count."""
        return self._armed

    @property
    def phase(self) -> PhaseName:
        """The phase of the movement that is going on."""
        return self._driver.phase

    @property
    def share(self) -> float | None:
        """How much of the way to the full range is gone, 0 to 1; None where it cannot be told."""
        return self._driver.share if self.armed else None

    @property
    def hold_s(self) -> float:
        """How long the extreme of this rep has been held."""
        return self._driver.hold_s if self.armed else 0.0

    @property
    def seen_s(self) -> float:
        """When the driving measure could last be seen."""
        return self._seen_s

    @property
    def _driver(self) -> _Driver:
        return self._drivers[self._current]

    def step(self, time_s: float, row: Sequence[float]) -> Sighting:
        """Take the measures of the next frame."""
        events = self._engine.step_row(time_s, row)
        self._armed = self._engine.armed
        for event in events:
            self._follow(event, row)
        for driver in self._drivers.values():
            if driver.armed:
                driver.step(time_s, row)
        self._choose()
        driver = self._driver
        if not math.isnan(row[COLUMNS[driver.movement.driver]]):
            self._seen_s = time_s
        doubts = self._foresight.step(time_s, row, driver.movement.id, driver.phase)
        return Sighting(events, doubts if self._sure() else ())

    def _sure(self) -> bool:
        """Tell whether the movement shown is the one under way: two stages can look alike."""
        moving = {name for name, driver in self._drivers.items() if driver.phase != "rest"}
        return moving == {self._current} and self._current in self._expected

    def _follow(self, event: Event, row: Sequence[float]) -> None:
        if isinstance(event, Armed):
            self._drivers[event.movement].armed = True
        elif isinstance(event, Disarmed):
            self._drivers[event.movement].reset()
        elif isinstance(event, PhaseChanged):
            self._drivers[event.movement].change(event.phase, row)

    def _choose(self) -> None:
        """Show the expected movement where it is going on, else another that is."""
        others = [name for name in self._drivers if name not in self._expected]
        ordered = [self._drivers[name] for name in (*self._expected, *others)]
        chosen = _first(ordered, moving=True) or _first(ordered, moving=False)
        if chosen is not None:
            self._current = chosen.movement.id


def _first(drivers: Iterable[_Driver], *, moving: bool) -> _Driver | None:
    for driver in drivers:
        if driver.armed and (not moving or driver.phase != "rest"):
            return driver
    return None
