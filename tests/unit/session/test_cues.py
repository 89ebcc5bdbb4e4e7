"""What is said when."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hamstrong.session.cues import Arbiter, speech_s
from hamstrong.session.outputs import CueSaid
from hamstrong.session.values import FaultRecord, RepRecord

if TYPE_CHECKING:
    from hamstrong.session.words import BodyPart, Severity

TEXTS = {
    "fault.a.cue": "Hips higher.",
    "fault.b.cue": "Slow down.",
    "say.one": "First.",
    "say.two": "Second.",
    "say.pain": "Stop.",
    "praise.x": "Lovely.",
    "praise.y": "Very good.",
}
PARTS: dict[str, BodyPart] = {"a": "pelvis", "b": "thighs"}


def rep(*faults: tuple[str, Severity]) -> RepRecord:
    records = tuple(
        FaultRecord(name, severity, "hold_s", "s", 1.0, 3.0) for name, severity in faults
    )
    return RepRecord("both", None, "lift", 0.0, 1.0, 2.0, 1.0, 60.0, 88, records)


def said(arbiter: Arbiter, from_s: float, to_s: float) -> list[str]:
    found = []
    time_s = from_s
    while time_s < to_s:
        cue = arbiter.step(time_s)
        if cue is not None:
            found.append(cue.id)
        time_s += 0.1
    return found


@pytest.fixture
def arbiter() -> Arbiter:
    return Arbiter(TEXTS)


class TestArbiter:
    def test_is_silent_when_nothing_is_to_be_said(self, arbiter: Arbiter) -> None:
        assert said(arbiter, 0.0, 60.0) == []

    def test_says_the_most_important_only(self, arbiter: Arbiter) -> None:
        arbiter.offer_rep(0.0, rep(("b", "minor"), ("a", "major")), PARTS, ["x"])
        assert said(arbiter, 0.0, 30.0) == ["fault.a.cue"]

    def test_says_one_thing_at_a_time(self, arbiter: Arbiter) -> None:
        arbiter.enqueue("say.one", "say.two")
        first = arbiter.step(0.0)
        assert first is not None
        assert first.id == "say.one"
        assert arbiter.step(0.1) is None
        assert said(arbiter, 0.2, 10.0) == ["say.two"]

    def test_does_not_repeat_itself_at_once(self, arbiter: Arbiter) -> None:
        found = []
        for start in range(0, 30, 3):
            arbiter.offer_rep(float(start), rep(("a", "major")), PARTS, ["x"])
            found += [float(start)] * len(said(arbiter, float(start), start + 3.0))
        gaps = [after - before for before, after in pairwise(found)]
        assert min(gaps) >= 9

    def test_gives_up_on_a_correction_that_does_not_help(self, arbiter: Arbiter) -> None:
        found = []
        for start in range(0, 65, 5):
            arbiter.offer_rep(float(start), rep(("a", "major")), PARTS, ["x"])
            found += said(arbiter, float(start), start + 5.0)
        assert len(found) == 4

    def test_safety_interrupts(self, arbiter: Arbiter) -> None:
        arbiter.enqueue("say.one", "say.two")
        arbiter.step(0.0)
        arbiter.offer(0.1, CueSaid("say.pain", "safety"))
        cue = arbiter.step(0.1)
        assert cue is not None
        assert cue.id == "say.pain"

    def test_praises_what_was_mended(self, arbiter: Arbiter) -> None:
        arbiter.offer_rep(0.0, rep(("a", "major")), PARTS, ["x", "y"])
        assert said(arbiter, 0.0, 10.0) == ["fault.a.cue"]
        arbiter.offer_rep(10.0, rep(), PARTS, ["x", "y"])
        assert said(arbiter, 10.0, 20.0) == ["praise.x"]
        arbiter.offer_rep(20.0, rep(), PARTS, ["x", "y"])
        assert said(arbiter, 20.0, 30.0) == []

    def test_praises_now_and_then_in_turn(self, arbiter: Arbiter) -> None:
        found = []
        for start in range(0, 96, 8):
            arbiter.offer_rep(float(start), rep(), PARTS, ["x", "y"])
            found += said(arbiter, float(start), start + 8.0)
        assert found == ["praise.x", "praise.y", "praise.x"]

    def test_drops_what_has_gone_stale(self, arbiter: Arbiter) -> None:
        arbiter.offer(0.0, CueSaid("fault.a.cue", "correction", "a"))
        assert said(arbiter, 5.0, 10.0) == []

    def test_leaves_out_what_has_no_text(self, arbiter: Arbiter) -> None:
        arbiter.enqueue("say.nothing")
        arbiter.offer(0.0, CueSaid("fault.none.cue", "correction"))
        assert said(arbiter, 0.0, 5.0) == []

    def test_marks_the_body_part(self, arbiter: Arbiter) -> None:
        arbiter.offer_rep(0.0, rep(("a", "major")), PARTS, [])
        cue = arbiter.step(0.0)
        assert cue == CueSaid("fault.a.cue", "correction", "a", "pelvis")


def test_longer_texts_take_longer() -> None:
    assert speech_s("Hips up.") < speech_s("Hips up, and hold there for a moment.") < 5
