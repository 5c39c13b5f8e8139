"""Templates show rows: no script, no style, no foreign host, no query, no form without its keys."""

from __future__ import annotations

import re

import pytest

from tests.guards.house import ROOT, name_of, show, templates

# the template's own text, and the national channel for complaints: a link, nothing is loaded
OWN = re.compile(r"""(?:"[^"]*"|'[^']*')\s*\|\s*safe\b|<a href="https://www\.lapor\.go\.id\"""")
COMMENT = re.compile(r"\{#.*?#\}", re.S)
FORBIDDEN = {
    "the filter safe": re.compile(r"\|\s*safe\b|\bMarkup\("),
    "autoescape off": re.compile(r"\{%-?\s*autoescape\s+false"),
    "an inline style": re.compile(r"<style\b|\sstyle\s*="),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']"),
    "a javascript address": re.compile(r"javascript:"),
    "a foreign host": re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}"),
    "a query": re.compile(r"\.query[.(]|\bdb\.|session\.(?:execute|scalars?|get)\b|\bsession\["),
    "arithmetic on money": re.compile(r"\b(?:nilai|pagu|sisa|realisasi|jumlah)\s*[-+*/]\s*[a-z_]"),
}  # fmt: skip
SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.S)
FORM = re.compile(
    r"<form\b[^>]*method\s*=\s*[\"']?post[\"']?[^>]*>(.*?)(?:</form>|\Z)", re.S | re.I
)
KEYS = (re.compile(r"csrf_token"), re.compile(r"\bidem\b|new_key\("))
KEYLESS = ("identity.sign_in", "identity.sign_out", "identity.set_preference", "paths.sign_out",
           "paths.masuk", "paths.keluar", "paths.preferensi")  # fmt: skip


def text_of(path):
    """The template without its comments, line numbers kept."""
    return COMMENT.sub(lambda m: "\n" * m.group().count("\n"), path.read_text())


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    found = [
        f"{name_of(path)}:{number} {line.strip()[:100]}"
        for path in templates()
        for number, line in enumerate(text_of(path).splitlines(), start=1)
        if FORBIDDEN[what].search(OWN.sub("", line))
    ]
    assert not found, show(found)


def test_a_script_comes_from_a_file():
    found = [
        f"{name_of(path)} <script{attributes}>"
        for path in templates()
        for attributes, code in SCRIPT.findall(text_of(path))
        if "src=" not in attributes or code.strip()
    ]
    assert not found, show(found)


def test_every_form_that_posts_carries_its_token_and_its_key():
    found = []
    for path in templates():
        for match in FORM.finditer(text_of(path)):
            keyless = any(name in match.group() for name in KEYLESS)
            for key in KEYS[:1] if keyless else KEYS:
                if not key.search(match.group()):
                    found.append(f"{name_of(path)} {match.group()[:90]} … no {key.pattern}")
    assert not found, show(found)


def test_every_template_is_used():
    """A page nobody renders, extends or imports is dead."""
    texts = [path.read_text() for path in templates()]
    texts += [path.read_text() for path in (ROOT / "simral").rglob("*.py")]
    everything = "\n".join(texts)
    folders = {"identity", "reporting", "treasury", "budgeting", "ledger", "audit", "transparency"}
    found = []
    for path in templates():
        name = path.relative_to(ROOT / "templates").as_posix()
        stem = name.rpartition("/")[2].removesuffix(".html")
        if f'"{name}"' in everything or f"'{name}'" in everything:
            continue
        if name.split("/")[0] in folders and re.search(
            rf"[\"'/]{re.escape(stem)}[\"'.]", everything
        ):
            continue  # put together from the document's name
        found.append(name)
    assert not found, show(found)
