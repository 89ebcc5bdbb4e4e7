"""The HTTP interface of the self-tests: what they are, what came of them, what that means."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends

from hamstrong.errors import UnknownNameError
from hamstrong.planner import find_due_tests
from hamstrong.planner.progress import compute_front_back
from hamstrong.session import rebuild
from hamstrong.session.verdict import (
    Reading,
    compare_sides,
    compute_change,
    find_band,
    find_norm,
)
from hamstrong.store import ResultRow
from hamstrong.web import selftest_resources as told
from hamstrong.web.api import ExerciseId, SessionId
from hamstrong.web.planning import find_stopped
from hamstrong.web.services import REFUSALS, Given, Services

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import SelfTest, Sex

__all__ = ["router"]

router = APIRouter(prefix="/api", responses=REFUSALS)


class _Books:
    """The results of all self-tests, and for whom they are read."""

    def __init__(self, services: Services) -> None:
        store = services.store
        self.definitions = services.tests
        self.rows = store.list_test_results() if store is not None else ()
        self.sex = services.read_sex()

    def history(self, test: str) -> tuple[told.TestVerdict, ...]:
        rows = [row for row in self.rows if row.test == test]
        return _judge(_self_test(self.definitions[test]), rows, self.sex)


def _read(services: Given) -> _Books:
    return _Books(services)


Read = Annotated[_Books, Depends(_read)]


@router.get("/tests")
async def list_tests(books: Read, services: Given) -> told.TestList:
    """Return the self-tests with their last results, which are due, how front and back change."""
    cards = tuple(_card(definition, books) for definition in books.definitions.values())
    slot = await find_stopped(services)
    newest = {row.test: row.recorded_at.astimezone().date() for row in books.rows}
    due = find_due_tests(books.definitions, newest, datetime.now(UTC).astimezone().date(), slot)
    return told.TestList(
        tests=cards,
        balance=_balance(books),
        due=told.TestsDue.model_validate(due, from_attributes=True) if due else None,
    )


@router.get("/tests/{test}")
async def read_test(test: ExerciseId, books: Read) -> told.TestPage:
    """Return all about a self-test with its results so far."""
    definition = books.definitions[test]
    part, card = _self_test(definition), _card(definition, books)
    mine = find_norm(part, books.sex)
    return told.TestPage(
        **card.model_dump(),
        trials=1 if part.until_fatigue else definition.dose.reps,
        steps=tuple(step.id for step in definition.steps),
        safety=definition.safety,
        mistakes=definition.mistakes,
        spoils=tuple(fault for fault in definition.mistakes if fault in part.spoiled_by),
        norms=tuple(told.NormInfo(**norm.model_dump(), mine=norm is mine) for norm in part.norms),
        uncertainty_source=part.uncertainty.source,
        references=definition.references,
        history=books.history(test),
        changes=_changes(part, [row for row in books.rows if row.test == test]),
    )


@router.get("/tests/{test}/results")
async def list_results(test: ExerciseId, books: Read) -> tuple[told.TestVerdict, ...]:
    """Return the results of a self-test, the newest last."""
    definition = books.definitions[test]
    return books.history(definition.id)


@router.get("/sessions/{session_id}/tests")
async def read_session_tests(
    session_id: SessionId, services: Given
) -> tuple[told.TestVerdict, ...]:
    """Return what came of the self-tests of a session, also of one that is still going on."""
    happened = await services.hub.read(session_id)
    if not happened:
        raise UnknownNameError(f"There is no session '{session_id}'.")
    logged = await asyncio.to_thread(services.find_card, session_id, happened)
    sex = await asyncio.to_thread(services.read_sex)
    rows = [
        ResultRow(
            session_id=session_id,
            sequence=sequence,
            recorded_at=logged.started_at,
            test=event.test,
            side=event.bout.side,
            value=event.value,
            uncertainty=event.uncertainty,
            unit=event.unit,
            trials=event.trials,
            measured=event.measured,
        )
        for sequence, event in enumerate(rebuild(happened).results.values())
    ]
    return tuple(
        verdict
        for test in dict.fromkeys(row.test for row in rows)
        for verdict in _judge(
            _self_test(services.tests[test]), [row for row in rows if row.test == test], sex
        )
    )


def _self_test(definition: ExerciseDefinition) -> SelfTest:
    if definition.test is None:
        raise UnknownNameError(f"'{definition.id}' is no self-test.")
    return definition.test


def _card(definition: ExerciseDefinition, books: _Books) -> told.TestCard:
    test, history = _self_test(definition), books.history(definition.id)
    return told.TestCard(
        id=definition.id,
        posture=definition.posture,
        view=definition.view,
        sides=definition.sides,
        minutes=definition.minutes,
        unit=test.unit,
        figure=test.figure,
        better=test.better,
        part=test.part,
        needs_camera=test.needs_camera,
        last=history[-1] if history else None,
    )


def _judge(
    test: SelfTest, rows: Iterable[ResultRow], sex: Sex | None
) -> tuple[told.TestVerdict, ...]:
    """Return one verdict a session; of several results of a side the newest counts."""
    return tuple(
        _judge_session(test, list(group), sex)
        for _, group in groupby(rows, key=lambda row: row.session_id)
    )


def _judge_session(test: SelfTest, rows: Sequence[ResultRow], sex: Sex | None) -> told.TestVerdict:
    newest = {row.side: row for row in rows}
    norm = find_norm(test, sex)
    sides = tuple(
        told.TestSide(
            side=row.side,
            value=row.value,
            uncertainty=row.uncertainty,
            trials=row.trials,
            measured=row.measured,
            band=find_band(test, norm, _reading(row)) if norm else None,
        )
        for row in newest.values()
    )
    compared = None
    if "left" in newest and "right" in newest:
        compared = compare_sides(test, _reading(newest["left"]), _reading(newest["right"]))
    return told.TestVerdict(
        test=rows[0].test,
        session=rows[0].session_id,
        at=rows[0].recorded_at,
        unit=test.unit,
        sides=sides,
        comparison=told.ComparisonInfo.model_validate(compared, from_attributes=True)
        if compared
        else None,
    )


def _changes(test: SelfTest, rows: Sequence[ResultRow]) -> tuple[told.SideChange, ...]:
    found = []
    for side in dict.fromkeys(row.side for row in rows):
        change = compute_change(test, [_reading(row) for row in rows if row.side == side])
        if change is not None:
            fields = told.TestChange.model_validate(change, from_attributes=True).model_dump()
            found.append(told.SideChange(side=side, **fields))
    return tuple(found)


def _balance(books: _Books) -> told.FrontBack | None:
    tests = {name: _self_test(definition) for name, definition in books.definitions.items()}
    found = compute_front_back(tests, ((row.test, _reading(row)) for row in books.rows))
    return told.FrontBack.model_validate(found, from_attributes=True) if found else None


def _reading(row: ResultRow) -> Reading:
    return Reading(row.side, row.value, row.uncertainty)
