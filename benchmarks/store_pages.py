"""How fast the server answers with a long history behind it: ``python -m benchmarks.store_pages``.

A made-up year of daily training is written through the store; then every GET request that pages
make is sent to a real server, over and over, each time with other parameters.
"""

from __future__ import annotations

import argparse
import re
import tempfile
import threading
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final

import httpx
import uvicorn
from fastapi.routing import APIRoute

from hamstrong.exercises import load_tests
from hamstrong.store import Store
from hamstrong.web.app import ROUTERS, create_app
from hamstrong.web.server import configure, listen
from tests.history import Life, write_history

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIMIT_MS: Final = 100.0
NOT_PAGES: Final = frozenset({"/api/archive", "/api/observations"})
"""Downloads: they hold everything, so they take as long as that takes."""


def main() -> int:
    """Print how long each request takes; return 1 if a page has to wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=400)
    parser.add_argument("--reps", type=int, default=4, help="a set; the routine has 13 sets")
    parser.add_argument("--times", type=int, default=60, help="how often each request is sent")
    parser.add_argument("--database", help="PostgreSQL database, empty, in place of a file")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        store = Store.connect(wish.database) if wish.database else Store.open(path)
        life = Life(
            until=datetime.now(UTC),
            sessions=wish.sessions,
            weeks=wish.sessions // 7 + 4,
            days=tuple(range(7)),
            missed=0.0,
            holidays=(),
            reps=wish.reps,
            logged=0,
        )
        begin_s = perf_counter()
        sessions = write_history(store, life)
        reps = len(store.list_reps())
        print(f"{sessions} sessions, {reps} reps, written in {perf_counter() - begin_s:.0f} s")
        if not wish.database:
            size = sum(file.stat().st_size for file in path.iterdir())
            print(f"{size / 1e6:.1f} MB on disk")
        return measure(store, wish.times)


def measure(store: Store, times: int) -> int:
    """Send each request so many times and print the table."""
    sessions = [card.session_id for card in store.list_cards(200)]
    slow = 0
    with listen("127.0.0.1", 0) as listener:
        server = uvicorn.Server(configure(create_app(store)))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            sleep(0.01)
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as client:
            print(f"{'request':<52} {'p50':>8} {'p95':>8} {'worst':>8} {'kB':>8}")
            for name, paths in requests(client, sessions):
                slow += report(name, *send(client, paths, times))
        server.should_exit = True
        thread.join()
    print("every page below 100 ms" if not slow else f"{slow} requests at or above 100 ms")
    return int(slow > 0)


def requests(client: httpx.Client, sessions: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each GET request of the interface with the paths it is sent to."""
    exercises = [card["id"] for card in client.get("/api/exercises").json()]
    values = {
        "session_id": sessions,
        "exercise": exercises,
        "locale": ["en", "de"],
        "test": list(load_tests()),
    }
    for route in (route for router in ROUTERS for route in router.routes):
        if not isinstance(route, APIRoute) or "GET" not in (route.methods or ()):
            continue
        if route.path in NOT_PAGES:
            continue
        found = re.search(r"\{(\w+)\}", route.path)
        options = values.get(found.group(1), ["0"]) if found else [""]
        yield route.path, [re.sub(r"\{\w+\}", option, route.path) for option in options]
    yield "/api/sessions?limit=200", ["/api/sessions?limit=200"]


def send(client: httpx.Client, paths: Sequence[str], times: int) -> tuple[list[float], int, int]:
    """Return how long each answer took in ms, the largest in bytes, and the worst status."""
    client.get(paths[0])
    took_ms, size, status = [], 0, 0
    for path in islice(cycle(paths), times):
        begin_s = perf_counter()
        answer = client.get(path)
        took_ms.append((perf_counter() - begin_s) * 1000)
        size, status = max(size, len(answer.content)), max(status, answer.status_code)
    return took_ms, size, status


def report(name: str, took_ms: list[float], size: int, status: int) -> bool:
    """Print a line; return whether the page has to wait."""
    if status != httpx.codes.OK:
        print(f"{name:<52} answers {status}: not measured")
        return False
    late_ms = quantiles(took_ms, n=20)[-1]
    figures = f"{median(took_ms):8.1f} {late_ms:8.1f} {max(took_ms):8.1f} {size / 1000:8.1f}"
    print(f"{name:<52} {figures}")
    return late_ms >= LIMIT_MS


if __name__ == "__main__":
    raise SystemExit(main())
