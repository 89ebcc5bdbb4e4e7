"""The codes of FHIR exports: those that exist, and our own for what has none."""

from __future__ import annotations

from typing import Final, NamedTuple

__all__ = [
    "ACTIVITY",
    "BODY_SITES",
    "CATEGORY",
    "DURATION",
    "OWN",
    "OWN_CODES",
    "PAIN",
    "RANGE_OF_MOTION",
    "UCUM",
    "Code",
]

LOINC: Final = "http://loinc.org"
SNOMED: Final = "http://snomed.info/sct"
UCUM: Final = "http://unitsofmeasure.org"
CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
OWN: Final = "urn:uuid:0d2f0f0e-5d53-4a5e-8f43-7f7a3f1f6c11"


class Code(NamedTuple):
    """A code of a code system, with the words for people."""

    system: str
    code: str
    display: str


ACTIVITY: Final = Code(LOINC, "73985-4", "Exercise activity")
DURATION: Final = Code(LOINC, "55411-3", "Exercise duration")
PAIN: Final = Code(
    LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported"
)
RANGE_OF_MOTION: Final = Code(SNOMED, "364564000", "Range of joint movement")

BODY_SITES: Final = {
    ("hip", "left"): Code(SNOMED, "287679003", "Left hip region structure"),
    ("hip", "right"): Code(SNOMED, "287579007", "Right hip region structure"),
    ("hip", "both"): Code(SNOMED, "24136001", "Hip joint structure"),
    ("knee", "left"): Code(SNOMED, "82169009", "Structure of left knee region"),
    ("knee", "right"): Code(SNOMED, "6757004", "Structure of right knee region"),
    ("knee", "both"): Code(SNOMED, "72696002", "Knee region structure"),
    ("thigh", "left"): Code(SNOMED, "61396006", "Structure of left thigh"),
    ("thigh", "right"): Code(SNOMED, "11207009", "Structure of right thigh"),
    ("thigh", "both"): Code(SNOMED, "68367000", "Thigh structure"),
}
"""By region and the person's own side."""

_MEANINGS: Final = {
    "sets": ("Sets", "Sets whose every part was trained to its end."),
    "reps": ("Repetitions", "Repetitions that the camera counted."),
    "reps-logged": ("Repetitions told", "Repetitions that the person told; not measured."),
    "mean-hold": ("Mean hold", "Mean time near the end of the movement, of the counted reps."),
    "form-score": ("Form score", "Mean of how well the counted reps were done, 0 to 100."),
    "cramp": ("Cramp", "The person told of a cramp during the exercise."),
    "stopped-by-pain": ("Stopped by pain", "Pain ended the exercise."),
    "perceived-effort": ("Perceived effort", "How hard the exercise was, 0 to 10, as told."),
    "typical-error": ("Typical error", "Mean absolute error of the measure in such recordings."),
    "expanded-uncertainty": (
        "Expanded uncertainty",
        "Half the width within which about 95 % of results lie (JCGM 100:2008, coverage factor 2).",
    ),
    "self-test": ("Self-test", "A test that the person took alone, guided by the program."),
    "active-knee-extension": (
        "Active knee extension",
        "Degrees missing to a straight knee, lying, the thigh upright; fewer are better.",
    ),
    "straight-leg-raise": (
        "Straight leg raise",
        "Hip flexion that the person reaches lying, with a straight knee.",
    ),
    "single-leg-bridge-reps": (
        "Single-leg bridge to fatigue",
        "Bridges on one leg, the side given, until they fail.",
    ),
    "bridge-hold": ("Bridge hold", "How long the hips stay up, lying, on both feet."),
    "wall-sit": ("Wall sit", "How long the thighs stay level, the back against a wall."),
    "range-hip-flexion": ("Range of hip flexion", "Largest less smallest hip flexion of a rep."),
    "range-knee-flexion": ("Range of knee flexion", "Largest less smallest knee flexion of a rep."),
    "range-hip-rotation": (
        "Range of hip rotation",
        "How far the lower leg swings under the knee.",
    ),
    "range-knees-bent": (
        "Range of both knees",
        "Largest less smallest flexion of both knees, on average.",
    ),
    "range-knee-lean": ("Range of knee lean", "How far both knees lean to one side while seated."),
}

OWN_CODES: Final = {
    name: (Code(OWN, name, display), meaning) for name, (display, meaning) in _MEANINGS.items()
}
"""Our own codes with their definitions, by name."""
