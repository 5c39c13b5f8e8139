"""What is printed: one loader per form, document in, frozen form out; `adapters.print` draws it.

The signature is of the person who signed; before that, of who holds the office on the date.
Another OPD's document is NotFound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select

from simral.budgeting.queries import find_active_dpa
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import NotFound
from simral.kernel.money import ZERO
from simral.treasury.adapters.print import (
    FormLine,
    Head,
    Reference,
    SP2DForm,
    SPDForm,
    SPDLine,
    SPMForm,
    SPPForm,
)
from simral.treasury.adapters.print.papers import line_total
from simral.treasury.models import SP2D, SPD, SPM, SPP, SPDRincian, Tagihan
from simral.treasury.queries import form_parts as parts
from simral.treasury.queries.form_parts import Printing
from simral.treasury.queries.lines import LineFilter, LineRow, all_lines, lines_of, sum_lines
from simral.treasury.queries.spd import issued_before

PLAIN = Printing()


def load_spd_form(spd_id: UUID, actor: Actor, how: Printing = PLAIN) -> SPDForm:
    """The SPD and its annex; the annex holds every sub kegiatan of the OPD's DPA, rupiah."""
    spd = _seen(SPD, spd_id, actor)
    on, settings = parts.day_of(spd), parts.settings_of(spd)
    dpa = find_active_dpa(spd.opd_id, on)
    return SPDForm(
        head=parts.head_of(spd, settings, how),
        nomor=spd.nomor or "",
        tanggal=spd.tanggal,
        dpa_nomor=(dpa.nomor or "") if dpa else "",
        kepala=parts.signer(Role.PA, spd.opd_id, on),
        bulan_dari=spd.bulan_dari,
        bulan_sampai=spd.bulan_sampai,
        lines=_annex(spd, actor),
        mengingat=legal_basis(spd.tahun, settings["pemda.nama"]),
        ppkd=parts.signer(Role.PPKD, None, on, spd.issued_by_id),
    )


def legal_basis(tahun: int, pemda: str) -> tuple[str, ...]:
    """The laws that an SPD of the year stands on."""
    newer = ("Undang-Undang Nomor 1 Tahun 2022 tentang Hubungan Keuangan antara Pemerintah Pusat "
             "dan Pemerintahan Daerah;",) if tahun >= 2022 else ()  # fmt: skip
    return (
        "Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara;",
        "Undang-Undang Nomor 1 Tahun 2004 tentang Perbendaharaan Negara;",
        "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
        *newer,
        "Peraturan Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah;",
        "Peraturan Menteri Dalam Negeri Nomor 77 Tahun 2020 tentang Pedoman Teknis Pengelolaan "
        "Keuangan Daerah;",
        f"Peraturan Daerah {pemda} tentang Anggaran Pendapatan dan Belanja Daerah Tahun Anggaran "
        f"{tahun} beserta peraturan kepala daerah tentang penjabarannya.",
    )


def load_spp_form(spp_id: UUID, actor: Actor, how: Printing = PLAIN) -> SPPForm:
    """The SPP with its summary and plan of use, as of its own date; rupiah."""
    spp = _seen(SPP, spp_id, actor)
    base = _base(spp, spp, how)
    on, opd_id, ids = base.on, spp.opd_id, list(base.amounts)
    dpa = find_active_dpa(opd_id, on)
    pagu = sum_lines(LineFilter(spp.tahun, opd_id), actor=actor).pagu
    spent = parts.spent_before(opd_id, spp.tahun, spp.id, on)
    subs = {parts.heading_of(line, 2): None for line in base.known.values()}
    return SPPForm(
        head=base.head,
        nomor=spp.nomor or "",
        tanggal=spp.tanggal,
        jenis=spp.jenis.value,
        unit=base.unit,
        sub_kegiatan=tuple(sorted(subs)),
        pa=parts.signer(Role.PA, opd_id, on),
        pptk=parts.signer(Role.PPTK, opd_id, on, base.tagihan.created_by_id, prefer=True),
        bendahara=parts.signer(Role.BENDAHARA_PENGELUARAN, opd_id, on, spp.submitted_by_id),
        payee=parts.payee_of(base.tagihan.rekening_bank_id),
        keperluan=spp.uraian,
        dasar=parts.spd_for(ids, on),
        sebelumnya=parts.sp2d_before(ids, spp.id, on),
        lines=base.lines,
        dpa=Reference(dpa.tanggal if dpa else None, (dpa.nomor or "") if dpa else "", pagu),
        spd=parts.spd_of_opd(opd_id, spp.tahun, on),
        belanja=(
            ("Belanja UP/GU", ZERO),
            ("Belanja TU", ZERO),
            ("Belanja LS gaji dan tunjangan", ZERO),
            ("Belanja LS barang dan jasa", spent),
        ),
    )


def load_spm_form(spm_id: UUID, actor: Actor, how: Printing = PLAIN) -> SPMForm:
    """The SPM with its charges and potongan, rupiah."""
    spm = _seen(SPM, spm_id, actor)
    base = _base(spm, _of(SPP, spm.spp_id), how)
    return SPMForm(**_order(spm, base, spm.approved_by_id, spm.tanggal))


def load_sp2d_form(sp2d_id: UUID, actor: Actor, how: Printing = PLAIN) -> SP2DForm:
    """The SP2D with its charges and potongan, rupiah; pays to the account it was made for."""
    sp2d = _seen(SP2D, sp2d_id, actor)
    spm = _of(SPM, sp2d.spm_id)
    base = _base(sp2d, _of(SPP, spm.spp_id), how)
    settings = parts.settings_of(sp2d)
    order = _order(sp2d, base, spm.approved_by_id, sp2d.tanggal or spm.tanggal)
    order["payee"] = parts.payee_of(sp2d.rekening_bank_id)
    return SP2DForm(
        **order,
        spm=Reference(spm.tanggal, spm.nomor or "", sp2d.nilai),
        bank_pengirim=settings["rkud.bank"],
        rkud=settings["rkud.nomor"],
        pagu=sum((line.pagu for line in base.known.values()), ZERO),
        kuasa_bud=parts.signer(Role.KUASA_BUD, None, base.on, sp2d.signed_by_id),
    )


@dataclass(frozen=True)
class _Base:
    """What SPP, SPM and SP2D share: the bill, its lines and the head."""

    head: Head
    on: date
    spp: SPP
    tagihan: Tagihan
    known: dict[UUID, LineRow]
    amounts: dict[UUID, Decimal]
    lines: tuple[FormLine, ...]
    unit: str


def _seen(model: type[Any], document_id: UUID, actor: Actor) -> Any:
    """The document, or NotFound when it does not exist for the actor."""
    document = db.session.get(model, document_id)
    if document is None or not actor.sees(document.opd_id):
        raise NotFound()
    return document


def _of(model: type[Any], document_id: UUID) -> Any:
    return db.session.get_one(model, document_id)


def _base(document: Any, spp: SPP, how: Printing) -> _Base:
    tagihan = _of(Tagihan, spp.tagihan_id)
    amounts = parts.amounts_of(spp.id)
    known = lines_of(list(amounts))
    head = parts.head_of(
        document, parts.settings_of(document), how, is_illustrative=tagihan.is_illustrative
    )
    return _Base(
        head, parts.day_of(document), spp, tagihan, known, amounts,
        parts.form_lines(known, amounts), parts.units_of(known.values()),
    )  # fmt: skip


def _order(
    document: Any, base: _Base, approved_by_id: UUID | None, until: date | None
) -> dict[str, Any]:
    """The fields of an order to pay, for SPM and SP2D alike."""
    spp = base.spp
    return {
        "head": base.head,
        "nomor": document.nomor or "",
        "tanggal": document.tanggal,
        "jenis": spp.jenis.value,
        "unit": base.unit,
        "spp": Reference(spp.tanggal, spp.nomor or "", line_total(base.lines)),
        "payee": parts.payee_of(base.tagihan.rekening_bank_id),
        "dasar": parts.spd_for(list(base.amounts), until or base.on),
        "keperluan": spp.uraian,
        "lines": base.lines,
        "potongan": parts.deductions_of(base.tagihan.id),
        "pa": parts.signer(Role.PA, document.opd_id, base.on, approved_by_id),
    }


def _annex(spd: SPD, actor: Actor) -> tuple[SPDLine, ...]:
    """Every sub kegiatan of the DPA with its program and kegiatan, amounts summed; rupiah."""
    rows_now = db.session.execute(
        select(SPDRincian.rincian_id, SPDRincian.nilai).where(SPDRincian.spd_id == spd.id)
    )
    now = {row[0]: row[1] for row in rows_now}
    lines = all_lines(LineFilter(spd.tahun, spd.opd_id), actor=actor)
    before = issued_before([line.id for line in lines], spd)
    rows = [
        (line, (line.pagu, before.get(line.id, ZERO), now.get(line.id, ZERO)))
        for line in sorted(lines, key=parts.order_of)
        if line.pagu or line.id in now
    ]
    return tuple(_annex_tree(rows, 0))


def _annex_tree(rows: Sequence[tuple[LineRow, tuple[Decimal, ...]]], depth: int) -> list[SPDLine]:
    found: list[SPDLine] = []
    for (kode, nama), group in groupby(rows, key=lambda row: parts.heading_of(row[0], depth)):
        inside = list(group)
        anggaran, sebelumnya, periode = (
            sum((amounts[at] for _, amounts in inside), ZERO) for at in range(3)
        )
        found.append(SPDLine(kode, nama, depth, anggaran, sebelumnya, periode))
        if depth < 2:
            found.extend(_annex_tree(inside, depth + 1))
    return found
