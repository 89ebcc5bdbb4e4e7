"""A further routine is a folder of files: listed, shown, analysed and planned without code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import numpy as np
import pytest

from hamstrong.analysis.values import VideoInfo
from hamstrong.exercises import FOLDER_VARIABLE, load_catalogue
from hamstrong.exercises.motion import Camera, Disturbance, RepPlan, compute_motion, film
from hamstrong.sources.recording import save_recording
from hamstrong.store import Store
from hamstrong.web.app import Setting
from tests.integration.web.conftest import UNHURRIED, run_server
from tests.unit.cli.command import assert_refused, program

if TYPE_CHECKING:
    from collections.abc import Iterator

BACK = Path(__file__).parents[2] / "data" / "routines" / "back"


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Three hinges as keypoints."""
    definition = load_catalogue(BACK)["hip-hinge"]
    shown = compute_motion(definition, "standard", RepPlan("both"), 3)
    camera = Camera(view="side", side="right", distance_m=2.6, yaw_deg=6, height_m=0.9)
    rng = np.random.default_rng(3)
    track = film(shown.time_s, shown.positions_m, camera, Disturbance(), rng)
    path = tmp_path / "hinge.keypoints.npz"
    video = VideoInfo("hinge.mp4", 30.0, len(track), float(track.time_s[-1]), *camera.size)
    save_recording(track, video, path, model="full")
    return path


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    monkeypatch.setenv(FOLDER_VARIABLE, str(BACK))
    with (
        run_server(Store.open(tmp_path / "data"), Setting(limits=UNHURRIED)) as url,
        httpx.Client(base_url=url, timeout=20) as opened,
    ):
        yield opened


def test_is_listed_and_shown(tmp_path: Path) -> None:
    listed = program("--exercises", BACK, "exercises", "list", "--locale", "de", folder=tmp_path)
    assert "hip-hinge\tHüftbeuge" in listed.out
    shown = program("--exercises", BACK, "exercises", "show", "hip-hinge", folder=tmp_path)
    assert "Push your hips back" in shown.out
    assert "Keep your back long" in shown.out
    without = program("exercises", "show", "hip-hinge", folder=tmp_path)
    assert_refused(without, 2, "There is no exercise 'hip-hinge'")


def test_is_analysed(tmp_path: Path, recording: Path) -> None:
    done = program(
        *("--exercises", BACK, "analyze", recording, "--exercise", "hip-hinge"),
        *("--out", "reports", "--locale", "de"),
        folder=tmp_path,
    )
    assert done.status == 0, done.err
    assert "Hüftbeuge" in done.out
    analysis = json.loads((tmp_path / "reports" / "hinge.json").read_text("utf-8"))
    assert (analysis["exercise"], analysis["summary"]["reps"]) == ("hip-hinge", 3)
    assert "Hüftbeuge" in (tmp_path / "reports" / "hinge.html").read_text("utf-8")


def test_is_recognised_beside_the_others(tmp_path: Path, recording: Path) -> None:
    done = program("--exercises", BACK, "analyze", recording, "--json", folder=tmp_path)
    assert json.loads(done.out)["exercise"] == "hip-hinge"


def test_a_folder_without_exercises_is_named(tmp_path: Path) -> None:
    ended = program("--exercises", tmp_path, "exercises", "list", folder=tmp_path)
    assert_refused(ended, 2, f"{tmp_path}: there is no exercise definition")


class TestCoach:
    def test_shows_it_under_its_own_title(self, client: httpx.Client) -> None:
        cards = client.get("/api/exercises").json()
        assert [card["routine"] for card in cards] == ["hamstrings"] * 4 + ["back"]
        words = client.get("/api/texts/de").json()
        assert words["routine.back.title"] == "Rücken"
        assert client.get("/api/exercises/hip-hinge").json()["steps"][0]["id"] == "stand"
        assert client.get("/api/exercises/hip-hinge/motion").json()["points"]
        wish = {"items": [{"exercise": "hip-hinge"}]}
        assert client.post("/api/sessions", json=wish).status_code == 201

    def test_plans_one_routine_only(self, client: httpx.Client) -> None:
        def planned() -> set[str]:
            days = client.get("/api/plan").json()["days"]
            return {entry["item"]["exercise"] for day in days for entry in day["entries"]}

        assert "hip-hinge" not in planned()
        client.put("/api/settings", json={"routine": "back"})
        assert planned() == {"hip-hinge"}
        assert [item["exercise"] for item in client.get("/api/today").json()["items"]] == [
            "hip-hinge"
        ]

    def test_a_routine_that_is_gone_gives_way_to_the_own(self, client: httpx.Client) -> None:
        client.put("/api/settings", json={"routine": "shoulders"})
        assert len(client.get("/api/today").json()["items"]) > 1
