"""What the package, its locks and its tree promise to whoever installs it."""

from __future__ import annotations

import ast
import json
import os
import re
import stat
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools import artefacts
from tools import node as nodes
from tools.ci import check_tree, check_wheel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
CORE = ("analysis", "engine", "exercises", "kinematics", "planner", "session")
HEAVY = frozenset({"ai_edge_litert", "av", "cv2", "polars", "pydantic", "scipy", "typer"})
RUN, DEV, NODE = "constraints.txt", "constraints-dev.txt", "constraints-node.txt"


def pins(name: str) -> dict[str, str]:
    """Return the versions a lock file pins, by canonical name."""
    found = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / name).read_text(), flags=re.MULTILINE)
    return {canonicalize_name(package): version for package, version in found}


class TestImport:
    @staticmethod
    def run(statement: str) -> str:
        finished = subprocess.run(
            [sys.executable, "-c", statement], capture_output=True, text=True, check=True
        )
        return finished.stdout

    def test_loads_no_heavy_library(self) -> None:
        loaded = self.run("import hamstrong, sys; print(*sys.modules)").split()
        assert not HEAVY & {name.partition(".")[0] for name in loaded}

    def test_takes_less_than_a_fifth_of_a_second(self) -> None:
        timed = (
            "import time; t = time.perf_counter(); import hamstrong; print(time.perf_counter() - t)"
        )
        assert min(float(self.run(timed)) for _ in range(5)) < 0.2

    def test_leaves_the_process_as_it_was(self) -> None:
        hooks = "(sys.excepthook, sys.stdout, threading.excepthook, tuple(warnings.filters))"
        prelude = f"import sys, threading, warnings; before = {hooks};"
        assert self.run(f"{prelude} import hamstrong; print(before == {hooks})").strip() == "True"


class TestMetadata:
    def test_installed_version_is_the_declared_one(self) -> None:
        assert metadata.version("hamstrong") == PROJECT["project"]["version"]

    def test_changelog_begins_with_this_version(self) -> None:
        headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
        assert headings[0] == PROJECT["project"]["version"]

    def test_every_package_of_the_core_is_kept_pure(self) -> None:
        contracts = {c["id"]: c for c in PROJECT["tool"]["importlinter"]["contracts"]}
        source = ROOT / "src" / "hamstrong"
        there = {f"hamstrong.{name}" for name in CORE if (source / name / "__init__.py").is_file()}
        assert there
        assert there == set(contracts["core"]["source_modules"])

    def test_no_folder_of_tests_is_left_out(self) -> None:
        folders = {path.parent.relative_to(ROOT) for path in (ROOT / "tests").rglob("test_*.py")}
        listed = PROJECT["tool"]["pytest"]["ini_options"]["testpaths"]
        assert {"/".join(folder.parts[:2]) for folder in folders} <= set(listed)

    def test_continuous_integration_is_executable(self) -> None:
        assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


class TestDependencies:
    """What the code imports is what it declares."""

    DISTRIBUTIONS = metadata.packages_distributions()

    @staticmethod
    def declared(requirements: list[str]) -> set[str]:
        return {canonicalize_name(Requirement(text).name) for text in requirements}

    def imported(self, folder: str) -> set[str]:
        """Return the third-party distributions a folder's modules import, wherever they do."""
        trees = (ast.parse(path.read_text("utf-8")) for path in (ROOT / folder).rglob("*.py"))
        modules = {name for tree in trees for name in imports(tree)}
        foreign = modules - sys.stdlib_module_names - {"hamstrong", "tests", "tools"}
        return {canonicalize_name(self.DISTRIBUTIONS.get(name, [name])[0]) for name in foreign}

    def test_the_package_imports_what_it_requires(self) -> None:
        assert self.imported("src") <= self.declared(PROJECT["project"]["dependencies"])

    def test_the_tests_import_what_the_dev_group_has(self) -> None:
        group = [r for r in PROJECT["dependency-groups"]["dev"] if isinstance(r, str)]
        project = PROJECT["project"]["dependencies"]
        assert self.imported("tests") <= self.declared([*group, *project])


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level name of every absolute import."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


class TestLocks:
    @pytest.mark.parametrize("lock", [RUN, DEV, NODE])
    def test_each_pin_has_hashes_and_no_address(self, lock: str) -> None:
        text = (ROOT / lock).read_text()
        blocks = re.split(r"\n(?=\w)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
        assert len(blocks) == len(pins(lock)) > 0
        for block in blocks:
            assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block.partition(" ")[0]
        assert "://" not in text

    def test_testing_pins_what_running_pins(self) -> None:
        assert pins(RUN).items() <= pins(DEV).items()

    @pytest.mark.parametrize(
        ("lock", "requirements"),
        [
            (RUN, PROJECT["project"]["dependencies"]),
            (RUN, PROJECT["build-system"]["requires"]),
            (RUN, PROJECT["dependency-groups"]["build"]),
            (DEV, [r for r in PROJECT["dependency-groups"]["dev"] if isinstance(r, str)]),
            (NODE, PROJECT["dependency-groups"]["node"]),
            (NODE, [nodes.REQUIREMENT]),
            (RUN, [artefacts.FLATBUFFERS]),
        ],
        ids=["run time", "build system", "build", "dev", "node", "node tool", "bundles"],
    )
    def test_each_requirement_is_pinned_within_its_bounds(
        self, lock: str, requirements: list[str]
    ) -> None:
        pinned = pins(lock)
        for requirement in map(Requirement, requirements):
            assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])

    def test_npm_lock_has_hashes_and_no_address(self) -> None:
        text = (ROOT / "frontend" / "package-lock.json").read_text()
        packages = [p for path, p in json.loads(text)["packages"].items() if path]
        assert packages
        assert all(package["integrity"].startswith("sha512-") for package in packages)
        assert "resolved" not in text
        assert "registry" not in text

    def test_nothing_needed_at_run_time_is_under_the_gpl(self) -> None:
        for name in pins(RUN):
            try:
                about = metadata.metadata(name)
            except metadata.PackageNotFoundError:
                continue  # pinned for another platform
            fields = ("License-Expression", "Classifier")
            licences = [text for field in fields for text in about.get_all(field) or []]
            bad = [text for text in licences if re.search(r"\bA?GPL|Affero|General Public", text)]
            assert not [text for text in bad if "Lesser" not in text], name


class TestTree:
    def test_names_no_machine_address_or_ticket(self) -> None:
        if not (ROOT / ".git").exists():
            pytest.skip("needs a git checkout")
        found = {
            path.relative_to(ROOT).as_posix(): list(check_tree.defects(path))
            for path in check_tree.tracked_files(ROOT)
        }
        assert {path: defects for path, defects in found.items() if defects} == {}

    @pytest.mark.parametrize(
        ("line", "what"),
        [
            ("data = '/" + "work/data'", "a path of one machine"),
            ("see /" + "root/.cache", "a path of one machine"),
            ("C:\\" + "Users\\anna", "a path of one machine"),
            ("fetch http" + "s://downloads.example.com/x", "downloads.example.com"),
            ("from packages." + "example.org", "packages.example.org"),
            ("mended (" + "#12)", "an issue number"),
        ],
    )
    def test_a_bad_line_is_seen(self, tmp_path: Path, line: str, what: str) -> None:
        page = tmp_path / "page.md"
        page.write_text(f"fine\n{line}\n")
        (defect,) = check_tree.defects(page)
        assert defect.startswith("2: ")
        assert what in defect

    @pytest.mark.parametrize(
        "line",
        [
            "docs/cli.md",
            "colour #123456",
            "http://127.0.0.1:8000",
            "a/work/b",
            "0.9.1 and e.g. this",
        ],
    )
    def test_a_good_line_passes(self, tmp_path: Path, line: str) -> None:
        page = tmp_path / "page.md"
        page.write_text(line)
        assert list(check_tree.defects(page)) == []


@pytest.fixture
def no_npm(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("npm was called")

    monkeypatch.setattr(nodes, "run_npm", refuse)


def write_outputs(root: Path) -> None:
    for artefact in artefacts.ARTEFACTS:
        for output in artefact.outputs:
            (root / output).parent.mkdir(parents=True, exist_ok=True)
            (root / output).write_bytes(b"built")


@pytest.mark.usefixtures("no_npm")
class TestSourcePackage:
    @pytest.fixture
    def sdist(self, tmp_path: Path) -> Path:
        (tmp_path / "PKG-INFO").touch()
        write_outputs(tmp_path)
        return tmp_path

    def test_a_complete_one_needs_nothing(self, sdist: Path) -> None:
        assert artefacts.requirements(sdist) == []
        assert artefacts.ensure(sdist) == []

    def test_one_that_lacks_a_model_is_refused(self, sdist: Path) -> None:
        (sdist / artefacts.MODELS / "pose_landmarks_full.tflite").unlink()
        with pytest.raises(artefacts.ArtefactError, match=r"lacks .*pose_landmarks_full\.tflite"):
            artefacts.ensure(sdist)


class TestArtefacts:
    @pytest.fixture
    def built(self) -> list[Path]:
        return []

    @pytest.fixture
    def root(self, tmp_path: Path, built: list[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
        """Return a checkout with one artefact, built from one folder."""

        def build(root: Path) -> None:
            built.append(root)
            (root / "out.bin").write_bytes(b"built")

        artefact = artefacts.Artefact("thing", ("sources",), ("out.bin",), build)
        monkeypatch.setattr(artefacts, "ARTEFACTS", (artefact,))
        monkeypatch.setattr(artefacts, "_install_packages", lambda *_, **__: None)
        (tmp_path / "sources" / "node_modules").mkdir(parents=True)
        (tmp_path / "sources" / "a.txt").write_text("one")
        return tmp_path

    def test_are_built_once(self, root: Path, built: list[Path]) -> None:
        assert artefacts.ensure(root) == ["thing"]
        assert artefacts.ensure(root) == []
        assert len(built) == 1

    @pytest.mark.parametrize(
        ("change", "rebuilt"),
        [
            (lambda root: (root / "sources" / "a.txt").write_text("two"), True),
            (lambda root: (root / "sources" / "a.txt").rename(root / "sources" / "b.txt"), True),
            (lambda root: (root / "out.bin").unlink(), True),
            (lambda root: os.utime(root / "sources" / "a.txt", (1, 1)), False),
            (lambda root: (root / "sources" / "node_modules" / "x").write_text("x"), False),
        ],
        ids=["source edited", "source renamed", "output lost", "touched", "package installed"],
    )
    def test_are_built_again_when_it_matters(
        self, root: Path, change: Callable[[Path], object], *, rebuilt: bool
    ) -> None:
        artefacts.ensure(root)
        change(root)
        assert bool(artefacts.ensure(root)) is rebuilt

    def test_a_failed_build_is_tried_again(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_: Path) -> None:
            raise nodes.NpmError("no")

        good = artefacts.ARTEFACTS
        bad = artefacts.Artefact("thing", ("sources",), ("out.bin",), fail)
        monkeypatch.setattr(artefacts, "ARTEFACTS", (bad,))
        with pytest.raises(nodes.NpmError):
            artefacts.ensure(root)
        monkeypatch.setattr(artefacts, "ARTEFACTS", good)
        assert artefacts.ensure(root) == ["thing"]

    def test_ask_for_node_only_when_there_is_work_and_none(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(nodes, "find_node", lambda: None)
        assert nodes.REQUIREMENT in artefacts.requirements(root)
        monkeypatch.setattr(nodes, "find_node", lambda: nodes.Node(root, ("npm",)))
        assert artefacts.requirements(root) == [artefacts.FLATBUFFERS]
        artefacts.ensure(root)
        assert artefacts.requirements(root) == []


@pytest.mark.skipif(os.name == "nt", reason="writes shell scripts")
class TestNode:
    @pytest.fixture
    def machine(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Return an empty folder that is all of PATH, on a machine without packaged Node."""
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(nodes, "find_spec", lambda _: None)
        return tmp_path

    @staticmethod
    def program(path: Path, output: str, status: int = 0) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho {output}\nexit {status}\n")
        path.chmod(0o755)

    @pytest.mark.usefixtures("machine")
    def test_none_is_none(self) -> None:
        assert nodes.find_node() is None

    @pytest.mark.parametrize(
        ("version", "found"),
        [
            ("v18.19.1", False),
            ("v20.9.0", False),
            ("v20.19.0", True),
            ("v24.1.0", True),
            ("?", False),
        ],
    )
    def test_old_ones_do_not_count(self, machine: Path, version: str, *, found: bool) -> None:
        self.program(machine / "node", version)
        self.program(machine / "npm", "npm")
        assert (nodes.find_node() is not None) is found

    def test_one_without_npm_does_not_count(self, machine: Path) -> None:
        self.program(machine / "node", "v22.0.0")
        assert nodes.find_node() is None

    def test_a_failing_npm_is_reported_with_its_command(self, machine: Path) -> None:
        self.program(machine / "node", "v22.0.0")
        self.program(machine / "npm", "broken", status=3)
        node = nodes.find_node()
        assert node is not None
        with pytest.raises(nodes.NpmError, match=r"`npm ci` failed .* \(status 3\)"):
            nodes.run_npm(node, "ci", cwd=machine)


class TestWheelCheck:
    @pytest.fixture
    def complete(self, tmp_path: Path) -> Path:
        """Return a wheel with everything promised and everything in the checkout."""
        if not (ROOT / ".git").exists():
            pytest.skip("needs a git checkout")
        wheel = tmp_path / "hamstrong-0-py3-none-any.whl"
        names = set(check_wheel._expected())
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, path in check_wheel._expected().items():
                archive.write(path, name)
            for pattern in check_wheel.PROMISED:
                if ".dist-info" in pattern:
                    archive.writestr(pattern.replace("*", "0"), "")
        assert names
        return wheel

    def test_a_complete_wheel_passes(self, complete: Path) -> None:
        assert check_wheel.defects(complete) == []

    @pytest.mark.parametrize(
        ("name", "content", "defect"),
        [
            ("tests/test_x.py", "", "should not hold tests/test_x.py"),
            ("hamstrong/left_over.py", "", "should not hold hamstrong/left_over.py"),
        ],
    )
    def test_a_foreign_file_is_seen(
        self, complete: Path, name: str, content: str, defect: str
    ) -> None:
        with zipfile.ZipFile(complete, "a") as archive:
            archive.writestr(name, content)
        assert check_wheel.defects(complete) == [defect]

    def test_lost_and_changed_files_are_seen(self, complete: Path, tmp_path: Path) -> None:
        poorer = tmp_path / "poorer.whl"
        with zipfile.ZipFile(complete) as old, zipfile.ZipFile(poorer, "w") as new:
            for name in old.namelist():
                if name == "hamstrong/errors.py":
                    new.writestr(name, "changed")
                elif not name.endswith(("/pose_detector.tflite", "py.typed")):
                    new.writestr(name, old.read(name))
        found = check_wheel.defects(poorer)
        assert "lacks hamstrong/py.typed" in found
        assert "lacks hamstrong/pose/models/pose_detector.tflite" in found
        assert "holds another hamstrong/errors.py than the checkout" in found
