"""What may be asked of a recording."""

from __future__ import annotations

import pytest

from hamstrong.analysis import Question
from hamstrong.errors import UnknownNameError, UsageError
from tests.unit.analysis.recordings import analyse, filmed


def test_nothing_need_be_known() -> None:
    assert Question() == Question(None, None, None)


def test_a_variation_needs_its_exercise() -> None:
    with pytest.raises(UsageError, match="--exercise"):
        Question(variation="walk-out")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        (Question("brigde"), "brigde"),
        (Question("bridge", "walkout"), "walkout"),
        (Question("hip-90-90", "walk-out"), "walk-out"),
    ],
)
def test_unknown_names_are_refused(question: Question, named: str) -> None:
    with pytest.raises(UnknownNameError, match=named):
        analyse(filmed("bridge", "standard"), question)


def test_what_was_asked_is_kept() -> None:
    analysis = analyse(filmed("bridge", "standard"), Question("bridge", "standard", "left"))
    assert analysis.question == ("bridge", "standard", "left")


def test_asked_for_an_exercise_that_is_not_shown() -> None:
    analysis = analyse(filmed("bridge", "standard"), Question("hip-pendulum"))
    assert (analysis.exercise, analysis.variation) == ("hip-pendulum", "standard")
    assert (analysis.reps, analysis.attempts) == ((), ())
    assert "no-rep" in {notice.id for notice in analysis.warnings}


@pytest.mark.parametrize(("side", "reps"), [("left", 0), ("right", 2)])
def test_one_side_only(side: str, reps: int) -> None:
    track = filmed("leg-activation", "front")
    asked = Question("leg-activation", side="left" if side == "left" else "right")
    assert analyse(track, asked).summary.reps == reps


def test_a_given_variation_is_taken_at_its_word() -> None:
    track = filmed("bridge", "single-leg")
    plain = analyse(track, Question("bridge", "standard"))
    assert {(rep.variation, rep.side) for rep in plain.reps} == {("standard", "both")}
    own = analyse(track, Question("bridge", "single-leg"))
    assert {(rep.variation, rep.side) for rep in own.reps} == {("single-leg", "right")}
