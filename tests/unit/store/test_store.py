"""The history: what goes in comes out, once, and nothing damaged is overwritten."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import fmean, stdev
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event, inspect, text

from hamstrong.errors import OutputError, UnknownNameError, UsageError
from hamstrong.planner.progress import Feeling
from hamstrong.session import rebuild
from hamstrong.session.events import AttemptSeen, RepCounted, SessionEvent
from hamstrong.store import (
    HistoryConflictError,
    HistoryDamagedError,
    HistoryFullError,
    HistoryUnreachableError,
    Store,
    project_card,
)
from hamstrong.store.backups import FILE_NAME
from hamstrong.store.codec import decode_event, encode_event
from hamstrong.store.schema import metadata
from tests.unit.store.logs import (
    ID,
    OTHER,
    batch,
    half_answered_session,
    self_test_session,
    timed_session,
    whole_session,
)

if TYPE_CHECKING:
    from pathlib import Path


LEAVES = st.none() | st.booleans() | st.floats() | st.sampled_from(["began", "entered", "x"])
NAMES = st.sampled_from(["kind", "time_s", "state", "plan", "y"])
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(NAMES, inner))


SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


class TestLog:
    def test_comes_back_as_it_was(self, store: Store) -> None:
        log = whole_session()
        store.append([batch(log), batch(timed_session(), OTHER)])
        assert store.read_events(ID) == log
        assert store.read_events(OTHER) == timed_session()
        assert rebuild(store.read_events(ID)) == rebuild(log)

    def test_of_an_unknown_session_is_empty(self, store: Store) -> None:
        assert store.read_events(ID) == ()

    @given(st.lists(st.integers(1, 40), max_size=6), st.data())
    @settings(max_examples=15)
    def test_is_the_same_however_it_was_cut_and_repeated(
        self, cuts: list[int], data: st.DataObject
    ) -> None:
        log = whole_session()
        store = Store.connect("sqlite://")
        places = sorted({0, len(log), *(cut for cut in cuts if cut < len(log))})
        for start, end in pairwise(places):
            for _ in range(data.draw(st.integers(1, 2))):
                store.append([batch(log, start=start, end=end)])
        reps = [e for e in log if isinstance(e, RepCounted | AttemptSeen)]
        assert store.read_events(ID) == log
        assert len(store.list_reps(ID)) == len(reps)
        store.close()

    def test_does_not_take_another_event_with_the_same_number(self, store: Store) -> None:
        store.append([batch(whole_session())])
        with pytest.raises(HistoryConflictError):
            store.append([batch(timed_session())])
        assert store.read_events(ID) == whole_session()

    def test_does_not_take_what_does_not_follow(self, store: Store) -> None:
        log = whole_session()
        store.append([batch(log, end=5)])
        for start, session_id in ((6, ID), (1, OTHER)):
            with pytest.raises(HistoryConflictError, match="begin a new one"):
                store.append([batch(log, session_id, start=start)])
        assert store.read_events(ID) == log[:5]
        assert store.read_events(OTHER) == ()

    def test_takes_all_or_nothing(self, store: Store) -> None:
        store.append([batch(whole_session())])
        with pytest.raises(HistoryConflictError):
            store.append([batch(timed_session(), OTHER), batch(timed_session())])
        assert store.read_events(OTHER) == ()

    def test_misses_an_event(self, store: Store) -> None:
        store.append([batch(whole_session())])
        with store.engine.begin() as connection:
            connection.execute(text("DELETE FROM events WHERE sequence = 3"))
        with pytest.raises(HistoryDamagedError, match="3"):
            store.read_events(ID)

    def test_misses_a_field(self, store: Store) -> None:
        store.append([batch(whole_session())])
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE events SET body = '{}' WHERE sequence = 3"))
        with pytest.raises(HistoryDamagedError):
            store.read_events(ID)


class TestCodec:
    def test_knows_every_event(self) -> None:
        logs = (whole_session(), timed_session(), self_test_session())
        seen = {type(item) for log in logs for item in log}
        missing = {kind.__name__ for kind in get_args(SessionEvent)} - {k.__name__ for k in seen}
        assert missing == {"ExerciseSkipped"}
        for item in (*whole_session(), *timed_session()):
            assert decode_event(encode_event(item)) == item

    @given(JSON)
    def test_refuses_anything_else(self, body: object) -> None:
        with pytest.raises(HistoryDamagedError):
            decode_event(body)


class TestReadModels:
    def test_card_tells_the_session(self, store: Store) -> None:
        store.append([batch(whole_session())])
        logged = store.find_card(ID)
        assert logged.card == project_card(rebuild(whole_session()))
        assert logged.card.pain == ("bridge",)
        assert logged.ended_at is not None
        assert abs(logged.started_at - datetime.now(UTC)) < timedelta(minutes=1)

    def test_newest_come_first(self, store: Store) -> None:
        store.append([batch(whole_session())])
        store.append([batch(timed_session(), OTHER)])
        assert [entry.session_id for entry in store.list_cards()] == [OTHER, ID]
        assert [entry.session_id for entry in store.list_cards(1, 1)] == [ID]
        assert store.count_cards() == 2

    def test_open_session_is_found(self, store: Store) -> None:
        store.append([batch(timed_session(), OTHER)])
        assert store.find_open() is None
        store.append([batch(whole_session(), end=12)])
        found = store.find_open()
        assert found is not None
        assert found.session_id == ID

    def test_reps_can_be_asked_by_exercise(self, store: Store) -> None:
        store.append([batch(whole_session())])
        assert len(store.list_reps(exercise="bridge")) == len(store.list_reps(ID)) > 0
        assert store.list_reps(exercise="hip-90-90") == ()
        assert any(rep.faults == ("hips-not-extended",) for rep in store.list_reps())

    def test_half_a_check_in_is_kept_and_compared_with_nothing(self, store: Store) -> None:
        store.append([batch(half_answered_session())])
        (outing,) = store.list_outings()
        assert (outing.effort, outing.pain) == (7, None)
        assert store.list_feelings() == {}
        assert store.find_hurt(datetime.now(UTC) - timedelta(hours=1), 3) is None

    def test_are_rebuilt_from_the_log(self, store: Store) -> None:
        store.append([batch(whole_session()), batch(timed_session(), OTHER)])
        cards, reps, work = store.list_cards(), store.list_reps(), store.list_work()
        with store.engine.begin() as connection:
            connection.execute(text("DELETE FROM work"))
            connection.execute(text("DELETE FROM reps"))
            connection.execute(text("DELETE FROM cards"))
        assert store.list_cards() == ()
        assert store.rebuild() == 2
        assert store.list_cards() == cards
        assert store.list_reps() == reps
        assert store.list_work() == work

    @given(st.lists(st.integers(1, 40), max_size=6))
    @settings(max_examples=10)
    def test_work_is_the_sum_of_the_reps_however_the_log_was_cut(self, cuts: list[int]) -> None:
        log = whole_session()
        store = Store.connect("sqlite://")
        for start, end in pairwise(sorted({0, len(log), *(cut for cut in cuts if cut < len(log))})):
            for _ in range(2):
                store.append([batch(log, start=start, end=end)])
        (work,) = store.list_work()[ID]
        counted = [rep for rep in store.list_reps(ID) if rep.counts]
        assert (work.exercise, work.stage, work.side) == ("bridge", None, "both")
        assert work.reps == len(counted) > 1
        assert work.attempts == len(store.list_reps(ID)) - len(counted) > 0
        assert work.rom_deg == pytest.approx(fmean(rep.rom_deg for rep in counted))
        assert work.rom_spread_deg == pytest.approx(stdev(rep.rom_deg for rep in counted))
        assert work.hold_s == pytest.approx(fmean(rep.hold_s for rep in counted))
        assert work.score == pytest.approx(fmean(rep.score for rep in counted))
        store.close()

    def test_feelings_speak_of_the_exercise_that_was_done(self, store: Store) -> None:
        store.append([batch(timed_session(), OTHER)])
        assert store.list_feelings() == {OTHER: (Feeling("bridge", "standard", 3, 1, cramp=False),)}

    def test_unknown_session_is_named(self, store: Store) -> None:
        with pytest.raises(UnknownNameError, match=ID):
            store.find_card(ID)


class TestSettings:
    def test_are_kept(self, store: Store) -> None:
        assert store.read_settings("user") is None
        store.write_settings("user", {"locale": "de"})
        store.write_settings("user", {"locale": "en"})
        assert store.read_settings("user") == {"locale": "en"}


class TestFile:
    def test_keeps_what_was_written(self, tmp_path: Path) -> None:
        first = Store.open(tmp_path / "new" / "folder")
        first.append([batch(whole_session())])
        first.close()
        second = Store.open(tmp_path / "new" / "folder")
        assert second.read_events(ID) == whole_session()
        second.close()

    @SQLITE
    def test_survives_power_loss_by_its_settings(self, store: Store) -> None:
        with store.engine.connect() as connection:
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
            assert connection.execute(text("PRAGMA synchronous")).scalar() == 2

    def test_has_the_tables_of_the_schema(self, store: Store) -> None:
        found = inspect(store.engine)
        for table in metadata.sorted_tables:
            columns = {column["name"]: column for column in found.get_columns(table.name)}
            assert columns.keys() == {column.name for column in table.columns}
            for column in table.columns:
                assert columns[column.name]["nullable"] == column.nullable

    @pytest.mark.parametrize("content", [b"this is no database" * 100, b"\x00" * 4096, b"SQLite"])
    def test_that_is_none_is_noticed_and_left(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / FILE_NAME
        path.write_bytes(content)
        with pytest.raises(HistoryDamagedError, match="left as it is"):
            Store.open(tmp_path)
        assert path.read_bytes() == content

    def test_that_was_damaged_is_noticed_and_left(self, tmp_path: Path) -> None:
        opened = Store.open(tmp_path)
        opened.append([batch(whole_session())])
        opened.close()
        path = tmp_path / FILE_NAME
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = bytearray(path.read_bytes())
        content[4096:24576] = os.urandom(20480)
        path.write_bytes(content)
        with pytest.raises(HistoryDamagedError):
            Store.open(tmp_path)
        assert path.read_bytes() == bytes(content)

    def test_of_another_program_is_not_touched(self, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
            connection.execute("CREATE TABLE recipes (name TEXT)")
        with pytest.raises(HistoryDamagedError, match="not a history"):
            Store.open(tmp_path)

    def test_of_a_newer_version_is_not_touched(self, tmp_path: Path) -> None:
        opened = Store.open(tmp_path)
        with opened.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        opened.close()
        with pytest.raises(HistoryDamagedError, match="newer"):
            Store.open(tmp_path)

    def test_cannot_be_where_a_file_is(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(OutputError, match="choose another"):
            Store.open(tmp_path / "file")

    def test_needs_an_address_that_is_one(self) -> None:
        with pytest.raises(UsageError):
            Store.connect("no address")


@SQLITE
class TestFullDisk:
    def test_is_told_and_changes_nothing(self, store: Store) -> None:
        log = whole_session()
        store.append([batch(log, end=10)])
        fill(store)
        with pytest.raises(HistoryFullError, match="free some space"):
            store.append([batch(log, start=10), *(batch(log, f"{n:032x}") for n in range(40))])
        assert store.read_events(ID) == log[:10]


def fill(store: Store) -> None:
    """Let SQLite find the disk full: no file may grow any more."""
    store.engine.dispose()

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(store.engine, "connect", limit)


class TestAddress:
    def test_never_shows_its_password(self) -> None:
        with pytest.raises(HistoryUnreachableError, match="cannot be reached") as caught:
            Store.connect("postgresql://me:secret@127.0.0.1:9/history")
        assert "secret" not in caught.value.message
        assert "me:***@127.0.0.1:9/history" in caught.value.message

    @pytest.mark.postgresql
    def test_of_no_database_is_told(self, postgres: str) -> None:
        with pytest.raises(HistoryUnreachableError, match="does not exist"):
            Store.connect(f"{postgres}/nowhere")

    @pytest.mark.postgresql
    def test_of_another_program_is_not_touched(self, database: str) -> None:
        first = Store.connect(database)
        with first.engine.begin() as connection:
            connection.execute(text("DROP TABLE alembic_version"))
        first.close()
        with pytest.raises(HistoryDamagedError, match="not a history"):
            Store.connect(database)

    @pytest.mark.postgresql
    def test_without_the_right_to_write_is_told(self, database: str) -> None:
        first = Store.connect(database)
        with first.engine.begin() as connection:
            name = first.engine.url.database
            connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only=on"))
        first.engine.dispose()
        with pytest.raises(HistoryFullError, match="read-only"):
            first.append([batch(whole_session())])
        first.close()

    def test_of_another_kind_is_refused(self) -> None:
        with pytest.raises(UsageError, match="not in mysql"):
            Store.connect("mysql://me@127.0.0.1/history")


class TestMemory:
    """What is read as a whole is read once, and again when something was added."""

    def test_sees_what_was_added_by_whomever(self, store: Store) -> None:
        assert store.list_work() == {}
        log = whole_session()
        cut = next(n for n, event in enumerate(log) if isinstance(event, RepCounted)) + 1
        store.append([batch(log, end=cut)])
        first = store.list_work()
        assert store.list_work() is first
        other = Store(store.engine)
        other.append([batch(log, start=cut), batch(timed_session(), OTHER)])
        assert store.list_work() == other.list_work() != first
        assert store.list_feelings().keys() == {OTHER}
