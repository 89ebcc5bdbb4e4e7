"""Session events and profiles as JSON objects and back."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter, ValidationError

from hamstrong.planner import Profile
from hamstrong.session.events import SessionEvent
from hamstrong.store.errors import HistoryDamagedError

__all__ = ["decode_event", "decode_profile", "encode_event", "encode_profile", "event_schema"]

_EVENT: Final[TypeAdapter[SessionEvent]] = TypeAdapter(
    Annotated[SessionEvent, Field(discriminator="kind")]
)
_PROFILE: Final[TypeAdapter[Profile]] = TypeAdapter(Profile)


def encode_event(event: SessionEvent) -> dict[str, Any]:
    """Return an event as a JSON object; ``kind`` tells which it is."""
    body: dict[str, Any] = _EVENT.dump_python(event, mode="json")
    return body


def event_schema() -> dict[str, Any]:
    """Return the JSON schema of an event."""
    return _EVENT.json_schema(mode="serialization")


def decode_event(body: object) -> SessionEvent:
    """Return the event of a JSON object; `HistoryDamagedError` if it is none."""
    try:
        return _EVENT.validate_python(body, strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"An event of the history cannot be read ({place}: {first['msg']})."
        raise HistoryDamagedError(message) from error


def encode_profile(profile: Profile) -> dict[str, Any]:
    """Return a profile as a JSON object."""
    body: dict[str, Any] = _PROFILE.dump_python(profile, mode="json")
    return body


def decode_profile(body: object) -> Profile:
    """Return the profile of a JSON object; `HistoryDamagedError` if it is none."""
    try:
        return _PROFILE.validate_python(body, strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        message = f"What you told about yourself cannot be read ({place}: {first['msg']})."
        raise HistoryDamagedError(message) from error
