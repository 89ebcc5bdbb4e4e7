"""What the reports say, in every language."""

from __future__ import annotations

import string
import tomllib
from datetime import date
from importlib.resources import files

import pytest

from hamstrong.analysis import Notice
from hamstrong.errors import UnknownNameError
from hamstrong.report.wording import LOCALES, ColumnName, split_column, wording_for
from tests.unit.report.report_sample import TEXTS

EN = wording_for("en", TEXTS)
DE = wording_for("de", {})


def _tables(locale: str) -> dict[str, dict[str, str]]:
    source = files("hamstrong.report").joinpath("strings", f"{locale}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_language_says_the_same_things(locale: str) -> None:
    english, other = _tables("en"), _tables(locale)
    assert {name: list(table) for name, table in other.items()} == {
        name: list(table) for name, table in english.items()
    }
    for name, table in english.items():
        for key, text in table.items():
            assert other[name][key].strip(), key
            assert _places(other[name][key]) == _places(text), key


@pytest.mark.parametrize(
    ("column", "parts"),
    [
        ("hip_flexion_left_deg", ColumnName("hip_flexion", "left", "deg")),
        ("knee_flexion_3d_lifted_deg", ColumnName("knee_flexion_3d", "lifted", "deg")),
        ("pelvis_tilt_deg", ColumnName("pelvis_tilt", None, "deg")),
        ("hip_lift_norm", ColumnName("hip_lift", None, "norm")),
        ("hip_speed_near_deg_s", ColumnName("hip_speed", "near", "deg_s")),
        ("face_up", ColumnName("face_up", None, "")),
        ("hold_s", ColumnName("hold", None, "s")),
    ],
)
def test_columns_are_taken_apart(column: str, parts: ColumnName) -> None:
    assert split_column(column) == parts


@pytest.mark.parametrize(
    ("value", "unit", "english", "german"),
    [
        (92.4, "deg", "92°", "92°"),
        (-0.04, "deg", "0°", "0°"),
        (-12.0, "deg", "\N{MINUS SIGN}12°", "\N{MINUS SIGN}12°"),
        (3.25, "s", "3.2\N{NBSP}s", "3,2\N{NBSP}s"),
        (0.125, "norm", "0.12", "0,12"),
        (40.0, "deg_s", "40°/s", "40°/s"),
        (None, "deg", "\N{EN DASH}", "\N{EN DASH}"),
        (float("nan"), "s", "\N{EN DASH}", "\N{EN DASH}"),
    ],
)
def test_quantities_are_written_as_the_language_does(
    value: float | None, unit: str, english: str, german: str
) -> None:
    assert EN.quantity(value, unit) == english
    assert DE.quantity(value, unit) == german


def test_texts_come_from_the_catalogue_and_else_from_the_name() -> None:
    assert EN.exercise("bridge") == "Bridge"
    assert EN.variation("bridge", "standard") == "Both legs"
    assert EN.fault("hold-too-short") == "Hold too short"
    assert EN.fault("never-heard-of") == "Never heard of"
    assert EN.cue("never-heard-of") == ""
    assert EN.measure("hip_flexion_left_deg") == "Hip flexion, left"
    assert EN.measure("hold_s") == "Hold"
    assert DE.measure("knee_flexion_near_deg") == "Knee flexion, zugewandte Seite"


@pytest.mark.parametrize(
    ("value", "limit", "unit", "said"),
    [
        (18.0, 10.0, "deg", "measured 18°, limit 10°"),
        (0.399, 0.45, "s", "measured 0.40\N{NBSP}s, limit 0.45\N{NBSP}s"),
        (1.6, 3.0, "s", "measured 1.6\N{NBSP}s, limit 3.0\N{NBSP}s"),
        (-0.076, 0.06, "", "measured \N{MINUS SIGN}8%, limit 6%"),
        (0.08, 0.12, "norm", "measured 0.08 trunk lengths, limit 0.12 trunk lengths"),
        (70.0, 60.0, "deg/s", "measured 70°/s, limit 60°/s"),
        (float("nan"), 60.0, "deg", ""),
        (70.0, float("nan"), "deg", ""),
    ],
)
def test_what_was_measured_is_said_with_its_limit(
    value: float, limit: float, unit: str, said: str
) -> None:
    assert EN.measured(value, limit, unit) == said


def test_a_share_is_told_of_what() -> None:
    assert EN.measured(0.02, 0.06, "", "floor_share") == "measured 2% of the way, limit 6%"
    assert wording_for("de").measured(0.5, 0.8, "", "share").startswith("gemessen 50\N{NBSP}% der")


def test_a_variation_that_says_nothing_new_is_left_out() -> None:
    words = wording_for("en", {**TEXTS, "variation.bridge.standard.title": "Bridge"})
    assert words.variation("bridge", "standard") == ""
    assert words.variation("bridge", "walk-out") == "Walk out"


def test_counts_have_a_singular() -> None:
    assert [EN.count("reps", n) for n in (0, 1, 2)] == ["0 reps", "1 rep", "2 reps"]
    assert DE.count("attempts", 1) == "1 halbe Wiederholung"


def test_times_days_and_shares() -> None:
    assert EN.moment(7.44) == "7.4\N{NBSP}s"
    assert EN.moment(67.2) == "1:07"
    assert EN.span(3.0, 9.0) == "3.0\N{EN DASH}9.0\N{NBSP}s"
    assert EN.day(date(2026, 3, 9)) == "9 March 2026"
    assert DE.day(date(2026, 3, 9)) == "9. März 2026"
    assert (EN.share(0.984), DE.share(0.984)) == ("98%", "98\N{NBSP}%")


@pytest.mark.parametrize("locale", ["de-AT", "de_CH", "DE"])
def test_a_region_does_not_matter(locale: str) -> None:
    assert wording_for(locale, {}).locale == "de"


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="'fr'; use one of en, de"):
        wording_for("fr", {})


NOTICES = [
    Notice("often-lost", {"found_share": 0.75}),
    Notice("no-rep"),
    Notice("not-from-the-side", {"exercise": "bridge"}),
    Notice("not-from-the-front", {"exercise": "bridge"}),
    Notice("breaks-off", {"read_s": 2.5, "promised_s": 4.0}),
    Notice("damaged", {"pieces_count": 3}),
    Notice("times-guessed", {"frames_count": 7}),
]


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.id)
def test_a_notice_is_said_in_both_languages_with_its_values(notice: Notice) -> None:
    english, german = EN.notice(notice), DE.notice(notice)
    assert english != german
    for text in (english, german):
        assert "{" not in text
        assert "\N{EN DASH}" not in text
        assert text.endswith(".")


def test_the_values_of_a_notice_are_in_the_reader_s_form() -> None:
    assert "2,5\N{NBSP}s von 4,0\N{NBSP}s" in DE.notice(NOTICES[4])
    assert "75\N{NBSP}%" in DE.notice(NOTICES[0])
    assert "Bridge" in EN.notice(NOTICES[2])


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (Notice("of-tomorrow"), "Of tomorrow"),
        (Notice("{0.x}"), "{0.x}"),
        (Notice("damaged"), "Damaged parts of the video were left out (\N{EN DASH})."),
    ],
)
def test_a_notice_from_elsewhere_is_said_as_well_as_can_be(notice: Notice, said: str) -> None:
    assert EN.notice(notice) == said
