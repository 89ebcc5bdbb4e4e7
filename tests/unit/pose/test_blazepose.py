"""The tracking rules, with nets that see a stage of painted people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hamstrong.pose.estimators import BlazePose
from hamstrong.pose.estimators.detector import Candidate
from hamstrong.pose.estimators.region import Region
from tests.unit.pose.bodies import body

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.pose.estimators.landmarks import Body

_RED, _GREEN = (200, 40, 40), (40, 160, 60)
_FPS = 25


@dataclass
class _Person:
    x_px: float
    colour: tuple[int, int, int] = _RED
    y_px: float = 240.0
    scale: float = 150.0
    detected: bool = True
    lies: bool = False

    def body(self, presence: float = 1.0) -> Body:
        return body(x_px=self.x_px, y_px=self.y_px, scale=self.scale, presence=presence)


@dataclass
class _Stage:
    """Who is there, front to back; plays both nets."""

    people: list[_Person] = field(default_factory=list)
    detections: list[Region] = field(default_factory=list)
    wall: int = 128
    looks: int = 0
    frame: int = 0

    def picture(self) -> NDArray[np.uint8]:
        rgb = np.full((480, 640, 3), self.wall, dtype=np.uint8)
        for person in reversed(self.people):
            x, y = person.body().keypoints_px[:, :2].T
            left, right = int(max(x.min() - 5, 0)), int(max(x.max() + 5, 0))
            rgb[int(max(y.min(), 0)) : int(max(y.max(), 0)), left:right] = person.colour
        return rgb

    def detect(self, _: NDArray[np.uint8], where: Region) -> tuple[Candidate, ...]:
        """The net misses who is small in the square it looks at, and some who lie in it."""
        self.detections.append(where)
        return tuple(
            Candidate(Region(person.x_px, person.y_px, 2.2 * person.scale, 1.5 * person.lies), 0.9)
            for person in self.people
            if person.detected
            and abs(person.x_px - where.x_px) < where.size_px / 2
            and 2.2 * person.scale > where.size_px / 4
            and (not person.lies or abs(where.rotation_rad) > 1)
        )

    def find(self, _: NDArray[np.uint8], region: Region) -> Body:
        """The net keeps to whoever is nearest to the middle of the crop."""
        self.looks += 1
        near = sorted(self.people, key=lambda person: abs(person.x_px - region.x_px))
        if not near or abs(near[0].x_px - region.x_px) > region.size_px / 3:
            return body(presence=0.1)
        return near[0].body()

    def play(self, estimator: BlazePose, frames: int) -> list[float | None]:
        """Return the colour's redness, or None, for each frame."""
        seen: list[float | None] = []
        for _ in range(frames):
            found = estimator.estimate(self.picture(), self.frame / _FPS)
            self.frame += 1
            hips = found.keypoints_px[23:25, 0].mean()
            seen.append(float(hips) if found.found else None)
        return seen


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> _Stage:
    stage = _Stage()
    estimators = "hamstrong.pose.estimators"
    monkeypatch.setattr(f"{estimators}.search.PersonDetector", lambda _: stage)
    monkeypatch.setattr(f"{estimators}.blazepose.LandmarkNet", lambda *_: stage)
    return stage


@pytest.fixture
def estimator(stage: _Stage) -> BlazePose:
    assert stage.people == []
    return BlazePose()


def test_while_somebody_is_followed_the_detector_rests(stage: _Stage, estimator: BlazePose) -> None:
    stage.people = [_Person(320)]
    assert stage.play(estimator, 20) == pytest.approx([320] * 20)
    assert len(stage.detections) == 2  # from afar, and closer
    assert stage.looks == 20


def test_nobody_is_nobody(stage: _Stage, estimator: BlazePose) -> None:
    frame = estimator.estimate(stage.picture(), 0.0)
    assert not frame.found
    assert frame.presence == 0.0
    assert np.isnan(frame.keypoints_px).all()


def test_an_empty_room_costs_little_more_than_one_detection_a_frame(
    stage: _Stage, estimator: BlazePose
) -> None:
    stage.play(estimator, 4 * _FPS)
    assert len({round(where.rotation_rad, 3) for where in stage.detections}) == 4
    assert len({where.x_px for where in stage.detections}) == 3
    assert len(stage.detections) <= 4 * _FPS * 1.25
    assert stage.looks == 0


def test_somebody_who_lies_is_found_in_the_turned_picture(
    stage: _Stage, estimator: BlazePose
) -> None:
    stage.people = [_Person(320, lies=True)]
    assert stage.play(estimator, 3) == pytest.approx([320] * 3)


def test_who_is_small_is_found_in_a_part_of_the_picture(
    stage: _Stage, estimator: BlazePose
) -> None:
    stage.people = [_Person(150, scale=65)]
    assert stage.play(estimator, 3) == pytest.approx([150] * 3)
    assert {where.size_px for where in stage.detections} >= {640, 480}


def test_who_comes_in_later_is_found_soon_however_they_lie(
    stage: _Stage, estimator: BlazePose
) -> None:
    stage.play(estimator, 10)
    stage.people = [_Person(320, lies=True)]
    assert stage.play(estimator, 2 * _FPS)[-1] == pytest.approx(320)


def test_at_first_the_large_one_in_the_middle_is_chosen(
    stage: _Stage, estimator: BlazePose
) -> None:
    stage.people = [_Person(80, _GREEN, scale=90), _Person(330, scale=150)]
    assert stage.play(estimator, 1) == pytest.approx([330])


def test_a_passer_by_is_not_followed(stage: _Stage, estimator: BlazePose) -> None:
    main, other = _Person(320), _Person(-200, _GREEN, scale=220)
    stage.people = [main]
    stage.play(estimator, 10)
    stage.people = [other, main]
    for step in range(60):
        other.x_px = -200 + 20 * step
        (seen,) = stage.play(estimator, 1)
        assert seen is None or seen == pytest.approx(320)
    assert stage.play(estimator, 1) == pytest.approx([320])


def test_when_hidden_the_person_is_waited_for(stage: _Stage, estimator: BlazePose) -> None:
    main, other = _Person(320), _Person(330, _GREEN, scale=260)
    stage.people = [main]
    stage.play(estimator, 10)
    stage.people = [other]
    assert stage.play(estimator, 2 * _FPS) == [None] * 2 * _FPS
    stage.people = [main]
    assert stage.play(estimator, 3) == pytest.approx([320] * 3)


def test_after_long_enough_somebody_else_takes_over_until_the_first_returns(
    stage: _Stage, estimator: BlazePose
) -> None:
    main, other = _Person(320), _Person(100, _GREEN)
    stage.people = [main]
    stage.play(estimator, 10)
    stage.people = [other]
    seen = stage.play(estimator, 4 * _FPS)
    assert seen[: 3 * _FPS - 1] == [None] * (3 * _FPS - 1)
    assert seen[-1] == pytest.approx(100)
    stage.people = [other, main]
    assert stage.play(estimator, _FPS)[-1] == pytest.approx(320)


def test_a_small_figure_in_the_background_never_takes_over(
    stage: _Stage, estimator: BlazePose
) -> None:
    stage.people = [_Person(320)]
    stage.play(estimator, 5)
    stage.people = [_Person(100, _GREEN, scale=60)]
    assert stage.play(estimator, 8 * _FPS) == [None] * 8 * _FPS


def test_who_leaves_and_comes_back_is_known_at_once(stage: _Stage, estimator: BlazePose) -> None:
    main, other = _Person(320), _Person(500, _GREEN)
    stage.people = [main]
    stage.play(estimator, 10)
    stage.people = []
    assert stage.play(estimator, _FPS) == [None] * _FPS
    main.x_px = 200
    stage.people = [other, main]
    assert stage.play(estimator, 2) == pytest.approx([200, 200])


def test_without_a_visible_face_the_person_is_found_again_in_place(
    stage: _Stage, estimator: BlazePose
) -> None:
    main = _Person(320)
    stage.people = [main]
    stage.play(estimator, 10)
    stage.people = []
    stage.play(estimator, 5)
    main.detected = False
    stage.people = [main]
    assert stage.play(estimator, 2) == pytest.approx([320, 320])


def test_a_change_of_light_is_not_another_person(stage: _Stage, estimator: BlazePose) -> None:
    main = _Person(320)
    stage.people = [main]
    stage.play(estimator, 10)
    main.colour, stage.wall = (90, 15, 15), 60
    assert stage.play(estimator, _FPS) == pytest.approx([320] * _FPS)
    main.x_px = 400
    assert stage.play(estimator, 3) == pytest.approx([400] * 3)


def test_who_is_covered_for_more_than_a_moment_is_absent(
    stage: _Stage, estimator: BlazePose
) -> None:
    main = _Person(320)
    stage.people = [main]
    stage.play(estimator, 10)
    main.colour = _GREEN
    seen = stage.play(estimator, _FPS)
    assert seen[:4] == pytest.approx([320] * 4)
    assert seen[8:] == [None] * (_FPS - 8)
    main.colour = _RED
    assert stage.play(estimator, 2) == pytest.approx([320] * 2)


@pytest.mark.parametrize("step_px", [1.0, 8.0, 30.0])
def test_who_walks_is_followed(stage: _Stage, estimator: BlazePose, step_px: float) -> None:
    main = _Person(20)
    stage.people = [main]
    stage.play(estimator, 1)
    while main.x_px < 600:
        main.x_px += step_px
        assert stage.play(estimator, 1) == pytest.approx([main.x_px])


def test_a_reset_forgets(stage: _Stage, estimator: BlazePose) -> None:
    stage.people = [_Person(320)]
    stage.play(estimator, 5)
    estimator.reset()
    stage.people = [_Person(100, _GREEN, scale=60)]
    stage.frame = 0
    assert stage.play(estimator, 1) == pytest.approx([100])
