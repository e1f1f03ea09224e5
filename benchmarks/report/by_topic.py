"""Whether each development question reaches its topic."""

from collections import Counter
from collections.abc import Sequence

import yaml

from benchmarks.report.sections import Case, Chart, Figure, Follow, Section, Table
from benchmarks.topic_scores import (
    IN_SCOPE_TARGET,
    OUT_OF_SCOPE_TARGET,
    Outcome,
    outcome,
    scores_of,
)
from benchmarks.understanding import (
    QUESTIONS,
    SEVERAL,
    SEVERAL_TARGET,
    answered_in_full,
    read_questions,
)
from knowledge import Knowledge
from understanding.model import Model
from understanding.reading import read

_STEPS = 10


def by_topic(knowledge: Knowledge, model: Model, follow: Follow) -> Section:
    """Asks the questions of the development set."""
    asked = read_questions(QUESTIONS.read_text("utf-8"))
    outcomes = [
        outcome(question, topic, read(question, knowledge, model))
        for question, topic in follow(asked, "Questions by topic")
    ]
    several = answered_in_full(yaml.safe_load(SEVERAL.read_text("utf-8")), knowledge, model)
    return topic_section(outcomes, several)


def topic_section(outcomes: Sequence[Outcome], several: Sequence[tuple[str, bool]]) -> Section:
    """What the outcomes come to.

    Args:
        outcomes: Of questions that ask one thing.
        several: Messages that ask several, and whether each was answered.
    """
    scores = scores_of(outcomes)
    share = sum(is_right for _, is_right in several) / len(several)
    return Section(
        "topics",
        "Understanding by topic",
        "Each question of tests/development/questions.yml is read as the service reads it. It is "
        "right where the answer of its topic would come.",
        figures=[
            Figure(
                "in-scope questions that reach their topic",
                scores.in_scope_accuracy,
                IN_SCOPE_TARGET,
            ),
            Figure(
                "out-of-scope questions not answered as ours",
                scores.out_of_scope_recall,
                OUT_OF_SCOPE_TARGET,
            ),
            Figure("in-scope questions asked back about", scores.unclear_share),
            Figure("single questions taken for several", scores.oversplit_share),
            Figure("messages with several questions, each answered", share, SEVERAL_TARGET),
        ],
        charts=[
            Chart(
                "Share that is right, by topic",
                [each.topic for each in scores.topics],
                {"right": [each.accuracy for each in scores.topics]},
                is_lying=True,
                highest=1,
            ),
            _confidences(outcomes),
        ],
        tables=[_confusion(outcomes), _misses(outcomes)],
        cases=[
            *(
                Case(
                    each.question,
                    each.is_right,
                    f"is {each.expected}, taken for {each.met} ({each.confidence:.2f})",
                )
                for each in outcomes
            ),
            *(Case(text, is_right, "not each question was answered") for text, is_right in several),
        ],
    )


def _confidences(outcomes: Sequence[Outcome]) -> Chart:
    """How many questions are right and wrong at each step of confidence."""
    counts = Counter(
        (each.is_right, min(int(each.confidence * _STEPS), _STEPS - 1)) for each in outcomes
    )
    return Chart(
        "Questions by confidence",
        [f"{step / _STEPS:.1f}" for step in range(_STEPS)],
        {
            name: [counts[is_right, step] for step in range(_STEPS)]
            for name, is_right in (("right", True), ("wrong", False))
        },
        is_stacked=True,
    )


def _confusion(outcomes: Sequence[Outcome]) -> Table:
    """How many questions of each topic (a row) were taken for each topic (a column)."""
    counts = Counter((each.expected, each.met) for each in outcomes)
    topics = list(dict.fromkeys(each.expected for each in outcomes))
    columns = list(dict.fromkeys([*topics, *(each.met for each in outcomes)]))
    rows = [(topic, *(counts[topic, met] or "" for met in columns)) for topic in topics]
    return Table("Confusion: asked (rows), taken for (columns)", ("", *columns), rows, True, True)


def _misses(outcomes: Sequence[Outcome]) -> Table:
    rows = [
        (each.question, each.expected, each.met, each.likeliest, f"{each.confidence:.2f}")
        for each in outcomes
        if not each.is_right
    ]
    return Table(
        f"Questions that went wrong ({len(rows)})",
        ("question", "topic", "answered as", "likeliest", "confidence"),
        rows,
    )
