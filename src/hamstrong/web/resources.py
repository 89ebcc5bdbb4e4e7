"""What the HTTP interface takes and returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from hamstrong.exercises.model import OWN_ROUTINE
from hamstrong.planner.profile import (
    EVERY_DAY,
    Concern,
    Experience,
    ScreeningState,
    Sex,
    Sport,
)
from hamstrong.session.words import (
    Mode,
    OneSide,
    SessionSide,
    StoppedBy,
)

__all__ = [
    "CheckInResult",
    "Created",
    "DataState",
    "Erasure",
    "ErrorAnswer",
    "ExerciseResult",
    "FaultCount",
    "Health",
    "Imported",
    "LeftOut",
    "NewSession",
    "PainReport",
    "PlanChoice",
    "PlanDay",
    "PlanEntry",
    "PlanItem",
    "PlanPage",
    "Profile",
    "ProfilePage",
    "RepResult",
    "SessionCard",
    "SessionList",
    "SessionPage",
    "SessionSummary",
    "Settings",
    "SideDifference",
    "SideResult",
    "Today",
    "Why",
]

Name = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Count = Annotated[int, Field(ge=0)]


def _whole(value: object) -> object:
    """JSON knows one kind of number: 15.0 is 15."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(set(values)))


class _Resource(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        json_schema_serialization_defaults_required=True,
    )


class _Wish(_Resource):
    """What a browser sends is taken literally: 0 is not false."""

    model_config = ConfigDict(strict=True)


class ErrorAnswer(_Resource):
    """Why a request was refused: a stable code and one sentence."""

    code: str
    message: str


class Health(_Resource):
    """The server is alive. ``saved`` is False while nothing can be written to disk."""

    status: Literal["ok"]
    version: str
    saved: bool
    message: str | None


class PlanItem(_Resource):
    """One exercise of a session: ``sets`` of ``reps`` for each side and stage.

    Where each side has its turn, ``first_side`` begins and ``extra_set`` gets one set more.
    """

    exercise: Name
    variation: Name
    sets: Annotated[int, Field(ge=1, le=10)]
    reps: Annotated[int, Field(ge=1, le=50)]
    hold_s: Annotated[float, Field(ge=0, le=600)]
    rest_s: Annotated[float, Field(ge=0, le=600)]
    first_side: OneSide = "right"
    extra_set: OneSide | None = None
    minutes: Annotated[float, Field(ge=0)]


class PlanChoice(_Wish):
    """An exercise the user chose; what is left out is as usual for the variation."""

    exercise: Name
    variation: Name = "standard"
    sets: Annotated[int, Field(ge=1, le=10)] | None = None
    reps: Annotated[int, Field(ge=1, le=50)] | None = None
    first_side: OneSide = "right"
    extra_set: OneSide | None = None


class NewSession(_Wish):
    """A session to begin; without ``items`` it is today's."""

    items: (
        Annotated[tuple[PlanChoice, ...], Field(min_length=1, max_length=12, strict=False)] | None
    ) = None
    mode: Mode = "camera"


class Created(_Resource):
    """A session that was begun; connect to ``/ws/session/{id}``."""

    id: str


class Why(_Resource):
    """A reason: its text has the id ``reason.<id>``.

    ``values`` fill its places; one that is itself the id of a text by that text.
    """

    id: Name
    values: dict[str, str | int]


class LeftOut(_Resource):
    """An exercise that is not planned, and why."""

    exercise: Name
    reason: Why


class PlanEntry(_Resource):
    """An exercise of the plan, and why it is so."""

    item: PlanItem
    reasons: tuple[Why, ...]


class PlanDay(_Resource):
    """A day of the plan; a day of rest has no entries. ``minutes`` with the warm-up."""

    day: date
    rest: bool
    minutes: float
    warm_up: bool
    entries: tuple[PlanEntry, ...]
    left_out: tuple[LeftOut, ...]


class PlanPage(_Resource):
    """The four weeks ahead, beginning with today; later days show what comes if all goes well."""

    days: tuple[PlanDay, ...]


class Today(_Resource):
    """Today's session and why it is so. ``open_session`` can be resumed.

    Nothing is planned while ``screening`` is ``due`` or ``stop``. On a day of rest, or once
    something was trained today, ``items`` are there for who wants to train nevertheless.
    """

    day: date
    screening: ScreeningState
    rest: bool
    trained: bool
    warm_up: bool
    items: tuple[PlanItem, ...]
    reasons: dict[str, tuple[Why, ...]]
    left_out: tuple[LeftOut, ...]
    minutes: float
    open_session: str | None
    sessions_this_week: int
    last_session: SessionCard | None


class FaultCount(_Resource):
    """How many reps showed a fault."""

    fault: Name
    reps: Count


class SideResult(_Resource):
    """The reps of one side; means are None without a measured rep."""

    reps: Count
    mean_hold_s: float | None
    mean_rom_deg: float | None
    score: int | None


class SideDifference(_Resource):
    """Range of the left less that of the right side, only told when it exceeds the uncertainty."""

    rom_deg: float
    uncertainty_deg: float


class ExerciseResult(_Resource):
    """One exercise of a session.

    ``reps`` were counted by the camera, ``reps_logged`` by the user: those were not measured.
    """

    exercise: Name
    variation: Name
    sets_done: Count
    sets_planned: Count
    reps: Count
    reps_logged: Count
    attempts: Count
    mean_hold_s: float | None
    mean_rom_deg: float | None
    score: int | None
    left: SideResult | None
    right: SideResult | None
    side_difference: SideDifference | None
    faults: tuple[FaultCount, ...]
    check_in: CheckInResult | None
    stopped_by_pain: bool


class CheckInResult(_Resource):
    """The user's word after an exercise: effort and pain from 0 to 10, null where not answered."""

    effort: int | None
    pain: int | None
    cramp: bool


class PainReport(_Resource):
    """Pain that stopped a set, ``time_s`` after the session's start."""

    exercise: Name | None
    variation: Name | None
    time_s: float


class SessionSummary(_Resource):
    """What came of a session.

    ``went_well`` and ``improve`` are text ids; ``improve`` is one thing at most.
    """

    minutes: float
    stopped_by: StoppedBy | None
    exercises: tuple[ExerciseResult, ...]
    reps: Count
    reps_logged: Count
    score: int | None
    went_well: tuple[str, ...]
    improve: str | None
    improve_exercise: Name | None
    pain: tuple[PainReport, ...]


class SessionCard(_Resource):
    """A session in the list."""

    id: str
    started_at: datetime
    ended_at: datetime | None
    open: bool
    minutes: float
    exercises: tuple[Name, ...]
    reps: Count
    reps_logged: Count
    score: int | None


class SessionList(_Resource):
    """Past sessions, newest first."""

    sessions: tuple[SessionCard, ...]
    total: Count


class RepResult(_Resource):
    """A rep, or an attempt that did not count; ``sequence`` is its place in the session's log.

    ``cues`` are the corrections said during it, or after it and before the next, as text ids.
    """

    sequence: int
    exercise: Name
    variation: Name
    stage: Name | None
    side: SessionSide
    set_number: int
    counts: bool
    start_s: float
    end_s: float
    hold_s: float
    rom_deg: float
    score: int
    faults: tuple[Name, ...]
    cues: tuple[str, ...]


class SessionPage(_Resource):
    """All about one session."""

    card: SessionCard
    plan: tuple[PlanItem, ...]
    summary: SessionSummary
    reps: tuple[RepResult, ...]


class Settings(_Wish):
    """What the user chose; kept in the data folder, never sent anywhere."""

    locale: Literal["en", "de"] = "en"
    first_run_done: bool = False
    voice: bool = True
    voice_name: Annotated[str, Field(max_length=200)] | None = None
    volume: Annotated[float, Field(ge=0, le=1)] = 0.8
    sounds: bool = True
    camera: Annotated[str, Field(max_length=500)] | None = None
    model: Literal["auto", "lite", "full", "heavy"] = "auto"
    units: Literal["metric", "imperial"] = "metric"
    theme: Literal["auto", "light", "dark"] = "auto"
    mirror: bool = True
    routine: Name = OWN_ROUTINE


class DataState(_Resource):
    """Where the history is, how much there is of it, and how it is backed up.

    ``folder`` is None for a history in a database or in memory only, of which no backups are made;
    ``backup_problem`` tells why the last backup could not be made.
    """

    folder: str | None
    sessions: Count
    backups: Count
    last_backup_at: datetime | None
    backup_problem: str | None


class Imported(_Resource):
    """What an archive brought: sessions that were new, grew, or were here already."""

    new: Count
    grown: Count
    known: Count


class Erasure(_Wish):
    """Delete everything; the word must be there so that it never happens by chance."""

    confirm: Literal["delete"]


class Profile(_Wish):
    """What the user told about themselves. ``weekdays`` are days of training, 0 is Monday."""

    concerns: Annotated[
        tuple[Concern, ...], Field(max_length=8, strict=False), AfterValidator(_once)
    ] = ()
    cramp_prone: bool = False
    sedentary: bool = False
    sport: Sport = "none"
    experience: Experience = "new"
    minutes: Annotated[int, Field(ge=5, le=60), BeforeValidator(_whole)] = 15
    weekdays: Annotated[
        tuple[Annotated[int, Field(ge=0, le=6), BeforeValidator(_whole)], ...],
        Field(min_length=1, max_length=7, strict=False),
        AfterValidator(_once),
    ] = EVERY_DAY
    sex: Sex | None = None


class ProfilePage(_Resource):
    """What the user told last and whether training is possible.

    ``unanswered``: the questions were never answered; ``due``: something hurt since; ``stop``: the
    answers rule training out. ``at_once``: one of them needs a doctor at once.
    """

    profile: Profile
    answered_at: datetime | None
    screening: ScreeningState
    at_once: bool


Today.model_rebuild()
ExerciseResult.model_rebuild()
