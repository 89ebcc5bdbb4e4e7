"""The preview that other sites show beside a link to the project."""

from __future__ import annotations

import io
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.pictures.studio import Scene

if TYPE_CHECKING:
    from PIL import Image

    from tools.pictures.studio import Studio

__all__ = ["PREVIEW", "write_preview"]

PREVIEW: Final = Path(__file__).resolve().parents[2] / "docs" / "images" / "social.png"
_SIZE: Final = (1280, 640)
_FIGURE_PX: Final = (640, 480)
_COLOURS: Final = 255
_SHOWN: Final = (
    (Scene("leg-activation", "standard", "front"), "a", 220),
    (Scene("hip-90-90", "standard", None), "b", 350),
    (Scene("hip-pendulum", "standard", "centre"), "a", 220),
    (Scene("bridge", "standard", None), "b", 410),
)
"""What is done, by whom, and how many pixels wide it stands there."""
_PAGE: Final = """
<style>
body { margin: 0; background: #f4f3ec; color: #13201a;
  font-family: Inter, "DejaVu Sans", sans-serif; }
header { padding: 52px 64px 0; }
h1 { margin: 0; font-size: 92px; letter-spacing: -3px; color: #0b6147; }
p { margin: 6px 0 0; font-size: 34px; color: #52605a; }
main { position: absolute; bottom: 26px; left: 24px; right: 24px; display: flex; gap: 8px; }
img { height: 330px; object-fit: cover; }
</style>
<header><h1>Hamstrong</h1><p>The hamstring coach that sees you</p></header>
<main>%s</main>
"""


def write_preview(studio: Studio) -> None:
    """Write the four exercises side by side under the name."""
    shown = []
    for scene, body, width in _SHOWN:
        studio.stage(scene, _FIGURE_PX, body)
        picture = _inline(studio.take(studio.fullest_s))
        shown.append(f'<img style="width: {width}px" src="{picture}">')
    page = studio.print_page(_PAGE % "".join(shown), _SIZE)
    page.convert("RGB").quantize(_COLOURS).save(PREVIEW, optimize=True)


def _inline(picture: Image.Image) -> str:
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return "data:image/png;base64," + b64encode(packed.getvalue()).decode()
