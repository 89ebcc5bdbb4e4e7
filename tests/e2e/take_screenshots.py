"""Take the documentation's screenshots: ``python -m tests.e2e.take_screenshots docs/images``.

Every page at laptop size in light and at phone size in dark; the camera plays a shared clip.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from playwright.sync_api import sync_playwright

from tests.browser import find_browser, launch
from tests.conftest import find_shared_data
from tests.e2e.camera import Clip, write_camera_file
from tests.e2e.coach import Coach
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LOOKS: Final = {"laptop": ((1280, 800), "light"), "phone": ((390, 844), "dark")}
SHOWN_WIDTH: Final = {"laptop": 960, "phone": 390}
PLAIN: Final = {
    "today": "/",
    "exercises": "/exercises",
    "exercise": "/exercises/bridge",
    "history": "/history",
    "settings": "/settings",
}
BRIDGE: Final = Clip("o8-bridge-standard-faults", "bridge", start_s=3.5, still_s=10)


class Camera:
    """Takes pictures of a page in one look."""

    def __init__(self, page: Page, folder: Path, look: str) -> None:
        self.page, self._folder, self._look = page, folder, look

    def take(self, name: str, wait_ms: int = 1500) -> None:
        self.page.wait_for_timeout(wait_ms)
        png = np.frombuffer(self.page.screenshot(), np.uint8)
        picture = cv2.imdecode(png, cv2.IMREAD_COLOR)
        assert picture is not None, "the browser's own picture can be read"
        width = SHOWN_WIDTH[self._look]
        size = (width, round(picture.shape[0] * width / picture.shape[1]))
        small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        # Without the finest shades, which nobody sees, the files are a third as large.
        coarse = (small // 8) * 8 + 4
        target = self._folder / f"{name}-{self._look}.png"
        cv2.imwrite(str(target), coarse, [cv2.IMWRITE_PNG_COMPRESSION, 9])


def main(folder: Path) -> None:
    data, executable = find_shared_data(), find_browser()
    if data is None or executable is None:
        sys.exit("Needs the shared recordings and Chromium.")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        film = Path(scratch) / "camera.mjpeg"
        write_camera_file(BRIDGE, data, film)
        for look in LOOKS:
            coach = Coach(Path(tempfile.mkdtemp(dir=scratch)))
            coach.start()
            try:
                with launch(playwright, executable, film) as browser:
                    tour(browser, coach, folder, look)
            finally:
                coach.kill()


def tour(browser: Browser, coach: Coach, folder: Path, look: str) -> None:
    (width, height), scheme = LOOKS[look]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-GB",
    )
    camera = Camera(context.new_page(), folder, look)
    camera.page.goto(coach.url)
    camera.take("welcome")
    coach.settle(model="full")
    train(camera, coach)
    for name, path in PLAIN.items():
        camera.page.goto(coach.url + path)
        camera.take(name, wait_ms=3000)


def train(camera: Camera, coach: Coach) -> None:
    session = coach.begin("bridge", sets=1, reps=4)
    live = LivePage(camera.page)
    live.page.goto(f"{coach.url}/live/{session}")
    live.pass_screening()
    camera.take("introduction", wait_ms=4000)
    live.pass_introduction()
    live.page.get_by_text("You are in the picture").wait_for()
    camera.take("setup", wait_ms=800)
    live.wait_for_set()
    live.watch_counts(2, within_s=60)
    camera.take("set", wait_ms=300)
    live.page.keyboard.press("Space")
    camera.take("paused")
    live.page.keyboard.press("Space")
    live.wait_for_set()
    live.press("Continue")
    live.page.get_by_text("How hard was it?").wait_for()
    camera.take("check-in")
    live.answer_check_in(effort=6, pain=0)
    live.page.wait_for_url("**/history/*")
    camera.take("result", wait_ms=2500)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
