"""What touches the body rests on it: hands and limbs do not go into flesh."""

from __future__ import annotations

from typing import Final

import numpy as np
import pytest

from tests.integration.avatar.flesh import sink
from tests.integration.avatar.stage import CASES, Case, figure, holders, performed, skins

MOST_INSIDE: Final = 0.05
DEEPEST_M: Final = 0.015
_ARM: Final = ("shoulder", "upper_arm", "forearm", "wrist", "hand")
_LEG: Final = ("hip", "thigh", "shank", "foot", "toes")
_LIMBS: Final = {
    # what may not sink in → the limb it belongs to, which is not looked at
    ("hand",): _ARM,
    ("forearm", "wrist"): _ARM,
    ("shank",): _LEG,
    ("foot", "toes"): _LEG,
}
_EVERY: Final = 4


def moments(case: Case) -> set[int]:
    """Return the frames of rest and of each rep's fullest, and one between."""
    done = performed(case)
    fullest = [int(np.abs(done.time_s - rep.peak_s).argmin()) for rep in done.reps]
    return {0, *fullest, *(frame // 2 for frame in fullest), len(done.time_s) * 3 // 4}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_limb_sinks_into_the_body(case: Case) -> None:
    held, faces = holders(case.figure), figure(case.figure).faces
    skin = skins(case)
    for side in ("left", "right"):
        for parts, limb in _LIMBS.items():
            own = np.isin(held, [f"{part}_{side}" for part in limb])
            rest = faces[~own[faces].any(1)]
            mine = np.isin(held, [f"{part}_{side}" for part in parts])
            looked_at = np.flatnonzero(mine)[::_EVERY]
            for frame in sorted(moments(case)):
                sunk = sink(skin[frame, looked_at], skin[frame][rest])
                where = (side, parts, frame, sunk)
                assert sunk.share <= MOST_INSIDE, where
                assert sunk.deepest_m <= DEEPEST_M, where


def test_a_hand_in_the_belly_is_found() -> None:
    """The measure itself: a cloud of points in the middle of the trunk is inside, all of it."""
    shown, held = figure("a"), holders("a")
    trunk = np.isin(held, ["pelvis", "lower_back", "upper_back"])
    middle = shown.vertices[trunk].mean(0)
    points = middle + 0.02 * np.random.default_rng(1).standard_normal((60, 3))
    sunk = sink(points, shown.vertices[shown.faces])
    assert sunk.share > 0.9
    assert sunk.deepest_m > 0.03
    aside = sink(points + np.array([0.6, 0.0, 0.4]), shown.vertices[shown.faces])
    assert aside == (0.0, 0.0)
