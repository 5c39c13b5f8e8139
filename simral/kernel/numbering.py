"""Gap-free numbers: one counter row per series and year, locked inside the command.

A number is given at issue, never reused, and its date may not lie before its predecessor's
(SIMAKDA: "Tanggal SPP tidak boleh kurang dari SPP lalu"). Take this lock last.
"""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import Text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from simral.kernel.db import Base, db
from simral.kernel.errors import Finding, raise_if
from simral.kernel.i18n import N_

_PLACE = re.compile(r"\{(\w+)(?::(\d+))?\}")
PLACES = {"wilayah", "jenis", "urut", "cara", "opd", "versi", "bulan", "tahun"}


class Counter(Base):
    """The last number of a series in a year, and the date it was given for."""

    __tablename__ = "nomor_urut"

    series: Mapped[str] = mapped_column(Text, primary_key=True)
    tahun: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
    last_on: Mapped[date]


def next_number(series: str, tahun: int, on: date) -> int:
    """The next number of the series; RuleBroken when `on` lies before the last number's date."""
    counter = _step(series, tahun)
    if counter is None:
        start = {"series": series, "tahun": tahun, "last": 0, "last_on": on}
        db.session.execute(insert(Counter).values(start).on_conflict_do_nothing())
        counter = _step(series, tahun)
        assert counter is not None
    number, last_on = counter
    if on < last_on:
        message = N_("Tanggal %(tanggal)s mendahului tanggal nomor sebelumnya, %(lalu)s.")
        values = {"tanggal": f"{on:%d-%m-%Y}", "lalu": f"{last_on:%d-%m-%Y}"}
        raise_if([Finding("tanggal_mundur", message, values, at="tanggal")])
    if on > last_on:
        db.session.execute(
            update(Counter)
            .where(Counter.series == series, Counter.tahun == tahun)
            .values(last_on=on)
            .execution_options(synchronize_session=False)
        )
    return number


def _step(series: str, tahun: int) -> tuple[int, date] | None:
    row = db.session.execute(
        update(Counter)
        .where(Counter.series == series, Counter.tahun == tahun)
        .values(last=Counter.last + 1)
        .returning(Counter.last, Counter.last_on)
        .execution_options(synchronize_session=False)
    ).first()
    return None if row is None else (row[0], row[1])


def check_template(template: str) -> list[Finding]:
    """A template must carry the sequence, and only known places."""
    places = {name for name, _ in _PLACE.findall(template)}
    findings = []
    if "urut" not in places:
        findings.append(Finding("tanpa_urut", N_("Pola nomor harus memuat {urut}."), at="pola"))
    for name in sorted(places - PLACES):
        message = N_("Pola nomor memuat bagian yang tidak dikenal: %(nama)s.")
        findings.append(Finding("bagian_asing", message, {"nama": name}, at="pola"))
    return findings


def fill_template(template: str, **values: str | int) -> str:
    """`{wilayah}/{jenis}/{urut:6}/…` with the values; the width pads with zeros."""

    def put(match: re.Match[str]) -> str:
        name, width = match.group(1), match.group(2)
        text = str(values[name])
        return text.zfill(int(width)) if width else text

    return _PLACE.sub(put, template)
