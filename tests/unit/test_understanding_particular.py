"""Which particular question is asked, and when it is surely asked."""

from pathlib import Path

import numpy as np
import pytest
from small_knowledge import QUESTIONS, write_folder

from knowledge import Knowledge, load
from understanding.encoder import Vectors
from understanding.kinds import OTHER_QUESTION, QUESTION
from understanding.model import Thresholds
from understanding.particular import (
    KnownSentences,
    Met,
    QuestionRanker,
    QuestionRankers,
    RankedQuestion,
    examples_of,
    sentences_of,
)
from understanding.settling import settled
from understanding.understood import Question

MEANS, TUMBLING = "what-it-means", "rolling-or-tumbling"


class ByTumbling:
    """Stands for the encoder: a sentence is about tumbling or it is not."""

    size = 2

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, sentences: list[str]) -> Vectors:
        self.encoded += sentences
        return np.array([(0.0, 1.0) if "tumbl" in s else (1.0, 0.0) for s in sentences], np.float32)


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return load(write_folder(tmp_path / "small", questions=QUESTIONS))


def known(encoder: ByTumbling, met: Met | None = None) -> KnownSentences:
    return KnownSentences(encoder, met or Met())  # type: ignore[arg-type]


def test_the_nearest_question_is_the_likeliest(knowledge: Knowledge) -> None:
    ranker = QuestionRanker(knowledge, known(ByTumbling()))

    first, second = ranker.rank(np.array([(1, 0), (0, 1)], np.float32), [{"definition": 0.9}] * 2)

    assert (first[0].id, second[0].id) == (MEANS, TUMBLING)
    assert first[0].confidence > 0.9
    assert first[0].closeness == pytest.approx(1)
    assert sum(each.confidence for each in first) == pytest.approx(1)


def test_two_equally_near_examples_are_each_others_second() -> None:
    ranker = QuestionRanker.__new__(QuestionRanker)
    ranker._first, ranker._owner = np.array([0, 3]), np.array([0, 0, 0, 1, 1])
    nearness = np.array([[0.9, 0.9, 0.1, 0.6, 0.2]], np.float32)

    assert ranker._two_nearest(nearness)[0] == pytest.approx([0.9, 0.4])


def test_without_questions_nothing_is_ranked(tmp_path: Path) -> None:
    ranker = QuestionRanker(load(write_folder(tmp_path / "small")), known(ByTumbling()))

    assert ranker.rank(np.zeros((1, 2), np.float32), [{}]) == [[]]


def test_only_what_training_did_not_meet_is_encoded(knowledge: Knowledge) -> None:
    encoder = ByTumbling()
    sentences = sentences_of(knowledge)
    met = Met(sentences[1:], encoder.encode(sentences[1:]).astype(np.float16))
    encoder.encoded.clear()
    rankers = QuestionRankers(known(encoder, met))

    rankers.of(knowledge)
    rankers.of(knowledge)

    assert encoder.encoded == sentences[:1]


def test_examples_teach_their_topic(knowledge: Knowledge) -> None:
    assert ("meaning of rolling", "definition") in examples_of(knowledge)


def asked(
    topic: str, confidence: float, *ranked: tuple[str, float, float], knowledge: Knowledge
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    found = settled(
        Question(topic, confidence=confidence),
        [RankedQuestion(*each) for each in ranked],
        knowledge,
        Thresholds(),
    )
    return found.topic, found.ids(QUESTION), found.ids(OTHER_QUESTION)


@pytest.mark.parametrize(
    ("topic", "confidence", "ranked", "expected"),
    [
        ("definition", 0.9, (0.8, 0.7), ("definition", (MEANS,), (TUMBLING,))),
        ("definition", 0.9, (0.4, 0.7), ("definition", (), (MEANS, TUMBLING))),
        ("definition", 0.9, (0.4, 0.7, 0.36), ("definition", (MEANS,), (TUMBLING,))),
        ("definition", 0.9, (0.8, 0.3), ("definition", (), (MEANS, TUMBLING))),
        ("pain", 0.5, (0.6, 0.7), ("pain", (), (MEANS, TUMBLING))),
        ("pain", 0.5, (0.8, 0.7), ("definition", (MEANS,), (TUMBLING,))),
        ("pain", 0.9, (0.8, 0.7), ("pain", (), (MEANS, TUMBLING))),
        ("unclear", 0.1, (0.9, 0.7), ("definition", (MEANS,), (TUMBLING,))),
        ("out_of_scope", 0.9, (0.9, 0.55), ("out_of_scope", (), ())),
        ("personal_advice", 0.2, (0.9, 0.9), ("personal_advice", (), ())),
        ("follow_up", 0.2, (0.9, 0.9), ("follow_up", (), ())),
    ],
)
def test_when_a_question_is_surely_asked(
    knowledge: Knowledge,
    topic: str,
    confidence: float,
    ranked: tuple[float, ...],
    expected: tuple[str, tuple[str, ...], tuple[str, ...]],
) -> None:
    share, closeness, *second = ranked
    others = (TUMBLING, *(second or [0.2]), 0.6)

    found = asked(topic, confidence, (MEANS, share, closeness), others, knowledge=knowledge)

    assert found == expected
