"""Write docs/plan.md from the rules and their texts: ``python -m tools.plan_page``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.exercises import load_catalogue
from hamstrong.planner import load_rules, planner_texts
from hamstrong.planner.ladder import build_ladder
from hamstrong.planner.reasons import REASONS
from hamstrong.session.estimate import estimate_minutes
from hamstrong.session.plan import plan_exercise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.ladder import Rung
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

What you told holds from when you told it: earlier trainings are judged by the answers of then, so
that another answer changes what comes and not what you reached.

## How it goes on

A session is **clean** with form of {clean_score} or more, an effort of {clean_effort} or less, no
pain, no cramp, and {clean_percent} % of the reps. A clean session that the camera measured and
whose effort was told earns {credit_measured} points, another {credit_unmeasured};
{credit_to_rise} points are a step up, {credit_to_rise_gently} for who is cramp-prone or sits most
of the day. A harder form than planned, done cleanly, counts like the planned one.

- Never more than one step at once, {days_between_rises} days from one to the next, and
  {rises_a_week} in seven days at most; a new form {days_between_forms} days after the one before at
  the earliest. Never more than one set more than last time.
- **Load work** ({loading})
  has {load_days} days from one to the next. The days between are light: the gentlest dose of the
  form, or of the last form on both legs. A light day earns nothing and takes nothing; one that was
  not clean is repeated.
- **Pain** of {hurts_from} or more, or a **cramp**: a step down from what was done, at once. Pain
  {pains_to_stop} times: the exercise rests for {stop_days} days, with the advice to see a doctor or
  physiotherapist if it stays; nothing else begins it meanwhile, and self-tests that resemble it
  rest with it. It comes back on the first step, and stops again if it hurts once more.
  {cramps_to_advise} cramps bring advice, too; discomfort {discomforts_to_ease} times brings
  advice and a step down. All of it counts for {trouble_days} days, or until {forgiven_after}
  sessions in full in which the check-in told that nothing hurt. A check-in without an answer
  tells nothing: while something is in mind it earns no step up.
- **Too hard** (effort of {hard_effort} or more, or less than {hard_percent} % of the reps)
  {hard_in_a_row} times in a row: a step down. Whoever chooses an easier form during a session goes
  on from there.
- **Missed days**, counted beyond the pauses of one's own week: {missed},
  from what was done last. An exercise left out for {absent_days} days: {absent_rungs} step back.
- **A weaker or stiffer side**, if a self-test of both sides on one day found a difference beyond
  its uncertainty, in the last {imbalance_days} days: it begins, and gets one set more if there is
  time. Forms on both legs only say so; above the forms on one leg these take turns with them.
- **At the top** the hard forms take turns from one clean session to the next:
  {top}.

## Within your minutes

A training never takes longer than the minutes you gave, warm-up included. When time is short, what
counts is use times the trainings an exercise has waited for: the bridge first, because strength is
what protects in the long run. No turn is forgotten; each comes once in so many trainings at least:
{turns}.
What still does not fit is done with fewer sets, then with fewer reps, and goes before the others
next time, so that each has its full turn; a shortened turn neither earns nor takes anything. What
is left keeps the order of the routine.

Where time is left, what is at the fullest dose of its form gets {round_sets} set more, the most
useful first: after the first {round_days} days, after a clean session on this step, and never while
pain, a cramp or discomfort of any exercise is in mind. So a training takes about {least_min}
minutes at first and {most_min} at most, a warm-up and a set for a weaker side aside.

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
    judging, pace, trouble = rules.judging, rules.pace, rules.trouble
    loads = rules.loading.items()
    least, most = _span(rules)
    return {
        **judging.model_dump(),
        **pace.model_dump(),
        **trouble.model_dump(),
        "trouble_days": trouble.days,
        "clean_percent": round(100 * judging.clean_share),
        "hard_percent": round(100 * judging.hard_share),
        "some": rules.start["some"] + 1,
        "regular": rules.start["regular"] + 1,
        "loading": "; ".join(
            f"`{name}`: the fullest dose of a form, and any from `{one.from_form}` on"
            for name, one in loads
        ),
        "load_days": max(one.days for _, one in loads),
        "missed": ", ".join(f"{one.days} days {_steps(one.rungs)} back" for one in rules.missed),
        "absent_days": rules.absent.days,
        "absent_rungs": rules.absent.rungs,
        "imbalance_days": rules.imbalance.days,
        "top": "; ".join(_join(f"`{form}`" for form in forms) for forms in rules.top.values()),
        "turns": _join(f"`{name}` {count}" for name, count in rules.turns.items()),
        "round_sets": rules.rounds.sets,
        "round_days": rules.rounds.after_days,
        "least_min": least,
        "most_min": most,
        "usefulness": "\n".join(_usefulness(rules)),
    }


def _join(words: Iterable[str]) -> str:
    return ", ".join(words)


def _span(rules: Rules) -> tuple[int, int]:
    """Return about how many minutes a training takes on the first rungs, and at most."""
    catalogue = load_catalogue()
    first, most = 0.0, 0.0
    for definition in catalogue.values():
        ladder = build_ladder(definition, rules)
        gentlest = ladder.rungs[0]
        first += _estimate(definition, gentlest, 0)
        fullest = {rung.form: rung for rung in ladder.rungs}
        most += max(_estimate(definition, one, rules.rounds.sets) for one in fullest.values())
    return round(first), round(most)


def _estimate(definition: ExerciseDefinition, rung: Rung, more: int) -> float:
    item = plan_exercise(definition, rung.variation, rung.sets + more, rung.reps)
    return estimate_minutes({definition.id: definition}, item)


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
