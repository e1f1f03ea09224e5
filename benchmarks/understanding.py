"""Scores the trained assistant on questions sorted by topic: does each reach its topic?

    python -m benchmarks.understanding [--misses] [--check]

`docs/benchmarks.md` says what the figures mean.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import yaml

if not __package__:  # run as a file: the assistant's own packages are one folder up
    sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.markdown import table
from benchmarks.rasa_nlu import RasaFailed, parse, quiet_rasa
from benchmarks.topic_scores import (
    IN_SCOPE_TARGET,
    OUT_OF_SCOPE_TARGET,
    Scores,
    Understood,
    scores_of,
    understood,
)
from nlu import training

QUESTIONS = Path(__file__).parent.parent / "tests" / "development" / "questions.yml"


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


def trained_model() -> Path:
    """The assistant's model, trained first where it is missing or out of date.

    Raises:
        RasaFailed: If training fails.
    """
    # What training says is not part of the report.
    command = [sys.executable, "-m", training.__name__]
    if subprocess.run(command, cwd=training.ROOT, stdout=sys.stderr, check=False).returncode != 0:
        raise RasaFailed("The assistant could not be trained.")
    return training.newest_archive(training.MODELS) or training.MODELS


def report(scores: Scores, outcomes: Sequence[Understood], *, with_misses: bool) -> str:
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


def misses(outcomes: Sequence[Understood]) -> str:
    """The questions that do not get their answer, as a Markdown table."""
    return table(
        ("question", "topic", "met", "likeliest", "confidence"),
        [
            (each.question, each.expected, each.met, each.likeliest, f"{each.confidence:.2f}")
            for each in outcomes
            if not each.is_right
        ],
    )


def oversplit(outcomes: Sequence[Understood]) -> str:
    """The questions that were taken for several, as a Markdown table."""
    split = [(each.question, each.parts) for each in outcomes if each.parts > 1]
    return table(("question taken for several", "parts"), split)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def as_json(scores: Scores, outcomes: Sequence[Understood]) -> str:
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
        with tempfile.TemporaryDirectory() as cache, quiet_rasa(Path(cache)):
            parsed = parse(model, [question for question, _ in questions])
        outcomes = [
            understood(question, topic, each.result)
            for (question, topic), each in zip(questions, parsed, strict=True)
        ]
        scores = scores_of(outcomes)
    except (BadQuestions, RasaFailed, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(
        as_json(scores, outcomes)
        if options.json
        else report(scores, outcomes, with_misses=options.misses)
    )
    return 1 if options.check and not scores.reach_targets else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
