"""The coach's server as a process of its own, as users start it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Coach"]

START_WITHIN_S = 60.0


class Coach:
    """Starts, kills and restarts the server at one address with one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "-m", "hamstrong", "coach", "--no-browser"]
        with (self.data_dir / "coach.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port), "--data-dir", str(self.data_dir / "data")],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._wait()

    def kill(self) -> None:
        """End the process at once, without a chance to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """No file of the server can grow meanwhile (Linux)."""
        import resource

        assert self._process is not None
        limits = resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, (1, -1))
        try:
            yield
        finally:
            resource.prlimit(self._process.pid, resource.RLIMIT_FSIZE, limits)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """The process stands still meanwhile: it answers nothing and closes nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def get(self, path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        with urlopen(f"{self.url}/api/{path}", timeout=10) as answer:  # noqa: S310 - our own server
            return json.load(answer)

    def send(self, method: str, path: str, body: object) -> Any:  # noqa: ANN401 - see get
        request = Request(  # noqa: S310 - our own server
            f"{self.url}/api/{path}",
            data=json.dumps(body).encode(),
            headers={"content-type": "application/json"},
            method=method,
        )
        with urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
            return json.load(answer)

    def settle(self, **changes: object) -> None:
        """Change settings; the introduction counts as read."""
        settings = self.get("settings") | {"first_run_done": True} | changes
        self.send("PUT", "settings", settings)

    def begin(self, exercise: str, *, mode: str = "camera", **choice: object) -> str:
        """Begin a session of one exercise and return its id."""
        body = {"items": [{"exercise": exercise, **choice}], "mode": mode}
        identity: str = self.send("POST", "sessions", body)["id"]
        return identity

    def _wait(self) -> None:
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline:
            assert self._process is not None
            assert self._process.poll() is None, (self.data_dir / "coach.log").read_text("utf-8")
            try:
                self.get("health")
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
            else:
                return
        raise AssertionError((self.data_dir / "coach.log").read_text("utf-8"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
