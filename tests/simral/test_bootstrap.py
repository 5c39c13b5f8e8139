"""`python3 -m simral` before anything is installed: settings, sentences, half-made environments."""

from __future__ import annotations

import ast
import hashlib
import sys
from pathlib import Path

import pytest

from simral import __main__ as bootstrap
from simral.__main__ import Trouble

LISTING = """:env:.find-links='/env/links'
global.index-url='https://indeks.example/simple'
global.extra-index-url='https://a.example/simple\\nhttps://b.example/simple'
global.find-links='/global/links'
install.no-index='true'
freeze.timeout='10'
"""


@pytest.fixture
def checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Another folder plays the checkout."""
    (tmp_path / "requirements.txt").write_text("paket==1\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "BIN", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(bootstrap, "PRODUCT", tmp_path / "requirements.txt")
    return tmp_path


def make_venv(checkout: Path) -> None:
    (checkout / ".venv/bin").mkdir(parents=True)
    (checkout / ".venv/bin/python").symlink_to(sys.executable)
    (checkout / ".venv/pyvenv.cfg").touch()


def test_the_file_can_be_read_by_a_python_too_old_to_run_it() -> None:
    ast.parse(Path(bootstrap.__file__).read_text(), feature_version=(3, 6))


def test_an_old_python_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(Trouble, match=r"Python 3\.11 .* yang ini 3\.10\."):
        bootstrap.check_python()


def test_pip_s_settings_are_read_with_the_environment_winning() -> None:
    assert bootstrap.pip_settings(LISTING) == {
        "index-url": "https://indeks.example/simple",
        "extra-index-url": "https://a.example/simple https://b.example/simple",
        "find-links": "/env/links",
        "no-index": "true",
    }


def test_a_missing_ensurepip_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(Trouble, match="apt install python3-venv"):
        bootstrap.create()


def test_a_full_disk_is_said_before_anything_is_made(checkout: Path, monkeypatch) -> None:
    monkeypatch.setattr(bootstrap, "DISK_MB", 10**12)
    with pytest.raises(Trouble, match="ruang disk"):
        bootstrap.create()
    assert not (checkout / ".venv").exists()


def test_a_half_made_environment_is_made_anew(checkout: Path, monkeypatch) -> None:
    make_venv(checkout)  # its Python is there, but no pip of its own
    done: list[str] = []
    monkeypatch.setattr(bootstrap, "create", lambda: done.append("create"))
    monkeypatch.setattr(bootstrap, "install", lambda file: done.append(file.name))
    bootstrap.make_ready(checkout / "requirements.txt")
    bootstrap.make_ready(checkout / "requirements.txt")
    assert done == ["create", "requirements.txt"]


@pytest.mark.parametrize("change", ["pins", "interpreter", "configuration"])
def test_a_stamp_that_no_longer_fits_is_not_believed(checkout: Path, change: str) -> None:
    make_venv(checkout)
    pins = checkout / "requirements.txt"
    bootstrap.stamp(pins).write_text(bootstrap.mark(pins))
    assert bootstrap.is_ready(pins)
    if change == "pins":
        pins.write_text("paket==2\n")
    elif change == "interpreter":
        (checkout / ".venv/bin/python").unlink()
    else:
        (checkout / ".venv/pyvenv.cfg").unlink()
    assert not bootstrap.is_ready(pins)


def test_the_mark_is_made_of_both_files_of_pins(checkout: Path) -> None:
    make_venv(checkout)
    tests = checkout / "requirements-test.txt"
    tests.write_text("alat==1\n")
    digest = hashlib.sha256(b"paket==1\nalat==1\n").hexdigest()
    assert bootstrap.mark(tests).startswith(digest)
