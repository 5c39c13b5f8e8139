"""`user …`: accounts and roles per OPD with dates, for the operator."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

import click

from simral.identity.queries import find_opd_id, find_user_id, get_user, list_users
from simral.identity.services import create_user, grant_role, revoke_role, set_password
from simral.identity.terms import LABELS, Role
from simral.kernel import clock
from simral.kernel.errors import NotFound
from simral.kernel.i18n import N_

DAY = click.DateTime(["%Y-%m-%d", "%d-%m-%Y"])
ROLE = click.Choice([role.value for role in Role])


@click.group("user")
def user_cli() -> None:
    """Akun dan peran per OPD dengan tanggalnya."""


@user_cli.command("add")
@click.argument("nama_pengguna")
@click.option("--nama", required=True, help="Nama lengkap dan gelar.")
@click.option("--nip", default="", help="NIP.")
@click.option("--jabatan", default="", help="Jabatan.")
@click.option("--pangkat", default="", help="Pangkat/golongan.")
@click.option("--sandi", help="Kata sandi; tanpa ini dibuatkan dan ditampilkan sekali.")
def add(
    nama_pengguna: str, nama: str, nip: str, jabatan: str, pangkat: str, sandi: str | None
) -> None:
    """Buat akun tanpa peran."""
    made = sandi or make_password()
    person = {"nip": nip, "jabatan": jabatan, "pangkat": pangkat}
    create_user(nama_pengguna, nama, made, **person, actor=None)
    click.echo(f"{nama_pengguna}\t{'' if sandi else made}".rstrip())


@user_cli.command("password")
@click.argument("nama_pengguna")
@click.option("--sandi", help="Kata sandi; tanpa ini dibuatkan dan ditampilkan sekali.")
def password(nama_pengguna: str, sandi: str | None) -> None:
    """Beri kata sandi baru; semua sesinya berakhir."""
    made = sandi or make_password()
    set_password(_user_id(nama_pengguna), made, actor=None)
    click.echo(f"{nama_pengguna}\t{'' if sandi else made}".rstrip())


@user_cli.command("grant")
@click.argument("nama_pengguna")
@click.argument("role", type=ROLE)
@click.option("--opd", help="Kode OPD; tanpa ini untuk seluruh pemerintah daerah.")
@click.option("--from", "mulai", type=DAY, help="Mulai (bawaan: hari ini).")
@click.option("--until", "sampai", type=DAY, help="Sampai dengan.")
@click.option("--decree", "dasar", default="", help="Nomor keputusan (SK).")
def grant(
    nama_pengguna: str,
    role: str,
    opd: str | None,
    mulai: datetime | None,
    sampai: datetime | None,
    dasar: str,
) -> None:
    """Beri peran."""
    start = mulai.date() if mulai else clock.today()
    end = sampai.date() if sampai else None
    user_id, opd_id = _user_id(nama_pengguna), _opd_id(opd)
    click.echo(str(grant_role(user_id, Role(role), opd_id, start, end, dasar, actor=None)))


@user_cli.command("revoke")
@click.argument("nama_pengguna")
@click.argument("role", type=ROLE)
@click.option("--opd", help="Kode OPD; tanpa ini: peran seluruh pemerintah daerah.")
@click.option("--on", "mulai", type=DAY, help="Tidak berlaku mulai tanggal ini (bawaan: hari ini).")
def revoke(nama_pengguna: str, role: str, opd: str | None, mulai: datetime | None) -> None:
    """Cabut peran."""
    on = mulai.date() if mulai else clock.today()
    opd_id = _opd_id(opd)
    for held in get_user(_user_id(nama_pengguna)).grants:
        if (held.role, held.opd_id) == (Role(role), opd_id) and (held.sampai_on or on) >= on:
            revoke_role(held.id, on, actor=None)
            return
    raise NotFound(N_("%(nama)s tidak memegang peran itu."), nama=nama_pengguna)


@user_cli.command("list")
@click.option("--role", type=ROLE, help="Hanya pemegang peran ini.")
@click.option("--opd", help="Hanya pemegang peran di OPD berkode ini.")
def show(role: str | None, opd: str | None) -> None:
    """Daftar akun: nama pengguna, nama, keadaan, peran (dipisah tab)."""
    on, after = clock.today(), None
    asked, opd_id = Role(role) if role else None, _opd_id(opd)
    while True:
        page = list_users(on=on, after=after, role=asked, opd_id=opd_id)
        for row in page.rows:
            held = [
                LABELS[one.role] + (f" {one.opd_nama}" if one.opd_nama else "")
                for one in row.grants
                if one.is_valid(on)
            ]
            state = "aktif" if row.is_active else "nonaktif"
            click.echo("\t".join((row.nama_pengguna, row.nama, state, "; ".join(held))))
        after = page.after
        if after is None:
            return


def make_password() -> str:
    """A password that holds the policy: 120 random bits."""
    return secrets.token_urlsafe(15) + "-aA1"


def _opd_id(kode: str | None) -> UUID | None:
    """The OPD of the option; None without one."""
    opd_id = find_opd_id(kode) if kode else None
    if kode and opd_id is None:
        raise NotFound(N_("OPD berkode %(kode)s tidak ada."), kode=kode)
    return opd_id


def _user_id(nama_pengguna: str) -> UUID:
    user_id = find_user_id(nama_pengguna)
    if user_id is None:
        raise NotFound(N_("Pengguna %(nama)s tidak ada."), nama=nama_pengguna)
    return user_id
