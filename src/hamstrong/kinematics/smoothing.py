"""Filters: what to do about jitter, spikes and short gaps before anything is measured."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from hamstrong.pose import PoseFrame

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.pose import PoseTrack

    Array = NDArray[np.float64]

__all__ = ["OneEuroFilter", "PoseSmoother", "filter_track"]

CUTOFF_HZ = 6.0
LONGEST_GAP_S = 0.25
_SPIKE_WINDOW_S = 0.24
_LEAST_HALF_WINDOW = 2
_SHORTEST_STEP_S = 1.0 / 240.0
_FINER = 4.0
"""How much finer than the mean step of the frames the filter may resample."""
_AT_A_TIME = 50_000


def filter_track(
    track: PoseTrack, *, cutoff_hz: float = CUTOFF_HZ, longest_gap_s: float = LONGEST_GAP_S
) -> PoseTrack:
    """Prepare a recorded track for analysis.

    Spikes are replaced by a running median (Hampel 1974), gaps up to ``longest_gap_s`` are bridged
    by straight lines, and each stretch is low-pass filtered with a zero-phase Butterworth filter
    (fourth order in effect; Winter 2009, section 2.2.4.4). Varying frame rates are resampled to the
    median rate for the filter and back. Longer gaps stay gaps.
    """
    found = track.found
    if found.sum() < _SHORTEST:
        return track
    coordinates = np.concatenate(
        [track.keypoints_px, track.world_m], axis=2, dtype=np.float64
    ).reshape(len(track), -1)
    visibility = track.visibility.astype(np.float64)
    presence = track.presence.copy()
    for start, stop in _stretches(track.time_s, found, longest_gap_s):
        span = slice(start, stop)
        seen = found[span]
        time_s = track.time_s[span]
        coordinates[span] = _filter_stretch(time_s, coordinates[span], seen, cutoff_hz)
        visibility[span] = _interpolate(time_s, visibility[span], seen)
        presence[span] = np.where(seen, presence[span], 0.5)
    stacked = coordinates.reshape(len(track), -1, 6).astype(np.float32)
    return replace(
        track,
        keypoints_px=stacked[..., :3],
        world_m=stacked[..., 3:],
        visibility=visibility.astype(np.float32),
        presence=presence,
    )


_SHORTEST = 4


def _stretches(
    time_s: Array, found: NDArray[np.bool_], longest_gap_s: float
) -> list[tuple[int, int]]:
    """Return (start, stop) of runs of found frames in which no gap is longer than allowed."""
    indices = np.flatnonzero(found)
    breaks = np.flatnonzero(np.diff(time_s[indices]) > longest_gap_s + 1e-9)
    starts = np.concatenate([[0], breaks + 1])
    stops = np.concatenate([breaks, [len(indices) - 1]])
    return [
        (int(indices[a]), int(indices[b]) + 1)
        for a, b in zip(starts, stops, strict=True)
        if b - a + 1 >= _SHORTEST
    ]


def _interpolate(time_s: Array, values: Array, seen: NDArray[np.bool_]) -> Array:
    if seen.all():
        return values
    known = time_s[seen]
    columns = [np.interp(time_s, known, column) for column in values[seen].T]
    return np.stack(columns, axis=1)


def _filter_stretch(
    time_s: Array, values: Array, seen: NDArray[np.bool_], cutoff_hz: float
) -> Array:
    from scipy.signal import butter, sosfiltfilt

    filled = _interpolate(time_s, values, seen)
    step_s = _even_step_s(time_s)
    rate_hz = 1.0 / step_s
    filled = _remove_spikes(filled, max(_LEAST_HALF_WINDOW, round(_SPIKE_WINDOW_S * rate_hz / 2)))
    padding = round(rate_hz)
    if rate_hz <= 2.2 * cutoff_hz or len(time_s) <= padding:
        return filled
    sections = butter(2, cutoff_hz, fs=rate_hz, output="sos")
    steady = np.abs(np.diff(time_s) - step_s).max() < 0.1 * step_s
    if steady:
        smooth: Array = sosfiltfilt(sections, filled, axis=0, padlen=padding)
        return smooth
    grid = np.arange(time_s[0], time_s[-1] + step_s / 2, step_s)
    even = np.stack([np.interp(grid, time_s, column) for column in filled.T], axis=1)
    even = sosfiltfilt(sections, even, axis=0, padlen=min(padding, len(grid) - 1))
    return np.stack([np.interp(time_s, grid, column) for column in even.T], axis=1)


def _even_step_s(time_s: Array) -> float:
    """Return the median step, within what bounds memory whatever the times are."""
    steps = np.diff(time_s)
    return max(float(np.median(steps)), _SHORTEST_STEP_S, float(steps.mean()) / _FINER)


def _remove_spikes(values: Array, half_window: int) -> Array:
    """Replace samples far from the running median by it (Hampel identifier, 3 scaled MADs).

    The deviations are those from the median of the window in question: taken from each sample's
    own median they vanish in a steady movement, and its turning points would be cut off.
    """
    from scipy.ndimage import median_filter

    width = 2 * half_window + 1
    median = median_filter(values, size=(width, 1), mode="nearest")
    distance = np.abs(values - median)
    rows, columns = np.nonzero(distance > 3e-3 * max(float(np.ptp(values)), 1e-9))
    padded = np.pad(values, ((half_window, half_window), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, width, axis=0)
    cleaned = values.copy()
    for first in range(0, len(rows), _AT_A_TIME):
        some = rows[first : first + _AT_A_TIME], columns[first : first + _AT_A_TIME]
        spread = 1.4826 * np.median(np.abs(windows[some] - median[some][:, None]), axis=1)
        spike = distance[some] > 3.0 * spread
        places = some[0][spike], some[1][spike]
        cleaned[places] = median[places]
    return cleaned


class OneEuroFilter:
    """One Euro filter (Casiez, Roussel and Vogel 2012) over an array of signals.

    Low lag at high speed, little jitter at rest. ``min_cutoff_hz`` sets the smoothing at rest,
    ``beta`` how much speed opens the filter (Hz per unit and second).
    """

    def __init__(
        self, min_cutoff_hz: float = 1.5, beta: float = 0.05, derivative_cutoff_hz: float = 1.0
    ) -> None:
        self._min_cutoff_hz = min_cutoff_hz
        self._beta = beta
        self._derivative_cutoff_hz = derivative_cutoff_hz
        self._time_s: float | None = None
        self._value: Array | None = None
        self._speed: Array | None = None

    def reset(self) -> None:
        """Forget the past, as after a gap."""
        self._time_s = self._value = self._speed = None

    def step(self, time_s: float, value: Array) -> Array:
        """Return the filtered sample; time must grow, an equal time returns the last result."""
        if self._time_s is None or self._value is None or self._speed is None:
            self._time_s, self._value, self._speed = time_s, value, np.zeros_like(value)
            return value
        elapsed = time_s - self._time_s
        if elapsed <= 0.0:
            return self._value
        speed = (value - self._value) / elapsed
        self._speed = self._speed + _weight(self._derivative_cutoff_hz, elapsed) * (
            speed - self._speed
        )
        cutoff = self._min_cutoff_hz + self._beta * np.abs(self._speed)
        weight = 1.0 / (1.0 + 1.0 / (2.0 * math.pi * cutoff * elapsed))
        self._value = self._value + weight * (value - self._value)
        self._time_s = time_s
        return self._value


def _weight(cutoff_hz: float, elapsed_s: float) -> float:
    return 1.0 / (1.0 + 1.0 / (2.0 * math.pi * cutoff_hz * elapsed_s))


class PoseSmoother:
    """One Euro smoothing of a live stream of frames; pixels are scaled by the body's size."""

    def __init__(self) -> None:
        self._filter = OneEuroFilter(min_cutoff_hz=1.5, beta=6.0)
        self._size_px: float | None = None
        self._last_s: float | None = None

    def step(self, frame: PoseFrame) -> PoseFrame:
        """Return the smoothed frame; an absent frame passes and a long gap starts afresh."""
        if not frame.found:
            return frame
        if self._last_s is not None and frame.time_s - self._last_s > LONGEST_GAP_S:
            self._filter.reset()
        self._last_s = frame.time_s
        if self._size_px is None:
            self._size_px = max(1.0, float(np.ptp(frame.keypoints_px[:, :2], axis=0).max()))
        raw = np.concatenate([frame.keypoints_px, frame.world_m], dtype=np.float64)
        count = len(frame.keypoints_px)
        raw[:count] /= self._size_px
        smooth = self._filter.step(frame.time_s, raw)
        return PoseFrame(
            frame.time_s,
            (smooth[:count] * self._size_px).astype(np.float32),
            smooth[count:].astype(np.float32),
            frame.visibility,
            frame.presence,
        )
