from __future__ import annotations

import numpy as np
import pytest

from hamstrong.pose.estimators.detector import _anchors, _merge, _overlap


def test_there_is_an_anchor_for_each_answer_of_the_net() -> None:
    anchors = _anchors(224)
    assert anchors.shape == (2254, 2)
    assert anchors.min() > 0
    assert anchors.max() < 1
    assert anchors[:2] == pytest.approx(np.full((2, 2), 4 / 224))
    assert anchors[2] == pytest.approx([12 / 224, 4 / 224])
    assert anchors[-1] == pytest.approx([1 - 16 / 224, 1 - 16 / 224])


def _pairs(
    *boxes: tuple[float, float, float],
) -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    """Square face boxes (x, y, side); the alignment points are x and y again, shifted."""
    pairs = np.zeros((len(boxes), 6, 2), dtype=np.float32)
    for pair, (x, y, side) in zip(pairs, boxes, strict=True):
        pair[0], pair[1] = (x, y), (side, side)
        pair[2], pair[3] = (x, y + 0.3), (x, y - 0.1)
    return pairs


def test_overlap_is_intersection_over_union() -> None:
    pairs = _pairs((0.5, 0.5, 0.2), (0.6, 0.5, 0.2), (0.9, 0.9, 0.1))
    assert _overlap(pairs[0], pairs) == pytest.approx([1, 1 / 3, 0], abs=1e-5)


def test_proposals_for_one_face_are_averaged_by_score() -> None:
    pairs = _pairs((0.50, 0.5, 0.2), (0.52, 0.5, 0.2), (0.1, 0.1, 0.1))
    merged = _merge(pairs, np.array([0.9, 0.3, 0.6], dtype=np.float32))
    assert [score for _, score in merged] == pytest.approx([0.9, 0.6])
    assert merged[0][0] == pytest.approx(np.array([[0.505, 0.8], [0.505, 0.4]]))
    assert merged[1][0] == pytest.approx(np.array([[0.1, 0.4], [0.1, 0.0]]))


def test_a_box_without_size_does_not_hang() -> None:
    assert len(_merge(_pairs((0.5, 0.5, 0.0)), np.array([0.9], dtype=np.float32))) == 1


def test_no_proposals_no_people() -> None:
    assert _merge(_pairs(), np.zeros(0, dtype=np.float32)) == []
