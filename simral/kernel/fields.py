"""Form fields: `RupiahField` reads `1.250.000,50`, `TanggalField` a date, `KodeField` a code."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import StopValidation

from simral.kernel import codes
from simral.kernel.money import format_angka, parse_rupiah


def tidy(value: str | None) -> str:
    """Filter for typed text: NFC, trimmed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", value or "").split())


class _Typed(StringField):
    """A text field whose data is a parsed value; the typed text is shown again on error."""

    refusal = ""

    def parse(self, text: str) -> Any:
        raise ValueError(text)

    def show(self, value: Any) -> str:
        return str(value)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = tidy(valuelist[0]) if valuelist else ""
        self.data = None
        if text:
            try:
                self.data = self.parse(text)
            except ValueError:
                raise ValueError(self.explain(text)) from None

    def explain(self, text: str) -> str:
        return str(_(self.refusal))

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation()


def parse_day(text: str) -> date:
    """`2021-10-04` or `04-10-2021`, with `/` too; ValueError when it is no date."""
    for shape in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a date has no zone
        except ValueError:
            continue
    raise ValueError(text)


class RupiahField(_Typed):
    """An amount in rupiah, Indonesian convention: dot groups, comma before the sen."""

    def parse(self, text: str) -> Any:
        return parse_rupiah(text, decimal=",")

    def show(self, value: Any) -> str:
        return format_angka(value)

    def explain(self, text: str) -> str:
        return str(
            _("“%(text)s” bukan nilai rupiah. Tulis seperti 1.250.000,50, paling banyak dua "
              "angka di belakang koma dan delapan belas angka di depannya.", text=text)
        )  # fmt: skip


class TanggalField(_Typed):
    """A date, `2021-10-04` (as browsers send it) or `04-10-2021`."""

    def parse(self, text: str) -> date:
        return parse_day(text)

    def show(self, value: Any) -> str:
        return f"{value:%Y-%m-%d}"

    def explain(self, text: str) -> str:
        return str(_("“%(text)s” bukan tanggal. Tulis seperti 04-10-2021.", text=text))


class KodeField(_Typed):
    """A dotted code."""

    def parse(self, text: str) -> str:
        return codes.parse(text)

    def explain(self, text: str) -> str:
        return str(_("“%(text)s” bukan kode. Tulis seperti 5.1.02.01.01.0024.", text=text))
