"""Browser and server speak the same protocol, and the documentation tells it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from hamstrong.session import words
from hamstrong.session.outputs import LiveView, SessionView
from hamstrong.session.progress import TRANSITIONS
from hamstrong.web import messages, resources
from hamstrong.web.frames import FRAME_BYTES, FRAME_OFFSETS
from tools import protocol

ROOT = Path(__file__).resolve().parents[3]
DOCS = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")


class TestFrontEnd:
    def test_has_the_types_of_the_server(self) -> None:
        current = protocol.TARGET.read_text(encoding="utf-8")
        assert current == protocol.render(), "run `python -m tools.protocol`"

    def test_check_notices_a_difference(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(protocol, "TARGET", tmp_path / "protocol.gen.ts")
        assert protocol.main(["--check"]) == 1
        assert protocol.main([]) == 0
        assert protocol.main(["--check"]) == 0

    def test_knows_every_message_and_resource(self) -> None:
        text = protocol.render()
        unions = (messages.ClientMessage, messages.ServerMessage)
        for kind in (kind for union in unions for kind in get_args(get_args(union)[0])):
            assert f"export interface {kind.__name__} {{" in text
            assert f'type: "{kind.model_fields["type"].default}"' in text
        for name in resources.__all__:
            assert f"export interface {name} {{" in text
        assert f"FRAME_BYTES = {FRAME_BYTES};" in text
        assert json.dumps(FRAME_OFFSETS) in text


class TestValues:
    def test_snapshot_and_live_have_the_fields_of_the_session(self) -> None:
        snapshot = set(messages.Snapshot.model_fields)
        assert snapshot == set(SessionView.__slots__) | {"saved"}
        live = set(messages.Live.model_fields)
        assert live == set(LiveView.__slots__) | {"type", "sequence", "time_s", "server_ms"}

    def test_states_are_those_of_the_machine(self) -> None:
        assert set(get_args(words.StateName)) == set(TRANSITIONS)


class TestDocs:
    @pytest.mark.parametrize("state", get_args(words.StateName))
    def test_tell_every_state(self, state: str) -> None:
        assert f"`{state}`" in DOCS

    @pytest.mark.parametrize("command", get_args(words.CommandName))
    def test_tell_every_command(self, command: str) -> None:
        assert f"`{command}`" in DOCS

    @pytest.mark.parametrize("union", [messages.ClientMessage, messages.ServerMessage])
    def test_tell_every_message(self, union: object) -> None:
        for kind in get_args(get_args(union)[0]):
            assert f"`{kind.model_fields['type'].default}`" in DOCS

    @pytest.mark.parametrize("code", get_args(messages.RefusalCode))
    def test_tell_every_refusal(self, code: str) -> None:
        assert f"`{code}`" in DOCS

    @pytest.mark.parametrize("code", get_args(messages.CloseCode))
    def test_tell_every_close_code(self, code: int) -> None:
        assert str(code) in DOCS

    def test_tell_every_path(self) -> None:
        from hamstrong.web.app import ROUTERS

        for route in (route for router in ROUTERS for route in router.routes):
            path = re.sub(r"\{\w+\}", "{", getattr(route, "path", ""))
            assert path.split("{")[0] in DOCS

    def test_tell_where_each_field_of_a_frame_is(self) -> None:
        for offset in FRAME_OFFSETS.values():
            assert re.search(rf"\| {offset} \|", DOCS)
        assert str(FRAME_BYTES) in DOCS
