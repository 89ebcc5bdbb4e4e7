"""How long a picture of the moving figure takes, in a real browser without a graphics card.

``python -m benchmarks.figure_drawing [--pictures 60]`` opens the figure alone at the sizes it has
on the pages and draws moments of a rep one after the other. *Submitted* is the script's part: pose,
muscles, and what is handed to the drawing interface. *Drawn* is until the picture is there; with
software drawing the processor does that too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from playwright.sync_api import sync_playwright

from tests.browser import find_browser, launch
from tests.e2e.coach import Coach

if TYPE_CHECKING:
    from playwright.sync_api import Page

SIZES: Final = {"small": (240, 180), "page": (530, 320), "large": (1060, 640)}
"""Beside the camera picture, on an exercise's page, and the same on a fine display."""

DRAW: Final = """(count) => {
  const camera = window.figureCamera;
  return Array.from({ length: count }, (_, index) =>
    camera.cost((index * camera.duration_s) / count));
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pictures", type=int, default=60)
    parser.add_argument("--exercise", default="bridge")
    options = parser.parse_args()
    executable = find_browser()
    if executable is None:
        sys.exit("Needs Chrome or Chromium.")
    print(f"{options.exercise}, software drawing, load of the machine {os.getloadavg()[0]:.1f}")
    print("size    pixels       submitted ms (p95)   drawn ms (p95)   triangles  calls  textures")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        coach = Coach(Path(scratch))
        coach.start()
        try:
            with launch(playwright, executable, None, draws=True) as browser:
                for name, (width, height) in SIZES.items():
                    page = browser.new_page(viewport={"width": width, "height": height})
                    page.goto(f"{coach.url}/figure/{options.exercise}/standard")
                    print(f"{name:<8}{width}x{height:<7}", row(measure(page, options.pictures)))
                    page.close()
        finally:
            coach.kill()


def measure(page: Page, count: int) -> list[dict[str, Any]]:
    """Draw a rep, after some pictures that fill the caches, and return what each cost."""
    page.locator("canvas[data-ready=true]").wait_for(timeout=60_000)
    page.evaluate(DRAW, 5)
    costs: list[dict[str, Any]] = page.evaluate(DRAW, count)
    return costs


def row(costs: list[dict[str, Any]]) -> str:
    """Return one line of the table."""

    def spread(key: str) -> str:
        median, p95 = np.percentile([cost[key] for cost in costs], [50, 95])
        return f"{median:8.1f} ({p95:.1f})"

    last = costs[-1]
    counts = "".join(f"{last[key]:>10}" for key in ("triangles", "calls", "textures"))
    return f"{spread('submitted_ms'):>18}{spread('drawn_ms'):>18}{counts}"


if __name__ == "__main__":
    main()
