"""The built front end and the pose models as files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.routing import Match, Mount
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

__all__ = ["FrontEnd", "Models", "Pages", "Pictures", "find_models", "find_static"]

_TYPES: Final = {
    ".css": "text/css",
    ".glb": "model/gltf-binary",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".task": "application/octet-stream",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Told here because some systems' registries have wrong types for scripts and none for wasm."""

_FOREVER: Final = "public, max-age=31536000, immutable"
_ASK: Final = "no-cache"

_NOT_PAGES: Final = frozenset({"api", "models", "pictures", "ws"})

_NOT_BUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Hamstrong</title>
<h1>The pages are not built yet</h1>
<p>Run <code>make web</code> in the checkout, then reload this page.
An installed Hamstrong has them already: if you see this there, install it again.</p>
</html>
"""


def find_static() -> Path:
    """Return where the built front end is, whether it is built or not."""
    return Path(__file__).parent / "static"


def find_models() -> Path:
    """Return the folder of the pose models."""
    return Path(__file__).parents[1] / "pose" / "models"


class _Files(StaticFiles):
    """Files with the right types; no compression: nothing leaves the machine."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory, check_dir=False)
        # A folder that is not there yet has no files: that is no fault.
        self.config_checked = True

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Return a file with its type and how long it may be kept."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        path = Path(full_path)
        known = _TYPES.get(path.suffix.lower())
        if known is not None and status_code != 304:  # noqa: PLR2004 - Not Modified
            text = known.startswith("text/")
            response.headers["content-type"] = f"{known}; charset=utf-8" if text else known
        response.headers["cache-control"] = self.keep(path)
        return response

    def keep(self, path: Path) -> str:
        """Return the Cache-Control of a file: ask each time whether it has changed."""
        del path
        return _ASK


class FrontEnd(_Files):
    """The pages: a path that is no file and has no dot is a place within the application."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self._folder = directory

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, the application's page, or how to build it."""
        if not (self._folder / "index.html").is_file():
            if "." in path.rsplit("/", 1)[-1] and path != ".":
                raise HTTPException(status_code=404)
            return HTMLResponse(_NOT_BUILT, headers={"cache-control": "no-store"})
        if path in (".", ""):
            path = "index.html"
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            missing = error.status_code == 404  # noqa: PLR2004 - Not Found
            if not missing or "." in path.rsplit("/", 1)[-1]:
                raise
        return await super().get_response("index.html", scope)

    def keep(self, path: Path) -> str:
        """Return the Cache-Control of a file: built assets have their digest in the name."""
        return _FOREVER if path.parent.name == "assets" else _ASK


class Pages(Mount):
    """Everything below ``/`` but the interfaces, so that those answer for themselves."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Leave interfaces to their own routes."""
        if scope.get("path", "").split("/")[1:2] and scope["path"].split("/")[1] in _NOT_PAGES:
            return Match.NONE, {}
        return super().matches(scope)


class Models(_Files):
    """The browser's pose models and nothing else of their folder."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a model."""
        if not path.endswith(".task"):
            raise HTTPException(status_code=404)
        return await super().get_response(path, scope)


class Pictures(_Files):
    """The pictures of the exercises, for browsers that cannot draw the figure."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a picture."""
        if not path.endswith(".webp"):
            raise HTTPException(status_code=404)
        return await super().get_response(path, scope)
