"""Runs the service, or Rasa out of the box with our actions, on loopback, to measure them."""

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from nlu.rasa_environment import RASA_ENVIRONMENT
from tests.running_service import free_ports

ROOT = Path(__file__).parent.parent
LOOPBACK = "127.0.0.1"
AS_IT_COMES = "import sys; sys.modules['rasa_plus'] = None; from rasa.__main__ import main; main()"
"""Runs the `rasa` command without this project's plugin."""
READY_SECONDS = 300.0
POLL_SECONDS = 0.1
STOP_SECONDS = 20.0
LAST_LINES = 15

_PROCESSES = Path("/proc")


class ServiceFailed(Exception):
    """The service did not become ready; the message holds the last lines that it wrote."""


@dataclass(frozen=True)
class RunningService:
    """A service that answers.

    Attributes:
        port: Where it answers, on loopback.
        seconds_to_ready: From the start of its processes until it would answer.
        process_ids: What was started; the processes that they start belong to them.
    """

    port: int
    seconds_to_ready: float
    process_ids: tuple[int, ...]


@contextmanager
def needlewise(model: Path, folder: Path, **settings: str) -> Iterator[RunningService]:
    """Runs the service as `make run` does.

    Args:
        model: What it answers with.
        folder: Takes the conversations, the signing key and what the processes write.
        settings: More of them.

    Raises:
        ServiceFailed: If it is not ready in time, or ends before.
    """
    gateway, rasa, actions = free_ports(3)
    environment = {
        "HOST": LOOPBACK,
        "PORT": str(gateway),
        "RASA_URL": f"http://{LOOPBACK}:{rasa}",
        "ACTIONS_URL": f"http://{LOOPBACK}:{actions}",
        "DATABASE_URL": f"sqlite:///{folder / 'conversations.db'}",
        "STATE_FOLDER": str(folder),
        "MODEL": str(model),
        "RATE_LIMITS": "off",
        **settings,
    }
    commands = [[sys.executable, "-m", "deploy.service"]]
    with _running(commands, environment, folder, [(gateway, "/readyz")]) as service:
        yield service


@contextmanager
def rasa_out_of_the_box(model: Path, folder: Path) -> Iterator[RunningService]:
    """Runs `rasa run` with all that `rasa init` leaves as it is, and `rasa run actions`.

    The conversations are in its memory, as there. Its own environment is ours: without it, it is
    slower.

    Args:
        model: What it answers with.
        folder: Takes what the processes write.

    Raises:
        ServiceFailed: If it is not ready in time, or ends before.
    """
    rasa, actions = free_ports(2)
    folder.mkdir(parents=True, exist_ok=True)
    endpoints = folder / "endpoints.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://{LOOPBACK}:{actions}/webhook\n")
    command = [sys.executable, "-c", AS_IT_COMES, "run"]
    commands = [
        [*command, "actions", "--port", str(actions)],
        [*command, "--port", str(rasa), "--model", str(model), "--endpoints", str(endpoints)],
    ]
    looked_at = [(rasa, "/"), (actions, "/health")]
    with _running(commands, RASA_ENVIRONMENT, folder, looked_at) as service:
        yield service


@contextmanager
def _running(
    commands: Sequence[Sequence[str]],
    environment: Mapping[str, str],
    folder: Path,
    looked_at: Sequence[tuple[int, str]],
) -> Iterator[RunningService]:
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "output.log"
    with ExitStack() as stack:
        output = stack.enter_context(log.open("wb"))
        begun = time.perf_counter()
        processes = []
        for command in commands:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            stack.callback(_end, process)
            processes.append(process)
        while not all(_answers(port, path) for port, path in looked_at):
            late = time.perf_counter() - begun > READY_SECONDS
            if late or any(process.poll() is not None for process in processes):
                last = "\n".join(log.read_text("utf-8", "replace").splitlines()[-LAST_LINES:])
                raise ServiceFailed(f"The service did not become ready. It wrote last:\n{last}")
            time.sleep(POLL_SECONDS)
        seconds = time.perf_counter() - begun
        yield RunningService(looked_at[0][0], seconds, tuple(each.pid for each in processes))


def resident_mebibytes(process_ids: Sequence[int]) -> dict[str, float]:
    """The resident memory of processes and their children, by what they run.

    Pages that they share count for each.
    """

    def mebibytes(process: Path) -> float:
        return resident_kibibytes((process / "status").read_text("ascii", "replace")) / 1024

    return _by_part(process_ids, mebibytes)


def processor_seconds(process_ids: Sequence[int]) -> dict[str, float]:
    """The processor time that processes and their children have used so far, by what they run."""

    def seconds(process: Path) -> float:
        user, system, *_ = ticks_of((process / "stat").read_text("ascii", "replace"))
        return (user + system) / os.sysconf("SC_CLK_TCK")

    return _by_part(process_ids, seconds)


def _by_part(process_ids: Sequence[int], used: Callable[[Path], float]) -> dict[str, float]:
    parts: dict[str, float] = {}
    for each in _with_children(process_ids):
        part = part_of((each / "cmdline").read_text("utf-8", "replace").split("\0"))
        parts[part] = parts.get(part, 0) + used(each)
    return parts


def part_of(command: Sequence[str]) -> str:
    """Which part of the service a command runs: `gateway`, `actions`, `rasa`, or the `rest`."""
    if "actions.server" in command or "actions" in command:
        return "actions"
    if "rasa" in command or AS_IT_COMES in command:
        return "rasa"
    return "gateway" if "web" in command else "rest"


def resident_kibibytes(status: str) -> int:
    """The `VmRSS` of a Linux process's status file; 0 where there is none."""
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) if found else 0


def ticks_of(stat: str) -> list[int]:
    """The user and system time in a Linux process's stat file, then those of ended children."""
    # The second field is the program's name in brackets, which can hold blanks and brackets.
    return [int(each) for each in stat.rpartition(")")[2].split()[11:15]]


def _with_children(process_ids: Sequence[int]) -> list[Path]:
    pending = [_PROCESSES / str(process_id) for process_id in process_ids]
    processes = []
    while pending:
        process = pending.pop()
        processes.append(process)
        for children in process.glob("task/*/children"):
            pending += [_PROCESSES / child for child in children.read_text("ascii").split()]
    return processes


def _answers(port: int, path: str) -> bool:
    with closing(http.client.HTTPConnection(LOOPBACK, port, timeout=10)) as connection:
        try:
            connection.request("GET", path)
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
