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
)
from hamstrong.exercises.texts import LOCALES, texts

__all__ = [
    "LOCALES",
    "Catalogue",
    "Defect",
    "ExerciseDefinition",
    "check_definition",
    "load_all",
    "load_catalogue",
    "load_definition",
    "load_tests",
    "texts",
]
