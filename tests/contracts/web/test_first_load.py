"""What a browser must load before the coach can be used stays small."""

from __future__ import annotations

import gzip
import re

import pytest

from hamstrong.web.assets import find_static

MOST_BYTES = 1_000_000


@pytest.fixture
def first_load() -> dict[str, bytes]:
    """Scripts and styles that the page names itself."""
    static = find_static()
    if not (static / "index.html").is_file():
        pytest.skip("needs the built front end: run `make web`")
    page = (static / "index.html").read_text("utf-8")
    names = re.findall(r'(?:src|href)="/([^"]+\.(?:js|css))"', page)
    return {name: (static / name).read_bytes() for name in names}


def test_scripts_and_styles_are_below_a_megabyte(first_load: dict[str, bytes]) -> None:
    assert {name.rpartition(".")[2] for name in first_load} == {"js", "css"}
    assert sum(len(gzip.compress(content)) for content in first_load.values()) < MOST_BYTES


def test_the_drawing_library_comes_later(first_load: dict[str, bytes]) -> None:
    library = [
        path.name
        for path in (find_static() / "assets").glob("*.js")
        if b"WebGLRenderer" in path.read_bytes()
    ]
    assert library
    assert [name for name in first_load if name.rpartition("/")[2] in library] == []
