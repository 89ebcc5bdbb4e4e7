"""A history of each revision of the schema comes up to date with everything that is in it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, inspect, select

from hamstrong.store import FILE_NAME, Store
from hamstrong.store.codec import decode_event, encode_event
from hamstrong.store.database import MIGRATIONS, upgrade_to
from hamstrong.store.merging import read_rows
from hamstrong.store.schema import events, metadata, profiles
from tests.unit.store.logs import ID, OTHER, batch, timed_session
from tools.store_dump import FOLDER, SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

DUMPS = sorted(path.stem for path in FOLDER.glob("*.sql"))
SCRIPTS = ScriptDirectory(str(MIGRATIONS))


def open_dump(revision: str, folder: Path) -> Path:
    """Make the history of a revision and return its file."""
    path = folder / FILE_NAME
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FOLDER / f"{revision}.sql").read_text("utf-8"))
    return path


def read_logs(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the events of a file as they were written, by session."""
    logs: dict[str, list[dict[str, Any]]] = {}
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT session_id, body FROM events ORDER BY session_id, sequence"
        for session_id, body in connection.execute(query):
            logs.setdefault(session_id, []).append(json.loads(body))
    return logs


def expected(logs: dict[str, list[dict[str, Any]]], folder: Path) -> Store:
    """Return what the newest version makes of the same sessions."""
    store = Store.open(folder)
    for session_id, bodies in logs.items():
        store.append([batch(tuple(map(decode_event, bodies)), session_id)])
    store.write_settings("user", SETTINGS)
    return store


def contents(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return all rows that are made from events, and the settings, without times of day."""
    times = {"recorded_at", "started_at", "ended_at"}
    return {
        table.name: [
            {name: value for name, value in row.items() if name not in times}
            for row in read_rows(store, table)
        ]
        for table in metadata.sorted_tables
        if table not in (events, profiles)
    }


def rounded(value: Any) -> Any:  # noqa: ANN401 - whatever a row holds
    """Sums may be added up in another order."""
    if isinstance(value, float):
        return pytest.approx(value)
    if isinstance(value, dict):
        return {name: rounded(inner) for name, inner in value.items()}
    return [rounded(inner) for inner in value] if isinstance(value, list) else value


def covers(new: object, old: object) -> bool:
    """Tell whether an event says all it said; fields may have been added since."""
    if isinstance(old, dict) and isinstance(new, dict):
        return all(name in new and covers(new[name], value) for name, value in old.items())
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return all(map(covers, new, old))
    return new == old


def check(store: Store, logs: dict[str, list[dict[str, Any]]], folder: Path) -> None:
    assert logs.keys() == {ID, OTHER}
    for session_id, bodies in logs.items():
        kept = [encode_event(event) for event in store.read_events(session_id)]
        assert all(covers(new, old) for new, old in zip(kept, bodies, strict=True))
    assert store.read_settings("user") == SETTINGS
    fresh = expected(logs, folder)
    assert contents(store) == rounded(contents(fresh))
    found, wanted = inspect(store.engine), inspect(fresh.engine)
    for table in metadata.sorted_tables:
        names = {index["name"] for index in found.get_indexes(table.name)}
        assert names == {index["name"] for index in wanted.get_indexes(table.name)}
    store.append([batch(timed_session(), "a" * 32)])
    assert store.count_cards() == 3
    fresh.close()


def test_no_released_revision_is_forgotten() -> None:
    """Each has its file when it is released; see CONTRIBUTING.md."""
    revisions = sorted(script.revision for script in SCRIPTS.walk_revisions())
    assert revisions[: len(DUMPS)] == DUMPS


@pytest.mark.parametrize("revision", DUMPS)
def test_a_file_comes_up_to_date(revision: str, tmp_path: Path) -> None:
    logs = read_logs(open_dump(revision, tmp_path))
    store = Store.open(tmp_path)
    check(store, logs, tmp_path / "fresh")
    store.close()


@pytest.mark.postgresql
@pytest.mark.parametrize("revision", DUMPS)
def test_a_database_comes_up_to_date(revision: str, tmp_path: Path, database: str) -> None:
    upgrade_to(database, revision)
    source = create_engine(f"sqlite:///{open_dump(revision, tmp_path)}")
    target = create_engine(database.replace("postgresql:", "postgresql+pg8000:"))
    tables = MetaData()
    tables.reflect(target)
    with source.connect() as old, target.begin() as new:
        for table in tables.sorted_tables:
            if table.name != "alembic_version":
                known = metadata.tables[table.name]
                rows = old.execute(select(*(known.c[column.name] for column in table.c))).mappings()
                for row in rows:
                    new.execute(table.insert().values(dict(row)))
    source.dispose()
    target.dispose()
    store = Store.connect(database)
    check(store, read_logs(tmp_path / FILE_NAME), tmp_path / "fresh")
    store.close()


@pytest.mark.parametrize("revision", DUMPS)
def test_a_full_disk_leaves_the_old_history(revision: str, tmp_path: Path) -> None:
    """What cannot be brought up to date stays as it was."""
    path = open_dump(revision, tmp_path)
    if revision == SCRIPTS.get_current_head():
        pytest.skip("is up to date")
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
    engine_fails_at_once(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before


def engine_fails_at_once(folder: Path) -> None:
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from hamstrong.store import HistoryFullError

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Engine, "connect", limit)
    try:
        with pytest.raises(HistoryFullError):
            Store.open(folder)
    finally:
        event.remove(Engine, "connect", limit)
