"""Commands on payees, their bank accounts (two people), and contracts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.errors import Conflict, Finding, NotFound, raise_if
from simral.kernel.i18n import N_
from simral.kernel.money import money
from simral.kernel.trail import move, record
from simral.kernel.unit_of_work import command, explain
from simral.treasury.errors import AccountNotTwoPeople
from simral.treasury.models import Kontrak, Penerima, RekeningBank, Tagihan
from simral.treasury.rules.apart import check_apart
from simral.treasury.rules.bill import check_npwp
from simral.treasury.rules.kontrak import check_masa
from simral.treasury.rules.paper_checks import check_owner
from simral.treasury.states import (
    KONTRAK_FLOW,
    PENERIMA_FLOW,
    REKENING_BANK_FLOW,
    KontrakAction,
    PenerimaAction,
    PenerimaState,
    RekeningBankAction,
    RekeningBankState,
    TagihanState,
)

explain("ck_rekening_bank_dua_orang", AccountNotTwoPeople)
explain("uq_penerima_npwp", lambda: Conflict(N_("Penerima dengan NPWP itu sudah terdaftar.")))
explain("uq_kontrak_nomor", lambda: Conflict(N_("Nomor kontrak itu sudah dicatat.")))
explain(
    "uq_rekening_bank_terpakai", lambda: Conflict(N_("Rekening itu sudah dicatat untuk penerima."))
)


@command
def register_penerima(
    opd_id: UUID,
    nama: str,
    npwp: str,
    alamat: str,
    is_pkp: bool,
    bank: str,
    nomor: str,
    atas_nama: str,
    *,
    actor: Actor,
    today: date,
    is_illustrative: bool = False,
) -> UUID:
    """PPTK enters a payee with his first bank account, which waits for PPK-SKPD's eye."""
    actor.require(Role.PPTK, opd_id)
    findings = [*_required(nama=nama), *check_npwp(npwp)]
    if is_pkp and not npwp:
        findings.append(Finding("npwp_tidak_ada", N_("PKP wajib punya NPWP."), at="npwp"))
    raise_if([*findings, *_known_npwp(npwp), *_account_faults(bank, nomor, atas_nama)])
    penerima = Penerima(
        opd_id=opd_id, nama=nama.strip(), npwp=npwp, alamat=alamat.strip(), is_pkp=is_pkp,
        is_illustrative=is_illustrative, created_by_id=actor.user_id,
    )  # fmt: skip
    db.session.add(penerima)
    db.session.flush()
    record("treasury:penerima:register", penerima, actor=actor, role=Role.PPTK)
    _add_account(penerima.id, opd_id, bank, nomor, atas_nama, actor, today)
    return penerima.id


@command
def add_rekening_bank(
    penerima_id: UUID,
    opd_id: UUID,
    bank: str,
    nomor: str,
    atas_nama: str,
    *,
    actor: Actor,
    today: date,
) -> UUID:
    """Another account of a payee; it may be used after somebody else has verified it."""
    actor.require(Role.PPTK, opd_id)
    penerima = _load_penerima(penerima_id)
    if penerima.state is not PenerimaState.AKTIF:
        raise_if([Finding("penerima_ditutup", N_("Penerima ini sudah ditutup."), at="bank")])
    raise_if(list(_account_faults(bank, nomor, atas_nama)))
    return _add_account(penerima_id, opd_id, bank, nomor, atas_nama, actor, today)


@command
def verify_rekening_bank(rekening_bank_id: UUID, *, actor: Actor) -> None:
    """PPK-SKPD has compared the account with the bank's answer; never who entered it."""
    rekening = _load_account(rekening_bank_id, actor)
    move(rekening, REKENING_BANK_FLOW, RekeningBankAction.VERIFY, actor=actor)
    raise_if(check_apart(actor.user_id, rekening.created_by_id))
    payee = db.session.get_one(Penerima, rekening.penerima_id)
    raise_if(check_owner(rekening.atas_nama, payee.nama))
    rekening.verified_by_id = actor.user_id


@command
def close_rekening_bank(rekening_bank_id: UUID, *, actor: Actor, note: str) -> None:
    """The account is not to be used any more, with the reason."""
    rekening = _load_account(rekening_bank_id, actor)
    move(rekening, REKENING_BANK_FLOW, RekeningBankAction.CLOSE, actor=actor, note=note)


@command
def close_penerima(penerima_id: UUID, *, actor: Actor, note: str) -> None:
    """PPK-SKPD closes a payee that was recorded wrongly, and every account of his.

    Refused while another OPD still uses an account that it recorded itself.
    """
    penerima = _load_penerima(penerima_id)
    move(penerima, PENERIMA_FLOW, PenerimaAction.CLOSE, actor=actor, note=note)
    accounts = db.session.scalars(
        select(RekeningBank)
        .where(
            RekeningBank.penerima_id == penerima_id, RekeningBank.state != RekeningBankState.DITUTUP
        )
        .order_by(RekeningBank.id)
        .with_for_update()
    ).all()
    message = N_("Rekening %(bank)s masih dipakai perangkat daerah lain; tutup di sana dahulu.")
    raise_if([
        Finding("rekening_opd_lain", message, {"bank": account.bank}, at="rekening_bank")
        for account in accounts
        if not actor.may(Role.PPK_SKPD, account.opd_id)
    ])  # fmt: skip
    for account in accounts:
        move(account, REKENING_BANK_FLOW, RekeningBankAction.CLOSE, actor=actor, note=note)


@command
def register_kontrak(
    opd_id: UUID,
    tahun: int,
    penerima_id: UUID,
    nomor: str,
    tanggal: date,
    uraian: str,
    nilai: Decimal,
    mulai_on: date,
    selesai_on: date,
    *,
    actor: Actor,
    today: date,
) -> UUID:
    """PPTK records a contract; its bills together stay within `nilai` rupiah."""
    actor.require(Role.PPTK, opd_id)
    findings = list(_required(nomor=nomor, uraian=uraian))
    penerima = db.session.get(Penerima, penerima_id, with_for_update={"read": True})
    if penerima is None:
        findings.append(Finding("penerima_asing", N_("Penerima tidak dikenal."), at="penerima_id"))
    elif penerima.state is not PenerimaState.AKTIF:
        message = N_("Penerima ini sudah ditutup.")
        findings.append(Finding("penerima_ditutup", message, at="penerima_id"))
    if money(nilai) <= 0:
        findings.append(Finding("nilai_salah", N_("Nilai harus lebih dari nol."), at="nilai"))
    raise_if([*findings, *check_masa(tahun, tanggal, mulai_on, selesai_on, today=today)])
    kontrak = Kontrak(
        tahun=tahun, opd_id=opd_id, penerima_id=penerima_id, nomor=nomor.strip(),
        tanggal=tanggal, uraian=uraian.strip(), nilai=money(nilai), mulai_on=mulai_on,
        selesai_on=selesai_on, created_by_id=actor.user_id,
    )  # fmt: skip
    db.session.add(kontrak)
    db.session.flush()
    record("treasury:kontrak:register", kontrak, actor=actor, role=Role.PPTK)
    return kontrak.id


@command
def cancel_kontrak(kontrak_id: UUID, *, actor: Actor, note: str) -> None:
    """PPTK withdraws a contract that was recorded wrongly; not while live bills stand on it."""
    kontrak = db.session.scalar(select(Kontrak).where(Kontrak.id == kontrak_id).with_for_update())
    if kontrak is None or not actor.sees(kontrak.opd_id):
        raise NotFound()
    move(kontrak, KONTRAK_FLOW, KontrakAction.CANCEL, actor=actor, note=note)
    bills = db.session.scalar(
        select(func.count()).where(
            Tagihan.kontrak_id == kontrak_id, Tagihan.state != TagihanState.BATAL
        )
    )
    if bills:
        message = N_("Kontrak ini masih menjadi dasar %(jumlah)s tagihan; batalkan dahulu.")
        raise_if([Finding("kontrak_terpakai", message, {"jumlah": bills}, at="note")])


def _load_penerima(penerima_id: UUID) -> Penerima:
    """Locked; payees are the whole government's."""
    penerima = db.session.scalar(
        select(Penerima).where(Penerima.id == penerima_id).with_for_update()
    )
    if penerima is None:
        raise NotFound()
    return penerima


def _known_npwp(npwp: str) -> Iterator[Finding]:
    """The active payee who carries the NPWP, by name and with his id for a link."""
    if not npwp:
        return
    known = db.session.execute(
        select(Penerima.id, Penerima.nama).where(
            Penerima.npwp == npwp, Penerima.state == PenerimaState.AKTIF
        )
    ).first()
    if known is not None:
        message = N_("NPWP itu sudah terdaftar atas nama %(nama)s. Pakai penerima itu.")
        yield Finding("npwp_terdaftar", message, {"nama": known[1], "id": str(known[0])}, at="npwp")


def _add_account(
    penerima_id: UUID, opd_id: UUID, bank: str, nomor: str, atas_nama: str, actor: Actor, on: date
) -> UUID:
    rekening = RekeningBank(
        penerima_id=penerima_id, opd_id=opd_id, bank=bank.strip(), nomor=nomor.strip(),
        atas_nama=atas_nama.strip(), created_by_id=actor.user_id, created_on=on,
    )  # fmt: skip
    db.session.add(rekening)
    db.session.flush()
    record("treasury:rekening_bank:register", rekening, actor=actor, role=Role.PPTK)
    return rekening.id


def _required(**texts: str) -> Iterator[Finding]:
    for name, text in texts.items():
        if not text.strip():
            yield Finding("wajib", N_("Isian ini wajib diisi."), at=name)


def _account_faults(bank: str, nomor: str, atas_nama: str) -> Iterator[Finding]:
    yield from _required(bank=bank, atas_nama=atas_nama)
    digits = nomor.strip()
    if not (5 <= len(digits) <= 20 and all(c in "0123456789" for c in digits)):
        yield Finding("nomor_rekening", N_("Nomor rekening harus 5 sampai 20 angka."), at="nomor")


def _load_account(rekening_bank_id: UUID, actor: Actor) -> RekeningBank:
    rekening = db.session.scalar(
        select(RekeningBank).where(RekeningBank.id == rekening_bank_id).with_for_update()
    )
    if rekening is None or not actor.sees(rekening.opd_id):
        raise NotFound()
    return rekening
