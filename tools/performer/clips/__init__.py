"""The clips by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.performer.clips import bridges, seats, session, stands

if TYPE_CHECKING:
    from collections.abc import Callable

    from tools.performer.film import Clip

CLIPS: dict[str, Callable[[], Clip]] = {
    "h1": bridges.h1,
    "h2": bridges.h2,
    "h3": bridges.h3,
    "h4": seats.h4,
    "h5": stands.h5,
    "h6": stands.h6,
    "h7a": bridges.h7a,
    "h7b": bridges.h7b,
    "h8": stands.h8,
    "h9": seats.h9,
    "h10": stands.h10,
    "h11": bridges.h11,
    "h12": session.h12,
    "g1": bridges.g1,
}
