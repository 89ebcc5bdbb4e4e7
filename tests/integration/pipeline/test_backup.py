"""Backups are made, thinned out and brought back; what is in the way is set aside."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from hamstrong.errors import OutputError, UsageError
from hamstrong.pipeline.backup import is_due, keep_backup, restore_backup, write_backup
from hamstrong.pipeline.errors import BackupError
from hamstrong.store import FILE_NAME, HistoryDamagedError, Store
from hamstrong.store.backups import list_backups
from hamstrong.store.erasing import erase_history
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 3, 1, 6, tzinfo=UTC)


def train(data_dir: Path, name: str = ID) -> None:
    store = Store.open(data_dir)
    store.append([batch(whole_session() if name == ID else timed_session(), name)])
    store.close()


def sessions(data_dir: Path) -> set[str]:
    store = Store.open(data_dir)
    try:
        return {logged.session_id for logged in store.list_cards()}
    finally:
        store.close()


def damage(path: Path) -> bytes:
    content = bytearray(path.read_bytes())
    content[8192:24576] = os.urandom(16384)
    path.write_bytes(content)
    return bytes(content)


class TestKeep:
    def test_is_due_once_a_day(self, tmp_path: Path) -> None:
        train(tmp_path)
        assert is_due(tmp_path, START)
        assert keep_backup(tmp_path, START) is not None
        assert not is_due(tmp_path, START + timedelta(hours=23))
        assert is_due(tmp_path, START + timedelta(hours=24))
        assert is_due(tmp_path, START - timedelta(days=2))

    def test_nothing_new_makes_no_backup(self, tmp_path: Path) -> None:
        train(tmp_path)
        assert keep_backup(tmp_path, START) is not None
        Store.open(tmp_path).close()
        assert keep_backup(tmp_path, START + timedelta(days=1)) is None
        assert len(list_backups(tmp_path)) == 1
        train(tmp_path, OTHER)
        assert keep_backup(tmp_path, START + timedelta(days=2)) is not None

    def test_old_ones_are_thinned_out(self, tmp_path: Path) -> None:
        store = Store.open(tmp_path)
        for day in range(40):
            store.append([batch(timed_session(), f"{day:032x}")])
            assert keep_backup(tmp_path, START + timedelta(days=day)) is not None
        store.close()
        ages = [(START + timedelta(days=39) - b.made_at).days for b in list_backups(tmp_path)]
        assert ages[:7] == [0, 1, 2, 3, 4, 5, 6]
        assert 7 + 2 <= len(ages) <= 12

    def test_what_a_killed_backup_left_behind_is_removed(self, tmp_path: Path) -> None:
        train(tmp_path)
        old, young = (tmp_path / "backups" / f".{name}.part" for name in ("old", "young"))
        old.parent.mkdir()
        for part, hours in ((old, 5), (young, 0)):
            part.write_bytes(b"half")
            made_at = (START - timedelta(hours=hours)).timestamp()
            os.utime(part, (made_at, made_at))
        keep_backup(tmp_path, START)
        assert not old.exists()
        assert young.exists()

    def test_a_damaged_history_costs_no_backup(self, tmp_path: Path) -> None:
        train(tmp_path)
        keep_backup(tmp_path, START)
        content = damage(tmp_path / FILE_NAME)
        before = list_backups(tmp_path)
        with pytest.raises(HistoryDamagedError):
            keep_backup(tmp_path, START + timedelta(days=1))
        assert list_backups(tmp_path) == before
        assert (tmp_path / FILE_NAME).read_bytes() == content
        assert list((tmp_path / "backups").glob(".*")) == []


class TestWrite:
    def test_overwrites_nothing(self, tmp_path: Path) -> None:
        train(tmp_path)
        target = tmp_path / "mine.db"
        write_backup(tmp_path, target)
        with pytest.raises(OutputError, match="there already"):
            write_backup(tmp_path, target)


class TestRestore:
    def test_of_the_latest_brings_back_and_sets_aside(self, tmp_path: Path) -> None:
        train(tmp_path)
        kept = keep_backup(tmp_path, START)
        train(tmp_path, OTHER)
        restored = restore_backup(tmp_path)
        assert restored.source == kept
        assert sessions(tmp_path) == {ID}
        assert restored.set_aside is not None
        again = restore_backup(tmp_path, restored.set_aside)
        assert sessions(tmp_path) == {ID, OTHER}
        assert again.set_aside != restored.set_aside

    def test_after_damage_skips_damaged_backups(self, tmp_path: Path) -> None:
        train(tmp_path)
        good = keep_backup(tmp_path, START)
        train(tmp_path, OTHER)
        bad = keep_backup(tmp_path, START + timedelta(days=1))
        assert bad is not None
        damage(bad)
        content = damage(tmp_path / FILE_NAME)
        with pytest.raises(HistoryDamagedError, match=r"restore --latest --data-dir") as caught:
            Store.open(tmp_path)
        assert "left as it is" in caught.value.message
        restored = restore_backup(tmp_path)
        assert restored.source == good
        assert sessions(tmp_path) == {ID}
        assert restored.set_aside is not None
        assert restored.set_aside.read_bytes() == content

    def test_sets_a_log_aside_too(self, tmp_path: Path) -> None:
        train(tmp_path)
        keep_backup(tmp_path, START)
        log = tmp_path / f"{FILE_NAME}-wal"
        (tmp_path / FILE_NAME).write_bytes(b"gone")
        log.write_bytes(b"what was written last")
        restored = restore_backup(tmp_path)
        assert restored.set_aside is not None
        aside = restored.set_aside.with_name(f"{restored.set_aside.name}-wal")
        assert aside.read_bytes() == b"what was written last"
        assert sessions(tmp_path) == {ID}

    def test_into_an_empty_folder(self, tmp_path: Path) -> None:
        train(tmp_path / "old")
        write_backup(tmp_path / "old", tmp_path / "mine.db")
        restored = restore_backup(tmp_path / "new", tmp_path / "mine.db")
        assert restored.set_aside is None
        assert sessions(tmp_path / "new") == {ID}

    def test_while_the_coach_runs_is_refused(self, tmp_path: Path) -> None:
        train(tmp_path)
        keep_backup(tmp_path, START)
        running = Store.open(tmp_path)
        running.append([batch(timed_session(), OTHER)])
        with pytest.raises(UsageError, match="stop the coach"):
            restore_backup(tmp_path)
        assert running.count_cards() == 2
        running.close()
        assert sessions(tmp_path) == {ID, OTHER}
        assert not list(tmp_path.glob("before-restore*"))
        assert not list(tmp_path.glob(".*"))

    @pytest.mark.parametrize("content", [None, b"", b"no database" * 1000])
    def test_of_what_is_no_backup_is_refused(self, tmp_path: Path, content: bytes | None) -> None:
        train(tmp_path)
        before = (tmp_path / FILE_NAME).read_bytes()
        wrong = tmp_path / "wrong.db"
        if content is not None:
            wrong.write_bytes(content)
        with pytest.raises(BackupError, match="not a sound backup"):
            restore_backup(tmp_path, wrong)
        assert (tmp_path / FILE_NAME).read_bytes() == before

    def test_of_a_newer_version_is_refused(self, tmp_path: Path) -> None:
        train(tmp_path)
        newer = tmp_path / "newer.db"
        write_backup(tmp_path, newer)
        import sqlite3
        from contextlib import closing

        with closing(sqlite3.connect(newer)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
            connection.commit()
        with pytest.raises(BackupError, match=r"newer\.db was written by a newer"):
            restore_backup(tmp_path, newer)
        assert sessions(tmp_path) == {ID}

    def test_that_fails_at_the_last_step_leaves_everything(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        train(tmp_path)
        keep_backup(tmp_path, START)
        train(tmp_path, OTHER)

        def fail(*_paths: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "replace", fail)
        with pytest.raises(OutputError, match="the disk is full"):
            restore_backup(tmp_path)
        monkeypatch.undo()
        assert sessions(tmp_path) == {ID, OTHER}
        assert list(tmp_path.glob(".*")) == []

    def test_without_a_backup_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BackupError, match="no good backup"):
            restore_backup(tmp_path)


class TestErase:
    def test_leaves_no_trace_in_any_file(self, tmp_path: Path) -> None:
        trace = b"hips-not-extended"
        train(tmp_path)
        keep_backup(tmp_path, START)
        train(tmp_path, OTHER)
        restore_backup(tmp_path)
        store = Store.open(tmp_path)
        store.append([batch(timed_session(), OTHER)])
        store.write_settings("user", {"voice_name": "hips-not-extended"})
        assert len(holding(tmp_path, trace)) >= 3
        erase_history(store)
        assert holding(tmp_path, trace) == []
        assert holding(tmp_path, ID.encode()) == []
        assert list_backups(tmp_path) == ()
        assert store.count_cards() == 0
        assert store.read_settings("user") is None
        store.append([batch(timed_session())])
        assert store.count_cards() == 1
        store.close()
        assert holding(tmp_path, trace) == []
        assert {path.name for path in tmp_path.iterdir()} == {FILE_NAME}


def holding(folder: Path, trace: bytes) -> list[str]:
    """Return the files that hold some bytes anywhere."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if trace in path.read_bytes()]
