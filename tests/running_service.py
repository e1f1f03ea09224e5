"""The whole service as `make run` starts it, on free ports and in a folder of its own."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from types import TracebackType

import httpx

from tests.blank_clinic import linked_knowledge

ROOT = Path(__file__).parent.parent
START_SECONDS = 180.0
STOP_SECONDS = 30.0
POLL_SECONDS = 0.1
PORTS = range(12_000, 32_000)
"""Below those that Linux gives to every connection that is made: a port of a service that is being
started again must not be taken meanwhile by a browser's connection."""


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Returns the seconds until `condition` held; fails when it does not hold in time."""
    begun = time.monotonic()
    while not condition():
        if time.monotonic() - begun > seconds:
            raise AssertionError(f"{what} did not happen within {seconds:.0f} s")
        time.sleep(POLL_SECONDS)
    return time.monotonic() - begun


def free_ports(count: int) -> list[int]:
    """Ports that nothing listens on at the moment, chosen by chance as others may choose too."""
    chosen = random.SystemRandom().sample(PORTS, k=100 + count)
    return list(islice(filter(_is_free, chosen), count))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def is_alive(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


class RunningService:
    """Starts the service on entering, and ends it and all its processes on leaving.

    Of the checkout it takes all but the clinic's profile, which is blank; another project is run
    with its own.
    """

    def __init__(self, folder: Path, root: Path = ROOT, **environment: str) -> None:
        self.folder = folder
        self._root = root
        gateway, rasa, actions = free_ports(3)
        self.url = f"http://127.0.0.1:{gateway}"
        self.environment = {
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(gateway),
            "RASA_URL": f"http://127.0.0.1:{rasa}",
            "ACTIONS_URL": f"http://127.0.0.1:{actions}",
            "STATE_FOLDER": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'needlewise.db'}",
            "RATE_LIMITS": "off",
            **({"KNOWLEDGE_FOLDER": str(linked_knowledge())} if root == ROOT else {}),
            **environment,
        }
        self._output = folder / "output.log"

    def __enter__(self) -> "RunningService":
        self.start()
        return self

    def start(self) -> None:
        """Starts the service and waits until it answers."""
        with self._output.open("a") as output:
            self.manager = subprocess.Popen(
                [sys.executable, "-m", "deploy.service"],
                cwd=self._root,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            self.wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def output(self) -> str:
        """All that the processes wrote."""
        return self._output.read_text("utf-8", "replace")

    def wait_until_ready(self) -> float:
        """Waits until an answer would come back; gives the seconds that it took."""

        def ready() -> bool:
            if self.manager.poll() is not None:
                raise AssertionError(f"the service stopped:\n{self.output[-4000:]}")
            return self.is_ready()

        try:
            return wait_for(ready, START_SECONDS, "readiness")
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.output[-4000:]}") from None

    def is_ready(self) -> bool:
        """What `/readyz` says."""
        try:
            answer = httpx.get(f"{self.url}/readyz", timeout=15, trust_env=False)
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK

    def pid(self, program: str, number: int = 0) -> int:
        """The process that runs one of `actions`, `rasa`, `gateway` now, by its number."""
        if program == "rasa":
            number += int(self.environment["RASA_URL"].rpartition(":")[2])
        log = (self.folder / "supervisord.log").read_text("utf-8")
        return int(re.findall(rf"spawned: '{program}_{number}' with pid (\d+)", log)[-1])

    def stop(self, with_signal: signal.Signals = signal.SIGINT) -> int:
        """Stops the service as Ctrl-C does; gives its exit code."""
        if self.manager.poll() is None:
            self.manager.send_signal(with_signal)
        return self.manager.wait(STOP_SECONDS)
