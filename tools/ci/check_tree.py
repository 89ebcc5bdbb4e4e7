"""Check that no tracked file names a machine's folders, a download address or an issue number.

The sources must mean the same on every machine and for every reader: a path that exists on one
machine, a registry that one network reaches or the number of a ticket does not.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ALLOWED_HOSTS", "defects", "tracked_files"]

ALLOWED_HOSTS: Final = frozenset(
    {
        "127.0.0.1",
        "creativecommons.org",
        "doi.org",
        "hl7.org",
        "json-schema.org",
        "localhost",
        "loinc.org",
        "snomed.info",
        "terminology.hl7.org",
        "unitsofmeasure.org",
        "www.apache.org",
        "www.w3.org",
    }
)
"""Hosts that a file may name: licences, references, name spaces, code systems, this machine."""

_NPM_LOCK: Final = "package-lock.json"
_PROSE: Final = frozenset({".md", ".txt", ".html"})
_ADDRESS: Final = re.compile(r"\b(?:https?|wss?|git|ssh)://(?:[^/\s@\"']+@)?([\w.-]+\w)", re.ASCII)
_BARE_HOST: Final = re.compile(r"(?<![\w@./-])((?:[a-z0-9-]+\.)+(?:com|org|io))\b(?![\w(])")
_RULES: Final = {
    "a path of one machine": re.compile(
        r"(?<![\w.~-])/(?:root|work|tmp/\w+|home/\w+|Users/\w+)(?![\w-])|\b[A-Z]:\\+Users\b"
    ),
    "an issue number": re.compile(r"\b(?:issue|ticket|PR)\s+#?\d+|\(#\d+\)", re.IGNORECASE),
}


def tracked_files(root: Path) -> Iterator[Path]:
    """Yield the files that git tracks, or that will be once added."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached"],  # noqa: S607 - git is wherever PATH says
        cwd=root,
        capture_output=True,
        check=True,
    )
    for name in listing.stdout.decode().split("\0"):
        path = root / name
        if name and path.is_file():
            yield path


def defects(path: Path) -> Iterator[str]:
    """Yield ``line: what is wrong`` for each defect of a text file; nothing for other files."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    for number, line in enumerate(text.splitlines(), start=1):
        # npm copies the packages' home pages into its lock; only downloads must stay out.
        if path.name == _NPM_LOCK and '"resolved":' not in line:
            continue
        for what in _defects_of_line(line, prose=path.suffix in _PROSE):
            yield f"{number}: {what}"


def _defects_of_line(line: str, *, prose: bool) -> Iterator[str]:
    hosts = _ADDRESS.findall(line) + (_BARE_HOST.findall(line) if prose else [])
    for host in hosts:
        if host not in ALLOWED_HOSTS and not host.endswith(".example"):
            yield f"the address {host}"
    for what, pattern in _RULES.items():
        found = pattern.search(line)
        if found:
            yield f"{what}: {found.group()}"


def _main() -> int:
    root = Path(__file__).resolve().parents[2]
    found = [
        f"{path.relative_to(root)}:{defect}"
        for path in tracked_files(root)
        for defect in defects(path)
    ]
    print("\n".join(found) or "No machine paths, foreign addresses or issue numbers.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main())
