"""The acts a page offers, the line "Jejak rupiah" on top, and the history below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from simral.audit.queries import history_of
from simral.kernel import clock
from simral.kernel.actor import Actor
from simral.kernel.http import say
from simral.kernel.i18n import N_
from simral.kernel.states import StateMachine
from simral.treasury.queries.inbox import list_waiting
from simral.treasury.queries.jejak import Mark, Way
from simral.treasury.queries.papers import Kind
from simral.treasury.rules.case import Check
from simral.treasury.states import SP2DState
from simral.treasury.views.common import label, paper_href

LOOKS = {
    "return": "kembali", "refuse": "kembali", "cancel": "tolak", "bounce": "tolak",
}  # fmt: skip
LABELS = {
    "submit": N_("Ajukan SPP"),
    "verify": N_("Nyatakan lengkap"),
    "return": N_("Kembalikan"),
    "cancel": N_("Batalkan"),
    "approve": N_("Setujui dan terbitkan SPM"),
    "refuse": N_("Tolak"),
    "hand_over": N_("Serahkan ke Kuasa BUD"),
    "sign": N_("Tanda tangani SP2D"),
    "send": N_("Kirim ke bank"),
    "confirm": N_("Nyatakan cair"),
    "bounce": N_("Catat retur"),
    "issue": N_("Terbitkan SPD"),
}
REASONS = {
    "return": (
        N_("Kuitansi tidak terbaca."), N_("Faktur pajak belum dilampirkan."),
        N_("Nilai pada BAST tidak sama dengan tagihan."), N_("Nama rekening penerima berbeda."),
    ),
    "refuse": (
        N_("Tanda tangan tidak sesuai spesimen."), N_("Lampiran belum lengkap."),
        N_("Potongan pajak keliru."),
    ),
    "cancel": (N_("Salah rekening belanja."), N_("Tagihan ditarik penyedia.")),
    "bounce": (N_("Nomor rekening ditolak bank."), N_("Rekening penerima sudah ditutup.")),
}  # fmt: skip
BANK_DATED = frozenset({"confirm", "bounce"})
LOOK_OF = {
    "submit": "info", "hand_over": "info", "send": "info", "verify": "ok", "approve": "ok",
    "sign": "ok", "confirm": "ok", "issue": "ok", "return": "bad", "refuse": "bad",
    "bounce": "bad", "pay": "ok",
}  # fmt: skip
SAID = {
    "create": N_("Dibuat"), "register": N_("Didaftarkan"), "submit": N_("Diajukan"),
    "verify": N_("Diverifikasi"), "return": N_("Dikembalikan"),
    "cancel": N_("Dibatalkan"), "issue_spm": N_("SPM terbit"), "release": N_("Dilepas kembali"),
    "approve": N_("Disetujui"), "refuse": N_("Ditolak"), "hand_over": N_("Diserahkan"),
    "issue_sp2d": N_("SP2D terbit"), "sign": N_("Ditandatangani"), "send": N_("Dikirim ke bank"),
    "confirm": N_("Cair"), "bounce": N_("Retur"), "issue": N_("Diterbitkan"),
    "enter_spp": N_("Masuk SPP"), "leave_spp": N_("Keluar dari SPP"), "pay": N_("Dibayar"),
    "set_billing": N_("ID billing dicatat"), "close": N_("Ditutup"), "add": N_("Ditambahkan"),
}  # fmt: skip
SAID_OF = {("spp", "verify"): N_("Diverifikasi, lengkap")}
ENDED = frozenset({SP2DState.BATAL.value, SP2DState.RETUR.value})  # batal of every paper
SUBJECTS = {
    "tagihan": N_("tagihan"), "spd": "SPD", "spp": "SPP", "spm": "SPM", "sp2d": "SP2D",
    "penerima": N_("penerima"), "rekening_bank": N_("Rekening bank"), "kontrak": N_("kontrak"),
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One point on the line."""

    kata: str
    nomor: str
    kapan: str
    tahap: str
    href: str | None = None


@dataclass(frozen=True)
class Beside:
    """Where this paper stands on the desk: the keys J and K."""

    before: str | None
    after: str | None
    at: int
    count: int


def acts(
    kind: Kind, flow: StateMachine, state: StrEnum, opd_id: UUID, paper_id: UUID, actor: Actor,
    forms: dict[str, str] | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """What the table of states lets this person do now."""
    found = []
    for action, step in flow.actions(state):
        if not actor.may(step.by, opd_id):
            continue
        key = action.value
        act: dict[str, Any] = {
            "href": paper_href(kind, paper_id, key),
            "label": _(LABELS[key]),
            "jenis": LOOKS.get(key, "utama"),
            "alasan": step.reason,
            "contoh": [_(text) for text in REASONS.get(key, ())],
        }
        if key in BANK_DATED:
            act["tanggal"] = _("Tanggal dari bank")
            act["hari"] = clock.today().isoformat()
        if forms and key in forms:
            act["form"] = forms[key]
        found.append(act)
    return found


def line_on_top(way: Way, here: Kind) -> list[Step]:
    """From the DPA to the journals: done, here, still to come."""
    order = [Kind.TAGIHAN, Kind.SPP, Kind.SPM, Kind.SP2D]
    marks: dict[Kind, Mark | None] = {
        Kind.TAGIHAN: Mark(way.tagihan_id, way.nomor, way.tanggal, ""),
        Kind.SPP: way.spp, Kind.SPM: way.spm, Kind.SP2D: way.sp2d,
    }  # fmt: skip
    steps = [
        _fixed(_("DPA"), way.dpa, None),
        _fixed(_("SPD"), way.spd, "spd"),
        Step(_("BAST"), way.bast_nomor or _("tanpa BAST"), _day(way.bast_on), "done"),
    ]
    words = {
        Kind.TAGIHAN: _capital(_("tagihan")),
        Kind.SPP: "SPP",
        Kind.SPM: "SPM",
        Kind.SP2D: "SP2D",
    }
    steps += [_moving(kind, words[kind], marks[kind], here) for kind in order]
    return [*steps, _journal(way)]


def _fixed(word: str, mark: Mark | None, kind: str | None) -> Step:
    if mark is None:
        return Step(word, _("belum ada"), "–", "next")
    href = paper_href(kind, mark.id) if kind else None
    return Step(word, short(mark.nomor), _day(mark.tanggal), "done", href)


def _moving(kind: Kind, word: str, mark: Mark | None, here: Kind) -> Step:
    if mark is None:
        return Step(word, _("belum dibuat"), "–", "next")
    href = paper_href(kind, mark.id)
    nomor = mark.nomor if kind is Kind.TAGIHAN else short(mark.nomor)
    stage = "now" if kind is here else "done"
    when = label(mark.state) if mark.state in ENDED else _day(mark.tanggal)
    return Step(word, nomor or _("draf"), when, stage, href)


def _journal(way: Way) -> Step:
    signed = way.sp2d is not None and way.sp2d.nomor is not None
    if not signed or way.sp2d is None:
        return Step(_("Jurnal dan LRA"), _("menyusul"), _("saat SP2D terbit"), "next")
    href = url_for("treasury.trace_sp2d", sp2d_id=way.sp2d.id) + "#jurnal"
    if way.sp2d.state in ENDED:
        return Step(_("Jurnal dan LRA"), _("dibalik"), label(way.sp2d.state), "done", href)
    return Step(_("Jurnal dan LRA"), _("terbukukan"), _day(way.sp2d.tanggal), "done", href)


def short(nomor: str | None) -> str:
    """The sequence inside a number: `000169` of `32.01/03.0/000169/LS/…`."""
    if not nomor:
        return _("draf")
    parts = [part for part in nomor.split("/") if part.isdigit() and len(part) >= 5]
    return parts[0] if parts else nomor


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _day(day: date | None) -> str:
    return "–" if day is None else f"{day:%d-%m-%Y}"


def history(*ids: UUID | None) -> list[dict[str, Any]]:
    """What happened to the rows, oldest first, in words."""
    found = []
    for event in history_of(*[one for one in ids if one is not None]):
        _room, _sep, rest = event.tag.partition(":")
        subject, _sep, action = rest.rpartition(":")
        if subject not in SUBJECTS:
            continue
        moment = clock.local(event.at)
        said = SAID_OF.get((subject, action), SAID.get(action, action))
        found.append({
            "kata": f"{_capital(_(SUBJECTS[subject]))}: {_(said)}",
            "oleh": event.actor_nama,
            "kapan": f"{moment:%d-%m-%Y %H.%M} {moment.tzname()}",
            "jenis": LOOK_OF.get(action, "none"),
            "tahap": "done",
            "catatan": event.note,
        })  # fmt: skip
    return found


def machine_checks(checks: Sequence[Check]) -> list[tuple[bool, str, str]]:
    """What the system checked: whether it holds, what it is, the figure or the fault."""
    return [
        (
            check.ok,
            _(check.label),
            say(check.detail) if check.ok else " ".join(say(one) for one in check.findings),
        )
        for check in checks
    ]


def beside(kind: Kind, state: StrEnum, paper_id: UUID, tahun: int, actor: Actor) -> Beside | None:
    """The papers before and after this one on the actor's desk; None when it is not there."""
    waiting = list_waiting(kind, state, actor=actor, tahun=tahun, today=clock.today())
    ids = [row.paper.id for row in waiting]
    if paper_id not in ids:
        return None
    at = ids.index(paper_id)
    before = paper_href(kind, ids[at - 1]) if at else None
    after = paper_href(kind, ids[at + 1]) if at + 1 < len(ids) else None
    return Beside(before, after, at + 1, len(ids))
