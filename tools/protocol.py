"""Write the front end's types from the server's messages.

``python -m tools.protocol`` writes ``frontend/src/protocol.gen.ts``; ``--check`` only tells whether
that file is up to date.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from hamstrong.pose import KEYPOINT_COUNT, KEYPOINT_NAMES, SKELETON_EDGES
from hamstrong.session import words
from hamstrong.web import (
    clearance_resources,
    exercise_resources,
    frames,
    messages,
    progress_resources,
    resources,
    selftest_resources,
)

__all__ = ["TARGET", "main", "render"]

TARGET: Final = Path(__file__).resolve().parents[1] / "frontend" / "src" / "protocol.gen.ts"

_HEAD: Final = """\
// Written by `python -m tools.protocol` from src/hamstrong/web/{messages,resources,frames}.py.
// Do not edit.
"""

_SIMPLE: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}

Schema = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Write or check the file; return the exit status."""
    text = render()
    if "--check" in arguments:
        current = TARGET.read_text(encoding="utf-8") if TARGET.is_file() else ""
        if current != text:
            print(f"{TARGET.name} is out of date: run `python -m tools.protocol`", file=sys.stderr)
        return int(current != text)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, encoding="utf-8")
    return 0


def render() -> str:
    """Return the whole file."""
    parts = [_HEAD, _constants(), _words()]
    client, server = _members(messages.ClientMessage), _members(messages.ServerMessage)
    definitions: dict[str, Schema] = {}
    for models, mode in _groups(client):
        _, schema = models_json_schema([(model, mode) for model in models])
        for name, definition in schema.get("$defs", {}).items():
            definitions.setdefault(name, definition)
    parts += [_interface(name, definitions[name]) for name in sorted(definitions)]
    parts += [_union("ClientMessage", client), _union("ServerMessage", server)]
    return "\n".join(parts)


def _groups(client: list[type[BaseModel]]) -> list[tuple[list[type[BaseModel]], JsonSchemaMode]]:
    """Return who writes what: the browser may leave defaults out, the server never does."""
    written: list[type[BaseModel]] = [*client, resources.Erasure, resources.NewSession]
    read = [
        *_members(messages.ServerMessage),
        *(model for model in _resources() if model not in written),
    ]
    return [(written, "validation"), (read, "serialization")]


def _resources() -> list[type[BaseModel]]:
    modules = (
        resources,
        clearance_resources,
        exercise_resources,
        progress_resources,
        selftest_resources,
    )
    return [getattr(module, name) for module in modules for name in module.__all__]


def _members(union: object) -> list[type[BaseModel]]:
    return list(get_args(get_args(union)[0]))


def _constants() -> str:
    names = json.dumps(list(KEYPOINT_NAMES))
    edges = json.dumps([[int(a), int(b)] for a, b in SKELETON_EDGES])
    return "\n".join(
        [
            f"export const PROTOCOL_VERSION = {messages.PROTOCOL_VERSION};",
            f"export const KEYPOINT_COUNT = {KEYPOINT_COUNT};",
            f"export const KEYPOINT_NAMES = {names} as const;",
            f"export const SKELETON_EDGES: readonly (readonly [number, number])[] = {edges};",
            "",
            "/** Binary frame, little-endian; offsets in bytes. */",
            f"export const FRAME_BYTES = {frames.FRAME_BYTES};",
            f"export const FRAME_OFFSETS = {json.dumps(frames.FRAME_OFFSETS)} as const;",
            "",
        ]
    )


def _literals() -> dict[str, str]:
    found = {name: getattr(words, name) for name in words.__all__}
    found |= {name: getattr(messages, name) for name in ("CloseCode", "RefusalCode")}
    return {
        name: _options(TypeAdapter(literal).json_schema()["enum"])
        for name, literal in found.items()
    }


def _options(values: list[object]) -> str:
    return " | ".join(json.dumps(value) for value in values)


_NAMED: Final = {options: name for name, options in _literals().items()}


def _words() -> str:
    lines = [f"export type {name} = {options};" for name, options in _literals().items()]
    return "\n".join([*lines, ""])


def _interface(name: str, schema: Schema) -> str:
    required = set(schema.get("required", ()))
    lines = [*_comment(schema.get("description")), f"export interface {name} {{"]
    for field, value in schema.get("properties", {}).items():
        # A message's type is always written out: it is what tells messages apart.
        optional = "" if field in required or field == "type" else "?"
        lines.append(f"  {field}{optional}: {_type(value)};")
    return "\n".join([*lines, "}", ""])


def _comment(text: str | None) -> list[str]:
    if not text:
        return []
    plain = re.sub(r"`+", "", text)
    return ["/**", *(f" * {line}".rstrip() for line in plain.splitlines()), " */"]


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "const" in schema or "enum" in schema:
        options = _options(schema.get("enum") or [schema["const"]])
        return _NAMED.get(options, options)
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    match schema["type"]:
        case "array":
            return _array(schema)
        case "object":
            return f"Record<string, {_type(schema['additionalProperties'])}>"
        case simple:
            return _SIMPLE[simple]


def _array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(_type(item) for item in schema['prefixItems'])}]"
    item = _type(schema["items"])
    return f"({item})[]" if " | " in item else f"{item}[]"


def _union(name: str, models: list[type[BaseModel]]) -> str:
    options = "".join(f"\n  | {model.__name__}" for model in models)
    return f"export type {name} ={options};\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
