"""Which way a body lies or looks in a picture."""

from __future__ import annotations

import pytest

from tests.unit.frontend.modules import run_module

LYING = {11: (100, 200), 12: (104, 204), 23: (200, 210), 24: (202, 208)}
"""With the head to the left of the picture."""
STANDING = {
    11: (200, 100),
    12: (204, 100),
    23: (200, 200),
    24: (202, 200),
    29: (195, 380),
    30: (197, 382),
    31: (225, 384),
    32: (223, 386),
}
"""With the toes to the right."""


def find_facing(body: dict[int, tuple[int, int]], *, flipped: bool = False) -> int:
    places = {point: [-x if flipped else x, y] for point, (x, y) in body.items()}
    found: int = run_module(
        "figure/facing.ts", f"return m.facingOf((point) => ({places})[point] ?? [0, 0])"
    )
    return found


@pytest.mark.parametrize(("body", "facing"), [(LYING, -1), (STANDING, 1)])
def test_the_mirror_turns_it(body: dict[int, tuple[int, int]], facing: int) -> None:
    assert find_facing(body) == facing
    assert find_facing(body, flipped=True) == -facing


def test_who_stands_towards_the_camera_faces_neither_way() -> None:
    ahead = STANDING | {31: (196, 384), 32: (198, 386)}
    assert find_facing(ahead) == 0
