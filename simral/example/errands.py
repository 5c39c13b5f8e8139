"""What the offices of the example buy: DPA lines that have funds on a day, and an amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from random import Random
from uuid import UUID

from simral.budgeting.queries.ceilings import read_ceilings
from simral.example.payees import Payee
from simral.example.story import Errand
from simral.kernel.actor import Actor
from simral.reference.queries import is_working_day, lawan_of, utang_of
from simral.treasury.queries.lines import LineFilter, LineRow, list_lines
from simral.treasury.terms import JenisBelanja

J = JenisBelanja
LEAST, MOST = Decimal(600_000), Decimal(12_000_000_000)
BIG = Decimal(200_000_000)
STEP = Decimal(1000)
KINDS = (
    ("5.1.02.01.01.005", J.KATERING),
    ("5.1.02.01.01", J.BARANG),
    ("5.1.02.02.01.006", J.JASA),
    ("5.1.02.02.04", J.JASA),
    ("5.1.02.03", J.JASA),
    ("5.2.02", J.BARANG),
    ("5.2.03", J.KONSTRUKSI_MENENGAH),
    ("5.2.04", J.KONSTRUKSI_MENENGAH),
)
# How most bills end, and a few that show every other way.
FATES = ("cair",) * 20 + ("dikembalikan", "spm_ditolak", "retur")
OPEN_FATES = (
    "tagihan", "draf", "diajukan", "diverifikasi", "spm_draf", "disetujui", "diserahkan",
    "diserahkan", "sp2d_draf", "ditandatangani", "dikirim",
)  # fmt: skip


def plan(
    opd_id: UUID,
    payees: Sequence[Payee],
    *,
    actor: Actor,
    random: Random,
    count: int,
    curtain: date,
    holidays: frozenset[date],
) -> Iterator[tuple[date, Errand]]:
    """`count` bills over the months and, in the last week, one for every open state."""
    lines = _candidates(opd_id, curtain.year, actor)
    random.shuffle(lines)
    lines.sort(key=lambda line: line.pagu < BIG and random.random() < 0.7)  # large ones earlier
    kas = {month: _free(lines, date(curtain.year, month, 1)) for month in range(2, 11)}
    pool = iter(lines)
    for number in range(count + len(OPEN_FATES)):
        is_open = number >= count
        day = _day(random, curtain, holidays, is_open=is_open)
        line, nilai = _next(pool, kas[day.month], random)
        if line is None:
            return
        kind = kind_of(line.rekening_kode)
        assert kind is not None
        fate = OPEN_FATES[number - count] if is_open else random.choice(FATES)
        payee = random.choice([p for p in payees if p.jenis is kind])
        yield day, Errand(opd_id, line.id, nilai, _purpose(line), kind, payee, fate)


def kind_of(rekening_kode: str) -> JenisBelanja | None:
    """The kind of purchase that an account stands for; None for what the example leaves out."""
    return next((kind for head, kind in KINDS if rekening_kode.startswith(head)), None)


def _candidates(opd_id: UUID, tahun: int, actor: Actor) -> list[LineRow]:
    found: list[LineRow] = []
    after = ""
    for _ in range(12):  # at most 600 lines of an office
        page = list_lines(LineFilter(tahun, opd_id, only_sisa=True), actor=actor, after=after)
        found += [row for row in page.rows if kind_of(row.rekening_kode)]
        if page.after is None:
            break
        after = page.after
    kodes = {row.rekening_kode for row in found}
    mapped = lawan_of(kodes, tahun).keys() & utang_of(kodes, tahun).keys()
    return [row for row in found if row.rekening_kode in mapped]


def _free(lines: Sequence[LineRow], on: date) -> dict[UUID, Decimal]:
    """What the anggaran kas allows on each line up to a month, rupiah."""
    ceilings = read_ceilings([line.id for line in lines], on=on)
    return {key: min(c.kas_sisa, c.pagu_sisa) for key, c in ceilings.items()}


def _next(
    pool: Iterator[LineRow], free: dict[UUID, Decimal], random: Random
) -> tuple[LineRow | None, Decimal]:
    """The next line with enough funds, and a part of them in whole thousands of rupiah."""
    for line in pool:
        share = Decimal(random.randint(35, 95)) / 100
        nilai = (free.get(line.id, Decimal(0)) * share / STEP).quantize(Decimal(1), ROUND_DOWN)
        nilai = min(nilai * STEP, MOST)
        if nilai >= LEAST:
            return line, nilai
    return None, Decimal(0)


def _day(random: Random, curtain: date, holidays: frozenset[date], *, is_open: bool) -> date:
    """A working day from February on; the open ones in the last days before the curtain."""
    first = date(curtain.year, 2, 1)
    span = (curtain - first).days
    while True:
        back = random.randint(4, 9) if is_open else random.randint(18, span)
        day = curtain - timedelta(days=back)
        if is_working_day(day, holidays):
            return day


def _purpose(line: LineRow) -> str:
    name = line.rekening_nama.removeprefix("Belanja ")
    return f"{name} untuk {line.sub_kegiatan_nama}"[:180]
