"""Debian's PostgreSQL, started for the tests in a folder of its own, without a network, and stopped after them. Not there is a failure, never a skip."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.settings import Settings

USER, ACCOUNT = "handrail", "postgres"
SAYS = "There is no PostgreSQL to test with. Install Debian's package postgresql, and `pip install -e '.[postgres]'`."


class Server:
    """A running PostgreSQL; `database` makes an empty database in it."""

    def __init__(self, folder: Path, programs: Path):
        self.folder, self.programs = folder, programs
        self.count = 0

    def run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as root.
        before = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups", "--"] if os.geteuid() == 0 else []
        done = subprocess.run([*before, str(self.programs / program), *arguments], cwd=self.folder, capture_output=True, text=True)
        assert not done.returncode, done.stdout + done.stderr

    def start(self) -> None:
        self.run("initdb", "--no-sync", "-A", "trust", "-U", USER, "-E", "UTF8", "--locale=C.UTF-8", "-D", str(self.folder / "data"))
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=off -c shared_buffers=16MB -c max_connections=40"
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-l", str(self.folder / "log"), "-o", options, "-w", "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def database(self) -> str:
        self.count += 1
        with psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True) as line:
            line.execute(f"CREATE DATABASE test{self.count}")
        return f"postgresql://{USER}@/test{self.count}?host={self.folder}"


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found:
        pytest.fail(SAYS)
    folder = Path(tempfile.mkdtemp(prefix="handrail-pg-"))
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam(ACCOUNT)
            os.chown(folder, account.pw_uid, account.pw_gid)
        server = Server(folder, found[-1].parent)
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request, tmp_path: Path) -> Settings:
    """A group's settings, once with each database. A test module says `settings` for it."""
    address = request.getfixturevalue("postgresql").database() if request.param == "postgresql" else ""
    return Settings(data=tmp_path / "data", languages=("en",), database=address)


@pytest.fixture
def sqlite_settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", languages=("en",))
