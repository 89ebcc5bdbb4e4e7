"""The history: append what happened, read what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from hamstrong.errors import UnknownNameError
from hamstrong.planner import Answered, Outing, list_stints
from hamstrong.session.events import AttemptSeen, RepCounted
from hamstrong.session.progress import Progress, rebuild
from hamstrong.store.cards import Card, Logged, is_told, project_card, read_card
from hamstrong.store.codec import decode_event, decode_profile, encode_event, encode_profile
from hamstrong.store.database import explain, open_database, open_file
from hamstrong.store.errors import HistoryConflictError, HistoryDamagedError
from hamstrong.store.results import ResultRow, add_results, read_result, select_results
from hamstrong.store.schema import cards, events, profiles, reps, settings, test_results, work
from hamstrong.store.work import (
    add_work,
    read_feelings,
    read_work,
    select_feelings,
    select_work,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Engine, Row, RowMapping

    from hamstrong.planner import Profile, Stint
    from hamstrong.planner.progress import Feeling, Work
    from hamstrong.session.events import SessionEvent

__all__ = ["Batch", "RepRow", "Store", "make_batch"]

_Read = TypeVar("_Read")

OVER = ("summary", "ended")
"""States in which nothing more is trained."""

_SHOWN = tuple(column for column in cards.c if column is not cards.c.stints)
"""All of a card but the stints, whose unpacking takes the most time and which no list shows."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Events that follow each other in one session.

    ``sequence`` is that of the first; ``plan`` names the exercises by their place in the plan.
    """

    session_id: str
    sequence: int
    events: tuple[SessionEvent, ...]
    card: Card
    plan: tuple[str, ...]
    stints: tuple[Stint, ...] = ()


@dataclass(frozen=True, slots=True)
class RepRow:
    """A rep or attempt of any session."""

    session_id: str
    sequence: int
    exercise: str
    variation: str
    stage: str | None
    side: str
    set_number: int
    counts: bool
    start_s: float
    end_s: float
    hold_s: float
    rom_deg: float
    score: int
    faults: tuple[str, ...]


def make_batch(
    session_id: str, sequence: int, happened: Sequence[SessionEvent], progress: Progress
) -> Batch:
    """Return events ready to append; ``progress`` is the session after them."""
    plan = tuple(item.exercise for item in progress.plan)
    card, stints = project_card(progress), list_stints(progress)
    return Batch(session_id, sequence, tuple(happened), card, plan, stints)


class Store:
    """The history in a database.

    Methods block; call them from a thread of their own in a server. Reading is possible from any
    thread. A failure of the database raises `HistoryFullError` or `HistoryDamagedError` and changes
    nothing.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._remembered: dict[str, tuple[object, Any]] = {}

    @classmethod
    def open(cls, data_dir: Path) -> Self:
        """Open the history in a folder; see `hamstrong.store.database.open_file`."""
        store = cls(open_file(data_dir))
        store.complete()
        return store

    @classmethod
    def connect(cls, address: str) -> Self:
        """Open the history in a database; see `hamstrong.store.database.open_database`."""
        store = cls(open_database(address))
        store.complete()
        return store

    @property
    def folder(self) -> Path | None:
        """Folder of the history's file; None for one in a database elsewhere or in memory."""
        file = self.engine.url.database if self.engine.dialect.name == "sqlite" else None
        return Path(file).parent if file else None

    def complete(self) -> None:
        """Fill in what a version before this one did not keep."""
        lacking = select(cards.c.session_id).where(cards.c.stints.is_(None)).limit(1)
        if self._read(lacking):
            self.rebuild()

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def append(self, batches: Iterable[Batch]) -> None:
        """Add events, all of them or none.

        An event that is there already is not added twice.

        Raises
        ------
        HistoryConflictError
            There is another event with the same number, or none with the number before.
        HistoryFullError, HistoryDamagedError
            Nothing was written.
        """
        try:
            with self.engine.begin() as connection:
                for batch in batches:
                    _append(connection, batch)
        except IntegrityError as error:
            raise HistoryConflictError(
                "The session is being recorded by another Hamstrong; stop one of them."
            ) from error
        except SQLAlchemyError as error:
            raise explain(error, self.engine) from error

    def read_events(self, session_id: str) -> tuple[SessionEvent, ...]:
        """Return all events of a session in order; none if there is no such session.

        Raises
        ------
        HistoryDamagedError
            An event is missing or cannot be read.
        """
        query = (
            select(events.c.sequence, events.c.body)
            .where(events.c.session_id == session_id)
            .order_by(events.c.sequence)
        )
        rows = self._read(query)
        for expected, row in enumerate(rows):
            if row["sequence"] != expected:
                message = f"Event {expected} of session '{session_id}' is missing from the history."
                raise HistoryDamagedError(message)
        return tuple(decode_event(row["body"]) for row in rows)

    def list_cards(self, limit: int = 50, offset: int = 0) -> tuple[Logged, ...]:
        """Return sessions, newest first."""
        query = select(*_SHOWN).order_by(cards.c.started_at.desc(), cards.c.session_id)
        return tuple(read_card(row) for row in self._read(query.limit(limit).offset(offset)))

    def list_told(self, limit: int = 50, offset: int = 0) -> tuple[Logged, ...]:
        """Return the sessions in which something happened that is worth telling, newest first.

        One that was only opened, or skipped through, is none.
        """
        query = select(cards).where(is_told())
        query = query.order_by(cards.c.started_at.desc(), cards.c.session_id)
        return tuple(read_card(row) for row in self._read(query.limit(limit).offset(offset)))

    def count_told(self) -> int:
        """Return how many sessions `list_told` could return."""
        query = select(func.count().label("number")).select_from(cards).where(is_told())
        return int(self._read(query)[0]["number"])

    def find_card(self, session_id: str) -> Logged:
        """Return one session; `UnknownNameError` if there is none."""
        rows = self._read(select(*_SHOWN).where(cards.c.session_id == session_id))
        if not rows:
            raise UnknownNameError(f"There is no session '{session_id}'.")
        return read_card(rows[0])

    def find_open(self) -> Logged | None:
        """Return the newest session that is not over."""
        query = (
            select(*_SHOWN)
            .where(cards.c.state.not_in(OVER))
            .order_by(cards.c.started_at.desc())
            .limit(1)
        )
        return next((read_card(row) for row in self._read(query)), None)

    def count_cards(self) -> int:
        """Return how many sessions there are."""
        query = select(func.count().label("number")).select_from(cards)
        return int(self._read(query)[0]["number"])

    def list_reps(
        self, session_id: str | None = None, exercise: str | None = None
    ) -> tuple[RepRow, ...]:
        """Return reps and attempts in the order of time, of one session or exercise or of all."""
        query = (
            select(reps)
            .join(cards, cards.c.session_id == reps.c.session_id)
            .order_by(cards.c.started_at, reps.c.session_id, reps.c.sequence)
        )
        if session_id is not None:
            query = query.where(reps.c.session_id == session_id)
        if exercise is not None:
            query = query.where(reps.c.exercise == exercise)
        return tuple(RepRow(**{**row, "faults": tuple(row["faults"])}) for row in self._read(query))

    def list_done(self) -> dict[str, frozenset[str]]:
        """Return by session the exercises of which a rep was counted or logged."""
        query = select(cards.c.session_id, cards.c.stints)
        return {
            row["session_id"]: frozenset(
                stint["exercise"] for stint in row["stints"] if stint["reps_done"]
            )
            for row in self._read(query)
        }

    def list_work(self) -> dict[str, tuple[Work, ...]]:
        """Return what was done in each form of an exercise, by session."""
        return self._remember("work", lambda: read_work(self._read_rows(select_work())))

    def list_feelings(self) -> dict[str, tuple[Feeling, ...]]:
        """Return how the exercises felt, by session."""
        query = select_feelings()
        return self._remember("feelings", lambda: read_feelings(self._read_rows(query)))

    def list_test_results(
        self, test: str | None = None, session_id: str | None = None
    ) -> tuple[ResultRow, ...]:
        """Return results of self-tests in the order of time, of one test or session or of all."""
        return tuple(read_result(row) for row in self._read(select_results(test, session_id)))

    def list_outings(self) -> tuple[Outing, ...]:
        """Return what became of each exercise in each session, from the oldest on."""
        query = select(cards.c.started_at, cards.c.stints).order_by(cards.c.started_at)
        return tuple(
            Outing(day=began.astimezone().date(), began=began, **stint)
            for row in self._read(query)
            for began in (row["started_at"].replace(tzinfo=UTC),)
            for stint in row["stints"]
        )

    def rebuild(self) -> int:
        """Write all cards, reps and work anew from the events; return the number of sessions."""
        numbers = [row["session_id"] for row in self._read(select(events.c.session_id).distinct())]
        logs = {number: self.read_events(number) for number in numbers}
        with self.engine.begin() as connection:
            connection.execute(delete(test_results))
            connection.execute(delete(work))
            connection.execute(delete(reps))
            for number, log in logs.items():
                project(connection, make_batch(number, 0, log, rebuild(log)))
        return len(logs)

    def read_settings(self, name: str) -> dict[str, Any] | None:
        """Return what was stored under a name, None if nothing was."""
        rows = self._read(select(settings.c.body).where(settings.c.name == name))
        return dict(rows[0]["body"]) if rows else None

    def write_settings(self, name: str, body: Mapping[str, Any]) -> None:
        """Store something under a name."""
        try:
            with self.engine.begin() as connection:
                connection.execute(delete(settings).where(settings.c.name == name))
                connection.execute(insert(settings).values(name=name, body=dict(body)))
        except SQLAlchemyError as error:
            raise explain(error, self.engine) from error

    def read_profile(self) -> Answered | None:
        """Return what the user told about themselves last, None if nothing."""
        query = select(profiles).order_by(profiles.c.recorded_at.desc()).limit(1)
        return next(
            (
                Answered(decode_profile(row["body"]), row["recorded_at"].replace(tzinfo=UTC))
                for row in self._read(query)
            ),
            None,
        )

    def list_profiles(self) -> tuple[Answered, ...]:
        """Return all that the user told about themselves, from the first answers on."""
        query = select(profiles).order_by(profiles.c.recorded_at)
        return tuple(
            Answered(decode_profile(row["body"]), row["recorded_at"].replace(tzinfo=UTC))
            for row in self._read(query)
        )

    def write_profile(self, profile: Profile) -> Answered:
        """Add what the user told about themselves; earlier answers stay."""
        recorded_at = _now()
        try:
            with self.engine.begin() as connection:
                connection.execute(
                    insert(profiles).values(recorded_at=recorded_at, body=encode_profile(profile))
                )
        except SQLAlchemyError as error:
            raise explain(error, self.engine) from error
        return Answered(profile, recorded_at.replace(tzinfo=UTC))

    def find_hurt(self, after: datetime, at_least: int) -> datetime | None:
        """Return when pain or an injury was reported last after a time of day in UTC, if at all.

        Pain of a check-in counts from ``at_least`` (0 to 10) on.
        """
        query = (
            select(events.c.recorded_at, events.c.body)
            .where(
                events.c.kind.in_(("pain-felt", "checked-in", "screening-answered")),
                events.c.recorded_at > after.astimezone(UTC).replace(tzinfo=None),
            )
            .order_by(events.c.recorded_at.desc())
        )
        for row in self._read(query):
            body = row["body"]
            hurts = (body.get("pain") or 0) >= at_least or body.get("acute_injury", False)
            if hurts or body["kind"] == "pain-felt":
                found: datetime = row["recorded_at"].replace(tzinfo=UTC)
                return found
        return None

    def _remember(self, name: str, read: Callable[[], _Read]) -> _Read:
        """Read a whole history once; again when events were added, by whomever."""
        log = select(func.count()).select_from(events).scalar_subquery()
        newest = select(func.max(cards.c.started_at)).scalar_subquery()
        state = tuple(self._read_rows(select(log, newest))[0])
        known = self._remembered.get(name)
        if known is None or known[0] != state:
            known = self._remembered[name] = (state, read())
        found: _Read = known[1]
        return found

    def _read(self, query: Any) -> Sequence[RowMapping]:  # noqa: ANN401 - any select
        return [row._mapping for row in self._read_rows(query)]  # noqa: SLF001 - a public name

    def _read_rows(self, query: Any) -> Sequence[Row[Any]]:  # noqa: ANN401 - any select
        try:
            with self.engine.connect() as connection:
                return connection.execute(query).all()
        except SQLAlchemyError as error:
            raise explain(error, self.engine) from error


def _append(connection: Connection, batch: Batch) -> None:
    known = {
        row.sequence: row.body
        for row in connection.execute(
            select(events.c.sequence, events.c.body).where(
                events.c.session_id == batch.session_id,
                events.c.sequence >= batch.sequence - 1,
            )
        )
    }
    if batch.sequence and batch.sequence - 1 not in known:
        raise HistoryConflictError(
            "The beginning of this session is no longer in the history: begin a new one."
        )
    recorded_at = _now()
    rows: list[dict[str, Any]] = [
        {
            "session_id": batch.session_id,
            "sequence": sequence,
            "time_s": event.time_s,
            "recorded_at": recorded_at,
            "kind": event.kind,
            "body": encode_event(event),
        }
        for sequence, event in enumerate(batch.events, batch.sequence)
    ]
    for row in rows:
        there = known.get(row["sequence"])
        if there is not None and there != row["body"]:
            raise HistoryConflictError(
                "The session is being recorded by another Hamstrong; stop one of them."
            )
    new = [row for row in rows if row["sequence"] not in known]
    if new:
        connection.execute(insert(events), new)
        first = new[0]["sequence"] - batch.sequence
        project(
            connection,
            replace(batch, sequence=new[0]["sequence"], events=batch.events[first:]),
        )


def project(connection: Connection, batch: Batch) -> None:
    """Bring the card, the reps and the work up to date."""
    card = batch.card
    values: dict[str, Any] = {
        "state": card.state,
        "minutes": card.minutes,
        "exercises": list(card.exercises),
        "reps": card.reps,
        "reps_logged": card.reps_logged,
        "score": card.score,
        "pain": list(card.pain),
        "stints": [asdict(stint) for stint in batch.stints],
    }
    mine = cards.c.session_id == batch.session_id
    written = events.c.session_id == batch.session_id
    if card.state in OVER:
        entered = events.c.body["state"].as_string().in_(OVER)
        over = select(func.min(events.c.recorded_at)).where(written, entered)
        values["ended_at"] = over.scalar_subquery()
    if not connection.execute(update(cards).where(mine).values(values)).rowcount:
        values["started_at"] = (
            select(func.min(events.c.recorded_at)).where(written).scalar_subquery()
        )
        connection.execute(insert(cards).values(session_id=batch.session_id, **values))
    rows = [
        _rep_row(batch, sequence, event)
        for sequence, event in enumerate(batch.events, batch.sequence)
        if isinstance(event, RepCounted | AttemptSeen)
    ]
    if rows:
        connection.execute(insert(reps), rows)
        add_work(connection, batch.session_id, batch.events, batch.plan)
    add_results(connection, batch.session_id, batch.sequence, batch.events)


def _rep_row(batch: Batch, sequence: int, event: RepCounted | AttemptSeen) -> dict[str, Any]:
    rep, bout = event.rep, event.bout
    return {
        "session_id": batch.session_id,
        "sequence": sequence,
        "exercise": batch.plan[bout.exercise],
        "variation": bout.variation,
        "stage": rep.stage,
        "side": rep.side,
        "set_number": bout.set_number,
        "counts": isinstance(event, RepCounted),
        "start_s": rep.start_s,
        "end_s": rep.end_s,
        "hold_s": rep.hold_s,
        "rom_deg": rep.rom_deg,
        "score": rep.score,
        "faults": [fault.id for fault in rep.faults],
    }


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
