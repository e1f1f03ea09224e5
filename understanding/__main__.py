"""Prints what is understood of a message, for testers and for those who edit the knowledge.

    python -m understanding "how much is it and does it hurt" [--json] [--so-far JSON]

Without a text, each line of the standard input is one.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from knowledge import KnowledgeError, load
from knowledge.treatments import Range
from settings import Settings
from understanding.model import NoModel, newest_model
from understanding.model import load as load_model
from understanding.reading import understand
from understanding.so_far import SoFar
from understanding.understood import Detail, Understood

MODELS = Path(__file__).parent.parent / "models"


def lines_of(understood: Understood) -> Iterator[str]:
    """What was understood, to be read by people."""
    for number, question in enumerate(understood.questions, start=1):
        yield f"question {number}: {question.topic}, sure to {question.confidence:.2f}"
        yield f"  words: {question.words}"
        if question.details:
            yield f"  details: {_listed(question.details)}"
    if understood.sign:
        sign = understood.sign
        seen = {"pattern": "its words", "meaning": "its meaning", "both": "words and meaning"}
        yield f"warning sign: {sign.level}, {sign.sign}, by {seen[sign.net]}"
    if understood.person:
        yield f"the visitor: {_listed(understood.person)}"
    if understood.unreadable:
        yield f"unreadable: its {understood.unreadable}"
    yield f"likeliest topics: {', '.join(understood.likely[:3])}"


def _listed(details: Sequence[Detail]) -> str:
    return ", ".join(
        f"{'no ' if each.negated else ''}{each.kind} {_value(each)}" for each in details
    )


def _value(detail: Detail) -> str:
    value = detail.value
    if isinstance(value, Range):
        return f"{value.min:g}-{value.max:g}"
    return value if isinstance(value, str) else f"{value:g}"


def main(arguments: Sequence[str]) -> int:
    """Prints what is understood.

    Returns:
        The exit code: 1 where the knowledge, the model or what is given cannot be used.
    """
    parser = argparse.ArgumentParser(
        prog="python -m understanding",
        description=__doc__,
        formatter_class=argparse.RawTextHelpFormatter,
    )
    parser.add_argument("text", nargs="?", help="what a visitor typed")
    parser.add_argument("--json", action="store_true", help="print one line of JSON a message")
    parser.add_argument("--so-far", default="{}", metavar="JSON", help="what was said before")
    parser.add_argument("--model", type=Path, help="default: the newest in models/")
    options = parser.parse_args(arguments)
    try:
        so_far = SoFar.from_json(json.loads(options.so_far))
        knowledge = load(Settings().KNOWLEDGE_FOLDER)
        model = load_model(options.model or newest_model(MODELS))
    except (ValueError, KnowledgeError, NoModel) as error:
        print(error, file=sys.stderr)
        return 1
    show: Callable[[Understood], str] = _as_json if options.json else _as_lines
    texts = [options.text] if options.text is not None else map(str.rstrip, sys.stdin)
    for text in texts:
        print(show(understand(text, so_far, knowledge, model)), flush=True)
    return 0


def _as_json(understood: Understood) -> str:
    return json.dumps(understood.to_json(), ensure_ascii=False)


def _as_lines(understood: Understood) -> str:
    return "\n".join(lines_of(understood))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
