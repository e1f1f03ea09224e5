"""A message with all that the models say of it, each sentence read once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from knowledge.model import Knowledge
from knowledge.questions import KnownQuestion
from language.clauses import Stretch
from language.text import Text
from understanding.asking import asks_plainly
from understanding.by_treatment import is_on_ours, spoken_alike
from understanding.choosing import OUT_OF_SCOPE, Part, stretches_of
from understanding.each_asked import Clause, asking_clauses
from understanding.encoder import Vectors
from understanding.intent_model import RankedIntent
from understanding.learned_signs import LEVELS
from understanding.likely_asked import Readings
from understanding.manner import Manner
from understanding.model import Model, Thresholds
from understanding.particular import QuestionRanker, RankedQuestion
from understanding.read_in_conversation import (
    InConversation,
    asked,
    asking_words,
    in_conversation,
)
from understanding.so_far import SoFar
from understanding.telling import is_fresh
from understanding.topics import after_a_session, named_ours, topic_of, weighed
from understanding.understood import Detail


class Encoded(NamedTuple):
    """Sentences as vectors, one a row, and the likeliest topics of each."""

    vectors: Vectors
    topics: Sequence[Sequence[RankedIntent]]


class HeardClause(NamedTuple):
    """A main clause that asks, with all that the models say of it.

    Attributes:
        clause: It.
        alone: Its words by themselves, one row.
        around: They with what is told for it, one row.
        ways: What stands before it in its message, as `clause.ways` has it.
        manner: How it is said.
        meant: The shares of signs of it with what is told for it.
    """

    clause: Clause
    alone: Encoded
    around: Encoded
    ways: Encoded
    manner: Manner
    meant: Sequence[RankedIntent]


class Heard(NamedTuple):
    """A message with all that the models say of it.

    Attributes:
        text: The message.
        stretches: What of it was read by itself, all of it first.
        ways: What it may leave out.
        encoded: All stretches and all sentences of `ways`, as tuned, with their topics.
        published: All of it as published, one row.
        meant: The shares of signs of each stretch.
        clauses: Its main clauses that ask, where there are several, or the one of a story.
    """

    text: Text
    stretches: list[Stretch]
    ways: InConversation
    encoded: Encoded
    published: Vectors
    meant: Mapping[Stretch, Sequence[RankedIntent]]
    clauses: Sequence[HeardClause]

    @property
    def topics(self) -> dict[Stretch, Sequence[RankedIntent]]:
        """The topics of each stretch, the likeliest first."""
        return dict(zip(self.stretches, self.encoded.topics, strict=False))


def hear(
    text: Text, person: Iterable[Detail], so_far: SoFar, knowledge: Knowledge, model: Model
) -> Heard:
    """Read a message, alone and in its conversation.

    Args:
        text: The message.
        person: What it tells of whoever writes.
        so_far: What the conversation holds.
        knowledge: The version in force.
        model: What was learnt.
    """
    person = tuple(person)
    stretches = stretches_of(text)
    asking = asking_words(text)
    ways = in_conversation(asking, so_far, knowledge)
    ways = ways._replace(has_several=asking != text.corrected(text.whole))
    clauses = asking_clauses(text, person, so_far, knowledge)
    sentences = [*map(text.corrected, stretches), *ways.sentences]
    known = len(sentences)
    for each in clauses:
        sentences += [*map(text.corrected, (each.stretch, each.around)), *each.ways.sentences]
    said = sentences
    sentences = [spoken_alike(each, knowledge) for each in said]
    vectors, tuned, intents, signs = _ranked(sentences, said, model)
    topics = by_topic(intents, model.thresholds, is_fresh((*so_far.person, *person)))
    topics = [
        named_ours(each) if is_on_ours(of, knowledge) else each
        for each, of in zip(topics, said, strict=True)
    ]
    meant = dict(zip(stretches, signs, strict=False))
    heard: list[HeardClause] = []
    start = known
    for each in clauses:
        end = start + 2 + len(each.ways.sentences)
        alone, around, behind = (
            Encoded(tuned[rows], topics[rows])
            for rows in (
                slice(start, start + 1),
                slice(start + 1, start + 2),
                slice(start + 2, end),
            )
        )
        manner = model.manner(sentences[start], vectors[start : start + 1])
        heard.append(HeardClause(each, alone, around, behind, manner, signs[start + 1]))
        start = end
    topics[0] = _asked_of_us(topics[0], heard, model.thresholds.fallback)
    encoded = Encoded(tuned[:known], topics[:known])
    return Heard(text, stretches, ways, encoded, vectors[:1], meant, heard)


def _asked_of_us(
    whole: list[RankedIntent], clauses: Sequence[HeardClause], fallback: float
) -> list[RankedIntent]:
    """The topics of a message, or of the one clause that asks where only that is surely ours.

    "My sister says it is like a crime scene, can I wear mascara" tells of a crime and asks of
    mascara.
    """
    is_lost = whole[0].name == OUT_OF_SCOPE or whole[0].confidence < fallback
    if len(clauses) != 1 or not is_lost:
        return whole
    asked = list(clauses[0].alone.topics[0])
    is_ours = asked[0].name != OUT_OF_SCOPE and asked[0].confidence > whole[0].confidence
    return asked if is_ours else whole


def _ranked(
    sentences: Sequence[str], said: Sequence[str], model: Model
) -> tuple[Vectors, Vectors, list[list[RankedIntent]], list[Sequence[RankedIntent]]]:
    """Sentences as vectors, published and tuned, with the intents and the signs of each.

    Signs are told both from what is read and from what was said, and the graver counts: the name of
    a treatment may be what tells a warning sign.

    Args:
        sentences: As they are read, another treatment than the first being "it".
        said: The same in the words of the message.
        model: What was learnt.
    """
    known = len(sentences)
    renamed = [n for n in range(known) if sentences[n] != said[n]]
    every = [*sentences, *(said[n] for n in renamed)]
    vectors, tuned = model.encoder.encode_both(every)
    intents, ranked = model.rank(every, vectors, tuned)
    signs: list[Sequence[RankedIntent]] = [*ranked[:known]]
    for n, as_said in zip(renamed, ranked[known:], strict=True):
        signs[n] = graver(signs[n], as_said)
    return vectors[:known], tuned[:known], intents[:known], signs


def graver(one: Sequence[RankedIntent], other: Sequence[RankedIntent]) -> Sequence[RankedIntent]:
    """That of two readings of one sentence which is more like a warning sign, or a graver one."""
    return max(one, other, key=_gravity)


def _gravity(ranking: Sequence[RankedIntent]) -> float:
    weights: dict[str, int] = {level: len(LEVELS) - n for n, level in enumerate(LEVELS)}
    return sum(weights.get(each.name, 0) * each.confidence for each in ranking)


def particular_of(
    heard: Heard, parts: Iterable[Part], knowledge: Knowledge, model: Model
) -> dict[Stretch, list[RankedQuestion]]:
    """The particular questions of all of a message and of its parts, the likeliest first."""
    topics = heard.topics
    asked_in = dict.fromkeys([heard.text.whole, *(part.stretch for part in parts)])
    ranked = model.questions.of(knowledge).rank(
        heard.encoded.vectors[[heard.stretches.index(each) for each in asked_in]],
        [{each.name: each.confidence for each in topics[stretch]} for stretch in asked_in],
    )
    found = dict(zip(asked_in, ranked, strict=True))
    if len(heard.clauses) == 1:
        found[heard.text.whole] = _asked_in_story(heard, model.questions.of(knowledge))
    return found


def readings_of(
    heard: Heard,
    particular: Mapping[Stretch, Sequence[RankedQuestion]],
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
    model: Model,
) -> Readings:
    """What each reading of a message finds: of all of it, its clauses, and in its conversation.

    Args:
        heard: The message.
        particular: The particular questions of all of it and of its parts.
        manner: How it is said.
        so_far: What the conversation holds.
        knowledge: The version in force.
        model: What was learnt.
    """
    text, (vectors, topics) = heard.text, heard.encoded
    behind = range(len(heard.stretches), len(topics))
    said = [0, *behind] if behind else []
    in_words = ranked_in_conversation(
        Encoded(vectors[said], [topics[each] for each in said]),
        heard.ways,
        manner,
        so_far,
        knowledge,
        model,
    )
    parts = [
        ranked
        for stretch, ranked in particular.items()
        if stretch != text.whole and asks_plainly(text.of(stretch))
    ]
    read = [way for each in heard.clauses for way in (each.alone, each.around)]
    if read:
        likely = [{each.name: each.confidence for each in way.topics[0]} for way in read]
        ranker = model.questions.of(knowledge)
        parts += ranker.rank(np.vstack([way.vectors for way in read]), likely)
    return Readings(particular[text.whole], parts, in_words, manner.remark)


def likeliest_of_any(heard: Heard, knowledge: Knowledge, model: Model) -> KnownQuestion | None:
    """What a message is likeliest to ask of any treatment; None where all may be meant anyway.

    It is no answer on the one that is spoken of, but shows what somebody wants: to see to harm.
    """
    whole = knowledge.whole
    if whole is None:
        return None
    likely = [{each.name: each.confidence for each in heard.topics[heard.text.whole]}]
    (ranked,) = model.questions.of(whole).rank(heard.encoded.vectors[:1], likely)
    best = next(iter(ranked), None)
    is_sure = best is not None and best.confidence >= model.thresholds.question[0]
    return whole.questions[best.id] if best is not None and is_sure else None


def _asked_in_story(heard: Heard, ranker: QuestionRanker) -> list[RankedQuestion]:
    (clause,) = heard.clauses
    vectors = np.vstack([heard.encoded.vectors[:1], clause.alone.vectors, clause.ways.vectors])
    topics = (heard.encoded.topics[0], *clause.alone.topics, *clause.ways.topics)
    likely = [{each.name: each.confidence for each in ranking} for ranking in topics]
    return ranker.rank_in_story(vectors, likely)


def topics_likely(
    intents: Iterable[Sequence[RankedIntent]], thresholds: Thresholds
) -> list[dict[str, float]]:
    """How likely each topic is, for each of some sentences."""
    return [
        {each.name: each.confidence for each in ranking}
        for ranking in by_topic(intents, thresholds, is_after=False)
    ]


def by_topic(
    intents: Iterable[Sequence[RankedIntent]], thresholds: Thresholds, is_after: bool
) -> list[list[RankedIntent]]:
    """The topics of each of some sentences, the likeliest first."""
    rankings = [
        weighed([each._replace(name=topic_of(each.name)) for each in ranking], thresholds)
        for ranking in intents
    ]
    return [after_a_session(each) for each in rankings] if is_after else rankings


def ranked_in_conversation(
    said: Encoded,
    ways: InConversation,
    manner: Manner,
    so_far: SoFar,
    knowledge: Knowledge,
    model: Model,
) -> list[RankedQuestion]:
    """The particular questions that a message may ask in its conversation, the likeliest first.

    Args:
        said: The message, and the sentences of `ways`.
        ways: What it may leave out.
        manner: How it is said.
        so_far: What the conversation holds.
        knowledge: The version in force.
        model: What was learnt.
    """
    if not said.topics:
        return []
    topics = [{each.name: each.confidence for each in ranking} for ranking in said.topics]
    last = so_far.topic or "", asked(so_far)
    return model.questions.of(knowledge).rank_in_context(
        said.vectors, topics, last, manner.leaning, len(ways.details), ways.has_several
    )
