"""The words of the session in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hamstrong.errors import UnknownNameError
from hamstrong.exercises import texts as exercise_texts
from hamstrong.session import LOCALES, session_texts

SOURCES = Path(__file__).resolve().parents[3] / "src" / "hamstrong" / "session"
USED = re.compile(r'"((?:say|summary)\.[a-z.-]+[a-z])"')


class TestTexts:
    def test_are_there_in_all_languages(self) -> None:
        english = session_texts("en")
        for locale in LOCALES:
            assert session_texts(locale).keys() == english.keys()
            assert all(text.strip() for text in session_texts(locale).values())

    def test_german_is_german(self) -> None:
        english, german = session_texts("en"), session_texts("de")
        assert [name for name in english if english[name] == german[name]] == []

    def test_every_id_that_is_used_has_a_text(self) -> None:
        sources = "\n".join(page.read_text("utf-8") for page in SOURCES.glob("*.py"))
        used = set(USED.findall(sources))
        assert len(used) > 30
        assert used - session_texts("en").keys() == set()

    @pytest.mark.parametrize("name", ["left", "right"])
    def test_sides_have_all_their_texts(self, name: str) -> None:
        for kind in ("say.side", "say.change", "say.setup.near"):
            assert f"{kind}{'-' if kind.endswith('near') else '.'}{name}" in session_texts("en")

    def test_do_not_hide_those_of_the_exercises(self) -> None:
        assert session_texts("en").keys() & exercise_texts("en").keys() == set()

    def test_of_an_unknown_language_are_refused(self) -> None:
        with pytest.raises(UnknownNameError, match="fr"):
            session_texts("fr")
