"""What the HTTP interface tells of self-tests."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from hamstrong.exercises.model import Sex, TestFigure, TestUnit
from hamstrong.session.verdict import Band, Direction
from hamstrong.session.words import SessionSide, View
from hamstrong.web.resources import Name, _Resource

__all__ = [
    "ComparisonInfo",
    "FrontBack",
    "NormInfo",
    "SideChange",
    "TestCard",
    "TestChange",
    "TestList",
    "TestPage",
    "TestSide",
    "TestVerdict",
    "TestsDue",
]


class TestSide(_Resource):
    """The result of one side; ``uncertainty`` is None where the user told it.

    ``band`` is where it lies against the published value that holds for the user, None where none
    does.
    """

    side: SessionSide
    value: float
    uncertainty: float | None
    trials: tuple[float, ...]
    measured: bool
    band: Band | None


class ComparisonInfo(_Resource):
    """Left less right, the uncertainty of that, and the weaker side where it exceeds it.

    ``index`` is weaker / stronger * 100, None where the test does not compare by it; ``band`` is
    where it lies against what is usual.
    """

    difference: float
    uncertainty: float
    weaker: Literal["left", "right"] | None
    index: float | None
    index_uncertainty: float | None
    band: Band | None


class TestVerdict(_Resource):
    """What came of a self-test in one session."""

    test: Name
    session: str
    at: datetime
    unit: TestUnit
    sides: tuple[TestSide, ...]
    comparison: ComparisonInfo | None


class TestCard(_Resource):
    """A self-test in a list; its title has the id ``exercise.<id>.title``."""

    id: Name
    posture: Literal["standing", "seated", "supine"]
    view: View
    sides: Literal["both", "each", "alternating"]
    minutes: float
    unit: TestUnit
    figure: TestFigure
    better: Literal["lower", "higher"]
    part: Literal["back", "front"]
    needs_camera: bool
    last: TestVerdict | None


class NormInfo(_Resource):
    """A published value; ``mine`` tells whether it holds for the user."""

    sex: Sex | None
    mean: float | None
    deviation: float | None
    limit: float
    source: str
    mine: bool


class TestChange(_Resource):
    """The newest measured result against the first one, in percent of it."""

    percent: float
    uncertainty: float
    direction: Direction


class SideChange(TestChange):
    """The change of one side."""

    side: SessionSide


class TestPage(TestCard):
    """All about a self-test; ``history`` has the newest last.

    Of the ``mistakes`` those in ``spoils`` make a try count for nothing.
    """

    trials: int
    steps: tuple[Name, ...]
    safety: tuple[Name, ...]
    mistakes: tuple[Name, ...]
    spoils: tuple[Name, ...]
    norms: tuple[NormInfo, ...]
    uncertainty_source: str
    references: tuple[str, ...]
    history: tuple[TestVerdict, ...]
    changes: tuple[SideChange, ...]


class FrontBack(_Resource):
    """How back and front of the thigh have changed against their own first results.

    ``ahead`` is the one that has gained more, None where the uncertainty does not tell.
    """

    back_test: Name
    front_test: Name
    back: TestChange
    front: TestChange
    ahead: Literal["back", "front"] | None


class TestsDue(_Resource):
    """Self-tests to take now: the ``first`` ones, to begin with, or ``again`` after four weeks."""

    kind: Literal["first", "again"]
    tests: tuple[Name, ...]


class TestList(_Resource):
    """The self-tests in their order; ``due`` leaves out what pain has stopped."""

    tests: tuple[TestCard, ...]
    balance: FrontBack | None
    due: TestsDue | None
