"""`python -m knowledge check`: say whether the knowledge files are in order, and what to mend."""

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
    command = parser.add_subparsers(required=True).add_parser(
        "check", help="say whether the knowledge files are in order, and what to mend"
    )
    command.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
    command.add_argument("--json", action="store_true", help="for programs")
    options = parser.parse_args(arguments)
    try:
        knowledge = load(options.folder.resolve())
    except KnowledgeError as error:
        if options.json:
            problems = [asdict(problem) for problem in error.problems]
            print(json.dumps({"ok": False, "problems": problems}), file=out)
        else:
            print(error, file=out)
        return 1
    found = counts(knowledge)
    if options.json:
        print(json.dumps({"ok": True, "version": knowledge.version, **found}), file=out)
    else:
        listed = ", ".join(f"{name} {number}" for name, number in found.items())
        print(f"In order: {listed}.", file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
