"""`python -m knowledge check` for the knowledge files, `python -m knowledge topics` for the topics.

`check` says whether the files are in order, and what to mend. `topics` says which lists made from
the topics' records are stale, and writes them with `--write`.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from knowledge import DEFAULT_FOLDER
from knowledge.loading import load
from knowledge.model import Knowledge
from knowledge.problems import KnowledgeError
from knowledge.topic_lists import stale


def counts(knowledge: Knowledge) -> dict[str, int]:
    """How much there is of each thing that an editor adds."""
    facts = knowledge.facts.values()
    return {
        "treatments": len(knowledge.treatments),
        "facts": len(knowledge.facts),
        "unreviewed": sum(fact.review == "unreviewed" for fact in facts),
        "sources": len(knowledge.sources),
        "terms": sum(len(terms) for terms in knowledge.terms.values()),
        "phrases": len(knowledge.phrases.phrases),
    }


def main(arguments: Sequence[str], out: TextIO) -> int:
    """Run the command.

    Args:
        arguments: What follows `python -m knowledge`.
        out: Where the report is written.

    Returns:
        The exit code: 0 when the folder is in order, 1 when something needs mending.
    """
    parser = argparse.ArgumentParser(prog="python -m knowledge")
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser(
        "check", help="say whether the knowledge files are in order, and what to mend"
    )
    check.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    check.add_argument("--json", action="store_true", help="for programs")
    lists = commands.add_parser(
        "topics", help="say which lists of topics are not as `knowledge/topics.py` has them"
    )
    lists.add_argument("--write", action="store_true", help="write them")
    options = parser.parse_args(arguments)
    if options.command == "topics":
        return _topics(options.write, out)
    return _check(options.folder.resolve(), options.json, out)


def _topics(is_written: bool, out: TextIO) -> int:
    found = stale(DEFAULT_FOLDER.parent)
    for path, text in found.items():
        if is_written:
            path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {'written' if is_written else 'stale'}", file=out)
    return 1 if found and not is_written else 0


def _check(folder: Path, as_json: bool, out: TextIO) -> int:
    try:
        knowledge = load(folder)
    except KnowledgeError as error:
        if as_json:
            problems = [asdict(problem) for problem in error.problems]
            print(json.dumps({"ok": False, "problems": problems}), file=out)
        else:
            print(error, file=out)
        return 1
    found = counts(knowledge)
    if as_json:
        print(json.dumps({"ok": True, "version": knowledge.version, **found}), file=out)
    else:
        listed = ", ".join(f"{name} {number}" for name, number in found.items())
        print(f"In order: {listed}.", file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
