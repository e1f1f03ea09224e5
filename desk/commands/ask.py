"""`ask`: what the website would answer to a question that a caller asks."""

from argparse import Namespace
from typing import Any

from desk.commands.terminal import Terminal


def add_ask(commands: Any, shared: list[Any]) -> None:
    """Adds `ask` to the command line; see `desk.commands.users.add_users`."""
    ask = commands.add_parser(
        "ask",
        parents=shared,
        help="what the website would answer to a question",
        description="Answers as the website would, with the source of each fact and how far it is "
        "reviewed. Nothing of it is kept.",
    )
    ask.add_argument("text", metavar="TEXT", nargs="+", help="what the caller asks")
    ask.set_defaults(run=_ask)


def _ask(options: Namespace, terminal: Terminal) -> int:
    # spaCy takes two seconds to import, and no other command needs it.
    from desk.commands.answering import answer_question

    return answer_question(options, terminal)
