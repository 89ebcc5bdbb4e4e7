"""Follow one person through a video with BlazePose on LiteRT."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Final, NamedTuple

from hamstrong.pose.estimators.identity import Portrait, Sighting
from hamstrong.pose.estimators.landmarks import LandmarkNet
from hamstrong.pose.estimators.plausibility import fit, is_plausible
from hamstrong.pose.estimators.region import Region
from hamstrong.pose.estimators.search import PeopleSearch
from hamstrong.pose.estimators.steady import SteadyPoints
from hamstrong.pose.frame import PoseFrame

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from hamstrong.pose.estimators.landmarks import Body

__all__ = ["BlazePose"]

_MAX_THREADS: Final = 4
_LINGER_S: Final = 1.0
"""So long we go on looking where the person was, though no face or body is detected."""
_LINGER_PRESENCE: Final = 0.8
_SURE_PRESENCE: Final = 0.9
"""Below this, strange colours mean that something is in front of the person."""
_PATIENCE_S: Final = 3.0
"""So long a lost person is waited for before somebody else may take the place."""
_MIN_STAND_IN_SIZE: Final = 0.6
_LOOK_AROUND_EVERY_S: Final = 0.5
_REMEMBER_S: Final = 30.0


class _Seen(NamedTuple):
    body: Body
    sighting: Sighting


class BlazePose:
    """Keypoints of one person, frame after frame.

    The detector is used only while nobody is being followed. Somebody who passes by is not
    followed; a person who was lost is known again by clothes, place and size.

    Parameters
    ----------
    model
        ``lite``, ``full`` or ``heavy``.
    threads
        How many threads one call uses; None for as many as there are processors, at most 4.

    Raises
    ------
    UnknownNameError
        There is no such model.
    InstallationError
        A net is missing or damaged.
    """

    def __init__(self, model: str = "full", threads: int | None = None) -> None:
        threads = threads or min(os.cpu_count() or 1, _MAX_THREADS)
        self._landmarks = LandmarkNet(model, threads)
        self._people = PeopleSearch(threads)
        self._steady = SteadyPoints()
        self._forget()
        self.model = model

    @property
    def inference_s(self) -> float:
        """Time spent inside the nets so far."""
        return self._landmarks.inference_s + self._people.inference_s

    def reset(self) -> None:
        """Forget the person: the next frame belongs to another recording."""
        self._forget()

    def _forget(self) -> None:
        self._steady.reset()
        self._people.reset()
        self._region: Region | None = None
        self._following = False
        self._person: Portrait | None = None
        self._absent_person: Portrait | None = None
        self._looked_around_s = -math.inf

    def estimate(self, rgb: NDArray[np.uint8], time_s: float) -> PoseFrame:
        """Return the keypoints in a frame.

        Parameters
        ----------
        rgb
            Shape (h, w, 3).
        time_s
            Time of the frame; later than the one before.

        Returns
        -------
        PoseFrame
            The raw keypoints, not smoothed; `PoseFrame.absent` when the person is not there.
        """
        seen = self._follow(rgb, time_s) or self._search(rgb, time_s)
        if seen is None:
            self._following = False
            self._steady.reset()
            return PoseFrame.absent(time_s)
        body = seen.body
        self._following = True
        self._region = Region.from_alignment(*self._steady.step(time_s, body.alignment_px))
        return PoseFrame(time_s, body.keypoints_px, body.world_m, body.visibility, body.presence)

    def _follow(self, rgb: NDArray[np.uint8], time_s: float) -> _Seen | None:
        """Look where the person was in the last frame."""
        if not self._following or self._region is None or self._person is None:
            return None
        seen = self._look(rgb, self._region, time_s)
        if (
            seen is None
            or self._person.is_hop(seen.sighting)
            or self._person.is_hidden(seen.sighting)
        ):
            return None
        if seen.body.presence < _SURE_PRESENCE and not self._person.resembles(seen.sighting):
            return None
        self._person.learn(seen.sighting)
        return self._returned(rgb, time_s) or seen

    def _search(self, rgb: NDArray[np.uint8], time_s: float) -> _Seen | None:
        """Look for the person everywhere, or for anybody if nobody is known."""
        everybody = self._everybody(rgb, time_s)
        chosen = (
            self._come_back(everybody)
            or self._choose(everybody, time_s)
            or self._linger(rgb, time_s)
        )
        if chosen is None:
            return None
        self._steady.reset()
        if self._person is None:
            self._person = Portrait(chosen.sighting)
        elif self._person.resembles(chosen.sighting):
            self._person.learn(chosen.sighting)
        else:
            self._absent_person = self._absent_person or self._person
            self._person = Portrait(chosen.sighting)
        return chosen

    def _come_back(self, everybody: list[_Seen]) -> _Seen | None:
        """Return the person somebody else stands in for, if they are among these."""
        absent = self._absent_person
        for seen in everybody:
            if absent is not None and absent.resembles(seen.sighting):
                self._person, self._absent_person = absent, None
                absent.learn(seen.sighting)
                self._steady.reset()
                return seen
        return None

    def _choose(self, everybody: list[_Seen], time_s: float) -> _Seen | None:
        person = self._person
        if person is None or not everybody:
            return everybody[0] if everybody else None
        known = [seen for seen in everybody if person.may_be(seen.sighting)]
        if not known and time_s - person.last.time_s >= _PATIENCE_S:
            least_scale = person.last.scale * _MIN_STAND_IN_SIZE
            known = [seen for seen in everybody if seen.sighting.scale >= least_scale]
        return min(known, key=lambda seen: person.strangeness(seen.sighting), default=None)

    def _linger(self, rgb: NDArray[np.uint8], time_s: float) -> _Seen | None:
        """Look once more where the person was: the detector needs to see a face."""
        person = self._person
        if person is None or self._region is None or time_s - person.last.time_s > _LINGER_S:
            return None
        seen = self._look(rgb, self._region, time_s)
        if seen is None or seen.body.presence < _LINGER_PRESENCE:
            return None
        return seen if person.may_be(seen.sighting) else None

    def _returned(self, rgb: NDArray[np.uint8], time_s: float) -> _Seen | None:
        """While somebody else stands in, look now and then whether the person is back."""
        absent, region = self._absent_person, self._region
        if absent is None or region is None:
            return None
        if time_s - absent.last.time_s > _REMEMBER_S:
            self._absent_person = None
            return None
        if time_s - self._looked_around_s < _LOOK_AROUND_EVERY_S:
            return None
        self._looked_around_s = time_s
        others = [other for other in self._people.glance(rgb) if not region.overlaps(other)]
        looks = [self._look(rgb, other, time_s) for other in others]
        return self._come_back([seen for seen in looks if seen is not None])

    def _everybody(self, rgb: NDArray[np.uint8], time_s: float) -> list[_Seen]:
        """Return who is in the picture, the likeliest to be the one who exercises first."""
        for regions in self._people.looks(rgb, time_s):
            looks = [self._look(rgb, region, time_s) for region in regions]
            everybody = [seen for seen in looks if seen is not None]
            if everybody:
                return everybody
        return []

    def _look(self, rgb: NDArray[np.uint8], region: Region, time_s: float) -> _Seen | None:
        body = self._landmarks.find(rgb, region)
        agreement = fit(body)
        if not is_plausible(body, agreement, rgb.shape[1], rgb.shape[0]):
            return None
        return _Seen(body, Sighting(body, agreement.scale, rgb, time_s))
