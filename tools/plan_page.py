"""Write docs/plan.md from the rules and their texts: ``python -m tools.plan_page``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.exercises import load_catalogue
from hamstrong.planner import load_rules, planner_texts
from hamstrong.planner.ladder import build_ladder
from hamstrong.planner.reasons import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hamstrong.planner.rules import Rules

__all__ = ["PAGE", "plan_page"]

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "plan.md"

_HEAD: Final = """\
# The plan

What the coach plans, and by which rules. The rules are data
(`src/hamstrong/planner/rules.toml`); this page is made from them by `python -m tools.plan_page`.
The plan is a pure function of what you told about yourself, of what was trained, and of the day.
It is coaching, no therapy: Hamstrong is no medical device.

## Who may train

At the first start, and again after every pain report, the coach asks about what a doctor has to
see first. While any of it applies nothing is planned, no session begins (`screening-stop`), and
the coach says to see a doctor; with an acute injury or a sudden pop at once. A pain report is the
button *It hurts*, pain of {hurts_from} or more out of 10 at a check-in, or a fresh injury told at
the beginning of a session; until the questions are answered again no session begins
(`screening-due`). Whoever never answered is asked at the beginning of each session.

## Where it begins

Each exercise has a ladder: its forms in the order of the definitions, and in each form a few steps
of dose (range before load). Who is new begins on the first step, with some experience on step
{some} and with regular training on step {regular} of the standard form; who is cramp-prone or sits
most of the day always on the first.

## How it goes on

A session is **clean** with form of {clean_score} or more, an effort of {clean_effort} or less, no
pain, no cramp, and {clean_percent} % of the reps. A clean session that the camera measured and
whose effort was told earns {credit_measured} points, another {credit_unmeasured};
{credit_to_rise} points are a step up.

- Never more than one step at once, one a day, and a new form {days_between_forms} days after the
  one before at the earliest. Never more than one set more than last time.
- **Pain** of {hurts_from} or more, or a **cramp**: a step down at once. Pain {hurt_in_a_row} times
  in a row: the exercise rests for {stop_days} days, with the advice to see a doctor or
  physiotherapist if it stays; nothing else begins it meanwhile, and self-tests that resemble it
  rest with it. It comes back on the first step, and stops again if it hurts once more.
- **Too hard** (effort of {hard_effort} or more, or less than {hard_percent} % of the reps)
  {hard_in_a_row} times in a row: a step down. Whoever chooses an easier form during a session goes
  on from there.
- **Missed days**, counted beyond the pauses of one's own week: {missed}. An exercise left out
  for {absent_days} days: {absent_rungs} step back.
- **A weaker side**, if a self-test found a difference beyond its uncertainty: it begins, and gets
  one set more if there is time.

## Within your minutes

A training never takes longer than the minutes you gave, warm-up included. When time is short, what
counts is use times the trainings an exercise has waited for: the bridge first, because strength is
what protects in the long run; no turn is forgotten. What still does not fit is done with
fewer sets, then with fewer reps, and goes before all others next time, so that each has its full
turn; a shortened turn neither earns nor takes anything. What is left keeps the order of the
routine.

{usefulness}

## Four weeks ahead

The days after the next training show what comes if all goes well. `/calendar.ics` holds the same
for a calendar: all-day events with a reminder at eight in the morning. The identifier of an event
is its day, and days without training are in the file as cancelled, so that loading it again brings
the calendar up to date and takes out what fell away, also where a doctor comes first. A
subscription to the address works on this computer while the coach runs.
"""


def plan_page() -> str:
    """Return the page."""
    rules = load_rules()
    lines = [_HEAD.format(**_values(rules))]
    lines += ["## The ladders", "", "Sets x reps, for each side and stage.", ""]
    lines += ["| exercise | form | steps |", "|---|---|---|", *_ladders(rules), ""]
    lines += ["## The reasons", "", "Each planned exercise says why it is as it is.", ""]
    lines += ["| id | in words |", "|---|---|"]
    texts = planner_texts("en")
    lines += [f"| `{name}` | {texts[f'reason.{name}']} |" for name in REASONS]
    return "\n".join([*lines, ""])


def _values(rules: Rules) -> dict[str, object]:
    judging, pace = rules.judging, rules.pace
    return {
        **judging.model_dump(),
        **pace.model_dump(),
        "clean_percent": round(100 * judging.clean_share),
        "hard_percent": round(100 * judging.hard_share),
        "some": rules.start["some"] + 1,
        "regular": rules.start["regular"] + 1,
        "missed": ", ".join(f"{one.days} days {_steps(one.rungs)} back" for one in rules.missed),
        "absent_days": rules.absent.days,
        "absent_rungs": rules.absent.rungs,
        "usefulness": "\n".join(_usefulness(rules)),
    }


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def _usefulness(rules: Rules) -> Iterator[str]:
    yield "| for | exercise | use (others 1) |"
    yield "|---|---|---|"
    for group, weights in rules.usefulness.items():
        for exercise, weight in weights.items():
            yield f"| {group} | `{exercise}` | {weight:g} |"


def _ladders(rules: Rules) -> Iterator[str]:
    for definition in load_catalogue().values():
        rungs = build_ladder(definition, rules).rungs
        for variation in dict.fromkeys(rung.variation for rung in rungs):
            doses = [f"{r.sets}x{r.reps} ({r.focus})" for r in rungs if r.variation == variation]
            yield f"| `{definition.id}` | `{variation}` | {', '.join(doses)} |"


if __name__ == "__main__":
    PAGE.write_text(plan_page(), encoding="utf-8")
