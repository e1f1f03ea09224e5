"""Reads what was typed after `python -m desk`, and runs it."""

import argparse
from argparse import Namespace
from collections.abc import Sequence

import knowledge.__main__
from desk.commands.ask import add_ask
from desk.commands.erasing import add_erasing, token_last
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
    is_erasing = next(iter(arguments), None) == "erase"
    options = _parser().parse_args(token_last(arguments) if is_erasing else arguments)
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
    add_erasing(commands, shared)
    add_users(commands, shared, changing)
    facts = commands.add_parser("knowledge", help="the knowledge files: check")
    check = facts.add_subparsers(dest="action", required=True, metavar="ACTION").add_parser(
        "check",
        parents=shared,
        help="say whether the knowledge files are in order, and what to mend",
    )
    check.set_defaults(run=_check)
    return parser


def _check(options: Namespace, terminal: Terminal) -> int:
    folder = str(terminal.settings.KNOWLEDGE_FOLDER)
    for_programs = ["--json"] if options.json else []
    return knowledge.__main__.main(["check", "--folder", folder, *for_programs], terminal.out)
