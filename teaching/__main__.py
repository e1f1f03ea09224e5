"""`python -m teaching`: look at proposed changes, apply them, take them back."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

import httpx

from knowledge import KnowledgeError
from settings import Settings
from teaching.applying import Failed, Refused, Workplace, apply, look_over, mend, rollback
from teaching.change import BadChange, Change, as_yaml, read_change
from teaching.proposals import (
    Journal,
    NoSuchChange,
    ProposedChange,
    changes,
    find,
    propose,
    unreadable,
)
from teaching.workplace import workplace
from understanding.model import NoModel

ROOT = Path(__file__).parent.parent


class Command:
    """The commands, on one project; `out` takes what is to be read, `err` what is on the way.

    With `as_json`, `out` takes one JSON object or list and nothing else.
    """

    def __init__(self, place: Workplace, as_json: bool, out: TextIO, err: TextIO) -> None:
        self._place = place
        self._as_json = as_json
        self._out = out
        self._err = err

    def list(self) -> int:
        """Every change with its state, the newest first."""
        mend(self._place)
        found = changes(self._place.state_folder)
        lines = [
            f"{each.change.id:<32} {each.state:<12} {each.change.kind:<9} "
            f"{each.change.taught_topic:<16} by {each.change.made_by}"
            for each in found
        ]
        self._tell([_summary(each) for each in found], "\n".join(lines) or "No changes.")
        for problem in unreadable(self._place.state_folder):
            print(problem, file=self._err)
        return 0

    def show(self, name: str) -> int:
        """One change as it stands in its file."""
        found = find(self._place.state_folder, self._change(name).id)
        text = as_yaml(found.change) + f"# State: {found.state}\n"
        if found.message:
            text += f"# {found.message}\n"
        content = {**_summary(found), "change": found.change.model_dump(mode="json")}
        self._tell(content, text.rstrip("\n"))
        return 0

    def check(self, name: str) -> int:
        """Whether a change is in order, and what will be answered with it."""
        change = self._change(name)
        outlook = look_over(change, self._place)
        problems = [vars(problem) for problem in outlook.problems]
        content = {
            "id": change.id,
            "ok": not problems,
            "problems": problems,
            "answers": outlook.answers,
            "now": {each.asked: each.now for each in (*outlook.examples, *outlook.asked)},
            "then": {each.asked: each.then for each in (*outlook.examples, *outlook.asked)},
            "shown": {each.asked: each.then for each in outlook.shown},
        }
        self._tell(content, str(outlook) if problems else f"{outlook}\n{change.id} is in order.")
        return 1 if problems else 0

    def apply(self, name: str) -> int:
        """Checks a change, wherever its file is, and has it go live."""
        change, state = self._change(name), self._place.state_folder
        try:
            change = find(state, propose(state, change).stem).change
        except FileExistsError:
            there = find(state, change.id)
            if there.change != change:
                message = f"There is another change with the id {change.id}: {there.path}"
                raise Refused(message) from None
        return self._done(apply(change, self._place))

    def rollback(self, name: str) -> int:
        """Takes a change back."""
        return self._done(rollback(self._change(name).id, self._place))

    def refuse(self, error: Exception) -> int:
        """Says what went wrong."""
        self._tell({"ok": False, "message": str(error)}, str(error))
        return 1

    def _change(self, name: str) -> Change:
        """The change in a file, or of an id."""
        path = Path(name)
        is_file = path.suffix == ".yml"
        return read_change(path) if is_file else find(self._place.state_folder, name).change

    def _done(self, journal: Journal) -> int:
        content = {"ok": True, "id": journal.id, "state": journal.state}
        content["files"] = [*journal.moves]
        self._tell(content, f"{journal.id}: {journal.state}")
        return 0

    def _tell(self, content: Any, text: str) -> None:
        print(json.dumps(content, indent=2) if self._as_json else text, file=self._out)


def _summary(each: ProposedChange) -> dict[str, Any]:
    return {
        "id": each.change.id,
        "state": each.state,
        "at": each.at.isoformat() if each.at is not None else None,
        "message": each.message,
        "kind": each.change.kind,
        "topic": each.change.taught_topic,
        "made_at": each.change.made_at.isoformat(),
        "made_by": each.change.made_by,
        "file": str(each.path),
    }


def main(arguments: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Runs a command.

    Args:
        arguments: What follows `python -m teaching`.
        out: Takes what the command finds.
        err: Takes its progress where `out` takes JSON.

    Returns:
        The exit code: 0, or 1 where something is not in order or did not succeed.
    """
    parser = argparse.ArgumentParser(prog="python -m teaching")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, what in (
        ("list", "every change with its state"),
        ("show", "one change"),
        ("check", "say whether a change is in order, and what will be answered with it"),
        ("apply", "train with a change, check the answers, and only then have it go live"),
        ("rollback", "put back what was live before a change"),
    ):
        command = commands.add_parser(name, help=what)
        command.add_argument("--json", action="store_true", help="for programs")
        if name != "list":
            command.add_argument("change", metavar="FILE", help="its file or its id")
    options = parser.parse_args(arguments)

    def say(line: str) -> None:
        print(line, file=err if options.json else out, flush=True)

    with httpx.Client(trust_env=False) as http:
        command_line = Command(workplace(Settings(), http, say), options.json, out, err)
        try:
            given = [] if options.command == "list" else [options.change]
            code: int = getattr(command_line, options.command)(*given)
            return code
        except (
            BadChange,
            Failed,
            KnowledgeError,
            NoModel,
            NoSuchChange,
            OSError,
            Refused,
        ) as error:
            return command_line.refuse(error)


if __name__ == "__main__":
    # What it makes holds visitors' words: for its owner alone, as the service makes it.
    os.umask(0o077)
    sys.exit(main(sys.argv[1:], sys.stdout, sys.stderr))
