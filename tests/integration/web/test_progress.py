"""Progress over HTTP: a stored half year comes out as charts need it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from hamstrong.store import Store
from hamstrong.web.app import Setting
from tests.history import Life, write_history
from tests.integration.web.conftest import UNHURRIED, run_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime.now(UTC).replace(hour=12)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """Talk to a server with a made-up history."""
    folder: Path = tmp_path_factory.mktemp("history")
    store = Store.open(folder)
    write_history(store, Life(until=NOW, sessions=40, reps=3))
    setting = Setting(limits=UNHURRIED)
    with run_server(store, setting) as url, httpx.Client(base_url=url) as client:
        yield client


def test_tells_the_whole_history(client: httpx.Client) -> None:
    page = client.get("/api/progress").json()
    sessions = client.get("/api/sessions?limit=200").json()
    assert page["sessions"] == sessions["total"] == 40
    assert page["reps"] == sum(card["reps"] for card in sessions["sessions"])
    assert page["reps_logged"] > 0
    assert sum(week["sessions"] for week in page["rhythm"]["weeks"]) == 40
    assert len(page["moods"]) == 40
    texts = client.get("/api/texts/de").json()
    assert len(page["story"]) == 3
    assert all(said["id"] in texts for said in [*page["story"], *page["unknown"]])


def test_courses_are_the_means_of_the_reps(client: httpx.Client) -> None:
    page = client.get("/api/progress").json()
    bridge = next(course for course in page["courses"] if course["exercise"] == "bridge")
    newest = client.get("/api/sessions?limit=200").json()["sessions"]
    found = []
    for card in reversed(newest):
        reps = [
            rep
            for rep in client.get(f"/api/sessions/{card['id']}").json()["reps"]
            if rep["exercise"] == "bridge" and rep["variation"] == "standard" and rep["counts"]
        ]
        if reps:
            found.append(sum(rep["rom_deg"] for rep in reps) / len(reps))
    rom = next(figure for figure in bridge["figures"] if figure["quantity"] == "rom")
    assert rom["values"] == pytest.approx(found, abs=0.006)
    assert rom["change"]["direction"] == "more"


def test_of_a_period_leaves_out_what_was_before(client: httpx.Client) -> None:
    since = NOW.date() - timedelta(days=30)
    page = client.get(f"/api/progress?since={since.isoformat()}").json()
    assert 0 < page["sessions"] < 40
    assert date.fromisoformat(page["first_day"]) >= since
    for course in page["courses"]:
        assert min(course["days"]) >= since.isoformat()


@pytest.mark.parametrize("since", ["yesterday", "0", "1767225600", "2026-02-30", "2026-3-1"])
def test_refuses_a_day_that_is_none(client: httpx.Client, since: str) -> None:
    answer = client.get(f"/api/progress?since={since}")
    assert answer.status_code == 422
    assert "since" in answer.json()["message"]


def test_without_a_history_is_empty() -> None:
    with run_server(None, Setting()) as url:
        page = httpx.get(f"{url}/api/progress").json()
    assert (page["sessions"], page["story"], page["courses"]) == (0, [], [])


@pytest.mark.parametrize(
    ("kind", "media", "begin"),
    [("pdf", "application/pdf", b"%PDF-"), ("html", "text/html; charset=utf-8", b"<!doctype")],
)
def test_is_also_a_file(client: httpx.Client, kind: str, media: str, begin: bytes) -> None:
    answer = client.get(f"/api/progress/report.{kind}?locale=de")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert answer.headers["content-disposition"].startswith('attachment; filename="hamstrong-')
    assert answer.headers["content-disposition"].endswith(f'.{kind}"')
    assert answer.content.strip().startswith(begin)
    if kind == "html":
        assert "Fortschrittsbericht" in answer.text


@pytest.mark.parametrize("path", ["report.docx", "report.pdf?locale=fr", "report.pdf?since=x"])
def test_other_files_are_refused(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/api/progress/{path}")
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"
