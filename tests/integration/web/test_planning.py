"""The person and their plan over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from hamstrong.planner import CONCERNS
from hamstrong.store import Store
from hamstrong.web.app import Setting
from tests.integration.web.browser import Browser
from tests.integration.web.conftest import UNHURRIED, run_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    """A server of its own for each test: answers stay."""
    with (
        run_server(Store.open(tmp_path), Setting(limits=UNHURRIED)) as url,
        httpx.Client(base_url=url, timeout=20) as opened,
    ):
        yield opened


def feel_pain(client: httpx.Client) -> None:
    session = client.post("/api/sessions", json={}).json()["id"]
    with Browser(str(client.base_url).rstrip("/"), session) as browser:
        browser.hello("timer")
        browser.send("screening", acute_injury=False, cramp_prone=False)
        for _ in range(3):
            browser.wish("next")
        browser.wish("pain")
        browser.send("pain-answer", choice="end")
        browser.hear_kind("summary")


class TestProfile:
    def test_nobody_was_asked_yet(self, client: httpx.Client) -> None:
        page = client.get("/api/profile").json()
        assert page["screening"] == "unanswered"
        assert page["answered_at"] is None
        assert client.post("/api/sessions", json={}).status_code == 201

    def test_is_kept(self, client: httpx.Client) -> None:
        told = {
            "concerns": [],
            "cramp_prone": True,
            "sedentary": True,
            "sport": "golf",
            "experience": "some",
            "minutes": 20,
            "weekdays": [5, 0, 0, 2],
            "sex": "female",
        }
        page = client.put("/api/profile", json=told).json()
        assert page["profile"] == {**told, "weekdays": [0, 2, 5]}
        assert page["screening"] == "fine"
        assert client.get("/api/profile").json() == page

    @pytest.mark.parametrize("concern", CONCERNS)
    def test_a_concern_rules_training_out_until_it_is_gone(
        self, client: httpx.Client, concern: str
    ) -> None:
        page = client.put("/api/profile", json={"concerns": [concern]}).json()
        assert page["screening"] == "stop"
        assert page["at_once"] == (concern in ("acute-injury", "sudden-pop"))
        answer = client.post("/api/sessions", json={})
        assert answer.status_code == 409
        assert answer.json()["code"] == "screening-stop"
        assert "see a doctor" in answer.json()["message"]
        assert client.get("/api/sessions").json()["total"] == 0
        client.put("/api/profile", json={})
        assert client.post("/api/sessions", json={}).status_code == 201

    def test_pain_asks_again(self, client: httpx.Client) -> None:
        client.put("/api/profile", json={"minutes": 25})
        feel_pain(client)
        page = client.get("/api/profile").json()
        assert page["screening"] == "due"
        answer = client.post("/api/sessions", json={})
        assert (answer.status_code, answer.json()["code"]) == (409, "screening-due")
        client.put("/api/profile", json=page["profile"])
        assert client.get("/api/profile").json()["screening"] == "fine"
        assert client.post("/api/sessions", json={}).status_code == 201

    @pytest.mark.parametrize(
        "told",
        [
            {"concerns": ["boredom"]},
            {"weekdays": []},
            {"weekdays": [7]},
            {"minutes": 4},
            {"minutes": True},
            {"sport": "chess"},
            {"name": "x"},
        ],
    )
    def test_refuses_what_makes_no_sense(
        self, client: httpx.Client, told: dict[str, object]
    ) -> None:
        answer = client.put("/api/profile", json=told)
        assert answer.status_code == 422
        assert client.get("/api/profile").json()["screening"] == "unanswered"

    def test_without_a_history_nothing_can_be_kept(self) -> None:
        with run_server(None, Setting(limits=UNHURRIED)) as url:
            assert httpx.get(f"{url}/api/profile").json()["screening"] == "unanswered"
            assert httpx.put(f"{url}/api/profile", json={}).status_code == 503
