"""Settings: a dated value is added, an old one never changed."""

from __future__ import annotations

from datetime import date

from simral.config import is_production
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Conflict, Finding, raise_if
from simral.kernel.i18n import N_
from simral.kernel.numbering import check_template
from simral.kernel.trail import record
from simral.kernel.unit_of_work import command
from simral.reference.models import Pengaturan
from simral.reference.queries import forget_settings, is_untouched
from simral.reference.rules import EXAMPLE_KEYS, check_setting, check_working_date
from simral.reference.terms import Keeper


@command
def set_setting(
    kunci: str, nilai: str, mulai_on: date, *, actor: Actor | None, dasar: str = ""
) -> None:
    """Let a setting have a value from a date on; `dasar` is the decree it rests on.

    For the keeper of the settings (admin); `actor` None is the product itself. RuleBroken for a
    value the setting cannot have and for what makes an example (`mark_example` does that),
    Conflict when another value begins on the same date.
    """
    if actor is not None:
        actor.require(Keeper.ADMIN, None)
    nilai = nilai.strip()
    findings = check_setting(kunci, nilai)
    if kunci.startswith("nomor."):
        findings += check_template(nilai)
    raise_if(findings)
    _store(kunci, nilai, mulai_on, dasar.strip(), actor)


@command
def mark_example(tanggal_kerja: str, mulai_on: date, *, actor: Actor) -> None:
    """Make this database an example government with a working date (ISO), for its loader.

    RuleBroken in production, and where accounts or documents were ever written.
    """
    findings = check_working_date(tanggal_kerja)
    if is_production() or not is_untouched():
        message = N_("Hanya basis data yang masih kosong dapat menjadi contoh.")
        findings.append(Finding("bukan_contoh", message, at="kunci"))
    raise_if(findings)
    for kunci, nilai in zip(sorted(EXAMPLE_KEYS), ("1", tanggal_kerja), strict=True):
        _store(kunci, nilai, mulai_on, "", actor)


def _store(kunci: str, nilai: str, mulai_on: date, dasar: str, actor: Actor | None) -> None:
    row = db.session.get(Pengaturan, (kunci, mulai_on))
    if row is not None:
        if row.nilai == nilai:
            return
        raise Conflict(N_("Pengaturan ini sudah punya nilai lain mulai tanggal yang sama."))
    row = Pengaturan(kunci=kunci, nilai=nilai, mulai_on=mulai_on, dasar=dasar)
    db.session.add(row)
    forget_settings()
    record("reference:pengaturan:set", row, actor=actor)
