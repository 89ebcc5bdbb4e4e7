"""What a report needs of a video: its pictures in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

__all__ = ["Film"]


class Film(Protocol):
    """Anything that gives a video's pictures on the clock of the analysis.

    `hamstrong.sources.video.VideoSource` is one. Pictures are RGB, as displayed, shape (h, w, 3).
    """

    def frames(self, max_side_px: int | None = None) -> Iterable[tuple[float, Picture]]:
        """Return times and pictures; larger ones scaled down to ``max_side_px``."""
        ...
