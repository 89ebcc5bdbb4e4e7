"""Key pictures of reps: which moments, which part of the picture, and the encoded result."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from hamstrong.report.facts import movements_of, segment_of
from hamstrong.report.paint import paint_bones
from hamstrong.report.skeleton import BodyPart, bones_of, faulty_parts, near_side

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from hamstrong.analysis.values import Analysis, Rep
    from hamstrong.report.film import Film
    from hamstrong.report.skeleton import Bone, Side

__all__ = ["Crop", "Moment", "Still", "crop_of", "moments_of", "pictured_reps", "take_stills"]

MomentName = Literal["start", "peak", "end"]

_MOST_REPS: Final = 12
_SOURCE_SIDE_PX: Final = 1280
_STILL_AREA_PX: Final = 400 * 300
_LARGEST_STILL_BYTES: Final = 40_000
_QUALITIES: Final = (78, 65, 50, 35, 20)
_MARGIN_SHARE: Final = 0.16
_NARROWEST, _WIDEST = 0.75, 1.6
_NEAREST_S: Final = 0.25
_SHOWN_VISIBILITY: Final = 0.3


class Moment(NamedTuple):
    """A picture to take: of which rep (its place in the list), when and of what."""

    rep: int
    name: MomentName
    time_s: float


class Crop(NamedTuple):
    """The part of the source picture to show, in pixels."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Still:
    """An encoded picture."""

    moment: Moment
    width_px: int
    height_px: int
    data: bytes

    @property
    def uri(self) -> str:
        """The picture as a ``data:`` address."""
        return f"data:image/webp;base64,{base64.b64encode(self.data).decode('ascii')}"


def pictured_reps(reps: Sequence[Rep], most: int = _MOST_REPS) -> tuple[int, ...]:
    """Return which reps to show when there are too many for pictures of all.

    First the worst example of each fault, then the best rep, the first and the last, then reps
    evenly over the recording.
    """
    if len(reps) <= most:
        return tuple(range(len(reps)))
    worst: dict[str, int] = {}
    for place in sorted(range(len(reps)), key=lambda place: reps[place].score):
        for fault in reps[place].faults:
            worst.setdefault(fault.id, place)
    best = max(range(len(reps)), key=lambda place: reps[place].score)
    evenly = np.linspace(0, len(reps) - 1, most).round().astype(int).tolist()
    wanted = dict.fromkeys((*worst.values(), best, 0, len(reps) - 1, *evenly))
    return tuple(sorted(list(wanted)[:most]))


def moments_of(reps: Sequence[Rep]) -> tuple[Moment, ...]:
    """Return start, peak and end of the reps to show, in the order of time."""
    moments = [
        moment
        for place in pictured_reps(reps)
        for moment in (
            Moment(place, "start", reps[place].start_s),
            Moment(place, "peak", reps[place].peak_s),
            Moment(place, "end", reps[place].end_s),
        )
    ]
    return tuple(sorted(moments, key=lambda moment: moment.time_s))


def crop_of(analysis: Analysis, reps: Sequence[Rep]) -> Crop:
    """Return the part of the picture in which the person is during some reps.

    One crop for all of them, so that their pictures can be compared; it has the shape of the
    person within limits and stays inside the picture.
    """
    track = analysis.track
    full = Crop(0.0, 0.0, float(track.width_px), float(track.height_px))
    inside = np.zeros(len(track), dtype=bool)
    for rep in reps:
        inside |= (track.time_s >= rep.start_s) & (track.time_s <= rep.end_s)
    inside &= track.found
    points = track.keypoints_px[inside, :, :2].astype(np.float64)
    points = points[track.visibility[inside] >= _SHOWN_VISIBILITY]
    if not np.isfinite(points).any():
        return full
    # The outermost percent may be a jump of the net: it should not shrink the person.
    low, high = (np.nanpercentile(points, share, axis=0) for share in (0.5, 99.5))
    size = (high - low) + 2 * _MARGIN_SHARE * float(np.max(high - low))
    aspect = float(np.clip(size[0] / max(size[1], 1.0), _NARROWEST, _WIDEST))
    height = max(float(size[1]), float(size[0]) / aspect)
    scale = min(1.0, full.width / (height * aspect), full.height / height)
    width, height = height * aspect * scale, height * scale
    centre = (low + high) / 2
    left = float(np.clip(centre[0] - width / 2, 0.0, full.width - width))
    top = float(np.clip(centre[1] - height / 2, 0.0, full.height - height))
    return Crop(left, top, width, height)


def take_stills(
    analysis: Analysis, reps: Sequence[Rep], film: Film, parts: Mapping[str, str]
) -> tuple[Still, ...]:
    """Return the key pictures of reps with the skeleton drawn on them.

    Parameters
    ----------
    parts
        Body part by fault id, as the exercises' definitions name them.
    """
    moments = moments_of(reps)
    crops = {
        segment: crop_of(analysis, movements_of(analysis, segment)) for segment in analysis.segments
    }
    stills = []
    for moment, picture in _pictures_at(film, moments):
        rep = reps[moment.rep]
        segment = segment_of(analysis, rep)
        if segment is None:
            continue
        near = near_side(analysis, rep.start_s, rep.end_s)
        faulty = _faulty_at(analysis, rep, moment, parts)
        bones = _drawing(analysis, moment, near, faulty)
        stills.append(_still(moment, picture, crops[segment], analysis.track.width_px, bones))
    return tuple(stills)


def _faulty_at(
    analysis: Analysis, rep: Rep, moment: Moment, parts: Mapping[str, str]
) -> frozenset[BodyPart]:
    """Return what is wrong at a moment."""
    found: frozenset[BodyPart] = frozenset()
    for fault in rep.faults:
        if fault.start_s <= moment.time_s <= fault.end_s:
            found |= faulty_parts(analysis, rep, fault, parts.get(fault.id))
    return found


def _pictures_at(
    film: Film, moments: Sequence[Moment]
) -> Iterable[tuple[Moment, NDArray[np.uint8]]]:
    """Give the picture nearest to each moment; moments without one near are left out."""
    waiting = list(moments)
    before: tuple[float, NDArray[np.uint8]] | None = None
    for frame in film.frames(_SOURCE_SIDE_PX) if waiting else ():
        while waiting and frame[0] >= waiting[0].time_s:
            yield from _nearest(waiting.pop(0), before, frame)
        if not waiting:
            return
        before = frame
    for moment in waiting:
        yield from _nearest(moment, before, None)


def _nearest(
    moment: Moment, *frames: tuple[float, NDArray[np.uint8]] | None
) -> Iterable[tuple[Moment, NDArray[np.uint8]]]:
    known = [frame for frame in frames if frame is not None]
    if not known:
        return
    time_s, picture = min(known, key=lambda frame: abs(frame[0] - moment.time_s))
    if abs(time_s - moment.time_s) <= _NEAREST_S:
        yield moment._replace(time_s=time_s), picture


def _drawing(
    analysis: Analysis, moment: Moment, near: Side | None, faulty: frozenset[BodyPart]
) -> tuple[Bone, ...]:
    track = analysis.track
    if not len(track):
        return ()
    frame = track[int(np.argmin(np.abs(track.time_s - moment.time_s)))]
    return bones_of(frame, near, faulty)


def _still(
    moment: Moment,
    picture: NDArray[np.uint8],
    crop: Crop,
    source_width_px: int,
    bones: Sequence[Bone],
) -> Still:
    import cv2

    to_source = picture.shape[1] / source_width_px
    scale = (_STILL_AREA_PX / (crop.width * crop.height)) ** 0.5
    width, height = round(crop.width * scale), round(crop.height * scale)
    left, top = round(crop.left * to_source), round(crop.top * to_source)
    right = max(left + 1, round((crop.left + crop.width) * to_source))
    bottom = max(top + 1, round((crop.top + crop.height) * to_source))
    shown = cv2.resize(
        picture[top:bottom, left:right], (width, height), interpolation=cv2.INTER_AREA
    ).astype(np.uint8)
    paint_bones(shown, bones, lambda at: ((at[0] - crop.left) * scale, (at[1] - crop.top) * scale))
    return Still(moment, width, height, _encoded(shown))


def _encoded(picture: NDArray[np.uint8]) -> bytes:
    """Encode as WebP, at less quality where the picture is too rich for its share of the page."""
    import cv2

    swapped = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR)
    data = b""
    for quality in _QUALITIES:
        data = cv2.imencode(".webp", swapped, [cv2.IMWRITE_WEBP_QUALITY, quality])[1].tobytes()
        if len(data) <= _LARGEST_STILL_BYTES:
            break
    return data
