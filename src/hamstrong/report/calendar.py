"""The plan as an iCalendar file (RFC 5545)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hamstrong.exercises import texts as exercise_texts
from hamstrong.planner import planner_texts
from hamstrong.planner.routine import DAYS_AHEAD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from icalendar import Calendar, Event

    from hamstrong.planner import Routine, Slot

__all__ = ["MEDIA_TYPE", "write_calendar", "write_notice"]

MEDIA_TYPE: Final = "text/calendar"
_NOTICE: Final = "notice"
_REMINDER: Final = timedelta(hours=8)
_REFRESH: Final = timedelta(hours=12)


def write_calendar(routine: Routine, locale: str, now: datetime) -> bytes:
    """Return the days of training ahead as all-day events, each with a reminder at eight.

    The identifier of an event is its day's, so that a calendar that reads the file again, or
    subscribes to it, brings the event up to date instead of adding another; days without training
    are there as cancelled, so that it takes out what fell away.

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
    if not any(slot.entries for day in routine.days for slot in day.slots):
        return write_notice(routine.days[0].date, "calendar.nothing", locale, now)
    calendar = _begin(texts)
    _cancel(calendar, routine.days[0].date, _NOTICE, now)
    for day in routine.days:
        if any(slot.entries for slot in day.slots):
            minutes = round(sum(slot.minutes for slot in day.slots))
            title = texts["calendar.title"].replace("{minutes}", str(minutes))
            lines = [line for slot in day.slots for line in _list_lines(slot, texts)]
            _add(calendar, day.date, _name(day.date), (title, "\n".join(lines)), now)
        else:
            _cancel(calendar, day.date, _name(day.date), now)
    return bytes(calendar.to_ical())


def write_notice(today: date, text: str, locale: str, now: datetime) -> bytes:
    """Return a calendar that tells, by a text of the planner, why there is no plan any more."""
    texts = planner_texts(locale)
    calendar = _begin(texts)
    _add(calendar, today, _NOTICE, (texts[text], ""), now)
    for offset in range(DAYS_AHEAD):
        day = today + timedelta(days=offset)
        _cancel(calendar, day, _name(day), now)
    return bytes(calendar.to_ical())


def _name(day: date) -> str:
    return f"training-{day:%Y%m%d}"


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
    from icalendar import Alarm

    title, description = words
    event = _event(day, name, now)
    event.add("status", "CONFIRMED")
    event.add("summary", title)
    if description:
        event.add("description", description)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _REMINDER)
    event.add_component(alarm)
    calendar.add_component(event)


def _cancel(calendar: Calendar, day: date, name: str, now: datetime) -> None:
    event = _event(day, name, now)
    event.add("status", "CANCELLED")
    calendar.add_component(event)


def _event(day: date, name: str, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{name}@hamstrong")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    # Nobody counts how often the file was read; what matters is that it grows.
    event.add("sequence", int(now.timestamp()) // 60)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _list_lines(slot: Slot, texts: Mapping[str, str]) -> list[str]:
    lines = [texts["calendar.warm-up"]] if slot.warm_up else []
    for entry in slot.entries:
        item = entry.item
        title = texts[f"exercise.{item.exercise}.title"]
        form = texts[f"variation.{item.exercise}.{item.variation}.title"]
        named = title if item.variation == "standard" else f"{title} ({form})"
        lines.append(f"{named}: {item.sets} x {item.reps}")
    return lines
