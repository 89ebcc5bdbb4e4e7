from __future__ import annotations

import random
import time
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hamstrong.errors import DefinitionError, UnknownNameError
from hamstrong.exercises import check_definition, load_all, load_catalogue, load_definition

if TYPE_CHECKING:
    from pathlib import Path

BRIDGE = (files("hamstrong.exercises") / "definitions" / "bridge.toml").read_text("utf-8")


def write(folder: Path, source: str, name: str = "bridge") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(source, encoding="utf-8")
    return path


def test_the_routine_is_in_its_order() -> None:
    assert list(load_catalogue()) == ["leg-activation", "hip-90-90", "hip-pendulum", "bridge"]


def test_the_catalogue_is_loaded_once() -> None:
    assert load_catalogue() is load_catalogue()


def test_an_unknown_exercise_is_answered_with_a_close_one() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'bridge'"):
        load_catalogue()["brigde"]


def test_an_unknown_variation_is_answered_with_a_close_one() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'walk-out'"):
        load_catalogue()["bridge"].variation("walkout")


def test_asking_whether_there_is_an_exercise_raises_nothing() -> None:
    assert "squat" not in load_catalogue()
    assert load_catalogue().get("squat") is None


def test_a_variation_without_steps_dose_or_sides_has_those_of_the_exercise() -> None:
    bridge = load_catalogue()["bridge"]
    assert bridge.steps_of("standard") == bridge.steps
    assert bridge.dose_of("standard") == bridge.dose
    assert bridge.sides_of("standard") == "both"
    assert bridge.sides_of("single-leg") == "each"
    assert bridge.dose_of("single-leg").reps == 5


DEFECTS = {
    "unknown field": ('posture = "supine"', 'posture = "supine"\ncolour = 1', "colour"),
    "wrong choice": ('view = "side"', 'view = "above"', "view"),
    "unknown fault": (
        'mistakes = ["hips-not-extended"',
        'mistakes = ["hips-too-blue"',
        "fault.hips-too-blue.title",
    ),
    "unknown safety": ('"navel-in"', '"navel-out"', "safety.navel-out"),
    "unknown step": ('{ id = "pressure" }', '{ id = "presure" }', "step.presure"),
    "two of one id": ('{ id = "pressure" }', '{ id = "feet" }', "'feet' is there twice"),
    "unknown stage": ('{ id = "pressure" }', '{ id = "pressure", stage = "up" }', "no stage 'up'"),
    "unknown coordinate": ("base = { pelvis_pitch", "base = { pelvis_pich", "pelvis_pich"),
    "unknown contact": ('"shoulders", "head", "hands", "feet"', '"elbow"', "no contact 'elbow'"),
    "time running back": ('time_s = 4.5, phase = "hold"', 'time_s = 0.5, phase = "hold"', "0.5 s"),
    "unknown measure": ('driver = "trunk_inclination_deg"', 'driver = "trunk_deg"', "trunk_deg"),
    "second easiest": ("order = 5", "order = 0", "order 0"),
    "not text": ('posture = "supine"', "posture = 3", "posture"),
    "infinite": ("minutes = 5", "minutes = inf", "minutes"),
}


@pytest.mark.parametrize(("old", "new", "said"), DEFECTS.values(), ids=DEFECTS)
def test_a_defect_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in BRIDGE
    source = BRIDGE.replace(old, new, 1)
    defects = check_definition(write(tmp_path, source))
    assert any(said in defect.reason for defect in defects)
    changed = _first_difference(BRIDGE, source)
    near = [defect.line for defect in defects if said in defect.reason]
    assert min(abs(line - changed) for line in near) <= 2 or "order" in said
    with pytest.raises(DefinitionError, match=r"bridge\.toml:\d+: "):
        load_definition(write(tmp_path, source))


def _first_difference(before: str, after: str) -> int:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next(number for number, (old, new) in enumerate(pairs, 1) if old != new)


def test_all_defects_are_named_at_once(tmp_path: Path) -> None:
    source = BRIDGE.replace('view = "side"', 'view = "above"').replace("minutes = 5", "minutes = 0")
    defects = check_definition(write(tmp_path, source))
    assert [defect.reason.split(":")[0] for defect in defects] == ["view", "minutes"]
    assert [defect.line for defect in defects] == sorted(defect.line for defect in defects)


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    (defect,) = check_definition(write(tmp_path, BRIDGE, name="brigde"))
    assert "file's name" in defect.reason
    assert BRIDGE.splitlines()[defect.line - 1].startswith("id =")


def test_bad_toml_is_named_with_its_line(tmp_path: Path) -> None:
    (defect,) = check_definition(write(tmp_path, 'id = "bridge"\norder = = 3\n'))
    assert defect.line == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "UTF-8"),
        (b"#" * 300_000, "larger"),
        (b"a = " + b"[" * 5000, "nested|TOML"),
        (b"", "Field required"),
    ],
    ids=["not text", "huge", "deep", "empty"],
)
def test_a_file_that_is_no_definition(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bridge.toml"
    path.write_bytes(content)
    with pytest.raises(DefinitionError, match=said):
        load_definition(path)


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_definition(tmp_path / name)


def test_a_folder_cannot_replace_a_built_in_exercise(tmp_path: Path) -> None:
    (tmp_path / "strings").mkdir()
    for locale in ("en", "de"):
        (tmp_path / "strings" / f"{locale}.toml").write_text("", encoding="utf-8")
    write(tmp_path, BRIDGE)
    with pytest.raises(DefinitionError, match="built-in"):
        load_catalogue(tmp_path)


KEY_PARTS = ["a", '"a b"', "'c.d'", '"\\""', "e-f_9"]


@given(
    part=st.sampled_from(KEY_PARTS),
    dot=st.sampled_from([".", " . ", "\t.  "]),
    frame=st.sampled_from(["{} = 1", "[{}]", "[[{}]]", "t = {{ {} = 1 }}", 'u = """\n"""\n{} = 1']),
    bare=st.booleans(),
)
@settings(
    max_examples=40, deadline=1000, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_key_of_very_many_parts_is_refused_before_it_is_read(
    tmp_path: Path, *, part: str, dot: str, frame: str, bare: bool
) -> None:
    parts = [part] * (120_000 // len(part + dot))
    source = frame.format(dot.join(parts))
    path = write(tmp_path, source if bare else f"{BRIDGE}\n{source}\n")
    with pytest.raises(DefinitionError, match=r"bridge\.toml:\d+: not TOML: a key of more than"):
        load_definition(path)


@pytest.mark.parametrize(
    "source", ['"' + r"\"" * 100_000, '"a" ' * 60_000, "a" * 250_000, "a " * 9000]
)
def test_looking_for_such_a_key_takes_no_time(tmp_path: Path, source: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(DefinitionError):
        load_definition(write(tmp_path, source))
    assert time.perf_counter() - begin < 5.0


@given(st.binary(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_definition_or_a_definition_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bridge.toml"
    path.write_bytes(content)
    with pytest.raises(DefinitionError):
        load_definition(path)


WORDS = ["-1", "1e400", "[]", "{}", '""', "true", "nan", '"both"', "[[1]]", "{ a = 1 }", "'x'"]


@given(seed=st.integers(0, 10**6), changes=st.integers(1, 4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_gives_a_definition_or_a_definition_error(
    tmp_path: Path, seed: int, changes: int
) -> None:
    chance = random.Random(seed)
    lines = BRIDGE.splitlines()
    for _ in range(changes):
        _damage(lines, chance)
    path = write(tmp_path, "\n".join(lines))
    defects = check_definition(path)
    assert all(1 <= defect.line <= len(lines) + 1 for defect in defects)
    if defects:
        with pytest.raises(DefinitionError, match=r"^[^\n]+$"):
            load_definition(path)
    else:
        assert load_definition(path).id == "bridge"


def _damage(lines: list[str], chance: random.Random) -> None:
    at = chance.randrange(len(lines))
    kind = chance.randrange(4)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, chance.choice(lines))
    elif "=" in lines[at] and kind == 2:
        lines[at] = lines[at].split("=")[0] + "= " + chance.choice(WORDS)
    else:
        middle = chance.randrange(len(lines[at]) + 1)
        lines[at] = (
            lines[at][:middle]
            + chance.choice(["", "0", '"', "]", "x", ".a" * 9000])
            + lines[at][middle + 1 :]
        )


@pytest.mark.parametrize(
    ("exercise", "variation", "has", "lacks"),
    [
        ("bridge", "standard", "hold-too-short", "free-leg-bent"),
        ("bridge", "single-leg", "pelvis-tilts", "rests-on-floor"),
        ("bridge", "walk-out", "knees-not-extended", "dropped"),
        ("bridge", "toes-raised", "feet-too-narrow", "pelvis-tilts"),
        ("hip-90-90", "arms-crossed", "heels-move", "nothing"),
        ("hip-pendulum", "rotation", "pelvis-hikes", "knee-angle-drifts"),
    ],
)
def test_a_variation_has_faults_of_its_own(
    exercise: str, variation: str, has: str, lacks: str
) -> None:
    definition = load_catalogue()[exercise]
    mistakes = definition.mistakes_of(variation)
    assert has in mistakes
    assert lacks not in mistakes
    assert list(mistakes) == [fault for fault in definition.mistakes if fault in mistakes]


def test_every_fault_belongs_to_a_variation() -> None:
    for definition in load_all().values():
        found = {f for one in definition.variations for f in definition.mistakes_of(one.id)}
        assert found == set(definition.mistakes)
