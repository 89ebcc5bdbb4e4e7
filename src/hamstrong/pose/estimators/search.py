"""Search a picture for people: the whole of it, turned, in parts, and closer."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hamstrong.pose.estimators.detector import PersonDetector
from hamstrong.pose.estimators.region import Region

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["PeopleSearch"]

_MAX_PEOPLE: Final = 3
_EXTRA_EVERY_S: Final = 0.25
_LONG_SIDED: Final = 1.2
_CLOSER: Final = 1.2
_CLOSER_LOOKS: Final = 3
_SETTLED: Final = 0.25
_LARGE: Final = 0.8


class PeopleSearch:
    """Where people may be.

    The detector sees 224 pixels whatever it looks at. In a wide picture it misses people less than
    a third of it tall, and places small ones badly. So parts of the picture are searched too, and
    whoever is found is looked at again from close by: of 20 people 40 % of the picture tall that
    puts 20 in place instead of 14.

    Parameters
    ----------
    threads
        How many threads one call uses.
    """

    def __init__(self, threads: int) -> None:
        self._detector = PersonDetector(threads)
        self.reset()

    def reset(self) -> None:
        """Begin anew with another recording."""
        self._extra_s = -math.inf
        self._extra = 0

    @property
    def inference_s(self) -> float:
        """Time spent inside the net so far."""
        return self._detector.inference_s

    def glance(self, rgb: NDArray[np.uint8]) -> list[Region]:
        """Return who is seen at once, the likeliest to be the one who exercises first."""
        return self._people(rgb, _whole(rgb))

    def looks(self, rgb: NDArray[np.uint8], time_s: float) -> Iterator[list[Region]]:
        """Yield who is seen at once, then who is seen by looking in other ways.

        All other ways at first; later one of them now and then, which is enough for somebody who
        stays, and keeps long stretches without anybody fast.
        """
        yield self.glance(rgb)
        extra = [*_parts(rgb), *_turned(rgb)]
        if self._extra_s == -math.inf:
            due = extra
        elif time_s - self._extra_s >= _EXTRA_EVERY_S:
            self._extra = (self._extra + 1) % len(extra)
            due = [extra[self._extra]]
        else:
            return
        self._extra_s = time_s
        for where in due:
            yield self._people(rgb, where)

    def _people(self, rgb: NDArray[np.uint8], where: Region) -> list[Region]:
        found = [candidate.region for candidate in self._detector.detect(rgb, where)]
        found.sort(key=lambda region: _prominence(region, rgb), reverse=True)
        closer = [self._closer(rgb, region, where) for region in found[:_MAX_PEOPLE]]
        return [region for region in closer if region is not None]

    def _closer(self, rgb: NDArray[np.uint8], region: Region, where: Region) -> Region | None:
        """Return the region as seen from close by; None if nobody is there after all."""
        if region.size_px > _LARGE * where.size_px:
            return region
        for _ in range(_CLOSER_LOOKS):
            near = replace(region, size_px=region.size_px * _CLOSER)
            again = [
                candidate.region
                for candidate in self._detector.detect(rgb, near)
                if region.overlaps(candidate.region)
            ]
            if not again:
                return None
            settled = abs(math.log(again[0].size_px / region.size_px)) < _SETTLED
            region = again[0]
            if settled:
                break
        return region


def _whole(rgb: NDArray[np.uint8], rotation_rad: float = 0.0) -> Region:
    height, width = rgb.shape[:2]
    return Region(width / 2, height / 2, max(width, height), rotation_rad)


def _turned(rgb: NDArray[np.uint8]) -> list[Region]:
    """Return the picture turned by right angles: the net knows upright people best."""
    return [_whole(rgb, turns * math.pi / 2) for turns in (1, -1, 2)]


def _parts(rgb: NDArray[np.uint8]) -> list[Region]:
    """Return overlapping squares along the longer side of the picture."""
    height, width = rgb.shape[:2]
    short, long = min(width, height), max(width, height)
    if long < _LONG_SIDED * short:
        return []
    count = 2 * math.ceil(long / short) - 1
    places = [short / 2 + index * (long - short) / (count - 1) for index in range(count)]
    return [
        Region(place, height / 2, short, 0.0)
        if width > height
        else Region(width / 2, place, short, 0.0)
        for place in places
    ]


def _prominence(region: Region, rgb: NDArray[np.uint8]) -> float:
    """Return how likely this is the person who exercises: large, and near the middle."""
    height, width = rgb.shape[:2]
    off_center = math.hypot(region.x_px - width / 2, region.y_px - height / 2)
    return region.size_px * (1.0 - off_center / math.hypot(width, height))
