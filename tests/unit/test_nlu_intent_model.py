import pickle

import numpy as np
import pytest
from nlu.intent_model import IntentModel, IntentModelSettings
from nlu.sentence_encoder import Vectors

SENTENCES = ["does it hurt", "is it painful", "how much is it", "what does it cost", "hello"]
INTENTS = ["pain", "pain", "cost", "cost", "greeting"]


def vectors(*rows: tuple[float, float, float]) -> Vectors:
    matrix = np.array(rows, np.float32)
    return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


EXAMPLES = vectors((1, 0, 0), (0.9, 0.1, 0), (0, 1, 0), (0.1, 0.9, 0), (0, 0, 1))


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return IntentModel.fit(SENTENCES, EXAMPLES, INTENTS, IntentModelSettings())


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
    model = IntentModel.fit(SENTENCES[:4], EXAMPLES[:4], INTENTS[:4], IntentModelSettings())
    rankings = model.rank(SENTENCES[:4], EXAMPLES[:4])
    assert [ranking[0].name for ranking in rankings] == INTENTS[:4]


def test_one_intent_is_refused() -> None:
    with pytest.raises(ValueError, match="at least two intents"):
        IntentModel.fit(SENTENCES[:2], EXAMPLES[:2], INTENTS[:2], IntentModelSettings())


def test_the_order_of_the_examples_does_not_matter(model: IntentModel) -> None:
    order = [4, 2, 0, 3, 1]
    shuffled = IntentModel.fit(
        [SENTENCES[i] for i in order],
        EXAMPLES[order],
        [INTENTS[i] for i in order],
        IntentModelSettings(),
    )
    (expected,) = model.rank(["is it costly"], vectors((0.3, 0.8, 0.1)))
    (found,) = shuffled.rank(["is it costly"], vectors((0.3, 0.8, 0.1)))
    assert [i.name for i in found] == [i.name for i in expected]
    assert [i.confidence for i in found] == pytest.approx(
        [i.confidence for i in expected], abs=1e-3
    )


def test_a_pickled_model_ranks_the_same(model: IntentModel) -> None:
    again: IntentModel = pickle.loads(pickle.dumps(model))
    assert again.rank(SENTENCES, EXAMPLES) == model.rank(SENTENCES, EXAMPLES)
