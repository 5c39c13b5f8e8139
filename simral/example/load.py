"""`load_example`: an empty database becomes the example government, in the order of a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

from simral.audit.queries import find_last
from simral.budgeting.queries.dpa import list_dpa
from simral.budgeting.services import (
    create_version,
    import_anggaran_kas,
    import_dpa,
    ratify_dpa,
    spread_anggaran_kas,
)
from simral.example import errands, payees, people
from simral.example.people import OFFICES, Cast
from simral.example.story import Stage
from simral.identity.services.sandi import cheap_hashes
from simral.identity.terms import Role
from simral.kernel import clock
from simral.kernel.actor import Actor, system_actor
from simral.kernel.trail import record_bulk
from simral.kernel.unit_of_work import command
from simral.ledger.services import fold_balances
from simral.reference.queries import find_opd_by_kode, get_setting, holidays
from simral.reference.services import (
    import_opd,
    load_reference,
    mark_example,
    mark_skpkd,
    set_setting,
)
from simral.treasury.services import spd

DATA = Path(__file__).parent / "data"
TAHUN = 2021
CURTAIN = date(2021, 10, 4)  # the working date
MARK, DONE = UUID(int=TAHUN), "example:load:done"
BILLS = 24  # per office, beside one for every open state
Progress = Callable[[str], None]


def is_loaded() -> bool:
    """True when this database holds the whole example; a load that broke off does not count."""
    return find_last(MARK, DONE) is not None


def load_example(progress: Progress) -> None:
    """Load everything; raises DomainError when a service refuses, which is a fault of ours."""
    system = _system()
    progress("kode dan rekening")
    load_reference(actor=system)
    _settings(system)
    clock.configure(get_setting("pemda.zona", CURTAIN), CURTAIN)
    progress("APBD Kabupaten Bogor 2021")
    with clock.at(date(TAHUN, 1, 1)):
        import_opd(DATA / "pagu_skpd_kab_bogor_2021.csv", TAHUN, actor=system)
        import_opd(DATA / "skpd_unit_kab_bogor_2021.csv", TAHUN, actor=system)
        mark_skpkd("5.02.0.00.0.00.01.0000", actor=system)
        create_version(TAHUN, "M", "APBD 2021", date(TAHUN, 1, 1), actor=system)
        import_dpa(
            DATA / "dpa_kab_bogor_2021_per_rekening.csv.gz", TAHUN, add_missing=True, actor=system
        )
        import_anggaran_kas(DATA / "anggaran_kas_kab_bogor_2021.csv.gz", TAHUN, actor=system)
        progress("akun dan peran")
        with cheap_hashes():
            cast = people.hire()
    _ratify(cast, progress)
    _provide_funds(cast, progress)
    _pay(cast, progress)
    fold_balances()
    _finish(system)


@command
def _finish(system: Actor) -> None:
    """The mark that the load came to its end."""
    record_bulk(DONE, "contoh", str(MARK), {"tahun": TAHUN}, actor=system)


def _system() -> Actor:
    return system_actor(Role)


def _settings(system: Actor) -> None:
    first = date(TAHUN, 1, 1)
    mark_example(CURTAIN.isoformat(), first, actor=system)
    set_setting("rkud.nomor", "0099000000001", first, actor=system, dasar="nomor contoh")


def _ratify(cast: Cast, progress: Progress) -> None:
    progress("pengesahan DPA")
    ppkd, day = cast.who(Role.PPKD), date(TAHUN, 1, 4)
    with clock.at(day):
        for dpa in list_dpa(TAHUN, actor=ppkd):
            spread_anggaran_kas(dpa.id, actor=ppkd)
            ratify_dpa(dpa.id, actor=ppkd, today=day)


def _provide_funds(cast: Cast, progress: Progress) -> None:
    """SPD per quarter for the offices of the story, per half-year for the others."""
    progress("SPD")
    bud, ppkd = cast.who(Role.KUASA_BUD), cast.who(Role.PPKD)
    quarterly = {office.kode for office in OFFICES}
    plan: list[tuple[date, UUID, int, int]] = []
    for dpa in list_dpa(TAHUN, actor=ppkd):
        length = 3 if dpa.opd_kode in quarterly else 6
        for month in range(1, 13, length):
            day = date(TAHUN, month, 5 if month == 1 else 1)
            if day <= CURTAIN:
                plan.append((day, dpa.opd_id, month, month + length - 1))
    for day, opd_id, first, last in sorted(plan, key=lambda item: item[0]):
        with clock.at(day):
            spd_id = spd.create_spd(opd_id, TAHUN, first, last, actor=bud, today=day)
            spd.issue_spd(spd_id, actor=ppkd, today=day)


def _pay(cast: Cast, progress: Progress) -> None:
    progress("tagihan contoh dan pembayarannya")
    stage = Stage(cast, holidays(TAHUN), CURTAIN)
    firms: list[payees.Payee] = []
    for office in OFFICES:
        opd = find_opd_by_kode(office.kode)
        assert opd is not None
        pptk, ppk = cast.who(Role.PPTK, opd.id), cast.who(Role.PPK_SKPD, opd.id)
        if not firms:
            with clock.at(date(TAHUN, 1, 11)):
                firms = payees.register(opd.id, pptk, ppk, date(TAHUN, 1, 11), progress)
        for day, errand in errands.plan(
            opd.id, firms, actor=pptk, random=stage.random, count=BILLS, curtain=CURTAIN,
            holidays=stage.holidays,
        ):  # fmt: skip
            stage.enter(day, stage.bill(errand))
    stage.run(progress)
