"""Take a history back from its archive, which may be anything: checked as it is read."""

from __future__ import annotations

import json
import tempfile
import zipfile
import zlib
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hamstrong.pipeline.errors import ArchiveError
from hamstrong.pipeline.export import ABOUT, EXPORT_SCHEMA, lines_name, table_name
from hamstrong.store import Store
from hamstrong.store.merging import LogError, Merged, merge_rows
from hamstrong.store.rows import RowError, decode_row
from hamstrong.store.schema import events, metadata, truth_tables

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from sqlalchemy import Table

__all__ = ["MAX_LINE_BYTES", "MAX_UNPACKED_BYTES", "check_archive", "import_history"]

MAX_UNPACKED_BYTES: Final = 2 * 1024**3
MAX_LINE_BYTES: Final = 1024**2
_MAX_ABOUT_BYTES: Final = 64 * 1024
_ENCRYPTED: Final = 0x1
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


def import_history(store: Store, archive: Path, name: str | None = None) -> Merged:
    """Add the history of an archive to this one, all of it or nothing.

    Sessions that are here already are left as they are.

    Parameters
    ----------
    name
        What to call the archive in messages; its path if None.

    Raises
    ------
    ArchiveError
        The file is missing, damaged, no archive of a history, or of a newer Hamstrong.
    HistoryConflictError
        A session is here and in the archive, and the two differ.
    HistoryFullError, HistoryDamagedError, HistoryUnreachableError
        The history cannot be written.
    """
    with _reading(name or str(archive)), zipfile.ZipFile(archive) as file:
        _check_members(file)
        with closing(_all_rows(file, _read_about(file))) as rows:
            return merge_rows(store, rows)


def check_archive(archive: Path) -> None:
    """Take an archive into a history that is thrown away, so that none is begun in vain.

    Raises
    ------
    ArchiveError
        As in `import_history`.
    """
    with (
        tempfile.TemporaryDirectory(prefix="hamstrong-") as folder,
        closing(Store.open(Path(folder))) as trial,
    ):
        import_history(trial, archive)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Let whatever is wrong with the archive end in one line."""
    try:
        yield
    except FileNotFoundError as error:
        raise ArchiveError(f"{name} does not exist: check the path.") from error
    except (RowError, LogError) as error:
        raise ArchiveError(
            f"{name} is not a sound archive ({error}); nothing was added: export it again."
        ) from error
    except _UNREADABLE as error:
        raise ArchiveError(
            f"{name} cannot be read as an archive of Hamstrong ({error}); nothing was added."
        ) from error


def _read_about(file: zipfile.ZipFile) -> dict[str, int]:
    """Return how many rows the archive says it has, by table, once its version is known."""
    try:
        with file.open(ABOUT) as stream:
            about = json.loads(stream.read(_MAX_ABOUT_BYTES))
        schema = str(about["schema"])
        rows = {str(name): int(number) for name, number in about["rows"].items()}
    except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise LogError("it does not say what it is") from error
    family, _, version = schema.partition("/")
    if family != EXPORT_SCHEMA.partition("/")[0]:
        raise LogError(f"it is of another kind, {schema[:40]!r}")
    if schema != EXPORT_SCHEMA:
        raise LogError(f"it has version {version[:10]!r} of the format: update Hamstrong first")
    return rows


def _check_members(file: zipfile.ZipFile) -> None:
    members = file.infolist()
    known = {ABOUT, *map(lines_name, truth_tables())}
    for table in metadata.sorted_tables:
        known |= {f"{table_name(table)}.{ending}" for ending in ("csv", "parquet")}
    for member in members:
        if member.filename not in known:
            raise LogError(f"it holds {member.filename[:60]!r}, which does not belong there")
        if member.flag_bits & _ENCRYPTED:
            raise LogError("it is encrypted")
    if len({member.filename for member in members}) < len(members):
        raise LogError("it holds a file twice")
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise LogError(f"it unpacks to more than {MAX_UNPACKED_BYTES // 1024**3} GiB")


def _all_rows(
    file: zipfile.ZipFile, expected: dict[str, int]
) -> Generator[tuple[Table, dict[str, Any]]]:
    names = set(file.namelist())
    unknown = expected.keys() - {table.name for table in truth_tables()}
    if unknown or events.name not in expected:
        raise LogError("it tells of other tables: update Hamstrong first")
    for table in truth_tables():
        if table.name not in expected:
            continue  # an older Hamstrong wrote the archive
        if lines_name(table) not in names:
            raise LogError(f"{lines_name(table)} is missing")
        number = 0
        for row in _read_lines(file, table):
            number += 1
            yield table, row
        if number != expected[table.name]:
            raise LogError(f"{lines_name(table)} has {number} lines, not {expected[table.name]}")


def _read_lines(file: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    name = lines_name(table)
    with file.open(name) as stream:
        lines = iter(lambda: stream.readline(MAX_LINE_BYTES + 1), b"")
        for number, line in enumerate(lines, 1):
            if len(line) > MAX_LINE_BYTES:
                raise RowError(f"{name}, line {number}: it is too long")
            try:
                yield decode_row(table, json.loads(line))
            except (RowError, ValueError, RecursionError) as error:
                raise RowError(f"{name}, line {number}: {error}") from error
