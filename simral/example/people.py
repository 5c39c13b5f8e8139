"""The people of the example: one account per role, for four OPD and the whole government."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from simral.identity.queries import actor_of
from simral.identity.services import create_user, grant_role
from simral.identity.terms import EXAMPLE_PASSWORD, Role
from simral.kernel.actor import Actor
from simral.reference.queries import find_opd_by_kode

SANDI = EXAMPLE_PASSWORD
SINCE = date(2021, 1, 1)
R = Role


@dataclass(frozen=True)
class Office:
    """An OPD of the story: its code and the short name its accounts carry."""

    kode: str
    singkat: str
    judul: str


OFFICES = (
    Office("1.01.0.00.0.00.01.0000", "disdik", "Dinas Pendidikan"),
    Office("1.02.0.00.0.00.01.0000", "dinkes", "Dinas Kesehatan"),
    Office("1.03.0.00.0.00.01.0000", "dpupr", "Dinas PUPR"),
    Office("7.01.0.00.0.00.01.0000", "cibinong", "Kecamatan Cibinong"),
)

# (role, name of the account, person, position, rank) of the whole government
GOVERNMENT = (
    (R.PPKD, "ppkd", "Hendra Wirawan", "Kepala BPKAD selaku PPKD", "Pembina Utama Muda, IV/c"),
    (R.KUASA_BUD, "kuasabud", "Ratna Suminar", "Kuasa Bendahara Umum Daerah", "Pembina, IV/a"),
    (R.AKUNTANSI, "akuntansi", "Sari Puspita", "Kepala Bidang Akuntansi", "Pembina, IV/a"),
    (R.INSPEKTORAT, "inspektorat", "Bambang Sutejo", "Inspektur Pembantu", "Pembina, IV/a"),
    (R.AUDITOR, "auditor", "Maria Simbolon", "Auditor Ahli Muda", "Penata Tk. I, III/d"),
    (R.ADMIN, "admin", "Yusuf Hidayat", "Administrator Sistem", "Penata, III/c"),
)
NAMES: Mapping[str, tuple[str, str, str, str]] = {
    "disdik": ("Yayan Hendrawan", "Dedi Kurniawan", "Lina Marlina", "Lilis Nuraeni"),
    "dinkes": ("Dewi Anggraeni", "Agus Salim", "Rina Oktaviani", "Tatang Suhendar"),
    "dpupr": ("Iwan Setiawan", "Neneng Hasanah", "Rudi Hartono", "Euis Komariah"),
    "cibinong": ("Asep Saepudin", "Wawan Ridwan", "Yuni Astuti", "Cecep Supriadi"),
}
POSITIONS = (
    (R.PA, "pa", "Kepala {judul} selaku Pengguna Anggaran", "Pembina Tk. I, IV/b"),
    (R.PPK_SKPD, "ppk", "Pejabat Penatausahaan Keuangan {judul}", "Penata Tk. I, III/d"),
    (R.PPTK, "pptk", "Pejabat Pelaksana Teknis Kegiatan {judul}", "Penata, III/c"),
    (R.BENDAHARA_PENGELUARAN, "bendahara", "Bendahara Pengeluaran {judul}", "Penata Muda, III/a"),
)


@dataclass(frozen=True)
class Account:
    """A demo account as the README and the sign-in page show it."""

    nama_pengguna: str
    nama: str
    role: Role
    opd: str


@dataclass(frozen=True)
class Cast:
    """Everybody who acts in the story: (role, OPD or None) → Actor."""

    actors: Mapping[tuple[Role, UUID | None], Actor]

    def who(self, role: Role, opd_id: UUID | None = None) -> Actor:
        return self.actors[role, opd_id]


def accounts() -> list[Account]:
    """All demo accounts, government first."""
    found = [Account(user, nama, role, "") for role, user, nama, _, _ in GOVERNMENT]
    for office in OFFICES:
        for (role, prefix, _, _), nama in zip(POSITIONS, NAMES[office.singkat], strict=True):
            found.append(Account(f"{prefix}.{office.singkat}", nama, role, office.judul))
    found.append(
        Account("penerimaan.disdik", "Nia Kurniasih", R.BENDAHARA_PENERIMAAN, OFFICES[0].judul)
    )
    return found


def hire() -> Cast:
    """Create every account with its role; the cast acts through what identity then grants."""
    positions = {user: (jabatan, pangkat) for _, user, _, jabatan, pangkat in GOVERNMENT}
    offices = {office.judul: office for office in OFFICES}
    titles = {prefix: (jabatan, pangkat) for _, prefix, jabatan, pangkat in POSITIONS}
    titles["penerimaan"] = ("Bendahara Penerimaan {judul}", "Penata Muda, III/a")
    actors = {}
    for number, account in enumerate(accounts(), start=1):
        opd = find_opd_by_kode(offices[account.opd].kode) if account.opd else None
        prefix = account.nama_pengguna.partition(".")[0]
        jabatan, pangkat = positions.get(prefix) or titles[prefix]
        user_id = create_user(
            account.nama_pengguna, account.nama, SANDI, nip=_nip(number),
            jabatan=jabatan.format(judul=account.opd), pangkat=pangkat, actor=None,
        )  # fmt: skip
        opd_id = opd.id if opd else None
        dasar = "Keputusan Bupati 900/1/Kpts/2021 (contoh)"
        grant_role(user_id, account.role, opd_id, SINCE, dasar=dasar, actor=None)
        actors[account.role, opd_id] = actor_of(user_id, SINCE)
    return Cast(actors)


def _nip(number: int) -> str:
    """An invented NIP in the form of a real one; the birth date cannot be anybody's."""
    return f"19990230 202101 1 {number:03d}"
