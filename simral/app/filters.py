"""Template filters: figures, dates and words as officials read them (interface §5)."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path

from flask import Flask, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from simral.app.words import SUBJECTS, WORDS
from simral.kernel import clock, money
from simral.kernel.i18n import N_

BULAN = (
    N_("Januari"), N_("Februari"), N_("Maret"), N_("April"), N_("Mei"), N_("Juni"),
    N_("Juli"), N_("Agustus"), N_("September"), N_("Oktober"), N_("November"), N_("Desember"),
)  # fmt: skip


def init_filters(app: Flask) -> None:
    """Register every filter under its Indonesian name."""
    app.jinja_env.filters.update(
        rupiah=money.format_rupiah,
        angka=money.format_angka,
        angka_pecah=split_angka,
        singkat=money.format_short,
        terbilang=terbilang,
        persen=persen,
        tanggal=tanggal,
        tgl=tgl,
        jam=jam,
        bulan=bulan,
        awal=awal,
        kejadian=kejadian,
        label=label,
        samar=mask,
    )
    app.jinja_env.globals.update(static=static)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def split_angka(amount: Decimal) -> tuple[str, str]:
    """The amount in two parts: rupiah, and the sen that are shown muted."""
    text = money.format_angka(amount)
    head, comma, sen = text.rpartition(",")
    return head, comma + sen


def terbilang(amount: Decimal) -> str:
    """Words with a capital letter."""
    words = money.terbilang(amount)
    return words[0].upper() + words[1:]


def persen(value: Decimal) -> str:
    """`87,43%`."""
    return f"{value:.2f}".replace(".", ",") + "%"


def tanggal(day: date | None) -> str:
    """`21 November 2026`, the month in the reader's language."""
    return "–" if day is None else f"{day.day} {bulan(day.month)} {day.year}"


def bulan(number: int) -> str:
    """The month's name in the reader's language."""
    return str(_(BULAN[number - 1]))


def awal(text: str) -> str:
    """The first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]


def kejadian(tag: str) -> str:
    """`treasury:spp:submit` in words: room · document · action; an unknown part as it is."""
    parts = [SUBJECTS.get(part) or WORDS.get(part) or part for part in tag.split(":")]
    return " · ".join(awal(str(_(part))) for part in parts)


def tgl(day: date | None) -> str:
    """`21-11-2026`."""
    return "–" if day is None else f"{day:%d-%m-%Y}"


def jam(instant: datetime | None) -> str:
    """`21-11-2026 10.42 WIB`."""
    if instant is None:
        return "–"
    local = clock.local(instant)
    return f"{local:%d-%m-%Y %H.%M} {local.tzname()}"


def label(value: object) -> str:
    """The translated word of a state, role, action or kind."""
    if value is None:
        return "–"
    key = value.value if isinstance(value, Enum) else str(value)
    return str(_(WORDS.get(key, key)))


def mask(text: str) -> Markup:
    """All but the last four characters hidden."""
    tail = text[-4:]
    return Markup("<span>•••• {}</span>").format(escape(tail)) if text else Markup("–")


def static(path: str) -> str:
    """The address of a static file with the head of its hash, cacheable for ever."""
    return url_for("static", filename=path, v=_hash(path))


@cache
def _hash(path: str) -> str:
    file = Path(__file__).resolve().parents[1] / "static" / path
    return hashlib.sha256(file.read_bytes()).hexdigest()[:8]
