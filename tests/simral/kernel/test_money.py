"""Money: one constructor, exact parsing and printing, words, splitting and rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simral.kernel.money import (
    NBSP,
    SEN,
    ZERO,
    format_angka,
    format_rupiah,
    format_short,
    money,
    parse_rupiah,
    percent,
    round_by,
    split,
    terbilang,
)

BIGGEST = Decimal("999999999999999999.99")
amounts = st.integers(-(10**20) + 1, 10**20 - 1).map(lambda sen: Decimal(sen).scaleb(-2))
positive = st.integers(0, 10**20 - 1).map(lambda sen: Decimal(sen).scaleb(-2))


# ── the constructor ───────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("value", [1.0, 0.1, True, False, float("nan")])
def test_money_is_never_a_float(value):
    with pytest.raises(TypeError):
        money(value)


@pytest.mark.parametrize(
    "value",
    ["NaN", "sNaN", "Infinity", "-Infinity", "", "1,5", "abc", "1.001", Decimal("0.005"),
     "1000000000000000000", -(10**18), "1e18"],
)  # fmt: skip
def test_money_refuses_what_is_no_amount(value):
    with pytest.raises(ValueError, match=r"not a number|finer|NUMERIC"):
        money(value)


@pytest.mark.parametrize(
    ("value", "amount"),
    [(0, "0.00"), ("12.5", "12.50"), (Decimal("-0.00"), "0.00"), ("1e3", "1000.00"),
     (BIGGEST, "999999999999999999.99"), ("-999999999999999999.99", "-999999999999999999.99"),
     (Decimal("5.100"), "5.10")],
)  # fmt: skip
def test_money_is_exact_and_has_two_decimals(value, amount):
    assert str(money(value)) == amount


@given(amounts)
def test_every_amount_of_the_column_passes_unchanged(amount):
    assert money(amount) == amount
    assert money(str(amount)) == amount


def test_thirty_large_amounts_add_up_to_the_sen():
    assert sum([Decimal("1234567890123456.78")] * 30, ZERO) == Decimal("37037036703703703.40")


# ── reading and printing ──────────────────────────────────────────────────────────────────────
@given(amounts)
def test_what_is_printed_is_read_back(amount):
    assert parse_rupiah(format_rupiah(amount)) == amount
    assert parse_rupiah(format_angka(amount)) == amount
    assert parse_rupiah(format_angka(amount), decimal=",") == amount


@given(amounts, st.sampled_from([",", "."]))
def test_plain_digits_are_read_by_both_conventions(amount, decimal):
    assert parse_rupiah(f"{amount:.2f}".replace(".", decimal), decimal=decimal) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.250.000,50", "1250000.50"), ("1,250,000.50", "1250000.50"), ("1250000.5", "1250000.50"),
     ("1250000,5", "1250000.50"), ("Rp 1.250.000", "1250000"), ("Rp. 1.250.000,00", "1250000"),
     ("rp1.250.000", "1250000"), ("-Rp 5,25", "-5.25"), ("(12,50)", "-12.50"), ("0,5", "0.50"),
     ("0.500", "0.50"), (f"Rp{NBSP}1.000.000", "1000000"), ("12,5", "12.50"), ("7", "7")],
)  # fmt: skip
def test_an_amount_is_read_as_people_write_it(text, amount):
    assert parse_rupiah(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["1.250", "1,250", "-12.500", "999,999", "(1.250)"])
def test_a_lone_separator_before_three_digits_is_refused(text):
    with pytest.raises(ValueError, match="ambiguous"):
        parse_rupiah(text)


@pytest.mark.parametrize(
    ("text", "decimal", "amount"),
    [("1.250", ",", "1250"), ("1,25", ",", "1.25"), ("1.25", ".", "1.25"), ("1,250", ".", "1250")],
)
def test_the_convention_of_the_column_settles_it(text, decimal, amount):
    assert parse_rupiah(text, decimal=decimal) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["", "  ", "abc", "1..2", "1.25.000", "12.34.567,00", "1,2,3", "1.250,00,0", "1.000,5.0",
     "1e5", "٣", "1 250 000 x", "--5", "Rp", "0x10", "1_000", "1,234,5", "100,001",
     "1000000000000000000", "=1+1", "NaN"],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - several reasons, one class
        parse_rupiah(text, decimal=",")


@given(st.text(max_size=30))
def test_reading_never_ends_in_anything_but_an_amount_or_a_refusal(text):
    try:
        amount = parse_rupiah(text)
    except ValueError:
        return
    assert amount == amount.quantize(SEN)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("8333930825533", "8,33 triliun"), ("1500000000", "1,5 miliar"), ("2000000", "2 juta"),
     ("999999", "999.999"), ("-2500000", "-2,5 juta"), ("0.5", "0,50")],
)  # fmt: skip
def test_a_short_amount_names_its_size(amount, shown):
    assert format_short(Decimal(amount)) == f"Rp{NBSP}{shown}"


def test_a_negative_amount_stands_in_brackets():
    assert format_rupiah(Decimal("-12.50")) == f"(Rp{NBSP}12,50)"
    assert format_angka(Decimal("-1250000")) == "(1.250.000,00)"


def test_percent_of_nothing_is_nil():
    assert percent(Decimal(5), ZERO) == ZERO
    assert percent(Decimal(1), Decimal(3)) == Decimal("33.33")
    assert percent(Decimal(2), Decimal(3)) == Decimal("66.67")


# ── words ─────────────────────────────────────────────────────────────────────────────────────
ONES = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split()  # noqa: SIM905
GROUPS = ["", "ribu", "juta", "miliar", "triliun", "kuadriliun"]


def spoken(number: int) -> str:
    """Another way to the same words: group by group from the right, then three Indonesian
    contractions as text replacements."""
    if number == 0:
        return "nol"
    said: list[str] = []
    for place, group in enumerate(reversed(f"{number:,}".split(","))):
        hundred, ten, one = (int(digit) for digit in group.zfill(3))
        words = [f"{ONES[hundred]} ratus"] if hundred else []
        if ten == 1 and one > 0:
            words.append(f"{ONES[one]} belas")
        else:
            words += [f"{ONES[ten]} puluh"] if ten else []
            words += [ONES[one]] if one else []
        if words:
            lone_thousand = place == 1 and group.zfill(3) == "001"
            said.insert(0, "seribu" if lone_thousand else " ".join([*words, GROUPS[place]]).strip())
    text = " ".join(said)
    for long, short in (("satu ratus", "seratus"), ("satu puluh", "sepuluh"),
                        ("satu belas", "sebelas")):  # fmt: skip
        text = text.replace(long, short)
    return text


@pytest.mark.parametrize(
    ("amount", "words"),
    [("0", "nol rupiah"), ("1", "satu rupiah"), ("10", "sepuluh rupiah"), ("11", "sebelas rupiah"),
     ("12", "dua belas rupiah"), ("20", "dua puluh rupiah"), ("100", "seratus rupiah"),
     ("111", "seratus sebelas rupiah"), ("1000", "seribu rupiah"), ("1001", "seribu satu rupiah"),
     ("1100", "seribu seratus rupiah"), ("2000", "dua ribu rupiah"),
     ("11000", "sebelas ribu rupiah"), ("101000", "seratus satu ribu rupiah"),
     ("1001000", "satu juta seribu rupiah"), ("1000000", "satu juta rupiah"),
     ("1000000000", "satu miliar rupiah"), ("2000000000000", "dua triliun rupiah"),
     ("1000000000000000", "satu kuadriliun rupiah"),
     ("8333930825533", "delapan triliun tiga ratus tiga puluh tiga miliar sembilan ratus tiga "
      "puluh juta delapan ratus dua puluh lima ribu lima ratus tiga puluh tiga rupiah"),
     ("-12.50", "minus dua belas rupiah lima puluh sen"), ("0.01", "nol rupiah satu sen"),
     ("1.10", "satu rupiah sepuluh sen")],
)  # fmt: skip
def test_words_written_down_by_hand(amount, words):
    assert terbilang(Decimal(amount)) == words


def test_words_agree_with_an_independent_table_up_to_31999():
    for number in range(32_000):
        assert terbilang(Decimal(number)) == f"{spoken(number)} rupiah", number


@pytest.mark.parametrize("power", range(3, 18))
@pytest.mark.parametrize("step", [-1001, -1000, -1, 0, 1, 11, 100, 999, 1000, 1001])
def test_words_at_every_group_boundary(power, step):
    number = 10**power + step
    if number >= 0:
        assert terbilang(Decimal(number)) == f"{spoken(number)} rupiah"


@given(positive)
def test_words_of_any_amount(amount):
    whole, sen = divmod(int(amount * 100), 100)
    expected = f"{spoken(whole)} rupiah" + (f" {spoken(sen)} sen" if sen else "")
    assert terbilang(amount) == expected
    if amount:
        assert terbilang(-amount) == f"minus {expected}"


# ── parts and rounding ────────────────────────────────────────────────────────────────────────
@given(
    st.integers(-(10**17), 10**17).map(lambda sen: Decimal(sen).scaleb(-2)),
    st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any),
)
def test_splitting_loses_nothing(total, weights):
    parts = split(total, weights)
    assert sum(parts, ZERO) == total
    for part, weight in zip(parts, weights, strict=True):
        assert part == part.quantize(SEN)
        assert abs(part * sum(weights) - total * weight) < SEN * sum(weights)
        assert weight or part == 0


def test_the_rest_goes_to_the_largest_remainders_not_to_the_last_part():
    assert split(Decimal("100.00"), [2, 2, 2, 1]) == [
        Decimal(part) for part in ("28.57", "28.57", "28.57", "14.29")
    ]
    assert split(Decimal("0.05"), [1, 1, 1]) == [Decimal(part) for part in ("0.02", "0.02", "0.01")]


@pytest.mark.parametrize("weights", [[0], [0, 0], [1, -1], [2, -1]])
def test_weights_must_be_positive(weights):
    with pytest.raises(ValueError, match="positive"):
        split(Decimal(1), weights)


@pytest.mark.parametrize(
    ("rule", "amount", "rounded"),
    [("floor", "218018.99", "218018"), ("floor", "1", "1"), ("half_up", "0.50", "1"),
     ("half_up", "0.49", "0"), ("up_100", "100.01", "200"), ("up_100", "100", "100")],
)  # fmt: skip
def test_rounding_by_rule(rule, amount, rounded):
    assert round_by(Decimal(amount), rule) == Decimal(rounded)


def test_an_unknown_rounding_rule_is_refused():
    with pytest.raises(ValueError, match="unknown"):
        round_by(ZERO, "banker")


@given(positive, st.sampled_from(["floor", "half_up", "up_100"]))
def test_rounding_gives_whole_rupiah_near_by(amount, rule):
    rounded = round_by(amount, rule)
    assert rounded % 1 == 0
    assert abs(rounded - amount) < (100 if rule == "up_100" else 1)
    assert rule != "floor" or rounded <= amount
