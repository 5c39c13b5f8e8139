"""Bad input, by the forms and by the command line: the field, the reason, and nothing stored."""

from __future__ import annotations

import csv
from datetime import timedelta

import openpyxl
import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from simral.app.cli import cli
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.http import new_key
from simral.kernel.numbering import Counter
from simral.treasury.models import Penerima, RekeningBank
from simral.treasury.states import SP2DState, SPPState
from tests.factories.budgeting import small_budget
from tests.factories.identity import actor_with
from tests.factories.ledger import close_until
from tests.factories.treasury import penerima_with_account, sp2d_in, spd_issued, spp_in

P = "/perbendaharaan"
TOO_LONG = "1" * 19
TABLES = (
    "tagihan", "tagihan_rincian", "potongan", "spp", "spm", "sp2d", "spd", "reservasi", "jurnal",
    "posting", "penerima", "rekening_bank", "kontrak", "dpa", "dpa_rincian", "dpa_pagu",
    "dpa_sub_kegiatan", "rekening", "opd", "unit", "audit_outbox", "kunci_perintah", "nomor_urut",
)  # fmt: skip


@pytest.fixture
def budget(work):
    found = work(small_budget)
    work(spd_issued, found)
    return found


@pytest.fixture
def stored(work):
    """Everything that is stored, as counts per table; signing in apart."""

    def count():
        rows = {name: db.session.scalar(text(f"SELECT count(*) FROM {name}")) for name in TABLES}
        signed_in = "SELECT count(*) FROM audit_outbox WHERE tag NOT LIKE 'identity:sesi:%'"
        return rows | {"audit_outbox": db.session.scalar(text(signed_in))}

    return lambda: work(count)


@pytest.fixture
def entry(work, budget):
    """The address and the good answers of the entry of a bill."""
    _, account = work(penerima_with_account, budget, nama="CV Rimba Aksara")
    step = f"?opd_id={budget.opd_id}&sub_kegiatan={budget.sub_id}&penerima=Rimba&lanjut=1"
    today = f"{budget.today:%d-%m-%Y}"
    answers = {
        "aksi": "simpan", "opd_id": budget.opd_id, "rekening_bank_id": account, "kontrak_id": "-",
        "jenis": "barang", "uraian": "Kertas", "nomor": "INV-1", "tanggal": today,
        "bast_nomor": "B-1", "bast_on": today, "faktur_pajak": "010.1",
        "nilai": "5.550.000,00",
    }  # fmt: skip
    return f"{P}/tagihan/baru{step}", answers


# ── the form of a bill ────────────────────────────────────────────────────────────────────────
BAD_BILLS = [
    ("negative", {"nilai": "-30"}, "harus lebih dari nol"),
    ("three decimals", {"nilai": "30,125"}, "bukan nilai rupiah"),
    ("19 digits", {"nilai": TOO_LONG}, "bukan nilai rupiah"),
    ("no amount", {"nilai": ""}, "Isi nilai paling sedikit satu"),
    ("above the line", {"nilai": "100.000.000,01"}, "melebihi sisa"),
    ("no such day", {"tanggal": "31-02-2021"}, "Tanggal"),
    ("outside the year", {"tanggal": "31-12-2019"}, "tidak dalam tahun anggaran"),
    ("unknown account", {"rekening_bank_id": "00000000-0000-0000-0000-000000000000"},
     "Rekening penerima"),
    ("unknown kind", {"jenis": "rahasia"}, "Jenis belanja"),
    ("half a BAST", {"bast_on": ""}, "Nomor dan tanggal BAST"),
    ("no invoice number", {"nomor": "  "}, "Nomor tagihan"),
]  # fmt: skip


@pytest.mark.parametrize(("bad", "words"), [case[1:] for case in BAD_BILLS],
                         ids=[case[0] for case in BAD_BILLS])  # fmt: skip
def test_a_bad_bill_is_refused_by_field_and_reason(client, budget, stored, entry, bad, words):
    path, answers = entry
    before = stored()
    page = client(budget[Role.PPTK]).post(path, data=form(budget, answers | bad))
    assert page.status_code == 422
    assert words in page.text
    assert 'role="alert"' in page.text, "the summary stands on top"
    if "uraian" not in bad:
        assert "Kertas" in page.text, "what was typed is still there"
    assert stored() == before


def test_a_bill_from_tomorrow_is_refused(client, budget, stored, entry):
    path, answers = entry
    tomorrow = budget.today + timedelta(days=1)
    before = stored()
    late = form(budget, answers | {"tanggal": f"{tomorrow:%d-%m-%Y}"})
    page = client(budget[Role.PPTK]).post(path, data=late)
    words = "belum tiba" if tomorrow.year == budget.tahun else "tidak dalam tahun"
    assert (page.status_code, words in page.text) == (422, True)
    assert stored() == before


def test_a_line_of_another_office_is_not_known(client, work, budget, stored, entry):
    path, answers = entry
    before = stored()
    foreign = form(budget, answers)
    foreign["nilai-00000000-0000-0000-0000-000000000000"] = foreign.pop(f"nilai-{budget.lines[0]}")
    page = client(budget[Role.PPTK]).post(path, data=foreign)
    assert (page.status_code, stored()) == (422, before)


def form(budget, answers):
    fields = dict(answers)
    fields[f"nilai-{budget.lines[0]}"] = fields.pop("nilai")
    return fields | {"idem": new_key()}


# ── payees and taxes ──────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"npwp": "", "is_pkp": "y"}, "PKP wajib punya NPWP"),
        ({"npwp": "123"}, "NPWP berisi 15 atau 16 angka"),
        ({"nomor": "12"}, "Nomor rekening berisi 5 sampai 20 angka"),
        ({"nama": " "}, "wajib diisi"),
    ],
)
def test_a_bad_payee_is_refused_by_field_and_reason(client, budget, stored, bad, words):
    good = {
        "opd_id": budget.opd_id, "nama": "PT Coba", "npwp": "012345678901234", "alamat": "",
        "bank": "Bank Contoh", "nomor": "0123456789", "atas_nama": "PT Coba",
    }  # fmt: skip
    before = stored()
    answers = good | bad | {"idem": new_key()}
    page = client(budget[Role.PPTK]).post(f"{P}/penerima/baru", data=answers)
    assert (page.status_code, words in page.text) == (422, True)
    assert stored() == before


def test_a_missing_npwp_stops_the_spp_where_the_tax_needs_it(client, work, budget, stored):
    """The payee lost his NPWP after the bill was entered."""
    spp_id = work(spp_in, SPPState.DRAF, budget=budget)
    work(forget_npwp)
    before = stored()
    bendahara = client(budget[Role.BENDAHARA_PENGELUARAN])
    page = bendahara.post(f"{P}/spp/{spp_id}/submit", data={"idem": new_key()})
    assert (page.status_code, "NPWP" in page.text) == (422, True)
    assert stored() == before


def forget_npwp() -> None:
    db.session.execute(db.update(Penerima).values(npwp=""))
    db.session.commit()


def test_an_unverified_account_of_the_payee_stops_the_spp(client, work, budget, stored):
    spp_id = work(spp_in, SPPState.DRAF, budget=budget)
    work(close_accounts)
    before = stored()
    bendahara = client(budget[Role.BENDAHARA_PENGELUARAN])
    page = bendahara.post(f"{P}/spp/{spp_id}/submit", data={"idem": new_key()})
    assert (page.status_code, "ekening" in page.text) == (422, True)
    assert stored() == before


def close_accounts() -> None:
    db.session.execute(db.update(RekeningBank).values(state="ditutup"))
    db.session.commit()


# ── dates and periods ─────────────────────────────────────────────────────────────────────────
def test_a_closed_month_takes_no_sp2d(client, work, budget, stored):
    sp2d_id = work(sp2d_in, SP2DState.DRAF, budget=budget)
    accountant: Actor = work(actor_with, Role.AKUNTANSI)
    work(close_until, budget.tahun, budget.today.month, accountant)
    before = stored()
    page = client(budget[Role.KUASA_BUD]).post(f"{P}/sp2d/{sp2d_id}/sign", data={"idem": new_key()})
    assert (page.status_code, "sudah dikunci" in page.text) == (422, True)
    assert stored() == before


def test_a_number_is_not_dated_before_its_predecessor(client, work, budget, stored):
    spp_id = work(spp_in, SPPState.DRAF, budget=budget)
    work(push_counter, f"spp:{budget.opd_id}", budget.today + timedelta(days=3))
    before = stored()
    page = client(budget[Role.BENDAHARA_PENGELUARAN]).post(
        f"{P}/spp/{spp_id}/submit", data={"idem": new_key()}
    )
    assert (page.status_code, "mendahului tanggal nomor sebelumnya" in page.text) == (422, True)
    assert stored() == before


def push_counter(series, day) -> None:
    """As if a later SPP had been numbered already."""
    row = Counter(series=series, tahun=day.year - (day.month == 1), last=1, last_on=day)
    db.session.add(row)
    db.session.commit()


# ── files ─────────────────────────────────────────────────────────────────────────────────────
GOOD = {
    "kode_skpd": "1.01.0.00.0.00.01.0000", "kode_sub_skpd": "", "kode_bidang_urusan": "1.01",
    "kode_program": "1.01.01", "nama_program": "Program", "kode_kegiatan": "1.01.01.2.01",
    "nama_kegiatan": "Kegiatan", "kode_sub_kegiatan": "1.01.01.2.01.0001",
    "nama_sub_kegiatan": "Sub", "kode_rekening": "5.1.02.01.01.0024",
    "nama_rekening": "Alat Tulis Kantor", "kode_sumber_dana": "1.2.01", "nilai": "1000",
}  # fmt: skip
BAD_ROWS = [
    ({"kode_rekening": "5.1.02"}, "kode_rekening", "bukan rekening enam tingkat"),
    ({"kode_rekening": "5.1.02.01.01.9999"}, "kode_rekening", "rekening tidak ada"),
    ({"kode_skpd": "9.9"}, "kode_skpd", "bukan kode OPD"),
    ({"kode_bidang_urusan": "2.07"}, "kode_bidang_urusan", "bukan bidang urusan OPD ini"),
    ({"nilai": "-1"}, "nilai", "nilai tidak boleh negatif"),
    ({"nilai": "10.125"}, "nilai", "pemisah ribuan meragukan"),
    ({"nilai": "10,5"}, "nilai", "anggaran harus rupiah bulat"),
    ({"nilai": TOO_LONG}, "nilai", "nilai lebih dari 18 angka"),
    ({"nilai": "=1+1"}, "nilai", "rumus tidak diterima"),
    ({"nilai": "seribu"}, "nilai", "bukan nilai rupiah"),
]


@pytest.fixture
def run(work):
    """`run("import", "dpa", path)`: the command line of the house over the test's database."""

    def call(*arguments: object):
        return work(CliRunner().invoke, cli, [str(one) for one in arguments])

    return call


@pytest.mark.parametrize(("bad", "column", "reason"), BAD_ROWS)
def test_a_bad_row_of_a_file_is_named(run, stored, tmp_path, budget, bad, column, reason):
    path = write_rows(tmp_path, [GOOD, GOOD | bad])
    before = stored()
    result = run("import", "dpa", path, "--tahun", budget.tahun)
    assert result.exit_code == 2, result.output
    assert f"2,{column}," in result.output
    assert reason in result.output
    assert stored() == before


def test_three_bad_rows_are_all_named_and_the_whole_file_is_refused(run, stored, tmp_path, budget):
    rows = [GOOD, GOOD | {"nilai": "-1"}, GOOD | {"nilai": "x"}, GOOD | {"kode_rekening": "5"}]
    path, report = write_rows(tmp_path, rows), tmp_path / "salah.csv"
    before = stored()
    result = run("import", "dpa", path, "--tahun", budget.tahun, "--errors", report)
    assert result.exit_code == 2
    with report.open(encoding="utf-8", newline="") as file:
        named = {row["row"] for row in csv.DictReader(file)}
    assert {"2", "3", "4"} <= named
    assert stored() == before


def test_a_formula_in_a_workbook_is_refused(run, stored, tmp_path, budget):
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(GOOD))
    book.active.append([*list(GOOD.values())[:-1], "=SUM(A1:A9)"])
    path = tmp_path / "rumus.xlsx"
    book.save(path)
    before = stored()
    result = run("import", "dpa", path, "--tahun", budget.tahun)
    assert (result.exit_code, "sel berisi rumus" in result.output) == (2, True)
    assert stored() == before


@pytest.mark.parametrize("name", ["besar.csv", "besar.xlsx"])
def test_a_file_of_200_mb_is_refused_before_it_is_read(run, stored, tmp_path, budget, name):
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(200 * 2**20)  # a hole: it costs no disk
    before = stored()
    result = run("import", "dpa", path, "--tahun", budget.tahun)
    assert (result.exit_code, "berkas terlalu besar" in result.output) == (2, True)
    assert stored() == before


def test_a_request_that_is_too_large_is_refused(client, budget, stored):
    before = stored()
    much = {"idem": new_key(), "nama": "x" * 2 * 2**20}
    page = client(budget[Role.PPTK]).post(f"{P}/penerima/baru", data=much)
    assert page.status_code == 413
    assert "terlalu besar" in page.text
    assert stored() == before


def write_rows(folder, rows):
    path = folder / "dpa.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(GOOD))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_good_row_alone_would_be_stored(run, work, tmp_path, budget):
    """Otherwise the refusals above would prove nothing."""
    result = run(
        "import", "dpa", write_rows(tmp_path, [GOOD]), "--tahun", budget.tahun, "--add-missing"
    )
    assert result.exit_code == 0, result.output
    assert '"rows_stored": 1' in result.output
    known = select(Penerima.id)
    assert work(lambda: db.session.scalars(known).all()) == []
