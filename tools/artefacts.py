"""Build what the package ships and git does not hold: the pose models and the front end.

``python -m tools.artefacts [models|web]`` builds what is missing or older than its sources.
Whether something is up to date is told by a digest of its sources, never by file times.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools import build_models
from tools import node as nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = [
    "ARTEFACTS",
    "FLATBUFFERS",
    "Artefact",
    "ArtefactError",
    "ensure",
    "missing",
    "requirements",
    "stale",
]

MODELS: Final = Path("src/hamstrong/pose/models")
STATIC: Final = Path("src/hamstrong/web/static")
FLATBUFFERS: Final = "flatbuffers>=24.3"
"""What writes the models' bundles for the browser."""

_FRONTEND: Final = Path("frontend")
_NPM_INPUTS: Final = ("frontend/package.json", "frontend/package-lock.json", "frontend/.npmrc")
_GENERATED_FOLDERS: Final = frozenset({"node_modules", "dist", "coverage", "test-results"})


class ArtefactError(RuntimeError):
    """Something cannot be built; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Artefact:
    """Files that are built from sources: paths are relative to the checkout.

    ``wanted`` says whether this checkout has sources for it at all.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    build: Callable[[Path], None]
    wanted: Callable[[Path], bool] = lambda _root: True


def ensure(root: Path, names: Iterable[str] = (), *, install_node: bool = False) -> list[str]:
    """Build what is stale and return its names.

    Parameters
    ----------
    root
        The checkout, or an unpacked sdist, in which everything is built already.
    names
        Which artefacts; all if empty.
    install_node
        Install Node into the running environment if the machine has none.

    Raises
    ------
    ArtefactError
        Something is missing and cannot be built here.
    """
    chosen = _chosen(names)
    if _is_sdist(root):
        lost = missing(root, chosen)
        if lost:
            raise ArtefactError(f"this source package lacks {', '.join(lost)}; download it again")
        return []
    built = [artefact for artefact in chosen if stale(root, artefact)]
    if built:
        _install_packages(root, install_node=install_node)
    for artefact in built:
        artefact.build(root)
        _stamp(root, artefact.name).write_text(_digest(root, artefact.inputs))
    return [artefact.name for artefact in built]


def requirements(root: Path) -> list[str]:
    """Return the Python packages that `ensure` needs here: none if it has no work."""
    if _is_sdist(root) or not any(stale(root, artefact) for artefact in ARTEFACTS):
        return []
    return [FLATBUFFERS] if nodes.find_node() else [FLATBUFFERS, nodes.REQUIREMENT]


def stale(root: Path, artefact: Artefact) -> bool:
    """Tell whether an artefact is missing or its sources have changed since it was built."""
    if not artefact.wanted(root):
        return False
    if missing(root, [artefact]):
        return True
    return _read(_stamp(root, artefact.name)) != _digest(root, artefact.inputs)


def missing(root: Path, artefacts: Iterable[Artefact]) -> list[str]:
    """Return the outputs that should be there and are not."""
    return [
        output
        for artefact in artefacts
        if artefact.wanted(root)
        for output in artefact.outputs
        if not (root / output).is_file()
    ]


def _is_sdist(root: Path) -> bool:
    return (root / "PKG-INFO").is_file()


def _chosen(names: Iterable[str]) -> list[Artefact]:
    wanted = set(names)
    return [artefact for artefact in ARTEFACTS if not wanted or artefact.name in wanted]


def _stamp(root: Path, name: str) -> Path:
    folder = root / ".build"
    folder.mkdir(exist_ok=True)
    return folder / f"{name}.stamp"


def _read(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


def _digest(root: Path, inputs: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in _files(root, inputs):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(root: Path, inputs: Iterable[str]) -> Iterator[Path]:
    for name in sorted(inputs):
        path = root / name
        if path.is_dir():
            inside = (file.relative_to(path) for file in path.rglob("*") if file.is_file())
            yield from (path / f for f in sorted(inside) if not _GENERATED_FOLDERS & set(f.parts))
        elif path.is_file():
            yield path


def _install_packages(root: Path, *, install_node: bool) -> None:
    stamp, digest = _stamp(root, "npm"), _digest(root, _NPM_INPUTS)
    if (root / _FRONTEND / "node_modules").is_dir() and _read(stamp) == digest:
        return
    nodes.run_npm(_node(root, install=install_node), "ci", cwd=root / _FRONTEND)
    stamp.write_text(digest)


def _node(root: Path, *, install: bool = False) -> nodes.Node:
    found = nodes.find_node()
    if found is None and install:
        lock = root / "constraints-node.txt"
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r"]
        subprocess.run([*pip, str(lock)], check=True)
        found = nodes.find_node()
    if found is None:
        raise ArtefactError(
            f"building needs Node {'.'.join(map(str, nodes.MINIMUM))} or newer: install it, "
            f"or run `pip install '{nodes.REQUIREMENT}'`"
        )
    return found


def _build_models(root: Path) -> None:
    package = root / _FRONTEND / "node_modules" / build_models.PACKAGE
    build_models.build(package, root / MODELS)
    build_models.build_tasks(package, root / MODELS)


def _build_web(root: Path) -> None:
    nodes.run_npm(_node(root), "run", "build", cwd=root / _FRONTEND)


def _has_web_sources(root: Path) -> bool:
    package = root / _FRONTEND / "package.json"
    return package.is_file() and "build" in json.loads(package.read_text()).get("scripts", {})


ARTEFACTS: Final = (
    Artefact(
        name="models",
        inputs=("frontend/package-lock.json", "tools/build_models.py", "tools/tflite.py"),
        outputs=(
            f"{MODELS.as_posix()}/pose_detector.tflite",
            *(f"{MODELS.as_posix()}/pose_landmarks_{size}.tflite" for size in build_models.SIZES),
            *(f"{MODELS.as_posix()}/pose_landmarker_{size}.task" for size in build_models.SIZES),
        ),
        build=_build_models,
    ),
    Artefact(
        name="web",
        inputs=("frontend",),
        outputs=tuple(
            f"{STATIC.as_posix()}/{name}"
            for name in ("index.html", "licenses.md", "avatar/a.glb", "avatar/b.glb")
        ),
        build=_build_web,
        wanted=_has_web_sources,
    ),
)


def _main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    names = [artefact.name for artefact in ARTEFACTS]
    parser.add_argument("name", nargs="?", choices=names, help="default: all")
    root = Path(__file__).resolve().parent.parent
    name = parser.parse_args().name
    try:
        built = ensure(root, [name] if name else [], install_node=True)
    except (ArtefactError, nodes.NpmError, build_models.ModelSourceError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except subprocess.CalledProcessError:
        sys.stderr.write("Node could not be installed; see pip's message above\n")
        return 1
    if built:
        print("built:", ", ".join(built))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
