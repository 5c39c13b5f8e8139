"""A small government for tests: one OPD with its people and a ratified DPA of three lines.

Reference rows and the draft DPA are raw; ratification goes through the service. Call inside
`work(…)` or an application context. Days are `clock.today()`, the year is its year.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import select

from simral.budgeting.models import DPA, DPAPagu, DPARincian, DPASubKegiatan, VersiAnggaran
from simral.budgeting.services.dpa import ratify_dpa
from simral.identity.terms import GOVERNMENT_WIDE, Role
from simral.kernel import clock
from simral.kernel.actor import Actor, system_actor
from simral.kernel.db import db
from simral.kernel.trail import record
from simral.reference.models import PetaRekening, Rekening, SumberDana
from simral.reference.services import add_opd, set_setting
from tests.factories.identity import actor_with, make_opd

PAGU = Decimal("100000000.00")
SYSTEM = system_actor(Role)
OPD = "1.01.0.00.0.00.01.0000"
ROW = {
    "kode_skpd": OPD, "nama_skpd": "Dinas Contoh", "kode_sub_skpd": "", "nama_sub_skpd": "",
    "kode_bidang_urusan": "1.01", "kode_program": "1.01.01", "nama_program": "Penunjang",
    "kode_kegiatan": "1.01.01.2.06", "nama_kegiatan": "Administrasi Umum",
    "kode_sub_kegiatan": "1.01.01.2.06.02", "nama_sub_kegiatan": "Peralatan Kantor",
    "kode_rekening": "5.1.02.01.01.0024", "nama_rekening": "Alat Tulis", "nilai": "1200",
}  # fmt: skip
OTHER = {"kode_rekening": "5.1.02.01.01.0026", "nama_rekening": "Cetak", "nilai": "25"}
LEAVES = {
    "5.1.02.01.01.0024": ("Alat Tulis Kantor", "8.1.02.01.01.0024", "2.1.06.02.01.0024"),
    "5.1.02.01.01.0026": ("Bahan Cetak", "8.1.02.01.01.0026", "2.1.06.02.01.0026"),
    "5.1.02.02.01.0061": ("Belanja Tagihan Listrik", "8.1.02.02.01.0061", "2.1.06.02.02.0061"),
}
OTHERS = {
    "1.1.01.01.01.0001": "Kas di Kas Daerah",
    "1.1.13.01.01.0001": "RK SKPD",
    "3.1.03.01.01.0001": "RK PPKD",
    "3.1.02.01.01.0001": "Estimasi Pendapatan",
    "3.1.02.03.01.0001": "Apropriasi Belanja",
    "3.1.02.05.01.0001": "Estimasi Perubahan SAL",
    "2.1.01.06.01.0001": "Utang PPN",
    "2.1.01.05.01.0001": "Utang PPh 21",
    "2.1.01.05.02.0001": "Utang PPh 22",
    "2.1.01.05.03.0001": "Utang PPh 23",
    "2.1.01.05.05.01.0001": "Utang PPh 4 ayat 2",
}
ROLES = (
    Role.PPKD, Role.KUASA_BUD, Role.PA, Role.PPK_SKPD, Role.PPTK, Role.BENDAHARA_PENGELUARAN,
)  # fmt: skip


@dataclass(frozen=True)
class Budget:
    """The small government: its year, OPD, DPA, lines and one person per role."""

    tahun: int
    today: date
    opd_id: UUID
    dpa_id: UUID
    sub_id: UUID
    lines: tuple[UUID, ...]
    people: dict[Role, Actor] = field(default_factory=dict)

    def __getitem__(self, role: Role) -> Actor:
        return self.people[role]


def small_budget(pagu: Decimal = PAGU, december: Decimal = Decimal(0)) -> Budget:
    """Three lines of `pagu` rupiah each, in the anggaran kas of January (and of December)."""
    today = clock.today()
    reference_rows(today.year)
    opd_id = make_opd(uuid4())
    people = {role: actor_with(role, None if role in GOVERNMENT_WIDE else opd_id) for role in ROLES}
    dpa_id, sub_id, lines = draft_dpa(opd_id, today.year, pagu, december)
    ratify_dpa(dpa_id, actor=people[Role.PPKD], today=today)
    return Budget(today.year, today, opd_id, dpa_id, sub_id, lines, people)


def reference_rows(tahun: int) -> None:
    """The accounts of the example, their partners, one fund source; once."""
    names = dict(OTHERS)
    for kode, (nama, lawan, utang) in LEAVES.items():
        names |= {kode: nama, lawan: f"Beban {nama}", utang: f"Utang {nama}"}
    known = set(db.session.scalars(select(Rekening.kode)))
    for kode, nama in names.items():
        if kode not in known:
            db.session.add(
                Rekening(kode=kode, nama=nama, level=6, induk_kode=kode.rpartition(".")[0],
                         tahun_mulai=2000, sumber="tes")
            )  # fmt: skip
    mapped = set(db.session.scalars(select(PetaRekening.belanja_kode)))
    for kode, (_, lawan, utang) in LEAVES.items():
        if kode not in mapped:
            for jenis, target in (("lawan", lawan), ("utang", utang)):
                db.session.add(
                    PetaRekening(jenis=jenis, belanja_kode=kode, tujuan_kode=target,
                                 tahun_mulai=2000, sumber="tes")
                )  # fmt: skip
    if find_dana() is None:
        db.session.add(
            SumberDana(kode="1.2.01", nama="Dana Alokasi Umum", level=3, tahun_mulai=2000)
        )
    db.session.commit()


def find_dana() -> UUID | None:
    """Any fund source."""
    return db.session.scalar(select(SumberDana.id).limit(1))


def find_version(tahun: int) -> UUID:
    """Version M of the year, made when it is missing."""
    found = db.session.scalar(
        select(VersiAnggaran.id).where(VersiAnggaran.tahun == tahun, VersiAnggaran.kode == "M")
    )
    if found is not None:
        return found
    version = VersiAnggaran(tahun=tahun, kode="M", nama="APBD murni", mulai_on=date(tahun, 1, 1))
    db.session.add(version)
    db.session.flush()
    return version.id


def draft_dpa(
    opd_id: UUID, tahun: int, pagu: Decimal, december: Decimal = Decimal(0)
) -> tuple[UUID, UUID, tuple[UUID, ...]]:
    """A draft DPA with one sub kegiatan and the three lines."""
    dpa = DPA(id=uuid4(), tahun=tahun, versi_id=find_version(tahun), opd_id=opd_id)
    sub = DPASubKegiatan(
        id=uuid4(), tahun=tahun, opd_id=opd_id, bidang_kode="1.01", program_kode="1.01.01",
        program_nama="Program Penunjang Urusan", kegiatan_kode="1.01.01.2.06",
        kegiatan_nama="Administrasi Umum", kode="1.01.01.2.06.0002",
        nama="Penyediaan Peralatan dan Perlengkapan Kantor",
    )  # fmt: skip
    db.session.add_all([dpa, sub])
    record("budgeting:dpa:create", dpa, actor=None)
    db.session.flush()
    lines = []
    for kode in LEAVES:
        rekening_id = db.session.scalars(select(Rekening.id).where(Rekening.kode == kode)).one()
        line = DPARincian(
            id=uuid4(), tahun=tahun, opd_id=opd_id, sub_kegiatan_id=sub.id, pagu=Decimal(0),
            rekening_id=rekening_id, rekening_kode=kode, sumber_dana_id=find_dana(),
        )  # fmt: skip
        db.session.add(line)
        db.session.flush()
        kas = [pagu - december, *[Decimal(0)] * 10, december]
        db.session.add(DPAPagu(dpa_id=dpa.id, rincian_id=line.id, pagu=pagu, kas=kas))
        lines.append(line.id)
    db.session.commit()
    return dpa.id, sub.id, tuple(lines)


def prepare_import() -> int:
    """An OPD, its accounts and its fund source, before any DPA; the year."""
    tahun = clock.today().year
    reference_rows(tahun)
    set_setting("sumber_dana.bawaan", "1.2.01", clock.today().replace(month=1, day=1),
                actor=SYSTEM)  # fmt: skip
    add_opd(OPD, "Dinas Contoh", 2000, actor=SYSTEM)
    return tahun
