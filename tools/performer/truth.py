"""Ground truth of a clip: channels and reps measured on the posed rig, written as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tools.performer.channels import channels_3d, channels_image

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from tools.performer.camera import Camera
    from tools.performer.score import RepPlan

    Array = NDArray[np.float64]

REST_SHARE = 0.05
HOLD_SHARE, HOLD_DEG = 0.10, 3.0


def measure_rep(plan: RepPlan, t: Array, channels: Mapping[str, Array]) -> dict[str, Any]:
    """Start, peak, end, hold and range of one planned rep, by the definitions of the truth files.

    Rest is the driver's value at the plan's two ends; the peak is its extreme in between. A
    ``swing`` (pendulum) has its extreme on the outward side and its range from side to side; a
    ``crossing`` (90/90) starts and ends where the driver passes zero.
    """
    window = (t >= plan.begin_s - 1e-9) & (t <= plan.end_s + 1e-9)
    clock = t[window]
    driver = np.mean([channels[name] for name in plan.driver], axis=0)[window]
    if plan.kind == "crossing":
        driver = driver * (1.0 if plan.side == "left" else -1.0)
        rest_before = rest_after = 0.0
    else:
        rest_before, rest_after = driver[0], driver[-1]
    if plan.kind == "swing":
        peak, span = driver.max(), float(np.ptp(driver))
    elif plan.kind == "crossing":
        peak = span = float(driver.max())
    else:
        far = int(np.argmax(np.abs(driver - (rest_before + rest_after) / 2)))
        peak = driver[far]
        span = float(abs(peak - rest_before))
    tolerance = REST_SHARE * span
    start, end = _ends(plan, driver, (rest_before, rest_after), tolerance)
    near = np.abs(driver - peak) <= max(HOLD_DEG, HOLD_SHARE * abs(peak - rest_before))
    first, last = np.flatnonzero(near)[[0, -1]]
    step = float(np.median(np.diff(t)))
    return {
        "start_s": round(float(clock[start]), 3),
        "peak_s": round(float((clock[first] + clock[last]) / 2), 3),
        "end_s": round(float(clock[end]), 3),
        "hold_s": round(float((near.sum() - 1) * step), 3),
        "rom_deg": round(span, 3),
        "complete": plan.complete,
        "side": plan.side,
        "stage": plan.stage,
        "faults": list(plan.faults),
    }


def _ends(
    plan: RepPlan, driver: Array, rest: tuple[float, float], tolerance: float
) -> tuple[int, int]:
    before = np.flatnonzero(np.abs(driver - rest[0]) > tolerance)
    after = np.flatnonzero(np.abs(driver - rest[1]) > tolerance)
    if plan.kind != "crossing":
        return max(int(before[0]) - 1, 0), min(int(after[-1]) + 1, len(driver) - 1)
    far = int(np.argmax(driver))
    # A rep that starts or ends in the middle leaves and regains rest there; between two sides
    # the passage through the middle is the border.
    edge = tolerance if abs(driver[0]) <= tolerance else 0.0
    start = max((int(i) for i in np.flatnonzero(driver[:far] <= edge)), default=0)
    edge = tolerance if abs(driver[-1]) <= tolerance else 0.0
    end = min((int(i) for i in np.flatnonzero(driver[far:] <= edge)), default=len(driver) - 1 - far)
    return start, far + end


def truth(  # noqa: PLR0913 - the parts of one document
    header: Mapping[str, Any],
    t: Array,
    joints: Mapping[str, Array],
    camera: Camera,
    plans: Sequence[RepPlan],
    events: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Put together the whole truth document, schema ``hamstrong.clip-truth/1``."""
    px = {name: camera.project(p) for name, p in joints.items()}
    angles = channels_3d(joints)
    width, height = camera.size
    inside = np.mean([((p >= 0) & (p < [width, height])).all(1) for p in px.values()], axis=0)
    reps = [measure_rep(p, t, angles) for p in plans]
    for plan, rep in zip(plans, reps, strict=True):
        if plan.exercise:
            rep.update(exercise=plan.exercise, variation=plan.variation)
    several = {"segments": _segments(reps)} if any(p.exercise for p in plans) else {}
    return {
        "schema": "hamstrong.clip-truth/1",
        **header,
        **several,
        "rep_count": sum(p.complete for p in plans),
        "reps": reps,
        "non_events": [_rounded_event(e) for e in events],
        "per_frame": {
            "t": np.round(t, 4).tolist(),
            "in_frame": np.round(inside, 2).tolist(),
            "angles_3d": {k: np.round(v, 1).tolist() for k, v in angles.items()},
            "angles_image": {k: np.round(v, 1).tolist() for k, v in channels_image(px).items()},
            "joints_px": {k: np.round(v, 1).tolist() for k, v in px.items()},
            "joints_m": {k: np.round(v, 3).tolist() for k, v in joints.items()},
        },
    }


def _segments(reps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Group the reps into runs of one exercise, with the reps' indices."""
    out: list[dict[str, Any]] = []
    for i, rep in enumerate(reps):
        kind = {"exercise": rep["exercise"], "variation": rep["variation"]}
        if not out or {k: out[-1][k] for k in kind} != kind:
            out.append({**kind, "start_s": rep["start_s"], "end_s": rep["end_s"], "reps": []})
        out[-1]["end_s"] = rep["end_s"]
        out[-1]["reps"].append(i)
    return out


def _rounded_event(event: Mapping[str, Any]) -> dict[str, Any]:
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in event.items()}
