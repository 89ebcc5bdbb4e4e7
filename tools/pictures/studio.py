"""A coach and a browser that take pictures of the figure."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from base64 import b64decode
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import sync_playwright

from hamstrong.exercises import load_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

__all__ = ["Scene", "Studio", "all_scenes", "open_studio"]

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS: Final = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
_START_S: Final = 60.0
_LOAD_MS: Final = 60_000


class Scene(NamedTuple):
    """What the figure does."""

    exercise: str
    variation: str
    stage: str | None
    fault: str | None = None


class Studio:
    """One scene at a time, seen from anywhere at any moment."""

    def __init__(self, page: Page, address: str) -> None:
        self._page, self._address = page, address

    def stage(self, scene: Scene, size: tuple[int, int], body: str = "a") -> None:
        """Set a scene up; ``size`` is that of its pictures in pixels."""
        wish = {"stage": scene.stage, "fault": scene.fault, "body": body}
        query = urlencode({name: value for name, value in wish.items() if value})
        self._page.set_viewport_size({"width": size[0], "height": size[1]})
        self._page.goto(f"{self._address}/figure/{scene.exercise}/{scene.variation}?{query}")
        self._page.locator("canvas[data-ready=true]").wait_for(timeout=_LOAD_MS)

    @property
    def duration_s(self) -> float:
        """How long a rep takes."""
        return float(self._page.evaluate("figureCamera.duration_s"))

    @property
    def fullest_s(self) -> float:
        """When the movement is fullest."""
        return float(self._page.evaluate("figureCamera.fullest_s"))

    def take(self, time_s: float, view: str = "coach") -> Image.Image:
        """Take a picture; its background is transparent."""
        address: str = self._page.evaluate(
            "([moment, view]) => figureCamera.take(moment, view)", [time_s, view]
        )
        return Image.open(io.BytesIO(b64decode(address.partition(",")[2]))).convert("RGBA")

    def print_page(self, markup: str, size: tuple[int, int]) -> Image.Image:
        """Take a picture of a page of one's own."""
        self._page.set_viewport_size({"width": size[0], "height": size[1]})
        # What was shown before would forbid styles of one's own.
        self._page.goto("about:blank")
        self._page.set_content(markup)
        return Image.open(io.BytesIO(self._page.screenshot()))


def all_scenes() -> list[Scene]:
    """Return every variation and stage of every exercise."""
    return [
        Scene(definition.id, variation.id, stage)
        for definition in load_catalogue().values()
        for variation in definition.variations
        for stage in (tuple(stage.id for stage in definition.stages) or (None,))
    ]


@contextmanager
def open_studio(scale: float = 1.0) -> Iterator[Studio]:
    """Start a coach and a browser for as long as pictures are taken."""
    executable = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with (
        tempfile.TemporaryDirectory() as folder,
        _serve(folder) as address,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=executable, args=list(_FLAGS))
        try:
            page = browser.new_page(device_scale_factor=scale, color_scheme="light")
            yield Studio(page, address)
        finally:
            browser.close()


@contextmanager
def _serve(folder: str) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "hamstrong", "coach", "--no-browser", "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([*command, "--data-dir", folder], stdout=subprocess.DEVNULL)
    try:
        _wait(f"{address}/api/health")
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    deadline = time.monotonic() + _START_S
    while True:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, ConnectionError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
