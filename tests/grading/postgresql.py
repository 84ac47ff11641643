"""A PostgreSQL server of the tests' own, where Debian's package is installed."""

import contextlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path


def missing():
    """Say what is missing, or nothing."""
    if not _program("initdb"):
        return "PostgreSQL is missing: make tools"
    if importlib.util.find_spec("psycopg") is None:
        return "psycopg is missing: make setup"
    return ""


def _program(name):
    places = [*sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True)]
    return shutil.which(name, path=os.pathsep.join([*places, os.environ["PATH"]]))


@contextlib.contextmanager
def server():
    """Start one that only listens in its own folder; yield what makes a database."""
    # the path of a socket must be short
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        # PostgreSQL refuses to run as root
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if as_user:
            shutil.chown(folder, "postgres")

        def run(program, *arguments):
            command = [*as_user, _program(program), *arguments]
            done = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)
            assert done.returncode == 0, f"{program} failed"

        data = f"{folder}/data"
        run("initdb", "-D", data, "-A", "trust", "-U", "tests", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run("pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start")
        try:

            def new(name, template="template1"):
                run("createdb", "-h", folder, "-U", "tests", "-T", template, name)
                return f"postgresql+psycopg://tests@/{name}?host={folder}"

            yield new
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")
