"""Export, import, backup, restore and erase as their users call them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hamstrong.store import FILE_NAME, Store
from tests.unit.cli.command import assert_refused, program
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


def train(store: Store) -> None:
    store.append([batch(whole_session()), batch(timed_session(), OTHER)])
    store.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    train(Store.open(folder))
    return folder


def sessions(data_dir: Path) -> set[str]:
    store = Store.open(data_dir)
    try:
        return {logged.session_id for logged in store.list_cards()}
    finally:
        store.close()


def test_out_and_in_again(data_dir: Path, tmp_path: Path) -> None:
    out = program("export", "mine.zip", "--data-dir", data_dir, folder=tmp_path)
    assert (out.status, out.err) == (0, "mine.zip: 2 sessions\n")
    back = program("import", "mine.zip", "--data-dir", "fresh", folder=tmp_path)
    assert (back.status, back.err.count("\n")) == (0, 1)
    assert "2 new sessions" in back.err
    assert sessions(tmp_path / "fresh") == {ID, OTHER}
    again = program("import", "mine.zip", "--data-dir", "fresh", folder=tmp_path)
    assert "0 new sessions, 0 longer than before, 2 here already" in again.err


@pytest.mark.parametrize("command", ["export", "backup", "erase"])
def test_without_a_history_nothing_is_made(command: str, tmp_path: Path) -> None:
    ended = program(command, "--data-dir", "nowhere", folder=tmp_path)
    assert_refused(ended, 2, "There is no history in nowhere yet")
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_archive_is_refused(data_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 and then nothing")
    ended = program("import", "x.zip", "--data-dir", data_dir, folder=tmp_path)
    assert_refused(ended, 3, "x.zip", "nothing was added")


def test_an_archive_that_is_none_begins_no_history(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 and then nothing")
    for name in ("x.zip", "missing.zip"):
        ended = program("import", name, "--data-dir", "a/new", folder=tmp_path)
        assert_refused(ended, 3, name)
        assert not (tmp_path / "a").exists()


def test_damage_is_noticed_and_the_way_back_works(data_dir: Path, tmp_path: Path) -> None:
    made = program("backup", "--data-dir", data_dir, folder=tmp_path)
    assert made.status == 0, made.err
    assert "history-" in made.err
    content = bytearray((data_dir / FILE_NAME).read_bytes())
    content[8192:24576] = os.urandom(16384)
    (data_dir / FILE_NAME).write_bytes(content)
    refused = program("coach", "--no-browser", "--data-dir", data_dir, folder=tmp_path)
    assert_refused(refused, 3, "damaged", "It is left as it is", "hamstrong restore --latest")
    assert (data_dir / FILE_NAME).read_bytes() == bytes(content)
    way_back = refused.err.split("run: hamstrong ")[1].split()
    restored = program(*way_back, folder=tmp_path)
    assert restored.status == 0, restored.err
    assert sessions(data_dir) == {ID, OTHER}
    assert "before-restore-" in restored.err


def test_a_backup_overwrites_nothing(data_dir: Path, tmp_path: Path) -> None:
    assert program("backup", "b.db", "--data-dir", data_dir, folder=tmp_path).status == 0
    ended = program("backup", "b.db", "--data-dir", data_dir, folder=tmp_path)
    assert_refused(ended, 2, "b.db is there already")


@pytest.mark.parametrize("arguments", [[], ["b.db", "--latest"]])
def test_restore_wants_one_backup(arguments: list[str], data_dir: Path, tmp_path: Path) -> None:
    ended = program("restore", *arguments, "--data-dir", data_dir, folder=tmp_path)
    assert_refused(ended, 2, "--latest")


@pytest.mark.parametrize(("word", "left"), [("no", 2), ("delete", 0)])
def test_erase_asks_first(word: str, left: int, data_dir: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hamstrong", "erase", "--data-dir", str(data_dir)],
        input=f"{word}\n",
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == (2 if left else 0), done.stderr
    assert len(sessions(data_dir)) == left


def test_erase_without_asking(data_dir: Path, tmp_path: Path) -> None:
    assert program("erase", "--yes", "--data-dir", data_dir, folder=tmp_path).status == 0
    assert sessions(data_dir) == set()


def test_erase_is_refused_while_the_history_is_in_use(data_dir: Path, tmp_path: Path) -> None:
    """A session that goes on would write its second half into the empty history."""
    coach, log = Store.open(data_dir), whole_session()
    coach.append([batch(log, "a" * 32, end=8)])
    ended = program("erase", "--yes", "--data-dir", data_dir, folder=tmp_path)
    assert_refused(ended, 2, "is in use: stop the coach first")
    coach.append([batch(log, "a" * 32, start=8)])
    coach.close()
    assert sessions(data_dir) == {ID, OTHER, "a" * 32}


class TestDatabase:
    def test_folder_and_database_are_one_too_many(self, tmp_path: Path) -> None:
        address = "postgresql://me@127.0.0.1:9/history"
        ended = program("export", "--data-dir", ".", "--database", address, folder=tmp_path)
        assert_refused(ended, 2, "name one of the two")

    def test_that_does_not_answer_is_told_without_its_password(self, tmp_path: Path) -> None:
        address = "postgresql://me:secret@127.0.0.1:9/history"
        ended = program("coach", "--no-browser", "--database", address, folder=tmp_path)
        assert_refused(ended, 3, "me:***@127.0.0.1:9/history cannot be reached")
        assert "secret" not in ended.err

    @pytest.mark.postgresql
    def test_takes_and_gives_archives(self, database: str, data_dir: Path, tmp_path: Path) -> None:
        program("export", "mine.zip", "--data-dir", data_dir, folder=tmp_path)
        environment = os.environ | {"HAMSTRONG_DATABASE": database}
        for arguments in (["import", "mine.zip"], ["export", "again.zip"]):
            done = subprocess.run(
                [sys.executable, "-m", "hamstrong", *arguments],
                cwd=tmp_path,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
        assert done.stderr == "again.zip: 2 sessions\n"
        back = program("import", "again.zip", "--data-dir", "fresh", folder=tmp_path)
        assert back.status == 0
        assert sessions(tmp_path / "fresh") == {ID, OTHER}
        refused = subprocess.run(
            [sys.executable, "-m", "hamstrong", "backup"],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert refused.returncode == 2
        assert "pg_dump" in refused.stderr
