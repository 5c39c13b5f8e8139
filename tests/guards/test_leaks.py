"""Nothing of the machine it was made on: no home directories, no package registries, no keys."""

from __future__ import annotations

import re

from tests.guards.house import ROOT, name_of, show, tracked

BINARY = {".gz", ".png", ".jpg", ".ico", ".woff2", ".woff", ".ttf", ".mo", ".pdf", ".xlsx"}
THIRD_PARTY = ("simral/static/vendor/", "tests/vendor/")
HERE = "tests/guards/test_leaks.py"
PATTERNS = {
    "a path of one machine": re.compile(
        r"(?<![\w.])/(?:root|work|home/[a-z]|Users/[A-Za-z]|mnt/[a-z]|workspace)\b|[A-Z]:\\Users\\"
    ),
    "a package registry": re.compile(
        r"pypi\.org|pythonhosted\.org|registry\.npmjs|artifactory|jfrog|devpi|--index-url\s+\S",
        re.I,
    ),
    "a secret": re.compile(
        r"-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{30}|xox[bp]-"
    ),
}


def test_no_file_names_the_machine_it_was_made_on():
    found = []
    for path in tracked():
        name = name_of(path)
        if name == HERE or path.suffix in BINARY or name.startswith(THIRD_PARTY):
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), start=1):
            found += [
                f"{name}:{number} {what}: {line.strip()[:80]}"
                for what, pattern in PATTERNS.items()
                if pattern.search(line)
            ]
    assert not found, show(found)


def test_what_is_made_here_is_not_tracked():
    found = [name_of(p) for p in tracked() if set(p.relative_to(ROOT).parts) & {
        ".venv", "instance", "__pycache__", ".env", ".pytest_cache", ".hypothesis"}]  # fmt: skip
    assert not found, show(found)
