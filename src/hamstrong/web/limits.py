"""How much one connection may send."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Bucket", "Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a connection may do.

    Attributes
    ----------
    per_s, burst
        Messages a second in the long run, and at once.
    pending
        Messages that may wait to be worked on.
    strikes
        Refused messages after which the connection is closed.
    hello_s
        How long the first message may take.
    """

    per_s: float = 120.0
    burst: float = 240.0
    pending: int = 64
    strikes: int = 500
    hello_s: float = 10.0


class Bucket:
    """A token bucket: takes ``per_s`` a second in the long run and ``burst`` at once."""

    def __init__(self, per_s: float, burst: float, now_s: float) -> None:
        self._per_s = per_s
        self._burst = burst
        self._tokens = burst
        self._last_s = now_s

    def take(self, now_s: float) -> bool:
        """Take one; False if there is none left."""
        grown = self._tokens + (now_s - self._last_s) * self._per_s
        self._tokens = min(self._burst, grown)
        self._last_s = now_s
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True
