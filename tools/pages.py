"""Write the documentation pages that are made from the code: ``python -m tools.pages``."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.kinematics import MEASURES
from tools.formulas import FORMULAS, SYMBOLS
from tools.plan_page import plan_page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hamstrong.kinematics import Measure

__all__ = ["PAGES", "decisions", "measures"]

ROOT: Final = Path(__file__).resolve().parents[1]

_UNITS: Final = {
    "count": "number",
    "deg": "degrees",
    "norm": "ratio",
    "s": "seconds",
    "sign": "+1 or -1",
}
_SOURCES: Final = {"image": "picture", "space": "space"}

_DECISIONS: Final = """\
# Decisions

One page each: what was decided, why, and what follows from it. A page is not edited when we change
our mind; a new page says so and links to the old one. `make pages` writes this list.
"""
_MEASURES: Final = """\
# Measures

What the camera's keypoints are turned into, and what definitions, reports and tables speak of. Each
measure is a column: one value a frame, missing (NaN in Python, empty in files) where it could not
be trusted. `hamstrong.kinematics.MEASURES` holds the same in Python. `make pages` writes this
page from there.

- **Sides** are the person's own. Besides `left` and `right` there are *roles*, which follow the
  person: the `near` and the `far` side of a side view, the `front` and the `rear` leg of a step,
  the `lifted` and the `standing` leg, the `free` and the `support` leg of a one-legged bridge.
- **Flexion** is positive; 0 degrees is the anatomical position, with hip and knee straight.
- **Ratios** are relative to a length of the body, which makes them independent of the distance to
  the camera.
- **View** is the camera view that shows the measure. Another view foreshortens it.
- **From**: `picture` is measured in the plane of the picture; `space` comes from the pose model's
  estimate of depth, which is coarser.
- **Error** is the mean absolute error against rendered clips with known truth, in that view, in the
  unit of the measure; `-` where there is no truth to compare with.
"""


def decisions() -> str:
    """Return the list of decisions, in the order of their numbers."""
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    return "\n".join([_DECISIONS, *(f"- [{_title(page)}]({page.name})" for page in pages), ""])


def _title(page: Path) -> str:
    heading = page.read_text(encoding="utf-8").partition("\n")[0]
    title = re.sub(r"^# (\d+\W+)?", "", heading)
    return f"{page.name[:4]}: {title}"


def measures() -> str:
    """Return the tables of all measures and of their formulas, one row a quantity."""
    rows = [
        "| columns | unit | view | from | error | meaning |",
        "|---|---|---|---|---|---|",
        *(
            _row(list(alike))
            for _, alike in groupby(MEASURES.values(), key=lambda measure: measure.quantity)
        ),
    ]
    quantities = dict.fromkeys(measure.quantity for measure in MEASURES.values())
    formulas = [
        "| quantity | formula |",
        "|---|---|",
        *(f"| `{name}` | {_escaped(FORMULAS[name])} |" for name in quantities),
    ]
    return "\n".join([_MEASURES, *rows, "", SYMBOLS, *formulas, ""])


def _escaped(text: str) -> str:
    """Return text for a cell: bars would end it, asterisks would slant it."""
    return text.replace("|", r"\|").replace("*", r"\*")


def _row(alike: Sequence[Measure]) -> str:
    first = alike[0]
    names = ", ".join(f"`{measure.name}`" for measure in alike)
    error = "-" if first.typical_error is None else f"{first.typical_error:g}"
    # The part about the side is the columns' own; what they share is said once.
    meaning = first.meaning.rpartition("; ")[0] if len(alike) > 1 else first.meaning
    cells = (names, _UNITS[first.unit], first.view, _SOURCES[first.plane], error, meaning)
    return f"| {' | '.join(cells)} |"


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "docs/plan.md": plan_page,
    "docs/decisions/README.md": decisions,
    "docs/measures.md": measures,
}
"""What each page should say, by its path."""


if __name__ == "__main__":
    for name, write in PAGES.items():
        (ROOT / name).write_text(write(), encoding="utf-8")
