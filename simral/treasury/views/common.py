"""What the pages of all papers share: the year, the way back, choices, files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, redirect, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from simral.identity.queries import PersonRow, names_of
from simral.identity.terms import Role
from simral.kernel.actor import Actor
from simral.kernel.errors import Finding, NotAllowed, RuleBroken
from simral.kernel.fields import parse_day
from simral.kernel.http import asked_args, asked_year, current_actor, find_actor, say
from simral.kernel.i18n import N_
from simral.kernel.money import parse_rupiah
from simral.kernel.tabular import write_csv, write_xlsx
from simral.reference.queries import OPDRow, is_example, list_opd

COMPARERS = (Role.PPTK, Role.PPK_SKPD, Role.BENDAHARA_PENGELUARAN, Role.KUASA_BUD)


@dataclass(frozen=True)
class Fault:
    """A line of the error summary."""

    text: str
    href: str = ""


def note() -> str:
    """The reason that was typed."""
    return request.form.get("note", "")


def bank_day() -> date | None:
    """The day the bank's answer names; None (today) when none is typed, RuleBroken when bent."""
    text = request.form.get("tanggal", "").strip()
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError:
        message = N_("“%(isi)s” bukan tanggal.")
        raise RuleBroken([Finding("bukan_tanggal", message, {"isi": text}, at="tanggal")]) from None


def shows_account(opd_id: UUID) -> bool:
    """True for those who compare account numbers: PPTK, PPK-SKPD, Bendahara of it, Kuasa BUD."""
    actor = find_actor()
    return actor is not None and any(actor.may(role, opd_id) for role in COMPARERS)


def back(endpoint: str, message: str, **values: Any) -> ResponseReturnValue:
    """After an act: say what happened and show the page again."""
    flash(message)
    return redirect(url_for(endpoint, **values))


def faults(findings: Iterable[Finding], places: Mapping[str, str] | None = None) -> list[Fault]:
    """The findings as lines of the summary, each with the field it is at."""
    known = places or {}
    return [Fault(say(f), f"#{known.get(f.at, f.at)}" if f.at else "") for f in findings]


def uuid_arg(name: str) -> UUID | None:
    """An id of the address; None when it is missing or bent."""
    return request.args.get(name, type=UUID)


def label(value: object) -> str:
    """The word of a state or role, as the templates say it."""
    return str(current_app.jinja_env.filters["label"](value))


def opds_of(actor: Actor, *roles: Role) -> list[OPDRow]:
    """The OPDs in which he holds one of the roles; without roles: all that he sees."""
    found = list_opd(asked_year())
    if not roles:
        return [opd for opd in found if actor.sees(opd.id)]
    return [opd for opd in found if any(actor.may(role, opd.id) for role in roles)]


def require_role(role: Role) -> None:
    """Raise NotAllowed unless he holds the role anywhere; in which unit, the service asks."""
    if not current_actor().holds(role):
        raise NotAllowed()


def choices(opds: Sequence[OPDRow]) -> list[tuple[str, str]]:
    """OPDs for a select."""
    return [(str(opd.id), opd.nama) for opd in opds]


def opd_filter(opds: Sequence[OPDRow], chosen: UUID | None) -> dict[str, Any]:
    """The filter of a list by OPD."""
    options = [("", _("Semua (%(jumlah)s)", jumlah=len(opds))), *choices(opds)]
    return {"name": "opd", "label": _("Perangkat daerah"), "value": chosen or "",
            "options": options}  # fmt: skip


def people(*ids: UUID | None) -> dict[UUID, PersonRow]:
    """Names for the ids that are there."""
    return names_of([one for one in ids if one is not None])


def amount(text: str) -> Any:
    """A typed amount: Decimal, None when empty or 0, False when it is none."""
    if not text.strip():
        return None
    try:
        value = parse_rupiah(text, decimal=",")
    except ValueError:
        return False
    return None if value == 0 else value


def table_file(
    form: str, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Response:
    """The same list as a file: CSV for people, or XLSX; an example's name says so."""
    name = f"contoh-{name}" if is_example() else name
    if form == "xlsx":
        return download(write_xlsx(name, columns, rows), f"{name}.xlsx", "application/vnd."
                        "openxmlformats-officedocument.spreadsheetml.sheet")  # fmt: skip
    return download(write_csv(columns, rows, human=True), f"{name}.csv", "text/csv")


def download(content: bytes, name: str, mimetype: str, *, inline: bool = False) -> Response:
    """Bytes as a file."""
    return send_file(
        BytesIO(content), mimetype=mimetype, download_name=name, as_attachment=not inline
    )


def paper_href(kind: str, paper_id: UUID, act: str = "detail") -> str:
    """The address of a paper, or of an act on it."""
    values: dict[str, Any] = {f"{kind}_id": paper_id}
    return url_for(f"treasury.{kind}_{act}", **values)


def pages(before: str | None, after: str | None) -> dict[str, str | None]:
    """Addresses of the pages beside this one, with the same filter."""
    kept = asked_args("before", "after")
    view = dict(request.view_args or {})
    here = request.endpoint or ""

    def address(name: str, key: str | None) -> str | None:
        values: dict[str, Any] = {**kept, **view, name: key}
        return url_for(here, **values) if key else None

    return {"sebelum": address("before", before), "berikut": address("after", after)}


def lra_href(tahun: int, opd_id: UUID, rekening_kode: str) -> str:
    """The LRA of the OPD at the account; the browser of lines while there is no such report."""
    if "reporting.lra" in current_app.view_functions:
        return url_for("reporting.lra", tahun=tahun, opd=opd_id) + f"#r-{rekening_kode}"
    return url_for("treasury.line_list", tahun=tahun, opd=opd_id, q=rekening_kode)
