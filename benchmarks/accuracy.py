"""How right is the analysis? Measure it on clips with ground truth.

    python benchmarks/accuracy.py FOLDER [--model full] [--keypoints CACHE] [--markdown]

FOLDER holds ``NAME.mp4`` with ``NAME.json`` (schema ``hamstrong.clip-truth/1``). The clips are
analysed without being told what they show. ``--keypoints`` keeps the pose stage's keypoints
between runs.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hamstrong.analysis import Question
from hamstrong.pipeline.analyze import analyse_seen, load, watch
from hamstrong.sources.recording import save_recording

if TYPE_CHECKING:
    from hamstrong.analysis import Analysis, Seen
    from hamstrong.engine import Rep

EVENT_TOLERANCE_S = 0.4
HOLD_TOLERANCE_S = 0.3


@dataclass
class Tally:
    """What was found over all clips."""

    clips: int = 0
    exact: int = 0
    recognised: int = 0
    sides: list[bool] = field(default_factory=list)
    start_s: list[float] = field(default_factory=list)
    end_s: list[float] = field(default_factory=list)
    hold_s: list[float] = field(default_factory=list)
    true_faults: int = 0
    found_faults: int = 0
    right_faults: int = 0
    angles: dict[str, list[float]] = field(default_factory=dict)


def main() -> int:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="full", choices=["lite", "full", "heavy"])
    parser.add_argument("--keypoints", type=Path, default=None)
    arguments = parser.parse_args()
    tally = Tally()
    for truth_path in sorted(arguments.folder.glob("*.json")):
        truth = json.loads(truth_path.read_text(encoding="utf-8"))
        if truth.get("schema") != "hamstrong.clip-truth/1":
            continue
        seen = _seen(truth_path.with_suffix(".mp4"), arguments.model, arguments.keypoints)
        _compare(truth_path.stem, truth, analyse_seen(seen, Question()), tally)
    _print(tally)
    return 0 if tally.exact == tally.clips else 1


def _seen(video: Path, model: str, cache: Path | None) -> Seen:
    if cache is None:
        return watch(video, model=model)
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"{video.stem}.{model}.keypoints.npz"
    if path.exists():
        return load(path)
    seen = watch(video, model=model)
    save_recording(seen.track, seen.video, path, model=seen.model, warnings=seen.warnings)
    return seen


def _compare(name: str, truth: dict[str, Any], analysis: Analysis, tally: Tally) -> None:
    complete = [rep for rep in truth["reps"] if rep["complete"]]
    exact = len(complete) == len(analysis.reps)
    same = (analysis.exercise, analysis.variation) == (truth["exercise"], truth["variation"])
    tally.clips += 1
    tally.exact += exact
    tally.recognised += same
    for wanted in complete:
        rep = _partner(wanted, analysis.reps)
        if rep is not None:
            _compare_rep(wanted, rep, tally)
        else:
            tally.true_faults += len(wanted["faults"])
    for quantity, error in _angle_errors(truth, analysis).items():
        tally.angles.setdefault(quantity, []).append(error)
    attempts = len(truth["reps"]) - len(complete)
    print(
        f"{name:36} reps {len(analysis.reps)}/{len(complete)}"
        f"  attempts {len(analysis.attempts)}/{attempts}"
        f"  {analysis.exercise}/{analysis.variation}{'' if same else '  (wrong)'}"
    )


def _partner(wanted: dict[str, Any], reps: tuple[Rep, ...]) -> Rep | None:
    def overlap(rep: Rep) -> float:
        return float(min(wanted["end_s"], rep.end_s) - max(wanted["start_s"], rep.start_s))

    best = max(reps, key=overlap, default=None)
    return best if best is not None and overlap(best) > 0 else None


def _compare_rep(wanted: dict[str, Any], rep: Rep, tally: Tally) -> None:
    tally.sides.append(rep.side == wanted["side"] and rep.stage == wanted["stage"])
    tally.start_s.append(rep.start_s - wanted["start_s"])
    tally.end_s.append(rep.end_s - wanted["end_s"])
    tally.hold_s.append(rep.hold_s - wanted["hold_s"])
    true, found = set(wanted["faults"]), {fault.id for fault in rep.faults}
    tally.true_faults += len(true)
    tally.found_faults += len(found)
    tally.right_faults += len(true & found)


def _angle_errors(truth: dict[str, Any], analysis: Analysis) -> dict[str, float]:
    """Return mean absolute errors against the rig's image-plane angles while a rep is going on."""
    per_frame = truth["per_frame"]
    time_s = analysis.angles.time_s
    inside = np.zeros(len(time_s), dtype=bool)
    for rep in truth["reps"]:
        inside |= (time_s >= rep["start_s"]) & (time_s <= rep["end_s"])
    side = {"L": "left", "R": "right"}.get(truth["camera"]["side_to_camera"] or "")
    pairs: list[tuple[str, str, np.ndarray]] = []
    image = {key: np.array(value) for key, value in per_frame["angles_image"].items()}
    space = {key: np.array(value) for key, value in per_frame["angles_3d"].items()}
    if side is not None:
        letter = truth["camera"]["side_to_camera"]
        pairs += [
            ("near hip", f"hip_flexion_{side}_deg", 180.0 - image[f"hip_{letter}"]),
            ("near knee", f"knee_flexion_{side}_deg", 180.0 - image[f"knee_{letter}"]),
            ("trunk", "trunk_inclination_deg", image["trunk_incl"]),
        ]
    elif truth["exercise"] == "hip-pendulum":
        pairs += [
            ("lower leg left", "shank_frontal_left_deg", image["shank_frontal_L"]),
            ("lower leg right", "shank_frontal_right_deg", -image["shank_frontal_R"]),
            ("trunk", "trunk_inclination_deg", image["trunk_incl"]),
            ("pelvis tilt", "pelvis_tilt_deg", image["pelvis_tilt"]),
        ]
        pairs += [
            (f"{name} {side} in space", f"{column}_{side}_deg", true(space[f"{channel}_{letter}"]))
            for side, letter in (("left", "L"), ("right", "R"))
            for name, column, channel, true in (
                ("hip rotation", "hip_rotation", "shank_frontal", np.asarray),
                ("knee", "knee_flexion_3d", "knee", lambda inner: 180.0 - inner),
                ("thigh", "thigh_elevation_3d", "thigh_elev", lambda level: 90.0 + level),
            )
        ]
    else:
        knees = 180.0 - (space["knee_L"] + space["knee_R"]) / 2.0
        pairs += [
            ("knee lean", "knee_lean_deg", space["knee_roll"]),
            ("knees in space", "knees_bent_3d_deg", knees),
            ("trunk", "trunk_inclination_deg", image["trunk_incl"]),
        ]
    errors: dict[str, float] = {}
    for title, column, wanted in pairs:
        known = analysis.angles.columns.get(column)
        if known is None:
            continue
        measured = known[inside]
        expected = np.interp(time_s[inside], per_frame["t"], wanted)
        errors[title] = float(np.nanmean(_difference(measured, expected)))
    return errors


def _difference(measured: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return absolute differences; the rig's plane angles have no sign (a hip at -10 reads 10)."""
    signed = np.abs((measured - expected + 180.0) % 360.0 - 180.0)
    mirrored = np.abs((-measured - expected + 180.0) % 360.0 - 180.0)
    return np.asarray(np.minimum(signed, mirrored))


def _within(errors: list[float], tolerance: float) -> str:
    share = np.mean(np.abs(errors) <= tolerance) if errors else float("nan")
    return f"{share:.0%} within {tolerance} s, median {np.median(np.abs(errors)):.2f} s"


def _print(tally: Tally) -> None:
    print()
    print(f"rep counts exact        {tally.exact} of {tally.clips} clips")
    print(f"exercise and variation  {tally.recognised} of {tally.clips} clips")
    print(f"side and stage          {np.mean(tally.sides):.0%} of {len(tally.sides)} reps")
    print(f"start                   {_within(tally.start_s, EVENT_TOLERANCE_S)}")
    print(f"end                     {_within(tally.end_s, EVENT_TOLERANCE_S)}")
    print(f"hold                    {_within(tally.hold_s, HOLD_TOLERANCE_S)}")
    precision = tally.right_faults / tally.found_faults if tally.found_faults else float("nan")
    recall = tally.right_faults / tally.true_faults if tally.true_faults else float("nan")
    of = f"({tally.true_faults} injected)"
    print(f"faults                  precision {precision:.0%}, recall {recall:.0%} {of}")
    for title, errors in sorted(tally.angles.items()):
        clips = ", ".join(f"{error:.1f}" for error in errors)
        print(f"{title:23} mean absolute error {np.mean(errors):.1f} deg (by clip: {clips})")


if __name__ == "__main__":
    sys.exit(main())
