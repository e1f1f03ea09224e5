"""How often a question reaches the topic whose answer the person needs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from understanding.kinds import ASIDE
from understanding.understood import Question, Understood

IN_SCOPE_TARGET = 0.92
OUT_OF_SCOPE_TARGET = 0.90

OUT_OF_SCOPE = "out_of_scope"
UNCLEAR = "unclear"
"""The topic that a message meets which was understood too badly to answer: did you mean …?"""


@dataclass(frozen=True)
class Outcome:
    """A question, the topic that it belongs to, and what the assistant took it for."""

    question: str
    expected: str
    met: str
    """The topic whose answer comes."""
    likeliest: str
    """The likeliest topic, whether or not it was sure enough."""
    confidence: float
    parts: int
    """How many questions were found in it; each gets an answer."""

    @property
    def is_right(self) -> bool:
        """Whether the right answer comes; to an out-of-scope question, also "did you mean"."""
        if self.expected == OUT_OF_SCOPE:
            return self.met in (OUT_OF_SCOPE, UNCLEAR)
        return self.met == self.expected


def asked_surely(understood: Understood) -> list[Question]:
    """What a message asks, without what is less surely asked and answered beside it in a line."""
    return [each for each in understood.questions if not each.named(ASIDE)]


def outcome(question: str, expected: str, understood: Understood) -> Outcome:
    """Compares what was understood of a question with the topic that it belongs to."""
    first = understood.questions[0]
    return Outcome(
        question=question,
        expected=expected,
        met=first.topic,
        likeliest=first.topic if first.topic != UNCLEAR else understood.likely[0],
        confidence=first.confidence,
        parts=len(asked_surely(understood)),
    )


@dataclass(frozen=True)
class TopicScore:
    """How one topic fares."""

    topic: str
    questions: int
    right: int
    taken_for: Mapping[str, int]
    """The topics met in place of it, the commonest first."""

    @property
    def accuracy(self) -> float:
        """The share of its questions that get its answer."""
        return self.right / self.questions


@dataclass(frozen=True)
class Scores:
    """How all topics fare."""

    topics: Sequence[TopicScore]
    in_scope_accuracy: float
    out_of_scope_recall: float
    unclear_share: float
    """Of the in-scope questions: how many the assistant asks back about."""
    oversplit_share: float
    """Of all questions, each of which asks one thing: how many were taken for several."""

    @property
    def reach_targets(self) -> bool:
        """Whether both targets are met."""
        return (
            self.in_scope_accuracy >= IN_SCOPE_TARGET
            and self.out_of_scope_recall >= OUT_OF_SCOPE_TARGET
        )


def scores_of(outcomes: Sequence[Outcome]) -> Scores:
    """Sums up the outcomes; topics stand in the order in which they come first.

    Raises:
        ValueError: If there is no in-scope or no out-of-scope question.
    """
    in_scope = [each for each in outcomes if each.expected != OUT_OF_SCOPE]
    out_of_scope = [each for each in outcomes if each.expected == OUT_OF_SCOPE]
    if not in_scope or not out_of_scope:
        raise ValueError("Both in-scope and out-of-scope questions are needed.")
    return Scores(
        topics=[
            _topic_score(topic, [each for each in outcomes if each.expected == topic])
            for topic in dict.fromkeys(each.expected for each in outcomes)
        ],
        in_scope_accuracy=fmean([each.is_right for each in in_scope]),
        out_of_scope_recall=fmean([each.is_right for each in out_of_scope]),
        unclear_share=fmean([each.met == UNCLEAR for each in in_scope]),
        oversplit_share=fmean([each.parts > 1 for each in outcomes]),
    )


def _topic_score(topic: str, outcomes: Sequence[Outcome]) -> TopicScore:
    wrong = Counter(each.met for each in outcomes if not each.is_right)
    right = sum(each.is_right for each in outcomes)
    return TopicScore(topic, len(outcomes), right, dict(wrong.most_common()))
