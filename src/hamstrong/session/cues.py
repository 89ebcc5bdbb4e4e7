"""What to say when: the most important first, one at a time, not twice in a row, else silence."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from hamstrong.session.outputs import CueSaid

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from hamstrong.exercises.model import Check
    from hamstrong.session.values import RepRecord
    from hamstrong.session.words import BodyPart, CueKind, Severity

__all__ = ["Arbiter", "speech_s"]

_CHARACTERS_PER_S: Final = 14.0
_BREATH_S: Final = 0.8
_GAP_S: Final = 2.5
_PATIENCE_S: Final = 3.0
_SAME_S: Final = 9.0
_TIRED: Final = 3
_TIRED_S: Final = 40.0
_PRAISE_EVERY: Final = 4

_RANK: Final[dict[CueKind, int]] = {"safety": 0, "instruction": 1, "correction": 2, "praise": 4}


def speech_s(text: str) -> float:
    """Return about how long a text takes to say, in seconds."""
    return _BREATH_S + len(text) / _CHARACTERS_PER_S


@dataclass(frozen=True, slots=True)
class _Offer:
    rank: int
    offered_s: float
    cue: CueSaid


class Arbiter:
    """Decides what is said.

    Instructions in a row (`enqueue`) are said one after the other. Everything else is an *offer*:
    of several the most important is taken, at most one at a time, and an offer that has waited for
    3 s is stale. The same cue comes at most every 9 s; a correction given three times without
    success rests for 40 s. A correction given during a rep is not repeated after it.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._queue: deque[CueSaid] = deque()
        self._offers: list[_Offer] = []
        self._said_s: dict[str, float] = {}
        self._times: dict[str, int] = {}
        self._quiet_from_s = -math.inf
        self._in_rep: set[str] = set()
        self._clean = 0
        self._praised = 0
        self._interrupts = False

    @property
    def speaking_until_s(self) -> float:
        """When what was said last is over."""
        return self._quiet_from_s

    def enqueue(self, *ids: str, kind: CueKind = "instruction") -> None:
        """Say these texts one after the other; ids without a text are left out."""
        self._queue.extend(CueSaid(name, kind) for name in ids if name in self.texts)

    def hush(self) -> None:
        """Forget what was not said yet."""
        self._queue.clear()
        self._offers.clear()

    def interrupt(self) -> None:
        """Say what comes next at once: the user has moved on from what is being said."""
        self.hush()
        self._quiet_from_s = -math.inf
        self._interrupts = True

    def withdraw(self, ids: Container[str]) -> None:
        """Forget these texts, which are no longer true, where they were not said yet."""
        self._queue = deque(cue for cue in self._queue if cue.id not in ids)
        self._offers = [offer for offer in self._offers if offer.cue.id not in ids]

    def offer(self, time_s: float, cue: CueSaid, severity: Severity = "major") -> None:
        """Propose a cue; whether and when it is said is up to `step`."""
        if cue.id not in self.texts:
            return
        rank = _RANK[cue.kind] + (cue.kind == "correction" and severity == "minor")
        self._offers.append(_Offer(rank, time_s, cue))

    def offer_doubts(self, time_s: float, doubts: Iterable[Check]) -> None:
        """Propose corrections for the rep under way."""
        for check in doubts:
            if check.fault not in self._in_rep:
                self._in_rep.add(check.fault)
                cue = _correction(check.fault, check.body_part)
                self.offer(time_s, cue, check.severity)

    def offer_rep(
        self,
        time_s: float,
        rep: RepRecord,
        parts: Mapping[str, BodyPart],
        praise: Sequence[str],
    ) -> None:
        """Propose what to say about a finished rep: its faults, or praise."""
        for fault in rep.faults:
            if fault.id not in self._in_rep:
                self.offer(time_s, _correction(fault.id, parts.get(fault.id)), fault.severity)
        self._in_rep.clear()
        if rep.faults:
            self._clean = 0
            return
        mended = bool(self._times)
        self._times.clear()
        self._clean += 1
        if praise and (mended or self._clean % _PRAISE_EVERY == 0):
            cue = CueSaid(f"praise.{praise[self._praised % len(praise)]}", "praise")
            self._praised += 1
            self.offer(time_s, cue)

    def step(self, time_s: float) -> CueSaid | None:
        """Return what to say now, if anything."""
        if self._queue and not self._urgent():
            if time_s < self._quiet_from_s:
                return None
            return self._say(time_s, self._queue.popleft())
        fresh = [offer for offer in self._offers if time_s - offer.offered_s <= _PATIENCE_S]
        self._offers = [offer for offer in fresh if not self._worn(time_s, offer.cue)]
        if not self._offers:
            return None
        best = min(self._offers, key=lambda offer: offer.rank)
        if best.rank > 0 and time_s < self._quiet_from_s + _GAP_S:
            return None
        # What lost was about the same moment: saying it later would be nagging.
        self._offers.clear()
        return self._say(time_s, best.cue)

    def _urgent(self) -> bool:
        return any(offer.rank == 0 for offer in self._offers)

    def _worn(self, time_s: float, cue: CueSaid) -> bool:
        ago_s = time_s - self._said_s.get(cue.id, -math.inf)
        tired = cue.kind == "correction" and self._times.get(cue.id, 0) >= _TIRED
        return ago_s < (_TIRED_S if tired else _SAME_S)

    def _say(self, time_s: float, cue: CueSaid) -> CueSaid:
        self._said_s[cue.id] = time_s
        if cue.kind == "correction":
            self._times[cue.id] = self._times.get(cue.id, 0) + 1
        self._quiet_from_s = time_s + speech_s(self.texts[cue.id])
        interrupts, self._interrupts = self._interrupts, False
        return replace(cue, interrupts=interrupts)


def _correction(fault: str, part: BodyPart | None) -> CueSaid:
    return CueSaid(f"fault.{fault}.cue", "correction", fault, part)
