"""The HTTP interface does what its description says, whatever it is asked."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest


@pytest.mark.slow
def test_description_is_true(url: str, tmp_path: object) -> None:
    if find_spec("schemathesis") is None:
        pytest.skip("needs schemathesis: pip install schemathesis")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"),
        *("--checks", "all", "--max-examples", "15", "--phases", "examples,coverage,fuzzing"),
        *("--seed", "1", "--no-color"),
    ]
    done = subprocess.run(
        command, cwd=str(tmp_path), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert "No test cases" not in done.stdout
