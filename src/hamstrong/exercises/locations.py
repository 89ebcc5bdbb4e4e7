"""Which line of a TOML source says what, so that a defect can be shown where it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["find_line", "locate_keys"]

Path = tuple[str | int, ...]

_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_BLANK: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SCALAR: Final = re.compile(r"[^,\]\}\n#]*")
_STRINGS: Final = (
    re.compile(r'"""(?:\\.|[^\\])*?"""', re.DOTALL),
    re.compile(r"'''.*?'''", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)


def locate_keys(source: str) -> dict[Path, int]:
    """Map the path of every key and array element to its line, counted from 1.

    The source must be valid TOML; where it is not, the map ends before the defect.
    """
    return _Scanner(source).scan()


def find_line(lines: dict[Path, int], path: Sequence[str | int]) -> int:
    """Return the line of a path, or of the nearest thing around it that is written down."""
    for end in range(len(path), 0, -1):
        line = lines.get(tuple(path[:end]))
        if line is not None:
            return line
    return 1


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.table: Path = ()
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        self._skip_blank()
        while self.at < len(self.source):
            before = self.at
            if self._peek("["):
                self._read_header()
            else:
                self._read_pair(self.table)
            self._skip_blank()
            if self.at == before:
                break
        return self.lines

    def _read_header(self) -> None:
        array = self._peek("[[")
        line = self._line()
        self.at += 2 if array else 1
        path = self._resolve(self._read_key(), array=array)
        self.at = self._end_of_line()
        self.table = path
        for end in range(1, len(path) + 1):
            self.lines.setdefault(path[:end], line)

    def _resolve(self, keys: Path, *, array: bool) -> Path:
        """Give the arrays of tables within a header the index of their newest element."""
        path: Path = ()
        for position, key in enumerate(keys):
            path = (*path, key)
            if array and position == len(keys) - 1:
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
        return path

    def _read_pair(self, parent: Path) -> None:
        line = self._line()
        path = (*parent, *self._read_key())
        for end in range(len(parent) + 1, len(path) + 1):
            self.lines.setdefault(path[:end], line)
        self._skip_spaces()
        if self._peek("="):
            self.at += 1
            self._skip_spaces()
            self._read_value(path)

    def _read_key(self) -> Path:
        keys: list[str] = []
        while True:
            self._skip_spaces()
            text = self._match(*_STRINGS[2:])
            keys.append(text[1:-1] if text else self._match(_BARE_KEY))
            self._skip_spaces()
            if not self._peek("."):
                return tuple(keys)
            self.at += 1

    def _read_value(self, path: Path) -> None:
        if self._peek("["):
            self._read_array(path)
        elif self._peek("{"):
            self._read_inline_table(path)
        elif not self._match(*_STRINGS):
            self._match(_SCALAR)

    def _read_array(self, path: Path) -> None:
        index = 0
        self._step_over()
        while self.at < len(self.source) and not self._peek("]"):
            before = self.at
            self.lines[*path, index] = self._line()
            self._read_value((*path, index))
            index += 1
            self._skip_comma()
            if self.at == before:
                return
        self.at += 1

    def _read_inline_table(self, path: Path) -> None:
        self._step_over()
        while self.at < len(self.source) and not self._peek("}"):
            before = self.at
            self._read_pair(path)
            self._skip_comma()
            if self.at == before:
                return
        self.at += 1

    def _step_over(self) -> None:
        self.at += 1
        self._skip_blank()

    def _skip_comma(self) -> None:
        self._skip_blank()
        if self._peek(","):
            self._step_over()

    def _skip_blank(self) -> None:
        self._match(_BLANK)

    def _skip_spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in " \t":
            self.at += 1

    def _end_of_line(self) -> int:
        end = self.source.find("\n", self.at)
        return len(self.source) if end < 0 else end

    def _peek(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def _line(self) -> int:
        return self.source.count("\n", 0, self.at) + 1

    def _match(self, *patterns: re.Pattern[str]) -> str:
        for pattern in patterns:
            found = pattern.match(self.source, self.at)
            if found and found.end() > found.start():
                self.at = found.end()
                return found.group()
        return ""
