"""Some months of illustrative bills, walked through the real services in the order of dates.

Each bill is a small play: it takes a step, then says on which day it goes on. The stage takes
the play whose day is next, so numbers and dates run as they do in an office.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from simral.example.payees import Payee
from simral.example.people import Cast
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.reference.queries import add_working_days
from simral.treasury.queries.review import kelengkapan_of
from simral.treasury.queries.tagihan import get_tagihan
from simral.treasury.services import penerima, sp2d, spm, spp, tagihan
from simral.treasury.terms import JenisBelanja, TagihanInput, TagihanLine

R = Role
Play = Iterator[int]  # yields after how many working days it goes on


@dataclass(frozen=True)
class Errand:
    """What an office buys: one DPA line, rupiah, from whom, and how the way ends."""

    opd_id: UUID
    rincian_id: UUID
    nilai: Decimal
    uraian: str
    jenis: JenisBelanja
    payee: Payee
    fate: str  # "cair", or the step at which it stands still or turns


class Stage:
    """Plays the bills day by day until the curtain, the example's working date."""

    def __init__(self, cast: Cast, holidays: frozenset[date], curtain: date) -> None:
        self.cast, self.holidays, self.curtain = cast, holidays, curtain
        self._queue: list[tuple[date, int, Play]] = []
        self._serial = 0
        self._bills = self._billed = 0
        self.today = date(curtain.year, 1, 1)
        self.random = Random(curtain.year)  # noqa: S311 - the same story every time

    def enter(self, day: date, play: Play) -> None:
        """A play begins on a day."""
        self._serial += 1
        heapq.heappush(self._queue, (day, self._serial, play))

    def run(self, progress: Callable[[str], None]) -> None:
        """Everything until the curtain; what would come later stays as it stands."""
        month = 0
        while self._queue and self._queue[0][0] <= self.curtain:
            self.today, _, play = heapq.heappop(self._queue)
            if self.today.month != month:
                month = self.today.month
                progress(f"  bulan {month}")
            with clock.at(self.today):
                wait = next(play, None)
            if wait is not None:
                self.enter(add_working_days(self.today, max(wait, 0), self.holidays), play)

    # One bill, from the invoice to the cash -------------------------------------------------

    def bill(self, errand: Errand) -> Play:
        """PPTK → bendahara → PPK-SKPD → PA → Kuasa BUD → bank."""
        tagihan_id = self._register(errand)
        if errand.fate == "tagihan":
            return
        yield 1
        bendahara = self.cast.who(R.BENDAHARA_PENGELUARAN, errand.opd_id)
        spp_id = spp.create_spp(tagihan_id, errand.uraian, actor=bendahara, today=self.today)
        self._billing(tagihan_id, bendahara)
        if errand.fate == "draf":
            return
        spp.submit_spp(spp_id, actor=bendahara, today=self.today)
        if errand.fate == "diajukan":
            return
        yield 1
        if errand.fate == "dikembalikan":
            spp.return_spp(spp_id, actor=self.cast.who(R.PPK_SKPD, errand.opd_id),
                           note="Kuitansi belum bermeterai.")  # fmt: skip
            yield 2
            spp.submit_spp(spp_id, actor=bendahara, today=self.today)
            yield 1
        yield from self._verified(errand, spp_id)

    def _verified(self, errand: Errand, spp_id: UUID) -> Play:
        ppk = self.cast.who(R.PPK_SKPD, errand.opd_id)
        pa = self.cast.who(R.PA, errand.opd_id)
        papers = frozenset(code for code, *_ in kelengkapan_of(spp_id))
        spp.verify_spp(spp_id, papers, actor=ppk, today=self.today)
        if errand.fate == "diverifikasi":
            return
        spm_id = spm.create_spm(spp_id, actor=ppk, today=self.today)
        if errand.fate == "spm_draf":
            return
        yield 1
        if errand.fate == "spm_ditolak":
            spm.refuse_spm(spm_id, actor=pa, note="Uraian belum menyebut paket pekerjaan.")
            yield 1
        spm.approve_spm(spm_id, actor=pa, today=self.today)
        if errand.fate == "disetujui":
            return
        spm.hand_over_spm(spm_id, actor=ppk, today=self.today)
        if errand.fate == "diserahkan":
            return
        yield self.random.choice((1, 1, 2))
        yield from self._paid(errand, spm_id)

    def _paid(self, errand: Errand, spm_id: UUID) -> Play:
        bud = self.cast.who(R.KUASA_BUD)
        sp2d_id = sp2d.create_sp2d(spm_id, actor=bud, today=self.today)
        if errand.fate == "sp2d_draf":
            return
        sp2d.sign_sp2d(sp2d_id, actor=bud, today=self.today)
        if errand.fate == "ditandatangani":
            return
        sp2d.send_sp2d(sp2d_id, actor=bud, today=self.today)
        if errand.fate == "dikirim":
            return
        yield 1
        if errand.fate == "retur":
            note = "Bank penerima menolak: rekening tidak aktif pada hari itu."
            sp2d.bounce_sp2d(sp2d_id, actor=bud, today=self.today, note=note)
            yield 2
            sp2d_id = sp2d.create_sp2d(spm_id, actor=bud, today=self.today)
            sp2d.sign_sp2d(sp2d_id, actor=bud, today=self.today)
            sp2d.send_sp2d(sp2d_id, actor=bud, today=self.today)
            yield 1
        sp2d.confirm_sp2d(sp2d_id, actor=bud, today=self.today)

    def _register(self, errand: Errand) -> UUID:
        day, pptk = self.today, self.cast.who(R.PPTK, errand.opd_id)
        self._bills += 1
        number = f"{self._bills:04d}/{errand.payee.inisial}/{day.month}/{day.year}"
        has_bast = errand.jenis is not JenisBelanja.KATERING
        kontrak_id = None
        if errand.nilai >= Decimal(50_000_000):
            kontrak_id = penerima.register_kontrak(
                errand.opd_id, day.year, errand.payee.id, f"602/{self._bills}/SPK/{day.year}",
                day - timedelta(days=20), errand.uraian, errand.nilai,
                day - timedelta(days=18), day, actor=pptk, today=day,
            )  # fmt: skip
        entry = TagihanInput(
            opd_id=errand.opd_id,
            tahun=day.year,
            rekening_bank_id=errand.payee.rekening_bank_id,
            jenis=errand.jenis,
            uraian=errand.uraian,
            nomor=f"INV-{number}",
            tanggal=day,
            lines=(TagihanLine(errand.rincian_id, errand.nilai),),
            kontrak_id=kontrak_id,
            bast_nomor=f"BAST-{number}" if has_bast else "",
            bast_on=day if has_bast else None,
            faktur_pajak=f"010.003-21.{55000000 + self._bills}" if errand.payee.is_pkp else "",
            is_illustrative=True,
        )
        return tagihan.register_tagihan(entry, actor=pptk, today=day)

    def _billing(self, tagihan_id: UUID, bendahara: Actor) -> None:
        """Invented billing ids, 15 digits, one for each tax."""
        kinds = [row.jenis for row in get_tagihan(tagihan_id, actor=bendahara).potongan]
        self._billed += 1
        ids = {jenis: f"1210{self._billed:06d}{n:05d}" for n, jenis in enumerate(kinds, start=1)}
        if ids:
            tagihan.set_billing(tagihan_id, ids, actor=bendahara, today=self.today)
