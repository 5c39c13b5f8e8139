"""Form fields: what is typed, what is stored, what is said when it cannot be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired

from simral.kernel.fields import KodeField, RupiahField, TanggalField, tidy


class Entry(Form):
    nilai = RupiahField("Nilai", [InputRequired()])
    tanggal = TanggalField("Tanggal")
    kode = KodeField("Kode")


@pytest.fixture
def typed(kernel_app):
    def fill(**values: str) -> Any:
        with kernel_app.test_request_context():
            form = Entry(MultiDict(values))
            form.validate()
            return form

    return fill


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.250.000,50", "1250000.50"), ("1.250", "1250.00"), ("Rp 7", "7.00"), ("7,5", "7.50"),
     (" 1.250.000 ", "1250000.00"), ("999.999.999.999.999.999,99", "999999999999999999.99")],
)  # fmt: skip
def test_rupiah_are_typed_the_indonesian_way(typed, text, amount):
    form = typed(nilai=text)
    assert form.nilai.data == Decimal(amount)
    assert not form.nilai.errors


@pytest.mark.parametrize(
    "text", ["abc", "1,250,5", "1,001", "1.2", "1.000.000.000.000.000.000", "=1", "1e5", "NaN"]
)
def test_what_is_no_amount_is_shown_again_with_how_to_write_it(typed, text):
    form = typed(nilai=text)
    assert form.nilai.data is None
    (error,) = form.nilai.errors
    assert text in error
    assert "1.250.000,50" in error
    assert form.nilai._value() == text


def test_an_empty_amount_is_asked_for(typed):
    assert typed(nilai="").nilai.errors
    assert typed().nilai.errors


@pytest.mark.parametrize("text", ["2021-10-04", "04-10-2021", "04/10/2021"])
def test_a_date_is_read_as_browsers_and_people_write_it(typed, text):
    assert typed(nilai="1", tanggal=text).tanggal.data == date(2021, 10, 4)


@pytest.mark.parametrize("text", ["2021-02-29", "4 Oktober 2021", "10-04", "31/31/2021"])
def test_what_is_no_date_is_refused(typed, text):
    form = typed(nilai="1", tanggal=text)
    assert form.tanggal.data is None
    assert text in form.tanggal.errors[0]


def test_a_code_is_read_or_refused(typed):
    assert typed(nilai="1", kode=" 5.1.02. ").kode.data == "5.1.02"
    assert "5..1" in typed(nilai="1", kode="5..1").kode.errors[0]


def test_a_value_is_shown_as_it_would_be_typed(kernel_app):
    with kernel_app.test_request_context():
        form = Entry(data={"nilai": Decimal("1250000.5"), "tanggal": date(2021, 10, 4)})
        assert form.nilai._value() == "1.250.000,50"
        assert form.tanggal._value() == "2021-10-04"
        assert form.kode._value() == ""


def test_typed_text_is_normalised_and_trimmed():
    assert tidy("  Cafe\u0301\u00a0 dua\tkata \n") == "Caf\u00e9 dua kata"
    assert tidy(None) == ""
