"""How many live sessions one server process takes at 30 frames a second.

``python -m benchmarks.live_load [--streams 25,50,100,125] [--seconds 20]`` starts the server as a
process of its own, lets that many browsers play a recording of bridges in real time, and prints
how long the answers to frames took, from sending the frame to receiving its ``live``. Browsers and
server share the machine; what each of the two uses of it is printed as well.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from struct import pack, pack_into, unpack_from
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import httpx
import numpy as np

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import Camera, RepPlan, Take, film, perform
from hamstrong.web.frames import WireFrame, encode_frame

if TYPE_CHECKING:
    from hamstrong.pose import PoseTrack

FPS = 30.0
LIMIT_MS = 50.0
SPREAD_S = 7.0
_LIVE = re.compile(rb'\{"type":"live","sequence":(\d+)')
_REP = b'{"type":"rep"'
_SET_UP = b'"state":"setup"'
_READY = "Hamstrong is at "
_TEXT, _BINARY, _PING, _PONG = 1, 2, 9, 10
_LONG: Final = 126
"""Lengths from here on take two bytes of their own."""
_FRAME_HEAD: Final = 8


@dataclass(frozen=True)
class Figures:
    """Answer times of one run in milliseconds, and what server and browsers used."""

    streams: int
    frames: int
    lost: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    server_cpu: float
    browser_cpu: float
    frame_cpu_ms: float
    reps: int


def main() -> None:
    """Run the benchmark and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", default="25,50,100,125")
    parser.add_argument("--seconds", type=float, default=20.0)
    wished = parser.parse_args()
    track = record()
    print(f"{os.cpu_count()} cores; {FPS:.0f} frames a second; limit: p95 below {LIMIT_MS:.0f} ms")
    print("streams   frames  lost   p50 ms  p95 ms  p99 ms  server  browsers  ms a frame  reps")
    for streams in (int(entry) for entry in wished.streams.split(",")):
        found = run(track, streams, wished.seconds)
        print(
            f"{found.streams:7d} {found.frames:8d} {found.lost:5d} {found.p50_ms:8.1f} "
            f"{found.p95_ms:7.1f} {found.p99_ms:7.1f} {found.server_cpu:7.0%} "
            f"{found.browser_cpu:9.0%} {found.frame_cpu_ms:11.3f} {found.reps:5d}"
        )


def record() -> PoseTrack:
    """Film five bridges."""
    definition = load_catalogue()["bridge"]
    shown = perform(definition, "standard", [RepPlan("both")] * 5, Take(fps=FPS, lead_s=3.0))
    return film(shown.time_s, shown.positions_m, Camera(distance_m=2.8))


def run(track: PoseTrack, streams: int, seconds: float) -> Figures:
    """Measure one number of streams with a fresh server."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hamstrong", "coach", "--no-browser", "--port", "0"]
        server = subprocess.Popen(
            [*command, "--data-dir", folder], stderr=subprocess.PIPE, text=True
        )
        try:
            url = find_url(server)
            figures = asyncio.run(play_all(url, track, streams, seconds, server.pid))
        finally:
            server.terminate()
            server.wait()
    return figures


def find_url(server: subprocess.Popen[str]) -> str:
    """Wait until the server tells where it is."""
    if server.stderr is None:
        raise RuntimeError("the server has no stderr")
    for line in server.stderr:
        if line.startswith(_READY):
            return line.removeprefix(_READY).split()[0].rstrip("/")
    raise RuntimeError("the server did not start")


async def play_all(url: str, track: PoseTrack, streams: int, seconds: float, pid: int) -> Figures:
    """Play the recording in all streams, begun one after the other over some seconds."""
    tally = Tally()
    film = [wrap(_BINARY, encode_frame(frame)) for frame in wire_frames(track)]
    browsers = [await enter(url, film, tally) for _ in range(streams)]
    loop = asyncio.get_running_loop()
    tally.from_s = perf_counter() + 1.0 + SPREAD_S
    for index, browser in enumerate(browsers):
        # Nobody moves in step with the others: not a frame, and not a whole rep.
        late_s = 1.0 + SPREAD_S * index / streams
        loop.call_later(late_s, browser.play, perf_counter() + late_s)
    await asyncio.sleep(tally.from_s - perf_counter())
    before = read_cpu(pid), process_time()
    await asyncio.sleep(seconds)
    server_s, browsers_s = read_cpu(pid) - before[0], process_time() - before[1]
    for browser in browsers:
        browser.stop()
    await asyncio.sleep(1.0)
    lost = sum(browser.unanswered for browser in browsers)
    p50, p95, p99 = (float(value) for value in np.percentile(tally.took_ms, (50, 95, 99)))
    return Figures(
        streams=streams,
        frames=len(tally.took_ms),
        lost=lost,
        p50_ms=p50,
        p95_ms=p95,
        p99_ms=p99,
        server_cpu=server_s / seconds,
        browser_cpu=browsers_s / seconds,
        frame_cpu_ms=server_s / max(1, len(tally.took_ms)) * 1e3,
        reps=tally.reps,
    )


def wire_frames(track: PoseTrack) -> list[WireFrame]:
    """Return the recording as the browser would send it."""
    return [WireFrame(0, track.width_px, track.height_px, frame) for frame in track]


class Tally:
    """What all browsers heard of the frames they sent from a moment on."""

    def __init__(self) -> None:
        self.from_s = float("inf")
        self.took_ms: list[float] = []
        self.reps = 0


async def enter(url: str, film: list[bytes], tally: Tally) -> Player:
    """Begin a session and bring it to the camera check."""
    wish = {"items": [{"exercise": "bridge", "sets": 10, "reps": 50}]}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{url}/api/sessions", json=wish)
    place = urlsplit(url)
    player = Player(f"/ws/session/{answer.json()['id']}", place.netloc, film, tally)
    loop = asyncio.get_running_loop()
    await loop.create_connection(lambda: player, str(place.hostname), place.port or 80)
    await player.ready
    return player


class Player(asyncio.Protocol):
    """One browser that plays the recording over and over in real time.

    It speaks just enough of the WebSocket protocol to cost next to nothing itself: what it says
    is masked with zeros and nothing is decoded but the number of the frame answered.
    """

    def __init__(self, path: str, host: str, film: list[bytes], tally: Tally) -> None:
        self._path, self._host = path, host
        self._film = film
        self._tally = tally
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._greeted = False
        self._begin_s = 0.0
        self._next: asyncio.TimerHandle | None = None
        self._sent = 0
        self._sent_s: dict[int, float] = {}
        self._loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[None] = self._loop.create_future()

    @property
    def unanswered(self) -> int:
        """How many of the frames sent were not answered."""
        return len(self._sent_s)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for a WebSocket."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError("a stream is expected")
        self._transport = transport
        key = b64encode(os.urandom(16)).decode()
        self._write(
            f"GET {self._path} HTTP/1.1\r\nHost: {self._host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
            "Sec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        """Take the greeting, then one message after the other."""
        now_s = perf_counter()
        self._buffer += data
        if not self._greeted:
            _, found, self._buffer = self._buffer.partition(b"\r\n\r\n")
            if not found:
                return
            self._greeted = True
            self._introduce()
        while (message := self._take_message()) is not None:
            self._hear(*message, now_s)

    def play(self, begin_s: float) -> None:
        """Send frames from a moment on."""
        self._begin_s = begin_s
        self._step()

    def stop(self) -> None:
        """Send nothing more."""
        if self._next is not None:
            self._next.cancel()

    def _step(self) -> None:
        data = bytearray(self._film[self._sent % len(self._film)])
        pack_into("<Id", data, _FRAME_HEAD, self._sent + 1, 1.0 + self._sent / FPS)
        self._sent += 1
        self._sent_s[self._sent] = perf_counter()
        self._write(bytes(data))
        due_s = self._begin_s + self._sent / FPS
        self._next = self._loop.call_later(max(0.0, due_s - perf_counter()), self._step)

    def _introduce(self) -> None:
        hello = {"type": "hello", "protocol": 1, "locale": "en", "mode": "camera", "time_s": 0}
        for message in (
            hello,
            {"type": "screening", "time_s": 0, "acute_injury": False, "cramp_prone": False},
            {"type": "command", "time_s": 0, "command": "next"},
        ):
            self._write(wrap(_TEXT, json.dumps(message).encode()))

    def _take_message(self) -> tuple[int, bytes] | None:
        data = self._buffer
        head = 2
        if len(data) < head:
            return None
        length = data[1] & 127
        if length == _LONG:
            head = 4
            if len(data) < head:
                return None
            (length,) = unpack_from(">H", data, 2)
        if len(data) < head + length:
            return None
        self._buffer = data[head + length :]
        return data[0] & 15, data[head : head + length]

    def _hear(self, kind: int, text: bytes, now_s: float) -> None:
        live = _LIVE.match(text)
        if live is not None:
            sent_s = self._sent_s.pop(int(live[1]))
            if sent_s >= self._tally.from_s:
                self._tally.took_ms.append((now_s - sent_s) * 1e3)
        elif kind == _PING:
            self._write(wrap(_PONG, text))
        elif text.startswith(_REP):
            self._tally.reps += 1
        elif not self.ready.done() and _SET_UP in text:
            self.ready.set_result(None)

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)


def wrap(kind: int, payload: bytes) -> bytes:
    """Return a WebSocket message of a browser, masked with zeros: it reads as it is."""
    length = len(payload)
    head = (
        pack(">BB", 0x80 | kind, 0x80 | length)
        if length < _LONG
        else pack(">BBH", 0x80 | kind, 0xFE, length)
    )
    return head + bytes(4) + payload


def read_cpu(pid: int) -> float:
    """Return the processor time a process has used, in seconds (0 where that is not known)."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.is_file():
        return 0.0
    fields = stat.read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
