from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hamstrong.exercises import load_all, texts

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hamstrong", "exercises", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_list_names_every_exercise_and_variation() -> None:
    told = run("list")
    assert told.returncode == 0
    rows = [line.split("\t") for line in told.stdout.splitlines()]
    assert {row[0]: row[3].split(", ") for row in rows} == {
        name: [variation.id for variation in definition.variations]
        for name, definition in load_all().items()
    }


@pytest.mark.parametrize("locale", ["en", "de"])
def test_show_tells_all_about_an_exercise(locale: str) -> None:
    told = run("show", "bridge", "--locale", locale)
    assert told.returncode == 0
    words, bridge = texts(locale), load_all()["bridge"]
    for name in (
        "exercise.bridge.title",
        "exercise.bridge.why",
        "exercise.bridge.camera",
        *(
            f"exercise.bridge.step.{step.id}"
            for one in bridge.variations
            for step in bridge.steps_of(one.id)
        ),
        *(f"variation.bridge.{one.id}.title" for one in bridge.variations),
        *(f"fault.{fault}.cue" for fault in bridge.mistakes),
        *(f"safety.{rule}" for rule in bridge.safety),
        *(f"breath.{breath}" for breath in bridge.breathing.values()),
    ):
        assert words[name] in told.stdout, name
    assert "\x1b" not in told.stdout


def test_show_answers_an_unknown_name_with_a_close_one() -> None:
    told = run("show", "brigde")
    assert told.returncode == 2
    assert "did you mean 'bridge'" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_check_names_file_line_and_reason(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('schema_version = 1\nid = "bad"\nview = "above"\n')
    assert run("check", str(bad)).returncode == 2
    told = run("check", str(bad), str(tmp_path / "missing.toml"))
    assert told.returncode == 3
    lines = told.stderr.splitlines()
    assert any(line.startswith(f"{bad}:3: view: ") for line in lines)
    assert lines[-1].startswith(f"{tmp_path / 'missing.toml'}:1: cannot be read")
    assert "Traceback" not in told.stderr


def test_check_accepts_what_ships() -> None:
    from importlib.resources import as_file, files

    with as_file(files("hamstrong.exercises") / "definitions" / "bridge.toml") as path:
        told = run("check", str(path))
    assert (told.returncode, told.stderr.strip()) == (0, "1 definition is valid.")
