"""English is complete: every message has a translation with the same values."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.guards.house import ROOT, at, name_of, show, sources, templates, tree

CATALOGUE = ROOT / "simral" / "translations" / "en" / "LC_MESSAGES" / "messages"
KEYWORDS = {"_": None, "N_": None, "_l": None, "gettext": None, "lazy_gettext": None,
            "ngettext": (1, 2), "_n": (1, 2)}  # fmt: skip
VALUE = re.compile(r"%\((\w+)\)[sd]")
CALLS = {"_", "N_", "_l", "gettext", "lazy_gettext", "ngettext"}
Message = str | tuple[str, ...]


@cache
def messages() -> dict[Message, str]:
    """Every message of the product, with the first place it is said at."""
    with (ROOT / "simral" / "translations" / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found: dict[Message, str] = {}
    for name, line, message, *_ in extract_from_dir(
        ROOT, method_map=methods, options_map=options, keywords=KEYWORDS,
        directory_filter=lambda path: wanted(Path(path)),
    ):  # fmt: skip
        found.setdefault(message, f"{name}:{line}")
    return found


def wanted(folder: Path) -> bool:
    relative = folder.relative_to(ROOT) if folder.is_absolute() else folder
    return relative == Path() or relative.parts[0] in {"simral", "templates", "katalog"}


@cache
def english() -> Catalog:
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        return read_po(file, locale="en")


def test_every_message_is_translated():
    missing = []
    for message, place in messages().items():
        entry = english().get(message if isinstance(message, str) else message[0])
        text = entry.string if entry else ""
        if not (all(text) if isinstance(text, tuple) else text) or (entry and entry.fuzzy):
            missing.append(f"{place} {message!r}")
    assert not missing, show(missing)


def test_the_catalogue_holds_nothing_that_nobody_says():
    said = {m if isinstance(m, str) else m[0] for m in messages()}
    stale = [
        str(entry.id) for entry in english()
        if entry.id and (entry.id if isinstance(entry.id, str) else entry.id[0]) not in said
    ]  # fmt: skip
    assert not stale, show(stale)


def test_a_translation_has_the_values_of_its_message():
    wrong = []
    for entry in english():
        if entry.id and isinstance(entry.id, str):
            if set(VALUE.findall(entry.id)) != set(VALUE.findall(str(entry.string))):
                wrong.append(f"{entry.id!r} → {entry.string!r}")
            if bool(VALUE.search(entry.id)):
                assert str(entry.string) % dict.fromkeys(VALUE.findall(entry.id), "x")
    assert not wrong, show(wrong)


def test_the_compiled_catalogue_is_the_written_one():
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)
    assert texts(compiled) == texts(english())


def texts(catalogue: Catalog) -> dict[object, object]:
    """Message → translation; several forms as tuples."""
    plain = {key(entry.id): key(entry.string) for entry in catalogue if entry.id}
    return {k[0] if isinstance(k, tuple) else k: text for k, text in plain.items()}


def key(text: object) -> object:
    return tuple(text) if isinstance(text, list | tuple) else text


def test_no_message_is_put_together_from_pieces():
    """A translator sees whole sentences: no f-string, no +, no format() inside the call."""
    found = []
    for path in sources():
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[0]
            formatted = isinstance(first, ast.Call) and ast.unparse(first.func).endswith(".format")
            if name in CALLS and (isinstance(first, ast.JoinedStr | ast.BinOp) or formatted):
                found.append(f"{at(path, node.lineno)} {ast.unparse(node)[:90]}")
    for path in templates():
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if re.search(r"\b_\(\s*(\"[^\"]*\"|'[^']*')\s*[~+]", line):
                found.append(f"{name_of(path)}:{number} {line.strip()[:90]}")
    assert not found, show(found)
