"""Asks each particular question by each of its own examples, as if that example were not there.

What one example adds to the ranker of `understanding.particular` is taken out of it by linear
algebra (Sherman and Morrison's formula, in the directions in which the examples differ), which
gives what a ranker made without it would say, without making thousands of them. How likely the
topics are would need the intents to be learnt anew each time: they are learnt in a few turns, each
without a part of the examples.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.kept_vectors import Encode
from knowledge import Knowledge
from understanding import particular
from understanding.encoder import Vectors
from understanding.intent_model import IntentModel, IntentModelSettings
from understanding.intent_training import learn_intents
from understanding.model import Model, Thresholds
from understanding.particular import KnownSentences, Met
from understanding.topics import topic_of, weighed

TURNS = 2
"""In which the intents are learnt."""
_SHOWN = 3
_AT_ONCE = 256

Topics = Mapping[str, float]
Taught = Sequence[tuple[str, str]]
Follow = Callable[[Iterable[int]], Iterable[int]]
"""Passes on what is gone through, and shows how far it is."""


class LeftOut(NamedTuple):
    """An example, and what it would reach if it were not there.

    Attributes:
        ranked: The likeliest questions, the likeliest first.
    """

    example: str
    question: str
    topic: str
    ranked: tuple[str, ...]


def leave_one_out(
    knowledge: Knowledge,
    model: Model,
    intents: Taught,
    follow: Follow = iter,
    encode: Encode | None = None,
) -> list[LeftOut]:
    """What each example of each question would reach without itself.

    Args:
        knowledge: Has the questions.
        model: Gives the vectors and the thresholds.
        intents: The other examples that intents are learnt from, each with its intent.
        follow: Goes through the turns and the portions that it takes.
        encode: Gives the vectors in the model's place, such as those that are kept.
    """
    questions = list(knowledge.questions.values())
    owners = [place for place, each in enumerate(questions) for _ in each.examples]
    examples = list(chain.from_iterable(each.examples for each in questions))
    names = [each.topic for each in questions]
    # As published: the tuned layers learned from each example, also from the one that is left out.
    known = KnownSentences(encode or model.encoder.encode, Met())
    vectors = known.vectors(examples)
    topics: list[Topics] = [{}] * len(examples)
    portions = range(0, len(examples), _AT_ONCE)
    order = list(range(len(examples)))
    random.Random(0).shuffle(order)
    taught = [(text, f"ask_{names[owner]}") for text, owner in zip(examples, owners, strict=True)]
    others = Others(vectors, np.array(owners))
    found = []
    for step in follow(range(TURNS + len(portions))):
        if step < TURNS:
            hidden = order[step::TURNS]
            learnt = _topics_without(taught, hidden, intents, known, model.thresholds)
            for place, found_topics in zip(hidden, learnt, strict=True):
                topics[place] = found_topics
            continue
        start = portions[step - TURNS]
        places = range(start, min(start + _AT_ONCE, len(examples)))
        likely = np.array([[topics[place].get(each, 0.0) for each in names] for place in places])
        for place, row in zip(places, others.scores(places, likely), strict=True):
            best = np.argsort(-row, kind="stable")[:_SHOWN]
            found.append(
                LeftOut(
                    examples[place],
                    questions[owners[place]].id,
                    max(topics[place], key=topics[place].__getitem__),
                    tuple(questions[each].id for each in best),
                )
            )
    return found


def _topics_without(
    taught: Taught,
    hidden: Sequence[int],
    intents: Taught,
    known: KnownSentences,
    thresholds: Thresholds,
) -> list[Topics]:
    """How likely each topic is for some examples, learnt from all the others."""
    left = set(hidden)
    lesson = [each for place, each in enumerate(taught) if place not in left] + list(intents)
    sentences = [text for text, _ in lesson]
    labels = [label for _, label in lesson]
    learnt = learn_intents(sentences, known.vectors(sentences), labels, IntentModelSettings())
    asked = [taught[place][0] for place in hidden]
    rankings = IntentModel(learnt).rank(asked, known.vectors(asked))
    return [
        {
            each.name: each.confidence
            for each in weighed(
                [each._replace(name=topic_of(each.name)) for each in ranking], thresholds
            )
        }
        for ranking in rankings
    ]


class Others:
    """Scores an example by all others, as `QuestionRanker` would without it."""

    def __init__(self, vectors: Vectors, owners: npt.NDArray[np.intp]) -> None:
        """Find the directions in which examples of one question differ.

        Args:
            vectors: Of the examples, one a row, those of a question together.
            owners: Whose example each row is; each question has at least two.
        """
        self._vectors, self._owners = vectors, owners
        self._counts = np.bincount(owners)
        self._first = np.cumsum([0, *self._counts[:-1]])
        exact = vectors.astype(np.float64)
        means = np.add.reduceat(exact, self._first, axis=0) / self._counts[:, None]
        apart = exact - means[owners]
        self._spreads, turned = np.linalg.eigh(apart.T @ apart)
        self._turned, self._means, self._apart = exact @ turned, means @ turned, apart @ turned

    def scores(self, places: Sequence[int], likely: npt.NDArray[np.float64]) -> Vectors:
        """A row of scores for each example, one for each question.

        Args:
            places: Which examples.
            likely: How likely the topic of each question is, a row for each example.
        """
        apart = np.array([self._apart_from(place) for place in places], np.float32)
        nearness = self._vectors[list(places)] @ self._vectors.T
        nearness[np.arange(len(places)), list(places)] = -1.0
        closeness = particular.two_nearest(nearness, self._first, self._owners)
        return particular.scored(apart, closeness, likely)

    def _apart_from(self, place: int) -> npt.NDArray[np.float64]:
        """What tells each question apart, for one example that counts in none of them."""
        owner, example, own = self._owners[place], self._turned[place], self._apart[place]
        count, total, size = self._counts[owner], len(self._vectors) - 1, len(example)
        more = count / (count - 1)
        means = self._means.copy()
        means[owner] = (count * means[owner] - example) / (count - 1)
        left = (self._spreads.sum() - more * own @ own) / total
        alike = particular.SHRINKAGE * left / size + np.finfo(np.float32).eps
        # The inverse of what is left of the spread, but for what the example added to it.
        inverse = total / (self._spreads + total * alike)
        towards = inverse * own
        added = more / total / (1 - more / total * own @ towards)
        along = means @ towards
        within = (means * means) @ inverse + added * along**2
        scores: npt.NDArray[np.float64] = (
            means @ (inverse * example) + added * along * (towards @ example) - within / 2
        )
        return scores
