"""`purge` and `erase`: what is older than it may be, or one conversation."""

import re
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desk.commands.terminal import COULD_NOT, DONE, CannotDo, Terminal
from records.retention import Purged, erase, purge
from web.errors import ApiError
from web.sessions import KEY_FILE, Sessions, signing_key

_TOKEN = re.compile(r"[\w-]+\.[\w-]+", re.ASCII)
_FROM_INPUT = "-"


def add_erasing(commands: Any, shared: list[Any]) -> None:
    """Adds `purge` and `erase` to the command line; see `desk.commands.users.add_users`."""
    purging = commands.add_parser(
        "purge",
        parents=shared,
        help="erase all that is older than the RETENTION settings allow",
        description="Erases what is kept of visitors and older than RETENTION_CONVERSATIONS_DAYS "
        "and RETENTION_CONTACTS_DAYS allow; the service, which does so daily, may run meanwhile.",
    )
    purging.set_defaults(run=_purge)
    erasing = commands.add_parser(
        "erase",
        parents=shared,
        help="erase one conversation, with its contacts",
        description="Erases one conversation with its feedback, questions and contacts; the "
        "service may run meanwhile.",
    )
    which = erasing.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "token",
        nargs="?",
        metavar="TOKEN",
        help="the session token, as the visitor's page has it; - reads it from standard input, "
        "which keeps it out of the shell's history",
    )
    which.add_argument("--sender", metavar="NAME", help="the conversation's name in the database")
    erasing.set_defaults(run=_erase)


def token_last(arguments: Sequence[str]) -> list[str]:
    """The arguments of `erase` with the token last and marked as none of the options.

    One token in 64 begins with a hyphen.
    """
    tokens = [each for each in arguments if _TOKEN.fullmatch(each)]
    others = [each for each in arguments if not _TOKEN.fullmatch(each)]
    return [*others, "--", *tokens] if tokens else others


def _purge(options: Namespace, terminal: Terminal) -> int:
    settings = terminal.settings
    with terminal.database() as engine:
        purged = purge(
            engine,
            terminal.now(),
            settings.RETENTION_CONVERSATIONS_DAYS,
            settings.RETENTION_CONTACTS_DAYS,
        )
    return _said(purged, options, terminal)


def _erase(options: Namespace, terminal: Terminal) -> int:
    with terminal.database() as engine:
        sender = options.sender
        if sender is None:
            token = options.token
            if token == _FROM_INPUT:
                token = terminal.lines.readline().strip()
            sender = _sender_of(token, terminal.settings.STATE_FOLDER)
        erased = erase(engine, sender)
    return _said(erased, options, terminal)


def _sender_of(token: str, folder: Path) -> str:
    if not (folder / KEY_FILE).exists():
        raise CannotDo(
            f"There is no signing key in {folder.resolve()}, so no token can be read. Set "
            "STATE_FOLDER to the folder that the service uses."
        )
    try:
        return Sessions(signing_key(folder)).sender_of(token)
    except ApiError:
        raise CannotDo(
            f"This token was not given out with the signing key in {folder.resolve()}. Copy it "
            "whole from the visitor's page, or set STATE_FOLDER to the folder that the service "
            "uses."
        ) from None
    except (OSError, ValueError) as error:
        raise CannotDo(f"The signing key cannot be used: {error}") from error


def _said(purged: Purged, options: Namespace, terminal: Terminal) -> int:
    """Says what went; gives the exit code."""
    text = "There was nothing to erase." if purged.is_nothing else f"Erased: {purged}."
    terminal.say(options, purged._asdict(), text)
    if purged.wiped:
        return DONE
    print(
        "The rows are gone, but the database's file could not be written anew and may still "
        "hold their words. It was busy, or the disk is full. Mend that, then run "
        "`python -m desk purge`.",
        file=terminal.errors,
    )
    return COULD_NOT
