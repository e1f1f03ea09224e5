"""Runs the whole service on loopback, the way deploy/supervisord.conf does, to measure it."""

import configparser
import http.client
import os
import re
import shlex
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy import service
from settings import Settings

LOOPBACK = "127.0.0.1"
PROGRAMS = ("actions", "rasa", "gateway")
READY_SECONDS = 300.0
POLL_SECONDS = 0.1
STOP_SECONDS = 10.0
LAST_LINES = 15

_ENVIRONMENT_FIELD = re.compile(r"%\(ENV_(\w+)\)s")
_PROCESSES = Path("/proc")


class ServiceFailed(Exception):
    """The service did not become ready; the message holds the last lines that it wrote."""


@dataclass(frozen=True)
class RunningService:
    """A service that answers.

    Attributes:
        port: Of the gateway, on loopback.
        seconds_to_ready: From the start of its processes to the first 200 from `/readyz`.
        process_ids: Of the action server, Rasa and the gateway.
    """

    port: int
    seconds_to_ready: float
    process_ids: tuple[int, ...]


def commands_of(
    configuration: str, environment: Mapping[str, str], rasa_module: str
) -> dict[str, list[str]]:
    """The commands of the three processes.

    Args:
        configuration: The text of deploy/supervisord.conf.
        environment: What its `%(ENV_…)s` fields stand for.
        rasa_module: What to run in place of `nlu.rasa_server`.

    Raises:
        KeyError: If a program or a variable is missing.
    """
    parser = configparser.RawConfigParser(inline_comment_prefixes=(";",))
    parser.read_string(configuration)
    commands = {}
    for program in PROGRAMS:
        line = parser[f"program:{program}"]["command"]
        words = shlex.split(_ENVIRONMENT_FIELD.sub(lambda field: environment[field[1]], line))
        commands[program] = [rasa_module if word == "nlu.rasa_server" else word for word in words]
    return commands


@contextmanager
def running(rasa_module: str, model: Path, folder: Path) -> Iterator[RunningService]:
    """Starts the service, waits until it is ready, and ends its processes at the end.

    Args:
        rasa_module: `nlu.rasa_server`, or `rasa` for Rasa as it comes.
        model: What Rasa answers with.
        folder: Takes the conversations, the signing key and what the processes write.

    Raises:
        ServiceFailed: If it is not ready after `READY_SECONDS`, or a process ends before.
    """
    folder.mkdir(parents=True)
    gateway_port, rasa_port, actions_port = _free_ports(3)
    settings = Settings(
        HOST=LOOPBACK,
        PORT=gateway_port,
        DATABASE_URL=f"sqlite:///{folder / 'conversations.db'}",
        RASA_URL=f"http://{LOOPBACK}:{rasa_port}",
        ACTIONS_URL=f"http://{LOOPBACK}:{actions_port}",
        STATE_FOLDER=folder,
    )
    environment = {
        **service.environment_of(settings, os.environ),
        "HOST": LOOPBACK,
        "PORT": str(gateway_port),
        "MODEL": str(model.resolve()),
        "RATE_LIMITS": "off",
    }
    commands = commands_of(service.CONFIGURATION.read_text("utf-8"), environment, rasa_module)
    with ExitStack() as stack:
        begun = time.perf_counter()
        processes = {}
        for program, command in commands.items():
            log = stack.enter_context((folder / f"{program}.log").open("wb"))
            process = subprocess.Popen(
                command, cwd=service.ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
            stack.callback(_end, process)
            processes[program] = process
        _wait_until_ready(gateway_port, processes, folder)
        yield RunningService(
            port=gateway_port,
            seconds_to_ready=time.perf_counter() - begun,
            process_ids=tuple(process.pid for process in processes.values()),
        )


def resident_mebibytes(process_ids: Sequence[int]) -> float:
    """The resident memory of processes and their children, summed; shared pages count for each."""
    statuses = [
        (each / "status").read_text("ascii", "replace") for each in _with_children(process_ids)
    ]
    return sum(map(resident_kibibytes, statuses)) / 1024


def processor_seconds(process_ids: Sequence[int]) -> float:
    """The processor time that processes and their children have used so far, on all cores."""
    stats = [(each / "stat").read_text("ascii", "replace") for each in _with_children(process_ids)]
    return sum(map(processor_ticks, stats)) / os.sysconf("SC_CLK_TCK")


def resident_kibibytes(status: str) -> int:
    """The `VmRSS` of a Linux process's status file; 0 where there is none."""
    found = re.search(r"^VmRSS:\s+(\d+) kB$", status, re.MULTILINE)
    return int(found[1]) if found else 0


def processor_ticks(stat: str) -> int:
    """The user and system time in a Linux process's stat file."""
    # The second field is the program's name in brackets, which can hold blanks and brackets.
    fields = stat.rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _with_children(process_ids: Sequence[int]) -> list[Path]:
    pending = [_PROCESSES / str(process_id) for process_id in process_ids]
    processes = []
    while pending:
        process = pending.pop()
        processes.append(process)
        for children in process.glob("task/*/children"):
            pending += [_PROCESSES / child for child in children.read_text("ascii").split()]
    return processes


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        probes = [stack.enter_context(closing(socket.socket())) for _ in range(count)]
        for probe in probes:
            probe.bind((LOOPBACK, 0))
        return [probe.getsockname()[1] for probe in probes]


def _wait_until_ready(
    port: int, processes: Mapping[str, subprocess.Popen[bytes]], folder: Path
) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _is_ready(port):
        ended = [program for program, process in processes.items() if process.poll() is not None]
        if ended or time.monotonic() > deadline:
            program = ended[0] if ended else "rasa"
            lines = (folder / f"{program}.log").read_text("utf-8", "replace").splitlines()
            last = "\n".join(lines[-LAST_LINES:])
            raise ServiceFailed(f"The service did not become ready. {program} wrote last:\n{last}")
        time.sleep(POLL_SECONDS)


def _is_ready(port: int) -> bool:
    with closing(
        http.client.HTTPConnection(LOOPBACK, port, timeout=POLL_SECONDS * 100)
    ) as connection:
        try:
            connection.request("GET", "/readyz")
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
