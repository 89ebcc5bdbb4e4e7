"""The exercises as data: definitions, their texts, and the motion that shows them."""

from hamstrong.exercises.model import ExerciseDefinition
from hamstrong.exercises.registry import (
    Catalogue,
    Defect,
    check_definition,
    load_all,
    load_catalogue,
    load_definition,
    load_tests,
    pick_routine,
)
from hamstrong.exercises.texts import FOLDER_VARIABLE, LOCALES, texts

__all__ = [
    "FOLDER_VARIABLE",
    "LOCALES",
    "Catalogue",
    "Defect",
    "ExerciseDefinition",
    "check_definition",
    "load_all",
    "load_catalogue",
    "load_definition",
    "load_tests",
    "pick_routine",
    "texts",
]
