from __future__ import annotations

import numpy as np
import pytest

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import (
    Performance,
    RepPlan,
    Take,
    compute_knee_roll,
    compute_motion,
    perform,
)

CATALOGUE = load_catalogue()
TAKE = Take(fps=50)


@pytest.fixture(scope="module")
def bridge() -> Performance:
    return compute_motion(CATALOGUE["bridge"], "standard", reps=2, take=TAKE)


def test_a_bridge_is_held_three_seconds(bridge: Performance) -> None:
    for rep in bridge.reps:
        assert rep.side == "both"
        assert 3.3 <= rep.hold_s <= 3.9  # the tolerance band of the definition is part of it
        assert rep.start_s < rep.peak_s - rep.hold_s / 2 < rep.peak_s + rep.hold_s / 2 < rep.end_s


def test_a_rep_starts_and_ends_at_five_percent_of_its_range(bridge: Performance) -> None:
    hip = bridge.angle("hip_flexion")
    second = bridge.reps[1]
    start, end = (round(time_s * 50) for time_s in (second.start_s, second.end_s))
    assert hip[start] == pytest.approx(59 - 0.05 * 57, abs=1.5)
    assert hip[end] == pytest.approx(59 - 0.05 * 57, abs=1.5)
    assert second.rom_deg == pytest.approx(57, abs=0.2)


def test_sides_alternate_from_the_one_asked_for() -> None:
    hips = CATALOGUE["hip-90-90"]
    performance = compute_motion(hips, "standard", RepPlan("left"), 3, Take(fps=20))
    assert [rep.side for rep in performance.reps] == ["left", "right", "left"]
    roll = compute_knee_roll(performance.positions_m)
    for rep in performance.reps:
        assert np.sign(roll[round(rep.peak_s * 20)]) == (1 if rep.side == "left" else -1)
        assert rep.rom_deg == pytest.approx(85, abs=3)


def test_a_swing_counts_from_one_end_to_the_other() -> None:
    performance = compute_motion(CATALOGUE["hip-pendulum"], "centre", RepPlan("left"), 2, TAKE)
    for rep in performance.reps:
        assert (rep.side, rep.stage) == ("left", "centre")
        assert rep.rom_deg == pytest.approx(54, abs=0.5)
        outward = performance.angle("hip_rotation_left")[round(rep.peak_s * 50)]
        assert outward == pytest.approx(27, abs=1)


def test_one_performance_is_of_one_side() -> None:
    with pytest.raises(ValueError, match="one side"):
        perform(CATALOGUE["bridge"], "single-leg", [RepPlan("left"), RepPlan("right")])


def test_knees_pointing_up_have_no_roll() -> None:
    positions = np.zeros((1, 33, 3))
    for side, y in ((23, 0.1), (24, -0.1)):
        positions[0, side] = [0, y, 0]
        positions[0, side + 2] = [0.3, y, 0.4]
        positions[0, side + 4] = [0.6, y, 0]
    assert compute_knee_roll(positions) == pytest.approx(0)
    positions[0, 25:27, 1] += 0.4
    assert compute_knee_roll(positions) == pytest.approx(45)
