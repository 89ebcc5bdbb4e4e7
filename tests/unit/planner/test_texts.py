"""Every question and every piece of advice has its words in every language."""

from __future__ import annotations

import pytest

from hamstrong.errors import UnknownNameError
from hamstrong.exercises import LOCALES
from hamstrong.planner import CONCERNS, planner_texts


@pytest.mark.parametrize("locale", LOCALES)
def test_every_concern_is_asked(locale: str) -> None:
    texts = planner_texts(locale)
    assert {f"screening.{concern}.question" for concern in CONCERNS} <= texts.keys()


def test_languages_say_the_same_things() -> None:
    first, *others = (planner_texts(locale).keys() for locale in LOCALES)
    assert all(ids == first for ids in others)


def test_no_other_language() -> None:
    with pytest.raises(UnknownNameError, match="'fr'"):
        planner_texts("fr")
