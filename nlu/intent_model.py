"""Which intent a sentence has, and how sure that is: the model, without Rasa.

Two views are weighed against each other. A linear classifier looks at the sentence vector and at
the words and pieces of words; a nearest-neighbour vote looks at how close the sentence comes to the
closest example of each intent. The winner's share is then multiplied by that closeness, so that a
sentence unlike anything that was taught gets a low confidence even when one intent wins clearly.
`docs/understanding.md` has the comparison that led here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from nlu.sentence_encoder import Vectors
from nlu.term_margins import TermMargins

Matrix = npt.NDArray[np.float64]


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


@dataclass(frozen=True)
class RankedIntent:
    """An intent with the confidence that a sentence has it, 0 to 1."""

    name: str
    confidence: float


def _softmax(scores: Matrix) -> Matrix:
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    share: Matrix = shifted / shifted.sum(axis=1, keepdims=True)
    return share


class IntentModel:
    """A trained model; it can be pickled."""

    def __init__(
        self,
        settings: IntentModelSettings,
        words: TfidfVectorizer,
        characters: TfidfVectorizer,
        linear: LinearSVC,
        examples: Vectors,
        intents: Sequence[str],
    ) -> None:
        self._settings = settings
        weights, offsets = linear.coef_.T, linear.intercept_
        if weights.shape[1] == 1:  # with two intents scikit-learn keeps the second's alone
            weights, offsets = np.hstack([-weights, weights]), np.hstack([-offsets, offsets])
        self._offsets = offsets
        ends = np.cumsum([examples.shape[1], len(words.vocabulary_)])
        vector_weights, word_weights, character_weights = np.split(weights, ends)
        self._vector_weights = settings.vector_weight * vector_weights
        self._words = TermMargins(words, word_weights)
        self._characters = TermMargins(characters, character_weights)
        # Sorted by intent, so that the best of each intent is one `maximum.reduceat` over the
        # columns.
        order = np.argsort(np.asarray(intents), kind="stable")
        self.intents, self._first_example = np.unique(np.asarray(intents)[order], return_index=True)
        self._examples = np.ascontiguousarray(examples[order].T)

    @classmethod
    def fit(
        cls,
        sentences: Sequence[str],
        vectors: Vectors,
        intents: Sequence[str],
        settings: IntentModelSettings,
    ) -> "IntentModel":
        """Learns from examples.

        Args:
            sentences: The examples as typed.
            vectors: Their sentence vectors, each of length 1, shape (sentences, size).
            intents: Which intent each has; at least two different ones.
            settings: See there.

        Raises:
            ValueError: If fewer than two intents have examples.
        """
        if len(set(intents)) < 2:
            raise ValueError("Examples of at least two intents are needed to tell intents apart.")
        words = TfidfVectorizer(
            ngram_range=settings.word_ngrams, sublinear_tf=True, token_pattern=r"(?u)\b\w+\b"
        )
        characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=settings.character_ngrams, sublinear_tf=True
        )
        features = scipy.sparse.hstack(
            [
                settings.vector_weight * scipy.sparse.csr_matrix(vectors),
                words.fit_transform(sentences),
                characters.fit_transform(sentences),
            ]
        ).tocsr()
        linear = LinearSVC(C=settings.penalty, random_state=settings.seed).fit(features, intents)
        return cls(settings, words, characters, linear, vectors, intents)

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
            [
                RankedIntent(str(self.intents[i]), float(row[i]))
                for i in np.argsort(-row, kind="stable")
            ]
            for row in confidence
        ]

    def _margins(self, sentences: Sequence[str], vectors: Vectors) -> Matrix:
        """The linear classifier's margins, shape (sentences, intents)."""
        margins: Matrix = vectors @ self._vector_weights + self._offsets
        for row, sentence in zip(margins, sentences, strict=True):
            row += self._words.of(sentence) + self._characters.of(sentence)
        return margins
