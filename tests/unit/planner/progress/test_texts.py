"""The sentences of the progress in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hamstrong.errors import UnknownNameError
from hamstrong.planner.progress import progress_texts
from hamstrong.planner.progress.texts import LOCALES

SOURCES = Path(__file__).resolve().parents[4] / "src" / "hamstrong" / "planner" / "progress"
PLACE = re.compile(r"\{(\w+)\}")


def test_are_there_in_all_languages_with_the_same_places() -> None:
    english = progress_texts("en")
    for locale in LOCALES:
        others = progress_texts(locale)
        assert others.keys() == english.keys()
        for name, text in english.items():
            assert sorted(PLACE.findall(others[name])) == sorted(PLACE.findall(text)), name


def test_german_is_german() -> None:
    english, german = progress_texts("en"), progress_texts("de")
    assert [name for name in english if english[name] == german[name]] == []


def test_every_id_that_is_used_has_a_text() -> None:
    source = "\n".join(page.read_text("utf-8") for page in SOURCES.glob("*.py"))
    used = set(re.findall(r'"(progress\.[a-z.-]+[a-z])"', source))
    used |= {
        f"progress.body.{quantity}-{direction}"
        for quantity in ("rom", "hold", "score")
        for direction in ("more", "less")
    }
    used |= {"progress.body.test-better", "progress.body.test-worse"}
    assert used == progress_texts("en").keys()


def test_of_an_unknown_language_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="fr"):
        progress_texts("fr")
