"""The history to test: in a file and, where it is installed, in PostgreSQL."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text

from hamstrong.store import Store
from tests.postgres import run_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NUMBERS = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL server, without a database."""
    with run_postgres() as address:
        yield address


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str:
    """Address of an empty PostgreSQL database."""
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
    """An empty history."""
    if request.param == "sqlite":
        opened = Store.open(tmp_path)
    else:
        opened = Store.connect(request.getfixturevalue("database"))
    yield opened
    opened.close()
