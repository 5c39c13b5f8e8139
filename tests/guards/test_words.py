"""One word per thing: every enum member has a label, every member and table a glossary row."""

from __future__ import annotations

import importlib
import re
from enum import StrEnum

import pytest

from tests.guards.house import ROOT, name_of, show, sources

GLOSSARY = ROOT / "docs" / "glossary.md"
NOT_OF_LAW = {"simral.reporting.terms.Kind": "the shape of a column"}


def word_enums() -> list[type[StrEnum]]:
    """The enums that rooms lend to others and the states and actions of documents."""
    found = {}
    for path in sources("simral"):
        if path.stem not in {"terms", "states"} or name_of(path) == "simral/kernel/states.py":
            continue
        module = importlib.import_module(name_of(path).removesuffix(".py").replace("/", "."))
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum:
                found[f"{value.__module__}.{value.__name__}"] = value
    return [enum for name, enum in sorted(found.items()) if name not in NOT_OF_LAW]


def glossary_terms() -> set[str]:
    """What stands in backticks in the first column of the tables."""
    terms: set[str] = set()
    for line in GLOSSARY.read_text().splitlines():
        if line.startswith("|"):
            terms |= set(re.findall(r"`([^`]+)`", line.split("|")[1]))
    return terms


@pytest.mark.parametrize("enum", word_enums(), ids=lambda enum: enum.__name__)
def test_every_member_has_a_label(enum):
    words = importlib.import_module("simral.app.words").WORDS
    missing = [f"{enum.__name__}.{m.name} = {m.value}" for m in enum if not words.get(m.value)]
    assert not missing, show(missing)


def test_every_member_has_a_row_in_the_glossary():
    terms = glossary_terms()
    missing = [
        f"{enum.__name__}.{m.name}: `{m.value}`"
        for enum in word_enums()
        for m in enum
        if m.value not in terms
    ]
    assert not missing, show(missing)


def test_every_table_has_a_row_in_the_glossary():
    importlib.import_module("simral.app")
    base = importlib.import_module("simral.kernel.db").Base
    classes = {
        mapper.class_.__name__
        for mapper in base.registry.mappers
        if mapper.class_.__module__.startswith(("simral.", "katalog."))
    }
    assert len(classes) > 30
    assert not (missing := sorted(classes - glossary_terms())), show(missing)


def test_the_glossary_names_each_term_once():
    rows = [
        line.split("|")[1] for line in GLOSSARY.read_text().splitlines() if line.startswith("| `")
    ]
    terms = [term for row in rows for term in re.findall(r"`([^`]+)`", row)]
    assert not (twice := sorted({t for t in terms if terms.count(t) > 1})), show(twice)
