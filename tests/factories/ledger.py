"""Journals for tests; raw rows only for reference and the budget they lean on."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

from simral.budgeting.models import DPA, DPAPagu, DPARincian, DPASubKegiatan, VersiAnggaran
from simral.budgeting.states import DPAState
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.codes import ancestors, level, parent
from simral.kernel.db import db
from simral.ledger.services import close_periode, post_journal
from simral.ledger.terms import Buku, JournalDraft, Posting
from simral.reference.models import OPD, Nomenklatur, Rekening, SumberDana

BEBAN, UTANG, RK = "8.1.02.01.01.0024", "2.1.06.02.01.0001", "3.1.03.01.01.0001"
BELANJA, SAL, KAS = "5.1.02.01.01.0024", "3.1.02.05.01.0001", "1.1.01.01.01.0001"
CLERK = Actor(uuid4(), frozenset({(Role.AKUNTANSI.value, None), (Role.PPKD.value, None)}))
GOLDEN = Path(__file__).resolve().parents[1] / "data" / "contoh_jurnal_emas_2026.csv"


def close_until(tahun: int, bulan: int, actor: Actor = CLERK) -> None:
    """The months up to this one are closed, in order, after the year is over."""
    for month in range(1, bulan + 1):
        close_periode(tahun, month, actor=actor, today=date(tahun + 1, 1, 1))


def make_accounts(kodes: Iterable[str] = (BEBAN, UTANG, RK, BELANJA, SAL, KAS)) -> None:
    """These leaves with all their ancestors, from 2000 on; what is there already stays."""
    wanted = {one for kode in kodes for one in ancestors(kode)}
    known = set(db.session.scalars(db.select(Rekening.kode).where(Rekening.kode.in_(wanted))))
    for kode in sorted(wanted - known):
        db.session.add(
            Rekening(kode=kode, nama=f"Akun {kode}", level=level(kode), induk_kode=parent(kode),
                     tahun_mulai=2000, sumber="uji")
        )  # fmt: skip
    db.session.commit()


def spending(
    nilai: str = "100.00", label: UUID | None = None, entitas: str = "1.01"
) -> tuple[Posting, ...]:
    """Spent in both books: Dr beban / Cr RK PPKD and Dr belanja / Cr perubahan SAL."""
    amount = Decimal(nilai)
    return (
        Posting(entitas, Buku.LO, BEBAN, debit=amount, label=label),
        Posting(entitas, Buku.LO, RK, kredit=amount),
        Posting(entitas, Buku.LRA, BELANJA, debit=amount, label=label),
        Posting(entitas, Buku.LRA, SAL, kredit=amount),
    )


def draft_of(
    postings: tuple[Posting, ...], on: date = date(2021, 3, 10), **changes: object
) -> JournalDraft:
    """A draft of its own document."""
    values = {"source": "treasury:sp2d", "source_id": uuid4(), "purpose": "sp2d"} | changes
    return JournalDraft(on, "Belanja ATK", postings=postings, **values)  # type: ignore[arg-type]


def post(postings: tuple[Posting, ...], on: date = date(2021, 3, 10), **changes: object) -> UUID:
    """Posted at once."""
    return post_journal(draft_of(postings, on, **changes), actor=CLERK)


def post_golden_year() -> None:
    """The 52 journals of the worked example of the domain reference, in entities PPKD and SKPD."""
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    make_accounts({row["kode_akun"] for row in rows})
    journals: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        journals.setdefault(row["no"], []).append(row)
    for lines in journals.values():
        postings = tuple(
            Posting(row["entitas"], _buku(row["basis"]), row["kode_akun"],
                    Decimal(row["debet"]), Decimal(row["kredit"]))
            for row in lines
        )  # fmt: skip
        day = date.fromisoformat(lines[0]["tanggal"])
        post(postings, day, source="uji:emas", purpose="posting")


def _buku(basis: str) -> Buku:
    return Buku.LRA if basis in ("LRA", "ANGGARAN") else Buku.LO


def make_agency(
    kode: str = "1.01.0.00.0.00.01.0000", nama: str = "Dinas Pendidikan", *, is_skpkd: bool = False
) -> UUID:
    """An OPD with that code."""
    opd = OPD(kode=kode, nama=nama, is_skpkd=is_skpkd, tahun_mulai=2000)
    db.session.add(opd)
    db.session.commit()
    return opd.id


def make_budget(
    opd_id: UUID,
    lines: dict[str, str],
    *,
    tahun: int = 2021,
    kode: str = "M",
    mulai_on: date | None = None,
) -> dict[str, UUID]:
    """A ratified DPA with one sub kegiatan: leaf account → ceiling; returns leaf → line."""
    make_accounts(lines)
    versi = db.session.scalar(
        db.select(VersiAnggaran).where(VersiAnggaran.tahun == tahun, VersiAnggaran.kode == kode)
    )
    if versi is None:
        versi = VersiAnggaran(
            tahun=tahun, kode=kode, nama=kode, mulai_on=mulai_on or date(tahun, 1, 1)
        )
        db.session.add(versi)
    dana = db.session.scalar(db.select(SumberDana)) or SumberDana(
        kode="1.1", nama="PAD", level=2, tahun_mulai=2000
    )
    sub = db.session.scalar(db.select(DPASubKegiatan).where(DPASubKegiatan.opd_id == opd_id))
    if sub is None:
        sub = DPASubKegiatan(
            tahun=tahun, opd_id=opd_id, bidang_kode="1.01", program_kode="1.01.02",
            program_nama="Pengelolaan Pendidikan", kegiatan_kode="1.01.02.2.01",
            kegiatan_nama="Sekolah Dasar", kode="1.01.02.2.01.01", nama="Pembangunan USB",
        )  # fmt: skip
    db.session.add_all([dana, sub])
    db.session.flush()
    dpa = DPA(
        tahun=tahun, versi_id=versi.id, opd_id=opd_id, urut=1 if kode == "M" else 2,
        nomor=f"DPA-{opd_id}-{kode}", state=DPAState.DRAF, tanggal=versi.mulai_on,
    )  # fmt: skip
    db.session.add(dpa)
    db.session.flush()
    found = {
        row.rekening_kode: row
        for row in db.session.scalars(db.select(DPARincian).where(DPARincian.opd_id == opd_id))
    }
    for leaf, pagu in lines.items():
        line = found.get(leaf) or DPARincian(
            tahun=tahun, opd_id=opd_id, sub_kegiatan_id=sub.id, rekening_kode=leaf,
            rekening_id=db.session.scalar(db.select(Rekening.id).where(Rekening.kode == leaf)),
            sumber_dana_id=dana.id, pagu=Decimal(pagu),
        )  # fmt: skip
        found[leaf] = line
        db.session.add(line)
        db.session.flush()
        db.session.add(DPAPagu(dpa_id=dpa.id, rincian_id=line.id, pagu=Decimal(pagu)))
    db.session.flush()
    dpa.state = DPAState.DISAHKAN  # its amounts never change from here on
    db.session.commit()
    return {leaf: line.id for leaf, line in found.items()}


def make_programme_names() -> None:
    """Urusan and bidang of the budget that `make_budget` makes."""
    for kode, tingkat, nama in (
        ("1", "urusan", "Wajib pelayanan dasar"),
        ("1.01", "bidang", "Pendidikan"),
    ):
        db.session.add(
            Nomenklatur(
                jenis_pemda="KABKOT",
                kode=kode,
                tingkat=tingkat,
                nama=nama,
                tahun_mulai=2000,
                sumber="uji",
            )
        )
    db.session.commit()
