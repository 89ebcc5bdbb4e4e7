"""A process that is killed while it takes a history in leaves the one that was there."""

from __future__ import annotations

import subprocess
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from hamstrong.pipeline.archive import import_history
from hamstrong.pipeline.export import export_history
from hamstrong.store import FILE_NAME, Store
from tests.unit.store.logs import OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

SESSIONS = 300
WRITTEN_BYTES = 200_000


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A long history in an archive."""
    folder = tmp_path_factory.mktemp("long")
    store = Store.open(folder / "data")
    store.append([batch(whole_session(), f"{number:032x}") for number in range(SESSIONS)])
    export_history(store, folder / "long.zip")
    store.close()
    return folder / "long.zip"


def test_killed_while_importing(archive: Path, tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.append([batch(timed_session(), OTHER)])
    store.close()
    command = [sys.executable, "-m", "hamstrong", "import", str(archive), "--data-dir"]
    log = tmp_path / f"{FILE_NAME}-wal"
    with subprocess.Popen([*command, str(tmp_path)], stderr=subprocess.PIPE) as child:
        give_up_s = monotonic() + 60
        while not (log.exists() and log.stat().st_size > WRITTEN_BYTES) and monotonic() < give_up_s:
            assert child.poll() is None, "it was over before it could be killed"
            sleep(0.001)
        child.kill()
    store = Store.open(tmp_path)
    assert {logged.session_id for logged in store.list_cards()} == {OTHER}
    assert store.read_events(OTHER) == timed_session()
    assert import_history(store, archive).new == SESSIONS
    assert store.count_cards() == SESSIONS + 1
    store.close()
