"""The archive is what its published schema says."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from hamstrong.pipeline.export import export_history
from hamstrong.store import Store
from tests.unit.store.logs import OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "docs/schemas/history.schema.json"
PUBLISHED = Path(__file__).resolve().parents[3] / NAME
SCHEMA: dict[str, Any] = json.loads(PUBLISHED.read_text("utf-8"))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[zipfile.ZipFile]:
    store = Store.open(tmp_path)
    store.append([batch(whole_session()), batch(timed_session(), OTHER)])
    store.write_settings("user", {"locale": "de"})
    export_history(store, tmp_path / "history.zip")
    store.close()
    with zipfile.ZipFile(tmp_path / "history.zip") as file:
        yield file


def validator(name: str) -> jsonschema.Draft202012Validator:
    part = {**SCHEMA["properties"][name], "$defs": SCHEMA["$defs"]}
    return jsonschema.Draft202012Validator(part)


def test_every_line_of_an_archive_is_valid(archive: zipfile.ZipFile) -> None:
    validator("about.json").validate(json.loads(archive.read("about.json")))
    lines = [name for name in archive.namelist() if name.endswith(".jsonl")]
    assert set(lines) | {"about.json"} == set(SCHEMA["properties"])
    for name in lines:
        judge = validator(name)
        for line in archive.read(name).splitlines():
            judge.validate(json.loads(line))


def test_a_wrong_line_is_not(archive: zipfile.ZipFile) -> None:
    line = json.loads(archive.read("events.jsonl").splitlines()[0])
    judge = validator("events.jsonl")
    assert judge.is_valid(line)
    assert not judge.is_valid(line | {"body": {"kind": "dreamt", "time_s": 0}})
    assert not judge.is_valid({name: line[name] for name in line if name != "recorded_at"})
