"""The interface of the self-tests over real results in a real history."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from hamstrong.exercises import load_tests, texts
from hamstrong.planner import Profile
from hamstrong.session import rebuild
from hamstrong.store import Store, make_batch
from hamstrong.web.app import Setting
from tests.integration.web.conftest import UNHURRIED, run_server
from tests.unit.store.logs import held, self_test_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


REPS = "single-leg-bridge-reps"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("data")
    store = Store.open(folder)
    logs = [self_test_session(), *held("bridge-hold", 40, 60), *held("wall-sit", 50, 52)]
    for number, log in enumerate(logs):
        store.append([make_batch(f"{number:032x}", 0, log, rebuild(log))])
    with (
        run_server(store, Setting(limits=UNHURRIED)) as url,
        httpx.Client(base_url=url, timeout=20) as opened,
    ):
        yield opened


def read(client: httpx.Client, path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_list_has_every_test_with_its_last_result(client: httpx.Client) -> None:
    listed = read(client, "tests")
    assert [card["id"] for card in listed["tests"]] == list(load_tests())
    cards = {card["id"]: card for card in listed["tests"]}
    assert cards["active-knee-extension"]["last"] is None
    assert cards["active-knee-extension"]["needs_camera"] is True
    assert [side["value"] for side in cards["bridge-hold"]["last"]["sides"]] == [60]


def test_the_list_tells_what_is_due(client: httpx.Client) -> None:
    assert read(client, "tests")["due"] is None
    with run_server(None, Setting(limits=UNHURRIED)) as url:
        due = httpx.get(f"{url}/api/tests").json()["due"]
    assert (due["kind"], due["tests"]) == ("first", list(load_tests()))


def test_what_spoils_a_try_is_told_apart(client: httpx.Client) -> None:
    page = read(client, f"tests/{REPS}")
    assert "free-leg-bent" in page["mistakes"]
    assert page["spoils"] == ["hips-not-extended"]


def test_back_and_front_are_compared_by_what_they_gained(client: httpx.Client) -> None:
    balance = read(client, "tests")["balance"]
    assert (balance["back_test"], balance["front_test"]) == ("bridge-hold", "wall-sit")
    assert (balance["back"]["percent"], balance["front"]["percent"]) == (50, 4)
    assert balance["ahead"] == "back"
    assert read(client, "progress")["muscles"] == balance


@pytest.mark.parametrize("test", load_tests())
def test_a_page_tells_all_about_a_test(client: httpx.Client, test: str) -> None:
    page = read(client, f"tests/{test}")
    words = texts("en")
    for step in page["steps"]:
        assert f"exercise.{test}.step.{step}" in words
    assert page["uncertainty_source"]
    assert read(client, f"tests/{test}/results") == page["history"]


def test_published_values_come_with_their_source(client: httpx.Client) -> None:
    norms = read(client, "tests/active-knee-extension")["norms"]
    assert [(norm["sex"], norm["mean"], norm["deviation"], norm["limit"]) for norm in norms] == [
        ("male", 17.8, 9.1, 33.0),
        ("female", 13.4, 6.0, 23.4),
    ]
    assert all("2018" in norm["source"] for norm in norms)


def test_left_and_right_are_compared_with_their_uncertainty(client: httpx.Client) -> None:
    (verdict,) = read(client, f"tests/{REPS}/results")
    assert [(side["side"], side["value"]) for side in verdict["sides"]] == [
        ("right", 3),
        ("left", 2),
    ]
    comparison = verdict["comparison"]
    assert comparison["difference"] == -1
    assert comparison["weaker"] is None
    assert comparison["index"] == pytest.approx(66.7)
    assert read(client, f"sessions/{verdict['session']}/tests") == [verdict]


def test_a_session_of_tests_is_begun_like_any_other(client: httpx.Client) -> None:
    body = {"items": [{"exercise": "wall-sit"}], "mode": "timer"}
    created = client.post("/api/sessions", json=body)
    assert created.status_code == 201
    assert read(client, f"sessions/{created.json()['id']}/tests") == []
    figure = read(client, "exercises/wall-sit/motion")
    assert len(figure["points"]) > 100


def test_tests_are_no_part_of_the_routine(client: httpx.Client) -> None:
    names = {item["exercise"] for item in read(client, "today")["items"]}
    names |= {card["id"] for card in read(client, "exercises")}
    assert names.isdisjoint(load_tests())


def test_progress_shows_results_as_tests_and_not_as_exercises(client: httpx.Client) -> None:
    progress = read(client, "progress")
    assert {course["exercise"] for course in progress["courses"]} == set()
    shown = {(test["test"], test["side"]) for test in progress["tests"]}
    assert ("bridge-hold", "both") in shown
    assert (REPS, "left") in shown


@pytest.mark.parametrize("path", ["tests/bridge", "tests/nothing", f"sessions/{'9' * 32}/tests"])
def test_what_is_no_test_is_not_found(client: httpx.Client, path: str) -> None:
    assert client.get(f"/api/{path}").status_code == 404


def test_a_published_value_is_applied_to_whom_it_holds_for(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.write_profile(Profile(sex="female"))
    with (
        run_server(store, Setting(limits=UNHURRIED)) as url,
        httpx.Client(base_url=url, timeout=20) as opened,
    ):
        norms = read(opened, "tests/active-knee-extension")["norms"]
    assert [(norm["sex"], norm["mine"]) for norm in norms] == [("male", False), ("female", True)]
