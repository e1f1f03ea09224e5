"""Which particular question of the knowledge a sentence asks, if one.

What tells the questions apart is worked out from their examples by a linear discriminant (Fisher):
each question is the mean of its examples, seen along the directions in which examples of one
question differ least. To that come how near its two nearest examples are and how likely its topic
is. It takes a matrix of 384 by 384 and no training, so a saved example counts at once;
`docs/understanding.md` has what else was measured.
"""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.model import Knowledge
from understanding.by_treatment import spoken_alike, ways_of
from understanding.context_ranking import FLOOR, Seen, shares_in_context
from understanding.encoder import Vectors
from understanding.question_examples import QuestionExample

_APART, _NEAREST, _TOPIC = 0.075, 10.5, 1.1
"""How much each counts; fitted to messages by people who had seen no example."""
SHRINKAGE = 0.3
"""How much the directions are held to be alike; between 0.1 and 1 it hardly matters."""
_IN_STORY = np.array([0.8, 0.25, 0.35])
"""How much of a story all of it counts, what is asked, and this with what is told on the whole."""
_NO_TOPIC = 0.01
"""Keeps a topic that the intent model rules out from ruling out its questions."""
_MOST_RANKED = 5
_LEAST_LEFT = 0.5
"""How much of the shares is held to be left for the questions of one treatment: what is likeliest
asked of another one is, of this one, hardly a question that is not on it."""
_FAR = -1.0
"""How near an example counts that only a message behind another one is held against."""
_BEHIND = 2
"""From which sentence on a message in its conversation is read behind others."""
_NONE = slice(0, 0)


class RankedQuestion(NamedTuple):
    """A particular question, how sure it is that it is asked, and how near its examples come."""

    id: str
    confidence: float
    """0 to 1; its share among all questions."""
    closeness: float
    """0 to 1; near 1 for the words of an example."""


@dataclass(frozen=True)
class Met:
    """What was met at training, so that nobody has to read it again.

    Attributes:
        sentences: What the knowledge had.
        vectors: One row for each of these.
        taught: What was met beside the knowledge.
        taught_vectors: One row for each of these.
    """

    sentences: Sequence[str] = ()
    vectors: npt.NDArray[np.float16] = field(default_factory=lambda: np.empty((0, 0), np.float16))
    taught: Sequence[QuestionExample] = ()
    taught_vectors: npt.NDArray[np.float16] = field(
        default_factory=lambda: np.empty((0, 0), np.float16)
    )


class KnownSentences:
    """The sentences of the knowledge: those met at training, and what came since."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors], met: Met) -> None:
        """Take what was met at training, and what makes vectors of other sentences."""
        self._encode = encode
        self._rows = {sentence: row for row, sentence in enumerate(met.sentences)}
        self._vectors = met.vectors
        self.met = met
        self._since: dict[str, Vectors] = {}

    def vectors(self, sentences: Sequence[str]) -> Vectors:
        """The vectors, one a row; only sentences never met before are encoded."""
        new = [s for s in dict.fromkeys(sentences) if s not in self._rows and s not in self._since]
        if new:
            self._since.update(zip(new, self._encode(new), strict=True))
        rows = ((sentence, self._rows.get(sentence)) for sentence in sentences)
        found = [self._since[s] if row is None else self._vectors[row] for s, row in rows]
        return np.array(found, np.float32)


class QuestionRanker:
    """Ranks the particular questions of one version of the knowledge."""

    def __init__(self, knowledge: Knowledge, known: KnownSentences) -> None:
        """Look up everything that the questions are recognized by."""
        questions = tuple(knowledge.questions.values())
        self.made_of = _what_matters(knowledge)
        """All of the version that its rankings depend on."""
        self._ids = tuple(each.id for each in questions)
        self._topics = tuple(each.topic for each in questions)
        self._may = np.ones(len(questions), bool)
        if not questions:
            return
        first = next(iter(knowledge.treatments), None)
        places = {id_: place for place, id_ in enumerate(self._ids)}
        met = known.met
        rows = [n for n, each in enumerate(met.taught) if each.question in places]
        own = [
            (spoken_alike(e, knowledge) if each.treatment != first else e, places[each.id])
            for each in questions
            for e in each.examples
        ]
        owner = np.array(
            [*(place for _, place in own), *(places[met.taught[n].question] for n in rows)]
        )
        leans = np.array([*(False for _ in own), *(met.taught[n].leans for n in rows)])
        examples = known.vectors([e for e, _ in own])
        if rows:
            examples = np.vstack([examples, met.taught_vectors[rows]])
        # Those of a question together.
        order = np.argsort(owner, kind="stable")
        self._owner, self._leans, examples = owner[order], leans[order], examples[order]
        self._first = np.searchsorted(self._owner, np.arange(len(questions)))
        self._examples = np.ascontiguousarray(examples.T)
        alone = ~self._leans
        self._alone = _discriminant(examples[alone], self._owner[alone])
        self._behind = _discriminant(examples, self._owner)

    def among(self, questions: Collection[str]) -> "QuestionRanker":
        """The same, where some of the questions alone can be meant.

        The others are held against a sentence all the same: what comes nearest to one of them is
        asked of another treatment, and not of the clinic.
        """
        limited = copy(self)
        limited._may = np.array([each in questions for each in self._ids], bool)
        return limited

    def rank(
        self, sentences: Vectors, topics: Sequence[Mapping[str, float]]
    ) -> list[list[RankedQuestion]]:
        """The likeliest questions of each sentence, the likeliest first.

        Args:
            sentences: Their vectors, one a row.
            topics: How likely each topic is, for each sentence.
        """
        if not self._ids or not topics:
            return [[] for _ in topics]
        logarithms, closeness = self.shares(sentences, topics)
        return [
            self._likeliest(np.exp(share), close)
            for share, close in zip(logarithms, closeness, strict=True)
        ]

    def shares(
        self,
        sentences: Vectors,
        topics: Sequence[Mapping[str, float]],
        behind: slice = _NONE,
    ) -> tuple[npt.NDArray[np.float64], Vectors]:
        """The logarithm of each question's share, and how near its examples come.

        Args:
            sentences: Their vectors, one a row.
            topics: How likely each topic is, for each sentence.
            behind: Which of them are a message behind another one.

        Returns:
            Both of shape (sentences, questions).
        """
        nearness = sentences @ self._examples
        apart = self._alone.of(sentences)
        apart[behind] = self._behind.of(sentences[behind])
        leaning = nearness[behind]
        nearness = np.where(self._leans, _FAR, nearness)
        nearness[behind] = leaning
        closeness = two_nearest(nearness, self._first, self._owner)
        likely = np.array([[each.get(t, 0.0) for t in self._topics] for each in topics])
        scores = scored(apart, closeness, likely)
        scores = scores - scores.max(axis=1, keepdims=True)
        return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True)), closeness

    def rank_in_context(
        self,
        sentences: Vectors,
        topics: Sequence[Mapping[str, float]],
        last: tuple[str, Collection[object]],
        leaning: float,
        details: int,
        has_several: bool = False,
    ) -> list[RankedQuestion]:
        """The likeliest questions of a message in its conversation, the likeliest first.

        Args:
            sentences: The vectors of the message, of the last question, of the message behind it,
                and of the message behind each thing that was told.
            topics: How likely each topic is, for each of these.
            last: The last topic, and the ids of the particular questions that were answered.
            leaning: How likely the message leans on what was said before.
            details: How many of the sentences, from the end, are of details.
            has_several: Whether the message has several sentences.
        """
        if not self._ids:
            return []
        seen = self.seen(sentences, topics, last, details)._replace(has_several=has_several)
        return self._likeliest(shares_in_context(seen, leaning), seen.closeness)

    def rank_in_story(
        self, sentences: Vectors, topics: Sequence[Mapping[str, float]]
    ) -> list[RankedQuestion]:
        """The likeliest questions of a story in which one thing is asked, the likeliest first.

        Args:
            sentences: The vectors of all of it, of what is asked, and of this behind each thing
                that is told.
            topics: How likely each topic is, for each of these.
        """
        if not self._ids:
            return []
        logarithms, closeness = self.shares(sentences, topics)
        logarithms = np.maximum(logarithms, FLOOR)
        views = np.stack([logarithms[0], logarithms[1], logarithms[1:].mean(axis=0)])
        scores = _IN_STORY @ views
        shares = np.exp(scores - scores.max())
        return self._likeliest(shares / shares.sum(), closeness.max(axis=0))

    def seen(
        self,
        sentences: Vectors,
        topics: Sequence[Mapping[str, float]],
        last: tuple[str, Collection[object]],
        details: int,
    ) -> Seen:
        """What the questions look like from a message; see `rank_in_context`."""
        first = len(topics) - details
        logarithms, closeness = self.shares(sentences, topics, slice(_BEHIND, first))
        topic, asked = last
        return Seen(
            alone=logarithms[0],
            last=logarithms[1],
            behind=logarithms[2],
            told=logarithms[3:],
            background=logarithms[3:first],
            closeness=closeness[0],
            same_topic=np.array([each == topic for each in self._topics]),
            asked=np.array([each in asked for each in self._ids]),
        )

    def _likeliest(self, shares: npt.NDArray[np.float64], close: Vectors) -> list[RankedQuestion]:
        places = np.argsort(np.where(self._may, -shares, 1.0), kind="stable")[:_MOST_RANKED]
        left = max(float(shares[self._may].sum()), _LEAST_LEFT)
        return [
            RankedQuestion(self._ids[i], float(shares[i]) / left, float(close[i]))
            for i in places
            if self._may[i]
        ]


def scored(apart: Vectors, closeness: Vectors, likely: npt.NDArray[np.float64]) -> Vectors:
    """What the three views come to together: a row for each sentence, a column for each question.

    Args:
        apart: By the discriminant.
        closeness: By the two nearest examples.
        likely: How likely the question's topic is.
    """
    scores: Vectors = _APART * apart + _NEAREST * closeness + _TOPIC * np.log(likely + _NO_TOPIC)
    return scores


def two_nearest(
    nearness: Vectors, first: npt.NDArray[np.intp], owner: npt.NDArray[np.intp]
) -> Vectors:
    """The mean nearness of the two nearest examples of each question.

    Args:
        nearness: To each example, those of a question together.
        first: The place of each question's first example.
        owner: Whose example each is.
    """
    nearest = np.maximum.reduceat(nearness, first, axis=1)
    is_nearest = nearness >= nearest[:, owner]
    second = np.maximum.reduceat(np.where(is_nearest, -1.0, nearness), first, axis=1)
    # Two examples that are equally near are each other's second.
    twice = np.add.reduceat(is_nearest, first, axis=1) > 1
    mean: Vectors = (nearest + np.where(twice, nearest, second)) / 2
    return mean


class QuestionRankers:
    """The rankers of the versions of the knowledge in use; threads may share it."""

    def __init__(self, known: KnownSentences) -> None:
        """Take the sentences that all of them share."""
        self.known = known
        self._lock = threading.Lock()
        self._made: dict[str, QuestionRanker] = {}

    def of(self, knowledge: Knowledge) -> QuestionRanker:
        """The ranker of a version; made by whoever needs it first, in a few tenths of a second."""
        version = knowledge.version
        found = self._made.get(version)
        if found is None:
            with self._lock:
                found = self._made.get(version) or self._new(knowledge.whole or knowledge)
                self._made = {**dict(list(self._made.items())[-1:]), version: found}
        return found if knowledge.whole is None else found.among(knowledge.questions)

    def _new(self, knowledge: Knowledge) -> QuestionRanker:
        """That of a version with the same questions, such as before a fact was signed, or one."""
        made_of = _what_matters(knowledge)
        fitting = (each for each in self._made.values() if each.made_of == made_of)
        return next(fitting, None) or QuestionRanker(knowledge, self.known)


def _what_matters(knowledge: Knowledge) -> tuple[object, ...]:
    asked = [(q.id, q.treatment, q.topic, q.examples) for q in knowledge.questions.values()]
    return asked, [(id_, ways_of(each)) for id_, each in knowledge.treatments.items()]


def sentences_of(knowledge: Knowledge) -> list[str]:
    """All that the questions are recognized by, each sentence once."""
    return list(dict.fromkeys(example for example, _ in examples_of(knowledge)))


def examples_of(knowledge: Knowledge) -> list[tuple[str, str]]:
    """The examples of all questions, each with its topic, which it teaches, too."""
    return [(e, each.topic) for each in knowledge.questions.values() for e in each.examples]


class _Discriminant(NamedTuple):
    """The direction and the offset that tell each question from the others."""

    directions: Vectors
    offsets: Vectors

    def of(self, sentences: Vectors) -> Vectors:
        """How far each sentence lies along each direction."""
        far: Vectors = sentences @ self.directions + self.offsets
        return far


def _discriminant(examples: Vectors, owner: npt.NDArray[np.intp]) -> _Discriminant:
    """Works out what tells each question from the others.

    Args:
        examples: One a row, those of a question together.
        owner: Whose example each row is.
    """
    counts = np.bincount(owner)[:, None]
    means = np.add.reduceat(examples, np.searchsorted(owner, np.arange(len(counts))), axis=0)
    means = means / counts
    apart = examples - means[owner]
    spread = apart.T @ apart / len(examples)
    size = len(spread)
    # What never differs needs some spread, too, or nothing could be divided by it.
    alike = SHRINKAGE * np.trace(spread) / size + np.finfo(np.float32).eps
    directions = np.linalg.solve(spread + alike * np.eye(size, dtype=np.float32), means.T)
    offsets = -0.5 * (means.T * directions).sum(axis=0)
    return _Discriminant(directions.astype(np.float32), offsets.astype(np.float32))
