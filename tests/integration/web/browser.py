"""The part of a browser that the server talks to: plays recordings over a real WebSocket."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from time import sleep
from typing import TYPE_CHECKING, Any, Self

import httpx
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from hamstrong.web.frames import WireFrame, encode_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from hamstrong.pose import PoseFrame, PoseTrack

Message = dict[str, Any]


class Browser:
    """One connection to a session; its clock stands still unless told otherwise."""

    def __init__(self, url: str, session_id: str, origin: str | None = None) -> None:
        self.url = url
        self.session_id = session_id
        self.now_s = 100.0
        self.heard: list[Message] = []
        self._sequence = 0
        address = url.replace("http", "ws", 1) + f"/ws/session/{session_id}"
        self._open = ExitStack()
        opening = connect(address, origin=origin, max_size=2**20, open_timeout=20)  # type: ignore[arg-type]
        self.socket = self._open.enter_context(opening)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def send(self, kind: str, **fields: object) -> None:
        self.socket.send(json.dumps({"type": kind, "time_s": self.now_s, **fields}))

    def hello(self, mode: str = "camera", *, takeover: bool = False, locale: str = "en") -> Message:
        """Introduce ourselves and return the answer."""
        self.send("hello", protocol=1, locale=locale, mode=mode, takeover=takeover)
        return self.hear()

    def wish(self, command: str) -> None:
        self.send("command", command=command)

    def hear(self, timeout_s: float = 20.0) -> Message:
        message: Message = json.loads(self.socket.recv(timeout_s))
        self.heard.append(message)
        return message

    def hear_until(self, wanted: Callable[[Message], bool]) -> Message:
        while True:
            message = self.hear()
            if wanted(message):
                return message

    def hear_kind(self, kind: str) -> Message:
        return self.hear_until(lambda message: message["type"] == kind)

    def hear_end(self) -> int:
        """Hear everything up to the end of the connection and return its close code."""
        try:
            while True:
                self.hear()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd is not None else 1006
        except OSError:
            return 1006

    def rest(self) -> list[Message]:
        """Return what still comes before the connection breaks."""
        heard = len(self.heard)
        self.hear_end()
        return self.heard[heard:]

    @property
    def frames_sent(self) -> int:
        return self._sequence

    def tick(self, seconds: float = 0.25) -> Message:
        self.now_s += seconds
        self.send("tick")
        return self.hear_kind("live")

    def wait_for(self, state: str, at_most_s: float = 400.0) -> None:
        """Let time go by until a state is reached."""
        until_s = self.now_s + at_most_s
        while self.state != state:
            assert self.now_s < until_s, f"still at {self.state}"
            self.tick(1.0)

    def show_frame(self, frame: PoseFrame, track: PoseTrack) -> None:
        self._sequence += 1
        wire = WireFrame(self._sequence, track.width_px, track.height_px, frame)
        self.socket.send(encode_frame(wire))

    def play(
        self,
        track: PoseTrack,
        *,
        until: Callable[[], bool] | None = None,
        ahead: int = 8,
        pause_s: float = 0.0,
    ) -> list[Message]:
        """Show a recording as fast as it is answered; return the answers to its frames."""
        begin_s = self.now_s + 1 / 30 - float(track.time_s[0])
        lives: list[Message] = []
        sent = 0
        for frame in track:
            if until is not None and until():
                break
            self.now_s = frame.time_s + begin_s
            self.show_frame(replace(frame, time_s=self.now_s), track)
            sent += 1
            sleep(pause_s)
            while sent - len(lives) >= ahead:
                lives.append(self.hear_kind("live"))
        while len(lives) < sent:
            lives.append(self.hear_kind("live"))
        return lives

    @property
    def snapshot(self) -> Message:
        for message in reversed(self.heard):
            if "snapshot" in message:
                found: Message = message["snapshot"]
                return found
        raise AssertionError("no snapshot yet")

    @property
    def state(self) -> str:
        return str(self.snapshot["state"])

    def all(self, kind: str) -> list[Message]:
        return [message for message in self.heard if message["type"] == kind]

    def page(self) -> Message:
        """Return what is stored of the session."""
        answer = httpx.get(f"{self.url}/api/sessions/{self.session_id}", timeout=20)
        answer.raise_for_status()
        found: Message = answer.json()
        return found


def begin(url: str, *exercises: str, mode: str = "camera", sets: int = 1, reps: int = 3) -> str:
    """Begin a session and return its id."""
    items = [{"exercise": name, "sets": sets, "reps": reps} for name in exercises]
    wish = {"mode": mode} | ({"items": items} if items else {})
    answer = httpx.post(f"{url}/api/sessions", json=wish, timeout=20)
    answer.raise_for_status()
    return str(answer.json()["id"])


def begin_set_up(url: str, exercise: str, *, sets: int = 1, reps: int = 3) -> Browser:
    """Return a browser at the camera check of an exercise."""
    browser = Browser(url, begin(url, exercise, sets=sets, reps=reps))
    assert browser.hello()["type"] == "welcome"
    browser.send("screening", acute_injury=False, cramp_prone=False)
    browser.wish("next")
    browser.hear_until(lambda message: message.get("snapshot", {}).get("state") == "setup")
    return browser


def train(url: str, exercise: str = "bridge", reps: int = 2) -> str:
    """Do one set of an exercise without a camera, tell the reps, and return the session's id."""
    session = begin(url, exercise, mode="timer", reps=reps)
    with Browser(url, session) as browser:
        browser.hello("timer")
        browser.send("screening", acute_injury=False, cramp_prone=False)
        browser.wait_for("check-in")
        browser.send("log-reps", reps=reps)
        browser.send("check-in", effort=4, pain=0, cramp=False, done=True)
        browser.hear_kind("summary")
    return session
