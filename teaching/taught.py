"""Says whether what a change teaches is understood, and all else as well as it has to be.

    python -m teaching.taught FILE

It is run in the staging folder, on the model and the knowledge there.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import understanding
from benchmarks.rasa_nlu import parse, quiet_rasa
from knowledge import load
from settings import Settings
from teaching.change import Change, FactChange, read_change
from teaching.nlu_file import intent_of
from teaching.rasa_model import intents_of
from teaching.showing import can_show


def taught(change: Change, settings: Settings) -> Iterator[tuple[bool, str]]:
    """Each example and each topic of a fact: whether it is as it should be, and a line on it."""
    wanted = intent_of(change.taught_topic)
    if change.examples:
        with tempfile.TemporaryDirectory() as cache, quiet_rasa(Path(cache)):
            results = parse(settings.MODEL, change.examples)
        for text, each in zip(change.examples, results, strict=True):
            found = intents_of(each.result)
            yield wanted in found, f"the example “{text}” is read as {', '.join(found)}"
    if isinstance(change, FactChange):
        knowledge = load(settings.KNOWLEDGE_FOLDER)
        treatment = change.treatment or next(iter(knowledge.treatments))
        for topic in change.topics:
            shown = can_show(change.fact.id, topic, treatment, knowledge)
            yield shown, f"the answer of {topic} can show {change.fact.id}: {shown}"


def main(arguments: Sequence[str]) -> int:
    """Prints a line for each thing that was taught, then the benchmark of understanding.

    Returns:
        The exit code: 1 where something is not understood, or the benchmark misses a target.
    """
    outcomes = list(taught(read_change(Path(arguments[0])), Settings()))
    for is_right, line in outcomes:
        print("ok: " if is_right else "NOT AS TAUGHT: ", line, sep="")
    print()
    # In this process, since most of its time goes into importing Rasa.
    benchmark = understanding.main(["--check", "--misses"])
    return benchmark or int(not all(is_right for is_right, _ in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
