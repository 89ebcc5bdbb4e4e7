"""``hamstrong coach``: start the live coach and open it in the browser."""

from __future__ import annotations

import socket
from typing import Annotated, Final

import typer

from hamstrong.cli.history import Database, DataDir, open_history
from hamstrong.cli.output import say

__all__ = ["coach"]

DEFAULT_PORT: Final = 8765


def coach(
    host: Annotated[
        str, typer.Option(help="Where to listen; the default is this machine only.")
    ] = "127.0.0.1",
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, help="Port; 8765, or a free one if that is taken."),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Do not open the browser.")
    ] = False,
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Start the coach: it opens in your browser and watches you through the camera."""
    # The server's libraries take a second to load: the other commands do without.
    from hamstrong.web.app import Setting
    from hamstrong.web.server import is_local, listen, open_browser, serve

    store = open_history(data_dir, database)
    with listen(host, DEFAULT_PORT if port is None else port, exact=port is not None) as listener:
        url = _address(host, listener.getsockname()[1])
        local = is_local(host)
        setting = Setting(hosts=() if local else _names(host), addresses=not local)

        def tell() -> None:
            say(f"Hamstrong is at {url} (stop it with Ctrl-C)")
            if not local:
                say("Anyone in your network can reach it now, your history included.")
            if not no_browser:
                open_browser(url)

        serve(listener, store, setting, ready=tell)


def _address(host: str, port: int) -> str:
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - shown, not bound
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def _names(host: str) -> tuple[str, ...]:
    name = socket.gethostname().lower()
    return (host.lower(), name, f"{name}.local")
