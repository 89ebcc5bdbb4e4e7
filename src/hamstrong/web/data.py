"""The user's data over HTTP: out, in, and away."""

from __future__ import annotations

import asyncio
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from fastapi import APIRouter, Request
from starlette.responses import StreamingResponse

from hamstrong.errors import OutputError
from hamstrong.pipeline.archive import import_history
from hamstrong.pipeline.export import write_archive
from hamstrong.pipeline.fhir import build_bundle
from hamstrong.store.backups import list_backups
from hamstrong.store.erasing import erase_history
from hamstrong.web import resources
from hamstrong.web.guard import ARCHIVE_PATH
from hamstrong.web.services import REFUSALS, Given

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from hamstrong.web.services import Services

__all__ = ["router"]

_ANY: Final = "application/octet-stream"
_ZIP: Final = "application/zip"
_FHIR: Final = "application/fhir+json"
_BYTES: Final[dict[str, Any]] = {"type": "string", "format": "binary"}
_CHUNK_BYTES: Final = 256 * 1024
_ARCHIVE: Final = ARCHIVE_PATH.removeprefix("/api")

router = APIRouter(prefix="/api", responses=REFUSALS)


def _file_of(kind: str, schema: dict[str, Any] = _BYTES) -> dict[str, Any]:
    return {"content": {kind: {"schema": schema}}}


@router.get("/data")
async def read_data_state(services: Given) -> resources.DataState:
    """Return where the history is and how it is backed up."""
    return await asyncio.to_thread(_describe, services)


@router.get(_ARCHIVE, response_class=StreamingResponse, responses={200: _file_of(_ZIP)})
async def download_archive(services: Given) -> StreamingResponse:
    """Return the whole history as an archive."""
    store = services.require_store()
    return await _download(lambda file: write_archive(store, file), "hamstrong-history.zip", _ZIP)


@router.post(
    _ARCHIVE,
    openapi_extra={"requestBody": {**_file_of("application/octet-stream"), "required": True}},
)
async def upload_archive(request: Request, services: Given) -> resources.Imported:
    """Add the history of an archive; all of it or nothing."""
    store = services.require_store()
    with tempfile.TemporaryDirectory(prefix="hamstrong-") as folder:
        archive = Path(folder) / "archive.zip"
        try:
            with archive.open("wb") as file:
                async for chunk in request.stream():
                    file.write(chunk)
        except OSError as error:
            raise OutputError(f"The archive cannot be taken in ({error.strerror}).") from error
        merged = await asyncio.to_thread(import_history, store, archive, "The archive")
    return resources.Imported(new=merged.new, grown=merged.grown, known=merged.known)


@router.get(
    "/observations",
    response_class=StreamingResponse,
    responses={200: _file_of(_FHIR, {"type": "object"})},
)
async def download_observations(services: Given) -> StreamingResponse:
    """Return activity, pain and range of motion as an HL7 FHIR R4 bundle."""
    store = services.require_store()

    def write(file: BinaryIO) -> None:
        file.write(json.dumps(build_bundle(store, datetime.now(UTC))).encode())

    return await _download(write, "hamstrong-observations.json", _FHIR)


@router.post("/erasure")
async def erase(_wish: resources.Erasure, services: Given) -> resources.DataState:
    """Delete the whole history, the settings and all backups for good."""
    store = services.require_store()
    await services.hub.clear(lambda: erase_history(store))
    return await asyncio.to_thread(_describe, services)


def _describe(services: Services) -> resources.DataState:
    store = services.store
    folder = store.folder if store is not None else None
    backups = list_backups(folder) if folder is not None else ()
    return resources.DataState(
        folder=str(folder.resolve()) if folder is not None else None,
        sessions=store.count_cards() if store is not None else 0,
        backups=len(backups),
        last_backup_at=backups[0].made_at if backups else None,
        backup_problem=services.keeper.problem,
    )


async def _download(write: Callable[[BinaryIO], object], name: str, kind: str) -> StreamingResponse:
    """Answer with what is written to a file without a name, which is gone once it is sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it is sent
    try:
        await asyncio.to_thread(write, file)
        size = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "content-length": str(size),
        "cache-control": "no-store",
    }
    return StreamingResponse(_chunks(file), media_type=kind, headers=headers)


async def _chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk
