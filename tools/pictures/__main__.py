"""``python -m tools.pictures [EXERCISE...]`` takes the pictures that the package holds.

``python -m tools.pictures --sheets DIR`` writes contact sheets instead: every variation and stage
from three angles at six moments, to be looked at. Needs Chromium and the built front end.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from hamstrong.exercises.pictures import PICTURES, name_picture
from tools.pictures.studio import Scene, Studio, all_scenes, open_studio

if TYPE_CHECKING:
    from collections.abc import Sequence

_STILL_PX: Final = (640, 480)
_LOOP_PX: Final = (320, 240)
_LOOP_FPS: Final = 10
_STILL_QUALITY: Final = 82
_LOOP_QUALITY: Final = 55
_SHEET_PX: Final = (240, 200)
_VIEWS: Final = ("coach", "front", "free")
_SHEET_MOMENTS: Final = 6


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures of all exercises, or of those named."""
    parser = argparse.ArgumentParser(prog="tools.pictures", description=__doc__)
    parser.add_argument("exercise", nargs="*", help="default: all")
    parser.add_argument("--sheets", type=Path, metavar="DIR", help="write contact sheets there")
    parser.add_argument("--body", choices=("a", "b"), default="a")
    chosen = parser.parse_args(arguments)
    scenes = [s for s in all_scenes() if not chosen.exercise or s.exercise in chosen.exercise]
    with open_studio() as studio:
        for scene in scenes:
            if chosen.sheets:
                chosen.sheets.mkdir(parents=True, exist_ok=True)
                write_sheet(studio, scene, chosen.sheets, chosen.body)
            else:
                write_stills(studio, scene, chosen.body)
                write_loop(studio, scene, chosen.body)
            print(*filter(None, scene))


def write_stills(studio: Studio, scene: Scene, body: str) -> None:
    """Write the moments at rest, half way there, and at the fullest."""
    studio.stage(scene, _STILL_PX, body)
    fullest_s = studio.fullest_s
    for moment, time_s in enumerate((0.0, 0.55 * fullest_s, fullest_s), start=1):
        path = PICTURES / name_picture(*scene[:3], moment=moment)
        studio.take(time_s).save(path, quality=_STILL_QUALITY, method=6)


def write_loop(studio: Studio, scene: Scene, body: str) -> None:
    """Write a whole rep as a moving picture."""
    studio.stage(scene, _LOOP_PX, body)
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
