"""The settings: what the environment says, turned into Flask's configuration.

A file `.env` in the checkout is read first, before anything else asks the environment; what is
already set there wins. In production nothing has a default that would be unsafe.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import load_dotenv

from simral.kernel.cluster import instance_dir
from simral.kernel.db import limits_option
from simral.kernel.errors import Finding, raise_if
from simral.kernel.i18n import N_

ROOT = Path(__file__).resolve().parents[1]
MIB = 1024 * 1024
UPLOAD_MAX = 10 * MIB  # for the routes that take a file; every other body ends at 1 MiB
KEY_MIN_BYTES = 32

load_dotenv(ROOT / ".env")


@dataclass(frozen=True)
class Settings:
    """What an operator may set."""

    production: bool  # SIMRAL_ENV=production
    https: bool  # SIMRAL_HTTPS=1: the site is reached by TLS only
    debug: bool  # FLASK_DEBUG
    zone: str  # SIMRAL_ZONE: the government's time zone
    hosts: tuple[str, ...]  # SIMRAL_HOSTS: its names; empty = any, refused in production
    proxy_hops: int  # SIMRAL_PROXY_HOPS: trusted proxies in front
    secret_key: str  # SECRET_KEY
    old_keys: tuple[str, ...]  # SECRET_KEY_FALLBACKS: still accepted while a key is rotated

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The environment, spaces between several values."""
        get = environment.get
        hops = get("SIMRAL_PROXY_HOPS", "0")
        return cls(
            production=is_production(environment),
            https=_is_on(get("SIMRAL_HTTPS", "")),
            debug=_is_on(get("FLASK_DEBUG", "")),
            zone=get("SIMRAL_ZONE", "Asia/Jakarta"),
            hosts=tuple(get("SIMRAL_HOSTS", "").split()),
            proxy_hops=int(hops) if hops.isascii() and hops.isdigit() else -1,
            secret_key=get("SECRET_KEY", ""),
            old_keys=tuple(get("SECRET_KEY_FALLBACKS", "").split()),
        )


def flask_config(database_url: str, *, testing: bool = False) -> dict[str, Any]:
    """Flask's configuration; refuses every unsafe setting at once, not one after the other."""
    settings = Settings.read()
    if not testing:
        raise_if(check_settings(settings))
    return {
        "TESTING": testing,
        "SECRET_KEY": settings.secret_key or ("uji" if testing else stored_key(instance_dir())),
        "SECRET_KEY_FALLBACKS": list(settings.old_keys),
        "PROXY_HOPS": settings.proxy_hops,
        "ZONE": settings.zone,
        "SQLALCHEMY_DATABASE_URI": database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {
            "pool_pre_ping": True,  # a restarted server has cut the connections we kept
            "pool_size": 10,
            "max_overflow": 20,
            "isolation_level": "READ COMMITTED",
            "connect_args": {"options": limits_option()},
        },
        "MAX_CONTENT_LENGTH": MIB,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "MAX_FORM_PARTS": 200,
        "TRUSTED_HOSTS": list(settings.hosts) or None,
        "PREFERRED_URL_SCHEME": "https" if settings.https else "http",
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        # a cookie named __Host- is only kept when it came by https
        "SESSION_COOKIE_NAME": "__Host-sid" if settings.https else "sid",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),
        "WTF_CSRF_ENABLED": not testing,
        "WTF_CSRF_TIME_LIMIT": None,  # the token ends with the session, not while a form is open
        "BABEL_DEFAULT_LOCALE": "id",
        "BABEL_DEFAULT_TIMEZONE": settings.zone,
    }


def check_settings(settings: Settings) -> list[Finding]:
    """What must hold everywhere, and what must hold before officials work with real money."""
    findings = []
    try:
        ZoneInfo(settings.zone)
    except (ZoneInfoNotFoundError, ValueError):
        findings.append(Finding("zone", N_("SIMRAL_ZONE bukan zona waktu, misalnya Asia/Jakarta.")))
    if settings.proxy_hops < 0:
        findings.append(Finding("proxy", N_("SIMRAL_PROXY_HOPS harus berupa bilangan bulat.")))
    if not settings.production:
        return findings
    if len(settings.secret_key.encode()) < KEY_MIN_BYTES or len(set(settings.secret_key)) < 10:
        message = N_("SECRET_KEY wajib diisi, acak, paling sedikit 32 karakter.")
        findings.append(Finding("secret_key", message))
    if not settings.https:
        findings.append(Finding("https", N_("SIMRAL_HTTPS=1 wajib: situs hanya lewat HTTPS.")))
    if not settings.hosts:
        message = N_("SIMRAL_HOSTS wajib diisi: nama-nama yang dijawab situs ini.")
        findings.append(Finding("hosts", message))
    if settings.debug:
        findings.append(Finding("debug", N_("FLASK_DEBUG harus mati.")))
    return findings


def is_production(environment: Mapping[str, str] = os.environ) -> bool:
    """True where officials work with real money: nothing of an example is believed there."""
    return environment.get("SIMRAL_ENV", "").lower() == "production"


def stored_key(instance: Path) -> str:
    """The key outside production: made once, whole or not at all, readable by its owner only."""
    file = instance / "secret_key"
    if not file.exists():
        with tempfile.NamedTemporaryFile("w", dir=instance) as draft:  # made with mode 0600
            draft.write(secrets.token_urlsafe(48))
            draft.flush()
            with suppress(FileExistsError):  # another process was first: its key counts
                file.hardlink_to(draft.name)
    return file.read_text()


def _is_on(value: str) -> bool:
    return value.strip().lower() in ("1", "true", "yes", "on")
