"""Drafts of SP2D ready to be signed: bills walked through the real services to that point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from flask import Flask
from sqlalchemy import text

from simral.budgeting.queries import read_ceilings
from simral.example.errands import kind_of
from simral.example.load import CURTAIN
from simral.identity.queries import actor_of
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.reference.queries import lawan_of, utang_of
from simral.treasury.queries.lines import LineFilter, LineRow, all_lines
from simral.treasury.queries.review import kelengkapan_of
from simral.treasury.queries.spd import spd_totals
from simral.treasury.queries.tagihan import get_tagihan
from simral.treasury.services import sp2d, spm, spp, tagihan
from simral.treasury.terms import JenisBelanja, TagihanInput, TagihanLine

NILAI = Decimal(3_000_000)  # above the limits of PPN and PPh 22: two taxes are withheld
OPD = ("disdik", "dinkes", "dpupr")


@dataclass(frozen=True)
class Office:
    """Who acts for one OPD."""

    opd_id: UUID
    pptk: Actor
    bendahara: Actor
    ppk: Actor
    pa: Actor


def actor_named(nama_pengguna: str) -> Actor:
    """One of the example's accounts."""
    find = text("SELECT id FROM pengguna WHERE nama_pengguna = :nama")
    user_id = db.session.execute(find, {"nama": nama_pengguna}).scalar_one()
    return actor_of(user_id, CURTAIN)


def make_drafts(app: Flask, count: int) -> None:
    """`count` drafts over three OPD, each on a line of its own."""
    with app.app_context(), clock.at(CURTAIN):
        bud = actor_named("kuasabud")
        offices = [_office(name) for name in OPD]
        account = db.session.execute(text(_ACCOUNT)).scalar_one()
        lines = [list(_lines(office)) for office in offices]
        for number in range(count):
            which = number % len(offices)
            _draft(offices[which], lines[which].pop(), account, number, bud)


# a firm that is registered for VAT and has a tax number, with a verified account
_ACCOUNT = """
    SELECT r.id FROM rekening_bank r JOIN penerima p ON p.id = r.penerima_id
    WHERE p.is_pkp AND p.npwp <> '' AND r.state = 'terverifikasi' ORDER BY r.nomor LIMIT 1
"""


def _office(name: str) -> Office:
    roles = ("pptk", "bendahara", "ppk", "pa")
    pptk, bendahara, ppk, pa = (actor_named(f"{role}.{name}") for role in roles)
    units = pptk.units()
    assert units is not None
    return Office(next(iter(units)), pptk, bendahara, ppk, pa)


def _lines(office: Office) -> Iterator[LineRow]:
    found = all_lines(LineFilter(CURTAIN.year, office.opd_id, only_sisa=True), actor=office.pptk)
    goods = [row for row in found if kind_of(row.rekening_kode) is JenisBelanja.BARANG]
    kodes = {row.rekening_kode for row in goods}
    mapped = lawan_of(kodes, CURTAIN.year).keys() & utang_of(kodes, CURTAIN.year).keys()
    ids = [row.id for row in goods]
    ceilings, provided = read_ceilings(ids, on=CURTAIN), spd_totals(ids)
    for row in goods:
        ceiling = ceilings[row.id]
        free = min(ceiling.kas_sisa, provided.get(row.id, Decimal(0)) - ceiling.committed)
        if row.rekening_kode in mapped and free >= NILAI:
            yield row


def _draft(office: Office, line: LineRow, account: UUID, number: int, bud: Actor) -> None:
    day = CURTAIN
    entry = TagihanInput(
        opd_id=office.opd_id,
        tahun=day.year,
        rekening_bank_id=account,
        jenis=JenisBelanja.BARANG,
        uraian=f"Bench {number}",
        nomor=f"BENCH-{number}",
        tanggal=day,
        lines=(TagihanLine(line.id, NILAI),),
        bast_nomor=f"BAST-{number}",
        bast_on=day,
        faktur_pajak=f"010.004-21.{10000000 + number}",
        is_illustrative=True,
    )
    bill = tagihan.register_tagihan(entry, actor=office.pptk, today=day)
    spp_id = spp.create_spp(bill, entry.uraian, actor=office.bendahara, today=day)
    kinds = [row.jenis for row in get_tagihan(bill, actor=office.bendahara).potongan]
    codes = {jenis: f"1310{number:06d}{place:05d}" for place, jenis in enumerate(kinds)}
    tagihan.set_billing(bill, codes, actor=office.bendahara, today=day)
    spp.submit_spp(spp_id, actor=office.bendahara, today=day)
    papers = frozenset(code for code, *_ in kelengkapan_of(spp_id))
    spp.verify_spp(spp_id, papers, actor=office.ppk, today=day)
    spm_id = spm.create_spm(spp_id, actor=office.ppk, today=day)
    spm.approve_spm(spm_id, actor=office.pa, today=day)
    spm.hand_over_spm(spm_id, actor=office.ppk, today=day)
    sp2d.create_sp2d(spm_id, actor=bud, today=day)
