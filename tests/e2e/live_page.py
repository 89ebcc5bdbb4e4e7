"""The live page through a user's eyes: what it shows, and its buttons."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

__all__ = ["LivePage"]


class LivePage:
    """A session's page in English."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def count(self) -> Locator:
        return self.page.get_by_test_id("count")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def pass_screening(self) -> None:
        self.press("I am well, let\u2019s begin")

    def pass_introduction(self) -> None:
        """Go on from the introduction, by the one button it has with a camera or without."""
        self.page.get_by_role("button", name=re.compile("^(Set up the camera|Start)$")).click()

    @property
    def state(self) -> Locator:
        """Where the session stands, as it is read out."""
        return self.page.get_by_test_id("state")

    def wait_for_set(self, within_s: float = 60.0) -> None:
        """Wait until the coach has seen all it needs and the set runs."""
        expect(self.count).to_be_visible(timeout=1000 * within_s)

    def wait_for_timed_set(self, reps: int) -> None:
        """Wait until a set without a camera runs."""
        expect(self.page.get_by_text(f"{reps} reps", exact=True)).to_be_visible(timeout=30_000)

    def counted(self) -> int:
        return int(self.count.inner_text())

    def watch_counts(self, until: int, within_s: float) -> list[int]:
        """Return the counts in the order they were shown, until one is reached or time is over."""
        shown = [self.counted()]
        deadline = time.monotonic() + within_s
        while shown[-1] < until and time.monotonic() < deadline:
            self.page.wait_for_timeout(100)
            now = self.counted()
            if now != shown[-1]:
                shown.append(now)
        return shown

    def answer_check_in(self, effort: int, pain: int) -> None:
        self._choose("How hard was it?", effort)
        self._choose("Did anything hurt?", pain)
        self.press("Continue")

    def end(self) -> None:
        self.press("End session")
        self.page.wait_for_url(re.compile(r"/history/"))

    def _choose(self, question: str, value: int) -> None:
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("radio", name=str(value), exact=True).check(force=True)
