"""What each main clause of a message asks, one after the other."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from small_knowledge import QUESTIONS, write_folder

from knowledge import Knowledge, load
from understanding.each_asked import asking_clauses
from understanding.heard import Encoded, Heard, HeardClause, particular_of
from understanding.intent_model import RankedIntent
from understanding.kinds import QUESTION
from understanding.manner import Manner
from understanding.model import Model, Thresholds
from understanding.particular import KnownSentences, Met, QuestionRanker
from understanding.prepared import prepared
from understanding.settling_each import Read, settled_each
from understanding.so_far import SoFar
from understanding.understood import Question

MEANS, TUMBLING = "what-it-means", "rolling-or-tumbling"
ON_MEANING, ON_TUMBLING, ON_NEITHER = (1.0, 0.0), (0.0, 1.0), (-0.7, -0.7)


def vectors_of(sentences: Sequence[str]) -> Any:
    """Stands for the encoder: on tumbling, on what it means, or on neither."""
    return np.array([_vector_of(each) for each in sentences], np.float32)


def _vector_of(sentence: str) -> tuple[float, float]:
    if "tumbl" in sentence:
        return ON_TUMBLING
    return ON_MEANING if "roll" in sentence or "mean" in sentence else ON_NEITHER


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder: Path = tmp_path_factory.mktemp("knowledge") / "small"
    return load(write_folder(folder, questions=QUESTIONS))


def asked(
    message: str, knowledge: Knowledge, topics: Sequence[str], leaning: Sequence[float] = ()
) -> list[Question]:
    """The questions of a message whose clauses are of these topics and lean that much."""
    text = prepared(knowledge).texts.read(message)
    ranker = QuestionRanker(knowledge, KnownSentences(vectors_of, Met()))
    model = SimpleNamespace(thresholds=Thresholds(), questions=SimpleNamespace(of=lambda _: ranker))
    clauses = asking_clauses(text, (), SoFar(), knowledge)
    assert len(clauses) == len(topics)
    heard = []
    for at, (clause, topic) in enumerate(zip(clauses, topics, strict=True)):
        around = text.corrected(clause.around)
        alone, told, ways = (
            Encoded(vectors_of(said), [[RankedIntent(topic, 0.9)]] * len(said))
            for said in ([text.corrected(clause.stretch)], [around], [*clause.ways.sentences])
        )
        ways = ways._replace(vectors=ways.vectors.reshape(-1, 2))
        manner = Manner(leaning=leaning[at] if leaning else 0.0)
        heard.append(HeardClause(clause, alone, told, ways, manner, []))
    whole = Encoded(vectors_of([message]), [[RankedIntent(topics[0], 0.9)]])
    all_of_it = Heard(
        text, [text.whole], clauses[0].ways, whole, whole.vectors, {text.whole: []}, heard
    )
    learnt = cast(Model, model)
    particular = particular_of(all_of_it, (), knowledge, learnt)
    return settled_each(Read(all_of_it, (), particular, knowledge, learnt), SoFar())


def test_each_clause_is_a_question_of_its_own(knowledge: Knowledge) -> None:
    first, second = asked("what is rolling and is it painful", knowledge, ["definition", "pain"])
    assert (first.topic, first.ids(QUESTION)) == ("definition", (MEANS,))
    assert second.topic == "pain"


def test_two_particular_questions_of_one_topic_are_two(knowledge: Knowledge) -> None:
    message = "what does rolling mean and is it like tumbling"
    found = asked(message, knowledge, ["definition", "definition"])
    assert [each.ids(QUESTION) for each in found] == [(MEANS,), (TUMBLING,)]


def test_what_is_asked_twice_is_one_question(knowledge: Knowledge) -> None:
    message = "what is rolling? can you explain rolling?"
    (one,) = asked(message, knowledge, ["definition", "definition"])
    assert one.ids(QUESTION) == (MEANS,)


def test_what_leans_on_the_clause_before_is_read_behind_it(knowledge: Knowledge) -> None:
    message = "is tumbling nice and how long for"
    found = asked(message, knowledge, ["definition", "definition"], [0.0, 1.0])
    # Nobody asks the same twice in one breath: what it leans on is not its answer.
    assert found[0].ids(QUESTION) == (TUMBLING,)
    assert TUMBLING not in [id_ for each in found[1:] for id_ in each.ids(QUESTION)]


def test_a_clause_that_asks_nothing_of_ours_leaves_the_others(knowledge: Knowledge) -> None:
    message = "how are you and what is rolling"
    found = asked(message, knowledge, ["smalltalk", "definition"])
    assert [each.topic for each in found] == ["definition"]
