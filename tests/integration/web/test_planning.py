"""The person and their plan over HTTP."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from icalendar import Calendar

from hamstrong.planner import CONCERNS
from hamstrong.store import Store
from hamstrong.web.app import Setting
from tests.integration.web.browser import Browser, begin, train
from tests.integration.web.conftest import UNHURRIED, run_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from icalendar import Component


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


def confirmed(answer: httpx.Response) -> list[Component]:
    """Return the events of a calendar that are to be."""
    events = Calendar.from_ical(answer.text).walk("VEVENT")
    return [event for event in events if event["status"] == "CONFIRMED"]


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


class TestPlan:
    def test_four_weeks_ahead_on_the_chosen_days(self, client: httpx.Client) -> None:
        client.put("/api/profile", json={"weekdays": [1, 4], "minutes": 20})
        days = client.get("/api/plan").json()["days"]
        assert len(days) == 28
        assert sum(not day["rest"] for day in days) == 8
        for day in days:
            assert date.fromisoformat(day["day"]).weekday() in (1, 4) or not day["entries"]
            assert day["minutes"] <= 20
            assert all(entry["reasons"] for entry in day["entries"])

    def test_every_reason_has_its_words(self, client: httpx.Client) -> None:
        texts = client.get("/api/texts/de").json()
        for day in client.get("/api/plan").json()["days"]:
            for reason in (why for entry in day["entries"] for why in entry["reasons"]):
                words = texts[f"reason.{reason['id']}"]
                assert set(re.findall(r"{(\w+)}", words)) == set(reason["values"])

    def test_today_is_its_first_day(self, client: httpx.Client) -> None:
        client.put("/api/profile", json={"experience": "some"})
        today = client.get("/api/today").json()
        first = client.get("/api/plan").json()["days"][0]
        assert today["items"] == [entry["item"] for entry in first["entries"]]
        assert today["rest"] is today["trained"] is False

    def test_a_session_that_was_only_opened_is_no_training(self, client: httpx.Client) -> None:
        client.post("/api/sessions", json={})
        today = client.get("/api/today").json()
        assert (today["trained"], today["sessions_this_week"]) == (False, 0)
        assert today["last_session"] is None
        train(str(client.base_url).rstrip("/"))
        client.post("/api/sessions", json={})
        today = client.get("/api/today").json()
        assert (today["trained"], today["sessions_this_week"]) == (True, 1)

    def test_what_was_done_three_times_is_introduced_in_few_words(
        self, client: httpx.Client
    ) -> None:
        url = str(client.base_url).rstrip("/")

        def introduction_s() -> float:
            with Browser(url, begin(url, "bridge", mode="timer")) as browser:
                browser.hello("timer")
                browser.send("screening", acute_injury=False, cramp_prone=False)
                told = browser.hear_until(lambda m: m.get("snapshot", {}).get("state") == "intro")
                return float(told["snapshot"]["lasts_s"])

        long_s = introduction_s()
        for _ in range(3):
            train(url)
        assert long_s > 40
        assert introduction_s() < 15

    def test_a_day_of_rest_still_allows_training(self, client: httpx.Client) -> None:
        other = (datetime.now(UTC).astimezone().weekday() + 3) % 7
        client.put("/api/profile", json={"weekdays": [other]})
        today = client.get("/api/today").json()
        assert today["rest"]
        assert today["items"]
        session = client.post("/api/sessions", json={}).json()["id"]
        assert client.get(f"/api/sessions/{session}").json()["plan"] == today["items"]

    def test_there_is_none_where_a_doctor_comes_first(self, client: httpx.Client) -> None:
        client.put("/api/profile", json={"concerns": ["weakness"]})
        answer = client.get("/api/plan")
        assert (answer.status_code, answer.json()["code"]) == (409, "screening-stop")
        today = client.get("/api/today").json()
        assert today["screening"] == "stop"
        assert today["items"] == []

    def test_a_chosen_side_first_is_kept(self, client: httpx.Client) -> None:
        item = {"exercise": "leg-activation", "first_side": "left", "extra_set": "left"}
        session = client.post("/api/sessions", json={"items": [item]}).json()["id"]
        (planned,) = client.get(f"/api/sessions/{session}").json()["plan"]
        assert planned["first_side"] == planned["extra_set"] == "left"


class TestCalendar:
    def test_holds_the_days_of_training(self, client: httpx.Client) -> None:
        client.put("/api/profile", json={"weekdays": [0, 3]})
        answer = client.get("/calendar.ics", params={"locale": "de"})
        assert answer.headers["content-type"].startswith("text/calendar")
        planned = [
            d["day"].replace("-", "")
            for d in client.get("/api/plan").json()["days"]
            if not d["rest"]
        ]
        events = confirmed(answer)
        assert [event.decoded("dtstart").strftime("%Y%m%d") for event in events] == planned
        assert all("Training, " in str(event["summary"]) for event in events)
        assert all("Brücke: 2 x 5" in str(event["description"]) for event in events[:1])
        assert all(event.walk("VALARM") for event in events)

    def test_read_again_it_names_the_same_events(self, client: httpx.Client) -> None:
        def uids() -> list[str]:
            return [str(event["uid"]) for event in confirmed(client.get("/calendar.ics"))]

        first = uids()
        assert len(set(first)) == 28
        client.put("/api/profile", json={"minutes": 30, "experience": "regular"})
        assert uids() == first

    def test_lines_are_as_the_standard_wants_them(self, client: httpx.Client) -> None:
        body = client.get("/calendar.ics").content
        assert body.endswith(b"END:VCALENDAR\r\n")
        assert max(map(len, body.split(b"\r\n"))) <= 75

    @pytest.mark.parametrize("concern", ["numbness", "acute-injury"])
    def test_tells_where_a_doctor_comes_first(self, client: httpx.Client, concern: str) -> None:
        client.put("/api/profile", json={"concerns": [concern]})
        (event,) = confirmed(client.get("/calendar.ics"))
        assert "see a doctor" in str(event["summary"])

    @pytest.mark.parametrize(
        "then", [{"weekdays": [1, 3]}, {"weekdays": [0], "concerns": ["numbness"]}]
    )
    def test_read_again_takes_out_what_fell_away(
        self, client: httpx.Client, then: dict[str, object]
    ) -> None:
        """A calendar keeps the newest version of an event, and removes one that is cancelled."""
        kept: dict[str, Component] = {}
        client.put("/api/profile", json={"weekdays": [0, 2, 4]})
        for _ in range(2):
            answer = client.get("/calendar.ics")
            for event in Calendar.from_ical(answer.text).walk("VEVENT"):
                before = kept.get(str(event["uid"]), event)
                assert int(str(event["sequence"])) >= int(str(before["sequence"]))
                kept[str(event["uid"])] = event
            client.put("/api/profile", json=then)
        left = {name for name, event in kept.items() if event["status"] == "CONFIRMED"}
        assert left == {str(event["uid"]) for event in confirmed(answer)}
        assert all(event.walk("VALARM") == [] for name, event in kept.items() if name not in left)

    def test_the_notice_goes_when_the_plan_comes_back(self, client: httpx.Client) -> None:
        client.put("/api/profile", json={"concerns": ["numbness"]})
        (notice,) = confirmed(client.get("/calendar.ics"))
        client.put("/api/profile", json={})
        again = Calendar.from_ical(client.get("/calendar.ics").text).walk("VEVENT")
        assert {e["status"] for e in again if e["uid"] == notice["uid"]} == {"CANCELLED"}

    def test_is_for_this_machine_only(self, client: httpx.Client) -> None:
        assert client.get("/calendar.ics", headers={"host": "evil.example"}).status_code == 403
        elsewhere = {"origin": "http://evil.example"}
        assert client.get("/calendar.ics", headers=elsewhere).status_code == 403
