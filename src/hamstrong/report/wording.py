"""The words of the reports: own labels, texts of the catalogue, numbers and units."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

from hamstrong.errors import UnknownNameError
from hamstrong.kinematics.vocabulary import ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hamstrong.analysis.values import Notice

__all__ = ["LOCALES", "ColumnName", "Wording", "split_column", "wording_for"]

LOCALES: Final = ("en", "de")
_UNITS: Final = {
    "deg_s": "°/s",
    "norm_s": "/s",
    "m_s": "m/s",
    "deg/s": "°/s",
    "sign": "",
    "count": "",
    "deg": "°",
    "norm": "",
    "px": "px",
    "m": "m",
    "s": "s",
}
_UNPREFIXED: Final = ("basics", "counts")
_MINUTE_S: Final = 60.0
_NONE: Final = "\N{EN DASH}"
_WHOSE: Final = ("left", "right", *ROLES)


class _Places(dict[str, str]):
    """The places of a text; what was not given is a dash."""

    def __missing__(self, key: str) -> str:
        return _NONE


class ColumnName(NamedTuple):
    """A column of the angle table taken apart: ``hip_flexion_left_deg`` and the like.

    ``side`` is left, right or a role (near, front, lifted ...), None for the whole body.
    """

    base: str
    side: str | None
    unit: str


def split_column(column: str) -> ColumnName:
    """Take the name of a column apart; unit is ``""`` where the name tells none."""
    base, unit = column, ""
    for known in _UNITS:
        if column.endswith(f"_{known}"):
            base, unit = column.removesuffix(f"_{known}"), known
            break
    for side in _WHOSE:
        if base.endswith(f"_{side}"):
            return ColumnName(base.removesuffix(f"_{side}"), side, unit)
    return ColumnName(base, None, unit)


@dataclass(frozen=True, slots=True)
class Wording:
    """Says things in one language.

    ``labels`` are the report's own words, ``texts`` those of the exercise catalogue (titles,
    faults, cues). A name without a text is made readable rather than left out.
    """

    locale: str
    labels: Mapping[str, str]
    texts: Mapping[str, str]

    def label(self, key: str, **values: object) -> str:
        """Return one of the report's own texts with its places filled in."""
        return self.labels[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """Return ``3 reps``: the text ``key.one`` or ``key.other`` with the number in it."""
        return self.label(f"{key}.{'one' if number == 1 else 'other'}", n=number)

    def exercise(self, exercise: str | None) -> str:
        """Return the title of an exercise."""
        if exercise is None:
            return self.label("header.no-exercise")
        return self._text(f"exercise.{exercise}.title", name=exercise)

    def variation(self, exercise: str | None, variation: str | None) -> str:
        """Return the title of a variation; empty where it says no more than the exercise's."""
        if exercise is None or variation is None:
            return ""
        title = self._text(f"variation.{exercise}.{variation}.title", name=variation)
        return "" if title == self.exercise(exercise) else title

    def stage(self, exercise: str, stage: str | None) -> str:
        """Return the title of a stage; empty without one."""
        if stage is None:
            return ""
        return self._text(f"stage.{exercise}.{stage}.title", name=stage)

    def fault(self, fault: str) -> str:
        """Return what is wrong."""
        return self._text(f"fault.{fault}.title", name=fault)

    def cue(self, fault: str) -> str:
        """Return what to do about it; empty where the catalogue says nothing."""
        return self.texts.get(f"fault.{fault}.cue", "")

    def why(self, fault: str) -> str:
        """Return why it matters; empty where the catalogue says nothing."""
        return self.texts.get(f"fault.{fault}.why", "")

    def side(self, side: str) -> str:
        """Return the word for a side of the body."""
        return self.labels.get(f"side.{side}", side)

    def phase(self, phase: str) -> str:
        """Return the word for a phase of a rep."""
        return self.labels.get(f"phase.{phase}") or _readable(phase)

    def measure(self, column: str) -> str:
        """Return the title of a measure with its side: ``Hip flexion, left``."""
        base, side, _ = split_column(column)
        title = self._text(
            f"measure.{column}.title",
            f"measure.{base}.title",
            f"rep-figure.{column}",
            name=base,
        )
        return f"{title}, {self.side(side)}" if side else title

    def quantity_name(self, column: str) -> str:
        """Return the title of a measure without its side: ``Hip flexion``."""
        base = split_column(column).base
        return self._text(f"measure.{base}.title", name=base)

    def unobserved(self, name: str) -> str:
        """Return the name of something the camera could not show: a fault or a measure."""
        if f"fault.{name}.title" in self.texts:
            return self.fault(name)
        return self.measure(name)

    def notice(self, notice: Notice) -> str:
        """Return a note on the recording; one without a text or a value stays readable."""
        text = self.labels.get(f"notice.{notice.id}")
        if text is None:
            return _readable(notice.id)
        said = {name: self._said(name, value) for name, value in notice.values.items()}
        return text.format_map(_Places(said))

    def _said(self, name: str, value: float | str) -> str:
        if isinstance(value, str):
            return self.exercise(value) if name == "exercise" else value
        if name.endswith("_share"):
            return self.share(value)
        return self.quantity(value, "s") if name.endswith("_s") else self.number(value)

    def number(self, value: float | None, digits: int = 0) -> str:
        """Return a number as the language writes it; a dash where there is none."""
        if value is None or not math.isfinite(value):
            return _NONE
        text = f"{value:.{digits}f}"
        # "-0" is a rounding artefact nobody wants to read.
        text = text.lstrip("-") if not text.strip("-0.") else text.replace("-", "\N{MINUS SIGN}")
        return text.replace(".", self.label("decimal-sign"))

    def quantity(self, value: float | None, unit: str, digits: int | None = None) -> str:
        """Return a number with its unit: ``92°``, ``3.2 s``."""
        symbol = _UNITS.get(unit, unit)
        if digits is None:
            digits = 0 if unit.startswith("deg") else 2 if unit.startswith("norm") else 1
        number = self.number(value, digits)
        if number == _NONE or not symbol:
            return number
        # Narrow spaces are not to be broken, and a degree sign takes none.
        return f"{number}{symbol}" if symbol.startswith("°") else f"{number}\N{NBSP}{symbol}"

    def measured(self, value: float, limit: float, unit: str, measure: str = "") -> str:
        """Return what was measured against its limit; empty where either is not known.

        A share is told of what, where ``measure`` has a text for that.
        """
        if not (math.isfinite(value) and math.isfinite(limit)):
            return ""
        said = [self._amount(value, unit), self._amount(limit, unit)]
        whole = self.labels.get(f"reps.of-{measure}")
        if whole is not None:
            said[0] = whole.format(share=said[0])
        return self.label("reps.measured", value=said[0], limit=said[1])

    def _amount(self, value: float, unit: str) -> str:
        """Return a quantity in words where its unit has no symbol; none at all is a share."""
        if unit == "":
            return self.share(value)
        if unit == "norm":
            return self.label("reps.trunk-lengths", number=self.number(value, 2))
        # Tenths would hide by how much a short time was missed.
        return self.quantity(value, unit, 2 if unit == "s" and abs(value) < 1.0 else None)

    def unit(self, unit: str) -> str:
        """Return the symbol of a unit."""
        return _UNITS.get(unit, unit)

    def share(self, value: float) -> str:
        """Return a ratio in percent."""
        number = self.number(100.0 * value)
        return f"{number}\N{NBSP}%" if self.locale == "de" else f"{number}%"

    def moment(self, time_s: float) -> str:
        """Return a time of the recording: ``7.4 s`` or, from a minute on, ``1:07``."""
        if time_s < _MINUTE_S:
            return self.quantity(time_s, "s")
        minutes, seconds = divmod(round(time_s), 60)
        return f"{minutes}:{seconds:02d}"

    def span(self, start_s: float, end_s: float) -> str:
        """Return a stretch of the recording: ``3.7-9.0 s`` or ``1:07-1:12``."""
        if end_s < _MINUTE_S:
            return f"{self.number(start_s, 1)}{_NONE}{self.quantity(end_s, 's')}"
        return f"{self.moment(start_s)} {_NONE} {self.moment(end_s)}"

    def day(self, day: date) -> str:
        """Return a date in words."""
        return self.label(
            "date", day=day.day, month=self.label(f"month.{day.month}"), year=day.year
        )

    def _text(self, *keys: str, name: str) -> str:
        for key in keys:
            if key in self.texts:
                return self.texts[key]
            if key in self.labels:
                return self.labels[key]
        return _readable(name)


def wording_for(locale: str = "en", texts: Mapping[str, str] | None = None) -> Wording:
    """Return the words of one language.

    Parameters
    ----------
    locale
        ``en`` or ``de``; a region (``de-AT``) is ignored.
    texts
        The catalogue's texts by id; None for the ones that come with Hamstrong.

    Raises
    ------
    UnknownNameError
        There are no texts in that language.
    """
    language = locale.replace("_", "-").split("-")[0].lower()
    if language not in LOCALES:
        known = ", ".join(LOCALES)
        raise UnknownNameError(
            f"There is no report in the language {locale!r}; use one of {known}."
        )
    return Wording(language, _labels(language), _catalogue(language) if texts is None else texts)


@cache
def _labels(language: str) -> Mapping[str, str]:
    source = files("hamstrong.report").joinpath("strings", f"{language}.toml")
    tables = tomllib.loads(source.read_text(encoding="utf-8"))
    return {
        key if name in _UNPREFIXED else f"{name}.{key}": text
        for name, table in tables.items()
        for key, text in table.items()
    }


def _catalogue(language: str) -> Mapping[str, str]:
    from hamstrong import exercises

    return exercises.texts(language)


def _readable(name: str) -> str:
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]
