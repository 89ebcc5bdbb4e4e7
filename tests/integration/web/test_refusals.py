"""Wrong, foreign and too many messages are refused; the server and other sessions live on."""

from __future__ import annotations

import json
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.sync.client import connect

from hamstrong.web.app import Setting
from hamstrong.web.frames import FRAME_BYTES, FRAME_OFFSETS, WireFrame, encode_frame
from hamstrong.web.limits import Limits
from tests.integration.web.browser import Browser, begin, begin_set_up
from tests.integration.web.conftest import UNHURRIED, run_server
from tests.unit.session.stage import bridge

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAME = encode_frame(WireFrame(1, 1280, 720, bridge(1)[0]))


def with_field(name: str, layout: str, value: float) -> bytes:
    data = bytearray(FRAME)
    struct.pack_into(layout, data, FRAME_OFFSETS[name], value)
    return bytes(data)


BAD_FRAMES = {
    "empty": b"",
    "short": FRAME[:-1],
    "long": FRAME + b"\0",
    "noise of the right length": bytes(range(256)) * 3 + bytes(FRAME_BYTES - 768),
    "time is not a number": with_field("time", "<d", float("nan")),
    "time is endless": with_field("time", "<d", float("inf")),
    "time is negative": with_field("time", "<d", -1.0),
    "no width": with_field("width", "<H", 0),
    "presence above one": with_field("presence", "<f", 1.5),
    "presence is not a number": with_field("presence", "<f", float("nan")),
    "a keypoint is not a number": with_field("keypoints", "<f", float("nan")),
    "a keypoint is endless": with_field("world", "<f", float("-inf")),
    "visibility above one": with_field("visibility", "<f", 2.0),
}

BAD_TEXTS = {
    "no JSON": "hello",
    "no object": "[1, 2]",
    "no type": "{}",
    "unknown type": '{"type": "dance", "time_s": 1}',
    "no such command": '{"type": "command", "time_s": 200, "command": "dance"}',
    "time is not a number": '{"type": "tick", "time_s": NaN}',
    "time is huge": '{"type": "tick", "time_s": 1e300}',
    "too much effort": (
        '{"type": "check-in", "time_s": 1, "effort": 11, "pain": 0, "cramp": false, "done": true}'
    ),
    "a field too many": '{"type": "tick", "time_s": 200, "now": true}',
    "deeply nested": '{"type": "tick", "time_s": ' + "[" * 2000 + "]" * 2000 + "}",
    "a second hello": json.dumps(
        {"type": "hello", "protocol": 1, "locale": "en", "mode": "camera", "time_s": 200}
    ),
}


@pytest.fixture(scope="module")
def other(url: str) -> Iterator[Browser]:
    """A session that has nothing to do with what goes on."""
    with Browser(url, begin(url, "bridge", mode="timer")) as browser:
        browser.hello("timer")
        yield browser


@pytest.fixture
def browser(url: str, other: Browser) -> Iterator[Browser]:
    """A session under attack; afterwards it and the other one still answer."""
    with begin_set_up(url, "bridge") as attacked:
        yield attacked
        attacked.now_s += 1.0
        assert attacked.tick()["type"] == "live"
    assert other.tick()["type"] == "live"


class TestMessages:
    @pytest.mark.parametrize("name", BAD_FRAMES)
    def test_bad_frames_are_refused(self, browser: Browser, name: str) -> None:
        browser.socket.send(BAD_FRAMES[name])
        refusal = browser.hear_kind("refusal")
        assert (refusal["code"], refusal["fatal"]) == ("bad-frame", False)

    @pytest.mark.parametrize("name", BAD_TEXTS)
    def test_bad_texts_are_refused(self, browser: Browser, name: str) -> None:
        browser.socket.send(BAD_TEXTS[name])
        refusal = browser.hear_kind("refusal")
        assert (refusal["code"], refusal["fatal"]) == ("bad-message", False)

    def test_frames_out_of_order_are_refused(self, browser: Browser) -> None:
        track = bridge(1)
        browser.play(track, until=lambda: browser.frames_sent >= 5)
        last = track[4].time_s
        for sequence, time_s in ((5, 300.0), (3, 300.0), (9, 1.0), (9, float(last))):
            data = bytearray(FRAME)
            struct.pack_into("<Id", data, 0, sequence, time_s)
            browser.socket.send(bytes(data))
            assert browser.hear_kind("refusal")["code"] == "out-of-order"

    def test_a_replayed_rep_does_not_count_again(self, browser: Browser) -> None:
        track = bridge(1)
        browser.play(track)
        assert browser.snapshot["count"] == 1
        begin_s = browser.now_s - float(track.time_s[-1])
        for index, frame in enumerate(track):
            data = bytearray(encode_frame(WireFrame(index + 1, 1280, 720, frame)))
            struct.pack_into("<d", data, 4, frame.time_s + begin_s)
            browser.socket.send(bytes(data))
            browser.hear_kind("refusal")
        assert browser.page()["summary"]["reps"] == 1

    @given(data=st.binary(max_size=1200))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_bytes_are_answered(self, browser: Browser, data: bytes) -> None:
        browser.socket.send(data)
        assert browser.hear()["type"] in ("refusal", "live", "state", "setup", "cue")

    @given(
        values=st.lists(st.floats(width=32), min_size=40, max_size=40), place=st.integers(0, 190)
    )
    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_numbers_are_answered(
        self, browser: Browser, values: list[float], place: int
    ) -> None:
        data = bytearray(FRAME)
        struct.pack_into("<I", data, 0, browser.frames_sent + 1)
        struct.pack_into("<d", data, 4, browser.now_s + 0.01)
        at = FRAME_OFFSETS["keypoints"] + 4 * place
        data[at : at + 160] = np.array(values, dtype="<f4").tobytes()
        browser.socket.send(bytes(data))
        assert browser.hear()["type"] in ("refusal", "live", "state", "setup", "cue")

    @given(
        message=st.dictionaries(
            st.sampled_from(["type", "time_s", "command", "reps", "mode", "x"]),
            st.one_of(
                st.sampled_from(["tick", "command", "log-reps", "end", "pause", "hello", "mode"]),
                st.integers(),
                st.floats(),
                st.booleans(),
                st.none(),
            ),
        )
    )
    @settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_json_is_answered(self, url: str, message: dict[str, Any]) -> None:
        with begin_set_up(url, "bridge") as browser:
            browser.socket.send(json.dumps(message))
            assert browser.hear()["type"] in ("refusal", "live", "state", "cue", "signal", "setup")


class TestBeginning:
    @pytest.mark.parametrize(
        ("first", "code"),
        [
            ("{}", "bad-message"),
            ("nonsense", "bad-message"),
            ('{"type": "tick", "time_s": 0}', "bad-message"),
            (
                '{"type":"hello","protocol":99,"locale":"en","mode":"camera","time_s":0}',
                "wrong-protocol",
            ),
            (
                '{"type":"hello","protocol":1,"locale":"xx","mode":"camera","time_s":0}',
                "bad-message",
            ),
        ],
    )
    def test_needs_a_hello(self, url: str, first: str, code: str) -> None:
        with Browser(url, begin(url, "bridge")) as browser:
            browser.socket.send(first)
            refusal = browser.hear()
            assert (refusal["code"], refusal["fatal"]) == (code, True)
            assert browser.hear_end() == 4400

    def test_needs_a_hello_and_not_bytes(self, url: str) -> None:
        with Browser(url, begin(url, "bridge")) as browser:
            browser.socket.send(FRAME)
            assert browser.hear()["code"] == "bad-message"

    @pytest.mark.parametrize("name", ["0" * 32, "x", "..", "%00", "f" * 5000])
    def test_needs_a_session_that_exists(self, url: str, name: str) -> None:
        with Browser(url, name) as browser:
            assert browser.hello()["code"] == "unknown-session"
            assert browser.hear_end() == 4404

    @pytest.mark.parametrize("name", ["", "a/b"])
    def test_needs_a_path_that_can_be_one(self, url: str, name: str) -> None:
        with pytest.raises((InvalidStatus, InvalidMessage)):
            Browser(url, name)

    def test_waits_only_so_long_for_the_hello(self) -> None:
        limits = Limits(hello_s=0.2)
        with run_server(None, Setting(limits=limits)) as url, Browser(url, "0" * 32) as browser:
            assert browser.hear_end() == 4400

    @pytest.mark.parametrize(
        "origin", ["http://evil.example", "https://127.0.0.1", "null", "http://127.0.0.1:1"]
    )
    def test_needs_a_page_of_this_server(self, url: str, origin: str) -> None:
        with pytest.raises(InvalidStatus) as refused:
            Browser(url, begin(url, "bridge"), origin)
        assert refused.value.response.status_code == 403

    def test_takes_its_own_page(self, url: str) -> None:
        with Browser(url, begin(url, "bridge"), url) as browser:
            assert browser.hello()["type"] == "welcome"

    def test_needs_a_name_of_this_machine(self, url: str) -> None:
        address = url.replace("http", "ws") + "/ws/session/" + "0" * 32
        with (
            pytest.raises(InvalidStatus) as refused,
            connect(address, additional_headers={"Host": "evil.example"}),
        ):
            pass
        assert refused.value.response.status_code in (400, 403)


class TestFlood:
    def test_is_refused_and_ends_the_connection_only(self) -> None:
        limits = Limits(per_s=50, burst=50, strikes=100)
        with run_server(None, Setting(limits=limits)) as url:
            with Browser(url, begin(url, "bridge", mode="timer")) as other:
                other.hello("timer")
                with Browser(url, begin(url, "bridge", mode="timer")) as flood:
                    flood.hello("timer")
                    with suppress(ConnectionClosed):
                        for _ in range(400):
                            flood.send("tick")
                    assert flood.hear_end() == 4429
                    codes = {refusal["code"] for refusal in flood.all("refusal")}
                    assert codes == {"flood"}
                    assert flood.all("refusal")[-1]["fatal"]
                assert other.tick()["type"] == "live"
            with Browser(url, flood.session_id) as again:
                assert again.hello("timer")["type"] == "welcome"

    def test_of_one_message_too_large_ends_the_connection_only(
        self, url: str, other: Browser
    ) -> None:
        with begin_set_up(url, "bridge") as browser:
            browser.socket.send("x" * 100_000)
            assert browser.hear_end() in (1009, 1006)
        assert other.tick()["type"] == "live"

    def test_of_unread_answers_is_not_kept(self) -> None:
        """A browser that sends and never reads is let go; the server stays small and alive."""
        with run_server(None, Setting(limits=UNHURRIED)) as url:
            session_id = begin(url, "bridge", mode="timer")
            with Browser(url, session_id) as deaf:
                deaf.hello("timer")
                with suppress(ConnectionClosed, OSError):
                    for _ in range(60_000):
                        deaf.send("tick")
            with Browser(url, session_id) as browser:
                assert browser.hello("timer", takeover=True)["type"] == "welcome"
