"""Exact pins: the same packages today and in a year."""

from __future__ import annotations

import re

import pytest

from tests.guards.house import ROOT

PIN = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[0-9][A-Za-z0-9.+!]*( *; *.+)?")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_package_is_pinned_exactly(name):
    for line in (ROOT / name).read_text().splitlines():
        line = line.partition("#")[0].strip()
        assert not line or line == "-r requirements.txt" or PIN.fullmatch(line), line


def test_no_package_is_named_twice_for_one_place():
    lines = [
        line.strip().lower()
        for name in ("requirements.txt", "requirements-test.txt")
        for line in (ROOT / name).read_text().splitlines()
        if "==" in line
    ]
    names = [re.split(r"==|\[", line)[0] + line.partition(";")[2] for line in lines]
    assert len(names) == len(set(names))


def test_the_product_does_not_need_the_test_tools():
    product = (ROOT / "requirements.txt").read_text().lower()
    for tool in ("hypothesis", "playwright", "pytest-xdist", "import-linter", "mypy", "ruff"):
        assert f"\n{tool}==" not in product
