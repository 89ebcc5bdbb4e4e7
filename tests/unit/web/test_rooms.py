"""A connection's clock."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hamstrong.web.rooms import Connection

TIMES = st.floats(0, 1e7, allow_subnormal=False)


@given(TIMES, TIMES)
def test_who_joins_begins_at_the_session_s_time_exactly(browser_s: float, session_s: float) -> None:
    connection = Connection({}, None)
    assert connection.translate(browser_s, session_s) == (session_s, False)


@given(TIMES, TIMES, st.floats(60, 1e5))
def test_after_a_long_gap_the_session_goes_on_where_it_stood(
    browser_s: float, session_s: float, gap_s: float
) -> None:
    connection = Connection({}, None)
    connection.translate(browser_s, session_s)
    assert connection.translate(browser_s + gap_s, session_s) == (session_s, True)
    later_s, jumped = connection.translate(browser_s + gap_s + 0.5, session_s)
    assert not jumped
    assert abs(later_s - session_s - 0.5) < 1e-6
