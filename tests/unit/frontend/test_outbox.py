"""What the user pressed outlives a lost connection, and nothing is done twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.frontend.modules import run_module

SET = {
    "state": "set",
    "exercise_number": 1,
    "variation": "standard",
    "bout_number": 1,
    "commands": ["pause", "next", "skip", "pain", "end", "harder"],
}
READY = SET | {"state": "get-ready"}
PAUSED = SET | {"state": "paused", "commands": ["resume", "skip", "end"]}
PAIN = SET | {"state": "pain", "commands": ["end"]}
REST = SET | {"state": "rest", "bout_number": 2}
CHECK_IN = SET | {"state": "check-in", "commands": ["next", "end"]}
NEXT_CHECK_IN = CHECK_IN | {"exercise_number": 2}
SUMMARY = SET | {"state": "summary", "commands": ["end"]}

Wish = dict[str, Any]


def command(name: str) -> Wish:
    return {"type": "command", "command": name}


EFFORT: Wish = {"type": "check-in", "effort": 5, "pain": 0, "cramp": False}
REPS: Wish = {"type": "log-reps", "reps": 7}
ANSWER: Wish = {"type": "pain-answer", "choice": "end"}


def come_back(wishes: list[tuple[Wish, Any]], places: list[Any], *, sent: bool) -> Any:  # noqa: ANN401
    """Return what goes out: in the first place after the connection is back, the second, ..."""
    given = json.dumps({"wishes": wishes, "places": places, "sent": sent})
    return run_module(
        "live/outbox.ts",
        f"""
        const {{ wishes, places, sent }} = {given};
        const outbox = new m.Outbox();
        for (const [wish, at] of wishes) outbox.keep(wish, at, sent);
        outbox.lose();
        return places.map((place) => {{
          outbox.settle(place);
          return outbox.next(place);
        }});
        """,
    )


@pytest.mark.parametrize("sent", [True, False], ids=["unanswered", "unsent"])
@pytest.mark.parametrize(
    ("wish", "at", "now"),
    [
        pytest.param(command("pain"), SET, READY, id="pain-in-a-set-that-begins-again"),
        pytest.param(command("pause"), SET, READY, id="pause-too"),
        pytest.param(command("end"), SET, READY, id="end-too"),
        pytest.param(command("end"), SUMMARY, SUMMARY, id="leaving-the-summary"),
        pytest.param(command("next"), REST, REST, id="next"),
        pytest.param(EFFORT, CHECK_IN, CHECK_IN, id="check-in"),
        pytest.param(REPS, REST, REST, id="reps"),
    ],
)
def test_what_still_makes_sense_is_sent_once(wish: Wish, at: Any, now: Any, *, sent: bool) -> None:  # noqa: ANN401
    assert come_back([(wish, at), (wish, at)][: 1 if sent else 2], [now, now], sent=sent) == [
        wish,
        None,
    ]


@pytest.mark.parametrize(
    ("wish", "at", "now"),
    [
        pytest.param(command("pain"), SET, PAIN, id="pain-was-heard"),
        pytest.param(command("pause"), SET, PAUSED, id="paused-already"),
        pytest.param(command("end"), SET, SUMMARY, id="ended-already"),
        pytest.param(command("next"), SET, READY, id="the-set-begins-again"),
        pytest.param(command("harder"), SET, SET | {"variation": "heels"}, id="harder-already"),
        pytest.param(EFFORT, CHECK_IN, NEXT_CHECK_IN, id="check-in-of-another-exercise"),
        pytest.param(EFFORT, CHECK_IN, READY, id="check-in-is-over"),
        pytest.param(REPS, REST, READY, id="reps-of-another-moment"),
        pytest.param(ANSWER, PAIN, READY, id="answer-to-no-question"),
    ],
)
def test_what_was_done_or_is_past_is_forgotten(wish: Wish, at: Any, now: Any) -> None:  # noqa: ANN401
    assert come_back([(wish, at)], [now], sent=True) == [None]


def test_an_answer_waits_until_the_question_is_there() -> None:
    wishes = [(command("pain"), SET), (ANSWER, PAIN)]
    assert come_back(wishes, [READY, PAIN], sent=False) == [command("pain"), ANSWER]


def test_news_of_something_else_is_no_answer() -> None:
    wishes = [(command("pain"), SET), (ANSWER, PAIN)]
    assert come_back(wishes, [READY, READY, PAIN], sent=False) == [command("pain"), None, ANSWER]


def test_what_the_coach_is_told_all_the_time_is_not_kept() -> None:
    hidden = {"type": "hidden", "hidden": True}
    assert come_back([(hidden, SET)], [SET], sent=False) == [None]


@pytest.mark.parametrize("sent", [True, False])
def test_the_newest_check_in_tells_all_that_was_answered(*, sent: bool) -> None:
    begun = EFFORT | {"pain": None, "done": False}
    done = EFFORT | {"done": True}
    assert come_back([(begun, CHECK_IN), (done, CHECK_IN)], [CHECK_IN], sent=sent) == [done]
