"""`python -m knowledge check` for the knowledge files, `python -m knowledge topics` for the topics.

`check` says whether the files are in order, and what to mend. `topics` writes the lists that follow
from the topics' records.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from knowledge import DEFAULT_FOLDER
from knowledge.editing import write_whole
from knowledge.loading import CLINIC, TREATMENTS, load, read
from knowledge.model import Knowledge
from knowledge.problems import KnowledgeError
from knowledge.topic_lists import stale
from knowledge.yaml_edit import tidied


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


def check(folder: Path) -> tuple[str, dict[str, Any]]:
    """Whether a folder is in order: in words, and for programs.

    Raises:
        KnowledgeError: It is not.
    """
    knowledge = load(folder)
    found = counts(knowledge)
    listed = ", ".join(f"{name} {number}" for name, number in found.items())
    return f"In order: {listed}.", {"ok": True, "version": knowledge.version, **found}


def tidy(folder: Path) -> tuple[str, dict[str, Any]]:
    """Lays out the files that programs edit as these write them, so that an edit changes few lines.

    Raises:
        KnowledgeError: A file cannot be read or written anew; all are as they were.
        OSError: A file cannot be written.
    """
    before = read(folder)
    after = {name: tidied(folder / name, before[name]) for name in (TREATMENTS, CLINIC)}
    changed = [name for name in after if after[name] != before[name]]
    for name in changed:
        path = (folder / name).resolve()
        write_whole(path, after[name], path.stat().st_mode & 0o777)
    return f"Laid out anew: {', '.join(changed) or 'nothing'}.", {"ok": True, "changed": changed}


def write_lists(folder: Path) -> tuple[str, Any]:
    """Write what Rasa's domain and rules list of the topics."""
    changed = stale(folder.parent)
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8")
    names = [path.name for path in changed]
    return f"Written: {', '.join(names) or 'nothing'}.", {"ok": True, "changed": names}


def main(arguments: Sequence[str], out: TextIO) -> int:
    """Run the command.

    Args:
        arguments: What follows `python -m knowledge`.
        out: Where the report is written.

    Returns:
        The exit code: 0 when the folder is in order, 1 when something needs mending.
    """
    parser = argparse.ArgumentParser(prog="python -m knowledge")
    commands = parser.add_subparsers(required=True)
    for name, run, what in (
        ("check", check, "say whether the knowledge files are in order, and what to mend"),
        ("tidy", tidy, "lay out `treatments.yml` and `clinic.yml` as the front desk writes them"),
        ("topics", write_lists, "write the lists that follow from `knowledge/topics.py`"),
    ):
        command = commands.add_parser(name, help=what)
        command.set_defaults(run=run)
        command.add_argument("--folder", type=Path, default=DEFAULT_FOLDER)
        command.add_argument("--json", action="store_true", help="for programs")
    options = parser.parse_args(arguments)
    try:
        words, content = options.run(options.folder.resolve())
    except KnowledgeError as error:
        problems = [asdict(problem) for problem in error.problems]
        words, content = str(error), {"ok": False, "problems": problems}
    print(json.dumps(content) if options.json else words, file=out)
    return 0 if content["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout))
