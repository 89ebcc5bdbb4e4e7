"""What the user told: kept for good, the newest counts; and when something hurt since."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from hamstrong.planner import Profile, load_rules
from hamstrong.session.inputs import EffortTold
from hamstrong.store import HistoryDamagedError, Store
from tests.unit.session.stage import Play
from tests.unit.store.logs import ID, batch, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hamstrong.session import SessionEvent

HURTS_FROM = load_rules().judging.hurts_from
EVER = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path)
    yield opened
    opened.close()


class TestProfile:
    def test_there_is_none_at_first(self, store: Store) -> None:
        assert store.read_profile() is None

    def test_the_newest_counts_and_earlier_ones_stay(self, store: Store) -> None:
        first = Profile(concerns=("numbness",), minutes=20, weekdays=(0, 2), sex="female")
        second = Profile(sport="golf", experience="regular", cramp_prone=True)
        for profile in (first, second):
            told = store.write_profile(profile)
            assert store.read_profile() == told
            assert told.profile == profile
        with store.engine.connect() as connection:
            count = connection.execute(text("SELECT count(*) FROM profiles")).scalar()
        assert count == 2

    def test_all_are_listed_from_the_first_on(self, store: Store) -> None:
        told = [store.write_profile(Profile(minutes=minutes)) for minutes in (10, 20, 30)]
        assert store.list_profiles() == tuple(told)

    def test_survives_closing(self, tmp_path: Path) -> None:
        store = Store.open(tmp_path)
        told = store.write_profile(Profile(minutes=30))
        store.close()
        again = Store.open(tmp_path)
        assert again.read_profile() == told
        again.close()

    def test_what_is_not_a_profile_is_damage(self, store: Store) -> None:
        store.write_profile(Profile())
        with store.engine.begin() as connection:
            connection.execute(text("""UPDATE profiles SET body = '{"sport": "chess"}'"""))
        with pytest.raises(HistoryDamagedError, match="sport"):
            store.read_profile()


def checked_in(pain: int) -> tuple[SessionEvent, ...]:
    play = Play.begin("bridge", mode="timer", sets=1, reps=1)
    play.screen()
    play.wait_for("check-in")
    play.give(EffortTold(play.now_s, 3, pain, cramp=False))
    return tuple(play.events)


def injured() -> tuple[SessionEvent, ...]:
    play = Play.begin("bridge")
    play.screen(injury=True)
    return tuple(play.events)


class TestHurt:
    def test_nothing_hurt(self, store: Store) -> None:
        store.append([batch(timed_session())])
        assert store.find_hurt(EVER, HURTS_FROM) is None

    @pytest.mark.parametrize(
        ("events", "hurts"),
        [
            pytest.param(whole_session(), True, id="pain that stopped a set"),
            pytest.param(injured(), True, id="an injury"),
            pytest.param(checked_in(3), True, id="pain at the check-in"),
            pytest.param(checked_in(2), False, id="a discomfort"),
        ],
    )
    def test_hurt(self, store: Store, events: tuple[SessionEvent, ...], *, hurts: bool) -> None:
        store.append([batch(events)])
        found = store.find_hurt(EVER, HURTS_FROM)
        assert (found is not None) == hurts

    def test_what_hurt_before_is_past(self, store: Store) -> None:
        store.append([batch(whole_session(), ID)])
        told = store.write_profile(Profile())
        assert store.find_hurt(told.answered_at, HURTS_FROM) is None
