"""Write the JSON Schemas that are made from models: ``python -m tools.build_schemas``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.exercises.model import SCHEMA_VERSION, ExerciseDefinition

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["SCHEMAS", "exercise_schema"]

ROOT: Final = Path(__file__).resolve().parents[1]


def exercise_schema() -> str:
    """Return the schema of an exercise definition."""
    schema = ExerciseDefinition.model_json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"hamstrong.exercise/{SCHEMA_VERSION}",
        "title": "Exercise definition",
    }
    return json.dumps(schema | head, indent=2, sort_keys=True) + "\n"


SCHEMAS: Final[Mapping[str, Callable[[], str]]] = {
    "docs/schemas/exercise.schema.json": exercise_schema,
}
"""What each schema should say, by its path."""


if __name__ == "__main__":
    for name, write in SCHEMAS.items():
        (ROOT / name).write_text(write(), encoding="utf-8")
