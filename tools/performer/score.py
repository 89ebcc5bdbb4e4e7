"""A score: parameters moving through time in smooth phases, with the reps and events they make."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Params = dict[str, float]


@dataclass(frozen=True, slots=True)
class Movement:
    """One parameter going to a target between two moments."""

    start_s: float
    duration_s: float
    target: float


@dataclass(slots=True)
class RepPlan:
    """A rep as intended: the window in which the truth is measured on the posed rig.

    ``driver`` names the channel of `channels.channels_3d` that drives it (a tuple is averaged);
    ``after_s`` is the end of the rest that follows, None = the window's end.
    """

    begin_s: float
    driver: tuple[str, ...]
    side: str
    stage: str | None = None
    faults: tuple[str, ...] = ()
    complete: bool = True
    kind: str = "excursion"
    end_s: float = 0.0
    exercise: str | None = None
    variation: str | None = None


@dataclass(slots=True)
class Score:
    """Schedules movements of named parameters; the cursor `now_s` moves on with each `move`."""

    start: Params
    rng: np.random.Generator
    now_s: float = 0.0
    tempo: float = 1.0
    movements: dict[str, list[Movement]] = field(default_factory=dict)
    reps: list[RepPlan] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    sway: dict[str, tuple[float, float]] = field(default_factory=dict)

    def near(self, value: float, spread: float = 0.06) -> float:
        """`value` with a person's variation (relative standard deviation, clipped at 2)."""
        return float(value * (1 + spread * np.clip(self.rng.normal(), -2, 2)))

    def move(self, duration_s: float, **targets: float) -> None:
        """Move parameters from now on and wait until they arrive."""
        duration_s = self.near(duration_s) * self.tempo
        self._schedule(duration_s, targets)
        self.now_s += duration_s

    def begin(self, duration_s: float, **targets: float) -> None:
        """Start a movement without waiting for it."""
        self._schedule(duration_s * self.tempo, targets)

    def exactly(self, duration_s: float, **targets: float) -> None:
        """`move` without variation of the duration."""
        self._schedule(duration_s, targets)
        self.now_s += duration_s

    def wait(self, duration_s: float) -> None:
        """Hold everything."""
        self.now_s += self.near(duration_s)

    def absorb(self, part: Score, prefix: str) -> None:
        """Append a whole score at the cursor, its parameters renamed with `prefix`."""
        shift = self.now_s
        self.start |= {prefix + name: value for name, value in part.start.items()}
        self.sway |= {prefix + name: value for name, value in part.sway.items()}
        for name, moves in part.movements.items():
            self.movements[prefix + name] = [
                Movement(m.start_s + shift, m.duration_s, m.target) for m in moves
            ]
        first = len(self.reps)
        for plan in part.reps:
            begin_s, end_s = plan.begin_s + shift, plan.end_s + shift
            self.reps.append(replace(plan, begin_s=begin_s, end_s=end_s))
        for event in part.events:
            later = {k: event[k] + shift for k in ("start_s", "end_s")}
            if "within_rep" in event:
                later["within_rep"] = event["within_rep"] + first
            self.events.append({**event, **later})
        self.now_s += part.now_s

    def _schedule(self, duration_s: float, targets: Mapping[str, float]) -> None:
        for name, target in targets.items():
            if name not in self.start:
                message = f"unknown parameter {name!r}"
                raise KeyError(message)
            self.movements.setdefault(name, []).append(Movement(self.now_s, duration_s, target))

    def value(self, name: str, at_s: float | None = None) -> float:
        """Look up a parameter's scheduled value at a moment (default: now)."""
        times = np.array([self.now_s if at_s is None else at_s])
        return float(self._track(name, times)[0])

    def params(self) -> Params:
        """All scheduled values at the cursor."""
        return {name: self.value(name) for name in self.start}

    def _track(self, name: str, times: Array) -> Array:
        out = np.full(len(times), self.start[name])
        moves = sorted(self.movements.get(name, []), key=lambda m: m.start_s)
        at = self.start[name]
        for i, m in enumerate(moves):
            if i:
                previous = moves[i - 1]
                at = at + (previous.target - at) * float(
                    minimum_jerk(np.array([(m.start_s - previous.start_s) / previous.duration_s]))[
                        0
                    ]
                )
            s = minimum_jerk((times - m.start_s) / m.duration_s)
            out = np.where(times >= m.start_s, at + (m.target - at) * s, out)
        return out

    def sample(self, times: Array) -> dict[str, Array]:
        """Every parameter at `times`, with sway added."""
        out = {name: self._track(name, times) for name in self.start}
        for name, (size, period_s) in self.sway.items():
            out[name] = out[name] + size * self._drift(times, period_s)
        return out

    def _drift(self, times: Array, period_s: float) -> Array:
        waves = np.zeros(len(times))
        for harmonic, share in ((1.0, 0.6), (1.7, 0.3), (0.41, 0.5)):
            phase = self.rng.uniform(0, 2 * np.pi)
            waves += share * np.sin(2 * np.pi * times * harmonic / period_s + phase)
        return waves

    @contextmanager
    def rep(self, driver: tuple[str, ...], side: str, **traits: Any) -> Iterator[RepPlan]:  # noqa: ANN401
        """Everything scheduled inside is one rep (or attempt, with ``complete=False``)."""
        plan = RepPlan(self.now_s, driver, side, **traits)
        self.reps.append(plan)
        yield plan
        plan.end_s = self.now_s

    @contextmanager
    def event(self, kind: str, *, within_rep: bool = False) -> Iterator[None]:
        """Everything scheduled inside is a non-event."""
        entry: dict[str, Any] = {"kind": kind, "start_s": self.now_s}
        if within_rep:
            entry["within_rep"] = len(self.reps) - 1
        self.events.append(entry)
        yield
        entry["end_s"] = self.now_s


def minimum_jerk(s: Array) -> Array:
    """Share of the way of a minimum-jerk movement at share `s` of its time (Flash & Hogan 1985)."""
    s = np.clip(s, 0.0, 1.0)
    return np.asarray(s**3 * (10 - 15 * s + 6 * s**2))
