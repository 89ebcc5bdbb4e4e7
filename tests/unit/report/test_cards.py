"""The cards to print hold every text, on one page an exercise, and nothing runs over."""

from __future__ import annotations

import io
import re
import zlib
from base64 import a85decode
from typing import TYPE_CHECKING, Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from hamstrong.errors import OutputError
from hamstrong.exercises import LOCALES, load_catalogue, texts
from hamstrong.report import cards

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = load_catalogue()


@pytest.fixture(scope="module")
def both() -> bytes:
    return cards.render_cards(LOCALES)


def pages_of(pdf: bytes) -> list[str]:
    """Return the words of each page, in the order they were written."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, flags=re.DOTALL):
        try:
            drawn = zlib.decompress(a85decode(stream.strip().removesuffix(b"~>")))
        except (ValueError, zlib.error):
            continue
        lines = re.findall(rb"\((.*?)(?<!\\)\) Tj", drawn, flags=re.DOTALL)
        words = b" ".join(unescape(line) for line in lines).decode("cp1252")
        if words:
            found.append(" ".join(words.split()))
    return found


def unescape(line: bytes) -> bytes:
    octal = re.sub(rb"\\(\d{3})", lambda code: bytes([int(code.group(1), 8)]), line)
    return re.sub(rb"\\(.)", rb"\1", octal)


def test_there_is_one_page_an_exercise_and_language(both: bytes) -> None:
    assert len(pages_of(both)) == len(LOCALES) * len(CATALOGUE)


@pytest.mark.parametrize("exercise", CATALOGUE)
@pytest.mark.parametrize("locale", LOCALES)
def test_a_page_says_everything(both: bytes, exercise: str, locale: str) -> None:
    page = pages_of(both)[LOCALES.index(locale) * len(CATALOGUE) + list(CATALOGUE).index(exercise)]
    definition, words = CATALOGUE[exercise], texts(locale)
    wanted = [
        f"exercise.{exercise}.title",
        f"exercise.{exercise}.why",
        *(f"exercise.{exercise}.step.{step.id}" for step in definition.steps),
        *(f"safety.{rule}" for rule in definition.safety),
        *(f"fault.{fault}.cue" for fault in definition.mistakes),
        *(f"breath.{breath}" for breath in definition.breathing.values()),
        *(
            f"variation.{exercise}.{variation.id}.{part}"
            for variation in definition.variations
            if variation.order
            for part in ("title", "description")
        ),
        "cards.footer",
    ]
    assert [name for name in wanted if " ".join(words[name].split()) not in page] == []


def test_german_nouns_keep_their_capitals(both: bytes) -> None:
    words = texts("de")
    begun = words["phase.out"][:1].upper() + words["phase.out"][1:]
    assert begun != words["phase.out"].capitalize()
    german = pages_of(both)[LOCALES.index("de") * len(CATALOGUE)]
    assert f"{begun}: " in german


@pytest.mark.parametrize("exercise", CATALOGUE)
def test_text_is_large_enough_to_read(exercise: str) -> None:
    for locale in LOCALES:
        card: Any = cards._Card(Canvas(io.BytesIO()), CATALOGUE[exercise], texts(locale))
        top = card._draw_strip(card._draw_head())
        size, _ = card._fit_text(top, card._variations_top())
        assert size >= 8.4


def test_pictures_are_numbered_by_their_step(both: bytes) -> None:
    page = pages_of(both)[LOCALES.index("en") * len(CATALOGUE) + list(CATALOGUE).index("bridge")]
    assert "1 At rest" in page


def test_the_pictures_are_in_it(both: bytes) -> None:
    # At least three a card; a picture is stored once, whatever the number of languages.
    assert both.count(b"/DCTDecode") >= 3 * len(CATALOGUE)
    assert len(both) < 2_000_000


@pytest.mark.parametrize("exercise", CATALOGUE)
@pytest.mark.parametrize("locale", LOCALES)
def test_the_text_ends_above_the_variations(exercise: str, locale: str) -> None:
    card: Any = cards._Card(Canvas(io.BytesIO()), CATALOGUE[exercise], texts(locale))
    top = card._draw_strip(card._draw_head())
    bottom = card._draw_variations(56.0)
    assert card._draw_text(top, bottom) >= bottom


def test_the_same_cards_are_the_same_bytes() -> None:
    assert cards.render_cards(["de"]) == cards.render_cards(["de"])


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="folder does not exist"):
        cards.write_cards(tmp_path / "no" / "cards.pdf", ["en"])
