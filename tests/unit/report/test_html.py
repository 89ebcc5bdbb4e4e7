"""The HTML report: whole, safe, readable."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hamstrong.analysis import Notice
from hamstrong.errors import UnknownNameError
from hamstrong.report.html import html_text, write_html
from hamstrong.report.wording import wording_for
from tests.unit.report.report_sample import (
    TEXTS,
    GreyFilm,
    make_analysis,
    make_empty_analysis,
    make_rep,
)

if TYPE_CHECKING:
    from pathlib import Path

    from hamstrong.analysis.values import Analysis

ANALYSIS = make_analysis()
DAY = date(2026, 3, 9)
VOID = {"meta", "img", "link", "input", "br", "hr"}


class _Page(HTMLParser):
    """Collects elements and texts; refuses tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def _page(analysis: Analysis = ANALYSIS, locale: str = "en") -> _Page:
    return _Page(html_text(analysis, wording_for(locale, TEXTS), DAY, {}))


def test_the_page_says_what_was_found() -> None:
    text = _page().text
    for said in (
        "Bridge",
        "Both legs",
        "bridge.mp4",
        "Report of 9 March 2026",
        "Push the hips higher.",
        "Hips not fully extended: in 1 of 4 movements, half reps included",
        "(measured 18°, limit 10°)",
        "Did not reach the least range; not counted.",
        "Feet too narrow",
        "The person was found in only 75% of the pictures",
        "BlazePose full, 500 frames",
        "The left side faced the camera.",
        "no medical device",
    ):
        assert said in text, said


def test_the_page_speaks_german() -> None:
    page = _page(locale="de")
    assert page.all("html") == [{"lang": "de"}]
    assert "Bericht vom 9. März 2026" in page.text
    assert "kein Medizinprodukt" in page.text
    assert "Wiederholungen" in page.text
    assert "1,0\N{NBSP}s" in " ".join(page.words)


def test_the_page_needs_nothing_else() -> None:
    text = html_text(ANALYSIS, wording_for("en", TEXTS), DAY, {})
    page = _Page(text)
    addresses = [
        value
        for _, attributes in page.elements
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "action", "data", "poster", "xlink:href")
    ]
    assert all((value or "").startswith(("data:image/", "#")) for value in addresses)
    assert not re.search(r"https?://|url\((?!#hatch)|@import|@font-face", text)
    policy = next(
        meta["content"]
        for meta in page.all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not any("style" in attributes for _, attributes in page.elements)
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)


NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&.mp4"


def test_nasty_names_and_texts_stay_text() -> None:
    rep = replace(ANALYSIS.reps[1], stage=NASTY)
    texts = dict.fromkeys(TEXTS, NASTY)
    segment = replace(ANALYSIS.segments[0], not_observable=(NASTY,), variation=NASTY)
    analysis = replace(
        ANALYSIS,
        video=replace(ANALYSIS.video, path=NASTY.replace("/", "\N{FRACTION SLASH}")),
        reps=(ANALYSIS.reps[0], rep, ANALYSIS.reps[2]),
        segments=(segment,),
        warnings=(Notice(NASTY, {NASTY: NASTY}),),
        model=NASTY,
    )
    text = html_text(analysis, wording_for("en", texts), DAY, {})
    page = _Page(text)
    assert "<img src=x" not in text
    assert "<script>alert" not in text
    assert len(page.all("script")) == 2
    assert page.all("img") == []
    assert page.text.count("alert(2)") > 5


def test_pictures_carry_words_and_the_page_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    write_html(ANALYSIS, path, "en", GreyFilm(ANALYSIS.track.time_s), TEXTS)
    page = _Page(path.read_text(encoding="utf-8"))
    images = page.all("img")
    assert len(images) == 12
    for image in images:
        assert (image["src"] or "").startswith("data:image/webp;base64,")
        assert image["alt"]
        assert int(image["width"] or 0) > 100
        assert int(image["height"] or 0) > 100
    assert path.stat().st_size < 3_000_000


def test_without_the_video_there_are_no_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    write_html(ANALYSIS, path, texts=TEXTS)
    page = _Page(path.read_text(encoding="utf-8"))
    assert page.all("img") == []
    assert "Key moments" not in page.text


def test_headings_go_down_one_step_at_a_time() -> None:
    for analysis in (ANALYSIS, _session()):
        levels = [int(tag[1]) for tag, _ in _page(analysis).elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def _session() -> Analysis:
    first = replace(ANALYSIS.segments[0], end_s=10.0, reps=(0, 1))
    second = replace(
        ANALYSIS.segments[0], exercise="hip-pendulum", start_s=11.0, reps=(2,), not_observable=()
    )
    return replace(ANALYSIS, segments=(first, second))


def test_a_session_has_a_section_for_each_segment() -> None:
    page = _page(_session())
    sections = [
        attributes["id"] for attributes in page.all("section") if attributes.get("class") == "part"
    ]
    assert sections == ["part-1", "part-2"]
    assert "Session" in page.text
    assert "Hip pendulum" in page.text
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_left_and_right_are_compared_with_their_uncertainty() -> None:
    reps = (
        make_rep(0, 3.0, side="left", rom_deg=80.0),
        make_rep(1, 8.0, side="right", rom_deg=84.0),
    )
    near = _page(replace(ANALYSIS, reps=reps)).text
    assert "within what one camera can tell (± 8°), so nothing follows from it" in near
    far = _page(replace(ANALYSIS, reps=(reps[0], replace(reps[1], rom_deg=95.0)))).text
    assert "film each side in the same way" in far
    assert "Left and right" not in _page().text


def test_nothing_recognised_is_said_plainly() -> None:
    text = _page(make_empty_analysis()).text
    assert "No exercise recognised" in text
    assert "No rep was counted." in text


def test_good_form_is_praised() -> None:
    clean = tuple(replace(rep, faults=()) for rep in ANALYSIS.reps)
    assert "Good form in every rep." in _page(replace(ANALYSIS, reps=clean)).text


def test_an_unknown_language_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError):
        write_html(ANALYSIS, tmp_path / "a.html", "xx", texts=TEXTS)
    assert list(tmp_path.iterdir()) == []


def test_without_half_reps_faults_are_counted_among_the_reps() -> None:
    assert "in 1 of 3 reps" in _page(make_analysis(attempts=())).text


def test_without_a_score_there_is_no_ring() -> None:
    rings = [item for item in _page(make_empty_analysis()).all("svg") if item["class"] == "ring"]
    assert rings == []
    nil = make_analysis(reps=(make_rep(0, 3.0, score=0),), attempts=())
    page = html_text(nil, wording_for("en", TEXTS), DAY, {})
    assert 'class="ring"' in page
    assert 'circle class="value"' not in page


def test_no_markup_of_a_terminal_is_in_a_note() -> None:
    notice = Notice("no-rep")
    for locale in ("en", "de"):
        assert "`" not in wording_for(locale).notice(notice)
