"""The only clock: `now()` in UTC, `today()` in the government's zone.

The example government has a working date inside its budget year; both functions then answer
that date, with the time of the day going on. `configure` is called once by the application.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


@dataclass
class _Clock:
    zone: ZoneInfo
    working_date: date | None = None


_clock = _Clock(ZoneInfo("Asia/Jakarta"))
_simulated: ContextVar[datetime | None] = ContextVar("simulated", default=None)


def configure(zone: str, working_date: date | None = None) -> None:
    """Set the government's zone and, for an example only, its working date."""
    _clock.zone = ZoneInfo(zone)
    _clock.working_date = working_date


def now() -> datetime:
    """The instant, UTC."""
    simulated = _simulated.get()
    if simulated is not None:
        return simulated
    real = datetime.now(UTC)
    if _clock.working_date is None:
        return real
    local = real.astimezone(_clock.zone)
    return datetime.combine(_clock.working_date, local.timetz()).astimezone(UTC)


def today() -> date:
    """The date in the government's zone: the fiscal date of whatever is done now."""
    return now().astimezone(_clock.zone).date()


def local(instant: datetime) -> datetime:
    """The instant in the government's zone."""
    return instant.astimezone(_clock.zone)


def working_date() -> date | None:
    """The example's working date; None for a real government."""
    return _clock.working_date


@contextmanager
def at(day: date, clock_time: time = time(10)) -> Iterator[None]:
    """Walk through past days while an example or a test is made; refused for a real government."""
    if _clock.working_date is None:
        raise RuntimeError("only an example government may move its clock")
    token = _simulated.set(datetime.combine(day, clock_time, _clock.zone).astimezone(UTC))
    try:
        yield
    finally:
        _simulated.reset(token)
