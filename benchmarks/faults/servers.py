"""A PostgreSQL and a Redis server that can be taken away and brought back."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.running_service import START_SECONDS, free_ports, wait_for

PASSWORD = "of-a-test"
_PROGRAMS = Path("/usr/lib/postgresql")


@dataclass
class Server:
    """A server on loopback.

    Attributes:
        url: Its address, as the settings have it.
        port: Where it listens.
        command: What starts it.
        log: Takes what it says.
        owner: The account that runs it; None: this one.
    """

    url: str
    port: int
    command: Sequence[str]
    log: Path
    owner: str | None = None
    _process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Starts it, and waits until it listens."""
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self.command, stdout=output, stderr=output, cwd="/", **_run_by(self.owner)
            )
        wait_for(self._listens, START_SECONDS, f"the start of {self.command[0]}")

    def stop(self) -> None:
        """Ends it; whoever is connected is cut off."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(START_SECONDS)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def _run_by(owner: str | None) -> dict[str, Any]:
    """What has a process run by another account, which root may do."""
    return {"user": owner, "group": owner, "extra_groups": []} if owner is not None else {}


@contextmanager
def redis(folder: Path) -> Iterator[Server]:
    """A Redis server that keeps nothing."""
    (port,) = free_ports(1)
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", ""]
    server = Server(f"redis://127.0.0.1:{port}/0", port, command, folder / "redis.log")
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def postgres(folder: Path) -> Iterator[Server]:
    """A PostgreSQL server of Debian's package; it refuses to run as root."""
    (port,) = free_ports(1)
    programs = max(_PROGRAMS.glob("*/bin"))
    data, password = folder / "postgres", folder / "password"
    data.mkdir()
    password.write_text(PASSWORD)
    owner = "postgres" if os.geteuid() == 0 else None
    if owner is not None:
        # The folders of a test are its owner's alone.
        for each in (folder, *folder.parents):
            if each.stat().st_uid == 0 and each.stat().st_mode & 0o077 == 0:
                each.chmod(0o711)
        for each in (data, password):
            shutil.chown(each, owner)
    make = [str(programs / "initdb"), "--pgdata", str(data), "--username", "needlewise"]
    make += ["--pwfile", str(password), "--auth", "scram-sha-256", "--encoding", "UTF8"]
    made = subprocess.run(
        [*make, "--locale", "C.UTF-8", "--no-sync"],
        capture_output=True,
        cwd="/",
        **_run_by(owner),
    )
    assert made.returncode == 0, made.stderr.decode()
    command = [str(programs / "postgres"), "-D", str(data), "-h", "127.0.0.1"]
    command += ["-p", str(port), "-k", ""]
    url = f"postgresql://needlewise:{PASSWORD}@127.0.0.1:{port}/postgres"
    server = Server(url, port, command, folder / "postgres.log", owner)
    server.start()
    try:
        yield server
    finally:
        server.stop()
