"""`python -m desk.commands.privacy`: purge what is too old, or erase one conversation."""

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import TextIO

from pydantic import ValidationError
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from records.command_database import CannotUse, database_of, unreachable
from records.migrating import NewerDatabase
from records.retention import Purged, erase, purge
from settings import Settings
from web.errors import ApiError
from web.sessions import KEY_FILE, Sessions, signing_key

_TOKEN = re.compile(r"[\w-]+\.[\w-]+", re.ASCII)
_FROM_INPUT = "-"


class CannotErase(Exception):
    """Nothing was erased; the text says what is wrong, where, and how to mend it."""


def main(
    arguments: Sequence[str],
    settings: Settings,
    now: Callable[[], datetime],
    lines: TextIO,
    out: TextIO,
    errors: TextIO,
) -> int:
    """Run the command.

    Args:
        arguments: What follows `python -m desk.commands.privacy`.
        settings: Where the database and the signing key are, and how long things are kept.
        now: The time, with its zone.
        lines: Where the token is read from when it is given as `-`.
        out: Where the counts are written.
        errors: Where it is written what went wrong.

    Returns:
        The exit code: 0 when all is erased that should be, 1 when not.

    Raises:
        SystemExit: The arguments make no sense (code 2), or help was asked for (code 0).
    """
    options = _parser().parse_args(_marked(arguments))
    try:
        engine = database_of(settings.DATABASE_URL)
        try:
            purged = _run(options, settings, engine, now, lines)
        except DBAPIError as error:
            raise unreachable(engine, error) from error
        finally:
            engine.dispose()
    except (CannotErase, CannotUse, NewerDatabase) as error:
        print(error, file=errors)
        return 1
    print(_report(purged, options.json), file=out)
    if not purged.wiped:
        print(
            "The rows are gone, but the database's file could not be written anew and may still "
            "hold their words. It was busy, or the disk is full. Mend that, then run "
            "`python -m desk.commands.privacy purge`.",
            file=errors,
        )
        return 1
    return 0


def _run(
    options: argparse.Namespace,
    settings: Settings,
    engine: Engine,
    now: Callable[[], datetime],
    lines: TextIO,
) -> Purged:
    if options.command == "purge":
        return purge(
            engine,
            now(),
            settings.RETENTION_CONVERSATIONS_DAYS,
            settings.RETENTION_CONTACTS_DAYS,
        )
    sender = options.sender
    if sender is None:
        token = lines.readline().strip() if options.token == _FROM_INPUT else options.token
        sender = _sender_of(token, settings.STATE_FOLDER)
    return erase(engine, sender)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m desk.commands.privacy",
        description="Erases what the service keeps of its visitors; it may run meanwhile.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    purging = commands.add_parser(
        "purge", help="erase all that is older than the RETENTION settings allow"
    )
    erasing = commands.add_parser("erase", help="erase one conversation, with its contacts")
    which = erasing.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "token",
        nargs="?",
        metavar="TOKEN",
        help="the session token, as the visitor's page has it; - reads it from standard input, "
        "which keeps it out of the shell's history",
    )
    which.add_argument("--sender", metavar="NAME", help="the conversation's name in the database")
    for each in (purging, erasing):
        each.add_argument("--json", action="store_true", help="for programs")
    return parser


def _marked(arguments: Sequence[str]) -> list[str]:
    """The arguments with the token last and marked as none of the options.

    One token in 64 begins with a hyphen.
    """
    tokens = [each for each in arguments if _TOKEN.fullmatch(each)]
    others = [each for each in arguments if not _TOKEN.fullmatch(each)]
    return [*others, "--", *tokens] if tokens else others


def _sender_of(token: str, folder: Path) -> str:
    if not (folder / KEY_FILE).exists():
        raise CannotErase(
            f"There is no signing key in {folder.resolve()}, so no token can be read. Set "
            "STATE_FOLDER to the folder that the service uses."
        )
    try:
        return Sessions(signing_key(folder)).sender_of(token)
    except ApiError:
        raise CannotErase(
            f"This token was not given out with the signing key in {folder.resolve()}. Copy it "
            "whole from the visitor's page, or set STATE_FOLDER to the folder that the service "
            "uses."
        ) from None
    except (OSError, ValueError) as error:
        raise CannotErase(f"The signing key cannot be used: {error}") from error


def _report(purged: Purged, as_json: bool) -> str:
    counts = purged._asdict()
    if as_json:
        return json.dumps(counts)
    del counts["wiped"]
    if not any(counts.values()):
        return "There was nothing to erase."
    return "Erased: " + ", ".join(f"{name} {count}" for name, count in counts.items()) + "."


def _now() -> datetime:
    return datetime.now(timezone.utc)


if __name__ == "__main__":
    try:
        found = Settings()
    except ValidationError as faults:
        for fault in faults.errors():
            print(f"Setting {fault['loc'][0]}: {fault['msg']}.", file=sys.stderr)
        sys.exit(1)
    sys.exit(main(sys.argv[1:], found, _now, sys.stdin, sys.stdout, sys.stderr))
