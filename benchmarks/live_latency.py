"""How long a picture takes on its way through the live coach, in a real browser.

``python -m benchmarks.live_latency [--seconds 40] [--model full]`` plays a shared clip to the
browser's camera, trains with it and prints median and 95th percentile of each part of the way:
*inference* finds the keypoints; *handover* is all else between camera and keypoints (bitmap,
worker, messages); *draw* puts the skeleton over the picture; *answer* is the way to the server and
back, of which *server* is the coach's own work. A cue or count comes with the answer to its frame.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from tests.browser import find_browser, launch
from tests.conftest import find_shared_data
from tests.e2e.camera import Clip, write_camera_file
from tests.e2e.coach import Coach
from tests.e2e.live_page import LivePage

PARTS = ("inference", "handover", "draw", "answer", "server")
BRIDGE = Clip("o8-bridge-standard-faults", "bridge", start_s=3.5)
LISTEN = """
window.times = {};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries())
    (window.times[entry.name.replace('coach.', '')] ??= []).push(entry.duration);
}).observe({ entryTypes: ['measure'] });
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=40.0)
    parser.add_argument("--model", choices=("lite", "full", "heavy"), default="full")
    options = parser.parse_args()
    times = measure(options.seconds, options.model)
    print(f"{options.model}, load of the machine {os.getloadavg()[0]:.1f}")
    print("part        pictures  median ms   p95 ms")
    for part in PARTS:
        values = np.array(times[part])
        print(row(part, values))
    count = min(len(times[part]) for part in ("handover", "draw", "answer"))
    around = np.sum([times[part][-count:] for part in ("handover", "draw")], axis=0)
    print(row("overlay *", around))
    print(row("cue *", np.sum([times[part][-count:] for part in ("handover", "answer")], axis=0)))
    print("* from the camera's picture to what the user sees, without inference")


def row(name: str, values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    """Return one line of the table."""
    median, p95 = np.percentile(values, [50, 95])
    return f"{name:<12}{len(values):>8}{median:>11.1f}{p95:>9.1f}"


def measure(seconds: float, model: str) -> dict[str, list[float]]:
    """Train for a while and return the milliseconds of each part, picture by picture."""
    data, executable = find_shared_data(), find_browser()
    if data is None or executable is None:
        sys.exit("Needs the shared recordings and Chromium.")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        film = Path(scratch) / "camera.mjpeg"
        write_camera_file(BRIDGE, data, film)
        coach = Coach(Path(scratch))
        coach.start()
        coach.settle(model=model, voice=False, sounds=False)
        session = coach.begin("bridge", sets=1, reps=50)
        try:
            with launch(playwright, executable, film) as browser:
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                page.add_init_script(LISTEN)
                page.goto(f"{coach.url}/live/{session}")
                live = LivePage(page)
                live.pass_screening()
                live.pass_introduction()
                live.wait_for_set()
                page.evaluate("window.times = {}")
                page.wait_for_timeout(1000 * seconds)
                times: dict[str, list[float]] = page.evaluate("window.times")
                return times
        finally:
            coach.kill()


if __name__ == "__main__":
    main()
