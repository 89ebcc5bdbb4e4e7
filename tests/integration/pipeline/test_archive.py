"""What went out comes back exactly; what is no archive of ours is refused in one line."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

from hamstrong.pipeline import archive as archives
from hamstrong.pipeline.archive import import_history
from hamstrong.pipeline.errors import ArchiveError
from hamstrong.pipeline.export import export_history
from hamstrong.store import HistoryConflictError, HistoryFullError, Store
from hamstrong.store.merging import Merged, read_rows
from hamstrong.store.schema import metadata
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Members = dict[str, bytes]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The archive of a history in a file."""
    origin = Store.open(tmp_path / "origin")
    log = whole_session()
    origin.append([batch(log, end=9)])
    origin.append([batch(timed_session(), OTHER)])
    origin.append([batch(log, start=9)])
    origin.write_settings("user", {"locale": "de"})
    target = tmp_path / "history.zip"
    export_history(origin, target)
    origin.close()
    return target


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {table.name: list(read_rows(store, table)) for table in metadata.sorted_tables}


class TestRoundTrip:
    def test_is_exact(self, archive: Path, store: Store, tmp_path: Path) -> None:
        assert import_history(store, archive) == Merged(new=2, grown=0, known=0, others=1)
        origin = Store.open(tmp_path / "origin")
        assert everything(store) == everything(origin)
        origin.close()

    def test_of_the_round_trip_is_the_same_archive(
        self, archive: Path, store: Store, tmp_path: Path
    ) -> None:
        import_history(store, archive)
        again = tmp_path / "again.zip"
        export_history(store, again)
        with zipfile.ZipFile(archive) as first, zipfile.ZipFile(again) as second:
            assert first.namelist() == second.namelist()
            for name in first.namelist():
                if not name.endswith(".json"):
                    assert first.read(name) == second.read(name), name

    def test_twice_adds_nothing(self, archive: Path, store: Store) -> None:
        import_history(store, archive)
        before = everything(store)
        assert import_history(store, archive) == Merged(new=0, grown=0, known=2, others=0)
        assert everything(store) == before

    def test_can_go_on_where_it_was(self, archive: Path, store: Store) -> None:
        import_history(store, archive)
        store.append([batch(timed_session(), "a" * 32)])
        assert store.count_cards() == 3
        assert store.read_events(ID) == whole_session()


class TestMerge:
    def test_keeps_what_is_here(self, archive: Path, store: Store) -> None:
        mine = "b" * 32
        store.append([batch(timed_session(), mine)])
        store.write_settings("user", {"locale": "en"})
        assert import_history(store, archive).new == 2
        assert {logged.session_id for logged in store.list_cards()} == {mine, ID, OTHER}
        assert store.read_settings("user") == {"locale": "en"}

    def test_brings_settings_back_to_who_has_not_trained_yet(
        self, archive: Path, store: Store
    ) -> None:
        store.write_settings("user", {"locale": "en"})
        import_history(store, archive)
        assert store.read_settings("user") == {"locale": "de"}

    def test_takes_the_rest_of_a_session(self, tmp_path: Path, store: Store) -> None:
        log = whole_session()
        targets = []
        origin = Store.open(tmp_path / "other")
        for start, end in ((0, 12), (12, len(log))):
            origin.append([batch(log, start=start, end=end)])
            targets.append(tmp_path / f"{end}.zip")
            export_history(origin, targets[-1])
        import_history(store, targets[0])
        assert import_history(store, targets[1]) == Merged(new=0, grown=1, known=0, others=0)
        assert everything(store) == everything(origin)
        assert import_history(store, targets[0]) == Merged(new=0, grown=0, known=1, others=0)
        assert everything(store) == everything(origin)
        origin.close()

    def test_refuses_another_past(self, archive: Path, store: Store) -> None:
        store.append([batch(timed_session(), "c" * 32), batch(timed_session())])
        before = everything(store)
        with pytest.raises(HistoryConflictError, match="nothing was added"):
            import_history(store, archive)
        assert everything(store) == before

    def test_with_a_full_disk_adds_nothing(self, archive: Path, tmp_path: Path) -> None:
        small = Store.open(tmp_path / "small")
        with small.engine.connect() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar()
            connection.execute(text(f"PRAGMA max_page_count={pages}"))
        with pytest.raises(HistoryFullError, match="free some space"):
            import_history(small, archive)
        small.close()
        again = Store.open(tmp_path / "small")
        assert again.count_cards() == 0
        again.close()


def damaged(archive: Path, change: Callable[[Members], None]) -> Path:
    """Return a copy of an archive with other contents."""
    with zipfile.ZipFile(archive) as file:
        members = {name: file.read(name) for name in file.namelist()}
    change(members)
    target = archive.with_name("damaged.zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return target


def edit(number: int, **changes: object) -> Callable[[Members], None]:
    """Change fields of an event."""

    def change(members: Members) -> None:
        lines = members["events.jsonl"].splitlines()
        lines[number] = json.dumps(json.loads(lines[number]) | changes).encode()
        members["events.jsonl"] = b"\n".join(lines)

    return change


def about(**changes: object) -> Callable[[Members], None]:
    def change(members: Members) -> None:
        members["about.json"] = json.dumps(json.loads(members["about.json"]) | changes).encode()

    return change


def put(name: str, data: bytes) -> Callable[[Members], None]:
    return lambda members: members.update({name: data})


def drop(name: str) -> Callable[[Members], None]:
    return lambda members: members.__delitem__(name)


def shorten(members: Members) -> None:
    members["events.jsonl"] = members["events.jsonl"][:-400]


def forget_last(members: Members) -> None:
    lines = members["events.jsonl"].splitlines(keepends=True)
    members["events.jsonl"] = b"".join(lines[:-1])


def swap(members: Members) -> None:
    lines = members["events.jsonl"].splitlines(keepends=True)
    lines[4], lines[5] = lines[5], lines[4]
    members["events.jsonl"] = b"".join(lines)


def replace_all(members: Members) -> None:
    members.clear()
    members["a.txt"] = b"a"


DEFECTS: dict[str, tuple[Callable[[Members], None], str]] = {
    "foreign zip": (replace_all, "a.txt"),
    "no about": (drop("about.json"), "what it is"),
    "about is no object": (put("about.json", b"[1]"), "what it is"),
    "about is deep": (put("about.json", b"[" * 60_000), "what it is"),
    "other kind": (about(schema="recipes/1"), "another kind"),
    "newer": (about(schema="hamstrong.history/2"), "update Hamstrong"),
    "other tables": (about(rows={"events": 1, "dreams": 1}), "update Hamstrong"),
    "path trick": (put("../../evil.db", b"x"), "does not belong"),
    "absolute path": (put("/etc/passwd", b"x"), "does not belong"),
    "no events": (drop("events.jsonl"), "events.jsonl is missing"),
    "lines lost": (forget_last, "lines, not"),
    "cut off": (shorten, "events.jsonl, line"),
    "swapped": (swap, "missing"),
    "no JSON": (put("settings.jsonl", b"{'name'}\n"), "settings.jsonl, line 1"),
    "nested": (put("settings.jsonl", b"[" * 100_000 + b"\n"), "settings.jsonl, line 1"),
    "no letters": (put("settings.jsonl", b"\xff\xfe\n"), "settings.jsonl, line 1"),
    "long line": (put("settings.jsonl", b'"' + b"x" * 2_000_000), "too long"),
    "other fields": (put("settings.jsonl", b'{"name": "user"}\n'), "fields"),
    "wrong kind": (edit(2, sequence="2"), "sequence"),
    "truth for a number": (edit(2, sequence=True), "sequence"),
    "no zone": (edit(2, recorded_at="2026-01-01T00:00:00"), "time of day"),
    "no time": (edit(2, recorded_at="yesterday"), "time of day"),
    "long name": (edit(2, session_id="f" * 33), "longer than 32"),
    "kind differs": (edit(2, kind="finished"), "missing"),
    "time differs": (edit(2, time_s=1e9), "two times"),
    "no event": (edit(2, body={"kind": "dreamt"}), "cannot have happened"),
    "impossible": (
        edit(1, kind="finished", body={"kind": "checked-in", "time_s": 0}),
        "cannot have happened",
    ),
}


class TestRefusals:
    @pytest.mark.parametrize("name", DEFECTS)
    def test_in_one_line_and_nothing_is_added(
        self, name: str, archive: Path, tmp_path: Path
    ) -> None:
        change, word = DEFECTS[name]
        self.refuse(damaged(archive, change), tmp_path, word)

    @pytest.mark.parametrize("size", [0, 10, 500, 2000])
    def test_of_the_beginning_of_an_archive(self, size: int, archive: Path, tmp_path: Path) -> None:
        archive.write_bytes(archive.read_bytes()[:size])
        self.refuse(archive, tmp_path, "cannot be read as an archive")

    def test_of_what_is_not_there(self, tmp_path: Path) -> None:
        self.refuse(tmp_path / "none.zip", tmp_path, "does not exist")
        self.refuse(tmp_path, tmp_path, "cannot be read as an archive")

    def test_of_flipped_bits(self, archive: Path, tmp_path: Path) -> None:
        data = bytearray(archive.read_bytes())
        data[200:260] = bytes(byte ^ 0xFF for byte in data[200:260])
        archive.write_bytes(data)
        self.refuse(archive, tmp_path, "")

    def test_of_a_name_that_comes_twice(self, archive: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(archive, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("settings.jsonl", b"")
        self.refuse(archive, tmp_path, "twice")

    def test_of_what_unpacks_to_too_much(
        self, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 30 * 1024**2)
        bomb = damaged(archive, put("sessions.csv", b"0" * 40 * 1024**2))
        assert bomb.stat().st_size < 200_000
        self.refuse(bomb, tmp_path, "unpacks to more")

    def test_of_a_repeated_session(self, archive: Path, tmp_path: Path) -> None:
        def repeat(members: Members) -> None:
            members["events.jsonl"] *= 2
            told = json.loads(members["about.json"])
            told["rows"]["events"] *= 2
            members["about.json"] = json.dumps(told).encode()

        self.refuse(damaged(archive, repeat), tmp_path, "not together")

    @staticmethod
    def refuse(archive: Path, tmp_path: Path, word: str) -> None:
        target = Store.open(tmp_path / "target")
        target.append([batch(timed_session(), "d" * 32)])
        before = everything(target)
        with pytest.raises(ArchiveError) as caught:
            import_history(target, archive)
        assert word in caught.value.message
        assert "\n" not in caught.value.message
        assert everything(target) == before
        target.close()
