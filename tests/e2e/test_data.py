"""Your data in the settings: out, in again, and away for good."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from hamstrong.store import FILE_NAME, Store
from tests.e2e.accessibility import find_barriers
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser import Watch
    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser


@pytest.fixture
def trained(coach: Coach) -> Coach:
    """Let the coach have two sessions behind it."""
    store = Store.open(coach.data_dir / "data")
    store.append([batch(whole_session()), batch(timed_session(), OTHER)])
    store.close()
    coach.settle()
    return coach


def download(page: Page, name: str, target: Path) -> Path:
    with page.expect_download() as downloading:
        page.get_by_role("link", name=name).click()
    assert downloading.value.suggested_filename.startswith("hamstrong-")
    downloading.value.save_as(target)
    return target


def test_comes_out_and_in_again(trained: Coach, open_page: Open, tmp_path: Path) -> None:
    page = open_page("/settings")
    section = page.get_by_role("region", name="Your data")
    expect(section).to_contain_text(str(trained.data_dir / "data"))
    archive = download(page, "Download everything", tmp_path / "mine.zip")
    with zipfile.ZipFile(archive) as file:
        assert json.loads(file.read("about.json"))["sessions"] == 2
    bundle = download(page, "Download for a clinic", tmp_path / "clinic.json")
    assert json.loads(bundle.read_text("utf-8"))["resourceType"] == "Bundle"
    section.get_by_label("Restore from a file").last.set_input_files(archive)
    expect(section.get_by_role("status")).to_contain_text("is here already")
    assert find_barriers(page) == []


def test_what_is_no_archive_is_refused(
    trained: Coach, open_page: Open, watch: Watch, tmp_path: Path
) -> None:
    watch.expected = ("422",)
    (tmp_path / "holiday.zip").write_bytes(b"pictures")
    page = open_page("/settings")
    picker = page.get_by_role("region", name="Your data").locator("input[type=file]")
    picker.set_input_files(tmp_path / "holiday.zip")
    expect(page.get_by_role("alert")).to_contain_text("nothing was added")
    assert trained.get("sessions")["total"] == 2


@pytest.mark.parametrize(("locale", "word"), [("en", "delete"), ("de", "löschen")])
def test_goes_away_for_good_once_the_word_is_typed(
    locale: str, word: str, trained: Coach, open_page: Open
) -> None:
    names = {
        "en": ("Your data", "Delete everything", "Delete for good"),
        "de": ("Deine Daten", "Alles löschen", "Endgültig löschen"),
    }[locale]
    trained.settle(locale=locale)
    page = open_page("/settings")
    section = page.get_by_role("region", name=names[0])
    section.get_by_role("button", name=names[1]).click()
    assert find_barriers(page) == []
    delete = section.get_by_role("button", name=names[2])
    expect(delete).to_be_disabled()
    section.get_by_role("textbox").fill("something")
    expect(delete).to_be_disabled()
    section.get_by_role("textbox").fill(word)
    delete.click()
    page.wait_for_url(f"{trained.url}/")
    expect(page.locator("h1")).to_contain_text("15")
    assert trained.get("sessions") == {"sessions": [], "total": 0}
    files = [path for path in (trained.data_dir / "data").rglob("*") if path.is_file()]
    assert FILE_NAME in {path.name for path in files}
    assert [path.name for path in files if ID.encode() in path.read_bytes()] == []


def test_a_restored_history_is_shown_at_once(
    trained: Coach, open_page: Open, tmp_path: Path
) -> None:
    page = open_page("/settings")
    archive = download(page, "Download everything", tmp_path / "mine.zip")
    trained.send("POST", "erasure", {"confirm": "delete"})
    trained.settle(locale="en")
    page.goto(f"{trained.url}/settings")
    section = page.get_by_role("region", name="Your data")
    section.locator("input[type=file]").set_input_files(archive)
    expect(section.get_by_role("status")).to_contain_text("2 sessions restored")
    page.get_by_role("link", name="History").click()
    expect(page.get_by_role("link").filter(has_text="Bridge").first).to_be_visible()
    assert trained.get("sessions")["total"] == 2
