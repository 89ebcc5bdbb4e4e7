"""The plan as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hamstrong.exercises import texts as exercise_texts
from hamstrong.planner import planner_texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from icalendar import Calendar

    from hamstrong.planner import Routine, Slot

__all__ = ["MEDIA_TYPE", "write_calendar", "write_notice"]

MEDIA_TYPE: Final = "text/calendar"
_REMINDER: Final = timedelta(hours=8)
_REFRESH: Final = timedelta(hours=12)


def write_calendar(routine: Routine, locale: str, now: datetime) -> bytes:
    """Return the days of training ahead as all-day events, each with a reminder at eight.

    The identifier of an event is its day's, so that a calendar that reads the file again, or
    subscribes to it, brings the event up to date instead of adding another.

    Parameters
    ----------
    routine
        The plan.
    locale
        The language of the texts.
    now
        When it is written, in UTC.
    """
    texts = {**exercise_texts(locale), **planner_texts(locale)}
    calendar = _begin(texts)
    for day in routine.days:
        if day.slots and any(slot.entries for slot in day.slots):
            minutes = round(sum(slot.minutes for slot in day.slots))
            title = texts["calendar.title"].replace("{minutes}", str(minutes))
            lines = [line for slot in day.slots for line in _list_lines(slot, texts)]
            _add(calendar, day.date, f"training-{day.date:%Y%m%d}", (title, "\n".join(lines)), now)
    if not calendar.subcomponents:
        return write_notice(routine.days[0].date, "calendar.nothing", locale, now)
    return bytes(calendar.to_ical())


def write_notice(today: date, text: str, locale: str, now: datetime) -> bytes:
    """Return a calendar that only tells, by a text of the planner, why there is no plan."""
    texts = planner_texts(locale)
    calendar = _begin(texts)
    _add(calendar, today, "notice", (texts[text], ""), now)
    return bytes(calendar.to_ical())


def _begin(texts: Mapping[str, str]) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Hamstrong//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", texts["calendar.name"])
    calendar.add("refresh-interval", _REFRESH, parameters={"value": "DURATION"})
    return calendar


def _add(calendar: Calendar, day: date, name: str, words: tuple[str, str], now: datetime) -> None:
    from icalendar import Alarm, Event

    title, description = words
    event = Event()
    event.add("uid", f"{name}@hamstrong")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    if description:
        event.add("description", description)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _REMINDER)
    event.add_component(alarm)
    calendar.add_component(event)


def _list_lines(slot: Slot, texts: Mapping[str, str]) -> list[str]:
    lines = [texts["calendar.warm-up"]] if slot.warm_up else []
    for entry in slot.entries:
        item = entry.item
        title = texts[f"exercise.{item.exercise}.title"]
        form = texts[f"variation.{item.exercise}.{item.variation}.title"]
        named = title if item.variation == "standard" else f"{title} ({form})"
        lines.append(f"{named}: {item.sets} x {item.reps}")
    return lines
