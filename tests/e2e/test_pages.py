"""Every page, large and small, light and dark, in both languages: shown whole, usable by all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.accessibility import find_barriers

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = pytest.mark.browser

LAPTOP, PHONE = (1280, 800), (390, 844)
LOOKS = [(LAPTOP, "light"), (PHONE, "dark")]
PAGES = {
    "/": {"en": "Today", "de": "Heute"},
    "/exercises": {"en": "Exercises", "de": "Übungen"},
    "/exercises/leg-activation": {"en": "Leg activation", "de": "Beinaktivierung"},
    "/exercises/hip-90-90": {"en": "90/90 hip change", "de": "90/90-Hüftwechsel"},
    "/exercises/hip-pendulum": {"en": "Hip pendulum", "de": "Hüftpendel"},
    "/exercises/bridge": {"en": "Bridge", "de": "Brücke"},
    "/tests": {"en": "Self-tests", "de": "Selbsttests"},
    "/tests/wall-sit": {"en": "Wall sit", "de": "Wandsitz"},
    "/progress": {"en": "Progress", "de": "Fortschritt"},
    "/learn": {"en": "Know your hamstrings", "de": "Die Oberschenkelrückseite"},
    "/plan": {"en": "Your plan", "de": "Dein Plan"},
    "/profile": {"en": "About you", "de": "Über dich"},
    "/history": {"en": "History", "de": "Verlauf"},
    "/settings": {"en": "Settings", "de": "Einstellungen"},
    "/nowhere": {"en": "There is no such page.", "de": "Diese Seite gibt es nicht."},
}


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=["laptop-light", "phone-dark"])
@pytest.mark.parametrize("locale", ["en", "de"])
def test_pages_have_no_barriers_lack_no_text_and_fit(
    size: tuple[int, int], scheme: str, locale: str, coach: Coach, open_page: Open
) -> None:
    coach.settle(locale=locale)
    families = {key.split(".")[0] for key in coach.get(f"texts/{locale}")}
    page = open_page("/", size=size, scheme=scheme)
    for path, titles in PAGES.items():
        page.goto(coach.url + path)
        expect(page.locator("h1")).to_have_text(titles[locale])
        page.wait_for_load_state("networkidle")
        assert page.locator("html").get_attribute("lang") == locale
        assert find_barriers(page) == [], path
        assert find_bare_ids(page, families) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= size[0], f"{path} is wider than the screen"


def find_bare_ids(page: Page, families: set[str]) -> list[str]:
    """Return the ids that are shown because they have no text."""
    words = page.locator("body").inner_text().split()
    return [word for word in words if word.split(".")[0] in families and "." in word[:-1]]


def test_the_introduction_comes_first_in_the_browser_s_language(
    coach: Coach, open_page: Open
) -> None:
    page = open_page("/", locale="de-DE")
    expect(page.locator("h1")).to_contain_text("15 Minuten am Tag")
    assert find_barriers(page) == []
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_contain_text("15 minutes a day")
    page.get_by_role("button", name="Continue").click()
    rules = page.get_by_role("listitem")
    expect(rules).to_have_count(5)
    assert find_barriers(page) == []
    page.get_by_role("button", name="I will train by these rules").click()
    expect(page.locator("h1")).to_have_text("Your health")
    assert find_barriers(page) == []
    page.get_by_role("button", name="None of these applies").click()
    expect(page.locator("h1")).to_have_text("About you")
    assert find_barriers(page) == []
    page.get_by_text("20 min", exact=True).click()
    page.get_by_role("checkbox", name="The back of my thighs tends to cramp").check()
    page.get_by_role("button", name="Let\u2019s go").click()
    expect(page.locator("h1")).to_have_text("Today")
    settings = coach.get("settings")
    assert settings["first_run_done"]
    told = coach.get("profile")
    assert told["screening"] == "fine"
    assert told["profile"]["cramp_prone"]
    assert (told["profile"]["minutes"], told["profile"]["weekdays"]) == (20, [0, 2, 4])
    assert settings["locale"] == "en"


def test_settings_are_kept(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/settings")
    page.get_by_text("Deutsch", exact=True).click()
    expect(page.locator("h1")).to_have_text("Einstellungen")
    page.get_by_text("Dunkel", exact=True).click()
    page.get_by_role("checkbox", name="Der Coach spricht").uncheck()
    page.get_by_role("checkbox", name="Bild spiegeln").uncheck()
    page.reload()
    expect(page.locator("h1")).to_have_text("Einstellungen")
    expect(page.get_by_role("checkbox", name="Der Coach spricht")).not_to_be_checked()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    kept = coach.get("settings")
    assert (kept["locale"], kept["theme"], kept["voice"], kept["mirror"]) == (
        "de",
        "dark",
        False,
        False,
    )


def test_links_and_the_back_button_move_between_pages(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/")
    page.get_by_role("link", name="Exercises").click()
    expect(page.locator("h1")).to_have_text("Exercises")
    expect(page.locator("h1")).to_be_focused()
    page.get_by_role("link", name="Bridge").click()
    expect(page.locator("h1")).to_have_text("Bridge")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Exercises")


def test_the_plan_can_be_adjusted(coach: Coach, open_page: Open) -> None:
    coach.settle()
    page = open_page("/")
    page.get_by_role("button", name="Adjust").click()
    for exercise in ("Leg activation", "90/90 hip change", "Hip pendulum"):
        page.get_by_role("checkbox", name=f"Include {exercise}").uncheck()
    page.get_by_label("Variation").select_option("toes-raised")
    page.get_by_role("button", name="More: Sets").click()
    page.get_by_role("button", name="More: Reps").click()
    page.get_by_role("button", name="Start without camera").click()
    page.wait_for_url("**/live/*")
    session = coach.get(f"sessions/{page.url.rsplit('/', 1)[1]}")
    (item,) = session["plan"]
    least = next(
        detail["least"]
        for detail in coach.get("exercises/bridge")["variation_details"]
        if detail["id"] == "toes-raised"
    )
    assert (item["exercise"], item["variation"]) == ("bridge", "toes-raised")
    assert (item["sets"], item["reps"]) == (least["sets"] + 1, least["reps"] + 1)
