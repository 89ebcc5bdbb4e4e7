"""What the requests of one server share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Depends, Request
from pydantic import ValidationError

from hamstrong.errors import UnknownNameError
from hamstrong.session import rebuild
from hamstrong.store import HistoryFullError, Logged, project_card
from hamstrong.web.resources import ErrorAnswer, Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import Sex
    from hamstrong.session import SessionEvent
    from hamstrong.store import Store
    from hamstrong.web.hub import Hub
    from hamstrong.web.keeper import Keeper
    from hamstrong.web.limits import Limits

__all__ = ["REFUSALS", "USER", "Given", "Services"]

USER: Final = "user"
"""The name under which the user's settings are kept."""

REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": ErrorAnswer, "description": reason}
    for status, reason in {
        400: "the request cannot be read",
        403: "a foreign page or name",
        404: "there is nothing of this name",
        405: "this cannot be done with it",
        409: "the history or the health answers stand against it",
        411: "the request does not tell its length",
        413: "the request is too large",
        422: "the request is not valid",
        503: "the history cannot be read or written",
    }.items()
}
"""How the requests below ``/api`` are refused."""


@dataclass(frozen=True, slots=True)
class Services:
    """The exercises, the sessions that are going on, and the history (None: memory only).

    ``everything`` has exercises and self-tests: what a session may consist of.
    """

    definitions: Mapping[str, ExerciseDefinition]
    tests: Mapping[str, ExerciseDefinition]
    everything: Mapping[str, ExerciseDefinition]
    hub: Hub
    store: Store | None
    limits: Limits
    version: str
    keeper: Keeper

    def require_store(self) -> Store:
        """Return the history; `HistoryFullError` if there is none on disk."""
        if self.store is None:
            raise HistoryFullError("Nothing can be kept: there is no history on disk.")
        return self.store

    def find_card(self, session_id: str, happened: Sequence[SessionEvent]) -> Logged:
        """Return the card of a session, also of one that is in memory only."""
        if self.store is not None:
            try:
                return self.store.find_card(session_id)
            except UnknownNameError:
                pass
        return Logged(session_id, datetime.now(UTC), None, project_card(rebuild(happened)))

    def read_sex(self) -> Sex | None:
        """Return the user's sex, which some published values ask for; None where it is not told."""
        answered = self.store.read_profile() if self.store is not None else None
        return answered.profile.sex if answered is not None else None

    def read_settings(self, name: str) -> Settings:
        """Return stored settings; the defaults where there are none or they are not valid."""
        body = self.store.read_settings(name) if self.store is not None else None
        # A version before or after this one may know others.
        known = {key: value for key, value in (body or {}).items() if key in Settings.model_fields}
        try:
            return Settings.model_validate(known)
        except ValidationError:
            return Settings()

    def write_settings(self, name: str, settings: Settings) -> None:
        """Store settings; `HistoryFullError` if that is not possible."""
        self.require_store().write_settings(name, settings.model_dump(mode="json"))


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


Given = Annotated[Services, Depends(_services)]
"""What a request is given."""
