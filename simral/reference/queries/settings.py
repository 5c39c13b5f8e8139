"""Dated settings, the example's working date, holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.exc import DBAPIError

from simral.config import is_production
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.trail import Event
from simral.reference.models import HariLibur, Pengaturan
from simral.reference.rules import EXAMPLE_KEYS, SETTINGS

KEPT = "settings"  # in the session's info: the transaction, and its settings per date


@dataclass(frozen=True)
class SettingRow:
    """A setting as it holds on a date; `mulai_on` None = the default."""

    kunci: str
    label: str
    nilai: str
    mulai_on: date | None
    dasar: str
    history: tuple[tuple[date, str, str], ...] = ()  # every dated value: from, value, basis


def get_setting(kunci: str, on: date) -> str:
    """The value in force on the date, else the default; NotFound for a key that does not exist."""
    settings = settings_on(on)
    if kunci not in settings:
        raise NotFound()
    return settings[kunci]


def settings_on(on: date) -> dict[str, str]:
    """Every setting as it holds on the date; asked once per date in a transaction."""
    session = db.session()
    transaction, known = session.info.get(KEPT, (None, {}))
    if transaction is None or transaction is not session.get_transaction():
        known = {}
    if on not in known:
        known[on] = _settings_on(on)
        session.info[KEPT] = (session.get_transaction(), known)
    return dict(known[on])


def forget_settings() -> None:
    """A setting was written: the transaction asks again."""
    db.session().info.pop(KEPT, None)


def _settings_on(on: date) -> dict[str, str]:
    rows = db.session.execute(
        db.select(Pengaturan.kunci, Pengaturan.nilai)
        .where(Pengaturan.mulai_on <= on)
        .ext(distinct_on(Pengaturan.kunci))
        .order_by(Pengaturan.kunci, Pengaturan.mulai_on.desc())
    )
    stored = dict(rows.all())
    if is_production():
        stored = {kunci: nilai for kunci, nilai in stored.items() if kunci not in EXAMPLE_KEYS}
    return {**{kunci: key.default for kunci, key in SETTINGS.items()}, **stored}


def list_settings(on: date) -> list[SettingRow]:
    """All settings with their history, in the order of `rules.SETTINGS`."""
    dated: dict[str, list[tuple[date, str, str]]] = {}
    for row in db.session.scalars(db.select(Pengaturan).order_by(Pengaturan.mulai_on)):
        dated.setdefault(row.kunci, []).append((row.mulai_on, row.nilai, row.dasar))
    rows = []
    for kunci, key in SETTINGS.items():
        history = tuple(dated.get(kunci, ()))
        past = [entry for entry in history if entry[0] <= on]
        mulai_on, nilai, dasar = past[-1] if past else (None, key.default, "")
        rows.append(SettingRow(kunci, key.label, nilai, mulai_on, dasar, history))
    return rows


def is_example() -> bool:
    """True for an example government: illustrative figures, a working date; not in production."""
    return not is_production() and _newest("contoh") == "1"


def is_untouched() -> bool:
    """True while nothing but codes and settings was ever written: no account, no document."""
    return not db.session.scalar(
        select(exists().where(~Event.tag.startswith("reference:", autoescape=True)))
    )


def find_working_date() -> date | None:
    """The example's working date; None for a real government or a database without tables."""
    try:
        if not is_example():
            return None
        nilai = _newest("contoh.tanggal_kerja")
    except DBAPIError:  # no tables yet, or no server yet: the migration or the server comes later
        db.session.rollback()
        return None
    return date.fromisoformat(nilai) if nilai else None


def _newest(kunci: str) -> str | None:
    """The value that was set for the latest date, whatever day it is."""
    nilai: str | None = db.session.scalar(
        db.select(Pengaturan.nilai)
        .where(Pengaturan.kunci == kunci)
        .order_by(Pengaturan.mulai_on.desc())
        .limit(1)
    )
    return nilai


def holidays(tahun: int) -> frozenset[date]:
    """The holidays of a year, for counting working days."""
    days = db.session.scalars(
        db.select(HariLibur.tanggal).where(
            HariLibur.tanggal.between(date(tahun, 1, 1), date(tahun, 12, 31))
        )
    )
    return frozenset(days)
