"""What pain has stopped is neither trained nor tested, and says until when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from hamstrong.session import rebuild
from hamstrong.store import Store, make_batch
from hamstrong.web.app import Setting
from tests.integration.web.conftest import UNHURRIED, run_server
from tests.unit.store.logs import painful_bridge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    """A server with a history in which the bridge hurt twice today."""
    store = Store.open(tmp_path)
    for number in range(2):
        log = painful_bridge()
        store.append([make_batch(f"{number:032x}", 0, log, rebuild(log))])
    with (
        run_server(store, Setting(limits=UNHURRIED)) as url,
        httpx.Client(base_url=url, timeout=20) as opened,
    ):
        yield opened


@pytest.mark.parametrize("name", ["bridge", "single-leg-bridge-reps", "bridge-hold"])
def test_a_stopped_exercise_is_refused_and_told(client: httpx.Client, name: str) -> None:
    back = datetime.now(UTC).astimezone().date() + timedelta(days=14)
    (stop,) = client.get(f"/api/clearance/{name}").json()["stops"]
    assert (stop["exercise"], stop["until"]) == ("bridge", back.isoformat())
    assert stop["reason"]["id"] == "stopped-pain"
    answer = client.post("/api/sessions", json={"items": [{"exercise": name}]})
    assert (answer.status_code, answer.json()["code"]) == (409, "exercise-stopped")
    assert f"rests until {back}" in answer.json()["message"]
    assert client.get("/api/sessions").json()["total"] == 2


@pytest.mark.parametrize("name", ["hip-90-90", "straight-leg-raise", "wall-sit"])
def test_everything_else_goes_on(client: httpx.Client, name: str) -> None:
    assert client.get(f"/api/clearance/{name}").json()["stops"] == []
    wish = {"items": [{"exercise": name}]}
    assert client.post("/api/sessions", json=wish).status_code == 201


def test_a_plan_with_one_stopped_exercise_is_refused_as_a_whole(client: httpx.Client) -> None:
    wish = {"items": [{"exercise": "hip-90-90"}, {"exercise": "bridge"}]}
    assert client.post("/api/sessions", json=wish).status_code == 409
    assert client.post("/api/sessions", json={}).status_code == 201


def test_health_answers_stand_before_all(client: httpx.Client) -> None:
    assert client.get("/api/clearance/hip-90-90").json()["screening"] == "unanswered"
    client.put("/api/profile", json={"concerns": ["numbness"]})
    assert client.get("/api/clearance/hip-90-90").json()["screening"] == "stop"


def test_there_must_be_such_an_exercise(client: httpx.Client) -> None:
    assert client.get("/api/clearance/handstand").status_code == 404
