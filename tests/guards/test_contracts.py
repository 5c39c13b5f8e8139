"""The import contracts of pyproject.toml, kept by every room (house §7)."""

from __future__ import annotations

import tomllib

from importlinter.cli import lint_imports

from tests.guards.house import PACKAGES, ROOT

NO_ROOM = {"simral.kernel", "simral.app", "simral.example", "katalog.example"}


def contract(name: str) -> dict[str, list[str]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    return next(one for one in settings["contracts"] if one["id"] == name)


def test_import_contracts_hold(capsys):
    kept = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert kept == 0, capsys.readouterr().out


def test_every_room_stands_under_the_shelf_contract():
    rooms = {
        f"{package}.{path.parent.name}"
        for package in PACKAGES
        for path in (ROOT / package).glob("*/__init__.py")
    }
    assert set(contract("shelves")["containers"]) == rooms - NO_ROOM


def test_every_room_says_what_it_holds():
    for path in (ROOT / "simral").glob("*/__init__.py"):
        assert path.read_text().startswith('"""'), path


def test_every_contract_of_the_house_is_there():
    for name in ("floors", "catalogue-floors", "catalogue-on-top", "kernel", "shelves", "pure",
                 "doors", "thin-views", "reports-never-command"):  # fmt: skip
        assert contract(name)
