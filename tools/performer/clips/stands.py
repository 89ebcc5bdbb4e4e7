"""Clips of the leg activation (rocking) and of the hip pendulum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.performer.clips.standing_moves import Pendulum, Rock
from tools.performer.film import Clip
from tools.performer.looks import Outfit
from tools.performer.staging import stage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tools.performer.body import Body
    from tools.performer.rig import Posed
    from tools.performer.score import Score

    Performance = tuple[Score, Callable[[Mapping[str, float]], Posed]]


def front_faults(body: Body) -> Performance:
    """Right leg (far): clean, too deep, half, clean; left (near): too fast, foot not pulled up."""
    b = Rock(body, 15)
    s = b.score
    with s.event("get-into-position"):
        s.wait(0.8)
        b.forward("R")
    s.wait(0.7)
    b.bend("R")
    b.bend("R", trunk_deg=76.0, faults=("bend-too-deep",), move_s=1.6)
    with s.event("half-rep"):
        b.bend("R", trunk_deg=24.0, complete=False, move_s=0.9)
    b.bend("R", trunk_deg=39.0)
    with s.event("change-position"):
        b.stand()
        s.wait(0.3)
        b.forward("L")
    s.wait(0.6)
    b.bend("L", trunk_deg=35.0)
    b.bend("L", trunk_deg=38.0, faults=("too-fast",), move_s=0.42, hold_s=0.05)
    s.wait(0.4)
    b.set_foot("L", 0.0)
    b.bend("L", faults=("foot-not-pulled-up",))
    return b.result()


def centre_faults(body: Body) -> Performance:
    """Left leg: clean, thigh drops, clean; right leg: trunk leans, too fast, clean."""
    b = Pendulum(body, 16)
    s = b.score
    with s.event("get-into-position"):
        s.wait(0.8)
        b.lift("L")
    b.swing("L", "centre")
    b.swing(
        "L", "centre", faults=("thigh-drops",), during={"thigh_flex_L": 52.0, "knee_flex_L": 80.0}
    )
    b.swing("L", "centre", out_deg=24.0)
    with s.event("change-position"):
        b.lower("L")
        s.wait(0.3)
        b.lift("R")
    b.swing("R", "centre", faults=("trunk-leans",), during={"lean": 27.0})
    b.swing("R", "centre", faults=("too-fast",), move_s=0.3)
    b.swing("R", "centre", out_deg=27.0)
    return b.result()


def rear_faults(body: Body) -> Performance:
    """Right leg: clean, too fast, clean; scratching the head; left leg: clean, too fast, half."""
    b = Rock(body, 18)
    s = b.score
    with s.event("get-into-position"):
        s.wait(0.7)
        b.backward("R")
    s.wait(0.7)
    b.push("R")
    b.push("R", faults=("too-fast",), move_s=0.4, hold_s=0.05)
    s.wait(0.4)
    b.push("R", forward_m=0.072)
    with s.event("scratch-head"):
        s.move(0.9, scratch_R=1.0)
        s.wait(1.2)
        s.move(0.9, scratch_R=0.0)
    with s.event("change-position"):
        b.stand(1.3)
        s.wait(0.3)
        b.backward("L")
    s.wait(0.6)
    b.push("L")
    b.push("L", faults=("too-fast",), move_s=0.42, hold_s=0.05)
    with s.event("half-rep"):
        b.push("L", forward_m=0.015, complete=False, move_s=0.8)
    b.push("L", forward_m=0.062)
    return b.result()


def abducted_faults(body: Body) -> Performance:
    """Right leg abducted: clean, pelvis hikes, clean, thigh drops, clean."""
    b = Pendulum(body, 20)
    s = b.score
    with s.event("get-into-position"):
        s.wait(0.8)
        b.lift("R")
    with s.event("change-position"):
        s.move(1.1, thigh_abd_R=40.0)
        s.wait(0.4)
    b.swing("R", "abducted", out_deg=22.0, in_deg=20.0)
    b.swing(
        "R",
        "abducted",
        out_deg=21.0,
        in_deg=21.0,
        faults=("pelvis-hikes",),
        during={"pelvis_tilt": -17.0, "lean": 6.0, "thigh_flex_R": 90.0},
    )
    b.swing("R", "abducted", out_deg=24.0, in_deg=18.0)
    b.swing(
        "R",
        "abducted",
        out_deg=22.0,
        in_deg=20.0,
        faults=("thigh-drops",),
        during={"thigh_flex_R": 50.0, "knee_flex_R": 84.0},
    )
    b.swing("R", "abducted", out_deg=23.0, in_deg=21.0)
    with s.event("change-position"):
        b.lower("R")
    return b.result()


def h5() -> Clip:
    """Leg activation, front stage, far leg then near leg."""
    camera, view, room = stage(
        seed=545,
        view="side",
        side="L",
        yaw_deg=8.0,
        distance_m=3.3,
        height_m=1.1,
        size=(640, 480),
        fov_deg=38.0,
        target=(0.0, -0.15, 0.88),
        roll_deg=-1.2,
        floor="carpet",
        light="lamp",
    )
    return Clip(
        "h5-leg-activation-front-faults",
        "leg-activation",
        "standard",
        {
            "gender": 0.1,
            "age": 0.6,
            "muscle": 0.7,
            "weight": 0.4,
            "height": 0.6,
            "proportions": 0.6,
            "cupsize": 0.4,
            "firmness": 0.6,
            "african": 0.6,
            "asian": 0.2,
            "caucasian": 0.2,
        },
        Outfit(
            (0.38, 0.25, 0.18),
            (0.04, 0.04, 0.04),
            (0.75, 0.3, 0.15),
            (0.3, 0.32, 0.36),
            (0.9, 0.9, 0.9),
            0.85,
            0.85,
            "shoes",
        ),
        25,
        camera,
        view,
        room,
        front_faults,
    )


def h6() -> Clip:
    """Hip pendulum, centre stage, both legs, oblique camera."""
    camera, view, room = stage(
        seed=656,
        view="front",
        yaw_deg=15.0,
        distance_m=3.0,
        height_m=1.35,
        size=(720, 1280),
        fov_deg=46.0,
        target=(0.0, -0.1, 0.86),
        roll_deg=0.7,
        floor="tiles",
        light="flat",
    )
    return Clip(
        "h6-hip-pendulum-centre-faults",
        "hip-pendulum",
        "standard",
        {
            "gender": 0.92,
            "age": 0.75,
            "muscle": 0.45,
            "weight": 0.68,
            "height": 0.48,
            "proportions": 0.5,
            "cupsize": 0.6,
            "firmness": 0.5,
            "african": 0.1,
            "asian": 0.6,
            "caucasian": 0.3,
        },
        Outfit(
            (0.8, 0.62, 0.48),
            (0.12, 0.09, 0.08),
            (0.85, 0.85, 0.87),
            (0.2, 0.35, 0.4),
            (0.6, 0.3, 0.4),
            0.6,
            1.2,
            "bare",
        ),
        30,
        camera,
        view,
        room,
        centre_faults,
    )


def h8() -> Clip:
    """Leg activation, rear stage."""
    camera, view, room = stage(
        seed=868,
        view="side",
        side="R",
        yaw_deg=-15.0,
        distance_m=2.6,
        height_m=1.5,
        size=(720, 1280),
        fov_deg=52.0,
        target=(0.0, 0.05, 0.84),
        roll_deg=1.5,
        floor="planks",
        light="day",
    )
    return Clip(
        "h8-leg-activation-rear-faults",
        "leg-activation",
        "standard",
        {
            "gender": 0.96,
            "age": 0.65,
            "muscle": 0.5,
            "weight": 0.5,
            "height": 0.35,
            "proportions": 0.6,
            "cupsize": 0.5,
            "firmness": 0.6,
            "african": 0.05,
            "asian": 0.15,
            "caucasian": 0.8,
        },
        Outfit(
            (0.9, 0.72, 0.62),
            (0.35, 0.15, 0.08),
            (0.25, 0.28, 0.5),
            (0.12, 0.12, 0.14),
            (0.4, 0.42, 0.5),
            0.3,
            1.9,
            "shoes",
        ),
        30,
        camera,
        view,
        room,
        rear_faults,
    )


def h10() -> Clip:
    """Hip pendulum, abducted stage, right leg."""
    camera, view, room = stage(
        seed=1010,
        view="front",
        yaw_deg=-8.0,
        distance_m=3.8,
        height_m=0.55,
        size=(640, 480),
        fov_deg=33.0,
        target=(0.0, -0.1, 0.88),
        roll_deg=-0.6,
        floor="planks",
        light="day",
    )
    return Clip(
        "h10-hip-pendulum-abducted-faults",
        "hip-pendulum",
        "standard",
        {
            "gender": 0.05,
            "age": 0.62,
            "muscle": 0.75,
            "weight": 0.5,
            "height": 0.55,
            "proportions": 0.65,
            "cupsize": 0.4,
            "firmness": 0.6,
            "african": 0.1,
            "asian": 0.1,
            "caucasian": 0.8,
        },
        Outfit(
            (0.8, 0.6, 0.48),
            (0.16, 0.1, 0.06),
            (0.5, 0.52, 0.55),
            (0.1, 0.12, 0.22),
            (0.25, 0.3, 0.2),
            0.4,
            0.75,
            "shoes",
        ),
        24,
        camera,
        view,
        room,
        abducted_faults,
    )
