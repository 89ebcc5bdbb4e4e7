"""Golden recordings one after the other: what came before changes nothing that comes after."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hamstrong.analysis import Question
from hamstrong.pipeline.analyze import analyse_seen, load
from tools import golden

BRIDGE, CHANGE = (
    next(path for path in golden.recordings() if exercise in path.name)
    for exercise in ("bridge", "hip-90-90")
)


@pytest.mark.parametrize("nearer", [0.5, 0.8, 1.3, 1.6])
@pytest.mark.parametrize("pause_s", [0.1, 4.0])
def test_who_sits_up_elsewhere_is_judged_alike(nearer: float, pause_s: float) -> None:
    """Somebody bridges, as much nearer to the camera, then sits and changes sides."""
    first, then = load(BRIDGE), load(CHANGE)
    alone = analyse_seen(then, Question())
    shift_s = first.track.time_s[-1] - then.track.time_s[0] + pause_s
    nearby = replace(first.track, keypoints_px=first.track.keypoints_px * np.float32(nearer))
    joined = replace(
        then.track,
        time_s=np.concatenate([nearby.time_s, then.track.time_s + shift_s]),
        keypoints_px=np.concatenate([nearby.keypoints_px, then.track.keypoints_px]),
        world_m=np.concatenate([nearby.world_m, then.track.world_m]),
        visibility=np.concatenate([nearby.visibility, then.track.visibility]),
        presence=np.concatenate([nearby.presence, then.track.presence]),
    )
    both = analyse_seen(replace(then, track=joined), Question())
    reps = [rep for rep in both.reps if rep.exercise == "hip-90-90"]
    assert [(rep.side, rep.faults) for rep in reps] == [
        (rep.side, rep.faults) for rep in alone.reps
    ]


def test_the_knees_of_somebody_who_sits_are_told_to_be_guessed() -> None:
    change, bridge = (analyse_seen(load(path), Question()) for path in (CHANGE, BRIDGE))
    column = "knee_flexion_3d_left_deg"
    assert change.segments[0].uncertainty[column] > 2 * bridge.segments[0].uncertainty[column] > 0
