"""A PostgreSQL server of the tests' own, on this machine's loopback, where one is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["run_postgres"]

_PLACES = ("/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql*/bin")


def find_programs() -> Path | None:
    """Return the folder with ``initdb`` and ``postgres``."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    folders = [folder for place in _PLACES for folder in Path("/").glob(place[1:])]
    found = [folder for folder in folders if (folder / "initdb").is_file()]
    return max(found, key=lambda folder: folder.parent.name, default=None)


@contextmanager
def run_postgres() -> Iterator[str]:
    """Start a server in a temporary folder and yield the address of its databases, without name.

    The server refuses to run as root: then it runs as the user that its package made, or as nobody.
    """
    if os.environ.get("CI"):
        pytest.skip("PostgreSQL is tested on developers' machines only")
    programs = find_programs()
    if programs is None:
        pytest.skip("needs PostgreSQL: install your system's package postgresql")
    user = _choose_user() if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="hamstrong-postgres-") as name:
        folder = Path(name)
        if user is not None:
            shutil.chown(folder, user)
        port = _free_port()
        data = folder / "data"
        _run(user, programs / "initdb", "-D", data, "-U", "coach", "-A", "trust", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
        start = ("-D", data, "-l", folder / "log", "-o", options, "-w")
        _run(user, programs / "pg_ctl", "start", *start)
        try:
            yield f"postgresql://coach@127.0.0.1:{port}"
        finally:
            _run(user, programs / "pg_ctl", "stop", "-D", data, "-m", "immediate")


def _choose_user() -> str:
    import pwd  # only where there are such users

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(user: str | None, program: Path, *arguments: str | Path) -> None:
    # The server inherits the streams: a pipe would never end.
    with tempfile.TemporaryFile() as told:
        command = [program, *arguments]
        done = subprocess.run(command, stdout=told, stderr=told, user=user, cwd="/", check=False)
        told.seek(0)
        assert done.returncode == 0, told.read().decode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
