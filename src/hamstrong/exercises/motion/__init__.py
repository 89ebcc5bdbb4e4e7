"""Keyframes of joint angles made into motion: demonstration, recordings for tests, true values."""

from hamstrong.exercises.motion.body import COORDINATES, Body, expand_coordinate
from hamstrong.exercises.motion.contacts import CONTACTS, expand_contact
from hamstrong.exercises.motion.film import Camera, Disturbance, film
from hamstrong.exercises.motion.performance import (
    Performance,
    Take,
    compute_motion,
    find_motion,
    perform,
)
from hamstrong.exercises.motion.plan import RepPlan
from hamstrong.exercises.motion.truth import TrueRep, compute_knee_roll

__all__ = [
    "CONTACTS",
    "COORDINATES",
    "Body",
    "Camera",
    "Disturbance",
    "Performance",
    "RepPlan",
    "Take",
    "TrueRep",
    "compute_knee_roll",
    "compute_motion",
    "expand_contact",
    "expand_coordinate",
    "film",
    "find_motion",
    "perform",
]
