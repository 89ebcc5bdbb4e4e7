"""What happens to a session when its server dies or its disk is full."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING

import httpx
import pytest
from sqlalchemy import event

from hamstrong.session import rebuild
from hamstrong.store import Store
from hamstrong.web.app import Setting
from tests.integration.web.browser import Browser, begin, begin_set_up
from tests.integration.web.conftest import UNHURRIED, run_server
from tests.unit.session.stage import bridge

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

UNSUSPECTED_S = 0.009
READY = "Hamstrong is at "
COACH = [sys.executable, "-m", "hamstrong", "coach", "--no-browser"]


@contextmanager
def start_coach(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the coach as its user does and yield the process and its address."""
    command = [*COACH, "--data-dir", str(folder), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr is not None
        line = child.stderr.readline()
        assert line.startswith(READY), line + child.stderr.read()
        try:
            yield child, line.removeprefix(READY).split()[0].rstrip("/")
        finally:
            if child.poll() is None:
                child.kill()


def show(browser: Browser, frames: int) -> None:
    """Show so many frames of a recording, not so fast that the server takes it for a flood."""
    browser.play(
        bridge(3), until=lambda: browser.frames_sent >= frames, ahead=4, pause_s=UNSUSPECTED_S
    )


class TestKilledServer:
    @pytest.mark.parametrize("frames", [250, 330, 480])
    def test_loses_no_rep_and_counts_none_twice(self, tmp_path: Path, frames: int) -> None:
        with start_coach(tmp_path, "--port", "0") as (child, url):
            with begin_set_up(url, "bridge", reps=40) as browser:
                show(browser, frames)
                told = browser.all("rep")
                child.send_signal(signal.SIGKILL)
                child.wait()
                told += [message for message in browser.rest() if message["type"] == "rep"]
            session_id = browser.session_id
        store = Store.open(tmp_path)
        kept = rebuild(store.read_events(session_id))
        assert len(kept.reps) >= len(told)
        store.close()
        with start_coach(tmp_path, "--port", "0") as (_, url), Browser(url, session_id) as browser:
            today = httpx.get(f"{url}/api/today", timeout=20).json()
            assert today["open_session"] == session_id
            welcome = browser.hello()
            assert welcome["resumed"]
            assert welcome["snapshot"]["state"] == "get-ready"
            assert welcome["snapshot"]["count"] == len(kept.reps)
            browser.play(bridge(2), pause_s=UNSUSPECTED_S)
            assert browser.snapshot["count"] == len(kept.reps) + 2
            reps = browser.page()["reps"]
        assert len(reps) == len(kept.reps) + 2
        assert all(before["end_s"] <= after["start_s"] + 0.1 for before, after in pairwise(reps))

    def test_ends_cleanly_when_interrupted(self, tmp_path: Path) -> None:
        with start_coach(tmp_path, "--port", "0") as (child, url):
            with Browser(url, begin(url, "bridge")) as browser:
                browser.hello()
                child.send_signal(signal.SIGINT)
                browser.hear_end()
            assert child.wait(15) == 0
            assert child.stderr is not None
            assert child.stderr.read() == ""

    def test_takes_another_port_when_its_own_is_taken(self, tmp_path: Path) -> None:
        with start_coach(tmp_path / "a") as (_, first), start_coach(tmp_path / "b") as (_, second):
            assert first != second
            assert httpx.get(f"{second}/api/health", timeout=20).json()["status"] == "ok"

    def test_says_so_when_the_wished_port_is_taken(self, tmp_path: Path) -> None:
        with start_coach(tmp_path / "a", "--port", "0") as (_, url):
            port = url.rsplit(":", 1)[1]
            done = subprocess.run(
                [*COACH, "--port", port, "--data-dir", str(tmp_path / "b")],
                capture_output=True,
                text=True,
                check=False,
            )
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert f"Cannot listen on 127.0.0.1 port {port}" in done.stderr

    def test_leaves_a_damaged_history_alone(self, tmp_path: Path) -> None:
        (tmp_path / "history.db").write_bytes(b"not a database" * 1000)
        command = [*COACH, "--data-dir", str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 3
        assert "It is left as it is" in done.stderr
        assert (tmp_path / "history.db").read_bytes() == b"not a database" * 1000


class TestFullDisk:
    def test_lets_the_session_go_on_and_says_so(self, tmp_path: Path) -> None:
        store = Store.open(tmp_path)
        full = {"now": False}

        def limit(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0] if full["now"] else 2**30
            connection.execute(f"PRAGMA max_page_count={pages}")

        event.listen(store.engine, "checkout", limit)
        with (
            run_server(store, Setting(limits=UNHURRIED)) as url,
            begin_set_up(url, "bridge", reps=40) as browser,
        ):
            browser.play(bridge(1))
            assert browser.snapshot["saved"]
            full["now"] = True
            browser.play(bridge(3))
            browser.play(bridge(3))
            assert not browser.snapshot["saved"]
            counted = browser.snapshot["count"]
            assert counted == 7
            health = httpx.get(f"{url}/api/health").json()
            assert not health["saved"]
            assert "free some space" in health["message"]
            assert len(browser.page()["reps"]) == counted
            full["now"] = False
            browser.play(bridge(1))
            assert browser.snapshot["saved"]
        again = Store.open(tmp_path)
        assert len(rebuild(again.read_events(browser.session_id)).reps) == counted + 1
        again.close()

    def test_keeps_a_session_that_was_never_written(self) -> None:
        with (
            run_server(None, Setting(limits=UNHURRIED)) as url,
            begin_set_up(url, "bridge", reps=40) as browser,
        ):
            browser.play(bridge(2))
            assert not browser.snapshot["saved"]
            with Browser(url, browser.session_id) as other:
                assert other.hello(takeover=True)["snapshot"]["count"] == 2
