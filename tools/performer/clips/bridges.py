"""Clips of the bridge and its variations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tools.performer.clips.bridge_moves import (
    BOTH,
    SIDE,
    BridgeScore,
    bridge,
    foot_back,
    leg_out,
    walk,
)
from tools.performer.film import Clip
from tools.performer.looks import Outfit
from tools.performer.staging import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.performer.body import Body
    from tools.performer.rig import Posed
    from tools.performer.score import Score

    Performance = tuple[Score, Callable[[Mapping[str, float]], Posed]]


def walk_out(body: Body) -> Performance:
    """Three walk-outs: back along the floor, one with bent knees, back with raised hips."""
    b = BridgeScore(body, 11, foot_x=0.14)
    s = b.score
    b.lie_down()
    b.far_y = far = b.supine.foot_y_for(
        168, "L", {**s.params(), "lift": 0.05, "foot_pitch_L": -35.0}
    )
    for faults, share, high in (
        ((), 1.0, False),
        (("knees-not-extended",), 0.66, False),
        ((), 1.0, True),
    ):
        goal = b.near_y + share * (far - b.near_y)
        with s.rep(
            ("knee_L", "knee_R"), "both", faults=faults, variation="walk-out", exercise="bridge"
        ):
            s.move(1.2, lift=b.top(175))
            s.wait(0.6)
            walk(b, b.near_y, goal, 6 if share == 1.0 else 4)
            s.wait(0.3)
            s.move(1.0, lift=0.0)
            s.wait(0.8)
            if high:
                s.move(0.8, lift=0.05)
                walk(b, goal, b.near_y, 6)
                s.wait(0.4)
                s.move(1.4, lift=b.floor)
            else:
                for y in ((goal + b.near_y) / 2, b.near_y):
                    for side in "RL":
                        b.step(side, y, 0.6, height=0.04)
                s.begin(0.5, lift=b.floor)
            s.wait(0.5)
        s.wait(0.5)
    return b.result()


def single_leg_hold(body: Body) -> Performance:
    """Right leg supports three times (clean, bent free leg, dropping free leg), then the left."""
    b = BridgeScore(body, 12)
    s = b.score
    b.lie_down()
    faults = {"R": (None, "free-leg-bent", "free-leg-drops"), "L": (None,)}
    for support in "RL":
        free = "L" if support == "R" else "R"
        for i, fault in enumerate(faults[support]):
            with s.rep(
                (f"hip_sagittal_{support}",), SIDE[support], faults=(fault,) if fault else ()
            ):
                knee, drop = 8.0, 0.0
                if fault == "free-leg-bent":
                    knee = 58.0
                if fault == "free-leg-drops":
                    drop = 30.0
                s.begin(1.0, **{f"free_knee_{free}": knee})
                s.move(
                    1.3,
                    lift=b.top(s.near(174, 0.008), support),
                    **({f"free_drop_{free}": drop} if i else {}),
                )
                if i == 0:
                    leg_out(b, free)
                s.wait(3.1)
                s.move(1.5, lift=b.floor)
                s.wait(0.25)
            s.move(0.6, **{f"free_drop_{free}": 0.0, f"free_knee_{free}": 8.0})
        with s.event("change-position"):
            foot_back(b, free)
            s.wait(0.3)
    return b.result()


def standard_faults(body: Body) -> Performance:
    """Clean, dropped, stopped high, half rep, not extended, paused half-way."""
    b = BridgeScore(body, 13, feet_share=0.66)
    s = b.score
    b.lie_down()
    top, high = b.top(175), b.top(128)
    bridge(b, top, b.floor)
    bridge(b, top, b.floor, faults=("dropped",), down_s=0.42)
    bridge(b, top, high, faults=("not-lowered",))
    bridge(b, top, b.floor)
    with s.event("half-rep"), s.rep(BOTH, "both", complete=False):
        s.move(1.0, lift=b.top(129))
        s.wait(0.3)
        s.move(1.0, lift=b.floor)
    s.wait(0.7)
    bridge(b, b.top(150), b.floor, faults=("hips-not-extended",))
    with s.event("scratch-head"):
        s.move(0.9, scratch_R=1.0)
        s.wait(0.8)
        s.move(0.9, scratch_R=0.0)
    return b.result()


def toes_raised(body: Body) -> Performance:
    """Weight on the heels: clean, paused half-way, hold too short, clean."""
    b = BridgeScore(body, 17, feet_share=0.74, foot_x=0.19)
    s = b.score
    b.lie_down()
    s.move(0.7, foot_pitch_L=-24.0, foot_pitch_R=-24.0)
    s.wait(0.5)
    top = b.top(174)
    bridge(b, top, b.floor)
    with s.rep(BOTH, "both"):
        s.move(0.9, lift=top * 0.5)
        with s.event("pause-halfway", within_rep=True):
            s.wait(2.4)
        s.move(0.9, lift=top)
        s.wait(3.1)
        s.move(1.4, lift=b.floor)
        s.wait(0.35)
    s.wait(0.4)
    bridge(b, top, b.floor, faults=("hold-too-short",), hold_s=0.9)
    bridge(b, top, b.floor)
    return b.result()


def heels_raised(body: Body) -> Performance:
    """Weight on the balls of the feet: clean, not extended, clean."""
    b = BridgeScore(body, 27, feet_share=0.62, foot_x=0.16)
    s = b.score
    b.lie_down()
    s.move(0.7, foot_pitch_L=34.0, foot_pitch_R=34.0)
    s.wait(0.5)
    top = b.top(175)
    bridge(b, top, b.floor)
    bridge(b, b.top(148), b.floor, faults=("hips-not-extended",))
    bridge(b, top, b.floor)
    with s.event("change-position"):
        s.move(0.7, foot_pitch_L=0.0, foot_pitch_R=0.0)
        s.wait(0.3)
    return b.result()


def single_leg(body: Body) -> Performance:
    """Up on both feet, one leg out, down on the other, foot back; pelvis tilting, leg bent."""
    b = BridgeScore(body, 21, feet_share=0.7)
    s = b.score
    b.lie_down()
    for support, faults in (
        ("L", ()),
        ("L", ("pelvis-tilts",)),
        ("R", ()),
        ("R", ("free-leg-bent",)),
    ):
        free = "L" if support == "R" else "R"
        roll = 15.0 if support == "L" else -15.0
        knee = 60.0 if "free-leg-bent" in faults else 8.0
        with s.rep((f"hip_sagittal_{support}",), SIDE[support], faults=faults):
            s.begin(1.0, **{f"free_knee_{free}": knee})
            s.move(1.3, lift=b.top(s.near(174, 0.008), support))
            if "pelvis-tilts" in faults:
                tilted = {**s.params(), "pelvis_roll": roll}
                s.begin(1.0, pelvis_roll=roll, lift=b.supine.lift_for(174, tilted, support))
            leg_out(b, free)
            s.wait(2.9)
            s.begin(1.4, pelvis_roll=0.0)
            s.move(1.4, lift=b.floor)
            s.wait(0.3)
        foot_back(b, free)
        s.wait(0.3)
    return b.result()


def h1() -> Clip:
    """Walk-out."""
    camera, view, room = stage(
        seed=101,
        view="side",
        side="R",
        yaw_deg=-9.0,
        distance_m=2.9,
        height_m=0.85,
        size=(640, 480),
        fov_deg=36.0,
        target=(0.0, -0.62, 0.32),
        roll_deg=1.2,
        floor="planks",
        light="day",
        mat=(0.0, -0.6, 0.75, 2.1),
        posture="lying",
    )
    return Clip(
        "h1-bridge-walk-out",
        "bridge",
        "walk-out",
        {
            "gender": 0.12,
            "age": 0.7,
            "muscle": 0.6,
            "weight": 0.5,
            "height": 0.5,
            "proportions": 0.6,
            "cupsize": 0.45,
            "firmness": 0.6,
            "african": 0.2,
            "asian": 0.2,
            "caucasian": 0.6,
        },
        Outfit(
            (0.82, 0.62, 0.5),
            (0.25, 0.17, 0.1),
            (0.55, 0.16, 0.2),
            (0.2, 0.24, 0.32),
            (0.85, 0.85, 0.85),
            0.7,
            1.9,
            "socks",
        ),
        30,
        camera,
        view,
        room,
        walk_out,
    )


def h2() -> Clip:
    """Single-leg with the free leg held out between the reps."""
    camera, view, room = stage(
        seed=212,
        view="side",
        side="L",
        yaw_deg=7.0,
        distance_m=2.7,
        height_m=0.55,
        size=(1280, 720),
        fov_deg=33.0,
        target=(0.0, -0.55, 0.42),
        roll_deg=-0.8,
        floor="carpet",
        light="flat",
        posture="lying",
    )
    return Clip(
        "h2-bridge-single-leg-hold",
        "bridge",
        "single-leg-hold",
        {
            "gender": 0.9,
            "age": 0.62,
            "muscle": 0.55,
            "weight": 0.6,
            "height": 0.42,
            "proportions": 0.45,
            "cupsize": 0.5,
            "firmness": 0.6,
            "african": 0.7,
            "asian": 0.1,
            "caucasian": 0.2,
        },
        Outfit(
            (0.45, 0.3, 0.22),
            (0.05, 0.04, 0.04),
            (0.85, 0.8, 0.3),
            (0.12, 0.13, 0.16),
            (0.9, 0.45, 0.3),
            0.35,
            1.85,
            "shoes",
        ),
        25,
        camera,
        view,
        room,
        single_leg_hold,
    )


def h3() -> Clip:
    """Film the standard bridge with faults, oblique camera."""
    camera, view, room = stage(
        seed=323,
        view="side",
        side="R",
        yaw_deg=19.0,
        distance_m=3.4,
        height_m=1.25,
        size=(640, 480),
        fov_deg=32.0,
        target=(0.0, -0.55, 0.28),
        roll_deg=-1.6,
        floor="tiles",
        light="lamp",
        mat=(0.05, -0.55, 0.62, 1.85),
        posture="lying",
    )
    return Clip(
        "h3-bridge-standard-faults",
        "bridge",
        "standard",
        {
            "gender": 0.05,
            "age": 0.9,
            "muscle": 0.45,
            "weight": 0.72,
            "height": 0.36,
            "proportions": 0.4,
            "cupsize": 0.4,
            "firmness": 0.6,
            "african": 0.05,
            "asian": 0.75,
            "caucasian": 0.2,
        },
        Outfit(
            (0.78, 0.6, 0.46),
            (0.4, 0.39, 0.38),
            (0.32, 0.42, 0.36),
            (0.45, 0.46, 0.5),
            (0.2, 0.22, 0.3),
            0.9,
            1.05,
            "bare",
        ),
        24,
        camera,
        view,
        room,
        standard_faults,
    )


def _h7(name: str, variation: str, performance: Callable[[Body], Performance]) -> Clip:
    camera, view, room = stage(
        seed=767,
        view="side",
        side="L",
        yaw_deg=-12.0,
        distance_m=2.45,
        height_m=0.6,
        size=(640, 480),
        fov_deg=41.0,
        target=(0.0, -0.55, 0.28),
        roll_deg=1.8,
        floor="planks",
        light="flat",
        mat=(0.0, -0.55, 0.7, 1.95),
        posture="lying",
    )
    return Clip(
        name,
        "bridge",
        variation,
        {
            "gender": 0.5,
            "age": 0.6,
            "muscle": 0.7,
            "weight": 0.42,
            "height": 0.62,
            "proportions": 0.75,
            "cupsize": 0.4,
            "firmness": 0.7,
            "african": 0.3,
            "asian": 0.4,
            "caucasian": 0.3,
        },
        Outfit(
            (0.62, 0.44, 0.33),
            (0.1, 0.08, 0.06),
            (0.9, 0.9, 0.88),
            (0.25, 0.27, 0.3),
            (0.2, 0.2, 0.22),
            1.9,
            0.7,
            "bare",
        ),
        25,
        camera,
        view,
        room,
        performance,
    )


def h7a() -> Clip:
    """Toes raised."""
    return _h7("h7a-bridge-toes-raised", "toes-raised", toes_raised)


def h7b() -> Clip:
    """Heels raised."""
    return _h7("h7b-bridge-heels-raised", "heels-raised", heels_raised)


def h11() -> Clip:
    """Single-leg in the routine's order, left side near the camera."""
    camera, view, room = stage(
        seed=1121,
        view="side",
        side="L",
        yaw_deg=14.0,
        distance_m=3.0,
        height_m=1.05,
        size=(640, 480),
        fov_deg=36.0,
        target=(0.0, -0.58, 0.4),
        roll_deg=-1.9,
        floor="tiles",
        light="day",
        mat=(0.0, -0.55, 0.66, 1.85),
        posture="lying",
    )
    return Clip(
        "h11-bridge-single-leg-faults",
        "bridge",
        "single-leg",
        {
            "gender": 0.08,
            "age": 0.66,
            "muscle": 0.62,
            "weight": 0.62,
            "height": 0.4,
            "proportions": 0.3,
            "cupsize": 0.4,
            "firmness": 0.6,
            "african": 0.1,
            "asian": 0.2,
            "caucasian": 0.7,
        },
        Outfit(
            (0.87, 0.68, 0.57),
            (0.62, 0.5, 0.32),
            (0.2, 0.22, 0.26),
            (0.5, 0.52, 0.4),
            (0.85, 0.35, 0.2),
            0.5,
            0.95,
            "shoes",
        ),
        30,
        camera,
        view,
        room,
        single_leg,
    )


def arm_raised(body: Body) -> Performance:
    """Ready for a bridge; twice the near arm goes straight up, as the coach's gesture asks."""
    b = BridgeScore(body, 14)
    s = b.score
    b.lie_down()
    for _ in range(2):
        s.wait(1.5)
        with s.event("arm-raised"):
            s.move(0.9, raise_R=1.0)
            s.wait(3.2)
            s.move(0.9, raise_R=0.0)
    s.wait(1.5)
    return b.result()


def g1() -> Clip:
    """Film the gesture that pauses and resumes."""
    return replace(
        h1(), name="g1-arm-raised", variation="standard", fps=15, perform=arm_raised, quality=28
    )
