"""Append events one by one and say each number once it is on disk; killed by the test."""

import sys
from pathlib import Path

from hamstrong.store import Recorder, Store
from tests.unit.store.logs import batch, whole_session


def say(line: str) -> None:
    """Tell the test, at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    """Append the same session under ever new names, from a running recorder."""
    recorder = Recorder(Store.open(folder))
    log = whole_session()
    say("ready")
    for session in range(10_000):
        name = f"{session:032x}"
        for index in range(len(log)):
            recorder.submit(batch(log, name, index, index + 1)).result()
            say(f"{name} {index}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
