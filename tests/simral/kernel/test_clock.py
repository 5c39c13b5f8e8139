"""The clock: UTC instants, the government's date, and the working date of an example."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from simral.kernel import clock


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    kept = clock._clock.zone.key, clock._clock.working_date
    yield
    clock.configure(*kept)


def test_an_instant_is_utc_and_today_is_the_governments():
    clock.configure("Asia/Jayapura")
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.today() == clock.local(clock.now()).date()
    late = datetime(2021, 12, 31, 16, 0, tzinfo=UTC)
    assert clock.local(late).date() == date(2022, 1, 1)


def test_the_example_stands_on_its_working_date_while_the_day_goes_on():
    clock.configure("Asia/Jakarta", date(2021, 10, 4))
    assert clock.today() == clock.working_date() == date(2021, 10, 4)
    first, second = clock.now(), clock.now()
    assert first <= second or first.hour == 16  # past local midnight the day begins again


def test_an_example_may_walk_through_past_days():
    clock.configure("Asia/Jakarta", date(2021, 10, 4))
    with clock.at(date(2021, 3, 1)):
        assert clock.today() == date(2021, 3, 1)
        assert clock.now() == datetime(2021, 3, 1, 3, 0, tzinfo=UTC)
        with clock.at(date(2021, 3, 2)):
            assert clock.today() == date(2021, 3, 2)
        assert clock.today() == date(2021, 3, 1)
    assert clock.today() == date(2021, 10, 4)


def test_a_real_government_may_not_move_its_clock():
    clock.configure("Asia/Jakarta")
    with pytest.raises(RuntimeError), clock.at(date(2021, 3, 1)):
        pass
