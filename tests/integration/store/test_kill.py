"""A process that is killed loses nothing it said was recorded, and repeats nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest

from hamstrong.store import Store
from tests.unit.store.logs import whole_session

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("after_s", [0.15, 0.4, 0.9])
def test_killed_while_writing(tmp_path: Path, after_s: float) -> None:
    program = [sys.executable, "-m", "tests.integration.store.append_forever", str(tmp_path)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        give_up_s = monotonic() + after_s
        while monotonic() < give_up_s:
            sleep(0.01)
        child.kill()
        said = [line.split() for line in child.stdout if line.endswith("\n")]
    assert said
    store = Store.open(tmp_path)
    log = whole_session()
    for name in {line[0] for line in said}:
        last = max(int(line[1]) for line in said if line[0] == name)
        kept = store.read_events(name)
        assert last + 1 <= len(kept) <= last + 2
        assert kept == log[: len(kept)]
        sequences = [rep.sequence for rep in store.list_reps(name)]
        assert len(sequences) == len(set(sequences))
    store.close()
