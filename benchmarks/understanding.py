"""Scores the trained assistant on questions sorted by topic: does each reach its topic?

    python -m benchmarks.understanding [--misses] [--check]

`docs/benchmarks.md` says what the figures mean.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from benchmarks.markdown import table
from benchmarks.topic_scores import (
    IN_SCOPE_TARGET,
    OUT_OF_SCOPE_TARGET,
    Outcome,
    Scores,
    asked_surely,
    outcome,
    scores_of,
)
from knowledge import DEFAULT_FOLDER, load
from knowledge.model import Knowledge
from nlu import training
from understanding.model import Model, NoModel, newest_model
from understanding.model import load as load_model
from understanding.reading import read

_DEVELOPMENT = Path(__file__).parent.parent / "tests" / "development"
QUESTIONS = _DEVELOPMENT / "questions.yml"
SEVERAL = _DEVELOPMENT / "several_questions.yml"
SEVERAL_TARGET = 0.8
"""Of the messages with several questions, the share that gets an answer to each and no other."""


class BadQuestions(Exception):
    """The file of questions has another shape; the message says which it needs."""


def read_questions(text: str) -> list[tuple[str, str]]:
    """Reads a YAML mapping of topics to questions.

    Returns:
        Pairs of question and topic.

    Raises:
        BadQuestions: If the text is anything else.
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadQuestions(f"The questions are not YAML: {error}") from error
    if not isinstance(content, dict) or not all(
        isinstance(each, list) for each in content.values()
    ):
        raise BadQuestions("The questions need to be a mapping of topics to lists of questions.")
    return [
        (str(question), str(topic))
        for topic, questions in content.items()
        for question in questions
    ]


def answered_in_full(
    messages: Sequence[Mapping[str, Any]], knowledge: Knowledge, model: Model
) -> list[tuple[str, bool]]:
    """Each message with several questions, and whether just their topics were understood."""
    return [
        (
            each["text"],
            {asked.topic for asked in asked_surely(read(each["text"], knowledge, model))}
            == set(each["topics"]),
        )
        for each in messages
    ]


def trained_model() -> Path:
    """The assistant's model, trained first where it is missing or out of date.

    Raises:
        NoModel: If training fails.
    """
    # What training says is not part of the report.
    command = [sys.executable, "-m", training.__name__]
    if subprocess.run(command, cwd=training.ROOT, stdout=sys.stderr, check=False).returncode != 0:
        raise NoModel("The assistant could not be trained.")
    return newest_model(training.MODELS)


def report(scores: Scores, outcomes: Sequence[Outcome], *, with_misses: bool) -> str:
    """The scores as Markdown.

    Args:
        scores: Of `outcomes`.
        outcomes: Each question with what it was taken for.
        with_misses: Whether to list the questions that do not get their answer.
    """
    topics = table(
        ("topic", "questions", "right", "share", "taken for"),
        [
            (
                each.topic,
                each.questions,
                each.right,
                f"{each.accuracy:.2f}",
                _counts(each.taken_for),
            )
            for each in scores.topics
        ],
    )
    summary = table(
        ("figure", "measured", "target"),
        [
            (
                "in-scope topic accuracy",
                f"{scores.in_scope_accuracy:.3f}",
                f"{IN_SCOPE_TARGET:.2f}",
            ),
            (
                "out-of-scope recall",
                f"{scores.out_of_scope_recall:.3f}",
                f"{OUT_OF_SCOPE_TARGET:.2f}",
            ),
            ("in-scope questions asked back about", f"{scores.unclear_share:.3f}", ""),
            ("single questions taken for several", f"{scores.oversplit_share:.3f}", ""),
        ],
    )
    parts = [topics, summary]
    if with_misses:
        parts += [misses(outcomes), oversplit(outcomes)]
    return "\n\n".join(parts)


def misses(outcomes: Sequence[Outcome]) -> str:
    """The questions that do not get their answer, as a Markdown table."""
    return table(
        ("question", "topic", "met", "likeliest", "confidence"),
        [
            (each.question, each.expected, each.met, each.likeliest, f"{each.confidence:.2f}")
            for each in outcomes
            if not each.is_right
        ],
    )


def oversplit(outcomes: Sequence[Outcome]) -> str:
    """The questions that were taken for several, as a Markdown table."""
    split = [(each.question, each.parts) for each in outcomes if each.parts > 1]
    return table(("question taken for several", "parts"), split)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def as_json(scores: Scores, outcomes: Sequence[Outcome]) -> str:
    """The scores and every outcome as JSON."""
    content = {
        **asdict(scores),
        "targets": {
            "in_scope_accuracy": IN_SCOPE_TARGET,
            "out_of_scope_recall": OUT_OF_SCOPE_TARGET,
        },
        "outcomes": [{**asdict(each), "is_right": each.is_right} for each in outcomes],
    }
    return json.dumps(content, indent=2, ensure_ascii=False)


def main(arguments: Sequence[str]) -> int:
    """Scores the model and prints the report.

    Returns:
        The exit code: 1 where something cannot be used, or with `--check` where a target is missed.
    """
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--file", type=Path, default=QUESTIONS, help="YAML: topic -> questions")
    parser.add_argument("--model", type=Path, help="default: the assistant's, trained if need be")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    parser.add_argument("--json", action="store_true", help="print JSON in place of the tables")
    parser.add_argument("--check", action="store_true", help="fail where a target is missed")
    options = parser.parse_args(arguments)
    try:
        questions = read_questions(options.file.read_text("utf-8"))
        model = options.model or trained_model()
        knowledge, trained = load(DEFAULT_FOLDER), load_model(model)
        outcomes = [
            outcome(question, topic, read(question, knowledge, trained))
            for question, topic in questions
        ]
        scores = scores_of(outcomes)
        several = answered_in_full(yaml.safe_load(SEVERAL.read_text("utf-8")), knowledge, trained)
    except (BadQuestions, NoModel, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(
        as_json(scores, outcomes)
        if options.json
        else report(scores, outcomes, with_misses=options.misses)
    )
    share = sum(is_right for _, is_right in several) / len(several)
    if not options.json:
        print(f"\nAn answer to each question: {share:.3f} of {len(several)} with several.")
    if not options.json and options.misses:
        print("\n".join(f"- {text!r}" for text, is_right in several if not is_right))
    reached = scores.reach_targets and share >= SEVERAL_TARGET
    return 1 if options.check and not reached else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
