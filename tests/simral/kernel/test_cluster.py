"""Our own server: shared by processes, stopped by the last, and no parent folder is opened."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from simral.kernel import cluster
from simral.kernel.cluster import ClusterError, home
from simral.kernel.cluster.server import Server

ROOT = Path(__file__).resolve().parents[3]
JOIN = """
import sys
from simral.kernel import cluster
cluster.exit_on_signal()
print(cluster.database_url(), flush=True)
sys.stdin.read()
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root's server has another account")


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder others may pass through, as a checkout usually is; /tmp keeps the path short."""
    made = Path(tempfile.mkdtemp(prefix="simral-test-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    for link in made.rglob("postgres"):
        shutil.rmtree(link.resolve(), ignore_errors=True)
    shutil.rmtree(made)


@pytest.fixture
def folder() -> Iterator[Path]:
    with open_folder() as made:
        yield made


@pytest.fixture(scope="module")
def instance() -> Iterator[Path]:
    """An instance whose cluster is made once; each test starts and stops its server."""
    with open_folder() as made:
        yield made / "instance"


def start(instance: Path, **settings: str) -> subprocess.Popen[str]:
    """A process of its own that joins the server and stays until its input ends."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    return subprocess.Popen(
        [sys.executable, "-c", JOIN],
        cwd=ROOT,
        env=environment | {"SIMRAL_INSTANCE": str(instance)} | settings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def end(process: subprocess.Popen[str]) -> str:
    """Let it leave; what it said on standard error."""
    _, said = process.communicate("")
    assert process.returncode == 0, said
    return said


def ask(url: str, question: str) -> str:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return str(row[0])


def answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == "1"
    except psycopg.OperationalError:
        return False


@pytest.mark.parametrize(
    "given", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg2://u@h/d"]
)
def test_every_way_to_write_postgresql_means_psycopg_3(given: str, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert cluster.database_url() == "postgresql+psycopg://u@h/d"


def test_another_kind_of_database_is_refused(monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///simral.db")
    with pytest.raises(ClusterError, match="postgresql://"):
        cluster.database_url()


def test_two_first_processes_at_once_share_a_server_that_the_last_one_stops(folder: Path) -> None:
    one, two = start(folder / "instance"), start(folder / "instance")
    url = address(one)
    assert address(two) == url
    end(one)
    assert answers(url)
    end(two)
    assert not answers(url)


def test_what_was_stored_is_there_after_the_next_start(instance: Path) -> None:
    first = start(instance)
    with psycopg.connect(address(first).replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE t (n) AS VALUES (42)")
    end(first)
    second = start(instance)
    assert ask(address(second), "SELECT n FROM t") == "42"
    end(second)


def test_a_process_that_is_told_to_stop_stops_the_server(instance: Path) -> None:
    process = start(instance)
    url = address(process)
    process.send_signal(signal.SIGTERM)
    process.communicate()
    assert process.returncode == 128 + signal.SIGTERM
    assert not answers(url)


def test_a_server_that_was_killed_is_started_again(instance: Path) -> None:
    process = start(instance)
    url = address(process)
    os.kill(int((instance / "postgres/data/postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    process.kill()
    process.communicate()
    again = start(instance)
    assert address(again) == url
    end(again)


def test_settings_of_the_caller_do_not_reach_the_server(instance: Path) -> None:
    process = start(instance, PGPORT="6000", PGDATA="/nonexistent", PGHOST="elsewhere", LC_ALL="C")
    url = address(process)
    assert ask(url, "SHOW server_encoding") == "UTF8"
    assert ask(url, "SHOW TimeZone") == "UTC"
    assert ask(url, "SHOW listen_addresses") == ""
    end(process)


@pytest.mark.parametrize("name", ["kas daerah, 2026 'baru'", "a" * 100])
def test_an_odd_or_long_path_gets_its_socket_elsewhere(folder: Path, name: str) -> None:
    process = start(folder / name)
    url = address(process)
    assert answers(url)
    end(process)
    assert not Path(url.partition("host=")[2].partition("&")[0]).exists()


def test_a_folder_that_cannot_be_made_is_named(folder: Path, monkeypatch) -> None:
    (folder / "file").touch()
    monkeypatch.setenv("SIMRAL_INSTANCE", str(folder / "file/instance"))
    with pytest.raises(ClusterError, match=r"file/instance tidak dapat dibuat"):
        cluster.instance_dir()


def test_without_any_postgresql_the_sentence_names_the_way_out(monkeypatch) -> None:
    monkeypatch.setattr(home, "PACKAGE", "no_such_package")
    monkeypatch.setattr(home, "SYSTEM", ())
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ClusterError, match="DATABASE_URL"):
        home.find_programs()


def test_the_system_s_programs_stand_in_for_the_package(folder: Path, monkeypatch) -> None:
    brought = home.find_programs()
    monkeypatch.setattr(home, "PACKAGE", "no_such_package")
    monkeypatch.setenv("PATH", str(brought))
    assert home.find_programs() == brought


@as_root
def test_parents_that_are_closed_to_others_stay_closed(folder: Path) -> None:
    """A private home stays private: the cluster goes where no door has to be opened for it."""
    closed = folder / "private"
    instance = closed / "checkout/instance"
    instance.mkdir(parents=True)
    closed.chmod(0o700)
    parents = [closed, instance.parent, instance, *Path(home.__file__).parents]
    before = [stat.S_IMODE(path.stat().st_mode) for path in parents]
    process = start(instance)
    assert answers(address(process))
    said = end(process)
    assert [stat.S_IMODE(path.stat().st_mode) for path in parents] == before
    outside = (instance / "postgres").resolve()
    assert str(outside) in said
    assert stat.S_IMODE(outside.stat().st_mode) == 0o700
    again = start(instance)
    assert answers(address(again))
    assert end(again) == ""


@as_root
def test_programs_in_a_closed_folder_are_copied(folder: Path, monkeypatch) -> None:
    closed = folder / "private"
    programs = home.find_programs()
    site = programs.parents[2]
    for part in home.PARTS:
        shutil.copytree(site / part, closed / part, symlinks=True)
    closed.chmod(0o700)
    monkeypatch.setattr(home, "find_programs", lambda: closed / programs.relative_to(site))
    server = Server(folder)
    server.enter("simral")
    assert answers(server.url("simral"))
    assert server.home.programs.is_relative_to(folder / "postgres")
    server.leave()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
