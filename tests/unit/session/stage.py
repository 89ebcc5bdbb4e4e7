"""A stage for sessions under test: the catalogue, its texts, and filmed performances."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Literal

import numpy as np

from hamstrong.exercises import load_all, load_catalogue
from hamstrong.exercises import texts as exercise_texts
from hamstrong.exercises.motion import Camera, RepPlan, Take, film, perform
from hamstrong.kinematics import PoseSmoother, compute_measures
from hamstrong.pose import PoseTrack
from hamstrong.session import Session, plan_exercise, session_texts
from hamstrong.session.events import CueGiven, RepCounted
from hamstrong.session.inputs import Commanded, Joined, Screened, Seen, Ticked
from hamstrong.session.outputs import Sounded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hamstrong.pose import PoseFrame
    from hamstrong.session import SessionEvent
    from hamstrong.session.inputs import Input
    from hamstrong.session.outputs import Output
    from hamstrong.session.words import CommandName, Mode, SessionSide, StateName

CATALOGUE = load_catalogue()
EVERYTHING = load_all()
TEXTS = {**exercise_texts("en"), **session_texts("en")}


@cache
def film_reps(  # noqa: PLR0913 - one keyword for each thing that varies
    exercise: str,
    motion: str,
    sides: tuple[SessionSide, ...],
    fault: str | None = None,
    share: float = 1.0,
    *,
    near: Literal["left", "right"] = "right",
    tempo: float = 1.0,
    lead_s: float = 4.0,
) -> PoseTrack:
    """Film somebody doing these reps, with some seconds of rest before and after."""
    definition = EVERYTHING[exercise]
    plans = [RepPlan(side, fault, share, tempo) for side in sides]
    shown = perform(definition, motion, plans, Take(fps=30.0, lead_s=lead_s))
    camera = Camera(view=definition.view, side=near, distance_m=2.8)
    return film(shown.time_s, shown.positions_m, camera)


@cache
def measure(track: PoseTrack) -> tuple[list[PoseFrame], list[list[float]]]:
    """Return the smoothed frames and their measures."""
    smoother = PoseSmoother()
    frames = [smoother.step(frame) for frame in track]
    smooth = PoseTrack.from_frames(frames, track.width_px, track.height_px)
    return frames, compute_measures(smooth).rows


class Play:
    """A session under test with a clock of its own."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now_s = 0.0
        self.events: list[SessionEvent] = []
        self.outputs: list[Output] = []
        self.drain()

    @classmethod
    def begin(
        cls,
        *exercises: str,
        mode: Mode = "camera",
        sets: int = 1,
        reps: int = 3,
        variation: str = "standard",
        pain_before: Iterable[str] = (),
    ) -> Play:
        plan = [plan_exercise(EVERYTHING[name], variation, sets, reps) for name in exercises]
        play = cls(Session.begin(EVERYTHING, plan, mode, pain_before))
        play.join(mode)
        return play

    @property
    def state(self) -> StateName:
        return self.session.progress.state

    def at(self, state: StateName) -> bool:
        return self.session.progress.state == state

    @property
    def cues(self) -> list[str]:
        return [event.id for event in self.events if isinstance(event, CueGiven)]

    @property
    def signals(self) -> list[str]:
        return [output.signal for output in self.outputs if isinstance(output, Sounded)]

    @property
    def reps(self) -> int:
        return sum(isinstance(event, RepCounted) for event in self.events)

    def drain(self) -> None:
        outcome = self.session.drain()
        self.events += outcome.events
        self.outputs += outcome.outputs

    def give(self, item: Input) -> None:
        try:
            self.session.handle(item)
        finally:
            self.drain()

    def join(self, mode: Mode = "camera") -> None:
        self.give(Joined(self.now_s, mode, TEXTS))

    def wish(self, command: CommandName) -> None:
        self.give(Commanded(self.now_s, command))

    def screen(self, *, injury: bool = False, cramps: bool = False) -> None:
        self.give(Screened(self.now_s, injury, cramps))

    def wait(self, seconds: float, *, step_s: float = 0.25) -> None:
        """Let time go by without a picture."""
        until_s = self.now_s + seconds
        while self.now_s < until_s:
            self.now_s += step_s
            self.give(Ticked(self.now_s))

    def wait_for(self, *states: StateName, at_most_s: float = 300.0) -> None:
        until_s = self.now_s + at_most_s
        while self.state not in states:
            assert self.now_s < until_s, f"still at {self.state}, not at {states}"
            self.wait(0.25)

    def show(self, track: PoseTrack, *, until: StateName | None = None) -> None:
        """Show a recording from here on, at most until a state is reached."""
        frames, rows = measure(track)
        begin_s = self.now_s + 0.033 - frames[0].time_s
        for frame, row in zip(frames, rows, strict=True):
            if until is not None and self.state == until:
                return
            self.now_s = frame.time_s + begin_s
            self.give(see(frame, row, self.now_s, track))

    def hold(self, track: PoseTrack, seconds: float) -> None:
        """Show the first frame of a recording for some time."""
        frames, rows = measure(track)
        for _ in range(round(seconds * 30)):
            self.now_s += 1 / 30
            self.give(see(frames[0], rows[0], self.now_s, track))


def see(frame: PoseFrame, row: list[float], time_s: float, track: PoseTrack) -> Seen:
    pose = replace(frame, time_s=time_s)
    return Seen(time_s, pose, row, track.width_px, track.height_px)


def bridge(reps: int = 3, fault: str | None = None, share: float = 1.0) -> PoseTrack:
    return film_reps("bridge", "standard", tuple(repeat("both", reps)), fault, share)


def join_tracks(*tracks: PoseTrack) -> PoseTrack:
    """Return recordings one after the other."""
    times = list(_continue(tracks))
    return PoseTrack(
        time_s=np.concatenate(times),
        keypoints_px=np.concatenate([track.keypoints_px for track in tracks]),
        world_m=np.concatenate([track.world_m for track in tracks]),
        visibility=np.concatenate([track.visibility for track in tracks]),
        presence=np.concatenate([track.presence for track in tracks]),
        width_px=tracks[0].width_px,
        height_px=tracks[0].height_px,
    )


def _continue(tracks: Iterable[PoseTrack]) -> Iterator[np.typing.NDArray[np.float64]]:
    end_s = 0.0
    for track in tracks:
        times = track.time_s - track.time_s[0] + end_s
        end_s = float(times[-1]) + 1 / 30
        yield times


def at_set(*, sets: int = 2, reps: int = 3, variation: str = "standard") -> Play:
    """Return a bridge session without a camera in its first set."""
    play = Play.begin("bridge", mode="timer", sets=sets, reps=reps, variation=variation)
    play.screen()
    play.wish("next")
    play.wait_for("set")
    return play


def ready(*exercises: str, sets: int = 1, reps: int = 3, variation: str = "standard") -> Play:
    """Return a session with a camera at the camera check of its first exercise."""
    play = Play.begin(*exercises, sets=sets, reps=reps, variation=variation)
    play.screen()
    play.wish("next")
    return play
