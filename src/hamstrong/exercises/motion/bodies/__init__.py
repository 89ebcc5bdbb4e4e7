"""The proportions of the drawn figures."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Final

from hamstrong.errors import UnknownNameError
from hamstrong.exercises.motion.body import Body

__all__ = ["FIGURES", "load_body"]

FIGURES: Final = ("a", "b")
"""The figures there are."""


@cache
def load_body(figure: str) -> Body:
    """Return the proportions of a figure.

    Raises
    ------
    UnknownNameError
        When there is no such figure.
    """
    if figure not in FIGURES:
        raise UnknownNameError(f"There is no figure '{figure}'; there are: {', '.join(FIGURES)}.")
    text = resources.files(__name__).joinpath(f"{figure}.toml").read_text("utf-8")
    return Body(**tomllib.loads(text))
