"""The HTTP interface, the files, and who may ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from hamstrong.exercises import LOCALES
from hamstrong.store import Store
from hamstrong.web.app import Setting
from hamstrong.web.guard import CONTENT_SECURITY_POLICY
from tests.integration.web.browser import train
from tests.integration.web.conftest import UNHURRIED, run_server
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def client(url: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=url, timeout=20) as opened:
        yield opened


class TestApi:
    def test_is_alive(self, client: httpx.Client) -> None:
        health = client.get("/api/health").json()
        assert health["status"] == "ok"
        assert health["saved"] is True

    def test_today_is_the_whole_routine(self, client: httpx.Client) -> None:
        today = client.get("/api/today").json()
        assert [item["exercise"] for item in today["items"]] == list(CATALOGUE)
        assert today["reasons"].keys() == CATALOGUE.keys()
        assert 5 <= today["minutes"] <= 15

    @pytest.mark.parametrize("locale", LOCALES)
    def test_texts_are_complete(self, client: httpx.Client, locale: str) -> None:
        texts = client.get(f"/api/texts/{locale}").json()
        page_ids = set()
        for exercise in client.get("/api/exercises").json():
            page = client.get(f"/api/exercises/{exercise['id']}").json()
            name = page["id"]
            page_ids |= {f"exercise.{name}.title", f"exercise.{name}.why"}
            page_ids |= {f"exercise.{name}.step.{step['id']}" for step in page["steps"]}
            page_ids |= {f"stage.{name}.{stage['id']}.title" for stage in page["stages"]}
            page_ids |= {f"fault.{fault}.cue" for fault in page["mistakes"]}
            page_ids |= {f"safety.{rule}" for rule in page["safety"]}
            for variation in page["variation_details"]:
                page_ids.add(f"variation.{name}.{variation['id']}.title")
                page_ids |= {f"exercise.{name}.step.{step['id']}" for step in variation["steps"]}
        assert page_ids - texts.keys() == set()

    @pytest.mark.parametrize("exercise", list(CATALOGUE))
    def test_every_variation_moves(self, client: httpx.Client, exercise: str) -> None:
        page = client.get(f"/api/exercises/{exercise}").json()
        stages = [stage["id"] for stage in page["stages"]] or [None]
        for variation in page["variations"]:
            for stage in stages:
                query = {"variation": variation, "side": "left"} | (
                    {"stage": stage} if stage else {}
                )
                figure = client.get(f"/api/exercises/{exercise}/motion", params=query).json()
                assert figure["stage"] == stage
                assert len(figure["points"]) == len(figure["phases"]) > 15
                assert {len(frame) for frame in figure["points"]} == {66}
                assert "rest" in figure["phases"]
                assert len(set(figure["phases"])) > 1
                inside = [0 <= x <= figure["width"] for x in figure["points"][0][::2]]
                assert all(inside)

    def test_it_tells_of_which_faults_there_is_a_picture(
        self, client: httpx.Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr("hamstrong.web.api.PICTURES", tmp_path)
        (tmp_path / "hip-pendulum.standard.centre.thigh-drops.webp").touch()
        places = client.get("/api/exercises/hip-pendulum").json()["fault_places"]
        pictured = [(p["variation"], p["stage"], p["fault"]) for p in places if p["pictured"]]
        assert pictured == [("standard", "centre", "thigh-drops")]

    def test_settings_are_kept(self, client: httpx.Client) -> None:
        before = client.get("/api/settings").json()
        changed = {**before, "locale": "de", "volume": 0.3}
        assert client.put("/api/settings", json=changed).json() == changed
        assert client.get("/api/settings").json() == changed
        client.put("/api/settings", json=before)

    def test_sessions_can_be_paged(self, client: httpx.Client) -> None:
        ids = [train(str(client.base_url).rstrip("/")) for _ in range(3)]
        page = client.get("/api/sessions", params={"limit": 2, "offset": 1}).json()
        assert [card["id"] for card in page["sessions"]] == [ids[1], ids[0]]
        assert page["total"] >= 3

    def test_sessions_that_were_only_opened_are_not_told(self, client: httpx.Client) -> None:
        before = client.get("/api/sessions").json()["total"]
        client.post("/api/sessions", json={})
        assert client.get("/api/sessions").json()["total"] == before

    def test_begins_a_form_with_less_than_usual(self, client: httpx.Client) -> None:
        for form in client.get("/api/exercises/bridge").json()["variation_details"]:
            dose, least = form["dose"], form["least"]
            assert 1 <= least["sets"] <= dose["sets"]
            assert 1 <= least["reps"] < dose["reps"]
            assert least["minutes"] < dose["minutes"]

    @pytest.mark.parametrize(
        ("method", "path", "body", "status"),
        [
            ("GET", "/api/nothing", None, 404),
            ("GET", "/api/exercises/nothing", None, 404),
            ("GET", "/api/exercises/bridge/motion?variation=nothing", None, 404),
            ("GET", "/api/exercises/bridge/motion?stage=nothing", None, 404),
            ("GET", "/api/sessions/" + "0" * 32, None, 404),
            ("GET", "/api/sessions/nothing", None, 422),
            ("GET", "/api/sessions?limit=0", None, 422),
            ("GET", "/api/texts/fr", None, 422),
            ("POST", "/api/sessions", {"items": []}, 422),
            ("POST", "/api/sessions", {"items": [{"exercise": "nothing"}]}, 404),
            (
                "POST",
                "/api/sessions",
                {"items": [{"exercise": "bridge", "variation": "nothing"}]},
                404,
            ),
            ("POST", "/api/sessions", {"items": [{"exercise": "bridge", "sets": 99}]}, 422),
            ("PUT", "/api/settings", {"volume": 7}, 422),
            ("PUT", "/api/settings", {"unknown": True}, 422),
            ("DELETE", "/api/settings", None, 405),
            ("POST", "/", None, 405),
            ("PUT", "/api/settings", {"voice_name": "x" * 100_000}, 413),
        ],
    )
    def test_refuses_in_one_sentence(
        self, client: httpx.Client, method: str, path: str, body: object, status: int
    ) -> None:
        answer = client.request(method, path, json=body)
        assert answer.status_code == status
        assert answer.json().keys() == {"code", "message"}
        assert "Traceback" not in answer.text

    def test_needs_to_know_how_much_will_come(self, client: httpx.Client) -> None:
        answer = client.post("/api/sessions", content=iter([b"{", b"}"]))
        assert answer.status_code == 411

    def test_loads_nothing_from_elsewhere(self, client: httpx.Client) -> None:
        assert client.get("/docs").headers["content-type"].startswith("text/html")
        assert "cdn" not in client.get("/docs").text


class TestGuard:
    @pytest.mark.parametrize(
        "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""]
    )
    def test_only_names_of_this_machine(self, client: httpx.Client, host: str) -> None:
        answer = client.get("/api/health", headers={"host": host})
        assert answer.status_code in (400, 403)

    @pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
    def test_no_foreign_pages(self, client: httpx.Client, method: str) -> None:
        answer = client.request(method, "/api/sessions", headers={"origin": "http://evil.example"})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers

    @pytest.mark.parametrize("path", ["/", "/api/health", "/api/nothing", "/models/x", "/x.js"])
    def test_every_answer_has_the_policy(self, client: httpx.Client, path: str) -> None:
        headers = client.get(path).headers
        assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers
        assert "unsafe-inline" not in CONTENT_SECURITY_POLICY
        assert "http" not in CONTENT_SECURITY_POLICY

    def test_further_names_and_addresses_on_request(self) -> None:
        setting = Setting(hosts=("laptop.local",), addresses=True, limits=UNHURRIED)
        with run_server(None, setting) as url:
            for host, status in {
                "laptop.local:8765": 200,
                "192.168.1.20:8765": 200,
                "evil.example": 403,
            }.items():
                answer = httpx.get(f"{url}/api/health", headers={"host": host})
                assert answer.status_code == status


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with a small front end and a model."""
    folder: Path = tmp_path_factory.mktemp("built")
    static, models = folder / "static", folder / "models"
    (static / "assets").mkdir(parents=True)
    (static / "wasm").mkdir()
    models.mkdir()
    (static / "index.html").write_text("<!doctype html><title>Coach</title>")
    (static / "assets" / "app-1a2b.js").write_text("export {}")
    (static / "wasm" / "vision.wasm").write_bytes(b"\0asm")
    (models / "pose_landmarker_lite.task").write_bytes(b"PK")
    (models / "pose_detector.tflite").write_bytes(b"TFL3")
    (folder / "secret.txt").write_text("secret")
    with run_server(Store.open(folder), Setting(static=static, models=models)) as address:
        yield address


class TestFiles:
    @pytest.mark.parametrize(
        ("path", "kind", "keep"),
        [
            ("/", "text/html; charset=utf-8", "no-cache"),
            ("/history/abc", "text/html; charset=utf-8", "no-cache"),
            (
                "/assets/app-1a2b.js",
                "text/javascript; charset=utf-8",
                "public, max-age=31536000, immutable",
            ),
            ("/wasm/vision.wasm", "application/wasm", "no-cache"),
            ("/models/pose_landmarker_lite.task", "application/octet-stream", "no-cache"),
        ],
    )
    def test_have_type_and_age(self, built: str, path: str, kind: str, keep: str) -> None:
        answer = httpx.get(built + path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind
        assert answer.headers["cache-control"] == keep
        again = httpx.get(built + path, headers={"if-none-match": answer.headers["etag"]})
        assert again.status_code == 304

    @pytest.mark.parametrize(
        "path",
        [
            "/missing.js",
            "/models/pose_detector.tflite",
            "/models/missing.task",
            "/models",
            "/..%2fsecret.txt",
            "/assets/..%2f..%2fsecret.txt",
            "/models/..%2fsecret.txt",
        ],
    )
    def test_others_are_not_there(self, built: str, path: str) -> None:
        answer = httpx.get(built + path, follow_redirects=True)
        assert answer.status_code == 404
        assert "secret" not in answer.text

    def test_without_a_front_end_the_page_says_how_to_build_it(self, tmp_path: Path) -> None:
        with run_server(None, Setting(static=tmp_path / "none")) as url:
            answer = httpx.get(url)
            assert answer.status_code == 200
            assert "make web" in answer.text
            assert httpx.get(f"{url}/app.js").status_code == 404
            assert httpx.get(f"{url}/api/health").status_code == 200
