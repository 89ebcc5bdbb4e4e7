"""From the session's own values to what goes over the wire, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from hamstrong.session import events as log
from hamstrong.session import inputs
from hamstrong.session.estimate import estimate_minutes
from hamstrong.session.outputs import CueSaid, RepShown, SetupShown, Sounded
from hamstrong.session.summary import summarise
from hamstrong.store import project_card
from hamstrong.web import messages as wire
from hamstrong.web import resources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner import Day, Entry, Reason, Slot
    from hamstrong.session import PlannedExercise, Practice, Progress, Session, SessionOutcome
    from hamstrong.session.inputs import Input
    from hamstrong.session.outputs import Output
    from hamstrong.session.summary import ExerciseOutcome
    from hamstrong.store import Logged

    Definitions = Mapping[str, ExerciseDefinition]

__all__ = [
    "present_card",
    "present_day",
    "present_entry",
    "present_left_out",
    "present_live",
    "present_output",
    "present_page",
    "present_plan",
    "present_reasons",
    "present_snapshot",
    "present_summary",
    "read_message",
]

_CUE_REACH_S = 3.0


def read_message(  # noqa: C901, PLR0911 - one case a message
    message: wire.ClientMessage, time_s: float
) -> Input | None:
    """Return what a message means to a session at its own time; None for a hello."""
    match message:
        case wire.Tick():
            return inputs.Ticked(time_s)
        case wire.Command():
            return inputs.Commanded(time_s, message.command)
        case wire.Screening():
            return inputs.Screened(time_s, message.acute_injury, message.cramp_prone)
        case wire.CheckIn():
            effort, pain = message.effort, message.pain
            return inputs.EffortTold(time_s, effort, pain, message.cramp, message.done)
        case wire.PainAnswer():
            return inputs.PainAnswered(time_s, message.choice)
        case wire.LogReps():
            return inputs.RepsTold(time_s, message.reps)
        case wire.LogResult():
            return inputs.ValueTold(time_s, message.value)
        case wire.ModeChoice():
            return inputs.ModeChosen(time_s, message.mode, message.reason)
        case wire.Hidden():
            return inputs.HiddenChanged(time_s, message.hidden)
        case wire.CameraStatus():
            return inputs.CameraReported(time_s, message.brightness, message.model)
        case wire.Hello():
            return None


def present_output(output: Output, texts: Mapping[str, str]) -> wire.ServerMessage:
    """Return the message for something a session tells."""
    match output:
        case CueSaid():
            return wire.Cue(
                id=output.id,
                text=texts.get(output.id, ""),
                kind=output.kind,
                fault=output.fault,
                body_part=output.body_part,
                interrupts=output.interrupts,
            )
        case Sounded():
            return wire.Signalled(signal=output.signal, value=output.value)
        case RepShown():
            return wire.RepMade.model_validate(asdict(output))
        case SetupShown():
            items = tuple(
                wire.SetupItem(
                    check=item.check,
                    status=item.status,
                    hint=texts.get(item.hint) if item.hint else None,
                )
                for item in output.items
            )
            return wire.Setup(items=items, ready_share=output.ready_share)


def present_live(
    session: Session, *, sequence: int | None, time_s: float, server_ms: float
) -> wire.Live:
    """Return the answer to a frame or tick."""
    live = session.live()
    return wire.Live(
        sequence=sequence,
        time_s=time_s,
        seen=live.seen,
        armed=live.armed,
        phase=live.phase,
        share=live.share,
        hold_s=round(live.hold_s, 2),
        count=live.count,
        target=live.target,
        breath=live.breath,
        breath_share=live.breath_share,
        faulty=live.faulty,
        gesture_share=live.gesture_share,
        ends_in_s=live.ends_in_s,
        value_deg=live.value_deg,
        server_ms=round(server_ms, 2),
    )


def present_snapshot(session: Session, definitions: Definitions, *, saved: bool) -> wire.Snapshot:
    """Return where a session stands."""
    fields = asdict(session.view())
    progress = session.progress
    fields["plan"] = present_plan(progress.plan, definitions, progress.practice)
    return wire.Snapshot.model_validate({**fields, "saved": saved})


def present_plan(
    plan: Iterable[PlannedExercise], definitions: Definitions, practice: Iterable[Practice] = ()
) -> tuple[resources.PlanItem, ...]:
    """Return a plan with the time it takes somebody of this practice."""
    times = {(known.exercise, known.variation): known.times for known in practice}
    return tuple(
        resources.PlanItem(
            **asdict(item),
            minutes=estimate_minutes(
                definitions, item, times.get((item.exercise, item.variation), 0)
            ),
        )
        for item in plan
    )


def present_day(day: Day) -> resources.PlanDay:
    """Return a day of the plan."""
    entries = tuple(entry for slot in day.slots for entry in slot.entries)
    items = tuple(present_entry(entry) for entry in entries)
    return resources.PlanDay(
        day=day.date,
        rest=not day.slots,
        minutes=round(sum(slot.minutes for slot in day.slots), 1),
        warm_up=any(slot.warm_up for slot in day.slots),
        entries=tuple(
            resources.PlanEntry(item=item, reasons=present_reasons(entry.reasons))
            for item, entry in zip(items, entries, strict=True)
        ),
        left_out=tuple(left for slot in day.slots for left in present_left_out(slot)),
    )


def present_entry(entry: Entry) -> resources.PlanItem:
    """Return a planned exercise with the time the plan gives it."""
    return resources.PlanItem(**asdict(entry.item), minutes=entry.minutes)


def present_reasons(reasons: Iterable[Reason]) -> tuple[resources.Why, ...]:
    """Return why something is planned as it is."""
    return tuple(resources.Why(id=reason.id, values=dict(reason.values)) for reason in reasons)


def present_left_out(slot: Slot) -> tuple[resources.LeftOut, ...]:
    """Return the exercises that are not in a slot, and why."""
    return tuple(
        resources.LeftOut(exercise=left.exercise, reason=present_reasons([left.reason])[0])
        for left in slot.left_out
    )


def present_summary(outcome: SessionOutcome, progress: Progress) -> resources.SessionSummary:
    """Return what came of a session."""
    plan = progress.plan
    return resources.SessionSummary(
        minutes=outcome.minutes,
        stopped_by=outcome.stopped_by,
        exercises=tuple(_present_exercise(exercise) for exercise in outcome.exercises),
        reps=outcome.reps,
        reps_logged=outcome.reps_logged,
        score=outcome.score,
        went_well=outcome.went_well,
        improve=outcome.improve,
        improve_exercise=outcome.improve_exercise,
        pain=tuple(
            resources.PainReport(
                exercise=plan[pain.exercise].exercise,
                variation=pain.variation,
                time_s=pain.time_s,
            )
            for pain in outcome.pain
        ),
    )


def _present_exercise(outcome: ExerciseOutcome) -> resources.ExerciseResult:
    told = outcome.check_in
    fields = asdict(outcome)
    fields["faults"] = tuple(
        resources.FaultCount(fault=fault, reps=reps) for fault, reps in outcome.faults
    )
    fields["check_in"] = (
        resources.CheckInResult(effort=told.effort, pain=told.pain, cramp=told.cramp)
        if told
        else None
    )
    return resources.ExerciseResult.model_validate(fields)


def present_card(logged: Logged, *, resumable: bool) -> resources.SessionCard:
    """Return a session for the list."""
    card = logged.card
    return resources.SessionCard(
        id=logged.session_id,
        started_at=logged.started_at,
        ended_at=logged.ended_at,
        open=resumable,
        minutes=card.minutes,
        exercises=card.exercises,
        reps=card.reps,
        reps_logged=card.reps_logged,
        score=card.score,
    )


def present_page(
    logged: Logged,
    happened: Sequence[log.SessionEvent],
    progress: Progress,
    definitions: Definitions,
    *,
    resumable: bool,
) -> resources.SessionPage:
    """Return all about a session; its card is brought up to date from its events."""
    outcome = summarise(definitions, progress)
    card = present_card(logged, resumable=resumable)
    now = project_card(progress)
    fresh = {"minutes": now.minutes, "exercises": now.exercises, "reps": now.reps}
    return resources.SessionPage(
        card=card.model_copy(update=fresh),
        plan=present_plan(progress.plan, definitions, progress.practice),
        summary=present_summary(outcome, progress),
        reps=tuple(_present_reps(happened, progress)),
    )


def _present_reps(
    happened: Sequence[log.SessionEvent], progress: Progress
) -> list[resources.RepResult]:
    made = {
        sequence: event
        for sequence, event in enumerate(happened)
        if isinstance(event, log.RepCounted | log.AttemptSeen)
    }
    cues: dict[int, list[str]] = {sequence: [] for sequence in made}
    for event in happened:
        if isinstance(event, log.CueGiven) and event.fault:
            place = _find_rep(made, event.time_s)
            if place is not None:
                cues[place].append(event.id)
    return [
        _present_rep(sequence, event, progress, cues[sequence]) for sequence, event in made.items()
    ]


def _find_rep(made: Mapping[int, log.RepCounted | log.AttemptSeen], time_s: float) -> int | None:
    """Return the rep a cue was said in, else the one that had just ended."""
    before = None
    for sequence, event in made.items():
        if event.rep.start_s <= time_s <= event.rep.end_s:
            return sequence
        if event.rep.end_s < time_s <= event.time_s + _CUE_REACH_S:
            before = sequence
    return before


def _present_rep(
    sequence: int,
    event: log.RepCounted | log.AttemptSeen,
    progress: Progress,
    cues: Sequence[str],
) -> resources.RepResult:
    rep, bout = event.rep, event.bout
    return resources.RepResult(
        sequence=sequence,
        exercise=progress.plan[bout.exercise].exercise,
        variation=bout.variation,
        stage=rep.stage,
        side=rep.side,
        set_number=bout.set_number,
        counts=isinstance(event, log.RepCounted),
        start_s=rep.start_s,
        end_s=rep.end_s,
        hold_s=rep.hold_s,
        rom_deg=rep.rom_deg,
        score=rep.score,
        faults=tuple(fault.id for fault in rep.faults),
        cues=tuple(cues),
    )
