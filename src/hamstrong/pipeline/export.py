"""The history as one archive that other programs can read."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from hamstrong.errors import UsageError
from hamstrong.report.atomic import replacing
from hamstrong.store import Store
from hamstrong.store.codec import encode_event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from hamstrong.store import Logged, RepRow

__all__ = ["EXPORT_SCHEMA", "export_history"]

EXPORT_SCHEMA: Final = "hamstrong.history/1"
_PAGE: Final = 200
_SESSION_COLUMNS = (
    "session_id",
    "started_at",
    "ended_at",
    "state",
    "minutes",
    "exercises",
    "reps",
    "reps_logged",
    "score",
    "pain",
)
_REP_COLUMNS = (
    "session_id",
    "sequence",
    "exercise",
    "variation",
    "stage",
    "side",
    "set_number",
    "counts",
    "start_s",
    "end_s",
    "hold_s",
    "rom_deg",
    "score",
    "faults",
)


def export_history(data_dir: Path, archive: Path) -> int:
    """Write the whole history to a ZIP archive and return the number of sessions.

    It holds ``events.jsonl`` (every event of every session, one JSON object a line: the whole
    truth), ``sessions.csv`` and ``reps.csv`` (what is read most), and ``about.json``. Times of day
    are UTC, lists in a cell are joined by a blank.

    Raises
    ------
    UsageError
        There is no history in the folder.
    HistoryDamagedError
        It cannot be read.
    OutputError
        The archive cannot be written; an older one stays as it was.
    """
    if not data_dir.is_dir():
        raise UsageError(f"There is no history in {data_dir} yet: train first, or name --data-dir.")
    store = Store.open(data_dir)
    try:
        sessions = _all_sessions(store)
        with (
            replacing(archive) as temporary,
            zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as file,
        ):
            about = {"schema": EXPORT_SCHEMA, "sessions": len(sessions)}
            file.writestr("about.json", json.dumps(about, indent=1) + "\n")
            file.writestr("events.jsonl", "".join(_event_lines(store, sessions)))
            file.writestr("sessions.csv", _table(_SESSION_COLUMNS, map(_session_row, sessions)))
            file.writestr("reps.csv", _table(_REP_COLUMNS, map(_rep_row, store.list_reps())))
    finally:
        store.close()
    return len(sessions)


def _all_sessions(store: Store) -> tuple[Logged, ...]:
    sessions: list[Logged] = []
    while page := store.list_cards(_PAGE, len(sessions)):
        sessions.extend(page)
    return tuple(reversed(sessions))


def _event_lines(store: Store, sessions: Sequence[Logged]) -> Iterable[str]:
    for logged in sessions:
        for sequence, event in enumerate(store.read_events(logged.session_id)):
            line = {"session": logged.session_id, "sequence": sequence, **encode_event(event)}
            yield json.dumps(line, ensure_ascii=False) + "\n"


def _session_row(logged: Logged) -> dict[str, Any]:
    card = logged.card
    return {
        "session_id": logged.session_id,
        "started_at": logged.started_at.isoformat(),
        "ended_at": logged.ended_at.isoformat() if logged.ended_at else "",
        "state": card.state,
        "minutes": card.minutes,
        "exercises": " ".join(card.exercises),
        "reps": card.reps,
        "reps_logged": card.reps_logged,
        "score": "" if card.score is None else card.score,
        "pain": " ".join(card.pain),
    }


def _rep_row(rep: RepRow) -> dict[str, Any]:
    return {**asdict(rep), "stage": rep.stage or "", "faults": " ".join(rep.faults)}


def _table(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
