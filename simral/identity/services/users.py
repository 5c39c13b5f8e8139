"""Accounts: create, change, password, language, close and open again."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete

from simral.identity.errors import NIPTaken, TooManyAttempts, UserNameTaken
from simral.identity.models import Pengguna, PercobaanMasuk
from simral.identity.queries import get_user
from simral.identity.rules import check_password, check_user_name, plain_nip
from simral.identity.services.sandi import common_passwords, hash_password, verify_password
from simral.identity.services.sessions import end_all_sessions, register_attempt
from simral.identity.terms import LANGUAGES, Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Finding, NotFound, raise_if
from simral.kernel.i18n import N_
from simral.kernel.trail import record
from simral.kernel.unit_of_work import command, explain, without_key

CONTEXT = ("simral", "pemerintah", "kabupaten", "bogor", "keuangan", "bendahara", "anggaran")

explain("uq_pengguna_nama_pengguna", UserNameTaken)
explain("uq_pengguna_nip", NIPTaken)


@command
def create_user(
    nama_pengguna: str,
    nama: str,
    sandi: str,
    *,
    nip: str = "",
    jabatan: str = "",
    pangkat: str = "",
    actor: Actor | None,
) -> UUID:
    """A new account without roles; `actor` None is the operator at the command line.

    The password that an administrator chose is changed at the first sign-in. NIPTaken,
    UserNameTaken when another account has the same.
    """
    _require_admin(actor)
    findings = check_user_name(nama_pengguna)
    if not nama.strip():
        findings.append(Finding("nama_kosong", N_("Nama wajib diisi."), at="nama"))
    raise_if([*findings, *_check(sandi, nama_pengguna, nama)])
    user = Pengguna(
        nama_pengguna=nama_pengguna,
        nama=nama.strip(),
        nip=plain_nip(nip),
        jabatan=jabatan.strip(),
        pangkat=pangkat.strip(),
        sandi_hash=hash_password(sandi),
        sandi_changed_at_utc=clock.now(),
        wajib_ganti=actor is not None,
    )
    db.session.add(user)
    db.session.flush()
    record("identity:pengguna:create", user, actor=actor, role=_role(actor))
    return user.id


@command
def update_user(
    user_id: UUID, *, nama: str, nip: str, jabatan: str, pangkat: str, actor: Actor | None
) -> None:
    """Correct what is printed in signature blocks; NIPTaken when another account has the NIP.

    So no two accounts become one person, and the roles of each stay apart as they were granted.
    """
    _require_admin(actor)
    user = _load(user_id)
    if not nama.strip():
        raise_if([Finding("nama_kosong", N_("Nama wajib diisi."), at="nama")])
    user.nama, user.nip = nama.strip(), plain_nip(nip)
    user.jabatan, user.pangkat = jabatan.strip(), pangkat.strip()
    record("identity:pengguna:update", user, actor=actor, role=_role(actor))


def change_password(lama: str, baru: str, *, actor: Actor, session_id: UUID | None = None) -> None:
    """One's own password; every other session of the person ends.

    Each try counts like one at sign-in, in a transaction of its own: a thief of an open session
    cannot guess on. Raises TooManyAttempts, RuleBroken.
    """
    name = get_user(actor.user_id).nama_pengguna
    with without_key():
        if register_attempt(name, f"profil:{actor.user_id}") is not None:
            raise TooManyAttempts()
    _change_password(lama, baru, actor, session_id)


@command
def _change_password(lama: str, baru: str, actor: Actor, session_id: UUID | None) -> None:
    user = _load(actor.user_id)
    if not verify_password(user.sandi_hash, lama):
        raise_if([Finding("sandi_lama", N_("Kata sandi lama tidak cocok."), at="lama")])
    if verify_password(user.sandi_hash, baru):
        message = N_("Kata sandi baru sama dengan yang lama.")
        raise_if([Finding("sandi_sama", message, at="baru")])
    user.wajib_ganti = False
    _put_password(user, baru, actor, "identity:pengguna:change_password")
    db.session.execute(
        delete(PercobaanMasuk).where(PercobaanMasuk.nama_pengguna == user.nama_pengguna)
    )
    end_all_sessions(user.id, actor=actor, keep=session_id)


@command
def set_password(user_id: UUID, sandi: str, *, actor: Actor | None) -> None:
    """An administrator gives a new password, changed at the next sign-in; every session ends."""
    _require_admin(actor)
    user = _load(user_id)
    user.wajib_ganti = True
    _put_password(user, sandi, actor, "identity:pengguna:set_password")
    end_all_sessions(user.id, actor=actor)


@command
def set_language(bahasa: str, *, actor: Actor) -> None:
    """One's own language of the screens."""
    if bahasa not in LANGUAGES:
        raise_if([Finding("bahasa", N_("Bahasa tidak dikenal."), at="bahasa")])
    user = _load(actor.user_id)
    if user.bahasa != bahasa:
        user.bahasa = bahasa
        record("identity:pengguna:set_language", user, actor=actor)


@command
def deactivate_user(user_id: UUID, *, actor: Actor | None, note: str = "") -> None:
    """The person may no longer sign in; grants stay for the record."""
    _require_admin(actor)
    user = _load(user_id)
    if actor is not None and actor.user_id == user_id:
        message = N_("Anda tidak dapat menonaktifkan akun sendiri.")
        raise_if([Finding("diri_sendiri", message)])
    if user.is_active:
        user.is_active = False
        record("identity:pengguna:deactivate", user, actor=actor, role=_role(actor), note=note)
        end_all_sessions(user.id, actor=actor)


@command
def activate_user(user_id: UUID, *, actor: Actor | None, note: str = "") -> None:
    """The person may sign in again."""
    _require_admin(actor)
    user = _load(user_id)
    if not user.is_active:
        user.is_active = True
        record("identity:pengguna:activate", user, actor=actor, role=_role(actor), note=note)


def _put_password(user: Pengguna, sandi: str, actor: Actor | None, tag: str) -> None:
    raise_if(_check(sandi, user.nama_pengguna, user.nama))
    user.sandi_hash, user.sandi_changed_at_utc = hash_password(sandi), clock.now()
    record(tag, user, actor=actor, role=_role(actor) if actor and actor.user_id != user.id else "")


def _check(sandi: str, nama_pengguna: str, nama: str) -> list[Finding]:
    context = (*CONTEXT, nama_pengguna, nama)
    return check_password(sandi, common=common_passwords(), context=context)


def _load(user_id: UUID) -> Pengguna:
    user = db.session.get(Pengguna, user_id, with_for_update=True, populate_existing=True)
    if user is None:
        raise NotFound()
    return user


def _require_admin(actor: Actor | None) -> None:
    if actor is not None:
        actor.require(Role.ADMIN, None)


def _role(actor: Actor | None) -> str:
    return Role.ADMIN.value if actor else ""
