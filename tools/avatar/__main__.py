"""``python -m tools.avatar``: make the figures' GLB files and proportions."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
FIGURES: Final = ROOT / "frontend" / "public" / "avatar"
BODIES: Final = ROOT / "src" / "hamstrong" / "exercises" / "motion" / "bodies"


def main() -> None:
    """Build the figures named, or all."""
    from tools.avatar.build import build_figure, write_proportions
    from tools.avatar.glb import write_figure
    from tools.avatar.looks import CASTS

    parser = argparse.ArgumentParser(prog="avatar", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *sorted(CASTS)], metavar="NAME")
    for name in parser.parse_args().names or sorted(CASTS):
        figure, proportions = build_figure(CASTS[name])
        path = FIGURES / f"{name}.glb"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_figure(figure, path)
        BODIES.mkdir(exist_ok=True)
        (BODIES / f"{name}.toml").write_text(write_proportions(proportions, CASTS[name]))
        print(
            path,
            f"{path.stat().st_size / 1e6:.2f} MB, {len(figure.vertices)} vertices,",
            f"{len(figure.faces)} triangles",
        )


if __name__ == "__main__":
    main()
