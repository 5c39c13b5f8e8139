"""Numbers: templates, no gap, no number dated before its predecessor."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from simral.kernel.db import db
from simral.kernel.errors import NotFound, RuleBroken
from simral.kernel.numbering import Counter, check_template, fill_template, next_number
from simral.kernel.unit_of_work import command

DAY = date(2021, 10, 4)


@command
def take(series: str = "sp2d", tahun: int = 2021, on: date = DAY, *, fail: bool = False) -> str:
    number = next_number(series, tahun, on)
    if fail:
        raise NotFound
    return str(number)


def test_numbers_count_from_one_in_each_series_and_year(run):
    assert [run(take) for _ in range(3)] == ["1", "2", "3"]
    assert run(take, "spm") == "1"
    assert run(take, "sp2d", 2022, date(2022, 1, 3)) == "1"
    assert run(take) == "4"


def test_a_command_that_fails_leaves_no_gap(run):
    assert run(take) == "1"
    with pytest.raises(NotFound):
        run(take, fail=True)
    assert run(take) == "2"


def test_the_first_number_may_fail_too(run):
    with pytest.raises(NotFound):
        run(take, fail=True)
    assert run(take) == "1"


def test_a_number_is_not_dated_before_its_predecessor(run):
    run(take)
    run(take, on=date(2021, 10, 6))
    with pytest.raises(RuleBroken) as refusal:
        run(take, on=date(2021, 10, 5))
    (finding,) = refusal.value.findings
    assert (finding.code, finding.at) == ("tanggal_mundur", "tanggal")
    assert "05-10-2021" in str(finding)
    assert "06-10-2021" in str(finding)
    assert run(take, on=date(2021, 10, 6)) == "3"
    assert run(lambda: db.session.get_one(Counter, ("sp2d", 2021)).last_on) == date(2021, 10, 6)


def test_sixteen_at_once_get_sixteen_numbers(run):
    with ThreadPoolExecutor(16) as pool:
        numbers = list(pool.map(lambda _: int(run(take)), range(48)))
    assert sorted(numbers) == list(range(1, 49))


def test_a_template_is_filled_and_padded():
    template = "{wilayah}/04.0/{urut:6}/{cara}/{opd}/{versi}/{bulan}/{tahun}"
    values = {"wilayah": "32.01", "urut": 17, "cara": "LS", "opd": "1.01.0.00.0.00.01.0000",
              "versi": "M", "bulan": 10, "tahun": 2021}  # fmt: skip
    filled = fill_template(template, **values)
    assert filled == "32.01/04.0/000017/LS/1.01.0.00.0.00.01.0000/M/10/2021"


def test_a_long_number_is_never_cut():
    assert fill_template("{urut:2}", urut=12345) == "12345"


@pytest.mark.parametrize(
    ("template", "codes"),
    [("{urut}/{tahun}", []), ("{tahun}", ["tanpa_urut"]), ("{urut}/{nama}", ["bagian_asing"]),
     ("{apa}", ["tanpa_urut", "bagian_asing"]), ("", ["tanpa_urut"])],
)  # fmt: skip
def test_a_template_carries_the_sequence_and_known_places(template, codes):
    assert [finding.code for finding in check_template(template)] == codes
