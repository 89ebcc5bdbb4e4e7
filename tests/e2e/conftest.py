"""What the browser tests share: the coach, the browser, the camera, and the watch over pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hamstrong.web.assets import find_models, find_static
from tests.browser import Watch, launch
from tests.e2e.camera import Clip, write_camera_file
from tests.e2e.coach import Coach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Playwright

    Film = Callable[[Clip], Path]
    Open = Callable[..., Page]


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    if not (find_static() / "index.html").is_file():
        pytest.skip("needs the built front end: run `make web`")
    if not (find_models() / "pose_landmarker_full.task").is_file():
        pytest.skip("needs the built models: run `make models`")


@pytest.fixture
def coach(tmp_path: Path) -> Iterator[Coach]:
    server = Coach(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory, shared_data: Path) -> Film:
    """Turn a clip into a camera file, once."""
    folder = tmp_path_factory.mktemp("camera")
    made: dict[Clip, Path] = {}

    def make(clip: Clip) -> Path:
        if clip not in made:
            made[clip] = folder / f"{len(made)}.mjpeg"
            write_camera_file(clip, shared_data, made[clip])
        return made[clip]

    return make


@pytest.fixture
def watch(coach: Coach) -> Iterator[Watch]:
    """The watch over all pages of a test; what it saw is judged at the end."""
    watching = Watch(coach.url)
    yield watching
    watching.check()


@pytest.fixture
def open_page(browser: Browser, coach: Coach, watch: Watch) -> Open:
    """Open a page of the coach at a given size, colour scheme and language."""
    return opener(browser, coach, watch)


@pytest.fixture
def open_drawn(
    playwright: Playwright, executable: str, coach: Coach, watch: Watch
) -> Iterator[Open]:
    """Open pages in a browser that draws the figure in space."""
    with launch(playwright, executable, None, draws=True) as running:
        yield opener(running, coach, watch)


@pytest.fixture
def open_undrawn(
    playwright: Playwright, executable: str, coach: Coach, watch: Watch
) -> Iterator[Open]:
    """Open pages in a browser that cannot draw in space."""
    with launch(playwright, executable, None, draws=False) as running:
        yield opener(running, coach, watch)


def opener(browser: Browser, coach: Coach, watch: Watch) -> Open:
    def open_page(
        path: str,
        *,
        size: tuple[int, int] = (1280, 800),
        scheme: str = "light",
        locale: str = "en-GB",
        motion: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            locale=locale,
            reduced_motion="no-preference" if motion else "reduce",
        )
        page = context.new_page()
        watch.over(page)
        page.goto(coach.url + path)
        return page

    return open_page


@pytest.fixture
def open_with_camera(
    playwright: Playwright, executable: str, coach: Coach, watch: Watch, film: Film
) -> Iterator[Callable[[Clip], Open]]:
    """Start a browser that sees a clip, and return what opens its pages."""
    running = []

    def start(clip: Clip) -> Open:
        manager = launch(playwright, executable, film(clip))
        running.append(manager)
        return opener(manager.__enter__(), coach, watch)

    yield start
    for manager in running:
        manager.__exit__(None, None, None)
