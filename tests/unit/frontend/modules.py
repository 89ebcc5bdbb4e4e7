"""Runs a module of the front end in Node: for what is plain logic and needs no browser."""

from __future__ import annotations

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from tools.node import find_node

__all__ = ["run_module"]

FRONTEND: Final = Path(__file__).resolve().parents[3] / "frontend"
COMPILE: Final = """
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const ts = createRequire(process.cwd() + '/')('typescript');
const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
const source = readFileSync(process.argv[2], 'utf-8');
console.log(ts.transpileModule(source, { compilerOptions: options }).outputText);
"""
RUN: Final = """
const [compiled, body] = process.argv.slice(2);
const m = await import('data:text/javascript,' + encodeURIComponent(compiled));
console.log(JSON.stringify(new Function('m', body)(m) ?? null));
"""


def run_module(name: str, body: str) -> Any:  # noqa: ANN401 - whatever the script returns
    """Return what a function body of JavaScript returns; ``m`` is the module below ``src``.

    The module may import types only.
    """
    return json.loads(_run(RUN, _compile(name), body))


@cache
def _compile(name: str) -> str:
    return _run(COMPILE, str(FRONTEND / "src" / name))


def _run(script: str, *arguments: str) -> str:
    node = find_node()
    if node is None or not (FRONTEND / "node_modules/typescript").is_dir():
        pytest.skip("needs Node and `npm ci` in frontend/")
    command = [str(node.folder / "node"), "--input-type=module", "-", *arguments]
    finished = subprocess.run(
        command, input=script, cwd=FRONTEND, capture_output=True, text=True, check=False
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout
