"""Which intent a sentence has, and how sure that is.

Two views are weighed against each other. A linear classifier looks at the sentence vector and at
the words and pieces of words; a nearest-neighbour vote looks at how close the sentence comes to the
closest example of each intent. The winner's share is then multiplied by that closeness, so that a
sentence unlike anything that was taught gets a low confidence even when one intent wins clearly.
`docs/understanding.md` has the comparison that led here.

A trained model is arrays and lists of terms, so that running one takes numpy alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from understanding.encoder import Vectors

Matrix = npt.NDArray[np.float64]
Arrays = Mapping[str, npt.NDArray[Any]]

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class IntentModelSettings:
    """What can be tuned; `docs/understanding.md` says how the defaults were chosen."""

    penalty: float = 0.5
    """The linear classifier's C: the greater, the closer it follows the examples."""
    vector_weight: float = 1.5
    """The sentence vector's weight; words, and pieces of words, have 1 each."""
    margin_sharpness: float = 4.0
    """How strongly the linear classifier's lead turns into a lead in probability."""
    nearest_share: float = 0.3
    """The nearest-neighbour vote's share in the mix; the rest is the linear classifier's."""
    nearest_sharpness: float = 15.0
    """How strongly greater closeness turns into a greater vote."""
    word_ngrams: tuple[int, int] = (1, 2)
    character_ngrams: tuple[int, int] = (2, 5)
    seed: int = 0


class RankedIntent(NamedTuple):
    """An intent with the confidence that a sentence has it, 0 to 1."""

    name: str
    confidence: float


def words_in(sentence: str, lengths: tuple[int, int]) -> Iterator[str]:
    """The words of a sentence in lower case, alone and in a row."""
    words = _WORD.findall(sentence.lower())
    for length in range(lengths[0], lengths[1] + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def pieces_in(sentence: str, lengths: tuple[int, int]) -> Iterator[str]:
    """The pieces of the words of a sentence, a space standing for where a word begins or ends."""
    for word in sentence.lower().split():
        padded = f" {word} "
        for length in range(lengths[0], lengths[1] + 1):
            # A word no longer than the pieces is one piece, and no longer pieces follow.
            for start in range(max(1, len(padded) - length + 1)):
                yield padded[start : start + length]
            if len(padded) <= length:
                break


class TermMargins:
    """What the wording of a sentence adds to the margins of the linear classifier."""

    def __init__(
        self,
        terms_of: Callable[[str], Iterator[str]],
        terms: Sequence[str],
        rarity: Matrix,
        weights: npt.NDArray[np.float32],
    ) -> None:
        """Takes what was learnt.

        Args:
            terms_of: Cuts a sentence into terms.
            terms: Those that are known.
            rarity: How much each term counts, by how few examples have it.
            weights: The classifier's, shape (terms, intents).
        """
        self._terms_of = terms_of
        self._places = {term: place for place, term in enumerate(terms)}
        self._rarity = rarity
        self._weights = weights

    def of(self, sentence: str) -> Matrix:
        """The margins, one for each intent; zeros where no term is known."""
        found = Counter(map(self._places.get, self._terms_of(sentence)))
        found.pop(None, None)
        places = np.fromiter(found.keys(), np.intp, len(found))
        counts = np.fromiter(found.values(), np.float64, len(found))
        values = (1.0 + np.log(counts)) * self._rarity[places]
        length = np.sqrt(values @ values)
        margins: Matrix = (values / (length or 1.0)) @ self._weights[places]
        return margins


@dataclass(frozen=True)
class LearntIntents:
    """What training gives and what is kept: see `understanding.intent_training`.

    Attributes:
        intents: The names, in order.
        words: The terms of `words_in`.
        pieces: The terms of `pieces_in`.
        arrays: `examples` (vectors as columns, sorted by intent), `first_example` of each intent,
            `offsets`, the weights `vector_weights`, `word_weights` and `piece_weights`, and
            `word_rarity` and `piece_rarity`.
    """

    settings: IntentModelSettings
    intents: Sequence[str]
    words: Sequence[str]
    pieces: Sequence[str]
    arrays: Arrays


class IntentModel:
    """A trained model."""

    def __init__(self, learnt: LearntIntents) -> None:
        """Takes what was learnt."""
        settings, arrays = learnt.settings, learnt.arrays
        self._settings = settings
        self.intents = tuple(learnt.intents)
        self._examples: Vectors = arrays["examples"]
        self._first_example = arrays["first_example"]
        self._offsets = arrays["offsets"]
        self._vector_weights = arrays["vector_weights"]
        self._words = TermMargins(
            partial(words_in, lengths=settings.word_ngrams),
            learnt.words,
            arrays["word_rarity"],
            arrays["word_weights"],
        )
        self._pieces = TermMargins(
            partial(pieces_in, lengths=settings.character_ngrams),
            learnt.pieces,
            arrays["piece_rarity"],
            arrays["piece_weights"],
        )

    def rank(self, sentences: Sequence[str], vectors: Vectors) -> list[list[RankedIntent]]:
        """Ranks every intent for each sentence, the likeliest first."""
        margins = self._margins(sentences, vectors)
        closeness = np.maximum.reduceat(vectors @ self._examples, self._first_example, axis=1)
        closeness = closeness.astype(np.float64).clip(0.0, 1.0)
        nearest = _softmax(self._settings.nearest_sharpness * closeness)
        linear = _softmax(self._settings.margin_sharpness * margins)
        share = self._settings.nearest_share
        confidence = ((1 - share) * linear + share * nearest) * closeness
        return [
            [RankedIntent(self.intents[i], float(row[i])) for i in np.argsort(-row, kind="stable")]
            for row in confidence
        ]

    def _margins(self, sentences: Sequence[str], vectors: Vectors) -> Matrix:
        """The linear classifier's margins, shape (sentences, intents)."""
        margins: Matrix = vectors @ self._vector_weights + self._offsets
        for row, sentence in zip(margins, sentences, strict=True):
            row += self._words.of(sentence) + self._pieces.of(sentence)
        return margins


def _softmax(scores: Matrix) -> Matrix:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    share: Matrix = shifted / shifted.sum(axis=1, keepdims=True)
    return share
