"""The history goes out whole: every event, session and rep, in one archive."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from hamstrong.errors import OutputError, UsageError
from hamstrong.pipeline.export import EXPORT_SCHEMA, export_history
from hamstrong.store import Store
from hamstrong.store.codec import decode_event
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    store = Store.open(folder)
    store.append([batch(whole_session()), batch(timed_session(), OTHER)])
    store.close()
    return folder


def _rows(archive: zipfile.ZipFile, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"))))


def test_every_event_can_be_read_back(data_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "history.zip"
    assert export_history(data_dir, target) == 2
    with zipfile.ZipFile(target) as archive:
        assert json.loads(archive.read("about.json")) == {"schema": EXPORT_SCHEMA, "sessions": 2}
        logs: dict[str, list[object]] = {ID: [], OTHER: []}
        for line in archive.read("events.jsonl").decode("utf-8").splitlines():
            body = json.loads(line)
            session, sequence = body.pop("session"), body.pop("sequence")
            assert sequence == len(logs[session])
            logs[session].append(decode_event(body))
    assert logs[ID] == list(whole_session())
    assert logs[OTHER] == list(timed_session())


def test_tables_hold_each_session_and_rep(data_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "history.zip"
    export_history(data_dir, target)
    store = Store.open(data_dir)
    expected = store.list_reps()
    store.close()
    with zipfile.ZipFile(target) as archive:
        assert {row["session_id"] for row in _rows(archive, "sessions.csv")} == {ID, OTHER}
        reps = _rows(archive, "reps.csv")
    assert len(reps) == len(expected) > 0
    assert [row["faults"].split() for row in reps] == [list(rep.faults) for rep in expected]


def test_without_a_history_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no history"):
        export_history(tmp_path / "nowhere", tmp_path / "history.zip")
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_archive_leaves_nothing_behind(data_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        export_history(data_dir, tmp_path / "no-such-folder" / "history.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
