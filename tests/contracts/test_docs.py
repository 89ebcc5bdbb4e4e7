"""The documentation names everything, and names nothing that is not there."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typer.main

import hamstrong
from hamstrong.errors import HamstrongError
from hamstrong.kinematics import MEASURES
from tools import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "hamstrong"
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").rglob("*.md"),
        *(page for page in SOURCE.rglob("*.md") if "static" not in page.parts),
    ]
)
COMPLETION = {"--help", "--install-completion", "--show-completion"}
LENGTHS = {"README.md": 120, "ARCHITECTURE.md": 200}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def all_docs() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md"))


def without_code(text: str) -> str:
    return re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.DOTALL | re.MULTILINE)


class TestPages:
    @pytest.mark.parametrize(("name", "lines"), LENGTHS.items())
    def test_stays_short(self, name: str, lines: int) -> None:
        assert len(read(name).splitlines()) < lines

    @pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
    def test_links_resolve(self, page: Path) -> None:
        text = without_code(page.read_text(encoding="utf-8"))
        broken = [link for link in links(text) if not resolves(page, link)]
        assert broken == []

    @pytest.mark.parametrize(
        ("link", "good"),
        [
            ("docs/cli.md", True),
            ("docs/cli.md#hamstrong-analyze", True),
            ("#the-flow", True),
            ("docs/no-such-page.md", False),
            ("docs/cli.md#no-such-heading", False),
        ],
    )
    def test_a_broken_link_is_seen(self, link: str, *, good: bool) -> None:
        assert resolves(ROOT / "ARCHITECTURE.md", link) is good

    @pytest.mark.parametrize("name", pages.PAGES)
    def test_is_what_the_code_says(self, name: str) -> None:
        assert read(name) == pages.PAGES[name](), "run `make pages`"

    def test_each_decision_has_its_own_number(self) -> None:
        names = [page.name for page in (ROOT / "docs" / "decisions").glob("[0-9]*.md")]
        assert all(re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", name) for name in names)
        numbers = [name.partition("-")[0] for name in names]
        assert len(set(numbers)) == len(numbers)


def links(text: str) -> Iterator[str]:
    for link in re.findall(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)", re.sub(r"`[^`\n]*`", "", text)):
        if "://" not in link and not link.startswith("mailto:"):
            yield link


def resolves(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path) if path else page
    if not target.exists():
        return False
    return not anchor or anchor in {slug(title) for title in headings(target.read_text("utf-8"))}


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ +(.+?) *$", without_code(text), flags=re.MULTILINE)


def slug(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


class TestCommandLine:
    """docs/cli.md has a section for each command, with each of its options."""

    @staticmethod
    def commands() -> dict[str, Any]:
        from hamstrong.cli import app

        found: dict[str, Any] = {}

        def walk(name: str, command: Any) -> None:  # noqa: ANN401 - click's commands
            found[name] = command
            for child_name, child in getattr(command, "commands", {}).items():
                if not child.hidden:
                    walk(f"{name} {child_name}", child)

        walk("hamstrong", typer.main.get_command(app))
        return found

    @staticmethod
    def options(command: Any) -> set[str]:  # noqa: ANN401 - a click command
        return {
            option
            for parameter in command.params
            if parameter.param_type_name == "option" and not parameter.hidden
            for option in [*parameter.opts, *parameter.secondary_opts]
            if option.startswith("--") and option not in COMPLETION
        }

    @staticmethod
    def sections() -> dict[str, str]:
        parts = re.split(r"^#+ +`?(hamstrong[a-z ]*)`?.*$", read("docs/cli.md"), flags=re.MULTILINE)
        return {name.strip(): text for name, text in zip(parts[1::2], parts[2::2], strict=True)}

    def test_each_command_has_a_section(self) -> None:
        assert set(self.sections()) == set(self.commands())

    def test_each_section_has_the_command_s_options(self) -> None:
        sections = self.sections()
        for name, command in self.commands().items():
            named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", sections[name])) - COMPLETION
            assert named == self.options(command), name

    def test_each_command_and_option_explains_itself(self) -> None:
        for name, command in self.commands().items():
            assert command.help, name
            for parameter in command.params:
                assert parameter.param_type_name == "argument" or parameter.help, parameter.name


class TestErrors:
    @pytest.fixture
    def errors(self) -> list[type[HamstrongError]]:
        """Return every error of the package, wherever it is defined."""
        for module in pkgutil.walk_packages(hamstrong.__path__, "hamstrong."):
            if "migrations" not in module.name and not module.name.endswith("__main__"):
                import_module(module.name)
        return [error for error in descendants(HamstrongError) if "hamstrong" in error.__module__]

    def test_the_table_is_the_tree(self, errors: list[type[HamstrongError]]) -> None:
        row = re.compile(r"^\| `([a-z-]+)` \| `(\w+)` \| (\d) \|", re.MULTILINE)
        rows = row.findall(read("docs/errors.md"))
        tree = [(e.code, e.__name__, str(e.exit_status)) for e in errors]
        assert sorted(rows) == sorted(tree)

    def test_codes_are_unique(self, errors: list[type[HamstrongError]]) -> None:
        codes = [error.code for error in errors if "code" in vars(error)]
        assert len(set(codes)) == len(codes)


def descendants(root: type[HamstrongError]) -> Iterator[type[HamstrongError]]:
    yield root
    for child in root.__subclasses__():
        yield from descendants(child)


class TestWords:
    def test_each_measure_is_documented(self) -> None:
        text = read("docs/measures.md")
        assert [name for name in MEASURES if f"`{name}`" not in text] == []

    @staticmethod
    def definitions() -> list[dict[str, Any]]:
        folder = SOURCE / "exercises" / "definitions"
        return [tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.rglob("*.toml"))]

    def test_each_exercise_stage_and_variation_is_documented(self) -> None:
        text = all_docs()
        names = {
            name
            for definition in self.definitions()
            for name in [
                definition["id"],
                *(part["id"] for part in definition.get("stages", [])),
                *(part["id"] for part in definition["variations"]),
            ]
        }
        assert len(names) > 4
        assert sorted(name for name in names if f"`{name}`" not in text) == []

    def test_each_fault_is_documented(self) -> None:
        text = all_docs()
        faults = {fault for definition in self.definitions() for fault in faults_of(definition)}
        assert len(faults) > 20
        assert sorted(fault for fault in faults if f"`{fault}`" not in text) == []

    def test_each_environment_variable_is_documented(self) -> None:
        text = all_docs()
        variables = {
            name
            for path in SOURCE.rglob("*.py")
            for name in re.findall(r"\bHAMSTRONG_[A-Z_]+\b", path.read_text("utf-8"))
        }
        assert sorted(name for name in variables if f"`{name}`" not in text) == []


def faults_of(node: object) -> Iterator[str]:
    """Yield every fault a definition names: its mistakes, and each key ``fault`` in it."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "fault" and isinstance(value, str):
                yield value
            elif key == "mistakes":
                yield from value
            else:
                yield from faults_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from faults_of(value)


class TestArchitecture:
    def test_every_room_is_described(self) -> None:
        rooms = {
            path.stem
            for path in SOURCE.iterdir()
            if path.name not in {"__pycache__", "__init__.py", "__main__.py", "py.typed"}
            and (path.suffix == ".py" or any(path.glob("*.py")))
        }
        text = read("ARCHITECTURE.md")
        assert sorted(room for room in rooms if f"**`{room}`**" not in text) == []

    def test_the_import_rules_are_the_checked_ones(self) -> None:
        contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
        (layers,) = (c["layers"] for c in contracts if c["type"] == "layers")
        checked = [re.sub(r"[()]", "", layer) for layer in layers]
        drawn = read("ARCHITECTURE.md").partition("## Import rules")[2].partition("The core")[0]
        assert re.findall(r"^    (.+)$", drawn, flags=re.MULTILINE) == checked


def python_examples(page: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", read(page), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(
    ("page", "said"), [("README.md", "bridge 3 reps"), ("docs/streaming.md", "rep 3, held")]
)
def test_the_example_on_a_page_runs(page: str, said: str, tmp_path: Path) -> None:
    (example,) = python_examples(page)
    assert len(example.splitlines()) <= 12
    (clip,) = SOURCE.rglob("*.mp4")
    named = re.search(r'"([\w-]+\.mp4)"', example)
    assert named is not None
    (tmp_path / named.group(1)).symlink_to(clip)
    finished = subprocess.run(
        [sys.executable, "-W", "error", "-c", example],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert said in finished.stdout
    assert "NaN" not in finished.stdout
