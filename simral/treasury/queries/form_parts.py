"""Parts of a printed form as the database has them: head, signatures, lines, cited papers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from simral.identity.queries import PersonRow, holders_of, names_of
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.db import db
from simral.kernel.money import ZERO
from simral.reference.queries import get_opd, settings_on
from simral.treasury.adapters.print import Deduction, FormLine, Head, Payee, Reference, Signer
from simral.treasury.models import (
    SP2D,
    SPD,
    SPM,
    SPP,
    Penerima,
    Potongan,
    RekeningBank,
    SPDRincian,
    SPPRincian,
)
from simral.treasury.queries.lines import LineRow
from simral.treasury.states import SP2DState, SPDState
from simral.treasury.terms import POTONGAN_LABELS

TITLES = {
    Role.PPKD: "Pejabat Pengelola Keuangan Daerah\nselaku Bendahara Umum Daerah",
    Role.KUASA_BUD: "Kuasa Bendahara Umum Daerah",
    Role.PA: "Pengguna Anggaran",
    Role.PPTK: "Pejabat Pelaksana Teknis Kegiatan",
    Role.BENDAHARA_PENGELUARAN: "Bendahara Pengeluaran",
}
MARKS = {
    "draf": "DRAF",
    "batal": "BATAL",
    "ditolak": "DITOLAK",
    "dikembalikan": "DIKEMBALIKAN",
    "retur": "RETUR",
}
PAID = (SP2DState.DITANDATANGANI, SP2DState.DIKIRIM, SP2DState.CAIR)


@dataclass(frozen=True)
class Printing:
    """How a form is asked for: where verification lives, whether it is a copy, which paper.

    `base` is the address of the product without a slash at its end; `paper` "" takes the
    setting `cetak.kertas`.
    """

    base: str = ""
    is_copy: bool = False
    paper: str = ""


def day_of(document: Any) -> date:
    """The date that settings and office holders are taken from."""
    day: date = document.tanggal or document.created_on
    return day


def head_of(
    document: Any, settings: dict[str, str], how: Printing, *, is_illustrative: bool = False
) -> Head:
    """Kop, paper, marks and the address that verifies; no address before there is a number."""
    opd = get_opd(document.opd_id)
    marks = (
        MARKS.get(document.state.value, ""),
        "SALINAN" if how.is_copy else "",
        "CONTOH" if is_illustrative or settings["contoh"] == "1" else "",
    )
    now = clock.local(clock.now())
    return Head(
        pemda=settings["pemda.judul"],
        opd_kode=opd.kode,
        opd_nama=opd.nama,
        tahun=document.tahun,
        tempat=settings["pemda.ibukota"],
        paper=how.paper or settings["cetak.kertas"],
        mark=" · ".join(filter(None, marks)) or None,
        printed=f"Dicetak {now:%d-%m-%Y %H.%M} {now.tzname()}",
        address=f"{how.base}/verifikasi/{document.token}" if document.token else "",
    )


def settings_of(document: Any) -> dict[str, str]:
    """The settings in force on the document's date."""
    return settings_on(day_of(document))


def signer(
    role: Role,
    opd_id: UUID | None,
    on: date,
    signed_by_id: UUID | None = None,
    *,
    prefer: bool = False,
) -> Signer:
    """Who signed; else who holds the office on the date; else a dotted line.

    With `prefer` the person counts only while he is among the holders (the PPTK of the bill).
    """
    person: PersonRow | None = names_of([signed_by_id]).get(signed_by_id) if signed_by_id else None
    if person is None or prefer:
        holders = holders_of(role, opd_id, on)
        first = holders[0] if holders else None
        person = next((one for one in holders if one.id == signed_by_id), first)
    if person is None:
        return Signer(TITLES[role])
    return Signer(TITLES[role], person.nama, person.pangkat, grouped_nip(person.nip))


def grouped_nip(nip: str) -> str:
    """`19750817 200003 2 001`, as NIP are read; anything else unchanged."""
    if len(nip) != 18 or not nip.isdigit():
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"


def grouped_npwp(npwp: str) -> str:
    """`01.234.567.8-901.000` for 15 digits, groups of four for 16; anything else unchanged."""
    if not npwp.isdigit() or len(npwp) not in {15, 16}:
        return npwp
    if len(npwp) == 16:
        return " ".join(npwp[at : at + 4] for at in range(0, 16, 4))
    return f"{npwp[:2]}.{npwp[2:5]}.{npwp[5:8]}.{npwp[8]}-{npwp[9:12]}.{npwp[12:]}"


def payee_of(rekening_bank_id: UUID) -> Payee:
    """The payee and his bank account."""
    account, person = db.session.execute(
        select(RekeningBank, Penerima)
        .join(Penerima, Penerima.id == RekeningBank.penerima_id)
        .where(RekeningBank.id == rekening_bank_id)
    ).one()
    return Payee(
        person.nama, grouped_npwp(person.npwp), account.bank, account.nomor, account.atas_nama,
        person.alamat,
    )  # fmt: skip


def deductions_of(tagihan_id: UUID) -> tuple[Deduction, ...]:
    """The taxes withheld from the bill, rupiah, with their billing ids."""
    rows = db.session.scalars(
        select(Potongan).where(Potongan.tagihan_id == tagihan_id).order_by(Potongan.jenis)
    )
    return tuple(
        Deduction(
            POTONGAN_LABELS[one.jenis],
            one.rekening_kode,
            one.nilai,
            f"ID billing {one.id_billing}" if one.id_billing else "",
        )
        for one in rows
    )


def amounts_of(spp_id: UUID) -> dict[UUID, Decimal]:
    """DPA line → rupiah asked by the SPP."""
    rows = db.session.execute(
        select(SPPRincian.dpa_rincian_id, SPPRincian.nilai).where(SPPRincian.spp_id == spp_id)
    )
    return {row[0]: row[1] for row in rows}


def form_lines(known: dict[UUID, LineRow], amounts: dict[UUID, Decimal]) -> tuple[FormLine, ...]:
    """Program, kegiatan and sub kegiatan with their sums, and the accounts under them."""
    rows = [(known[key], nilai) for key, nilai in amounts.items() if key in known]
    rows.sort(key=lambda row: (order_of(row[0]), row[0].rekening_kode, str(row[0].id)))
    return tuple(_tree(rows, 0))


def _tree(rows: list[tuple[LineRow, Decimal]], depth: int) -> Iterable[FormLine]:
    if depth == 3:
        for line, nilai in rows:
            yield FormLine(line.rekening_kode, line.rekening_nama, nilai)
        return
    for (kode, nama), found in groupby(rows, key=lambda row: heading_of(row[0], depth)):
        inside = list(found)
        yield FormLine(kode, nama, sum((nilai for _, nilai in inside), ZERO), depth)
        yield from _tree(inside, depth + 1)


def heading_of(line: LineRow, depth: int) -> tuple[str, str]:
    """Code and name of the line's program (0), kegiatan (1) or sub kegiatan (2)."""
    headings = (
        (line.program_kode, line.program_nama),
        (line.kegiatan_kode, line.kegiatan_nama),
        (line.sub_kegiatan_kode, line.sub_kegiatan_nama),
    )
    return headings[depth]


def order_of(line: LineRow) -> tuple[tuple[str, str], ...]:
    """The order in which lines of one heading stand together."""
    return tuple(heading_of(line, depth) for depth in range(3))


def units_of(lines: Iterable[LineRow]) -> str:
    """The units that the lines belong to, "" for the OPD itself."""
    return "; ".join(sorted({line.unit_nama for line in lines if line.unit_nama}))


def spd_for(line_ids: Collection[UUID], until: date) -> tuple[Reference, ...]:
    """Issued SPD that provide for the lines, with what they provide for them; rupiah."""
    rows = db.session.execute(
        select(SPD.tanggal, SPD.nomor, func.sum(SPDRincian.nilai))
        .join(SPDRincian, SPDRincian.spd_id == SPD.id)
        .where(
            SPDRincian.rincian_id.in_(list(line_ids)),
            SPD.state == SPDState.TERBIT,
            SPD.tanggal <= until,
        )
        .group_by(SPD.id)
        .order_by(SPD.tanggal, SPD.urut)
    )
    return tuple(Reference(day, nomor or "", nilai) for day, nomor, nilai in rows)


def spd_of_opd(opd_id: UUID, tahun: int, until: date) -> tuple[Reference, ...]:
    """Every issued SPD of the OPD in the year, with its whole amount; rupiah."""
    rows = db.session.execute(
        select(SPD.tanggal, SPD.nomor, func.sum(SPDRincian.nilai))
        .join(SPDRincian, SPDRincian.spd_id == SPD.id)
        .where(
            SPD.opd_id == opd_id,
            SPD.tahun == tahun,
            SPD.state == SPDState.TERBIT,
            SPD.tanggal <= until,
        )
        .group_by(SPD.id)
        .order_by(SPD.tanggal, SPD.urut)
    )
    return tuple(Reference(day, nomor or "", nilai) for day, nomor, nilai in rows)


def sp2d_before(line_ids: Collection[UUID], spp_id: UUID, until: date) -> tuple[Reference, ...]:
    """Earlier signed SP2D on the same lines, with what they took from them; rupiah."""
    rows = db.session.execute(
        select(SP2D.tanggal, SP2D.nomor, func.sum(SPPRincian.nilai))
        .join(SPM, SPM.id == SP2D.spm_id)
        .join(SPPRincian, SPPRincian.spp_id == SPM.spp_id)
        .where(
            SPPRincian.dpa_rincian_id.in_(list(line_ids)),
            SPPRincian.spp_id != spp_id,
            SP2D.state.in_(PAID),
            SP2D.tanggal <= until,
        )
        .group_by(SP2D.id)
        .order_by(SP2D.tanggal, SP2D.urut)
    )
    return tuple(Reference(day, nomor or "", nilai) for day, nomor, nilai in rows)


def spent_before(opd_id: UUID, tahun: int, spp_id: UUID, until: date) -> Decimal:
    """What signed SP2D-LS of the OPD have taken so far, without this SPP; rupiah."""
    total = db.session.scalar(
        select(func.sum(SP2D.nilai))
        .join(SPM, SPM.id == SP2D.spm_id)
        .join(SPP, SPP.id == SPM.spp_id)
        .where(
            SP2D.opd_id == opd_id,
            SP2D.tahun == tahun,
            SPP.id != spp_id,
            SP2D.state.in_(PAID),
            SP2D.tanggal <= until,
        )
    )
    return total or ZERO
