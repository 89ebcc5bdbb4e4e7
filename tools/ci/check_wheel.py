"""Check what is inside a wheel: ``python -m tools.ci.check_wheel WHEEL``.

Everything the checkout holds under ``src/hamstrong`` must be in it, byte for byte, with
what the build adds; and nothing else.
"""

from __future__ import annotations

import fnmatch
import sys
import zipfile
from pathlib import Path
from typing import Final

from tools import artefacts
from tools.ci.check_tree import tracked_files

__all__ = ["PROMISED", "defects"]

ROOT: Final = Path(__file__).resolve().parents[2]
SOURCE: Final = ROOT / "src"

PROMISED: Final = (
    "hamstrong/__init__.py",
    "hamstrong/cli/__init__.py",
    "hamstrong/py.typed",
    "hamstrong/pose/models/pose_detector.tflite",
    "hamstrong/pose/models/pose_landmarks_lite.tflite",
    "hamstrong/pose/models/pose_landmarks_full.tflite",
    "hamstrong/pose/models/pose_landmarks_heavy.tflite",
    "hamstrong/pose/models/pose_landmarker_lite.task",
    "hamstrong/pose/models/pose_landmarker_full.task",
    "hamstrong/pose/models/pose_landmarker_heavy.task",
    "hamstrong/exercises/definitions/leg-activation.toml",
    "hamstrong/exercises/definitions/hip-90-90.toml",
    "hamstrong/exercises/definitions/hip-pendulum.toml",
    "hamstrong/exercises/definitions/bridge.toml",
    "hamstrong/exercises/motion/bodies/a.toml",
    "hamstrong/exercises/motion/bodies/b.toml",
    "hamstrong/exercises/strings/en.toml",
    "hamstrong/exercises/strings/de.toml",
    "hamstrong/exercises/strings/en.tests.toml",
    "hamstrong/exercises/strings/de.tests.toml",
    "hamstrong/exercises/definitions/tests/active-knee-extension.toml",
    "hamstrong/exercises/definitions/tests/straight-leg-raise.toml",
    "hamstrong/exercises/definitions/tests/single-leg-bridge-reps.toml",
    "hamstrong/exercises/definitions/tests/bridge-hold.toml",
    "hamstrong/exercises/definitions/tests/wall-sit.toml",
    "hamstrong/*.mp4",
    "hamstrong/web/static/index.html",
    "hamstrong/web/static/avatar/a.glb",
    "hamstrong/web/static/avatar/b.glb",
    "hamstrong/web/static/licenses.md",
    "hamstrong-*.dist-info/licenses/LICENSE",
    "hamstrong-*.dist-info/licenses/NOTICE",
    "hamstrong-*.dist-info/entry_points.txt",
)
"""What a wheel must hold whatever the checkout says (patterns; ``*`` also matches ``/``)."""


def defects(wheel: Path) -> list[str]:
    """Return what is wrong with a wheel, one line each."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        expected = _expected()
        return [
            *(f"lacks {what}" for what in PROMISED if not fnmatch.filter(names, what)),
            *(f"lacks {name}" for name in sorted(expected.keys() - names)),
            *(f"should not hold {name}" for name in sorted(_foreign(names, set(expected)))),
            *(
                f"holds another {name} than the checkout"
                for name in sorted(expected.keys() & names)
                if archive.read(name) != expected[name].read_bytes()
            ),
        ]


def _expected() -> dict[str, Path]:
    built = [ROOT / output for artefact in artefacts.ARTEFACTS for output in artefact.outputs]
    files = [*tracked_files(ROOT), *(path for path in built if path.is_file())]
    return {
        path.relative_to(SOURCE).as_posix(): path for path in files if path.is_relative_to(SOURCE)
    }


def _foreign(names: set[str], expected: set[str]) -> set[str]:
    built = artefacts.STATIC.relative_to("src").as_posix()
    return {
        name
        for name in names - expected
        if not name.startswith(f"{built}/") and ".dist-info/" not in name
    }


def _main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m tools.ci.check_wheel WHEEL\n")
        return 2
    wheel = Path(arguments[0])
    found = defects(wheel)
    print("\n".join(f"{wheel.name} {defect}" for defect in found) or f"{wheel.name} is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
