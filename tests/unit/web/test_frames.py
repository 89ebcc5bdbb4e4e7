"""Keypoints as bytes and back."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hamstrong.pose import PoseFrame
from hamstrong.web.frames import (
    FRAME_BYTES,
    FRAME_OFFSETS,
    FrameError,
    WireFrame,
    decode_frame,
    encode_frame,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

coordinates = arrays(np.float32, (33, 3), elements=st.floats(-9000, 9000, width=32))
shares = arrays(np.float32, (33,), elements=st.floats(0, 1, width=32))


class TestFrames:
    @given(coordinates, coordinates, shares, st.integers(0, 2**32 - 1), st.floats(0, 1e9))
    def test_come_back_as_they_were(
        self,
        keypoints: NDArray[np.float32],
        world: NDArray[np.float32],
        visibility: NDArray[np.float32],
        sequence: int,
        time_s: float,
    ) -> None:
        pose = PoseFrame(time_s, keypoints, world, visibility, 0.5)
        data = encode_frame(WireFrame(sequence, 640, 480, pose))
        back = decode_frame(data)
        assert len(data) == FRAME_BYTES
        assert (back.sequence, back.width_px, back.height_px) == (sequence, 640, 480)
        assert (back.pose.time_s, back.pose.presence) == (time_s, 0.5)
        np.testing.assert_array_equal(back.pose.keypoints_px, keypoints)
        np.testing.assert_array_equal(back.pose.world_m, world)
        np.testing.assert_array_equal(back.pose.visibility, visibility)

    def test_without_a_person_have_no_keypoints(self) -> None:
        data = encode_frame(WireFrame(7, 640, 480, PoseFrame.absent(2.5)))
        pose = decode_frame(data).pose
        assert not pose.found
        assert np.isnan(pose.keypoints_px).all()
        assert pose.time_s == 2.5

    def test_lie_where_they_are_said_to(self) -> None:
        keypoints = np.arange(99, dtype=np.float32).reshape(33, 3)
        pose = PoseFrame(1.0, keypoints, keypoints * 10, np.full(33, 0.25, np.float32), 1.0)
        data = encode_frame(WireFrame(3, 1280, 720, pose))
        layouts = {"sequence": "<I", "time": "<d", "width": "<H", "height": "<H", "presence": "<f"}
        found = {
            name: struct.unpack_from(layouts.get(name, "<f"), data, offset)[0]
            for name, offset in FRAME_OFFSETS.items()
        }
        assert found == {
            "sequence": 3,
            "time": 1.0,
            "width": 1280,
            "height": 720,
            "presence": 1.0,
            "keypoints": 0.0,
            "world": 0.0,
            "visibility": 0.25,
        }
        assert struct.unpack_from("<f", data, FRAME_OFFSETS["world"] + 4)[0] == 10.0

    @given(st.binary(max_size=FRAME_BYTES + 10))
    def test_other_bytes_raise_nothing_else(self, data: bytes) -> None:
        with pytest.raises(FrameError):
            decode_frame(data[: FRAME_BYTES - 1])

    @given(st.binary(min_size=FRAME_BYTES, max_size=FRAME_BYTES))
    def test_any_bytes_of_the_right_length_are_read_or_refused(self, data: bytes) -> None:
        try:
            frame = decode_frame(data)
        except FrameError:
            return
        assert frame.pose.visibility.min() >= 0
        assert np.isfinite(frame.pose.time_s)
