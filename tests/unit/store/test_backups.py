"""Which backups there are, which are sound, and which to keep."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.store import HistoryDamagedError, Store
from hamstrong.store.backups import (
    DAYS,
    FILE_NAME,
    MONTHS,
    WEEKS,
    Backup,
    backup_path,
    choose_kept,
    copy_database,
    find_fault,
    find_newest_sound,
    list_backups,
)
from tests.unit.store.logs import ID, batch, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator

START = datetime(2026, 1, 5, 7, 30, tzinfo=UTC)
TIMES = st.lists(st.integers(0, 800 * 24).map(lambda hours: START + timedelta(hours=hours)))


def backups(times: list[datetime]) -> list[Backup]:
    return [Backup(Path(f"{number}.db"), time) for number, time in enumerate(times)]


class TestChoice:
    def test_a_year_of_days(self) -> None:
        daily = backups([START + timedelta(days=day) for day in range(365)])
        kept = [backup.made_at.date().isoformat() for backup in choose_kept(daily)]
        assert kept == [
            *("2027-01-04", "2027-01-03", "2027-01-02", "2027-01-01"),
            *("2026-12-31", "2026-12-30", "2026-12-29", "2026-12-27", "2026-12-20"),
            *("2026-11-30", "2026-10-31", "2026-09-30", "2026-08-31", "2026-07-31"),
            *("2026-06-30", "2026-05-31", "2026-04-30", "2026-03-31", "2026-02-28"),
        ]

    @given(TIMES)
    def test_keeps_the_newest_and_not_too_many(self, times: list[datetime]) -> None:
        kept = choose_kept(backups(times))
        assert len(kept) <= DAYS + WEEKS + MONTHS
        assert bool(kept) == bool(times)
        if times:
            assert kept[0].made_at == max(times)

    @given(TIMES)
    def test_choosing_again_removes_nothing(self, times: list[datetime]) -> None:
        kept = choose_kept(backups(times))
        assert choose_kept(kept) == kept

    @given(TIMES)
    def test_a_day_later_it_holds_what_choosing_each_day_held(self, times: list[datetime]) -> None:
        """Thinning out day by day loses nothing that thinning out once would keep."""
        ordered = backups(sorted(times))
        held: tuple[Backup, ...] = ()
        for backup in ordered:
            held = choose_kept([*held, backup])
        assert {b.made_at for b in choose_kept(ordered)} <= {b.made_at for b in held}


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """A folder whose history is in use."""
    store = Store.open(tmp_path)
    store.append([batch(whole_session())])
    yield tmp_path
    store.close()


class TestCopy:
    def test_of_a_history_in_use_is_whole(self, data_dir: Path, tmp_path: Path) -> None:
        assert (data_dir / f"{FILE_NAME}-wal").stat().st_size > 0
        (tmp_path / "copy").mkdir()
        target = tmp_path / "copy" / FILE_NAME
        copy_database(data_dir / FILE_NAME, target)
        assert [path.name for path in target.parent.iterdir()] == [FILE_NAME]
        assert find_fault(target) is None
        copy = Store.open(target.parent)
        assert copy.read_events(ID) == whole_session()
        copy.close()

    def test_of_a_damaged_history_is_refused(self, tmp_path: Path) -> None:
        store = Store.open(tmp_path)
        store.append([batch(whole_session())])
        store.close()
        source = tmp_path / FILE_NAME
        content = bytearray(source.read_bytes())
        content[8192:24576] = os.urandom(16384)
        source.write_bytes(content)
        with pytest.raises(HistoryDamagedError):
            copy_database(source, tmp_path / "copy.db")


class TestFolder:
    def test_names_tell_the_time(self, data_dir: Path) -> None:
        path = backup_path(data_dir, START)
        assert path.name == "history-20260105T073000Z.db"
        path.parent.mkdir()
        copy_database(data_dir / FILE_NAME, path)
        assert list_backups(data_dir) == (Backup(path, START),)

    def test_the_newest_sound_one_is_found(self, data_dir: Path) -> None:
        sound, broken = (backup_path(data_dir, START + timedelta(days=day)) for day in (0, 1))
        sound.parent.mkdir()
        copy_database(data_dir / FILE_NAME, sound)
        broken.write_bytes(sound.read_bytes()[:9000])
        (sound.parent / "notes.txt").write_text("mine")
        found = find_newest_sound(data_dir)
        assert found is not None
        assert found.path == sound
        assert len(list_backups(data_dir)) == 2

    def test_of_none_is_empty(self, tmp_path: Path) -> None:
        assert list_backups(tmp_path) == ()
        assert find_newest_sound(tmp_path) is None

    @pytest.mark.parametrize("content", [b"", b"no database" * 100])
    def test_what_is_no_history_has_a_fault(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "x.db").write_bytes(content)
        assert find_fault(tmp_path / "x.db") is not None
