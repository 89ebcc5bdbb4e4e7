"""``python -m tools.pictures`` takes the pictures that the package holds, and the social preview.

``python -m tools.pictures --sheets DIR`` writes contact sheets instead: every variation and stage
from three angles at six moments, to be looked at. Needs Chromium and the built front end.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from PIL import Image

from hamstrong.exercises.pictures import INDEX, PICTURES, name_fault_picture, name_picture
from tools.pictures.moments import (
    fault_scenes,
    fingerprint,
    half_way_s,
    sight_of_fault,
    step_at,
)
from tools.pictures.social import write_preview
from tools.pictures.studio import Scene, Studio, all_scenes, open_studio

if TYPE_CHECKING:
    from collections.abc import Sequence

_STILL_PX: Final = (640, 480)
_LOOP_PX: Final = (320, 240)
_LOOP_FPS: Final = 10
_FAULT_PX: Final = (480, 360)
_STILL_QUALITY: Final = 82
_FAULT_QUALITY: Final = 75
_LOOP_QUALITY: Final = 55
_SHEET_PX: Final = (240, 200)
_VIEWS: Final = ("coach", "front", "free")
_SHEET_MOMENTS: Final = 6


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures of all exercises, or of those named."""
    parser = argparse.ArgumentParser(prog="tools.pictures", description=__doc__)
    parser.add_argument("--sheets", type=Path, metavar="DIR", help="write contact sheets there")
    parser.add_argument("--exercise", help="contact sheets of this exercise only")
    parser.add_argument("--body", choices=("a", "b"), default="a")
    chosen = parser.parse_args(arguments)
    with open_studio() as studio:
        if chosen.sheets:
            chosen.sheets.mkdir(parents=True, exist_ok=True)
            for scene in all_scenes():
                if chosen.exercise in (None, scene.exercise):
                    write_sheet(studio, scene, chosen.sheets, chosen.body)
        else:
            write_pictures(studio)


def write_pictures(studio: Studio) -> None:
    """Write all pictures and their index."""
    for old in PICTURES.glob("*.webp"):
        old.unlink()
    index: dict[str, Any] = {"sets": {}, "faults": {}}
    for scene in all_scenes():
        steps = write_stills(studio, scene)
        write_loop(studio, scene)
        name = ".".join(filter(None, scene))
        index["sets"][name] = {"steps": steps, **fingerprint(scene)}
        print(name)
    for scene in fault_scenes():
        name, shown = write_fault(studio, scene)
        index["faults"][name] = shown
        print(name)
    INDEX.write_text(_as_json(index))
    write_preview(studio)


def _as_json(index: dict[str, Any]) -> str:
    """One line for each picture or set of them, so that changes can be read."""
    parts = [
        f'"{part}": {{\n'
        + ",\n".join(f"{json.dumps(name)}: {json.dumps(shown)}" for name, shown in shown_by.items())
        + "\n}"
        for part, shown_by in index.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def write_stills(studio: Studio, scene: Scene) -> list[str | None]:
    """Write the moments at rest, half way there, and at the fullest; return the step of each."""
    studio.stage(scene, _STILL_PX)
    fullest_s = studio.fullest_s
    times_s = (0.0, half_way_s(scene, fullest_s), fullest_s)
    for moment, time_s in enumerate(times_s, start=1):
        path = PICTURES / name_picture(*scene[:3], moment=moment)
        studio.take(time_s).save(path, quality=_STILL_QUALITY, method=6)
    return [step_at(scene, time_s) for time_s in times_s]


def write_fault(studio: Studio, scene: Scene) -> tuple[str, dict[str, Any]]:
    """Write a fault where it differs most from what is right; return its file and what it shows."""
    studio.stage(scene, _FAULT_PX)
    sight = sight_of_fault(scene)
    name = name_fault_picture(*scene[:3], str(scene.fault))
    picture = studio.take(sight.time_s, sight.view)
    picture.save(PICTURES / name, quality=_FAULT_QUALITY, method=6)
    return name, {
        **{field: value for field, value in scene._asdict().items() if value},
        "time_s": round(sight.time_s, 3),
        "view": sight.view,
        **fingerprint(scene),
    }


def write_loop(studio: Studio, scene: Scene) -> None:
    """Write a whole rep as a moving picture."""
    studio.stage(scene, _LOOP_PX)
    count = round(studio.duration_s * _LOOP_FPS)
    first, *others = (studio.take(index / _LOOP_FPS) for index in range(count))
    first.save(
        PICTURES / name_picture(*scene[:3], moment=None),
        save_all=True,
        append_images=others,
        duration=round(1000 / _LOOP_FPS),
        loop=0,
        quality=_LOOP_QUALITY,
        method=4,
    )


def write_sheet(studio: Studio, scene: Scene, folder: Path, body: str) -> None:
    """Write one contact sheet: a row for each angle, a column for each moment."""
    studio.stage(scene, _SHEET_PX, body)
    width, height = _SHEET_PX
    sheet = Image.new("RGB", (width * _SHEET_MOMENTS, height * len(_VIEWS)), "white")
    times_s = np.linspace(0, studio.duration_s, _SHEET_MOMENTS, endpoint=False)
    for row, view in enumerate(_VIEWS):
        for column, time_s in enumerate(times_s.tolist()):
            picture = studio.take(time_s, view)
            sheet.paste(picture, (column * width, row * height), picture)
    name = ".".join(filter(None, scene))
    sheet.save(folder / f"{name}.png")


if __name__ == "__main__":
    main()
