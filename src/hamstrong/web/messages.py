"""What browser and server say to each other over the WebSocket of a session.

The first message of the browser is `Hello`, the first of the server `Welcome` (or `Refusal`, after
which it closes). Keypoints come as binary frames, see `hamstrong.web.frames`; each is answered by
one `Live`. Everything else is JSON, told apart by ``type``. `docs/protocol.md` describes the
conversation; the front end's types are generated from this file.

``time_s`` is the browser's clock: seconds, any origin, never falling within a connection, the same
clock as the frames'. The session has no other clock.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from hamstrong.exercises.model import TestUnit
from hamstrong.session.words import (
    BodyPart,
    Breath,
    CommandName,
    CueKind,
    MeasuredPhase,
    Mode,
    ModeReason,
    PainChoice,
    PauseReason,
    SessionSide,
    SetupCheck,
    SetupStatus,
    Signal,
    StateName,
    View,
)
from hamstrong.web.resources import CheckInResult, PlanItem, SessionSummary

__all__ = [
    "CLIENT_MESSAGE",
    "PROTOCOL_VERSION",
    "BoutToLog",
    "CameraStatus",
    "CheckIn",
    "ClientMessage",
    "CloseCode",
    "Command",
    "Cue",
    "Hello",
    "Hidden",
    "Live",
    "LogReps",
    "LogResult",
    "ModeChoice",
    "PainAnswer",
    "Refusal",
    "RefusalCode",
    "RepMade",
    "Screening",
    "ServerMessage",
    "Setup",
    "SetupItem",
    "Signalled",
    "Snapshot",
    "State",
    "Summary",
    "Tick",
    "Welcome",
]

PROTOCOL_VERSION = 1

CloseCode = Literal[4400, 4404, 4408, 4409, 4410, 4429, 4500]
"""Why the server closes a WebSocket.

4400 the first message is not a valid hello; 4404 no such session; 4408 another tab took the session
over; 4409 another tab has the session; 4410 the session is over; 4429 too many or only invalid
messages; 4500 the server has a fault.
"""

Seconds = Annotated[float, Field(ge=0, le=1e10)]
Scale = Annotated[int, Field(ge=0, le=10)]
Share = Annotated[float, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class _Message(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        json_schema_serialization_defaults_required=True,
    )


class Hello(_Message):
    """First message of a connection.

    Without a ``mode`` the session keeps its own. ``takeover`` takes it from another tab.
    """

    type: Literal["hello"] = "hello"
    protocol: int
    locale: Literal["en", "de"]
    mode: Mode | None = None
    time_s: Seconds
    takeover: bool = False


class Tick(_Message):
    """Time goes on though no frame comes: about four times a second without a camera."""

    type: Literal["tick"] = "tick"
    time_s: Seconds


class Command(_Message):
    """A wish of the user; which are possible now is told by `Snapshot.commands`."""

    type: Literal["command"] = "command"
    time_s: Seconds
    command: CommandName


class Screening(_Message):
    """Answers to the questions before a session."""

    type: Literal["screening"] = "screening"
    time_s: Seconds
    acute_injury: bool
    cramp_prone: bool


class CheckIn(_Message):
    """How the exercise was: effort and pain from 0 to 10, null where not answered.

    Each answer is kept as it comes, and gives the whole time anew; ``done`` goes on.
    """

    type: Literal["check-in"] = "check-in"
    time_s: Seconds
    effort: Scale | None
    pain: Scale | None
    cramp: bool
    done: bool


class PainAnswer(_Message):
    """What to do after pain stopped a set."""

    type: Literal["pain-answer"] = "pain-answer"
    time_s: Seconds
    choice: PainChoice


class LogReps(_Message):
    """Reps the user counted in the set that ended last.

    They replace an earlier word on it.
    """

    type: Literal["log-reps"] = "log-reps"
    time_s: Seconds
    reps: Annotated[int, Field(ge=0, le=200)]


class LogResult(_Message):
    """The result the user counted or timed in the self-test that ended last."""

    type: Literal["log-result"] = "log-result"
    time_s: Seconds
    value: Annotated[float, Field(gt=0, le=3600)]


class ModeChoice(_Message):
    """Go on with or without the camera."""

    type: Literal["mode"] = "mode"
    time_s: Seconds
    mode: Mode
    reason: ModeReason = "chosen"


class Hidden(_Message):
    """The tab was hidden (pauses) or is shown again."""

    type: Literal["hidden"] = "hidden"
    time_s: Seconds
    hidden: bool


class CameraStatus(_Message):
    """What the camera delivers, about once a second; ``brightness`` is the picture's mean luma."""

    type: Literal["camera"] = "camera"
    time_s: Seconds
    brightness: Share
    frames_per_s: Annotated[float, Field(ge=0, le=1000)]
    inference_ms: Annotated[float, Field(ge=0, le=60000)]
    model: Literal["lite", "full", "heavy"]


ClientMessage = Annotated[
    Hello
    | Tick
    | Command
    | Screening
    | CheckIn
    | PainAnswer
    | LogReps
    | LogResult
    | ModeChoice
    | Hidden
    | CameraStatus,
    Field(discriminator="type"),
]

CLIENT_MESSAGE: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)


class BoutToLog(_Message):
    """A bout done without a camera; ``logged`` is how many reps the user told, if any."""

    stage: Name | None
    side: SessionSide
    target: int
    logged: int | None


class Snapshot(_Message):
    """Where the session stands: all a page needs to draw itself.

    ``side`` is the side trained now, ``near_side`` the one to turn towards the camera (None: face
    it). A *bout* is one set of one side and stage: what is done without a break. ``set_number``,
    ``exercise_number`` and ``bout_number`` count from 1; bouts within their exercise.
    ``ends_in_s`` of ``lasts_s`` is left of a state that ends by itself. ``resumes_to`` is set while
    paused. ``commands`` are possible now. ``saved`` is False while the session cannot be written
    to disk. ``test_unit`` is set in a self-test; its ``target`` is 0 where it goes on until the
    user stops. ``check_in`` holds the answers about an exercise that is over, ``to_log`` the bout
    done without a camera whose reps can be told.
    """

    state: StateName
    resumes_to: StateName | None
    pause_reason: PauseReason | None
    mode: Mode
    exercise: Name | None
    variation: Name | None
    stage: Name | None
    side: SessionSide | None
    view: View | None
    near_side: Literal["left", "right"] | None
    exercise_number: int
    exercise_count: int
    set_number: int
    set_count: int
    bout_number: int
    bout_count: int
    count: int
    target: int
    hold_target_s: float
    ends_in_s: float | None
    lasts_s: float | None
    commands: tuple[CommandName, ...]
    easier: Name | None
    harder: Name | None
    test_unit: TestUnit | None
    check_in: CheckInResult | None
    to_log: BoutToLog | None
    saved: bool
    plan: tuple[PlanItem, ...]


class Welcome(_Message):
    """Answer to `Hello`. ``resumed``: there is progress from an earlier connection."""

    type: Literal["welcome"] = "welcome"
    protocol: int
    session: str
    resumed: bool
    snapshot: Snapshot


class State(_Message):
    """Something about the session changed."""

    type: Literal["state"] = "state"
    snapshot: Snapshot


class Live(_Message):
    """Answer to one frame (``sequence``) or tick (``sequence`` None).

    ``share`` is how far the driving measure is from rest to full range, None where it cannot be
    told. ``hold_s`` is the time held in this rep so far. ``breath_share`` runs from 0 to 1 through
    a breath. ``faulty`` are the body parts to mark. ``gesture_share`` grows to 1 while the arm is
    held up to pause or resume. ``value_deg`` is what a self-test measures, as it is now.
    ``server_ms`` is the time the server took.
    """

    type: Literal["live"] = "live"
    sequence: int | None
    time_s: float
    seen: bool
    armed: bool
    phase: MeasuredPhase
    share: Share | None
    hold_s: float
    count: int
    target: int
    breath: Breath
    breath_share: Share
    faulty: tuple[BodyPart, ...]
    gesture_share: Share
    ends_in_s: float | None
    value_deg: float | None
    server_ms: float


class RepMade(_Message):
    """A rep counts (``counts``), or a movement was too small to count."""

    type: Literal["rep"] = "rep"
    counts: bool
    count: int
    target: int
    side: SessionSide
    stage: Name | None
    hold_s: float
    rom_deg: float
    score: int
    faults: tuple[Name, ...]


class Cue(_Message):
    """One thing to say; ``id`` is a text id, ``text`` that text in the connection's language.

    ``interrupts``: what is being said belongs to what the user has left; break it off.
    """

    type: Literal["cue"] = "cue"
    id: str
    text: str
    kind: CueKind
    fault: Name | None
    body_part: BodyPart | None
    interrupts: bool


class Signalled(_Message):
    """A moment for a short sound. ``value`` is the rep counted or the seconds left, if any."""

    type: Literal["signal"] = "signal"
    signal: Signal
    value: int | None


class SetupItem(_Message):
    """One point of the camera check; ``hint`` says what to change where it is wrong."""

    check: SetupCheck
    status: SetupStatus
    hint: str | None


class Setup(_Message):
    """State of the camera check; ``ready_share`` grows to 1 while all is well."""

    type: Literal["setup"] = "setup"
    items: tuple[SetupItem, ...]
    ready_share: Share


class Summary(_Message):
    """The session's result, sent with the state ``summary``."""

    type: Literal["summary"] = "summary"
    summary: SessionSummary


RefusalCode = Literal[
    "bad-frame",
    "bad-message",
    "out-of-order",
    "not-now",
    "flood",
    "wrong-protocol",
    "unknown-session",
    "in-other-tab",
    "taken-over",
    "session-over",
    "server-fault",
]


class Refusal(_Message):
    """A message was not taken; after a ``fatal`` one the server closes."""

    type: Literal["refusal"] = "refusal"
    code: RefusalCode
    message: str
    fatal: bool


ServerMessage = Annotated[
    Welcome | State | Live | RepMade | Cue | Signalled | Setup | Summary | Refusal,
    Field(discriminator="type"),
]
