"""Money: functions on Decimal. An amount is a Decimal that came through `money()`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation

SEN = Decimal("0.01")
ZERO = Decimal("0.00")
LIMIT = Decimal(10) ** 18
NBSP = "\u00a0"

_UNITS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_GROUPS = (
    (10**15, "kuadriliun"),
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (10**3, "ribu"),
)
_SHORT = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"))
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:(?P<sep>[.,])[0-9]{3})(?:(?P=sep)[0-9]{3})*")


def money(value: str | int | Decimal) -> Decimal:
    """The one constructor: exact, two decimals, inside NUMERIC(20,2).

    Raises TypeError for float, ValueError for NaN, finer than a sen, or 10^18 and above.
    """
    if isinstance(value, float | bool):
        raise TypeError("money is never a float")
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"not a number: {value!r}") from None
    if not amount.is_finite():
        raise ValueError(f"not a number: {value!r}")
    if abs(amount) >= LIMIT:
        raise ValueError(f"does not fit NUMERIC(20,2): {value!r}")
    if amount != amount.quantize(SEN):
        raise ValueError(f"finer than one sen: {value!r}")
    return amount.quantize(SEN) + ZERO


def parse_rupiah(text: str, *, decimal: str | None = None) -> Decimal:
    """Read `1.250.000,50`, `1250000.5`, `Rp 1.250.000`; rupiah.

    `decimal` is the column's convention ("," or "."). Without it a lone separator before
    exactly three digits (`1.250`) is ambiguous and refused with ValueError.
    """
    raw = text.replace(NBSP, " ").strip()
    if raw.startswith("(") and raw.endswith(")"):
        raw = "-" + raw[1:-1].strip()
    raw = re.sub(r"^(-?)\s*[Rr][Pp]\.?\s*", r"\1", raw).replace(" ", "")
    if not re.fullmatch(r"-?[0-9][0-9.,]*", raw):
        raise ValueError(f"not an amount: {text!r}")
    return money(_plain(raw, text, decimal))


def _plain(raw: str, text: str, decimal: str | None) -> str:
    """The amount with a decimal point and no grouping."""
    dots, commas = raw.count("."), raw.count(",")
    if decimal is None:
        if dots and commas:
            decimal = "," if raw.rindex(",") > raw.rindex(".") else "."
        elif dots + commas > 1:
            decimal = "," if dots else "."
        elif dots + commas == 1:
            if _GROUPED.fullmatch(raw) and not raw.lstrip("-").startswith("0"):
                raise ValueError(f"ambiguous separator: {text!r}")
            decimal = "." if dots else ","
        else:
            return raw
    group = "." if decimal == "," else ","
    whole, _, rest = raw.partition(decimal)
    if group in rest or decimal in rest:
        raise ValueError(f"not an amount: {text!r}")
    if group in whole and not re.fullmatch(
        rf"-?[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+", whole
    ):
        raise ValueError(f"misplaced thousands separator: {text!r}")
    return whole.replace(group, "") + ("." + rest if rest else "")


def format_angka(amount: Decimal) -> str:
    """`1.250.000,00`; negative `(12,50)`: the cell of a table or form."""
    whole, _, sen = f"{abs(amount):.2f}".partition(".")
    text = f"{int(whole):,}".replace(",", ".") + "," + sen
    return f"({text})" if amount < 0 else text


def format_rupiah(amount: Decimal) -> str:
    """`Rp 1.250.000,00` with a no-break space; negative `(Rp 12,50)`."""
    text = f"Rp{NBSP}{format_angka(abs(amount))}"
    return f"({text})" if amount < 0 else text


def format_short(amount: Decimal) -> str:
    """`Rp 8,33 triliun`: for public sentences, beside the exact amount."""
    for size, word in _SHORT:
        if abs(amount) >= size:
            value = (amount / size).quantize(SEN, ROUND_HALF_UP)
            digits = f"{value:f}".rstrip("0").rstrip(".").replace(".", ",")
            return f"Rp{NBSP}{digits} {word}"
    return f"Rp{NBSP}{format_angka(amount).removesuffix(',00')}"


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """part / whole × 100 with two decimals; 0 when the base is 0 (LRA, PP 71/2010)."""
    if whole == 0:
        return ZERO
    return (part * 100 / whole).quantize(SEN, ROUND_HALF_UP)


def terbilang(amount: Decimal) -> str:
    """The amount in words for a printed form: `satu juta seribu rupiah`, sen when not 00."""
    whole, sen = divmod(int((abs(amount) * 100).to_integral_value()), 100)
    words = f"{_words(whole)} rupiah"
    if sen:
        words += f" {_words(sen)} sen"
    return f"minus {words}" if amount < 0 else words


def _words(number: int) -> str:
    """Indonesian cardinal number; 0 ≤ number < 10^18."""
    for size, word in _GROUPS:
        if number >= size:
            head, rest = divmod(number, size)
            first = "seribu" if size == 1000 and head == 1 else f"{_words(head)} {word}"
            return f"{first} {_words(rest)}" if rest else first
    if number >= 100:
        head, rest = divmod(number, 100)
        first = "seratus" if head == 1 else f"{_UNITS[head]} ratus"
        return f"{first} {_words(rest)}" if rest else first
    if number >= 20:
        head, rest = divmod(number, 10)
        first = f"{_UNITS[head]} puluh"
        return f"{first} {_UNITS[rest]}" if rest else first
    return _UNITS[number] if number < 12 else f"{_UNITS[number - 10]} belas"


def split(total: Decimal, weights: Sequence[int | Decimal]) -> list[Decimal]:
    """Largest remainder: each part within one sen of its exact share, together exactly total."""
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must be positive")
    exact = [total * weight / whole for weight in weights]
    parts = [share.quantize(SEN, ROUND_DOWN) for share in exact]
    missing = int((total - sum(parts)) / SEN)
    sign = 1 if missing >= 0 else -1
    by_remainder = sorted(range(len(parts)), key=lambda i: abs(exact[i] - parts[i]), reverse=True)
    for i in by_remainder[: abs(missing)]:
        parts[i] += sign * SEN
    return parts


def round_by(amount: Decimal, rule: str) -> Decimal:
    """Round to whole rupiah by a dated rule: "floor" (tax default), "half_up", "up_100"."""
    if rule == "floor":
        return amount.quantize(Decimal(1), ROUND_DOWN).quantize(SEN)
    if rule == "half_up":
        return amount.quantize(Decimal(1), ROUND_HALF_UP).quantize(SEN)
    if rule == "up_100":
        hundreds = (amount / 100).quantize(Decimal(1), ROUND_CEILING)
        return (hundreds * 100).quantize(SEN)
    raise ValueError(f"unknown rounding rule: {rule!r}")
