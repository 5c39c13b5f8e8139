"""`python3 -m simral …`: makes `.venv` with what requirements.txt pins, then runs itself inside it.

Until then only the standard library is there, and perhaps an old Python: this file keeps to
syntax that Python 3.6 reads, so that the sentence about the version can be printed at all.
"""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PRODUCT, TESTS = ROOT / "requirements.txt", ROOT / "requirements-test.txt"
WHOLE = ["-n", "2", "--dist", "loadfile"]  # the whole suite, on two cores
UV = "uv==0.13.9"
DISK_MB = 700

# pip's setting, how uv calls it, and the variables by which uv may have been told already
INDEX = {
    "index-url": ("--default-index", ("UV_DEFAULT_INDEX", "UV_INDEX_URL")),
    "extra-index-url": ("--index", ("UV_INDEX", "UV_EXTRA_INDEX_URL")),
    "find-links": ("--find-links", ("UV_FIND_LINKS",)),
    "trusted-host": ("--allow-insecure-host", ("UV_INSECURE_HOST",)),
}

NO_INDEX = """Paket tidak dapat dipasang. Periksa sambungan internet, lalu coba lagi.
 - Indeks paket sendiri: setel PIP_INDEX_URL (dan UV_INDEX_URL).
 - Lewat proksi: setel HTTPS_PROXY.
 - Tanpa internet: di komputer lain jalankan
     pip download -d roda -r {file}
   salin folder roda ke sini, lalu setel PIP_NO_INDEX=1 dan PIP_FIND_LINKS=roda."""

NO_ENSUREPIP = """Python ini tidak membawa ensurepip, sehingga .venv tidak dapat dibuat. Pilih satu:
 - Debian/Ubuntu: apt install python3-venv
 - tanpa hak admin: pip install --user virtualenv, lalu python3 -m virtualenv .venv"""


class Trouble(Exception):
    """Something the user can put right: printed as a sentence, without a traceback."""


def main() -> int:
    """Make ready what the command needs, then hand the process over to it."""
    arguments = sys.argv[1:]
    testing = arguments[:1] == ["test"]
    try:
        check_python()
        make_ready(TESTS if testing else PRODUCT)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        say("Dihentikan.")
        return 130
    if testing:
        os.chdir(str(ROOT))
        return become([str(BIN), "-m", "pytest", *(arguments[1:] or WHOLE)])
    if not inside():
        return become([str(BIN), "-m", "simral", *arguments])

    from simral.app import cli

    cli()
    return 0


def check_python() -> None:
    """Python 3.11 is the oldest one the pinned packages support."""
    if sys.version_info < (3, 11):
        found = "{}.{}".format(*sys.version_info[:2])
        raise Trouble("SIMRAL memerlukan Python 3.11 atau lebih baru; yang ini " + found + ".")


def inside() -> bool:
    """Whether this interpreter is the one of `.venv`; symlinks do not matter."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def make_ready(requirements: Path) -> None:
    """Install what is missing; two calls in one checkout wait for each other."""
    if is_ready(requirements):
        return
    with only_one():
        if is_ready(requirements):
            return
        if not works():
            create()
        say("Memasang paket dari " + requirements.name + " (sekali saja, sekitar semenit) …")
        install(requirements)
        stamp(PRODUCT).write_text(mark(PRODUCT))
        stamp(requirements).write_text(mark(requirements))


def is_ready(requirements: Path) -> bool:
    """A stamp tells what was installed last, and with which interpreter."""
    try:
        told = stamp(requirements).read_text() == mark(requirements)
    except OSError:
        return False
    return told and (VENV / "pyvenv.cfg").exists()


def stamp(requirements: Path) -> Path:
    """Where it is written which pins were installed."""
    return VENV / (".terpasang-" + requirements.stem)


def mark(requirements: Path) -> str:
    """Changes with the pins, and when the system's Python was replaced under the environment."""
    pins = PRODUCT.read_bytes() + requirements.read_bytes()
    return hashlib.sha256(pins).hexdigest() + " " + str(BIN.resolve(strict=True))


@contextlib.contextmanager
def only_one() -> "Iterator[None]":
    """Hold the checkout's lock; the kernel drops it when the process dies."""
    try:
        lock = (ROOT / ".venv.lock").open("w")
    except OSError as error:
        raise Trouble(f"Folder {ROOT} tidak dapat ditulis: {error.strerror}") from None
    with lock:
        if os.name != "nt":
            import fcntl  # not on Windows

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say("Menunggu pemasangan lain di folder ini selesai …")
                fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def works() -> bool:
    """An environment without a working pip of its own is half made and counts as absent."""
    if not BIN.exists():
        return False
    pip = run([str(BIN), "-m", "pip", "--version"])
    return pip.returncode == 0 and str(VENV) in pip.stdout


def create() -> None:
    """Make `.venv` anew."""
    if importlib.util.find_spec("ensurepip") is None:
        raise Trouble(NO_ENSUREPIP)
    free = shutil.disk_usage(str(ROOT)).free // 1000000
    if free < DISK_MB:
        raise Trouble(f"Perlu {DISK_MB} MB ruang disk, tersisa {free} MB.")
    say("Menyiapkan lingkungan Python di .venv …")
    python = getattr(sys, "_base_executable", sys.executable)
    made = run([python, "-m", "venv", "--clear", str(VENV)])
    if made.returncode != 0:
        say(made.stdout)
        raise Trouble("Lingkungan .venv gagal dibuat.")


def install(requirements: Path) -> None:
    """By uv, which is many times faster; whatever goes wrong there, by pip."""
    pip = [str(BIN), "-m", "pip", "--disable-pip-version-check"]
    fast = run([*pip, "install", "--quiet", "--retries", "1", UV])
    if fast.returncode == 0:
        fast = run_uv(pip, requirements)
        if fast.returncode == 0:
            return
    say("uv tidak dapat dipakai di sini; memakai pip …")
    slow = run([*pip, "install", "--quiet", "-r", str(requirements)])
    if slow.returncode != 0:
        say("\n".join((fast.stdout.splitlines() + slow.stdout.splitlines())[-3:]))
        raise Trouble(NO_INDEX.format(file=requirements.name))


def run_uv(pip: "list[str]", requirements: Path) -> "subprocess.CompletedProcess[str]":
    """uv does not read pip's settings: pass on what it was not told by a setting of its own."""
    settings = pip_settings(run([*pip, "config", "list"]).stdout)
    options = ["--index-strategy", "unsafe-best-match"]  # as pip does: all indexes are equal
    for name, (option, told) in INDEX.items():
        if not any(os.environ.get(variable) for variable in told):
            for value in settings.get(name, "").split():
                options += [option, value]
    if settings.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        options.append("--no-index")
    environment = dict(os.environ)
    if settings.get("cert"):
        environment.setdefault("SSL_CERT_FILE", settings["cert"])
    if settings.get("proxy"):
        environment.setdefault("ALL_PROXY", settings["proxy"])
    command = [str(BIN), "-m", "uv", "pip", "install", "--quiet", "--compile-bytecode"]
    target = ["--python", str(BIN), "-r", str(requirements)]
    return run([*command, *options, *target], environment)


def pip_settings(listing: str) -> "dict[str, str]":
    """Read `pip config list`: lines like global.index-url='…', the environment winning."""
    found = {}
    for section in ("global.", "install.", ":env:."):
        for line in listing.splitlines():
            name, equals, value = line.partition("=")
            if equals and name.startswith(section):
                found[name[len(section) :]] = value.strip("'\"").replace("\\n", " ")
    return found


def run(
    command: "list[str]", environment: "dict[str, str] | None" = None
) -> "subprocess.CompletedProcess[str]":
    """Run quietly; the output is shown only when it explains a failure."""
    return subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def become(command: "list[str]") -> int:
    """Replace this process, so that signals reach the one that works."""
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    return subprocess.call(command)


def say(text: str) -> None:
    """Progress goes to standard error, so that standard output can be piped."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
