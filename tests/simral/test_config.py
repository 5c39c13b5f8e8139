"""The settings: what production refuses, what a cookie is called, and the key of a demo."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from simral.config import Settings, check_settings, flask_config, stored_key
from simral.kernel.errors import RuleBroken

KEY = "k3Jf9-a8Lq2_Zx7Wm1Pv5Rt0Yc6Ub4Ne"
SAFE = {
    "SIMRAL_ENV": "production",
    "SECRET_KEY": KEY,
    "SIMRAL_HTTPS": "1",
    "SIMRAL_HOSTS": "simral.example",
}
URL = "postgresql+psycopg://h/d"


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (*SAFE, "FLASK_DEBUG", "SIMRAL_ZONE", "SIMRAL_PROXY_HOPS", "SECRET_KEY_FALLBACKS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SIMRAL_INSTANCE", str(tmp_path))


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"SECRET_KEY": ""}, ["secret_key"]),
        ({"SECRET_KEY": KEY[:31]}, ["secret_key"]),
        ({"SIMRAL_HOSTS": " "}, ["hosts"]),
        ({"SECRET_KEY": "changeme" * 5}, ["secret_key"]),
        ({"SIMRAL_HTTPS": "0", "FLASK_DEBUG": "1"}, ["https", "debug"]),
        ({"SIMRAL_ZONE": "Bulan/Purnama", "SIMRAL_PROXY_HOPS": "dua"}, ["zone", "proxy"]),
    ],
)
def test_production_names_every_unsafe_setting(change: dict[str, str], codes: list[str]) -> None:
    findings = check_settings(Settings.read(SAFE | change))
    assert [finding.code for finding in findings] == codes


def test_an_unsafe_production_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIMRAL_ENV", "production")
    with pytest.raises(RuleBroken, match="SECRET_KEY"):
        flask_config(URL)


def test_the_cookie_is_bound_to_the_host_where_https_is_sure(monkeypatch) -> None:
    config = flask_config(URL)
    assert (config["SESSION_COOKIE_NAME"], config["SESSION_COOKIE_SECURE"]) == ("sid", False)
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    config = flask_config(URL)
    assert (config["SESSION_COOKIE_NAME"], config["SESSION_COOKIE_SECURE"]) == ("__Host-sid", True)
    assert config["SECRET_KEY"] == KEY


def test_a_demo_makes_its_key_once_for_its_owner_only(tmp_path: Path) -> None:
    key = stored_key(tmp_path)
    assert stored_key(tmp_path) == key
    assert len(key) >= 32
    assert [file.name for file in tmp_path.iterdir()] == ["secret_key"]
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
