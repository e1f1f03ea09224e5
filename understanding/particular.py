"""Which particular question of the knowledge a sentence asks, if one.

A sentence is compared with what each question is recognized by: its two nearest examples, its name
and the first fact that answers it. To that comes how likely its topic is. A classifier trained on
the questions did worse than this, since their examples are few and unlike each other;
`docs/understanding.md` has the figures. Nothing here is trained: a saved example counts at once.
"""

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.model import Knowledge
from understanding.encoder import SentenceEncoder, Vectors

_EXAMPLES, _NAME, _FACT, _TOPIC = 9.3, 8.1, 2.4, 0.9
"""How much each counts; fitted to examples of which each was left out in turn."""
_NO_TOPIC = 0.01
"""Keeps a topic that the intent model rules out from ruling out its questions."""
_MOST_RANKED = 5


class RankedQuestion(NamedTuple):
    """A particular question, how sure it is that it is asked, and how near its examples come."""

    id: str
    confidence: float
    """0 to 1; its share among all questions."""
    closeness: float
    """0 to 1; near 1 for the words of an example."""


class SentenceVectors:
    """Vectors of the sentences of the knowledge: those met at training, and what came since."""

    def __init__(
        self, encoder: SentenceEncoder, sentences: Sequence[str], vectors: npt.NDArray[np.float16]
    ) -> None:
        """Take what was encoded at training."""
        self._encoder = encoder
        self._rows = {sentence: row for row, sentence in enumerate(sentences)}
        self._vectors = vectors
        self._since: dict[str, Vectors] = {}

    def of(self, sentences: Sequence[str]) -> Vectors:
        """One row for each sentence; only those never met before are encoded."""
        new = [s for s in dict.fromkeys(sentences) if s not in self._rows and s not in self._since]
        if new:
            self._since.update(zip(new, self._encoder.encode(new), strict=True))
        found = np.empty((len(sentences), self._encoder.size), np.float32)
        for place, sentence in enumerate(sentences):
            row = self._rows.get(sentence)
            found[place] = self._since[sentence] if row is None else self._vectors[row]
        return found


class QuestionRanker:
    """Ranks the particular questions of one version of the knowledge."""

    def __init__(self, knowledge: Knowledge, vectors: SentenceVectors) -> None:
        """Look up the vectors of everything that the questions are recognized by."""
        questions = tuple(knowledge.questions.values())
        self._ids = tuple(each.id for each in questions)
        self._topics = tuple(each.topic for each in questions)
        counts = [len(each.examples) for each in questions]
        self._first = np.cumsum([0, *counts[:-1]]) if questions else np.zeros(0, np.intp)
        self._owner = np.repeat(np.arange(len(questions)), counts)
        self._examples = vectors.of([e for each in questions for e in each.examples]).T
        self._names = vectors.of([each.name for each in questions]).T
        self._facts = vectors.of(list(_first_facts(knowledge))).T

    def rank(
        self, sentences: Vectors, topics: Sequence[Mapping[str, float]]
    ) -> list[list[RankedQuestion]]:
        """The likeliest questions of each sentence, the likeliest first.

        Args:
            sentences: Their vectors, one a row.
            topics: How likely each topic is, for each sentence.
        """
        if not self._ids:
            return [[] for _ in topics]
        closeness = self._two_nearest(sentences @ self._examples)
        likely = np.array([[each.get(t, 0.0) for t in self._topics] for each in topics])
        scores = (
            _EXAMPLES * closeness
            + _NAME * (sentences @ self._names)
            + _FACT * (sentences @ self._facts)
            + _TOPIC * np.log(likely + _NO_TOPIC)
        )
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        best = np.argsort(-shares, axis=1, kind="stable")[:, :_MOST_RANKED]
        return [
            [RankedQuestion(self._ids[i], float(share[i]), float(close[i])) for i in places]
            for places, share, close in zip(best, shares, closeness, strict=True)
        ]

    def _two_nearest(self, nearness: Vectors) -> Vectors:
        """The mean nearness of the two nearest examples of each question."""
        nearest = np.maximum.reduceat(nearness, self._first, axis=1)
        is_nearest = nearness >= nearest[:, self._owner]
        second = np.maximum.reduceat(np.where(is_nearest, -1.0, nearness), self._first, axis=1)
        # Two examples that are equally near are each other's second.
        twice = np.add.reduceat(is_nearest, self._first, axis=1) > 1
        mean: Vectors = (nearest + np.where(twice, nearest, second)) / 2
        return mean


class QuestionRankers:
    """The rankers of the versions of the knowledge in use; threads may share it."""

    def __init__(self, vectors: SentenceVectors) -> None:
        """Take the vectors that all of them share."""
        self.vectors = vectors
        self._lock = threading.Lock()
        self._made: dict[tuple[str, int], QuestionRanker] = {}

    def of(self, knowledge: Knowledge) -> QuestionRanker:
        """The ranker of a version; made by whoever needs it first, in a few hundredths of a second.

        What is withheld makes a version of its own: its facts are not what questions are near to.
        """
        version = knowledge.version, len(knowledge.withheld)
        found = self._made.get(version)
        if found is None:
            with self._lock:
                found = self._made.get(version) or QuestionRanker(knowledge, self.vectors)
                self._made = {**dict(list(self._made.items())[-1:]), version: found}
        return found


def sentences_of(knowledge: Knowledge) -> list[str]:
    """All that the questions are recognized by, each sentence once."""
    questions = knowledge.questions.values()
    examples = (example for each in questions for example in each.examples)
    names = (each.name for each in questions)
    return list(dict.fromkeys((*examples, *names, *_first_facts(knowledge))))


def examples_of(knowledge: Knowledge) -> list[tuple[str, str]]:
    """The examples of all questions, each with its topic, which it teaches, too."""
    return [(e, each.topic) for each in knowledge.questions.values() for e in each.examples]


def _first_facts(knowledge: Knowledge) -> Iterator[str]:
    """What answers each question; the name of one that nothing answers."""
    for each in knowledge.questions.values():
        yield knowledge.facts[each.facts[0]].text if each.facts else each.name
