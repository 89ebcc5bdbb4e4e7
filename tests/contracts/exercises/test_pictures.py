"""Each variation and stage has its pictures; all of them together stay small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.pictures import (
    MOMENTS,
    PICTURES,
    find_picture,
    find_step,
    name_picture,
    read_index,
)
from tools.pictures.moments import fault_scenes, fingerprint
from tools.pictures.studio import Scene

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCENES = [
    (definition.id, variation.id, stage)
    for definition in load_catalogue().values()
    for variation in definition.variations
    for stage in (tuple(stage.id for stage in definition.stages) or (None,))
]
MOST_BYTES = 4_000_000


def on_white(picture: Image.Image) -> NDArray[np.int16]:
    drawn = picture.convert("RGBA")
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn, mask=drawn)
    return np.asarray(paper, dtype=np.int16)


def changed_share(before: NDArray[np.int16], after: NDArray[np.int16]) -> float:
    return float((np.abs(before - after).max(axis=2) > 40).mean())


@pytest.mark.parametrize(("exercise", "variation", "stage"), SCENES)
def test_the_stills_show_a_figure_that_moves(
    exercise: str, variation: str, stage: str | None
) -> None:
    seen = []
    for moment in MOMENTS:
        path = find_picture(load_catalogue()[exercise], variation, stage, moment)
        assert path is not None
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("WEBP", (640, 480))
            opaque = np.asarray(picture.convert("RGBA"))[..., 3] > 128
            seen.append(on_white(picture))
        assert 0.05 < opaque.mean() < 0.9
    assert changed_share(seen[0], seen[2]) > 0.01
    assert min(changed_share(seen[0], seen[1]), changed_share(seen[1], seen[2])) > 0.004


@pytest.mark.parametrize(("exercise", "variation", "stage"), SCENES)
def test_the_loop_is_a_whole_rep(exercise: str, variation: str, stage: str | None) -> None:
    with Image.open(PICTURES / name_picture(exercise, variation, stage, moment=None)) as loop:
        frames: int = getattr(loop, "n_frames", 1)
        assert frames > 20
        loop.seek(frames - 1)
        last = on_white(loop)
        loop.seek(0)
        first = on_white(loop)
    assert changed_share(first, last) < 0.01


def test_nothing_is_left_over_and_all_is_small() -> None:
    wanted = {
        name_picture(*scene, moment=moment) for scene in SCENES for moment in (*MOMENTS, None)
    }
    wanted |= set(read_index()["faults"])
    there = {path.name: path.stat().st_size for path in PICTURES.glob("*.webp")}
    assert set(there) == wanted
    assert sum(there.values()) < MOST_BYTES


@pytest.mark.parametrize("scene", [*(Scene(*scene) for scene in SCENES), *fault_scenes()], ids=str)
def test_pictures_show_the_figure_and_motion_of_today(scene: Scene) -> None:
    """Where this fails, ``python -m tools.pictures`` takes them anew."""
    name = ".".join(filter(None, scene))
    index = read_index()
    taken = index["faults"][f"{name}.webp"] if scene.fault else index["sets"][name]
    now = fingerprint(scene)
    assert taken["figure"] == now["figure"]
    np.testing.assert_allclose(taken["angles_deg"], now["angles_deg"], atol=0.5)


@pytest.mark.parametrize("exercise", load_catalogue())
def test_each_fault_has_its_picture(exercise: str) -> None:
    definition = load_catalogue()[exercise]
    shown = {fault for motion in definition.motions for fault in motion.faults}
    taken = {
        one["fault"]: name
        for name, one in read_index()["faults"].items()
        if one["exercise"] == exercise
    }
    assert taken.keys() == shown
    for name in taken.values():
        path = PICTURES / name
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("WEBP", (480, 360))
            opaque = np.asarray(picture.convert("RGBA"))[..., 3] > 128
        assert 0.05 < opaque.mean() < 0.9
        assert path.stat().st_size < 25_000


def test_a_picture_tells_its_step() -> None:
    bridge = load_catalogue()["bridge"]
    found = [find_step(bridge, "standard", moment=moment) for moment in MOMENTS]
    names = [step.id for step in bridge.steps]
    assert found == [names.index("lie") + 1, names.index("lift") + 1, names.index("hold") + 1]


def test_an_exercise_of_ones_own_has_none() -> None:
    definition = load_catalogue()["bridge"].model_copy(update={"id": "plank"})
    assert find_picture(definition, "standard") is None
