"""Which net the browser takes, and when it says that the machine is too slow."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.unit.frontend.modules import run_module

WATCH = """
const { chosen, wanted, inference_ms, every_ms, pictures } = GIVEN;
const pace = new m.Pace(chosen, wanted);
const nets = [pace.model];
for (let index = 0; index < pictures; index += 1) {
  const net = pace.note(inference_ms[pace.model], index * every_ms);
  if (net !== nets.at(-1)) nets.push(net);
}
return { nets, tooSlow: pace.tooSlow };
"""


def watch(
    chosen: str | None, wanted: str, inference_ms: dict[str, float], every_ms: float, pictures: int
) -> Any:  # noqa: ANN401 - what the module found
    given = {
        "chosen": chosen,
        "wanted": wanted,
        "inference_ms": inference_ms,
        "every_ms": every_ms,
        "pictures": pictures,
    }
    return run_module("pose/pace.ts", WATCH.replace("GIVEN", json.dumps(given)))


FAST = {"lite": 20.0, "full": 30.0, "heavy": 90.0}
MIDDLING = {"lite": 60.0, "full": 90.0, "heavy": 300.0}
CRAWLING = {"lite": 400.0, "full": 600.0, "heavy": 2000.0}


@pytest.mark.parametrize(
    ("chosen", "speeds", "nets"),
    [
        pytest.param(None, FAST, ["full"], id="as-the-exercise-wants"),
        pytest.param("heavy", FAST, ["heavy"], id="as-the-user-chose"),
        pytest.param("heavy", MIDDLING, ["heavy", "full"], id="what-the-user-chose-gives-way"),
        pytest.param("lite", FAST, ["lite"], id="no-more-than-the-user-chose"),
    ],
)
def test_the_net_gives_way_to_one_the_machine_can_bear(
    chosen: str | None, speeds: dict[str, float], nets: list[str]
) -> None:
    assert watch(chosen, "full", speeds, 100.0, 60) == {"nets": nets, "tooSlow": False}


def test_what_the_user_chose_stays_the_most_for_the_next_exercise() -> None:
    found = run_module("pose/pace.ts", "return new m.Pace('full', 'lite').want('heavy')")
    assert found == "full"


def test_a_net_that_takes_too_long_is_told() -> None:
    found = watch(None, "lite", CRAWLING, 400.0, 60)
    assert found == {"nets": ["lite"], "tooSlow": True}


@pytest.mark.parametrize(
    ("every_ms", "slow"), [pytest.param(260.0, True, id="4"), pytest.param(160.0, False, id="6")]
)
def test_too_few_pictures_a_second_are_told_though_each_is_quick(
    every_ms: float, *, slow: bool
) -> None:
    assert watch("lite", "lite", FAST, every_ms, 40)["tooSlow"] is slow


def test_a_break_is_not_slowness() -> None:
    told = run_module(
        "pose/pace.ts",
        """
        const pace = new m.Pace('lite', 'lite');
        for (let index = 0; index < 20; index += 1) pace.note(20, index * 100);
        pace.rest();
        for (let index = 0; index < 20; index += 1) pace.note(20, 60000 + index * 100);
        return pace.tooSlow;
        """,
    )
    assert told is False
