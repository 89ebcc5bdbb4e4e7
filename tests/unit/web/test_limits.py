"""How much a connection may send, and who may ask."""

from __future__ import annotations

import socket
from contextlib import closing

import pytest

from hamstrong.errors import OutputError
from hamstrong.web.limits import Bucket
from hamstrong.web.rooms import Connection
from hamstrong.web.server import is_local, listen


class TestBucket:
    def test_takes_a_burst_and_then_the_rate(self) -> None:
        bucket = Bucket(per_s=10, burst=5, now_s=0.0)
        assert [bucket.take(0.0) for _ in range(7)] == [True] * 5 + [False] * 2
        assert [bucket.take(0.1), bucket.take(0.1)] == [True, False]
        assert sum(bucket.take(1.1 + step / 100) for step in range(100)) <= 15

    def test_does_not_save_up_beyond_the_burst(self) -> None:
        bucket = Bucket(per_s=10, burst=5, now_s=0.0)
        assert sum(bucket.take(1e6) for _ in range(20)) == 5


class TestClock:
    def test_begins_where_the_session_stands(self) -> None:
        connection = Connection({}, "camera")
        assert connection.translate(5000.0, 42.0) == (42.0, False)
        assert connection.translate(5001.5, 42.0) == (43.5, False)

    def test_lets_a_frame_be_older_than_what_came_before(self) -> None:
        connection = Connection({}, "camera")
        connection.translate(10.0, 0.0)
        connection.translate(10.5, 0.0)
        time_s, jumped = connection.translate(10.4, 0.5)
        assert time_s == pytest.approx(0.4)
        assert not jumped

    def test_stands_still_through_a_closed_lid(self) -> None:
        connection = Connection({}, "camera")
        connection.translate(10.0, 0.0)
        time_s, jumped = connection.translate(10.0 + 28800, 3.0)
        assert time_s == pytest.approx(3.0)
        assert jumped
        time_s, jumped = connection.translate(10.5 + 28800, 3.0)
        assert time_s == pytest.approx(3.5)
        assert not jumped


class TestListening:
    @pytest.mark.parametrize(
        ("host", "local"),
        [
            ("127.0.0.1", True),
            ("127.8.8.8", True),
            ("::1", True),
            ("localhost", True),
            ("0.0.0.0", False),  # noqa: S104 - told apart, not bound
            ("192.168.1.2", False),
            ("laptop.example", False),
        ],
    )
    def test_knows_what_only_this_machine_can_reach(self, host: str, *, local: bool) -> None:
        assert is_local(host) is local

    def test_takes_another_port_unless_told(self) -> None:
        with closing(listen("127.0.0.1", 0)) as first:
            taken = first.getsockname()[1]
            with closing(listen("127.0.0.1", taken)) as second:
                assert second.getsockname()[1] != taken
            with pytest.raises(OutputError, match=str(taken)):
                listen("127.0.0.1", taken, exact=True)

    def test_names_a_host_that_is_not_here(self) -> None:
        with pytest.raises(OutputError, match=r"192\.0\.2\.1"):
            listen("192.0.2.1", 0)

    def test_hears_only_where_it_was_told_to(self) -> None:
        with closing(listen("127.0.0.1", 0)) as listener:
            assert listener.getsockname()[0] == "127.0.0.1"
            assert listener.family == socket.AF_INET
