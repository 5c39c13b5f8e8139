"""Dotted codes: parsing, level, parent, ancestry, spelling of programme codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simral.kernel import codes

LEAF = "5.1.02.01.01.0024"
dotted = st.lists(st.integers(0, 9999).map(str), min_size=1, max_size=6).map(".".join)


@pytest.mark.parametrize("text", [LEAF, f"  {LEAF} ", f"{LEAF}.", "5", "X.XX.01.2.01"])
def test_a_code_is_read_without_space_and_trailing_dot(text):
    assert codes.parse(text) == text.strip().rstrip(".")


@pytest.mark.parametrize(
    "text", ["", ".", "5..1", ".5", "5,1", "5.1a", "5 1", "=5", "5.1\x00", "٥"]
)
def test_what_is_no_code_is_refused(text):
    with pytest.raises(ValueError, match="not a dotted code"):
        codes.parse(text)


def test_the_parts_of_an_account_code():
    assert codes.level(LEAF) == 6
    assert codes.parent(LEAF) == "5.1.02.01.01"
    assert codes.parent("5") is None
    assert codes.ancestors("5.1.02") == ["5", "5.1", "5.1.02"]
    assert codes.at_level(LEAF, 3) == "5.1.02"


@pytest.mark.parametrize(
    ("code", "ancestor", "under"),
    [(LEAF, "5.1", True), (LEAF, LEAF, True), ("5.10.01", "5.1", False), ("5.1", LEAF, False)],
)
def test_under_means_part_by_part(code, ancestor, under):
    assert codes.is_under(code, ancestor) is under


@pytest.mark.parametrize(
    ("code", "normal"),
    [("1.01.01.02.01.0001", "1.01.01.2.01.0001"), ("1.01.01.2.01.0001", "1.01.01.2.01.0001"),
     ("1.01.01.02", "1.01.01.02"), ("7.01.03.01.02", "7.01.03.1.02")],
)  # fmt: skip
def test_the_authority_digit_of_a_programme_code(code, normal):
    assert codes.normalise_programme(code) == normal


@given(dotted)
def test_every_code_is_under_all_its_ancestors(code):
    line = codes.ancestors(code)
    assert line[-1] == codes.parse(code)
    assert len(line) == codes.level(code)
    assert all(codes.is_under(code, above) for above in line)
    assert [codes.parent(above) for above in line] == [None, *line[:-1]]
