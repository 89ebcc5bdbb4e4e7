"""What all tests share: recordings beside the checkout, databases, a browser, Hypothesis."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.browser import find_browser, launch
from tests.postgres import run_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

    from hamstrong.store import Store

NUMBERS = count(1)

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def find_shared_data() -> Path | None:
    """Return the folder of shared recordings, or None where there is none."""
    override = os.environ.get("HAMSTRONG_SHARED")
    if override:
        folder = Path(override).resolve()
        return folder / "data" if (folder / "data").is_dir() else folder
    for folder in Path(__file__).resolve().parents:
        data = folder.parent / "shared" / "data"
        if data.is_dir():
            return data
    return None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Shared recordings: clips/, real/ and stills/."""
    data = find_shared_data()
    if data is None or not data.is_dir():
        pytest.skip(
            "needs the shared recordings: put them beside the checkout or set HAMSTRONG_SHARED"
        )
    return data


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server, without a database."""
    with run_postgres() as address:
        yield address


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Address of an empty PostgreSQL database."""
    from sqlalchemy import create_engine, text

    address: str = request.getfixturevalue("postgres")
    name = f"history_{next(NUMBERS)}"
    server = address.replace("postgresql:", "postgresql+pg8000:")
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{address}/{name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty history: in a file and, where it is installed, in PostgreSQL."""
    from hamstrong.store import Store

    if request.param == "sqlite":
        opened = Store.open(tmp_path)
    else:
        opened = Store.connect(request.getfixturevalue("database"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def executable() -> str:
    found = find_browser()
    if found is None:
        pytest.skip("needs Chromium or Chrome: install one or name it in HAMSTRONG_BROWSER")
    return found


@pytest.fixture(scope="session")
def playwright(executable: str) -> Iterator[Playwright]:  # noqa: ARG001 - only with a browser
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def browser(playwright: Playwright, executable: str) -> Iterator[Browser]:
    """A browser without a camera."""
    with launch(playwright, executable, None) as running:
        yield running
