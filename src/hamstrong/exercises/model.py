"""The model of an exercise definition: what a file in ``definitions/`` may say.

Every quantity the engine compares is a *column* of the measure table (`hamstrong.kinematics`),
so adding an exercise, a stage, a variation or a fault takes no code.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hamstrong.errors import UnknownNameError

__all__ = [
    "OWN_ROUTINE",
    "POSE_MODELS",
    "SCHEMA_VERSION",
    "Activity",
    "Check",
    "Condition",
    "Dose",
    "ExerciseDefinition",
    "FaultMotion",
    "Keyframe",
    "Motion",
    "Movement",
    "Norm",
    "RepCondition",
    "SelfTest",
    "Signs",
    "Stage",
    "Step",
    "TestUnit",
    "Uncertainty",
    "Variation",
]

SCHEMA_VERSION = 1
STANDARD: Final = "standard"
"""The variation with order 0."""
OWN_ROUTINE: Final = "hamstrings"
"""The routine that comes with Hamstrong."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Column = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$", max_length=60)]
Seconds = Annotated[float, Field(ge=0, le=600)]

Posture = Literal["standing", "seated", "supine"]
View = Literal["side", "front"]
Sides = Literal["both", "each", "alternating"]
PoseModel = Literal["lite", "full", "heavy"]
POSE_MODELS: Final = ("lite", "full", "heavy")
"""The pose models, the more able the later."""
Phase = Literal["rest", "out", "peak", "back", "rep", "after"]
MotionPhase = Literal["rest", "out", "hold", "back", "in"]
Breath = Literal["in", "out", "normal"]
Statistic = Literal["median", "min", "max", "p10", "p90", "range"]
TestFigure = Literal["peak", "hold_s", "reps"]
TestUnit = Literal["deg", "s", "reps"]
Sex = Literal["female", "male"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Condition(_Strict):
    """A frame fulfils it when ``min <= column <= max``; a bound left out does not bind."""

    measure: Column
    min: float | None = None
    max: float | None = None


class RepCondition(Condition):
    """As `Condition`, for a statistic of the column over one phase of a rep.

    ``rest`` is the stretch before the rep, ``out`` from the start to the extreme, ``peak`` around
    the extreme, ``back`` from there to the end, ``rep`` start to end, ``after`` the lowest stretch
    at its end. ``relative`` subtracts the median of the same column at rest. ``movements`` limits
    it to reps of these.
    """

    phase: Phase = "rep"
    statistic: Statistic = "median"
    relative: bool = False
    movements: tuple[Slug, ...] | None = None

    def concerns(self, movement: str) -> bool:
        """Whether reps of this movement have to fulfil it."""
        return self.movements is None or movement in self.movements


class Check(RepCondition):
    """A fault is seen when the statistic lies *outside* ``min``..``max``.

    ``measure`` may also be one of the rep's own figures: ``hold_s``, ``rom``, ``out_s``,
    ``back_s``, ``duration_s``, ``out_speed``, ``back_speed``, ``peak``, ``rest_after``.
    ``hysteresis`` is how far beyond the limit the value must lie before the fault is called
    (the measurement's uncertainty); ``major_beyond`` from where on it is major. ``needs_model``: a
    lesser pose model does not see it well enough to judge. ``when``: only a rep that fulfils this
    shows it, in any other the fault is not observable.
    """

    fault: Slug
    severity: Literal["minor", "major"] = "minor"
    hysteresis: float = Field(default=0.0, ge=0)
    major_beyond: float | None = Field(default=None, ge=0)
    needs_model: PoseModel | None = None
    when: tuple[RepCondition, ...] = ()
    variations: tuple[Slug, ...] | None = None
    body_part: Literal["trunk", "head", "pelvis", "thighs", "knees", "shanks", "feet", "hands"]


class Movement(_Strict):
    """What is counted: one driving measure and its pattern.

    ``excursion``: from rest to an extreme and back. ``alternating``: from the middle to one side
    and back through the middle, the sign is the side. ``swing``: out, in and back to the middle.
    ``direction``: whether the driver grows or falls towards the extreme.
    ``full_at``: where the driver ideally arrives; with it ``min_share`` is the share of the way
    from rest to there which makes a rep. ``min_range`` and ``attempt_range`` are in the driver's
    unit.
    A cycle ends when it comes to rest within ``home_share`` of the range from where it began, or
    stays still for ``settle_s`` anywhere in the lower half.
    """

    id: Slug
    stage: Slug | None = None
    driver: Column
    pattern: Literal["excursion", "alternating", "swing"]
    direction: Literal["increasing", "decreasing"] = "increasing"
    rom_measure: Column | None = None
    full_at: float | None = None
    min_share: float | None = Field(default=None, gt=0, lt=1)
    min_range: float = Field(gt=0)
    attempt_range: float = Field(gt=0)
    min_duration_s: Seconds = 0.6
    max_duration_s: Seconds = 60.0
    home_share: float = Field(default=0.2, gt=0, lt=0.5)
    settle_s: Seconds = 0.8
    side: Literal["both", "driver"] | Column = "both"
    start: tuple[Condition, ...]
    start_hold_s: Seconds = 0.4
    keep: tuple[Condition, ...] = ()
    confirm: tuple[RepCondition, ...] = ()


class Dose(_Strict):
    """How much: what the coach plans by default and how a plan may vary it."""

    sets: int = Field(ge=1, le=10)
    reps: int = Field(ge=1, le=50)
    hold_s: Seconds = 0.0
    rest_s: Seconds = 30.0


class Step(_Strict):
    """One instruction; its text has the id ``exercise.<id>.step.<step id>``."""

    id: Slug
    stage: Slug | None = None


class Keyframe(_Strict):
    """A moment of the motion; between keyframes the joints move smoothly.

    ``time_s`` counts from the start of the rep. ``angles_deg`` maps joint coordinates (see
    `hamstrong.exercises.motion`) to degrees, ``contacts`` names what touches the floor from here
    on, ``moved_norm`` and ``lifted_norm`` how far a contact then lies in front of its first place
    and above the floor (in body heights: a step); what is left out stays as it was. ``phase`` is
    the phase that ends here; moving on to the next ``hold`` counts as ``out``, to ``rest`` as
    ``back``.
    """

    time_s: Seconds
    angles_deg: dict[Column, float] = Field(default_factory=dict)
    contacts: tuple[Column, ...] | None = None
    moved_norm: dict[Column, float] = Field(default_factory=dict)
    lifted_norm: dict[Column, float] = Field(default_factory=dict)
    phase: MotionPhase = "rest"
    breath: Breath | None = None
    step: Slug | None = None


class FaultMotion(_Strict):
    """How a typical fault differs from the right motion.

    ``angles_deg`` and ``moved_norm`` replace those of the keyframes of a phase, except the one a
    rep starts with (``all``: of every keyframe and of the posture at rest). ``tempo`` multiplies
    the time a phase takes, ``stride`` every ``moved_norm``.
    """

    angles_deg: dict[MotionPhase | Literal["all"], dict[Column, float]] = Field(
        default_factory=dict
    )
    moved_norm: dict[MotionPhase | Literal["all"], dict[Column, float]] = Field(
        default_factory=dict
    )
    tempo: dict[MotionPhase, Annotated[float, Field(gt=0, le=20)]] = Field(default_factory=dict)
    stride: float = Field(default=1.0, ge=0, le=2)


class Motion(_Strict):
    """The motion of one rep: the source of the demonstration and of the reference recordings.

    ``side`` is the side the numbers are written for, the other side is their mirror image.
    ``base`` is the posture at rest, ``contacts`` what touches the floor in it, ``solve`` the joint
    coordinates that follow from the contacts (the numbers given for them are a first guess).
    ``driver`` is the coordinate whose course gives the true times of a rep. ``first`` replaces
    ``keyframes`` in the first rep, ``outro`` follows the last one.
    """

    id: Slug
    stage: Slug | None = None
    variations: tuple[Slug, ...] = ()
    side: Literal["left", "right", "both"] = "right"
    driver: Column
    base: dict[Column, float]
    contacts: tuple[Column, ...] = Field(min_length=1)
    solve: tuple[Column, ...] = ()
    keyframes: tuple[Keyframe, ...] = Field(min_length=2)
    first: tuple[Keyframe, ...] = ()
    outro: tuple[Keyframe, ...] = ()
    faults: dict[Slug, FaultMotion] = Field(default_factory=dict)


class Activity(_Strict):
    """How strongly a muscle works, or is stretched, in each phase of the motion: 0 to 1.

    A phase left out is 0. ``side`` tells whose: both legs' or body halves', that of the rep's side
    (``trained``), or the other one. Without ``stages`` or ``variations`` it holds for all.
    """

    muscle: Slug
    kind: Literal["works", "stretches"]
    side: Literal["both", "trained", "other"] = "both"
    stages: tuple[Slug, ...] = ()
    variations: tuple[Slug, ...] = ()
    intensity: dict[MotionPhase, Annotated[float, Field(ge=0, le=1)]]

    def holds_for(self, variation: str, stage: str | None) -> bool:
        """Whether it describes this form of the exercise."""
        named = not self.variations or variation in self.variations
        return named and (not self.stages or stage in self.stages)


class Stage(_Strict):
    """A part of an exercise that is done one after the other on each side."""

    id: Slug
    dose: Dose | None = None


class Variation(_Strict):
    """The exercise in another form; ``order`` is its difficulty (0 = the standard form)."""

    id: Slug
    order: int = Field(ge=0, le=20)
    sides: Sides | None = None
    dose: Dose | None = None
    steps: tuple[Step, ...] | None = None


class Signs(_Strict):
    """How the camera tells a variation from the others, and what it counts there.

    ``conditions`` are judged over each rep: the variation of the highest ``order`` whose conditions
    most of a stretch's reps fulfil is taken (``between`` likewise over the rests between reps);
    ``standard`` needs none. ``movements`` limits what counts, ``side`` replaces the movement's.
    """

    variation: Slug
    movements: tuple[Slug, ...] | None = None
    side: Literal["both", "driver"] | Column | None = None
    conditions: tuple[RepCondition, ...] = ()
    between: tuple[RepCondition, ...] = ()


class Uncertainty(_Strict):
    """How far one value of a self-test may be off, without the scatter of its trials.

    Either ``mean_error``, a measured mean absolute error, or ``half_width``, the largest error
    there can be; both in the test's unit. ``source`` tells where it comes from.
    """

    mean_error: float | None = Field(default=None, gt=0)
    half_width: float | None = Field(default=None, gt=0)
    source: str


class Norm(_Strict):
    """A published value; it holds for ``sex``, or for everybody where none is given.

    ``limit`` is the value from which on the result counts as poor: above it where lower is better,
    below it where higher is. ``mean`` and ``deviation`` describe the people of the study.
    """

    sex: Sex | None = None
    mean: float | None = None
    deviation: float | None = Field(default=None, gt=0)
    limit: float
    source: str


class SelfTest(_Strict):
    """What makes an exercise a self-test: which figure is its result, and what it means.

    ``figure`` is the one of each rep that is the value of a trial: ``peak`` the level of the
    movement's ``rom_measure`` at the extreme, ``hold_s`` the time there; ``reps`` takes the number
    of reps of the whole bout instead. The result is the ``best`` or the ``median`` of the trials
    (the reps of the dose). ``until_fatigue``: the bout goes on until the user stops. A rep with a
    fault of ``spoiled_by`` is no trial, only an attempt. ``compare`` tells how left and right are
    compared: their ``difference``, or weaker / stronger * 100 (``index``). ``part`` is the side of
    the thigh it stands for, ``counterpart`` the test of the other one.
    """

    figure: TestFigure
    unit: TestUnit
    better: Literal["lower", "higher"]
    combine: Literal["best", "median"] = "best"
    until_fatigue: bool = False
    spoiled_by: tuple[Slug, ...] = ()
    compare: Literal["difference", "index", "none"] = "none"
    part: Literal["back", "front"]
    counterpart: Slug | None = None
    uncertainty: Uncertainty
    norms: tuple[Norm, ...] = ()

    @property
    def needs_camera(self) -> bool:
        """Whether only a camera can measure it: nobody sees their own joint angles."""
        return self.figure == "peak"


class ExerciseDefinition(_Strict):
    """One exercise, or one self-test; its id is the file's name.

    A definition with a ``test`` is of kind ``test`` and no part of a routine. The plan consists of
    the exercises of one ``routine``.
    """

    schema_version: Literal[1]
    kind: Literal["exercise", "test"] = "exercise"
    test: SelfTest | None = None
    id: Slug
    routine: Slug = OWN_ROUTINE
    order: int = Field(ge=1, le=99)
    posture: Posture
    view: View
    sides: Sides
    minutes: float = Field(gt=0, le=60)
    muscles_worked: tuple[Slug, ...]
    muscles_stretched: tuple[Slug, ...] = ()
    model: PoseModel = "full"
    dose: Dose
    steps: tuple[Step, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = ()
    movements: tuple[Movement, ...] = Field(min_length=1)
    checks: tuple[Check, ...] = ()
    breathing: dict[MotionPhase, Breath]
    variations: tuple[Variation, ...] = Field(min_length=1)
    signs: tuple[Signs, ...] = ()
    safety: tuple[Slug, ...] = Field(min_length=1)
    praise: tuple[Slug, ...] = ()
    mistakes: tuple[Slug, ...] = ()
    motions: tuple[Motion, ...] = ()
    activity: tuple[Activity, ...] = ()
    references: tuple[str, ...] = ()

    def variation(self, variation_id: str) -> Variation:
        """Return a variation by its id; `UnknownNameError` when there is none."""
        for variation in self.variations:
            if variation.id == variation_id:
                return variation
        known = [variation.id for variation in self.variations]
        close = get_close_matches(variation_id, known, n=1)
        hint = f" (did you mean '{close[0]}'?)" if close else ""
        raise UnknownNameError(
            f"Exercise '{self.id}' has no variation '{variation_id}'{hint}; "
            f"it has: {', '.join(known)}."
        )

    def dose_of(self, variation_id: str, stage_id: str | None = None) -> Dose:
        """Return how much to do: the stage's dose, else the variation's, else the exercise's."""
        stage = next((stage for stage in self.stages if stage.id == stage_id), None)
        if stage is not None and stage.dose is not None:
            return stage.dose
        return self.variation(variation_id).dose or self.dose

    def steps_of(self, variation_id: str) -> tuple[Step, ...]:
        """Return the instructions for a variation."""
        return self.variation(variation_id).steps or self.steps

    def mistakes_of(self, variation_id: str) -> tuple[str, ...]:
        """Return the faults that can happen in a variation, in the order of their importance.

        Judged by a check that holds for it, or shown by its motion. What no check judges anywhere
        holds for every variation if the standard form shows it, or if no motion does.
        """
        checks = [check.fault for check in self.checks if self._judges(check, variation_id)]
        judged = {check.fault for check in self.checks}
        shown = {fault for one in self.motions for fault in one.faults}
        everywhere = (self._shown_in(STANDARD) | (set(self.mistakes) - shown)) - judged
        possible = {*checks, *self._shown_in(variation_id), *everywhere}
        return tuple(fault for fault in self.mistakes if fault in possible)

    def _judges(self, check: Check, variation_id: str) -> bool:
        if check.variations is not None and variation_id not in check.variations:
            return False
        signs = next((one for one in self.signs if one.variation == variation_id), None)
        counted = signs.movements if signs is not None else None
        return not (check.movements and counted) or bool({*check.movements} & {*counted})

    def _shown_in(self, variation_id: str) -> set[str]:
        motions = [m for m in self.motions if not m.variations or variation_id in m.variations]
        return {fault for motion in motions for fault in motion.faults}

    def sides_of(self, variation_id: str) -> Sides:
        """Return how a variation deals with the two sides."""
        return self.variation(variation_id).sides or self.sides
