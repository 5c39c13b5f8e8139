"""Settings: a dated value is added, an old one never changed."""

from __future__ import annotations

from datetime import date

from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Conflict, raise_if
from simral.kernel.i18n import N_
from simral.kernel.numbering import check_template
from simral.kernel.trail import record
from simral.kernel.unit_of_work import command
from simral.reference.models import Pengaturan
from simral.reference.queries import forget_settings, is_example
from simral.reference.rules import check_setting
from simral.reference.terms import Keeper


@command
def set_setting(
    kunci: str, nilai: str, mulai_on: date, *, actor: Actor | None, dasar: str = ""
) -> None:
    """Let a setting have a value from a date on; `dasar` is the decree it rests on.

    For the keeper of the settings (admin); `actor` None is the product itself. RuleBroken for a
    value the setting cannot have, Conflict when another value begins on the same date.
    """
    if actor is not None:
        actor.require(Keeper.ADMIN, None)
    nilai = nilai.strip()
    findings = check_setting(kunci, nilai, is_example=is_example())
    if kunci.startswith("nomor."):
        findings += check_template(nilai)
    raise_if(findings)
    row = db.session.get(Pengaturan, (kunci, mulai_on))
    if row is not None:
        if row.nilai == nilai:
            return
        raise Conflict(N_("Pengaturan ini sudah punya nilai lain mulai tanggal yang sama."))
    row = Pengaturan(kunci=kunci, nilai=nilai, mulai_on=mulai_on, dasar=dasar.strip())
    db.session.add(row)
    forget_settings()
    record("reference:pengaturan:set", row, actor=actor)
