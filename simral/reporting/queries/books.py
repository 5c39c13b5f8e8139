"""Neraca saldo, buku besar, and the journals as they are exported."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from simral.kernel import clock
from simral.kernel.codes import level as level_of
from simral.kernel.db import db
from simral.kernel.errors import Finding, raise_if
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO
from simral.ledger.models import Jurnal, PostingRow
from simral.ledger.queries import (
    LedgerFilter,
    level_balances,
    list_account_lines,
    opening_balance,
)
from simral.ledger.terms import Buku
from simral.reporting.queries.budget import account_names
from simral.reporting.rules import sum_columns
from simral.reporting.terms import Cell, Column, ExportLine, Kind, Line, Report, ReportFilter

TRIAL_COLUMNS = (
    Column("kode", N_("Kode"), Kind.KODE, 3.2),
    Column("uraian", N_("Uraian"), Kind.TEKS, 9),
    Column("buku", N_("Buku"), Kind.TEKS, 1.4),
    Column("debit", N_("Debit (Rp)"), Kind.UANG, 4),
    Column("kredit", N_("Kredit (Rp)"), Kind.UANG, 4),
)
BOOK_COLUMNS = (
    Column("tanggal", N_("Tanggal"), Kind.TANGGAL, 2),
    Column("nomor", N_("Nomor jurnal"), Kind.KODE, 5),
    Column("uraian", N_("Uraian"), Kind.TEKS, 8),
    Column("debit", N_("Debit (Rp)"), Kind.UANG, 4),
    Column("kredit", N_("Kredit (Rp)"), Kind.UANG, 4),
    Column("saldo", N_("Saldo (Rp)"), Kind.UANG, 4),
)
LEAF = 6


def trial_balance(wanted: ReportFilter) -> Report:
    """The balance of every account of one level (6 without a choice), on its own side."""
    found = level_balances(
        wanted.tahun,
        levels=(wanted.level or LEAF,),
        entitas=wanted.entities,
        since=wanted.since,
        until=wanted.until,
    )
    names = account_names({kode for _, kode in found}, wanted.tahun)
    lines = []
    for (buku, kode), (debit, kredit) in sorted(found.items(), key=lambda item: item[0]):
        saldo = debit - kredit
        cells: dict[str, Cell] = {
            "kode": kode, "uraian": names.get(kode, ""), "buku": buku.value,
            "debit": max(saldo, ZERO), "kredit": max(-saldo, ZERO),
        }  # fmt: skip
        lines.append(Line(cells, about=("rekening", kode)))
    totals = sum_columns(lines, TRIAL_COLUMNS)
    title = N_("Neraca saldo")
    return Report("trial-balance", title, wanted, TRIAL_COLUMNS, tuple(lines), totals, clock.now())


def buku_besar(wanted: ReportFilter) -> Report:
    """The lines of one account of any level; `saldo` is debit − kredit since 1 January."""
    rekening = wanted.rekening or ""
    raise_if(_check_account(rekening, wanted.tahun))
    asked = LedgerFilter(wanted.tahun, rekening=rekening, since=wanted.since, until=wanted.until)
    found = list_account_lines(asked, entities=wanted.entities)
    lines = [
        Line(
            {"tanggal": row.tanggal, "nomor": row.nomor, "uraian": row.uraian,
             "debit": row.debit, "kredit": row.kredit, "saldo": row.saldo},
            about=("jurnal", str(row.jurnal_id)),
        )
        for row in found
    ]  # fmt: skip
    sums = sum_columns(lines, BOOK_COLUMNS)
    opening = opening_balance(asked, entities=wanted.entities)
    totals = {
        "debit": sums["debit"],
        "kredit": sums["kredit"],
        "saldo": opening + sums["debit"] - sums["kredit"],
    }
    shown = [_opening(wanted.since, opening), *lines] if wanted.since else lines
    title = N_("Buku besar")
    return Report("buku-besar", title, wanted, BOOK_COLUMNS, tuple(shown), totals, clock.now())


def _opening(since: date, opening: Decimal) -> Line:
    cells: dict[str, Cell] = {
        "tanggal": since, "nomor": "", "uraian": N_("Saldo lalu"),
        "debit": ZERO, "kredit": ZERO, "saldo": opening,
    }  # fmt: skip
    return Line(cells, is_total=True)


def _check_account(rekening: str, tahun: int) -> list[Finding]:
    if not rekening:
        return [Finding("rekening_kosong", N_("Pilih rekening buku besar."), at="rekening")]
    if rekening not in account_names([rekening], tahun):
        message = N_("Rekening %(kode)s tidak ada pada tahun %(tahun)s.")
        values = {"kode": rekening, "tahun": str(tahun)}
        return [Finding("rekening_asing", message, values, at="rekening")]
    return []


def iter_journal_lines(tahun: int, buku: Buku) -> Iterator[ExportLine]:
    """Every posting of a book in order of date and number, without holding them all."""
    rows = db.session.execute(
        select(
            Jurnal.nomor, Jurnal.tanggal, Jurnal.uraian, PostingRow.entitas,
            PostingRow.rekening_kode, PostingRow.debit, PostingRow.kredit,
        )
        .join(PostingRow, PostingRow.jurnal_id == Jurnal.id)
        .where(Jurnal.tahun == tahun, PostingRow.buku == buku)
        .order_by(Jurnal.tanggal, Jurnal.urut, PostingRow.baris)
        .execution_options(yield_per=5000)
    )  # fmt: skip
    for row in rows:
        yield ExportLine(*row)


def book_names(tahun: int, buku: Buku) -> dict[str, str]:
    """Every account of a book with its ancestors, and the names that the year gives them."""
    used = level_balances(tahun, levels=range(1, LEAF + 1), buku=buku)
    kodes = sorted((kode for _, kode in used), key=lambda kode: (kode, level_of(kode)))
    names = account_names(kodes, tahun)
    return {kode: names.get(kode, "") for kode in kodes}
