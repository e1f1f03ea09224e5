"""Which particular question of the knowledge a sentence asks, if one.

A sentence is compared with what each question is recognized by: its two nearest examples, its name
and the first fact that answers it. To that come how likely its topic is, and what the sentence
names: a thing that no example names, or one that most of them name and it does not. A classifier
trained on the questions did worse than this, since their examples are few and unlike each other;
`docs/understanding.md` has the figures. Nothing here is trained: a saved example counts at once.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from knowledge.model import Knowledge
from understanding.encoder import SentenceEncoder, Vectors
from understanding.prepared import prepared
from understanding.understood import Question

_EXAMPLES, _NAME, _FACT, _TOPIC = 6.2, 7.2, 2.2, 0.9
_SHARED, _FOREIGN, _LACKING = 0.36, -0.45, -1.05
"""How much each counts; fitted to examples of which each was left out in turn."""
_MOST_COUNTED = 2
"""Things that are foreign to a question, or lacking for it, beyond this make it no less likely."""
_CORE = 0.5
"""What this share of the examples names belongs to the question."""
_UNTOLD = frozenset({"treatment", "depth"})
"""Kinds of details that tell no question from another."""
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


Thing = tuple[str, str]
"""Something that a sentence names, by its kind and id."""


@dataclass(frozen=True)
class Met:
    """What was met at training, so that nobody has to read it again.

    Attributes:
        vectors: One row for each sentence.
        things: What the sentences name that name anything.
    """

    sentences: Sequence[str] = ()
    vectors: npt.NDArray[np.float16] = field(default_factory=lambda: np.empty((0, 0), np.float16))
    things: Mapping[str, Sequence[Thing]] = field(default_factory=dict)


class KnownSentences:
    """The sentences of the knowledge: those met at training, and what came since."""

    def __init__(self, encoder: SentenceEncoder, met: Met) -> None:
        """Take what was met at training."""
        self._encoder = encoder
        self._rows = {sentence: row for row, sentence in enumerate(met.sentences)}
        self._vectors = met.vectors
        self._things = met.things
        self._since: dict[str, Vectors] = {}

    def things(self, sentence: str, knowledge: Knowledge) -> frozenset[Thing]:
        """What a sentence names; only one never met before is read."""
        if sentence in self._rows:
            return frozenset((kind, id_) for kind, id_ in self._things.get(sentence, ()))
        return things_in(sentence, knowledge)

    def vectors(self, sentences: Sequence[str]) -> Vectors:
        """The vectors, one a row; only sentences never met before are encoded."""
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

    def __init__(self, knowledge: Knowledge, known: KnownSentences) -> None:
        """Look up everything that the questions are recognized by."""
        questions = tuple(knowledge.questions.values())
        self._ids = tuple(each.id for each in questions)
        self._topics = tuple(each.topic for each in questions)
        counts = [len(each.examples) for each in questions]
        self._first = np.cumsum([0, *counts[:-1]]) if questions else np.zeros(0, np.intp)
        self._owner = np.repeat(np.arange(len(questions)), counts)
        self._examples = known.vectors([e for each in questions for e in each.examples]).T
        self._names = known.vectors([each.name for each in questions]).T
        self._facts = known.vectors(list(_first_facts(knowledge))).T
        named = [[known.things(e, knowledge) for e in each.examples] for each in questions]
        things = sorted({thing for each in named for one in each for thing in one})
        self._columns = {thing: column for column, thing in enumerate(things)}
        shares = np.zeros((len(questions), len(things)), np.float32)
        for row, each in enumerate(named):
            for thing in (thing for one in each for thing in one):
                shares[row, self._columns[thing]] += 1 / len(each)
        self._named = (shares > 0).astype(np.float32)
        self._core = (shares >= _CORE).astype(np.float32)

    def rank(
        self,
        sentences: Vectors,
        topics: Sequence[Mapping[str, float]],
        things: Sequence[Collection[Thing]],
    ) -> list[list[RankedQuestion]]:
        """The likeliest questions of each sentence, the likeliest first.

        Args:
            sentences: Their vectors, one a row.
            topics: How likely each topic is, for each sentence.
            things: What each names, of kinds that tell questions apart.
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
            + np.array([self._by_things(each) for each in things])
        )
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        best = np.argsort(-shares, axis=1, kind="stable")[:, :_MOST_RANKED]
        return [
            [RankedQuestion(self._ids[i], float(share[i]), float(close[i])) for i in places]
            for places, share, close in zip(best, shares, closeness, strict=True)
        ]

    def _by_things(self, things: Collection[Thing]) -> Vectors:
        """How much likelier each question is by what a sentence names."""
        named = np.zeros(len(self._columns), np.float32)
        named[[self._columns[each] for each in things if each in self._columns]] = 1
        shared = self._named @ named
        foreign = len(things) - shared
        lacking = self._core @ (1 - named)
        weight: Vectors = (
            _SHARED * (shared > 0)
            + _FOREIGN * foreign.clip(max=_MOST_COUNTED)
            + _LACKING * lacking.clip(max=_MOST_COUNTED)
        )
        return weight

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

    def __init__(self, known: KnownSentences) -> None:
        """Take the sentences that all of them share."""
        self.known = known
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
                found = self._made.get(version) or QuestionRanker(knowledge, self.known)
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


def things_in(sentence: str, knowledge: Knowledge) -> frozenset[Thing]:
    """What a sentence names of the kinds that tell questions apart."""
    entities = prepared(knowledge).texts.read(sentence).entities
    return _telling((each.kind, each.value) for each in entities)


def things_of(question: Question) -> frozenset[Thing]:
    """What a question names of the kinds that tell questions apart."""
    return _telling((each.kind, each.value) for each in question.details)


def _telling(named: Iterable[tuple[str, object]]) -> frozenset[Thing]:
    return frozenset(
        (kind, value) for kind, value in named if kind not in _UNTOLD and isinstance(value, str)
    )


def _first_facts(knowledge: Knowledge) -> Iterator[str]:
    """What answers each question; the name of one that nothing answers."""
    for each in knowledge.questions.values():
        yield knowledge.facts[each.facts[0]].text if each.facts else each.name
