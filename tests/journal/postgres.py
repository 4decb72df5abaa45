"""A Postgres of Debian's package, for one test."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


class Postgres:
    """Runs in a temporary folder, on a loopback port, to be used in a `with`. As root it runs as the user `postgres`."""

    def __enter__(self):
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="journal-postgres-"))
        self.port = free_port()
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/postgres"
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self.run("initdb", "--auth", "trust", "--username", "postgres", "--encoding", "UTF8", "--pgdata", self.data)
        options = f"-h 127.0.0.1 -p {self.port} -k {self.folder} -c max_connections=200"
        try:
            self.run("pg_ctl", "start", "--wait", "--pgdata", self.data, "--log", self.folder / "log", "--options", options)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", self.data)
        shutil.rmtree(self.folder)

    @property
    def data(self):
        return self.folder / "data"

    def run(self, program, *arguments):
        command = [str(word) for word in (self.programs / program, *arguments)]
        if os.getuid() == 0:
            command = ["runuser", "--user", "postgres", "--", *command]
        ended = subprocess.run(command, cwd="/", capture_output=True, text=True)
        if ended.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {ended.stdout}{ended.stderr}")
        return ended.stdout

    def rows(self, sql):
        """The rows of a query, each a list of texts."""
        said = self.run("psql", "--no-psqlrc", "--tuples-only", "--no-align", "--field-separator", "\t", "--dbname", self.url, "--command", sql)
        return [line.split("\t") for line in said.splitlines() if line]


def programs():
    """The folder of `initdb`. Installs the package if it is not there."""
    found = find()
    if found is None:
        for step in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql"]):
            subprocess.run(["apt-get", *step], check=True)
        found = find()
    return found or sys.exit("error: the package `postgresql` has no `initdb` where it is looked for")


def find():
    # Debian keeps those of each version in a folder of its own, outside of PATH.
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if versions:
        return versions[-1].parent
    in_path = shutil.which("initdb")
    return Path(in_path).resolve().parent if in_path else None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
