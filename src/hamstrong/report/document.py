"""The JSON document of an analysis: the contract other tools rely on."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

import numpy as np

from hamstrong.analysis.values import (
    SCHEMA,
    Analysis,
    AngleTable,
    FaultSeen,
    Notice,
    PhaseSpan,
    Rep,
    Segment,
    Source,
    Summary,
    VideoInfo,
)
from hamstrong.errors import InputError
from hamstrong.pose import PoseTrack
from hamstrong.report.atomic import write_text
from hamstrong.report.facts import segment_of
from hamstrong.report.wording import split_column, wording_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

__all__ = ["document", "installed_version", "json_text", "read_json", "write_json"]

_TIME_DIGITS = 3
_ANGLE_DIGITS = 2
_COLUMN_DIGITS = {"deg": 2, "deg_s": 2, "px": 2, "s": 3}


def document(analysis: Analysis, locale: str = "en") -> dict[str, Any]:
    """Return the analysis as plain JSON values.

    Keys are in the order of the contract; those it does not name come last. Times are rounded
    to 1 ms, angles to 0.01 deg; what could not be measured is None. ``locale`` is the language
    of what is written together with it; the document itself is English.
    """
    video = analysis.video
    summary = analysis.summary
    words = wording_for("en")
    return {
        "schema": SCHEMA,
        "video": {
            "path": video.path,
            "fps": _rounded(video.fps, 3),
            "frames": video.frames,
            "duration_s": _rounded(video.duration_s, _TIME_DIGITS),
            "width": video.width,
            "height": video.height,
        },
        "exercise": analysis.exercise,
        "variation": analysis.variation,
        "tracked_ratio": _rounded(analysis.tracked_ratio, 4),
        "reps": [_rep(rep, analysis) for rep in analysis.reps],
        "attempts": [_rep(rep, analysis) for rep in analysis.attempts],
        "summary": {
            "reps": summary.reps,
            "attempts": summary.attempts,
            "mean_rom_deg": _rounded(summary.mean_rom_deg, _ANGLE_DIGITS),
            "mean_hold_s": _rounded(summary.mean_hold_s, _TIME_DIGITS),
            "score": summary.score,
        },
        "segments": [_segment(segment) for segment in analysis.segments],
        "angles": _angles(analysis.angles),
        "warnings": [words.notice(notice) for notice in analysis.warnings],
        "not_observable": list(
            dict.fromkeys(name for segment in analysis.segments for name in segment.not_observable)
        ),
        "uncertainty": _errors(analysis.angles.uncertainty),
        "notices": [
            {"id": notice.id, "values": dict(notice.values)} for notice in analysis.warnings
        ],
        "model": analysis.model,
        "question": list(analysis.question),
        "version": installed_version(),
        "source": asdict(analysis.source) if analysis.source else None,
        "locale": locale,
    }


def json_text(analysis: Analysis, locale: str = "en") -> str:
    """Return the JSON document: one rep, segment or column a line, ending in a newline."""
    content = document(analysis, locale)
    fields = [f"  {_dumps(key)}: {_laid_out(value)}" for key, value in content.items()]
    return "{\n" + ",\n".join(fields) + "\n}\n"


def write_json(analysis: Analysis, path: Path, locale: str = "en") -> None:
    """Write the JSON document; raises `OutputError`."""
    write_text(path, json_text(analysis, locale))


def read_json(path: Path) -> Analysis:
    """Read a JSON document back.

    The keypoints are not part of it: ``track`` of the result has no frames.

    Raises
    ------
    InputError
        The file cannot be read or is not such a document.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema"] != SCHEMA:
            raise InputError(f"{path} is not a {SCHEMA} document; analyze the video again.")
        return _analysis(content)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Check the name.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"{path} is not an analysis of Hamstrong or is damaged; analyze the video again."
        ) from error


def _rep(rep: Rep, analysis: Analysis) -> dict[str, Any]:
    segment = segment_of(analysis, rep)
    return {
        "index": rep.index,
        "side": rep.side,
        "stage": rep.stage,
        "start_s": _rounded(rep.start_s, _TIME_DIGITS),
        "peak_s": _rounded(rep.peak_s, _TIME_DIGITS),
        "end_s": _rounded(rep.end_s, _TIME_DIGITS),
        "hold_s": _rounded(rep.hold_s, _TIME_DIGITS),
        "rom_deg": _rounded(rep.rom_deg, _ANGLE_DIGITS),
        "score": rep.score,
        "faults": list(dict.fromkeys(fault.id for fault in rep.faults)),
        "exercise": rep.exercise,
        "variation": rep.variation,
        "fault_details": [_fault(fault) for fault in rep.faults],
        "driver": segment.driver_at(rep.peak_s) if segment else None,
    }


def _fault(fault: FaultSeen) -> dict[str, Any]:
    return {
        "id": fault.id,
        "severity": fault.severity,
        "start_s": _rounded(fault.start_s, _TIME_DIGITS),
        "end_s": _rounded(fault.end_s, _TIME_DIGITS),
        "value": _rounded(fault.value, 3),
        "limit": _rounded(fault.limit, 3),
        "measure": fault.measure,
        "unit": fault.unit,
    }


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "exercise": segment.exercise,
        "variation": segment.variation,
        "start_s": _rounded(segment.start_s, _TIME_DIGITS),
        "end_s": _rounded(segment.end_s, _TIME_DIGITS),
        "reps": list(segment.reps),
        "driver": segment.driver,
        "phases": [
            {
                "phase": span.phase,
                "start_s": _rounded(span.start_s, _TIME_DIGITS),
                "end_s": _rounded(span.end_s, _TIME_DIGITS),
                "driver": span.driver,
            }
            for span in segment.phases
        ],
        "not_observable": list(segment.not_observable),
        "uncertainty": _errors(segment.uncertainty),
    }


def _errors(errors: Mapping[str, float]) -> dict[str, float | None]:
    return {name: _rounded(error, _ANGLE_DIGITS + 1) for name, error in errors.items()}


def _angles(angles: AngleTable) -> dict[str, list[float | None]]:
    columns = {"time_s": _listed(angles.time_s, _TIME_DIGITS)}
    for name, values in angles.columns.items():
        columns[name] = _listed(values, _COLUMN_DIGITS.get(split_column(name).unit, 4))
    return columns


def _listed(values: NDArray[np.float64], digits: int) -> list[float | None]:
    # Adding 0 turns -0.0 into 0.0.
    rounded = np.round(np.asarray(values, dtype=np.float64), digits) + 0.0
    listed: list[float | None] = rounded.tolist()
    for index in np.flatnonzero(~np.isfinite(rounded)):
        listed[index] = None
    return listed


def _rounded(value: float | None, digits: int) -> float | None:
    if value is None or not np.isfinite(value):
        return None
    return round(float(value), digits) + 0.0


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _laid_out(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"    {_dumps(item)}" for item in value) + "\n  ]"
    if isinstance(value, dict) and any(isinstance(item, list) for item in value.values()):
        rows = (f"    {_dumps(key)}: {_dumps(item)}" for key, item in value.items())
        return "{\n" + ",\n".join(rows) + "\n  }"
    return _dumps(value)


def installed_version() -> str:
    """Return the version of Hamstrong."""
    try:
        return version("hamstrong")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "unknown"


def _analysis(content: dict[str, Any]) -> Analysis:
    video = VideoInfo(**content["video"])
    source = content.get("source")
    return Analysis(
        video=video,
        exercise=content["exercise"],
        variation=content["variation"],
        tracked_ratio=float(content["tracked_ratio"]),
        reps=tuple(_read_rep(rep) for rep in content["reps"]),
        attempts=tuple(_read_rep(rep) for rep in content["attempts"]),
        summary=Summary(**content["summary"]),
        segments=tuple(_read_segment(segment) for segment in content["segments"]),
        angles=_read_angles(content["angles"], content["uncertainty"]),
        warnings=_read_notices(content["notices"], content["warnings"]),
        track=PoseTrack.from_frames([], video.width, video.height),
        model=str(content["model"]),
        question=tuple(content["question"]),
        source=Source(**source) if source else None,
    )


def _read_notices(notices: list[dict[str, Any]], warnings: list[str]) -> tuple[Notice, ...]:
    if len(notices) != len(warnings):
        raise ValueError("warnings and notices differ")
    return tuple(Notice(item["id"], item["values"]) for item in notices)


def _read_rep(rep: dict[str, Any]) -> Rep:
    faults = tuple(
        FaultSeen(**{**fault, "value": _number(fault["value"]), "limit": _number(fault["limit"])})
        for fault in rep["fault_details"]
    )
    shared = {
        key: value
        for key, value in rep.items()
        if key not in ("faults", "fault_details", "rom_deg", "driver")
    }
    return Rep(**shared, rom_deg=_number(rep["rom_deg"]), faults=faults)


def _read_segment(segment: dict[str, Any]) -> Segment:
    return Segment(
        exercise=segment["exercise"],
        variation=segment["variation"],
        start_s=segment["start_s"],
        end_s=segment["end_s"],
        reps=tuple(segment["reps"]),
        driver=segment["driver"],
        phases=tuple(PhaseSpan(**span) for span in segment["phases"]),
        not_observable=tuple(segment["not_observable"]),
        uncertainty=segment.get("uncertainty", {}),
    )


def _read_angles(
    columns: dict[str, list[float | None]], uncertainty: dict[str, float]
) -> AngleTable:
    arrays = {name: np.array(values, dtype=np.float64) for name, values in columns.items()}
    time_s = arrays.pop("time_s")
    if any(values.shape != time_s.shape for values in arrays.values()):
        raise ValueError("columns of different length")
    return AngleTable(time_s, arrays, dict(uncertainty))


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)
