"""Whether each particular question is reached by its own examples, each left out in turn."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean

from benchmarks.kept_vectors import KeptVectors
from benchmarks.questions import LEFT_OUT_TARGET, Found, left_out
from benchmarks.report.sections import Case, Chart, Figure, Follow, Section, Table
from knowledge import Knowledge
from understanding.model import Model

_HARDEST, _CONFUSED = 40, 60


def by_question(knowledge: Knowledge, model: Model, follow: Follow, kept: Path) -> Section:
    """Asks the examples of the knowledge.

    Args:
        knowledge: Has the questions.
        model: What was trained.
        follow: Shows how far it is.
        kept: A file that keeps the examples as they were read, for the next run.
    """
    vectors = KeptVectors(model.encoder.encode, kept)

    def steps(through: Iterable[int]) -> Iterable[int]:
        return follow(list(through), "Particular questions")

    results = left_out(knowledge, model, steps, vectors)
    vectors.write()
    return question_section(results)


def question_section(results: Sequence[Found]) -> Section:
    """What asking the examples comes to."""
    topics = _right_by(results, [each.asked.topic for each in results])
    ids = [each.asked.questions[0] for each in results]
    questions = sorted(_right_by(results, ids).items(), key=lambda each: each[1])
    confused = Counter(
        (id_, each.question) for id_, each in zip(ids, results, strict=True) if each.is_wrong
    )
    return Section(
        "questions",
        "Particular questions",
        "Each example of knowledge/questions.yml is asked as if it were not there. It reaches its "
        "question where that is ranked first; whether it is sure enough to be answered is not "
        "looked at.",
        figures=[
            Figure(
                "examples that reach their question when left out",
                fmean(each.is_right for each in results),
                LEFT_OUT_TARGET,
            ),
            Figure("among the first three", fmean(each.is_near for each in results)),
            Figure("of the right topic", fmean(e.asked.topic in e.topics for e in results)),
        ],
        charts=[
            Chart(
                "Share that reaches its question, by topic",
                list(topics),
                {"right": list(topics.values())},
                is_lying=True,
                highest=1,
            )
        ],
        tables=[
            Table(
                "The questions that are reached least",
                ("question", "share of its examples"),
                [(id_, f"{share:.2f}") for id_, share in questions[:_HARDEST]],
            ),
            Table(
                "Questions that are taken for another most often",
                ("question", "taken for", "examples"),
                [(*pair, number) for pair, number in confused.most_common(_CONFUSED)],
            ),
        ],
        cases=[
            Case(f"{id_}: {each.asked.text}", each.is_right, f"taken for {each.question or 'none'}")
            for id_, each in zip(ids, results, strict=True)
        ],
    )


def _right_by(results: Sequence[Found], keys: Sequence[str]) -> dict[str, float]:
    """The share that is right among those of each key."""
    groups: dict[str, list[bool]] = {}
    for key, each in zip(keys, results, strict=True):
        groups.setdefault(key, []).append(each.is_right)
    return {key: fmean(group) for key, group in groups.items()}
