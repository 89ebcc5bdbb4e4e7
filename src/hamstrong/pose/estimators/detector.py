"""Where the people are: BlazePose's single-shot detector.

The net looks at the whole picture and proposes, from 2254 anchor points, a face box and four
alignment points. We use the first two: the middle of the hips, and a point on the circle around
the whole body that gives its size and direction (Bazarevsky et al., 2020, arXiv:2006.10204).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from hamstrong.pose.estimators.nets import Net, model_path
from hamstrong.pose.estimators.region import Region

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Candidate", "PersonDetector"]

_STRIDES_PX: Final = ((8, 2), (16, 2), (32, 6))
_LOGIT_LIMIT: Final = 80.0
_MIN_SCORE: Final = 0.5
_SAME_FACE_OVERLAP: Final = 0.3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person the detector proposes; ``score`` is 0 to 1."""

    region: Region
    score: float


class PersonDetector:
    """Propose people in a picture.

    Parameters
    ----------
    threads
        How many threads one call uses.
    """

    def __init__(self, threads: int) -> None:
        self._net = Net(model_path("pose_detector.tflite"), threads, -1.0, 1.0)
        self._anchors = _anchors(self._net.side_px)

    @property
    def inference_s(self) -> float:
        """Time spent inside the net so far."""
        return self._net.inference_s

    def detect(self, rgb: NDArray[np.uint8], where: Region) -> tuple[Candidate, ...]:
        """Return the people found, best first.

        Parameters
        ----------
        rgb
            Shape (h, w, 3).
        where
            The part of the picture to look at; beyond the edges it is black.
        """
        self._net.run(rgb, where, cv2.BORDER_CONSTANT)
        return tuple(
            Candidate(Region.from_alignment(*where.to_picture(points)), score)
            for points, score in self._decode()
        )

    def _decode(self) -> list[tuple[NDArray[np.float32], float]]:
        logits = np.clip(self._net.view(1)[:, 0], -_LOGIT_LIMIT, _LOGIT_LIMIT)
        scores = np.asarray(1.0 / (1.0 + np.exp(-logits)), dtype=np.float32)
        sure = np.flatnonzero(scores >= _MIN_SCORE)
        sure = sure[np.argsort(-scores[sure], kind="stable")]
        # (n, 6, 2): middle and size of the face box, then the four alignment points.
        pairs = self._net.view(0)[sure].reshape(-1, 6, 2) / np.float32(self._net.side_px)
        anchors = self._anchors[sure]
        pairs[:, 0] += anchors
        pairs[:, 2:] += anchors[:, None]
        return _merge(pairs, scores[sure])


def _anchors(side_px: int) -> NDArray[np.float32]:
    grids = []
    for stride, boxes in _STRIDES_PX:
        middles = (np.arange(side_px // stride, dtype=np.float32) + 0.5) * stride / side_px
        y, x = np.meshgrid(middles, middles, indexing="ij")
        grids.append(np.repeat(np.stack([x.ravel(), y.ravel()], axis=1), boxes, axis=0))
    return np.concatenate(grids)


def _merge(
    pairs: NDArray[np.float32], scores: NDArray[np.float32]
) -> list[tuple[NDArray[np.float32], float]]:
    """Average proposals of the same face, weighted by score; ``scores`` are in falling order."""
    merged = []
    while len(scores):
        same = _overlap(pairs[0], pairs) > _SAME_FACE_OVERLAP
        same[0] = True
        points = np.average(pairs[same, 2:4], axis=0, weights=scores[same]).astype(np.float32)
        merged.append((points, float(scores[0])))
        pairs, scores = pairs[~same], scores[~same]
    return merged


def _overlap(one: NDArray[np.float32], many: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return intersection over union of the face boxes."""
    low = np.maximum(one[0] - one[1] / 2, many[:, 0] - many[:, 1] / 2)
    high = np.minimum(one[0] + one[1] / 2, many[:, 0] + many[:, 1] / 2)
    common = np.prod(np.maximum(high - low, 0.0), axis=1)
    union = np.prod(one[1]) + np.prod(many[:, 1], axis=1) - common
    return np.asarray(common / np.maximum(union, 1e-9), dtype=np.float32)
