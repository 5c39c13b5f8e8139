"""One bill of the year 2021 and the book that is kept about its way, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import select

from simral.app.cli import run_checks
from simral.budgeting.models import DPARincian
from simral.identity.queries import actor_of
from simral.identity.terms import GOVERNMENT_WIDE, LABELS, Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.trail import Event
from simral.ledger.models import Jurnal
from simral.ledger.queries import journals_of
from simral.reference.models import OPD
from simral.treasury.models import SP2D, SPD, SPM, SPP
from tests.factories.budgeting import Budget, draft_dpa, reference_rows
from tests.factories.identity import make_user

PAGU = Decimal("100000000.00")
FIRST = date(2021, 1, 4)
OPD_KODE = "1.01.0.00.0.00.01.0000"
NAMES = {
    Role.PPKD: "Hendra", Role.KUASA_BUD: "Ratna", Role.PA: "Yayan", Role.PPK_SKPD: "Dedi",
    Role.PPTK: "Lina", Role.BENDAHARA_PENGELUARAN: "Lilis",
}  # fmt: skip
Side = tuple[str, str, str, Decimal, Decimal]  # entity, book, account, debit, kredit


@contextmanager
def in_2021() -> Iterator[None]:
    """The clock of an example: the walk has its dates, whatever the day."""
    before = clock.working_date()
    clock.configure("Asia/Jakarta", FIRST)
    try:
        yield
    finally:
        clock.configure("Asia/Jakarta", before)


def office() -> Budget:
    """Dinas Pendidikan with six people and a draft DPA: three lines of 100 million rupiah."""
    reference_rows(2021)
    opd_id = uuid4()
    db.session.add(OPD(id=opd_id, kode=OPD_KODE, nama="Dinas Pendidikan", tahun_mulai=2000))
    db.session.commit()
    people = {role: _person(role, opd_id) for role in NAMES}
    dpa_id, sub_id, lines = draft_dpa(opd_id, 2021, PAGU)
    return Budget(2021, FIRST, opd_id, dpa_id, sub_id, lines, people)


def _person(role: Role, opd_id: UUID) -> Actor:
    where = None if role in GOVERNMENT_WIDE else opd_id
    return actor_of(make_user(role, where, nama=NAMES[role]), FIRST)


@dataclass(frozen=True)
class Entry:
    """What one command did: figures of the line in rupiah, new numbers, events and journals."""

    on: date
    role: Role
    act: str
    pagu: Decimal
    dipesan: Decimal
    realisasi: Decimal
    numbers: tuple[str, ...]
    events: tuple[str, ...]
    journals: tuple[tuple[str, tuple[Side, ...]], ...]

    @property
    def sisa(self) -> Decimal:
        return self.pagu - self.dipesan - self.realisasi


@dataclass
class Walk:
    """Takes the steps and keeps the book."""

    budget: Budget
    run: Callable[..., object]  # `work`: a piece in an application context of its own
    book: list[Entry] = field(default_factory=list)
    _events: int = 0
    _journals: int = 0
    _numbers: frozenset[str] = frozenset()

    def begin(self) -> None:
        """What was there before is not part of the walk."""
        self._events, self._journals, self._numbers = self.run(_marks)  # type: ignore[misc]

    def step(
        self, on: date, role: Role, act: str, command: Callable[..., object], *args: object
    ) -> object:
        """One command, then what it changed."""
        with clock.at(on):
            result = self.run(command, *args, actor=self.budget[role], today=on)
        self.run(self._note, on, role, act)
        return result

    def _note(self, on: date, role: Role, act: str) -> None:
        line = db.session.get_one(DPARincian, self.budget.lines[0])
        events = db.session.execute(
            select(Event.id, Event.tag).where(Event.id > self._events).order_by(Event.id)
        ).all()
        posted = db.session.execute(
            select(Jurnal.source_id).where(Jurnal.urut > self._journals).order_by(Jurnal.urut)
        ).scalars()
        new = [j for j in journals_of(set(posted)) if j.urut > self._journals]
        _, last, numbers = _marks()
        self.book.append(
            Entry(on, role, act, line.pagu, line.dipesan, line.realisasi,
                  tuple(sorted(numbers - self._numbers)), tuple(tag for _, tag in events),
                  tuple((j.nomor, tuple((x.entitas, x.buku.value, x.rekening_kode, x.debit,
                                         x.kredit) for x in j.lines)) for j in new))
        )  # fmt: skip
        self._events = events[-1][0] if events else self._events
        self._journals, self._numbers = last, numbers


def _marks() -> tuple[int, int, frozenset[str]]:
    events = db.session.scalar(select(Event.id).order_by(Event.id.desc()).limit(1)) or 0
    journals = db.session.scalar(select(Jurnal.urut).order_by(Jurnal.urut.desc()).limit(1)) or 0
    numbers = {
        number
        for paper in (SPD, SPP, SPM, SP2D)
        for number in db.session.scalars(select(paper.nomor).where(paper.nomor.is_not(None)))
    }
    return events, journals, frozenset(numbers)


def violations() -> list[tuple[str, bool, int, str]]:
    """What `check` finds wrong, over every room."""
    return [check for check in run_checks() if not check[1]]


# ── the page ──────────────────────────────────────────────────────────────────────────────────
HEAD = """\
# One rupiah's walk

One bill of the example office, Rp 5,550,000.00 in 2021, from the ratified DPA to the cash and the
report. `tests/flows/test_walk_one_rupiah.py` takes these steps through the services, asserts every
figure and prints this page; `SIMRAL_CETAK=1` rewrites it. Figures are those of the DPA line
`5.1.02.01.01.0024` in rupiah, after the step.
"""


def page(book: list[Entry]) -> str:
    """The walk as the document shows it."""
    parts = [HEAD]
    for number, entry in enumerate(book, start=1):
        who = f"{NAMES[entry.role]} ({LABELS[entry.role]})"
        parts.append(f"\n## {number}. {entry.act}\n\n{entry.on.isoformat()}, {who}.\n")
        parts.append(
            "\n| pagu | dipesan | realisasi | sisa |\n|---:|---:|---:|---:|\n"
            f"| {_n(entry.pagu)} | {_n(entry.dipesan)} | {_n(entry.realisasi)} "
            f"| {_n(entry.sisa)} |\n"
        )
        if entry.numbers:
            parts.append("\nNumber: " + ", ".join(f"`{one}`" for one in entry.numbers) + "\n")
        parts.append("\nEvents: " + ", ".join(f"`{one}`" for one in entry.events) + "\n")
        for nomor, sides in entry.journals:
            parts.append(f"\nJournal `{nomor}`\n\n| entity | book | account | debit | kredit |\n")
            parts.append("|---|---|---|---:|---:|\n")
            parts += [
                f"| {entitas} | {buku} | {kode} | {_n(debit)} | {_n(kredit)} |\n"
                for entitas, buku, kode, debit, kredit in sides
            ]
    return "".join(parts)


def _n(amount: Decimal) -> str:
    return f"{amount:,.2f}" if amount else "–"
