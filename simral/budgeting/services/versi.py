"""Versions of the budget: M, P1, P2 …"""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from simral.budgeting.errors import SameVersion
from simral.budgeting.models import DPA, VersiAnggaran
from simral.budgeting.states import DPAState
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Finding, raise_if
from simral.kernel.i18n import N_
from simral.kernel.trail import record
from simral.kernel.unit_of_work import command, explain

explain("uq_versi_anggaran_tahun_kode", SameVersion)
explain("uq_versi_anggaran_tahun_mulai_on", SameVersion)


@command
def create_version(tahun: int, kode: str, nama: str, mulai_on: date, *, actor: Actor) -> UUID:
    """A version in force from a date of its year on (PPKD); RuleBroken for a wrong code or date."""
    actor.require(Role.PPKD, None)
    findings = []
    if not re.fullmatch(r"M|P\d{1,2}", kode):
        findings.append(Finding("kode_versi", N_("Kode versi: M, P1, P2 …"), at="kode"))
    if mulai_on.year != tahun:
        message = N_("Tanggal mulai di luar tahun anggaran %(tahun)s.")
        findings.append(Finding("di_luar_tahun", message, {"tahun": tahun}, at="mulai_on"))
    if not nama.strip():
        findings.append(Finding("nama_kosong", N_("Nama wajib diisi."), at="nama"))
    raise_if(findings)
    nama = nama.strip()
    row = VersiAnggaran(id=uuid4(), tahun=tahun, kode=kode, nama=nama, mulai_on=mulai_on)
    db.session.add(row)
    record("budgeting:versi:create", row, actor=actor, role=Role.PPKD)
    return row.id


def lock_version(versi_id: UUID) -> None:
    """Lock every DPA of a version: none is ratified while an import changes it, or the reverse.

    Must run inside a command, before the state of a DPA is read.
    """
    drafts = select(DPA.id).where(DPA.versi_id == versi_id, DPA.state != DPAState.BATAL)
    db.session.execute(drafts.order_by(DPA.id).with_for_update()).all()
