"""Checks of dates, papers, payee, taxes and accounts of a payment (keuangan §4.3, 5 to 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from simral.kernel.errors import Finding
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO, format_rupiah
from simral.treasury.rules.case import Check, PaymentCase, check_of
from simral.treasury.states import RekeningBankState
from simral.treasury.terms import POTONGAN_LABELS


def check_bast(case: PaymentCase) -> Check:
    """5: goods, works and capital are paid after their handover."""

    def findings() -> Iterator[Finding]:
        if case.needs_bast and case.bast_on is None:
            yield Finding("bast_tidak_ada", N_("BAST belum ada."), at="bast_nomor")

    label = N_("BAST ada")
    if case.bast_on is None:
        detail = N_("belum ada") if case.needs_bast else N_("tidak disyaratkan")
        return check_of("bast", label, detail, findings())
    return check_of("bast", label, "%(tanggal)s", findings(), tanggal=f"{case.bast_on:%d-%m-%Y}")


def check_urutan(case: PaymentCase) -> Check:
    """6: DPA ≤ SPD ≤ SPP ≤ SPM ≤ SP2D, none missing; bill and BAST not after the payment."""

    def findings() -> Iterator[Finding]:
        before: date | None = None
        for name, day in case.earlier:
            if day is None:
                yield Finding("pendahulu_tidak_ada", N_("%(nama)s belum ada."), {"nama": name})
                continue
            if before is not None and day < before:
                yield _backwards(name, day, before)
            before = day
        for name, day in [*case.earlier, *case.proofs]:
            if day is not None and day > case.on:
                message = N_("Tanggal %(tanggal)s mendahului %(nama)s tanggal %(lalu)s.")
                values = {"tanggal": f"{case.on:%d-%m-%Y}", "nama": name, "lalu": f"{day:%d-%m-%Y}"}
                yield Finding("tanggal_mundur", message, values, at="tanggal")

    detail = " ≤ ".join(name for name, _ in case.earlier)
    return check_of("urutan", N_("Urutan tanggal"), "%(urutan)s", findings(), urutan=detail)


def _backwards(name: str, day: date, before: date) -> Finding:
    message = N_("%(nama)s tanggal %(tanggal)s mendahului dokumen sebelumnya, %(lalu)s.")
    values = {"nama": name, "tanggal": f"{day:%d-%m-%Y}", "lalu": f"{before:%d-%m-%Y}"}
    return Finding("urutan_terbalik", message, values, at="tanggal")


def check_tahun(case: PaymentCase) -> Check:
    """6: the date lies in the budget year, the month is open."""

    def findings() -> Iterator[Finding]:
        if case.on.year != case.tahun:
            message = N_("Tanggal %(tanggal)s tidak dalam tahun anggaran %(tahun)s.")
            values = {"tanggal": f"{case.on:%d-%m-%Y}", "tahun": case.tahun}
            yield Finding("tahun_lain", message, values, at="tanggal")
        if not case.is_periode_open:
            message = N_("Periode %(bulan)s sudah dikunci.")
            yield Finding("periode_dikunci", message, {"bulan": f"{case.on:%m-%Y}"}, at="tanggal")

    label = N_("Tahun anggaran dan periode terbuka")
    return check_of("tahun", label, "%(bulan)s", findings(), bulan=f"{case.on:%m-%Y}")


def check_ganda(case: PaymentCase) -> Check:
    """7: no earlier open document for the same bill."""

    def findings() -> Iterator[Finding]:
        for nomor in case.duplicates:
            message = N_("Nomor tagihan atau faktur pajak ini dipakai juga pada tagihan %(nomor)s.")
            yield Finding("tagihan_ganda", message, {"nomor": nomor})

    return check_of("ganda", N_("Tagihan belum pernah dibayar"), N_("tidak ada dokumen lain"),
                  findings())  # fmt: skip


def check_penerima(case: PaymentCase) -> Check:
    """8: a verified account in the payee's own name."""

    def findings() -> Iterator[Finding]:
        if case.account_state is not RekeningBankState.TERVERIFIKASI:
            message = N_("Rekening bank penerima belum diverifikasi.")
            yield Finding("rekening_belum_sah", message, at="rekening_bank")
        yield from check_owner(case.account_owner, case.payee)

    label = N_("Rekening penerima terverifikasi, nama cocok")
    return check_of("penerima", label, "%(nama)s", findings(), nama=case.account_owner)


def check_owner(owner: str, payee: str) -> list[Finding]:
    """The account is in the payee's own name; legal form and spelling marks do not count."""
    if plain_name(owner) == plain_name(payee):
        return []
    message = N_("Nama pemilik rekening “%(pemilik)s” berbeda dari penerima “%(nama)s”.")
    values = {"pemilik": owner, "nama": payee}
    return [Finding("nama_rekening_beda", message, values, at="rekening_bank")]


def check_npwp(case: PaymentCase) -> Check:
    """8: NPWP and tax invoice where the PPN needs them."""

    def findings() -> Iterator[Finding]:
        if case.needs_npwp and not case.npwp:
            message = N_("NPWP penerima wajib ada karena penerima PKP dan terutang PPN.")
            yield Finding("npwp_tidak_ada", message, at="npwp")
        if case.needs_faktur and not case.faktur_pajak:
            message = N_("Nomor faktur pajak wajib ada karena PPN dipungut.")
            yield Finding("faktur_tidak_ada", message, at="faktur_pajak")

    detail = "•••• %(npwp)s" if case.npwp else N_("tanpa NPWP")
    label = N_("NPWP dan faktur pajak")
    return check_of("npwp", label, detail, findings(), npwp=case.npwp[-4:])


def check_billing(case: PaymentCase) -> Check:
    """9: a billing id for every tax withheld."""

    def findings() -> Iterator[Finding]:
        for tax in case.withheld:
            if not tax.id_billing:
                message = N_("ID billing %(pajak)s belum diisi.")
                values = {"pajak": POTONGAN_LABELS[tax.jenis]}
                yield Finding("billing_tidak_ada", message, values, at=f"billing_{tax.jenis}")

    detail = N_("%(jumlah)s potongan")
    return check_of("billing", N_("ID billing ada"), detail, findings(), jumlah=len(case.withheld))


def check_pajak(case: PaymentCase) -> Check:
    """Taxes computed again by the rule of the date are the same."""

    def findings() -> Iterator[Finding]:
        for tax in case.withheld:
            if tax.nilai != tax.expected:
                message = N_("%(pajak)s tertulis %(nilai)s, menurut aturan %(seharusnya)s.")
                values = {"pajak": POTONGAN_LABELS[tax.jenis], "nilai": format_rupiah(tax.nilai),
                          "seharusnya": format_rupiah(tax.expected)}  # fmt: skip
                yield Finding("pajak_beda", message, values)

    jumlah = format_rupiah(sum((tax.nilai for tax in case.withheld), ZERO))
    return check_of("pajak", N_("Pajak dihitung ulang, sama"), "%(jumlah)s", findings(),
                  jumlah=jumlah)  # fmt: skip


def check_jurnal(case: PaymentCase) -> Check:
    """Every line finds the account it posts to."""

    def findings() -> Iterator[Finding]:
        for kode in case.unmapped:
            message = N_("%(kode)s belum punya akun lawan dalam peta rekening.")
            yield Finding("peta_tidak_ada", message, {"kode": kode}, at="aset_kode")

    label = N_("Akun jurnal lengkap")
    return check_of("jurnal", label, N_("LO dan LRA"), findings())


def plain_name(name: str) -> str:
    """A name as banks and people spell it: letters only, without the legal form."""
    words = "".join(c if c.isalnum() else " " for c in name.upper()).split()
    return " ".join(word for word in words if word not in {"PT", "CV", "UD", "TBK", "FA", "PD"})
