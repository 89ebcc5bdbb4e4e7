"""Key pictures: which, of what, how large."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hamstrong.report.facts import all_movements
from hamstrong.report.stills import crop_of, moments_of, pictured_reps, take_stills
from tests.unit.report.report_sample import GreyFilm, make_analysis, make_fault, make_rep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

ANALYSIS = make_analysis()
MOVEMENTS = all_movements(ANALYSIS)
FILM = GreyFilm(ANALYSIS.track.time_s)
ORANGE = np.array((255, 138, 61))


def _orange_share(data: bytes) -> float:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)
    assert picture is not None
    distance = np.abs(picture.astype(int) - ORANGE).max(axis=2)
    return float((distance < 40).mean())


def test_few_reps_are_all_shown() -> None:
    assert pictured_reps(MOVEMENTS) == (0, 1, 2, 3)
    moments = moments_of(MOVEMENTS)
    assert len(moments) == 12
    assert [moment.time_s for moment in moments] == sorted(moment.time_s for moment in moments)


def test_of_many_reps_the_worst_the_best_and_the_ends_are_shown() -> None:
    reps = [make_rep(index, 3.0 * index, score=90) for index in range(100)]
    reps[41] = replace(reps[41], score=40, faults=(make_fault(),))
    reps[42] = replace(reps[42], score=75, faults=(make_fault(),))
    reps[63] = replace(reps[63], score=80, faults=(make_fault("hold-too-short"),))
    reps[77] = replace(reps[77], score=100)
    shown = pictured_reps(reps)
    assert len(shown) == 12
    assert {0, 41, 63, 77, 99} <= set(shown)
    assert 42 not in shown
    assert max(np.diff(shown)) < 30


def test_the_crop_is_the_person_inside_the_picture() -> None:
    crop = crop_of(ANALYSIS, MOVEMENTS)
    assert crop.left >= 0.0
    assert crop.top >= 0.0
    assert crop.left + crop.width <= 320.001
    assert crop.top + crop.height <= 240.001
    assert crop.left < 70.0
    assert crop.left + crop.width > 240.0
    assert 0.74 <= crop.width / crop.height <= 1.61


def test_without_a_person_the_whole_picture_is_shown() -> None:
    nobody = replace(
        ANALYSIS,
        track=replace(ANALYSIS.track, presence=np.zeros(len(ANALYSIS.track), dtype=np.float32)),
    )
    crop = crop_of(nobody, MOVEMENTS)
    assert (crop.left, crop.top, crop.width, crop.height) == (0.0, 0.0, 320.0, 240.0)


def test_each_movement_has_start_peak_and_end() -> None:
    stills = take_stills(ANALYSIS, MOVEMENTS, FILM, {})
    assert len(stills) == 12
    for still in stills:
        rep = MOVEMENTS[still.moment.rep]
        wanted = {"start": rep.start_s, "peak": rep.peak_s, "end": rep.end_s}
        assert still.moment.time_s == pytest.approx(wanted[still.moment.name], abs=0.021)
        assert still.uri.startswith("data:image/webp;base64,UklGR")
        assert base64.b64decode(still.uri.partition(",")[2]) == still.data
        assert len(still.data) <= 40_000


def test_a_fault_is_seen_in_the_picture_of_its_rep_only() -> None:
    for still in take_stills(ANALYSIS, MOVEMENTS, FILM, {}):
        share = _orange_share(still.data)
        if (still.moment.rep, still.moment.name) == (1, "peak"):
            assert share > 0.005
        else:
            assert share < 0.001


@pytest.mark.parametrize(
    ("span_s", "shown"),
    [((6.4, 7.0), {"start"}), ((7.5, 8.5), {"peak"}), ((8.6, 9.6), {"end"}), ((8.6, 9.2), set())],
)
def test_a_fault_is_coloured_only_while_it_was_on(
    span_s: tuple[float, float], shown: set[str]
) -> None:
    fault = replace(make_fault(), start_s=span_s[0], end_s=span_s[1])
    rep = make_rep(1, 8.0, fault)
    stills = take_stills(replace(ANALYSIS, reps=(rep,)), [rep], FILM, {})
    assert {still.moment.name for still in stills if _orange_share(still.data) > 0.005} == shown


def test_rich_pictures_are_kept_small() -> None:
    class Noise(GreyFilm):
        def frames(self, max_side_px: int | None = None) -> Iterator[tuple[float, Picture]]:
            chance = np.random.default_rng(1)
            for time_s, picture in super().frames(max_side_px):
                yield time_s, chance.integers(0, 256, picture.shape, dtype=np.uint8)

    film = Noise(ANALYSIS.track.time_s[:130], 320, 240)
    stills = take_stills(ANALYSIS, MOVEMENTS[:1], film, {})
    assert len(stills) == 3
    assert all(len(still.data) <= 40_000 for still in stills)


def test_moments_beyond_the_end_of_the_film_are_left_out() -> None:
    short = GreyFilm(ANALYSIS.track.time_s[:100])
    stills = take_stills(ANALYSIS, MOVEMENTS, short, {})
    assert [still.moment.rep for still in stills] == [0, 0]


def test_pictures_are_read_no_further_than_needed() -> None:
    read: list[float] = []

    class Counting(GreyFilm):
        def frames(self, max_side_px: int | None = None) -> Iterator[tuple[float, Picture]]:
            for time_s, picture in super().frames(max_side_px):
                read.append(time_s)
                yield time_s, picture

    take_stills(ANALYSIS, MOVEMENTS[:1], Counting(ANALYSIS.track.time_s), {})
    assert max(read) <= MOVEMENTS[0].end_s + 0.05
