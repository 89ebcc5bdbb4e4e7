"""Recording many sessions from one thread."""

from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest

from hamstrong.store import Batch, HistoryConflictError, HistoryFullError, Recorder, Store
from tests.unit.store.logs import ID, OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


class Flaky(Store):
    """A store whose disk is full for a while."""

    full: bool = False

    def append(self, batches: Iterable[Batch]) -> None:
        if self.full:
            raise HistoryFullError("The disk is full: free some space.")
        super().append(batches)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Flaky]:
    opened = Flaky.open(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def recorder(store: Flaky) -> Iterator[Recorder]:
    running = Recorder(store)
    yield running
    running.close()


def problem(recorder: Recorder) -> str | None:
    return recorder.problem


class TestRecorder:
    def test_has_written_when_it_says_so(self, store: Flaky, recorder: Recorder) -> None:
        log = whole_session()
        for index in range(len(log)):
            assert recorder.submit(batch(log, start=index, end=index + 1)).result(5)
            assert len(store.read_events(ID)) == index + 1

    def test_keeps_in_memory_what_the_disk_does_not_take(
        self, store: Flaky, recorder: Recorder
    ) -> None:
        log = whole_session()
        assert recorder.submit(batch(log, end=5)).result(5)
        store.full = True
        assert not recorder.submit(batch(log, start=5, end=9)).result(5)
        assert not recorder.submit(batch(log, start=9, end=12)).result(5)
        assert problem(recorder) == "The disk is full: free some space."
        store.full = False
        assert recorder.submit(batch(log, start=12)).result(5)
        assert problem(recorder) is None
        assert store.read_events(ID) == log

    def test_tries_again_by_itself(self, store: Flaky, recorder: Recorder) -> None:
        store.full = True
        assert not recorder.submit(batch(whole_session())).result(5)
        store.full = False
        give_up_s = monotonic() + 10
        while problem(recorder) is not None and monotonic() < give_up_s:
            sleep(0.1)
        assert store.read_events(ID) == whole_session()

    def test_a_conflict_is_of_one_session_only(self, store: Flaky, recorder: Recorder) -> None:
        store.append([batch(whole_session())])
        bad = recorder.submit(batch(timed_session()))
        good = recorder.submit(batch(timed_session(), OTHER))
        with pytest.raises(HistoryConflictError):
            bad.result(5)
        assert good.result(5)
        assert store.read_events(OTHER) == timed_session()

    def test_writes_what_waits_before_it_ends(self, store: Flaky) -> None:
        recorder = Recorder(store)
        futures = [recorder.submit(batch(whole_session(), f"{n:032x}")) for n in range(20)]
        recorder.close()
        assert all(future.result(0) for future in futures)
        assert store.count_cards() == 20

    def test_goes_on_without_a_history(self) -> None:
        recorder = Recorder(None)
        assert not recorder.submit(batch(whole_session())).result(5)
        assert recorder.problem is not None
        recorder.close()
