"""A running server."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from time import sleep
from typing import TYPE_CHECKING

import pytest
import uvicorn

from hamstrong.store import Store
from hamstrong.web.app import Setting, create_app
from hamstrong.web.limits import Limits
from hamstrong.web.server import configure, listen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNHURRIED = Limits(per_s=1e6, burst=1e6)
"""Recordings are played faster than life."""


@contextmanager
def run_server(store: Store | None, setting: Setting) -> Iterator[str]:
    """Serve in a thread and yield the address."""
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(configure(create_app(store, setting)))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with a history of its own."""
    folder: Path = tmp_path_factory.mktemp("data")
    with run_server(Store.open(folder), Setting(limits=UNHURRIED)) as address:
        yield address
