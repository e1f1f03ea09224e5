"""Scores how well particular questions are recognized.

    python -m benchmarks.questions [FILE] [--misses]

FILE is a YAML list of `{text, topic, questions, form}`: what somebody typed, its topic, the ids of
the questions of `questions.yml` that answer it (none where there is none) and the form that it has
(`story`, `heading`…). Without FILE each question's own examples are asked, each as if it were not
there, and what is ranked first counts as answered.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.kept_vectors import Encode
from benchmarks.leave_one_out import Follow, leave_one_out
from benchmarks.markdown import table
from benchmarks.understanding import trained_model
from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.kinds import OTHER_QUESTION, QUESTION
from understanding.learned_signs import label_of
from understanding.model import Model, NoModel
from understanding.model import load as load_model
from understanding.reading import read

LEFT_OUT_TARGET = 0.9
"""Of the examples that were left out, the share that still reach their question."""
NLU = DEFAULT_FOLDER.parent / "data" / "nlu.yml"


@dataclass(frozen=True)
class Asked:
    """What somebody typed, and what it asks."""

    text: str
    topic: str
    questions: tuple[str, ...]
    """Those that answer it; two can come to the same."""
    form: str


@dataclass(frozen=True)
class Found:
    """What was asked, and what it was taken for."""

    asked: Asked
    topics: tuple[str, ...]
    question: str | None
    """The particular question that was answered; None where the topic was."""
    offered: tuple[str, ...]
    """The particular questions on the buttons beside it."""

    @property
    def is_right(self) -> bool:
        """Whether the particular question is the right one."""
        return self.question in self.asked.questions

    @property
    def is_wrong(self) -> bool:
        """Whether another particular question was answered."""
        return self.question is not None and not self.is_right

    @property
    def is_near(self) -> bool:
        """Whether the right one was answered or offered."""
        return self.is_right or not set(self.asked.questions).isdisjoint(self.offered)


def read_asked(content: str) -> list[Asked]:
    """Reads a file of questions.

    Raises:
        ValueError: It has another shape.
    """
    try:
        return [
            Asked(
                each["text"],
                each["topic"],
                tuple(each.get("questions") or ()),
                each.get("form", "any"),
            )
            for each in yaml.safe_load(content)
        ]
    except (yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"The questions need to be a list of text, topic, …: {error}") from None


def found(asked: Asked, knowledge: Knowledge, model: Model) -> Found:
    """What one message is taken for; of several questions in it the one that was meant counts."""
    questions = read(asked.text, knowledge, model).questions
    meant = [id_ for each in questions for id_ in each.ids(QUESTION)]
    answered = next((id_ for id_ in meant if id_ in asked.questions), next(iter(meant), None))
    offered = tuple(id_ for each in questions for id_ in each.ids(OTHER_QUESTION))
    return Found(asked, tuple(each.topic for each in questions), answered, offered)


def left_out(
    knowledge: Knowledge, model: Model, follow: Follow = iter, encode: Encode | None = None
) -> list[Found]:
    """Every example, asked as if it were not there; the next two in the ranking are offered."""
    return [
        Found(Asked(each.example, topic, (each.question,), topic), (each.topic,), first, (*next_,))
        for each in leave_one_out(knowledge, model, intent_examples(), follow, encode)
        for topic in [knowledge.questions[each.question].topic]
        for first, *next_ in [each.ranked]
    ]


def intent_examples() -> list[tuple[str, str]]:
    """The examples of `data/nlu.yml` with what the intent model learns of them."""
    lists = yaml.load(NLU.read_bytes(), yaml.CSafeLoader)["nlu"]
    return [
        (line.removeprefix("- "), label_of(each["intent"], {"intent": each.get("metadata")}))
        for each in lists
        for line in each["examples"].splitlines()
    ]


def report(results: Sequence[Found], *, with_misses: bool) -> str:
    """The figures as Markdown, by form and of all together."""
    forms = sorted({each.asked.form for each in results})
    rows = [_row(form, [each for each in results if each.asked.form == form]) for form in forms]
    headings = (
        "form",
        "questions",
        "right question",
        "answered or offered",
        "right topic",
        "wrong",
    )
    parts = [table(headings, [*rows, _row("all", results)])]
    if with_misses:
        missed = [each for each in results if not each.is_right]
        parts.append(
            table(
                ("text", "asks", "answered", "offered", "topics"),
                [
                    (e.asked.text, e.asked.questions, e.question, e.offered, e.topics)
                    for e in missed
                ],
            )
        )
    return "\n\n".join(parts)


def _row(form: str, results: Sequence[Found]) -> tuple[Any, ...]:
    def share(holds: Any) -> str:
        return f"{sum(map(holds, results)) / len(results):.3f}"

    return (
        form,
        len(results),
        share(lambda each: each.is_right),
        share(lambda each: each.is_near),
        share(lambda each: each.asked.topic in each.topics),
        share(lambda each: each.is_wrong),
    )


def main(arguments: Sequence[str]) -> int:
    """Scores the model and prints the report.

    Returns:
        The exit code: 1 where the file or the model cannot be used.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", help="default: the questions' own examples")
    parser.add_argument("--model", type=Path, help="default: the assistant's, trained if need be")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    options = parser.parse_args(arguments)
    try:
        asked = read_asked(options.file.read_text("utf-8")) if options.file else None
        knowledge, model = load(DEFAULT_FOLDER), load_model(options.model or trained_model())
    except (NoModel, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if asked is None:
        results = left_out(knowledge, model)
    else:
        results = [found(each, knowledge, model) for each in asked]
    print(report(results, with_misses=options.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
