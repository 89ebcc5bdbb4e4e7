"""The history goes out whole: every event, session and rep, in one archive."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from hamstrong.errors import OutputError
from hamstrong.pipeline.export import EXPORT_SCHEMA, export_history
from hamstrong.store.codec import decode_event
from hamstrong.store.schema import metadata
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from pathlib import Path

    from hamstrong.store import Store


@pytest.fixture
def archive(store: Store, tmp_path: Path) -> Path:
    store.append([batch(whole_session()), batch(timed_session(), OTHER)])
    store.write_settings("user", {"locale": "de", "volume": 0.5})
    target = tmp_path / "history.zip"
    assert export_history(store, target) == 2
    return target


def read(archive: Path, name: str) -> str:
    with zipfile.ZipFile(archive) as file:
        return file.read(name).decode("utf-8")


def read_lines(archive: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in read(archive, name).splitlines()]


def test_tells_what_it_is(archive: Path) -> None:
    about = json.loads(read(archive, "about.json"))
    events = len(whole_session()) + len(timed_session())
    assert about["schema"] == EXPORT_SCHEMA
    assert about["sessions"] == 2
    assert about["rows"]["events"] == events
    assert about["rows"]["settings"] == 1


def test_every_event_can_be_read_back(archive: Path) -> None:
    logs: dict[str, list[object]] = {ID: [], OTHER: []}
    for line in read_lines(archive, "events.jsonl"):
        log = logs[line["session_id"]]
        assert line["sequence"] == len(log)
        assert line["recorded_at"].endswith("Z")
        log.append(decode_event(line["body"]))
    assert logs == {ID: list(whole_session()), OTHER: list(timed_session())}


def test_settings_come_along(archive: Path) -> None:
    (line,) = read_lines(archive, "settings.jsonl")
    assert line == {"name": "user", "body": {"locale": "de", "volume": 0.5}}
    assert json.loads(table(archive, "settings")[0]["body"]) == line["body"]


def table(archive: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(read(archive, f"{name}.csv"))))


def test_tables_hold_each_session_and_rep(archive: Path, store: Store) -> None:
    expected = sorted(store.list_reps(), key=lambda rep: (rep.session_id, rep.sequence))
    assert {row["session_id"] for row in table(archive, "sessions")} == {ID, OTHER}
    reps = table(archive, "reps")
    assert len(reps) == len(expected) > 0
    assert [row["faults"].split() for row in reps] == [list(rep.faults) for rep in expected]
    assert [float(row["rom_deg"]) for row in reps] == [rep.rom_deg for rep in expected]


def test_parquet_says_the_same_with_types(archive: Path, store: Store) -> None:
    with zipfile.ZipFile(archive) as file:
        frames = {
            name: pl.read_parquet(io.BytesIO(file.read(f"{name}.parquet")))
            for name in ("sessions", "reps", "settings")
        }
    sessions = {row["session_id"]: row for row in frames["sessions"].to_dicts()}
    for logged in store.list_cards():
        row = sessions[logged.session_id]
        assert row["started_at"] == logged.started_at
        assert tuple(row["exercises"]) == logged.card.exercises
    assert frames["reps"]["faults"].dtype == pl.List(pl.String)
    assert frames["reps"]["counts"].dtype == pl.Boolean


def test_every_table_is_there(archive: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        names = set(file.namelist())
    assert len([name for name in names if name.endswith(".csv")]) == len(metadata.tables) - 1
    assert len([name for name in names if name.endswith(".parquet")]) == len(metadata.tables) - 1


def test_an_empty_history_makes_an_empty_archive(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "history.zip"
    assert export_history(store, target) == 0
    assert read(target, "events.jsonl") == ""
    assert table(target, "reps") == []


def test_an_unwritable_archive_leaves_nothing_behind(store: Store, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(OutputError):
        export_history(store, tmp_path / "no-such-folder" / "history.zip")
    assert sorted(tmp_path.iterdir()) == before
