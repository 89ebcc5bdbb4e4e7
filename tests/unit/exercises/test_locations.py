from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.exercises.locations import find_line, locate_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = '''\
id = "x"   # a comment with [brackets] = and "quotes"
text = """
two = "lines"
"""
list = [
  { a = 1, b.c = 'x' },
  # nothing here

  { a = 2 }, [1,
  2],
]

[table.inner]
"odd key" = 1.5

[[array]]
k = 1
[array.sub]
s = true
[[array]]
k = 2
[[array.deep]]
d = 1979-05-27T07:32:00Z
'''

PLACES = [
    (("id",), 1),
    (("text",), 2),
    (("list",), 5),
    (("list", 0), 6),
    (("list", 0, "b", "c"), 6),
    (("list", 1, "a"), 9),
    (("list", 2, 1), 10),
    (("table", "inner"), 13),
    (("table", "inner", "odd key"), 14),
    (("array", 0), 16),
    (("array", 0, "sub", "s"), 19),
    (("array", 1), 20),
    (("array", 1, "k"), 21),
    (("array", 1, "deep", 0, "d"), 23),
]


@pytest.mark.parametrize(("path", "line"), PLACES)
def test_each_key_has_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert locate_keys(SOURCE)[path] == line


@pytest.mark.parametrize(
    ("path", "line"),
    [(("array", 1, "missing"), 20), (("list", 1, "a", "deeper"), 9), (("nowhere",), 1), ((), 1)],
)
def test_what_is_not_written_is_found_at_what_surrounds_it(
    path: tuple[str | int, ...], line: int
) -> None:
    assert find_line(locate_keys(SOURCE), path) == line


@pytest.mark.parametrize("name", ["bridge", "hip-90-90", "hip-pendulum", "leg-activation"])
def test_every_key_of_a_real_definition_is_on_its_line(name: str) -> None:
    source = (files("hamstrong.exercises") / "definitions" / f"{name}.toml").read_text("utf-8")
    lines = source.splitlines()
    located = locate_keys(source)
    paths = list(_paths(tomllib.loads(source), ()))
    assert len(paths) > 100
    for path in paths:
        key = path[-1]
        assert path in located
        assert isinstance(key, int) or str(key) in lines[located[path] - 1]


def _paths(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*path, index))


@given(st.text(alphabet="ab.=[]{},\"'\n# 1", max_size=80))
def test_any_text_is_survived(source: str) -> None:
    for line in locate_keys(source).values():
        assert 1 <= line <= source.count("\n") + 1
