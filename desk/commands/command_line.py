"""Reads what was typed after `python -m desk`, and runs it."""

import argparse
from collections.abc import Sequence

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
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (add_ask, add_erasing, add_users):
        add(commands, [for_programs])
    return parser
