"""A message with all that the models say of it, each sentence read once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.model import Knowledge
from language.clauses import Stretch
from language.text import Text
from understanding.choosing import Part, stretches_of
from understanding.encoder import Vectors
from understanding.intent_model import RankedIntent
from understanding.model import Model, Thresholds
from understanding.particular import RankedQuestion
from understanding.read_in_conversation import InConversation, in_conversation
from understanding.so_far import SoFar
from understanding.telling import is_fresh
from understanding.topics import after_a_session, topic_of, weighed
from understanding.understood import Detail


class Encoded(NamedTuple):
    """Sentences as vectors, one a row, and the likeliest topics of each."""

    vectors: Vectors
    topics: Sequence[Sequence[RankedIntent]]


class Heard(NamedTuple):
    """A message with all that the models say of it.

    Attributes:
        text: The message.
        stretches: What of it was read by itself, all of it first.
        ways: What it may leave out.
        encoded: All stretches and all sentences of `ways`, as tuned, with their topics.
        published: All of it as published, one row.
        meant: The shares of signs of each stretch.
    """

    text: Text
    stretches: list[Stretch]
    ways: InConversation
    encoded: Encoded
    published: Vectors
    meant: Mapping[Stretch, Sequence[RankedIntent]]

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
    stretches = stretches_of(text)
    ways = in_conversation(text.corrected(text.whole), so_far, knowledge)
    sentences = [*map(text.corrected, stretches), *ways.sentences]
    vectors, tuned = model.encoder.encode_both(sentences)
    intents, signs = model.rank(sentences, vectors, tuned)
    topics = by_topic(intents, model.thresholds, is_fresh((*so_far.person, *person)))
    meant = dict(zip(stretches, signs, strict=False))
    return Heard(text, stretches, ways, Encoded(tuned, topics), vectors[:1], meant)


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
    return dict(zip(asked_in, ranked, strict=True))


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
