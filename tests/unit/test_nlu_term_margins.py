import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nlu.term_margins import TermMargins
from sklearn.feature_extraction.text import TfidfVectorizer

SENTENCES = ["does it hurt", "does it hurt a lot", "how much is it", "0.5 mm, is it deep?"]
WORDS = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
PIECES = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)


@pytest.fixture(scope="module", params=[WORDS, PIECES], ids=["words", "pieces"])
def fitted(request: pytest.FixtureRequest) -> tuple[TfidfVectorizer, np.ndarray, TermMargins]:
    vectorizer = request.param.fit(SENTENCES)
    weights = np.random.default_rng(0).normal(size=(len(vectorizer.vocabulary_), 3))
    return vectorizer, weights, TermMargins(vectorizer, weights)


@given(sentence=st.text() | st.lists(st.sampled_from(" ".join(SENTENCES).split())).map(" ".join))
def test_the_margins_are_those_of_scikit_learn(
    fitted: tuple[TfidfVectorizer, np.ndarray, TermMargins], sentence: str
) -> None:
    vectorizer, weights, margins = fitted
    expected = (vectorizer.transform([sentence]) @ weights)[0]
    np.testing.assert_allclose(margins.of(sentence), expected, atol=1e-12)


def test_a_sentence_without_a_known_term_adds_nothing(
    fitted: tuple[TfidfVectorizer, np.ndarray, TermMargins],
) -> None:
    assert not fitted[2].of("").any()
    assert not fitted[2].of("ж").any()


def test_it_is_the_same_after_pickling(
    fitted: tuple[TfidfVectorizer, np.ndarray, TermMargins],
) -> None:
    again = pickle.loads(pickle.dumps(fitted[2]))
    np.testing.assert_array_equal(again.of("does it hurt"), fitted[2].of("does it hurt"))
