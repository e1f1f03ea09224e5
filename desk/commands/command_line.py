"""Reads what was typed after `python -m desk`, and runs it."""

import argparse
from argparse import Namespace
from collections.abc import Sequence

import desk.commands.privacy
import knowledge.__main__
from desk.commands.ask import add_ask
from desk.commands.export import add_export
from desk.commands.inbox import add_inbox
from desk.commands.terminal import COULD_NOT, CannotDo, Terminal
from desk.commands.users import add_users

_EXIT_CODES = "Exit codes: 0 done, 1 could not be done, 2 wrong usage."


def run(arguments: Sequence[str], terminal: Terminal) -> int:
    """Runs a command.

    Returns:
        The exit code: 0 when it is done, 1 when it could not be.

    Raises:
        SystemExit: The arguments make no sense (code 2), or help was asked for (code 0).
    """
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options, terminal)
        return code
    except CannotDo as error:
        print(error, file=terminal.errors)
        return COULD_NOT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m desk",
        description="The front desk in the terminal.",
        epilog=_EXIT_CODES,
    )
    for_programs = argparse.ArgumentParser(add_help=False)
    for_programs.add_argument("--json", action="store_true", help="for programs")
    by_whom = argparse.ArgumentParser(add_help=False)
    by_whom.add_argument(
        "--as",
        dest="by",
        metavar="NAME",
        help="the account that the audit line names; without it, cli: and your name here",
    )
    shared, changing = [for_programs], [for_programs, by_whom]
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add_ask(commands, shared)
    add_inbox(commands, shared, changing)
    add_export(commands, shared, changing)
    purge = commands.add_parser(
        "purge",
        parents=shared,
        help="erase all that is older than the RETENTION settings allow",
        description="Erases what is kept of visitors and older than RETENTION_CONVERSATIONS_DAYS "
        "and RETENTION_CONTACTS_DAYS allow; the service, which does so daily, may run meanwhile.",
    )
    purge.set_defaults(run=_purge)
    add_users(commands, shared, changing)
    facts = commands.add_parser("knowledge", help="the knowledge files: check")
    check = facts.add_subparsers(dest="action", required=True, metavar="ACTION").add_parser(
        "check",
        parents=shared,
        help="say whether the knowledge files are in order, and what to mend",
    )
    check.set_defaults(run=_check)
    return parser


def _purge(options: Namespace, terminal: Terminal) -> int:
    return desk.commands.privacy.main(
        ["purge", *_json(options)],
        terminal.settings,
        terminal.now,
        terminal.lines,
        terminal.out,
        terminal.errors,
    )


def _check(options: Namespace, terminal: Terminal) -> int:
    folder = str(terminal.settings.KNOWLEDGE_FOLDER)
    return knowledge.__main__.main(["check", "--folder", folder, *_json(options)], terminal.out)


def _json(options: Namespace) -> list[str]:
    return ["--json"] if options.json else []
