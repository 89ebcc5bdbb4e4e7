"""``hamstrong progress``: a report of the history, or one line that says why not."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from hamstrong.store import Store
from tests.history import Life, write_history
from tests.unit.cli.command import assert_refused

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.command import Inside


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with closing(Store.open(folder)) as store:
        life = Life(until=datetime(2026, 6, 30, 12, tzinfo=UTC), sessions=8, weeks=4, reps=2)
        write_history(store, life)
    return folder


def test_writes_a_page(hamstrong: Inside, data: Path) -> None:
    ended = hamstrong("progress", "--data-dir", data, "--out", "mine.html", "--locale", "de")
    assert (ended.status, ended.err) == (0, "mine.html: 8 sessions\n")
    text = (hamstrong.folder / "mine.html").read_text("utf-8")
    assert '<html lang="de">' in text
    assert "Fortschrittsbericht" in text


def test_writes_a_pdf_if_not_told_otherwise(hamstrong: Inside, data: Path) -> None:
    assert hamstrong("progress", "--data-dir", data).status == 0
    assert (hamstrong.folder / "hamstrong-progress.pdf").read_bytes().startswith(b"%PDF-")


def test_takes_a_period(hamstrong: Inside, data: Path) -> None:
    ended = hamstrong("progress", "--data-dir", data, "--since", "2026-06-22", "--out", "a.html")
    count = int(ended.err.split(": ")[1].split()[0])
    assert 0 < count < 8
    assert hamstrong("progress", "--data-dir", data, "--since", "2030-01-01").status == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--out", "report.docx"), ("report.docx", ".pdf or .html")),
        (("--locale", "fr"), ("fr", "en, de")),
        (("--since", "yesterday"), ("yesterday",)),
    ],
)
def test_refuses_in_one_line(
    hamstrong: Inside, data: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    ended = hamstrong("progress", "--data-dir", data, *arguments)
    assert_refused(ended, 2, *words)
    assert [path.name for path in hamstrong.folder.iterdir() if path != data] == []


def test_without_a_history_there_is_nothing_to_report(hamstrong: Inside) -> None:
    ended = hamstrong("progress", "--data-dir", "nowhere")
    assert_refused(ended, 2, "nowhere")
    assert not (hamstrong.folder / "nowhere").exists()


def test_a_folder_that_is_not_there_is_named(hamstrong: Inside, data: Path) -> None:
    ended = hamstrong("progress", "--data-dir", data, "--out", "gone/report.pdf")
    assert_refused(ended, 2, "folder does not exist")
