"""A real Chromium whose camera plays a recording, and a watch over what its pages do."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

__all__ = ["Watch", "find_browser", "launch"]

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)


def find_browser() -> str | None:
    """Return a Chrome or Chromium of this machine; HAMSTRONG_BROWSER names another one."""
    named = os.environ.get("HAMSTRONG_BROWSER")
    found = [named] if named else [path for name in NAMES if (path := shutil.which(name))]
    return next(iter([*found, *(place for place in PLACES if shutil.which(place))]), None)


DRAWING = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")
NOT_DRAWING = ("--disable-gpu", "--disable-webgl", "--disable-3d-apis")


@contextmanager
def launch(
    playwright: Playwright, executable: str, camera: Path | None, *, draws: bool | None = None
) -> Iterator[Browser]:
    """Start the browser; without a camera file it has no camera at all.

    ``draws`` says whether it can draw in space (in software) or cannot; None leaves it as it is.
    """
    flags = ["--no-sandbox", "--mute-audio", "--use-fake-ui-for-media-stream"]
    if draws is not None:
        flags += DRAWING if draws else NOT_DRAWING
    if camera is not None:
        flags += [
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={camera}",
        ]
    browser = playwright.chromium.launch(executable_path=executable, args=flags)
    try:
        yield browser
    finally:
        browser.close()


_COPIED = "GPU stall due to ReadPixels"


class Watch:
    """Notes requests to foreign places and whatever a page complains about."""

    def __init__(self, own: str) -> None:
        self._own = (own, own.replace("http:", "ws:"), "blob:")
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.expected: tuple[str, ...] = ()

    def over(self, page: Page) -> None:
        page.on("request", self._note_request)
        page.on("websocket", lambda socket: self._note_address(socket.url))
        page.on("worker", lambda worker: self._note_address(worker.url))
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def check(self) -> None:
        """Nothing went elsewhere, and nothing was amiss that the test did not provoke."""
        assert self.foreign == [], self.foreign
        unexpected = [
            words
            for words in self.complaints
            if not any(expected in words for expected in self.expected)
        ]
        assert unexpected == [], unexpected

    def _note_request(self, request: Request) -> None:
        self._note_address(request.url)

    def _note_address(self, address: str) -> None:
        if not address.startswith(self._own):
            self.foreign.append(address)

    def _note_message(self, message: ConsoleMessage) -> None:
        # A browser without a graphics card copies every drawn picture, and says so.
        if "GL Driver Message" in message.text and _COPIED in message.text:
            return
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")
