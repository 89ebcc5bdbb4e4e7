"""A history of the first version gets its sums when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from hamstrong.store import Store
from tests.unit.store.logs import ID, batch, whole_session

if TYPE_CHECKING:
    from pathlib import Path


def test_work_is_filled_from_the_reps(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.append([batch(whole_session())])
    expected = store.list_work()
    assert expected[ID][0].reps > 1
    _go_back(store)
    store.close()

    again = Store.open(tmp_path)
    assert again.list_work() == expected
    assert again.read_events(ID) == whole_session()
    again.close()


def _go_back(store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", "hamstrong:store/migrations")
    with store.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
        tables = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    assert "work" not in tables
