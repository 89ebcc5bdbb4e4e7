"""``hamstrong exercises``: the catalogue in words, and definitions that are not valid."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from hamstrong.exercises import load_all, load_catalogue, load_tests

if TYPE_CHECKING:
    from tests.unit.cli.command import Inside

DEFINITIONS = files("hamstrong.exercises") / "definitions"


@pytest.mark.parametrize("locale", ["en", "de"])
def test_the_list_has_every_exercise_and_variation(locale: str, hamstrong: Inside) -> None:
    ended = hamstrong("exercises", "list", "--locale", locale)
    assert (ended.status, ended.err) == (0, "")
    rows = [line.split("\t") for line in ended.out.splitlines()]
    assert [row[0] for row in rows] == [*load_catalogue(), *load_tests()]
    for row, definition in zip(rows, load_all().values(), strict=True):
        assert row[3].split(", ") == [variation.id for variation in definition.variations]


@pytest.mark.parametrize("locale", ["en", "de"])
@pytest.mark.parametrize("name", load_all())
def test_an_exercise_is_told_with_all_there_is(name: str, locale: str, hamstrong: Inside) -> None:
    ended = hamstrong("exercises", "show", name, "--locale", locale)
    assert (ended.status, ended.err) == (0, "")
    for variation in load_all()[name].variations:
        assert f"({variation.id})" in ended.out
    assert len(ended.out.splitlines()) > 20
    assert "{" not in ended.out


def test_the_catalogue_s_own_definitions_are_valid(hamstrong: Inside) -> None:
    own = [str(DEFINITIONS / f"{name}.toml") for name in load_catalogue()]
    ended = hamstrong("exercises", "check", *own)
    assert (ended.status, ended.out) == (0, "")
    assert "4 definitions are valid" in ended.err


def test_a_defect_is_named_with_file_and_line(hamstrong: Inside) -> None:
    text = (DEFINITIONS / "bridge.toml").read_text("utf-8")
    bad = hamstrong.folder / "bridge.toml"
    bad.write_text(text.replace('posture = "supine"', 'posture = "flying"'), encoding="utf-8")
    line = text.splitlines().index('posture = "supine"') + 1
    ended = hamstrong("exercises", "check", bad)
    assert (ended.status, ended.out) == (2, "")
    assert f"bridge.toml:{line}" in ended.err
    assert "flying" in ended.err or "posture" in ended.err


@pytest.mark.parametrize(
    ("content", "status"), [(None, 3), ("", 2), ("no toml [", 2), ("\x00\x01", 2)]
)
def test_what_is_no_definition(content: str | None, status: int, hamstrong: Inside) -> None:
    path = hamstrong.folder / "mine.toml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    ended = hamstrong("exercises", "check", path)
    assert (ended.status, ended.out) == (status, "")
    assert "mine.toml" in ended.err
    assert "Traceback" not in ended.err
