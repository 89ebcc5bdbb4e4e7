"""The user's data over HTTP: out, in, away; and backups while the server runs."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hamstrong.pipeline.backup import keep_backup
from hamstrong.store import FILE_NAME, Store
from hamstrong.store.backups import list_backups
from hamstrong.web.app import Setting
from hamstrong.web.guard import MAX_ARCHIVE_BYTES
from hamstrong.web.keeper import Keeper
from tests.integration.web.browser import Browser, begin, begin_set_up
from tests.integration.web.conftest import UNHURRIED, run_server
from tests.unit.session.stage import bridge
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOO_MUCH = MAX_ARCHIVE_BYTES + 1
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def trained(folder: Path) -> Store:
    store = Store.open(folder)
    store.append([batch(whole_session()), batch(timed_session(), OTHER)])
    return store


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    """Ask a server with two sessions in its history."""
    with (
        run_server(trained(tmp_path / "data"), Setting(limits=UNHURRIED)) as url,
        httpx.Client(base_url=url, timeout=30) as opened,
    ):
        yield opened


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[httpx.Client]:
    """Ask a server that was just installed."""
    with (
        run_server(Store.open(tmp_path / "fresh"), Setting(limits=UNHURRIED)) as url,
        httpx.Client(base_url=url, timeout=30) as opened,
    ):
        yield opened


def all_pages(client: httpx.Client) -> dict[str, Any]:
    paths = ["today", "sessions", "settings", f"sessions/{ID}", f"sessions/{OTHER}"]
    answers = {path: client.get(f"/api/{path}") for path in paths}
    assert {answer.status_code for answer in answers.values()} == {200}
    return {path: answer.json() for path, answer in answers.items()}


class TestArchive:
    def test_in_a_fresh_install_gives_the_same_pages(
        self, client: httpx.Client, fresh: httpx.Client
    ) -> None:
        settings = client.get("/api/settings").json() | {"locale": "de", "first_run_done": True}
        client.put("/api/settings", json=settings)
        fresh.put("/api/settings", json=settings | {"locale": "en"})
        answer = client.get("/api/archive")
        assert answer.headers["content-type"] == "application/zip"
        assert "hamstrong-history.zip" in answer.headers["content-disposition"]
        done = fresh.post("/api/archive", content=answer.content)
        assert (done.status_code, done.json()) == (200, {"new": 2, "grown": 0, "known": 0})
        assert all_pages(fresh) == all_pages(client)
        again = fresh.post("/api/archive", content=answer.content)
        assert again.json() == {"new": 0, "grown": 0, "known": 2}

    @pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04" + b"\0" * 100])
    def test_that_is_none_is_refused(self, client: httpx.Client, content: bytes) -> None:
        before = all_pages(client)
        answer = client.post("/api/archive", content=content)
        assert answer.status_code == 422
        assert answer.json()["code"] == "archive-invalid"
        assert answer.json()["message"].startswith("The archive ")
        assert all_pages(client) == before

    def test_of_another_past_is_refused(
        self, client: httpx.Client, tmp_path: Path, fresh: httpx.Client
    ) -> None:
        archive = client.get("/api/archive").content
        other = Store.open(tmp_path / "fresh")
        other.append([batch(timed_session())])
        other.close()
        answer = fresh.post("/api/archive", content=archive)
        assert (answer.status_code, answer.json()["code"]) == (409, "history-conflict")
        assert fresh.get("/api/sessions").json()["total"] == 1

    def test_too_large_is_refused_before_it_is_sent(self, client: httpx.Client) -> None:
        head = (
            f"POST /api/archive HTTP/1.1\r\nhost: localhost\r\ncontent-length: {TOO_MUCH}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", client.base_url.port or 0)) as connection:
            connection.sendall(f"{head}\r\n\r\n".encode())
            assert connection.recv(1000).startswith(b"HTTP/1.1 413")

    @pytest.mark.parametrize(
        ("method", "path"),
        [("GET", "/api/archive"), ("POST", "/api/archive"), ("GET", "/api/data")],
    )
    def test_is_not_for_foreign_pages(self, client: httpx.Client, method: str, path: str) -> None:
        answer = client.request(method, path, headers={"origin": "http://evil.example"})
        assert answer.status_code == 403

    def test_can_be_larger_than_other_requests(
        self, client: httpx.Client, tmp_path: Path, fresh: httpx.Client
    ) -> None:
        large = Store.open(tmp_path / "data")
        large.append([batch(whole_session(), f"{n:032x}") for n in range(200)])
        large.close()
        archive = client.get("/api/archive").content
        assert len(archive) > 64 * 1024
        assert fresh.post("/api/archive", content=archive).json()["new"] == 202

    def test_without_a_history_is_told(self) -> None:
        with run_server(None, Setting()) as url:
            assert httpx.get(f"{url}/api/archive").status_code == 503
            assert httpx.post(f"{url}/api/archive", content=b"").status_code == 503
            state = httpx.get(f"{url}/api/data").json()
            assert (state["folder"], state["sessions"]) == (None, 0)


class TestErasure:
    def test_deletes_everything(self, client: httpx.Client, tmp_path: Path) -> None:
        keep_backup(tmp_path / "data", NOW)
        answer = client.post("/api/erasure", json={"confirm": "delete"})
        assert answer.status_code == 200
        assert (answer.json()["sessions"], answer.json()["backups"]) == (0, 0)
        assert client.get("/api/sessions").json() == {"sessions": [], "total": 0}
        assert client.get(f"/api/sessions/{ID}").status_code == 404
        files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
        assert [path.name for path in files if ID.encode() in path.read_bytes()] == []

    @pytest.mark.parametrize("body", [{}, {"confirm": "yes"}, {"confirm": True}, None])
    def test_needs_its_word(self, client: httpx.Client, body: object) -> None:
        assert client.post("/api/erasure", json=body).status_code == 422
        assert client.get("/api/sessions").json()["total"] == 2

    def test_ends_a_session_that_is_going_on(self, client: httpx.Client) -> None:
        url = str(client.base_url).rstrip("/")
        with begin_set_up(url, "bridge", reps=40) as browser:
            browser.play(bridge(2))
            assert client.post("/api/erasure", json={"confirm": "delete"}).status_code == 200
            refusal = next(m for m in browser.rest() if m["type"] == "refusal")
            assert "deleted" in refusal["message"]
        assert client.get("/api/sessions").json()["total"] == 0
        with Browser(url, begin(url, "bridge")) as other:
            assert not other.hello()["resumed"]
        assert client.get("/api/data").json()["sessions"] == 1
        assert client.get("/api/health").json()["saved"]


class TestKeeper:
    def test_backs_up_when_the_server_starts(self, client: httpx.Client, tmp_path: Path) -> None:
        give_up_s = monotonic() + 10
        while not client.get("/api/data").json()["backups"] and monotonic() < give_up_s:
            sleep(0.05)
        state = client.get("/api/data").json()
        assert (state["sessions"], state["backups"], state["backup_problem"]) == (2, 1, None)
        assert state["folder"] == str(tmp_path / "data")
        (backup,) = list_backups(tmp_path / "data")
        assert datetime.fromisoformat(state["last_backup_at"]) == backup.made_at

    def test_backs_up_once_a_day(self, tmp_path: Path) -> None:
        store = trained(tmp_path)
        keeper = Keeper(store)
        for hours, backups in ((0, 1), (5, 1), (25, 2)):
            store.append([batch(timed_session(), f"{hours:032x}")])
            keeper.keep(NOW + timedelta(hours=hours))
            assert len(list_backups(tmp_path)) == backups
        store.close()

    def test_an_empty_history_needs_no_backup(self, tmp_path: Path) -> None:
        store = Store.open(tmp_path)
        Keeper(store).keep(NOW)
        store.close()
        assert list_backups(tmp_path) == ()

    def test_tells_why_it_could_not(self, tmp_path: Path) -> None:
        store = trained(tmp_path)
        keeper = Keeper(store)
        (tmp_path / "backups").write_text("in the way")
        keeper.keep(NOW)
        assert "cannot be made" in str(keeper.problem)
        (tmp_path / "backups").unlink()
        keeper.keep(NOW)
        assert keeper.problem is None
        store.close()

    def test_damage_while_running_is_told_with_the_way_back(self, tmp_path: Path) -> None:
        store = trained(tmp_path)
        keep_backup(tmp_path, NOW)
        store.engine.dispose()
        content = bytearray((tmp_path / FILE_NAME).read_bytes())
        content[4096:] = os.urandom(len(content) - 4096)
        (tmp_path / FILE_NAME).write_bytes(content)
        with run_server(store, Setting()) as url:
            answer = httpx.get(f"{url}/api/sessions")
        assert (answer.status_code, answer.json()["code"]) == (503, "history-damaged")
        assert "hamstrong restore --latest" in answer.json()["message"]
        assert (tmp_path / FILE_NAME).read_bytes() == bytes(content)
