"""Starts the whole service: checks what it needs, then hands over to the process manager.

`python -m deploy.service` is what `make run` calls. It becomes supervisord
(http://supervisord.org), which starts Rasa, the action server and the gateway, and starts each of
them again when it dies.
"""

import os
import secrets
import shutil
import socket
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from nlu.rasa_environment import RASA_ENVIRONMENT, RASA_TOKEN_FILE
from settings import Settings

ROOT = Path(__file__).parent.parent
CONFIGURATION = Path(__file__).parent / "supervisord.conf"
ENDPOINTS = "endpoints.yml"
COUNTING = "PROMETHEUS_MULTIPROC_DIR"
"""The variable of the library that counts: where several gateways do so together."""
COUNTS = "counts"
"""The folder of that, in the state folder; it begins anew with the service."""
MEMORY_GIVEN_BACK = {
    "MALLOC_MMAP_THRESHOLD_": str(4 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(8 << 20),
}
"""Has glibc give back what reading an edit of the knowledge took for a second: 100 MB. By itself it
holds back ever larger pieces once it has seen some."""


class CannotStart(Exception):
    """Something that the service needs is missing; the message says how to mend it."""


def address_of(url: str) -> tuple[str, int]:
    """The host and port of an address such as `http://127.0.0.1:5005`.

    Raises:
        CannotStart: If it names no port.
    """
    parts = urlsplit(url)
    if parts.hostname is None or parts.port is None:
        raise CannotStart(f"{url} names no host and port. Write it like http://127.0.0.1:5005.")
    return parts.hostname, parts.port


def lock_store_of(redis_url: str | None) -> dict[str, Any]:
    """Where Rasa keeps its locks: in Redis, or in its own process.

    Raises:
        CannotStart: If the address is not one of a Redis database.
    """
    if redis_url is None:
        return {"type": "in_memory"}
    parts = urlsplit(redis_url)
    is_database = (parts.path.removeprefix("/") or "0").isdecimal()
    if parts.scheme not in ("redis", "rediss") or parts.hostname is None or not is_database:
        raise CannotStart("REDIS_URL is no Redis address. Write it like redis://127.0.0.1:6379/0.")
    return {"type": "nlu.conversation_locks.ConversationLocks", "url": redis_url}


def endpoints_of(settings: Settings) -> str:
    """Rasa's endpoints file for the service; the checkout's own keeps no conversation.

    Raises:
        CannotStart: If a setting is no address.
    """
    endpoints = {
        **yaml.safe_load((ROOT / ENDPOINTS).read_text("utf-8")),
        "tracker_store": {
            "type": "nlu.conversation_store.ConversationStore",
            "url": settings.DATABASE_URL,
        },
        "lock_store": lock_store_of(settings.REDIS_URL),
    }
    endpoints["action_endpoint"]["url"] = f"{settings.ACTIONS_URL}/webhook"
    return str(yaml.safe_dump(endpoints))


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the servers do it: an address that a stopped server has just left can be taken again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def environment_of(settings: Settings, environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of the processes: the caller's, with every setting that they share."""
    rasa_host, rasa_port = address_of(settings.RASA_URL)
    actions_host, actions_port = address_of(settings.ACTIONS_URL)
    state_folder = settings.STATE_FOLDER.resolve()
    # Alone, a gateway counts in its memory.
    counting = {COUNTING: str(state_folder / COUNTS)} if settings.WORKERS > 1 else {}
    return {
        **environment,
        **RASA_ENVIRONMENT,
        **MEMORY_GIVEN_BACK,
        **counting,
        "DATABASE_URL": settings.DATABASE_URL,
        "ACTIONS_URL": settings.ACTIONS_URL,
        "RASA_URL": settings.RASA_URL,
        "WORKERS": str(settings.WORKERS),
        # Rasa's own interface can read and rewrite conversations: only who holds this may use it.
        "RASA_TOKEN": settings.RASA_TOKEN or secrets.token_urlsafe(24),
        "RASA_HOST": rasa_host,
        "RASA_PORT": str(rasa_port),
        "RASA_ENDPOINTS": str(state_folder / ENDPOINTS),
        "ACTIONS_HOST": actions_host,
        "ACTIONS_PORT": str(actions_port),
        "STATE_FOLDER": str(state_folder),
        "MODEL": str(settings.MODEL.resolve()),
        "KNOWLEDGE_FOLDER": str(settings.KNOWLEDGE_FOLDER.resolve()),
        "PYTHON": sys.executable,
    }


def make_database_folder(url: str) -> None:
    """Makes the folder of an SQLite file, without which nothing could be kept.

    Args:
        url: The database's address; a relative path starts from the project's folder.

    Raises:
        CannotStart: If the address is none, or the folder cannot be made.
    """
    try:
        address = make_url(url)
    except ArgumentError:
        raise CannotStart(
            "DATABASE_URL is no address of a database. Write it like sqlite:///var/needlewise.db."
        ) from None
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return
    folder = (ROOT / str(address.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"The folder of DATABASE_URL cannot be made ({error.strerror}). Choose another file."
        ) from None


def check(settings: Settings) -> None:
    """Checks that the service can start.

    Raises:
        CannotStart: If the model is missing, an address is taken, or several workers share nothing.
    """
    if settings.WORKERS > 1 and settings.REDIS_URL is None:
        raise CannotStart(
            f"WORKERS is {settings.WORKERS}, and these share their conversations by way of Redis. "
            "Name one with REDIS_URL, such as redis://127.0.0.1:6379/0, or leave WORKERS at 1."
        )
    if not settings.MODEL.is_file() and not any(settings.MODEL.glob("*.tar.gz")):
        raise CannotStart("There is no trained model where MODEL says. Run `make train`.")
    wanted = [
        ("PORT", (settings.HOST, settings.PORT)),
        *(("RASA_URL", address_of(url)) for url in settings.rasa_urls),
        ("ACTIONS_URL", address_of(settings.ACTIONS_URL)),
    ]
    for setting, (host, port) in wanted:
        if not is_free(host, port):
            raise CannotStart(
                f"{host}:{port} cannot be listened on: another program uses it, or it is not an "
                "address of this machine. "
                f"Stop that program, or choose another address with the setting {setting}."
            )


def prepare(settings: Settings, environment: Mapping[str, str]) -> None:
    """Makes the folders, and writes what Rasa and `python -m teaching` read from them.

    Raises:
        CannotStart: If a setting is no address, or a folder cannot be made.
    """
    make_database_folder(settings.DATABASE_URL)
    settings.STATE_FOLDER.mkdir(parents=True, exist_ok=True)
    # An earlier release may have made it for all to read.
    settings.STATE_FOLDER.chmod(0o700)
    shutil.rmtree(settings.STATE_FOLDER / COUNTS, ignore_errors=True)
    if COUNTING in environment:
        (settings.STATE_FOLDER / COUNTS).mkdir()
    files = {RASA_TOKEN_FILE: environment["RASA_TOKEN"], ENDPOINTS: endpoints_of(settings)}
    for name, text in files.items():
        file = settings.STATE_FOLDER / name
        file.unlink(missing_ok=True)
        file.write_text(text, "utf-8")


def main() -> None:
    """Checks, then becomes the process manager; returns only with an error."""
    # What visitors typed is for the service alone. supervisord's own setting counts only where it
    # becomes a daemon; what is set here, all that it starts inherits.
    os.umask(0o077)
    try:
        settings = Settings()
        check(settings)
        environment = environment_of(settings, os.environ)
        prepare(settings, environment)
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(map(str, problem["loc"]))
            print(f"Setting {name}: {problem['msg']}.", file=sys.stderr)
        sys.exit(1)
    except CannotStart as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    os.chdir(ROOT)
    command = [sys.executable, "-m", "deploy.process_manager", "-c", str(CONFIGURATION)]
    os.execve(sys.executable, command, environment)


if __name__ == "__main__":
    main()
