"""The entry of a bill while it is typed: the form, its lines, what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from simral.identity.terms import Role
from simral.kernel.errors import Finding, NotFound
from simral.kernel.http import asked_year, current_actor, say
from simral.kernel.money import ZERO, format_angka
from simral.reference.queries import RekeningRow
from simral.treasury.forms import NONE, TagihanForm, optional_id
from simral.treasury.queries.aset import aset_choices
from simral.treasury.queries.lines import LineFilter, LineRow, all_lines
from simral.treasury.queries.penerima import list_payable_kontrak, list_verified
from simral.treasury.terms import JenisBelanja, TagihanInput, TagihanLine
from simral.treasury.views.common import Fault, amount, choices, opds_of


@dataclass(frozen=True)
class EntryLine:
    """A line of the form: the DPA line and what was typed beside it."""

    id: UUID
    kode: str
    uraian: str
    pagu: Decimal
    sisa: Decimal
    nilai: Any  # None, Decimal, or the typed text that is no amount
    salah: str
    rekening_kode: str = ""
    aset: str = ""  # the chosen asset leaf
    aset_pilihan: tuple[tuple[str, str], ...] = ()  # empty where the map has the counter account

    @property
    def aset_nama(self) -> str:
        """The chosen asset as the select names it."""
        return dict(self.aset_pilihan).get(self.aset, self.aset)


@dataclass(frozen=True)
class Entry:
    """Everything that was typed, with the address of its step."""

    form: TagihanForm
    lines: list[EntryLine]
    query: dict[str, str]
    checked: bool
    sub_kegiatan: tuple[str, str] = ("", "")  # name, code

    @property
    def total(self) -> Decimal:
        """Sum of the typed amounts, rupiah."""
        return sum((x.nilai for x in self.lines if isinstance(x.nilai, Decimal)), ZERO)

    @property
    def filled(self) -> list[EntryLine]:
        """The lines with an amount, in the order of the page."""
        return [line for line in self.lines if isinstance(line.nilai, Decimal)]

    def is_valid(self) -> bool:
        """Every field has the right shape and at least one line has an amount."""
        shaped = self.form.validate() if self.checked else True
        return bool(shaped and self.filled and not any(line.salah for line in self.lines))

    def faults(self) -> list[Fault]:
        """What the fields do not say themselves."""
        found = [
            Fault(f"{x.rekening_kode} {x.uraian}: {x.salah}", f"#nilai-{x.id}")
            for x in self.lines
            if x.salah
        ]
        if not found and not self.filled:
            first = f"#nilai-{self.lines[0].id}" if self.lines else ""
            found.append(Fault(_("Isi nilai paling sedikit satu rekening belanja."), first))
        return found

    def refusals(self, findings: Iterable[Finding]) -> list[Fault]:
        """The findings of the rules, each with its field and the name of its account."""
        places, by_place = self.places(), {f"nilai-{x.id}": x.uraian for x in self.filled}
        by_place |= {f"aset-{x.id}": x.uraian for x in self.filled}
        by_kode = {x.rekening_kode: f"nilai-{x.id}" for x in reversed(self.filled)}
        found = []
        for finding in findings:
            place = places.get(finding.at, finding.at)
            place = by_kode.get(str(finding.values.get("kode", "")), place)
            named = finding.at.rpartition("_")[2].isdigit() or "kode" in finding.values
            name = by_place.get(place, "") if named else ""
            text = f"{name}: {say(finding)}" if name else say(finding)
            found.append(Fault(text, f"#{place}" if place else ""))
        return found

    def kontrak(self) -> str:
        """The chosen contract as the select names it."""
        chosen = self.form.kontrak_id.data
        options = self.form.kontrak_id.choices or []
        return next((o[1] for o in options if o[0] == chosen and chosen != NONE), "")

    def places(self) -> dict[str, str]:
        """Where the service's findings are on the page: its n-th line is our n-th filled one."""
        known = {"nilai": f"nilai-{self.lines[0].id}"} if self.lines else {}
        for number, line in enumerate(self.filled, start=1):
            known[f"nilai_{number}"] = known[f"rincian_{number}"] = f"nilai-{line.id}"
            known[f"aset_{number}"] = f"aset-{line.id}" if line.aset_pilihan else f"nilai-{line.id}"
        return known

    def hidden(self) -> list[tuple[str, str]]:
        """The answers as hidden fields of the check page."""
        pairs = [(field.name, field._value()) for field in self.form if hasattr(field, "_value")]
        pairs += [(f.name, f.data) for f in self.form if f.type == "SelectField"]
        flags = [(f.name, "y") for f in self.form if f.type == "BooleanField" and f.data]
        amounts = [(f"nilai-{line.id}", format_angka(line.nilai)) for line in self.filled]
        amounts += [(f"aset-{line.id}", line.aset) for line in self.filled if line.aset]
        named = {name: value for name, value in pairs if not name.startswith("is_")}
        return [*named.items(), *flags, *amounts]

    def to_input(self) -> TagihanInput:
        """The bill as the service takes it."""
        data = self.form.data
        return TagihanInput(
            opd_id=UUID(data["opd_id"]),
            tahun=asked_year(),
            rekening_bank_id=UUID(data["rekening_bank_id"]),
            jenis=JenisBelanja(data["jenis"]),
            uraian=data["uraian"],
            nomor=data["nomor"],
            tanggal=data["tanggal"],
            lines=tuple(
                TagihanLine(line.id, line.nilai, line.aset or None) for line in self.filled
            ),
            kontrak_id=optional_id(data["kontrak_id"]),
            bast_nomor=data["bast_nomor"] or "",
            bast_on=data["bast_on"],
            faktur_pajak=data["faktur_pajak"] or "",
            is_bebas_ppn=data["is_bebas_ppn"],
            is_bebas_pph=data["is_bebas_pph"],
        )


def load_entry(args: Mapping[str, str], typed: Any = None) -> Entry:
    """The form of the chosen OPD, sub kegiatan and payee, with what was typed so far."""
    opd_id, sub_id = _id(args, "opd_id"), _id(args, "sub_kegiatan")
    form = TagihanForm(typed) if typed is not None else TagihanForm(data={"opd_id": str(opd_id)})
    _fill_choices(form, opd_id, args.get("penerima", ""))
    chosen = LineFilter(tahun=asked_year(), opd_id=opd_id, sub_id=sub_id)
    rows = all_lines(chosen, actor=current_actor())
    assets = aset_choices([row.rekening_kode for row in rows], asked_year())
    lines = [_line(row, typed or {}, assets.get(row.rekening_kode, [])) for row in rows]
    sub_kegiatan = (rows[0].sub_kegiatan_nama, rows[0].sub_kegiatan_kode) if rows else ("", "")
    names = "opd_id", "sub_kegiatan", "penerima", "tahun", "lanjut"
    query = {name: args[name] for name in names if name in args}
    return Entry(form, lines, query, typed is not None, sub_kegiatan)


def _id(args: Mapping[str, str], name: str) -> UUID:
    """An id that the step before has put in the address; NotFound when it is bent."""
    try:
        return UUID(args.get(name, ""))
    except ValueError:
        raise NotFound() from None


def _fill_choices(form: TagihanForm, opd_id: UUID, payee: str) -> None:
    actor = current_actor()
    mine = [opd for opd in opds_of(actor, Role.PPTK) if opd.id == opd_id]
    form.opd_id.choices = choices(mine)
    form.jenis.choices = [("", _("Pilih jenis belanja")), *TagihanForm.jenis_choices]
    accounts = list_verified(payee)
    form.rekening_bank_id.choices = [
        (str(a.id), f"{a.penerima_nama}, {a.bank} {a.nomor}, a.n. {a.atas_nama}") for a in accounts
    ]
    payees = {account.penerima_id for account in accounts}
    contracts = list_payable_kontrak(asked_year(), opd_id, payees, actor=actor)
    form.kontrak_id.choices = [(NONE, _("Tanpa kontrak"))] + [
        (str(k.id), _("%(nomor)s, %(nama)s, sisa %(sisa)s",
                      nomor=k.nomor, nama=k.penerima_nama, sisa=format_angka(k.sisa)))
        for k in contracts
    ]  # fmt: skip


def _line(row: LineRow, typed: Any, assets: Sequence[RekeningRow]) -> EntryLine:
    text = typed.get(f"nilai-{row.id}", "")
    value = amount(text)
    wrong = ""
    if value is False:
        value, wrong = text, _("“%(isi)s” bukan nilai rupiah", isi=text)
    elif value is not None and value < 0:
        wrong = _("nilai %(nilai)s harus lebih dari nol", nilai=format_angka(value))
    hint = _("sisa SPD %(sisa)s", sisa=format_angka(row.sisa_spd))
    choices = tuple((leaf.kode, f"{leaf.kode} {leaf.nama}") for leaf in assets)
    return EntryLine(
        row.id, f"{row.rekening_kode} · {hint}", row.rekening_nama, row.pagu, row.sisa, value,
        wrong, row.rekening_kode, typed.get(f"aset-{row.id}", ""), choices,
    )  # fmt: skip
