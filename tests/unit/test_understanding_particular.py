"""Which particular question is asked, and when it is surely asked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_knowledge import QUESTIONS, edited, write_folder

from knowledge import DEFAULT_FOLDER, Knowledge, load
from understanding.choosing import asking_parts, stretches_of
from understanding.encoder import Vectors
from understanding.intent_model import RankedIntent
from understanding.kinds import OTHER_QUESTION, QUESTION, TOLD
from understanding.model import Thresholds
from understanding.particular import (
    KnownSentences,
    Met,
    QuestionRanker,
    QuestionRankers,
    RankedQuestion,
    examples_of,
    sentences_of,
    two_nearest,
)
from understanding.prepared import prepared
from understanding.question_examples import QuestionExample
from understanding.settling import settled, settled_together
from understanding.telling_apart import told_apart
from understanding.understood import Detail, Question

MEANS, TUMBLING = "what-it-means", "rolling-or-tumbling"


class ByTumbling:
    """Stands for the encoder: a sentence is about tumbling or it is not."""

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, sentences: Sequence[str]) -> Vectors:
        self.encoded += sentences
        return np.array([(0.0, 1.0) if "tumbl" in s else (1.0, 0.0) for s in sentences], np.float32)


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return load(write_folder(tmp_path / "small", questions=QUESTIONS))


def known(encoder: ByTumbling, met: Met | None = None) -> KnownSentences:
    return KnownSentences(encoder.encode, met or Met())


def test_the_nearest_question_is_the_likeliest(knowledge: Knowledge) -> None:
    ranker = QuestionRanker(knowledge, known(ByTumbling()))

    first, second = ranker.rank(np.array([(1, 0), (0, 1)], np.float32), [{"definition": 0.9}] * 2)

    assert (first[0].id, second[0].id) == (MEANS, TUMBLING)
    assert first[0].confidence > 0.9
    assert first[0].closeness == pytest.approx(1)
    assert sum(each.confidence for each in first) == pytest.approx(1)


def test_a_message_that_leans_is_ranked_by_what_stands_before_it(knowledge: Knowledge) -> None:
    ranker = QuestionRanker(knowledge, known(ByTumbling()))
    # By itself it is on what it means; behind the last question, and with a detail, on tumbling.
    rows = np.array([(1, 0), (0, 1), (0, 1), (0, 1)], np.float32)
    topics, last = [{"definition": 0.9}] * 4, ("definition", {MEANS})

    leaning = ranker.rank_in_context(rows, topics, last, 1.0, 1)
    alone = ranker.rank_in_context(rows[:3], topics[:3], last, 0.0, 0)

    places = [[each.id for each in ranked].index(TUMBLING) for ranked in (leaning, alone)]
    shares = [ranked[p].confidence for ranked, p in zip((leaning, alone), places, strict=True)]
    assert shares[0] > shares[1]
    assert ranker.rank_in_context(rows, topics, last, 1.0, 1, has_several=True) != leaning
    none = QuestionRanker(replace(knowledge, questions={}), known(ByTumbling()))
    assert none.rank_in_context(rows, topics, last, 1.0, 1) == []


def test_a_whole_message_that_told_something_is_no_detail(knowledge: Knowledge) -> None:
    ranker = QuestionRanker(knowledge, known(ByTumbling()))
    rows = np.array([(1, 0), (0, 1), (0, 1), (0, 1), (1, 0)], np.float32)
    topics, last = [{"definition": 0.9}] * 5, ("definition", {MEANS})

    seen = ranker.seen(rows, topics, last, 1)

    assert (len(seen.told), len(seen.background)) == (2, 1)
    assert np.array_equal(seen.background[0], seen.told[0])
    assert list(seen.asked) == [each == MEANS for each in knowledge.questions]


def test_what_a_story_asks_counts_beside_all_of_it(knowledge: Knowledge) -> None:
    ranker = QuestionRanker(knowledge, known(ByTumbling()))
    # All of it is as near to one as to the other; what it asks, and this behind what is told, is on
    # tumbling.
    rows = np.array([(0.7, 0.7), (0, 1), (0, 1), (1, 0)], np.float32)

    ranked = ranker.rank_in_story(rows, [{"definition": 0.9}] * 4)

    assert ranked[0].id == TUMBLING
    assert ranked[0].closeness == pytest.approx(1)
    assert sum(each.confidence for each in ranked) == pytest.approx(1)
    none = QuestionRanker(replace(knowledge, questions={}), known(ByTumbling()))
    assert none.rank_in_story(rows, [{}] * 4) == []


def test_what_training_met_beside_the_knowledge_counts(knowledge: Knowledge) -> None:
    """What leans is held only against a message behind another one."""
    taught = [
        QuestionExample(TUMBLING, "barrels", leans=False),
        QuestionExample(TUMBLING, "what is it and barrels", leans=True),
        QuestionExample("gone-since", "no question of the knowledge", leans=False),
    ]
    aside, behind, gone = (0.6, 0.8), (-1.0, 0.0), (0.8, 0.6)
    met = Met((), np.empty((0, 2), np.float16), taught, np.array([aside, behind, gone], np.float16))
    ranker = QuestionRanker(knowledge, known(ByTumbling(), met))
    topics = [{"definition": 0.9}]

    _, near = ranker.shares(np.array([behind], np.float32), topics)
    _, near_behind = ranker.shares(np.array([behind], np.float32), topics, slice(0, 1))
    _, near_aside = ranker.shares(np.array([aside], np.float32), topics)

    place = list(knowledge.questions).index(TUMBLING)
    assert near[0, place] == pytest.approx(0)
    assert near_behind[0, place] == pytest.approx(0.5)
    assert near_aside[0, place] == pytest.approx(0.9, abs=0.01)


def test_two_equally_near_examples_are_each_others_second() -> None:
    first, owner = np.array([0, 3]), np.array([0, 0, 0, 1, 1])
    nearness = np.array([[0.9, 0.9, 0.1, 0.6, 0.2]], np.float32)

    assert two_nearest(nearness, first, owner)[0] == pytest.approx([0.9, 0.4])


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


def test_versions_with_the_same_questions_share_their_ranker(knowledge: Knowledge) -> None:
    rankers = QuestionRankers(known(ByTumbling()))
    ranker = rankers.of(knowledge)
    signed = replace(knowledge, version="signed", facts={})
    assert rankers.of(signed) is ranker
    first, *others = knowledge.questions.values()
    fewer = replace(knowledge, version="fewer", questions={each.id: each for each in others})
    assert rankers.of(fewer) is not ranker
    worded = replace(first, examples=(*first.examples, "one way more"))
    more = replace(knowledge, version="more", questions={first.id: worded})
    assert rankers.of(more) is not rankers.of(fewer)


def test_versions_whose_treatments_are_called_otherwise_share_no_ranker(
    knowledge: Knowledge,
) -> None:
    rankers = QuestionRankers(known(ByTumbling()))
    ranker = rankers.of(knowledge)
    (id_, first), *_ = knowledge.treatments.items()
    for key in ("synonyms", "misspellings"):
        called = first.model_copy(update={key: (*getattr(first, key), "whirling")})
        treatments = {**knowledge.treatments, id_: called}
        assert rankers.of(replace(knowledge, version=key, treatments=treatments)) is not ranker


def test_of_one_treatment_its_own_questions_alone_are_likely(knowledge: Knowledge) -> None:
    encoder = ByTumbling()
    rankers = QuestionRankers(known(encoder))
    said = encoder.encode(["rolling or tumbling"])
    whole = rankers.of(knowledge).rank(said, [{}])[0]
    left = {id_: each for id_, each in knowledge.questions.items() if id_ != whole[0].id}
    others = rankers.of(replace(knowledge, questions=left, whole=knowledge)).rank(said, [{}])[0]
    assert [each.id for each in others] == [each.id for each in whole[1:]]
    by_id = {each.id: each.confidence for each in whole}
    # The share of what is asked of another treatment makes no other question sure.
    assert all(by_id[each.id] <= each.confidence <= 2 * by_id[each.id] for each in others)
    assert rankers.of(knowledge).rank(said, [{}])[0] == whole


def test_what_was_met_is_calculated_with_as_what_came_since(knowledge: Knowledge) -> None:
    """In half precision it would take four times as long, and an edit would change answers."""
    encoder, sentences = ByTumbling(), sentences_of(knowledge)
    taught = [QuestionExample(TUMBLING, "tumbles")]
    vectors = [encoder.encode(each).astype(np.float16) for each in (sentences, ["tumbles"])]
    ranker = QuestionRanker(
        knowledge, known(encoder, Met(sentences, vectors[0], taught, vectors[1]))
    )

    assert ranker._examples.dtype == np.float32


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
        ("definition", 0.9, (0.2, 0.7), ("definition", (), (MEANS, TUMBLING))),
        ("definition", 0.9, (0.2, 0.7, 0.56), ("definition", (MEANS,), (TUMBLING,))),
        ("definition", 0.9, (0.8, 0.3), ("definition", (), (MEANS, TUMBLING))),
        ("pain", 0.5, (0.45, 0.7), ("pain", (), (MEANS, TUMBLING))),
        ("pain", 0.5, (0.8, 0.7), ("definition", (MEANS,), (TUMBLING,))),
        ("pain", 0.9, (0.8, 0.7), ("pain", (), (MEANS, TUMBLING))),
        ("unclear", 0.1, (0.9, 0.85), ("definition", (MEANS,), (TUMBLING,))),
        ("unclear", 0.1, (0.9, 0.65), ("definition", (MEANS,), (TUMBLING,))),
        ("unclear", 0.1, (0.9, 0.55), ("unclear", (), ())),
        ("out_of_scope", 0.7, (0.9, 0.7), ("out_of_scope", (), ())),
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


SURELY = [RankedQuestion(MEANS, 0.9, 0.9)]
OTHER = [RankedQuestion(TUMBLING, 0.9, 0.9)]
STORY_OF_BOTH = [RankedQuestion(MEANS, 0.6, 0.9), RankedQuestion(TUMBLING, 0.3, 0.9)]
STORY = "i had it done last spring and my sister went too " * 3 + "and is it tumbling"


@pytest.mark.parametrize(
    ("written", "parts", "expected"),
    [
        ("rolling", 1, [()]),
        ("what is rolling", 1, [(MEANS,)]),
        ("what is it and is it tumbling", 2, [(TUMBLING,), (TUMBLING,)]),
        (STORY, 2, [(MEANS,)]),
        (f"what is it? {STORY}?", 2, [(TUMBLING,), (TUMBLING,)]),
    ],
)
def test_what_a_message_asks_is_looked_for_in_all_of_it_or_in_its_parts(
    knowledge: Knowledge, written: str, parts: int, expected: list[tuple[str, ...]]
) -> None:
    found = settled_together(
        prepared(knowledge).texts.read(written),
        "definition",
        [Question("definition", confidence=0.9)] * parts,
        SURELY,
        [OTHER] * parts,
        knowledge,
        Thresholds(),
    )
    assert [each.ids(QUESTION) for each in found] == expected


def test_what_is_told_keeps_its_own_answer(knowledge: Knowledge) -> None:
    told = Question("definition", (Detail(TOLD, "harm"),), confidence=0.9)
    found = settled(told, SURELY, knowledge, Thresholds())
    assert (found.topic, found.ids(TOLD), found.ids(QUESTION)) == ("definition", ("harm",), ())
    # It is said of what is named, where that is known.
    assert found.ids(OTHER_QUESTION) == (MEANS,)
    far = [RankedQuestion(MEANS, 0.9, 0.2)]
    assert settled(told, far, knowledge, Thresholds()) == told


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ((), (MEANS,)),
        ((Detail("condition", "scars"),), (MEANS,)),
        ((Detail("condition", "freckles"),), ()),
        ((Detail("condition", "scars", True),), ()),
    ],
)
def test_an_answer_limited_to_something_is_not_given_for_another(
    tmp_path: Path, details: tuple[Detail, ...], expected: tuple[str, ...]
) -> None:
    limited = edited("id: what-it-is\n", "id: what-it-is\n    about: {condition: [scars]}\n")
    knowledge = load(write_folder(tmp_path / "small", limited, QUESTIONS))
    asked = Question("definition", details, confidence=0.9)
    assert settled(asked, SURELY, knowledge, Thresholds()).ids(QUESTION) == expected


@pytest.mark.parametrize(
    ("words", "id_", "is_possible"),
    [
        ("does it work for my wife", "hair-loss-in-women", True),
        ("does it work for men", "hair-loss-in-women", False),
        ("i had rf and lost fat", "harm-after-rf", True),
        ("does rf melt fat", "harm-after-rf", False),
    ],
)
def test_of_whom_a_question_is_asked(words: str, id_: str, is_possible: bool) -> None:
    known = load(DEFAULT_FOLDER)
    asked = Question(known.questions[id_].topic, words=words, confidence=0.5)
    ranked = [RankedQuestion(id_, 0.6, 0.9), RankedQuestion("is-it-safe", 0.2, 0.9)]
    found = settled(asked, ranked, known, Thresholds())
    assert (id_ in found.ids(QUESTION)) is is_possible


def test_a_reason_for_care_that_was_named_is_answered_first(tmp_path: Path) -> None:
    treatments = edited(
        "terms:\n", "terms:\n  circumstance:\n    sunburn:\n      name: sunburn\n"
    ).replace("id: what-it-is\n", "id: what-it-is\n    about: {circumstance: [sunburn]}\n")
    knowledge = load(write_folder(tmp_path / "small", treatments, QUESTIONS))
    ranked = [RankedQuestion(TUMBLING, 0.6, 0.7), RankedQuestion(MEANS, 0.3, 0.6)]

    def best(*details: Detail) -> tuple[str, ...]:
        asked = Question("definition", details, confidence=0.9)
        return settled(asked, ranked, knowledge, Thresholds()).ids(QUESTION)

    assert best() == (TUMBLING,)
    assert best(Detail("circumstance", "sunburn")) == (MEANS,)


@pytest.mark.parametrize(
    ("topics", "whole", "expected"),
    [
        (("definition", "pain"), STORY_OF_BOTH, [(MEANS,), (TUMBLING,)]),
        (("definition", "pain"), SURELY, [(MEANS,)]),
        (("pain", "cost"), SURELY, [(MEANS,)]),
    ],
)
def test_a_story_asks_several_things_only_where_all_of_it_tells_of_each(
    knowledge: Knowledge,
    topics: tuple[str, str],
    whole: list[RankedQuestion],
    expected: list[tuple[str, ...]],
) -> None:
    found = settled_together(
        prepared(knowledge).texts.read(STORY),
        "definition",
        [Question(topic, confidence=0.5) for topic in topics],
        whole,
        [SURELY, OTHER],
        knowledge,
        Thresholds(),
    )
    assert [each.ids(QUESTION) for each in found] == expected
    assert {each.topic for each in found} == {"definition"}


def test_a_story_that_wants_a_person_keeps_it(knowledge: Knowledge) -> None:
    found = settled_together(
        prepared(knowledge).texts.read(STORY),
        "handoff",
        [Question("handoff", confidence=0.9)],
        SURELY,
        [OTHER],
        knowledge,
        Thresholds(),
    )
    assert [each.topic for each in found] == ["handoff"]


def test_where_a_type_is_named_its_own_answer_is_given(knowledge: Knowledge) -> None:
    asked = Question("providers", (Detail("treatment_type", "light"),), confidence=0.5)
    likely = [RankedQuestion(MEANS, 0.7, 0.9)]
    assert settled(asked, likely, knowledge, Thresholds()) == asked
    # Who surely asks something else of it, under the same topic, gets that.
    assert settled(asked, SURELY, knowledge, Thresholds()) == asked
    of_length = Question("needle_depth", (Detail("depth", 0.4),), confidence=0.5)
    between = [RankedQuestion("between-the-two-ranges", 0.9, 0.9)]
    found = settled(of_length, between, load(DEFAULT_FOLDER), Thresholds())
    assert found.ids(QUESTION) == ("between-the-two-ranges",)


BOTH = "what does rolling mean and what does tumbling mean"


def told(whole: list[RankedQuestion], knowledge: Knowledge, *, text: str = BOTH) -> list[str]:
    """The parts of a message, the first on rolling and the second on tumbling."""
    read = prepared(knowledge).texts.read(text)
    within = asking_parts(
        read, {each: [RankedIntent("definition", 0.9)] for each in stretches_of(read)}
    )
    ranked = {each.stretch: SURELY if each.stretch.start == 0 else OTHER for each in within}
    found = told_apart(read, within, {**ranked, read.whole: whole}, knowledge, Thresholds())
    return [read.of(each.stretch) for each in found]


def test_two_questions_of_one_topic_are_told_apart(knowledge: Knowledge) -> None:
    both = [RankedQuestion(MEANS, 0.6, 0.8), RankedQuestion(TUMBLING, 0.3, 0.8)]
    assert told(both, knowledge) == ["what does rolling mean", "what does tumbling mean"]


def test_they_are_one_where_all_of_the_message_tells_of_a_third(knowledge: Knowledge) -> None:
    third = [RankedQuestion("difference", 0.9, 0.8), *SURELY, *OTHER]
    assert told(third, knowledge) == []
    assert told(SURELY, knowledge) == []


def test_a_part_in_doubt_that_nothing_comes_near_is_left_out(knowledge: Knowledge) -> None:
    def asked(confidence: float, closeness: float) -> list[str]:
        found = settled_together(
            prepared(knowledge).texts.read(BOTH),
            "definition",
            [Question("definition", confidence=0.9), Question("pain", confidence=confidence)],
            [],
            [SURELY, [RankedQuestion(TUMBLING, 0.2, closeness)]],
            knowledge,
            Thresholds(),
        )
        return [each.topic for each in found]

    assert asked(0.48, 0.3) == ["definition"]
    assert asked(0.48, 0.5) == ["definition", "pain"]
    assert asked(0.7, 0.3) == ["definition", "pain"]


def parts_of(
    knowledge: Knowledge, *parts: tuple[Question, list[RankedQuestion]]
) -> list[tuple[str, tuple[str, ...]]]:
    found = settled_together(
        prepared(knowledge).texts.read(BOTH),
        "definition",
        [question for question, _ in parts],
        [],
        [ranked for _, ranked in parts],
        knowledge,
        Thresholds(),
    )
    return [(each.topic, each.ids(QUESTION)) for each in found]


FIRST = (Question("definition", words="what does rolling mean", confidence=0.9), SURELY)


def test_what_seems_none_of_ours_beside_one_that_is_comes_to_what_is_near(
    knowledge: Knowledge,
) -> None:
    other = Question("out_of_scope", words="a friend says it tumbles", confidence=0.7)
    near, far = [RankedQuestion(TUMBLING, 0.7, 0.52)], [RankedQuestion(TUMBLING, 0.5, 0.52)]
    friend = replace(other, words="a friend says tumbling")
    assert parts_of(knowledge, FIRST, (friend, near))[1] == ("definition", (TUMBLING,))
    assert parts_of(knowledge, FIRST, (friend, far))[1] == ("out_of_scope", ())
    # "It" may be anything.
    assert parts_of(knowledge, FIRST, (other, near))[1] == ("out_of_scope", ())
    # Alone it stays what it is.
    assert parts_of(knowledge, (friend, near), (friend, near))[0] == ("out_of_scope", ())


def test_a_part_that_only_refers_to_another_is_none_of_its_own(knowledge: Knowledge) -> None:
    far = [RankedQuestion(TUMBLING, 0.3, 0.5)]
    refers = Question("pain", words="is that in the way", confidence=0.55)
    assert parts_of(knowledge, FIRST, (refers, far)) == [("definition", (MEANS,))]
    names = replace(refers, words="is my leg in the way")
    assert len(parts_of(knowledge, FIRST, (names, far))) == 2


def test_a_gap_that_is_hardly_likelier_comes_after_what_is_known() -> None:
    known = load(DEFAULT_FOLDER)
    topic = known.questions["when-to-call"].topic
    asks = Question(topic, words="what should make me call", confidence=0.7)
    for share, first in ((0.35, "when-to-call"), (0.1, "gap-night-weekend-call")):
        ranked = [
            RankedQuestion("gap-night-weekend-call", 0.5, 0.6),
            RankedQuestion("when-to-call", share, 0.6),
        ]
        assert settled(asks, ranked, known, Thresholds()).ids(QUESTION) == (first,)


def test_parts_that_all_of_it_tells_of_may_be_less_sure(knowledge: Knowledge) -> None:
    read = prepared(knowledge).texts.read(BOTH)
    within = asking_parts(
        read, {each: [RankedIntent("definition", 0.9)] for each in stretches_of(read)}
    )
    less = {True: [RankedQuestion(MEANS, 0.6, 0.47)], False: [RankedQuestion(TUMBLING, 0.95, 0.47)]}
    ranked = {each.stretch: less[each.stretch.start == 0] for each in within}
    both = [RankedQuestion(MEANS, 0.9, 0.8), RankedQuestion(TUMBLING, 0.05, 0.8)]
    hardly = [RankedQuestion(MEANS, 0.95, 0.8), RankedQuestion(TUMBLING, 0.01, 0.8)]

    def parts(whole: list[RankedQuestion]) -> int:
        seen = {**ranked, read.whole: whole}
        return len(told_apart(read, within, seen, knowledge, Thresholds()))

    assert parts(both) == 2
    assert parts(hardly) == 0
