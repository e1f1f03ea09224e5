from functools import partial

import numpy as np
import pytest
from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from understanding.encoder import Vectors
from understanding.intent_model import (
    IntentModel,
    IntentModelSettings,
    TermMargins,
    pieces_in,
    words_in,
)
from understanding.intent_training import learn_intents

SENTENCES = ["does it hurt", "is it painful", "how much is it", "what does it cost", "hello"]
INTENTS = ["pain", "pain", "cost", "cost", "greeting"]


def vectors(*rows: tuple[float, float, float]) -> Vectors:
    matrix = np.array(rows, np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


EXAMPLES = vectors((1, 0, 0), (0.9, 0.1, 0), (0, 1, 0), (0.1, 0.9, 0), (0, 0, 1))


def learnt(sentences: list[str], vectors: Vectors, intents: list[str]) -> IntentModel:
    return IntentModel(learn_intents(sentences, vectors, intents, IntentModelSettings()))


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return learnt(SENTENCES, EXAMPLES, INTENTS)


def test_a_taught_sentence_has_its_intent_first(model: IntentModel) -> None:
    rankings = model.rank(SENTENCES, EXAMPLES)
    assert [ranking[0].name for ranking in rankings] == INTENTS


def test_every_intent_is_ranked_by_falling_confidence(model: IntentModel) -> None:
    (ranking,) = model.rank(["does it hurt"], EXAMPLES[:1])
    assert {intent.name for intent in ranking} == set(INTENTS)
    confidences = [intent.confidence for intent in ranking]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 <= confidence <= 1 for confidence in confidences)


def test_a_sentence_unlike_all_examples_gets_little_confidence(model: IntentModel) -> None:
    (near,) = model.rank(["does it hurt"], vectors((1, 0, 0)))
    (far,) = model.rank(["does it hurt"], vectors((0.2, -1, -1)))
    assert far[0].confidence < 0.3 * near[0].confidence


def test_the_opposite_of_every_example_has_no_confidence(model: IntentModel) -> None:
    (ranking,) = model.rank(["zzz"], vectors((-1, -1, -1)))
    assert [intent.confidence for intent in ranking] == [0, 0, 0]


def test_two_intents_are_enough() -> None:
    model = learnt(SENTENCES[:4], EXAMPLES[:4], INTENTS[:4])
    rankings = model.rank(SENTENCES[:4], EXAMPLES[:4])
    assert [ranking[0].name for ranking in rankings] == INTENTS[:4]


def test_one_intent_is_refused() -> None:
    with pytest.raises(ValueError, match="at least two intents"):
        learnt(SENTENCES[:2], EXAMPLES[:2], INTENTS[:2])


def test_the_order_of_the_examples_does_not_matter(model: IntentModel) -> None:
    order = [4, 2, 0, 3, 1]
    shuffled = learnt(
        [SENTENCES[i] for i in order],
        EXAMPLES[order],
        [INTENTS[i] for i in order],
    )
    (expected,) = model.rank(["is it costly"], vectors((0.3, 0.8, 0.1)))
    (found,) = shuffled.rank(["is it costly"], vectors((0.3, 0.8, 0.1)))
    assert [i.name for i in found] == [i.name for i in expected]
    assert [i.confidence for i in found] == pytest.approx(
        [i.confidence for i in expected], abs=1e-3
    )


WORDS = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
PIECES = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
TAUGHT = ["does it hurt", "does it hurt a lot", "how much is it", "0.5 mm, is it deep?"]


@pytest.fixture(
    scope="module",
    params=[
        (WORDS, partial(words_in, lengths=(1, 2))),
        (PIECES, partial(pieces_in, lengths=(2, 5))),
    ],
    ids=["words", "pieces"],
)
def fitted(request: pytest.FixtureRequest) -> tuple[TfidfVectorizer, np.ndarray, TermMargins]:
    vectorizer, terms_of = request.param
    vectorizer.fit(TAUGHT)
    terms = sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
    weights = np.random.default_rng(0).normal(size=(len(terms), 3))
    return vectorizer, weights, TermMargins(terms_of, terms, vectorizer.idf_, weights)


@ANY_PACE
@given(sentence=st.text() | st.lists(st.sampled_from(" ".join(TAUGHT).split())).map(" ".join))
def test_terms_and_margins_are_those_of_scikit_learn(
    fitted: tuple[TfidfVectorizer, np.ndarray, TermMargins], sentence: str
) -> None:
    vectorizer, weights, margins = fitted
    expected = (vectorizer.transform([sentence]) @ weights)[0]
    np.testing.assert_allclose(margins.of(sentence), expected, atol=1e-12)
    assert list(margins._terms_of(sentence)) == vectorizer.build_analyzer()(sentence)


def test_a_sentence_without_a_known_term_adds_nothing(
    fitted: tuple[TfidfVectorizer, np.ndarray, TermMargins],
) -> None:
    assert not fitted[2].of("").any()
    assert not fitted[2].of("\u0436").any()
