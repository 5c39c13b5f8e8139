"""Arithmetic of the reports: the LRA's tree and totals, rolled-up codes, sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from simral.kernel.codes import ancestors, at_level, is_under, level
from simral.kernel.i18n import N_
from simral.kernel.money import ZERO, percent
from simral.reporting.terms import Column, Kind, Line

Pair = tuple[Decimal, Decimal]  # anggaran, realisasi
NIL: Pair = (ZERO, ZERO)
PENDAPATAN, BELANJA, PEMBIAYAAN, MASUK, KELUAR = "4", "5", "6", "6.1", "6.2"

REALISASI_COLUMNS = (
    Column("kode", N_("Kode"), Kind.KODE, 3.2),
    Column("uraian", N_("Uraian"), Kind.TEKS, 8),
    Column("anggaran", N_("Anggaran (Rp)"), Kind.UANG, 4),
    Column("realisasi", N_("Realisasi (Rp)"), Kind.UANG, 4),
    Column("sisa", N_("Sisa anggaran (Rp)"), Kind.UANG, 4),
    Column("persen", N_("Persen"), Kind.PERSEN, 1.5),
)
TOTAL_LABELS = {
    "pendapatan": N_("Jumlah pendapatan"),
    "belanja": N_("Jumlah belanja"),
    "surplus": N_("Surplus/(Defisit)"),
    "penerimaan_pembiayaan": N_("Jumlah penerimaan pembiayaan"),
    "pengeluaran_pembiayaan": N_("Jumlah pengeluaran pembiayaan"),
    "pembiayaan_neto": N_("Pembiayaan neto"),
    "silpa": N_("Sisa lebih pembiayaan anggaran (SiLPA)"),
}


def is_kredit(kode: str) -> bool:
    """Accounts that grow on the kredit side: 2, 3, 4, 6.1, 7 (keuangan §1.4)."""
    return kode[0] in "2347" or is_under(kode, MASUK)


def realised(kode: str, debit: Decimal, kredit: Decimal) -> Decimal:
    """What was realised on an LRA account: receipts on kredit, spending on debit, rupiah."""
    return kredit - debit if is_kredit(kode) else debit - kredit


def roll_up(leaves: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Every ancestor's sum. Akun 6 is net: receipts (6.1) less expenditure (6.2)."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for kode, nilai in leaves.items():
        for ancestor in ancestors(kode):
            minus = ancestor == PEMBIAYAAN and is_under(kode, KELUAR)
            sums[ancestor] += -nilai if minus else nilai
    return dict(sums)


# Where no DPA is: the budget journal's control accounts → the total they stand for (§5.2).
CONTROL = {"3.1.02.01": "4", "3.1.02.02": "6.1", "3.1.02.03": "5", "3.1.02.04": "6.2"}


def control_budget(balances: Mapping[str, Pair]) -> dict[str, Decimal]:
    """Estimasi (debit) and apropriasi (kredit) → budget per akun, rupiah."""
    return {
        akun: abs(balances[kode][0] - balances[kode][1])
        for kode, akun in CONTROL.items()
        if kode in balances
    }


def lra_totals(
    anggaran: Mapping[str, Decimal], realisasi: Mapping[str, Decimal]
) -> dict[str, Pair]:
    """Surplus = pendapatan − belanja; SiLPA = surplus + pembiayaan neto (PP 71/2010, §6.2)."""

    def both(kode: str) -> Pair:
        return anggaran.get(kode, ZERO), realisasi.get(kode, ZERO)

    masuk, keluar = both(MASUK), both(KELUAR)
    surplus, neto = less(both(PENDAPATAN), both(BELANJA)), less(masuk, keluar)
    return {
        "pendapatan": both(PENDAPATAN),
        "belanja": both(BELANJA),
        "surplus": surplus,
        "penerimaan_pembiayaan": masuk,
        "pengeluaran_pembiayaan": keluar,
        "pembiayaan_neto": neto,
        "silpa": (surplus[0] + neto[0], surplus[1] + neto[1]),
    }


def less(left: Pair, right: Pair) -> Pair:
    """Left − right, both columns."""
    return left[0] - right[0], left[1] - right[1]


def lra_lines(
    anggaran: Mapping[str, Decimal] | None,
    realisasi: Mapping[str, Decimal],
    names: Mapping[str, str],
    depth: int,
    totals: Mapping[str, Pair],
    opened: Collection[str] = (),
) -> list[Line]:
    """The tree to `depth`, deeper below an `opened` branch, with the official total rows.

    `anggaran` None: no DPA, so the lines have none and only the totals know a budget.
    """
    kodes = [
        kode
        for kode in sorted({*(anggaran or {}), *realisasi})
        if level(kode) <= depth or _is_opened(kode, depth, opened)
    ]
    lines = []
    for akun, after in (
        (PENDAPATAN, ("pendapatan",)),
        (BELANJA, ("belanja", "surplus")),
        (PEMBIAYAAN, ("penerimaan_pembiayaan", "pengeluaran_pembiayaan", "pembiayaan_neto")),
    ):
        for kode in kodes:
            if kode[0] == akun:
                budget = None if anggaran is None else anggaran.get(kode, ZERO)
                cells = pair_cells(kode, names.get(kode, ""), (budget, realisasi.get(kode, ZERO)))
                lines.append(Line(cells, level(kode), ("rekening", kode)))
        lines += [total_line(TOTAL_LABELS[key], totals[key]) for key in after]
    return [*lines, total_line(TOTAL_LABELS["silpa"], totals["silpa"])]


def _is_opened(kode: str, depth: int, opened: Collection[str]) -> bool:
    """Every ancestor between the shown depth and the code is opened."""
    return all(at_level(kode, at) in opened for at in range(depth, level(kode)))


def pair_cells(
    kode: str, uraian: str, pair: tuple[Decimal | None, Decimal]
) -> dict[str, str | Decimal | None]:
    """The six cells of a line; % = realisasi / anggaran × 100, 0 without anggaran (PP 71/2010)."""
    anggaran, realisasi = pair
    return {
        "kode": kode, "uraian": uraian, "anggaran": anggaran, "realisasi": realisasi,
        "sisa": None if anggaran is None else anggaran - realisasi,
        "persen": None if anggaran is None else percent(realisasi, anggaran),
    }  # fmt: skip


def total_line(label: str, pair: Pair) -> Line:
    """An official total row."""
    return Line(pair_cells("", label, pair), is_total=True)


@dataclass(frozen=True)
class Branch:
    """One step of a path in a tree: where it sorts, what is shown, what stands behind it."""

    kode: str
    uraian: str
    about: tuple[str, str] | None = None


def tree_lines(leaves: Iterable[tuple[Sequence[Branch], Pair]], depth: int) -> list[Line]:
    """Leaves with their paths from the top → rows in order, each with the sum of all below it."""
    sums: dict[tuple[str, ...], Pair] = defaultdict(lambda: NIL)
    seen: dict[tuple[str, ...], Branch] = {}
    for path, pair in leaves:
        for at in range(1, min(len(path), depth) + 1):
            key = tuple(branch.kode for branch in path[:at])
            sums[key] = (sums[key][0] + pair[0], sums[key][1] + pair[1])
            seen.setdefault(key, path[at - 1])
    return [
        Line(pair_cells(seen[key].kode, seen[key].uraian, sums[key]), len(key), seen[key].about)
        for key in sorted(sums)
    ]


def sum_columns(
    lines: Iterable[Line], columns: Iterable[Column], depth: int | None = None
) -> dict[str, Decimal]:
    """The sums of the money columns, of the rows of one level or of all."""
    money = [column.key for column in columns if column.kind is Kind.UANG]
    sums = dict.fromkeys(money, ZERO)
    for line in lines:
        if line.is_total or depth not in (None, line.level):
            continue
        for key in money:
            value = line.cells[key]
            assert isinstance(value, Decimal)
            sums[key] += value
    return sums
