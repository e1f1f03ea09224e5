"""Learns which intents sentences have; the only part of understanding that needs scikit-learn."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from understanding.encoder import Vectors
from understanding.intent_model import IntentModelSettings, LearntIntents, pieces_in, words_in


def learn_intents(
    sentences: Sequence[str],
    vectors: Vectors,
    intents: Sequence[str],
    settings: IntentModelSettings,
) -> LearntIntents:
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
    import scipy.sparse
    from sklearn.svm import LinearSVC

    words = _vectorizer(partial(words_in, lengths=settings.word_ngrams))
    pieces = _vectorizer(partial(pieces_in, lengths=settings.character_ngrams))
    features = scipy.sparse.hstack(
        [
            settings.vector_weight * scipy.sparse.csr_matrix(vectors),
            words.fit_transform(sentences),
            pieces.fit_transform(sentences),
        ]
    ).tocsr()
    linear = LinearSVC(C=settings.penalty, random_state=settings.seed).fit(features, intents)
    weights, offsets = linear.coef_.T, linear.intercept_
    if weights.shape[1] == 1:  # with two intents scikit-learn keeps the second's alone
        weights, offsets = np.hstack([-weights, weights]), np.hstack([-offsets, offsets])
    ends = np.cumsum([vectors.shape[1], len(words.vocabulary_)])
    vector_weights, word_weights, piece_weights = np.split(weights, ends)
    # Sorted by intent, so that the best of each intent is one `maximum.reduceat` over the columns.
    order = np.argsort(np.asarray(intents), kind="stable")
    names, first_example = np.unique(np.asarray(intents)[order], return_index=True)
    return LearntIntents(
        settings=settings,
        intents=[str(name) for name in names],
        words=_terms(words),
        pieces=_terms(pieces),
        arrays={
            "examples": np.ascontiguousarray(vectors[order].T),
            "first_example": first_example,
            "offsets": offsets,
            "vector_weights": settings.vector_weight * vector_weights,
            "word_weights": _half_as_long(word_weights),
            "word_rarity": words.idf_,
            "piece_weights": _half_as_long(piece_weights),
            "piece_rarity": pieces.idf_,
        },
    )


def _vectorizer(analyzer: Callable[[str], Iterator[str]]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=analyzer, sublinear_tf=True)


def _terms(vectorizer: Any) -> list[str]:
    """The terms in the order of their weights."""
    return sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)


def _half_as_long(weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    return np.ascontiguousarray(weights, np.float32)
