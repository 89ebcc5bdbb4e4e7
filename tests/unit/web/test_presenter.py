"""What a page tells of a session."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hamstrong.session import Bout, RepRecord, plan_exercise, rebuild
from hamstrong.session.events import Began, CueGiven, Entered, RepCounted, ScreeningAnswered
from hamstrong.store import Logged, project_card
from hamstrong.web.presenter import present_page
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from hamstrong.session import SessionEvent

BOUT = Bout(0, "standard", 1, None, "both")
FAULT = "hips-not-extended"


def rep(start_s: float, end_s: float) -> RepCounted:
    peak_s = (start_s + end_s) / 2
    made = RepRecord("both", None, "lift", start_s, peak_s, end_s, 1.0, 60.0, 88, ())
    return RepCounted(end_s + 0.3, BOUT, made)


def cues_of(*happened: SessionEvent) -> list[tuple[str, ...]]:
    log: list[SessionEvent] = [
        Began(0.0, (plan_exercise(CATALOGUE["bridge"]),), "camera"),
        ScreeningAnswered(0.0, acute_injury=False, cramp_prone=False),
        Entered(0.0, "intro", 0),
        Entered(0.0, "setup", 0, BOUT),
        Entered(0.0, "get-ready", 0, BOUT),
        Entered(0.0, "set", 0, BOUT),
        *sorted(happened, key=lambda event: event.time_s),
    ]
    progress = rebuild(log)
    logged = Logged("0" * 32, datetime.now(UTC), None, project_card(progress))
    page = present_page(logged, log, progress, CATALOGUE, resumable=True)
    return [shown.cues for shown in page.reps]


@pytest.mark.parametrize(
    ("said_s", "place"),
    [(11.0, 0), (14.5, 0), (15.5, 1), (18.0, 1), (21.0, 1), (30.0, None)],
    ids=["in the first", "between", "in the second", "at its end", "soon after", "long after"],
)
def test_a_cue_belongs_to_one_rep(said_s: float, place: int | None) -> None:
    cue = CueGiven(said_s, f"fault.{FAULT}.cue", "correction", FAULT)
    found = cues_of(rep(10.0, 14.0), rep(15.0, 19.0), cue)
    assert [number for number, cues in enumerate(found) for _ in cues] == (
        [] if place is None else [place]
    )


def test_praise_belongs_to_none() -> None:
    assert cues_of(rep(10.0, 14.0), CueGiven(12.0, "praise.steady", "praise")) == [()]
