"""The HTTP interface does what its description says, whatever it is asked."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


RULES = """
[[operations]]
include-name = "POST /api/archive"
checks.positive_data_acceptance.expected-statuses = ["2xx", "422"]
"""
"""A description of bytes cannot say which of them are an archive."""


@pytest.mark.slow
def test_description_is_true(url: str, tmp_path: Path) -> None:
    if find_spec("schemathesis") is None:
        pytest.skip("needs schemathesis: pip install schemathesis")
    rules = tmp_path / "schemathesis.toml"
    rules.write_text(RULES, "utf-8")
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(rules)),
        *("run", f"{url}/openapi.json"),
        *("--checks", "all", "--max-examples", "15", "--phases", "examples,coverage,fuzzing"),
        *("--seed", "1", "--no-color"),
    ]
    done = subprocess.run(
        command, cwd=str(tmp_path), capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
    assert "No test cases" not in done.stdout
