"""Frame by frame gives exactly what a whole recording gives; absent frames disturb nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.kinematics import (
    COLUMNS,
    MEASURES,
    MeasureStream,
    Orientation,
    compute_measures,
    compute_rows,
)
from hamstrong.pose import PoseFrame, PoseTrack
from tests.unit.kinematics.figures import FILMED, filmed, lose

tracks = st.sampled_from(FILMED).map(lambda key: filmed(*key))
STICKY = {name for name, measure in MEASURES.items() if measure.unit == "sign"}


@settings(max_examples=15)
@given(track=tracks, data=st.data())
def test_a_stream_equals_a_recording(track: PoseTrack, data: st.DataObject) -> None:
    lost = data.draw(st.lists(st.integers(0, len(track) - 1), max_size=20))
    track = lose(track, lost)
    stream = MeasureStream()
    rows = [stream.step(frame) for frame in track]
    np.testing.assert_array_equal(np.array(rows), compute_measures(track).values)


def test_several_streams_at_a_time_equal_each_alone() -> None:
    several = [filmed(*key) for key in FILMED]
    states = [Orientation() for _ in several]
    together = [
        compute_rows([track[index] for track in several], states)
        for index in range(min(map(len, several)))
    ]
    for number, track in enumerate(several):
        alone = MeasureStream()
        for index, rows in enumerate(together):
            np.testing.assert_array_equal(rows[number], alone.step(track[index]))


def test_a_recording_in_pieces_equals_the_whole() -> None:
    track = filmed("bridge", "single-leg")
    state = Orientation()
    rows = [row for frame in track for row in compute_measures(one(frame), state).rows]
    np.testing.assert_array_equal(np.array(rows), compute_measures(track).values)


def one(frame: PoseFrame) -> PoseTrack:
    return PoseTrack.from_frames([frame], 1280, 720)


@pytest.mark.parametrize("when", ["first", "middle", "all"])
def test_nothing_is_measured_where_nobody_is(when: str) -> None:
    track = filmed("leg-activation", "front")
    lost = {"first": range(5), "middle": range(40, 50), "all": range(len(track))}[when]
    table = compute_measures(lose(track, list(lost)))
    absent = np.zeros(len(track), dtype=bool)
    absent[list(lost)] = True
    for name in MEASURES:
        if name not in STICKY:
            assert np.isnan(table.column(name)[absent]).all(), name
    near = COLUMNS["hip_flexion_near_deg"]
    assert not np.isnan(table.values[~absent, near]).any()


def test_who_faces_where_is_remembered_over_a_gap() -> None:
    track = filmed("leg-activation", "front")
    whole = compute_measures(track).column("facing")
    gap = compute_measures(lose(track, list(range(20, 60)))).column("facing")
    np.testing.assert_array_equal(gap, whole)


def test_a_table_gives_its_rows_as_plain_floats() -> None:
    table = compute_measures(filmed("bridge", "single-leg"))
    assert len(table.rows) == len(table)
    assert {type(value) for value in table.rows[0]} == {float}
    np.testing.assert_array_equal(np.array(table.rows), table.values)


def test_an_empty_recording_has_an_empty_table() -> None:
    table = compute_measures(PoseTrack.from_frames([], 640, 480))
    assert table.values.shape == (0, len(MEASURES))
    assert table.rows == []
