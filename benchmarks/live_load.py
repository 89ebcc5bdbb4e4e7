"""How many live sessions one server process takes at 30 frames a second.

``python -m benchmarks.live_load [--streams 25,50,100,150] [--seconds 20]`` starts the server as a
process of its own, lets that many browsers play a recording of bridges in real time, and prints
how long the answers to frames took, from sending the frame to receiving its ``live``. Browsers and
server share the machine.
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
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from struct import pack_into
from time import perf_counter
from typing import TYPE_CHECKING

import httpx
import numpy as np
from websockets.asyncio.client import ClientConnection, connect

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import Camera, RepPlan, Take, film, perform
from hamstrong.web.frames import WireFrame, encode_frame

if TYPE_CHECKING:
    from hamstrong.pose import PoseTrack

FPS = 30.0
LIMIT_MS = 50.0
SPREAD_S = 7.0
_LIVE = re.compile(r'\{"type":"live","sequence":(\d+)')
_REP = '{"type":"rep"'
_READY = "Hamstrong is at "


@dataclass(frozen=True)
class Figures:
    """Answer times of one run in milliseconds, and what the server used."""

    streams: int
    frames: int
    lost: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    server_cpu: float
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
    print("streams   frames  lost   p50 ms  p95 ms  p99 ms  server CPU  ms a frame  reps")
    for streams in (int(entry) for entry in wished.streams.split(",")):
        found = run(track, streams, wished.seconds)
        print(
            f"{found.streams:7d} {found.frames:8d} {found.lost:5d} {found.p50_ms:8.1f} "
            f"{found.p95_ms:7.1f} {found.p99_ms:7.1f} {found.server_cpu:10.0%} "
            f"{found.frame_cpu_ms:11.3f} {found.reps:5d}"
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
    async with AsyncExitStack() as stack:
        browsers = [await enter(stack, url) for _ in range(streams)]
        from_s = perf_counter() + 1.0 + SPREAD_S
        tally = Tally(from_s, from_s + seconds)
        async with asyncio.TaskGroup() as group:
            for index, browser in enumerate(browsers):
                # Nobody moves in step with the others: not a frame, and not a whole rep.
                begin_s = from_s - SPREAD_S * (1 - index / streams)
                group.create_task(Player(browser, track, begin_s, tally).play())
            cpu_s = await measure_cpu(pid, tally)
    times = np.array(tally.took_ms)
    p50, p95, p99 = (float(value) for value in np.percentile(times, (50, 95, 99)))
    return Figures(
        streams=streams,
        frames=len(times),
        lost=tally.unanswered,
        p50_ms=p50,
        p95_ms=p95,
        p99_ms=p99,
        server_cpu=cpu_s / seconds,
        frame_cpu_ms=cpu_s / max(1, len(times)) * 1e3,
        reps=tally.reps,
    )


async def measure_cpu(pid: int, tally: Tally) -> float:
    """Return the processor time the server uses while all streams are on."""
    await asyncio.sleep(tally.from_s - perf_counter())
    before_s = read_cpu(pid)
    await asyncio.sleep(tally.to_s - perf_counter())
    return read_cpu(pid) - before_s


async def enter(stack: AsyncExitStack, url: str) -> ClientConnection:
    """Begin a session and bring it to the camera check."""
    wish = {"items": [{"exercise": "bridge", "sets": 10, "reps": 50}]}
    async with httpx.AsyncClient() as client:
        answer = await client.post(f"{url}/api/sessions", json=wish)
    address = url.replace("http", "ws", 1) + f"/ws/session/{answer.json()['id']}"
    browser = await stack.enter_async_context(connect(address, compression=None))
    hello = {"type": "hello", "protocol": 1, "locale": "en", "mode": "camera", "time_s": 0}
    for message in (
        hello,
        {"type": "screening", "time_s": 0, "acute_injury": False, "cramp_prone": False},
        {"type": "command", "time_s": 0, "command": "next"},
    ):
        await browser.send(json.dumps(message))
    while True:
        heard = json.loads(await browser.recv())
        if heard["type"] == "state" and heard["snapshot"]["state"] == "setup":
            return browser


@dataclass
class Tally:
    """What all browsers heard of the frames they sent between two moments."""

    from_s: float
    to_s: float
    took_ms: list[float] = field(default_factory=list)
    unanswered: int = 0
    reps: int = 0


class Player:
    """One browser that plays the recording over and over in real time."""

    def __init__(
        self, browser: ClientConnection, track: PoseTrack, begin_s: float, tally: Tally
    ) -> None:
        self._browser = browser
        self._frames = [
            bytearray(encode_frame(WireFrame(0, track.width_px, track.height_px, frame)))
            for frame in track
        ]
        self._begin_s = begin_s
        self._tally = tally
        self._sent_s: dict[int, float] = {}

    async def play(self) -> None:
        """Send frames and measure the answers."""
        listener = asyncio.create_task(self._listen())
        for number in range(round((self._tally.to_s - self._begin_s) * FPS)):
            due_s = self._begin_s + number / FPS
            await asyncio.sleep(max(0.0, due_s - perf_counter()))
            data = self._frames[number % len(self._frames)]
            pack_into("<Id", data, 0, number + 1, 1.0 + number / FPS)
            self._sent_s[number + 1] = perf_counter()
            await self._browser.send(data)
        await asyncio.sleep(1.0)
        listener.cancel()
        with suppress(asyncio.CancelledError):
            await listener
        self._tally.unanswered += len(self._sent_s)

    async def _listen(self) -> None:
        async for text in self._browser:
            now_s = perf_counter()
            live = _LIVE.match(str(text))
            if live is not None:
                sent_s = self._sent_s.pop(int(live[1]))
                if sent_s >= self._tally.from_s:
                    self._tally.took_ms.append((now_s - sent_s) * 1e3)
            elif _REP in str(text):
                self._tally.reps += 1


def read_cpu(pid: int) -> float:
    """Return the processor time a process has used, in seconds (0 where that is not known)."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.is_file():
        return 0.0
    fields = stat.read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
