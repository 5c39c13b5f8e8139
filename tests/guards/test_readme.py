"""The README can be followed: its commands exist, its links lead somewhere."""

from __future__ import annotations

import importlib
import re

import pytest

from tests.guards.house import ROOT

README = (ROOT / "README.md").read_text()
COMMAND = re.compile(r"python3 -m simral ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")
IN_FRONT = {"test"}  # taken by `python3 -m simral` itself, before the product is loaded
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def commands():
    make = importlib.import_module("simral.app.cli")
    groups = [v for v in vars(make).values() if hasattr(v, "commands")]
    return {name: command for group in groups for name, command in group.commands.items()}


@pytest.mark.parametrize("name", sorted({m.group(1) for m in COMMAND.finditer(README)}))
def test_every_command_of_the_readme_exists(name):
    assert name in IN_FRONT or name in commands()


def test_the_readme_starts_with_the_two_commands():
    assert "python3 -m simral demo" in README
    assert "python3 -m simral test" in README


def test_every_link_leads_somewhere():
    missing = [link for link in LINK.findall(README) if not (ROOT / link).exists()]
    assert not missing


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name)
def test_every_link_of_the_documents_leads_somewhere(path):
    missing = [link for link in LINK.findall(path.read_text()) if not (path.parent / link).exists()]
    assert not missing


def test_the_floor_map_names_every_room():
    rooms = {p.parent.name for p in (ROOT / "simral").glob("*/__init__.py")}
    for room in rooms:
        assert re.search(rf"^{room}\b", README, re.M), room
