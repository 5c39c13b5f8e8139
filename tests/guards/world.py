"""One real document of every kind, each in the state that an address needs.

`build_world` makes two OPDs: everything stands in the first one; of the second there are people
only. `World.values(endpoint, names)` are the parts of an address that leads to something real.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from simral.budgeting.models import DPA, DPAPagu, VersiAnggaran
from simral.identity.models import Peran
from simral.identity.terms import GOVERNMENT_WIDE, Role
from simral.kernel.actor import Actor
from simral.kernel.db import db
from simral.kernel.trail import Event
from simral.ledger.models import Jurnal
from simral.ledger.services import close_periode
from simral.treasury.models import SPP
from simral.treasury.services.penerima import register_kontrak
from simral.treasury.services.spd import create_spd, issue_spd
from simral.treasury.states import SP2DState, SPMState, SPPState
from tests.factories.budgeting import Budget, small_budget
from tests.factories.identity import actor_with, make_opd, make_user
from tests.factories.treasury import (
    penerima_with_account,
    sp2d_in,
    spm_in,
    spp_in,
    tagihan_in,
)

NILAI = Decimal("1110000.00")

# endpoint → what its address must lead to for the step to be possible; else the first of its kind
STATES: dict[str, str] = {
    "treasury.spd_issue": "spd:draf", "treasury.spd_cancel": "spd:draf",
    "treasury.spd_pdf": "spd:terbit", "treasury.spp_create": "tagihan:terdaftar",
    "treasury.tagihan_cancel": "tagihan:terdaftar",
    "treasury.spp_billing": "spp:draf", "treasury.spp_submit": "spp:draf",
    "treasury.spp_cancel": "spp:draf", "treasury.spp_verify": "spp:diajukan",
    "treasury.spp_return": "spp:diajukan", "treasury.spm_create": "spp:diverifikasi",
    "treasury.spp_pdf": "spp:diajukan", "treasury.spm_pdf": "spm:disetujui",
    "treasury.spm_approve": "spm:draf", "treasury.spm_cancel": "spm:draf",
    "treasury.spm_refuse": "spm:draf", "treasury.spm_hand_over": "spm:disetujui",
    "treasury.sp2d_create": "spm:diserahkan", "treasury.sp2d_sign": "sp2d:draf",
    "treasury.sp2d_cancel": "sp2d:draf", "treasury.sp2d_send": "sp2d:ditandatangani",
    "treasury.sp2d_confirm": "sp2d:dikirim", "treasury.sp2d_bounce": "sp2d:dikirim",
    "treasury.sp2d_pdf": "sp2d:ditandatangani", "budgeting.dpa_review": "dpa:draf",
    "budgeting.dpa_ratify": "dpa:draf", "budgeting.dpa_cancel": "dpa:draf",
}  # fmt: skip


@dataclass
class World:
    """The documents by `kind:state` or kind, and the people: (role, of the same OPD?)."""

    budget: Budget
    documents: dict[str, Any] = field(default_factory=dict)
    people: dict[tuple[Role, bool], Actor] = field(default_factory=dict)

    def values(self, endpoint: str, names: Iterable[str]) -> dict[str, Any]:
        """The varying parts of the address."""
        found = {}
        for name in names:
            kind = name.removesuffix("_id")
            wanted = STATES.get(endpoint, "")
            key = wanted if wanted.partition(":")[0] == kind else kind
            found[name] = self.documents[key]
        if endpoint == "ledger.periode_reopen":
            found["bulan"] = self.documents["bulan_ditutup"]
        return found


def build_world() -> World:
    """Everything that an address can lead to, made by the services."""
    budget = small_budget(december=NILAI)
    world = World(budget)
    add = world.documents.__setitem__
    _add_spd(world)
    for state in (SPPState.DRAF, SPPState.DIAJUKAN, SPPState.DIVERIFIKASI):
        add(f"spp:{state}", spp_in(state, budget=budget, nilai=NILAI))
    for spm in (SPMState.DRAF, SPMState.DISETUJUI, SPMState.DISERAHKAN):
        add(f"spm:{spm}", spm_in(spm, budget=budget, nilai=NILAI))
    for sp2d in (SP2DState.DRAF, SP2DState.DITANDATANGANI, SP2DState.DIKIRIM):
        add(f"sp2d:{sp2d}", sp2d_in(sp2d, budget=budget, nilai=NILAI))
    add("tagihan:terdaftar", tagihan_in(budget=budget, nilai=NILAI))
    _add_others(world)
    for kind in ("tagihan", "spd", "spp", "spm", "sp2d"):
        add(kind, next(one for key, one in world.documents.items() if key.startswith(f"{kind}:")))
    _add_people(world)
    return world


def _add_spd(world: World) -> None:
    """One SPD issued to November; December, which has some cash, in a draft."""
    budget = world.budget
    bud, year, today = budget[Role.KUASA_BUD], budget.tahun, budget.today
    issued = create_spd(budget.opd_id, year, 1, 11, actor=bud, today=today)
    issue_spd(issued, actor=budget[Role.PPKD], today=today)
    draft = create_spd(budget.opd_id, year, 12, 12, actor=bud, today=today)
    world.documents |= {"spd:terbit": issued, "spd:draf": draft}


def _add_others(world: World) -> None:
    budget, documents = world.budget, world.documents
    penerima, _verified = penerima_with_account(budget)
    _payee, waiting = penerima_with_account(budget, verified=False)
    january = date(budget.tahun, 1, 1)
    kontrak = register_kontrak(
        budget.opd_id, budget.tahun, penerima, "K-1", january, "Alat tulis", NILAI, january,
        date(budget.tahun, 12, 31), actor=budget[Role.PPTK], today=budget.today,
    )  # fmt: skip
    close_periode(budget.tahun, 1, actor=actor_with(Role.AKUNTANSI), today=budget.today)
    draft = _draft_dpa(budget)
    user_id = make_user(Role.PPTK, budget.opd_id)
    documents |= {
        "penerima": penerima, "rekening": waiting, "kontrak": kontrak, "dpa": budget.dpa_id,
        "dpa:draf": draft, "sub": budget.sub_id, "rincian": budget.lines[0],
        "opd": budget.opd_id, "user": user_id, "kind": "spp", "tahun": budget.tahun, "bulan": 2,
        "bulan_ditutup": 1, "session": uuid4(),
        "peran": db.session.scalar(select(Peran.id).where(Peran.pengguna_id == user_id)),
        "event": db.session.scalar(select(Event.id).limit(1)),
        "jurnal": db.session.scalar(
            select(Jurnal.id).where(Jurnal.source == "treasury:sp2d").limit(1)
        ),
        "token": db.session.scalar(select(SPP.token).where(SPP.token.is_not(None)).limit(1)),
    }  # fmt: skip


def _draft_dpa(budget: Budget) -> UUID:
    """The next version of the OPD's DPA, as it was, waiting for PPKD."""
    version = VersiAnggaran(
        tahun=budget.tahun, kode="P", nama="APBD perubahan", mulai_on=date(budget.tahun, 12, 31)
    )
    db.session.add(version)
    db.session.flush()
    draft = DPA(id=uuid4(), tahun=budget.tahun, versi_id=version.id, opd_id=budget.opd_id)
    db.session.add(draft)
    db.session.flush()
    for row in db.session.scalars(select(DPAPagu).where(DPAPagu.dpa_id == budget.dpa_id)).all():
        copy = {"rincian_id": row.rincian_id, "pagu": row.pagu, "kas": list(row.kas or [])}
        db.session.add(DPAPagu(dpa_id=draft.id, **copy))
    db.session.commit()
    return draft.id


def _add_people(world: World) -> None:
    """Fresh people, so that nobody is refused for having made the document."""
    other = make_opd(uuid4())
    for role in Role:
        if role in GOVERNMENT_WIDE:
            world.people[role, True] = actor_with(role)
        else:
            world.people[role, True] = actor_with(role, world.budget.opd_id)
            world.people[role, False] = actor_with(role, other)


def url_rules(app: Flask) -> list[Any]:
    """Every address of the house except files."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
