"""Graph component that reads a message with `language/` and notes what it found."""

from dataclasses import dataclass
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.model import Knowledge
from language.entities import Entity
from language.joints import halves
from language.reading import Reader, Reading
from nlu.knowledge_component import KnowledgeComponent

SENTENCES = "sentences"
"""Message property with what may be asked, as `Sentence`s: the message first, then its clauses."""
HALVES = "halves"
"""Message property with the ways in which it may be two questions: pairs of `Sentence`s."""
READING = "reading"
"""Message property with the whole `Reading`, for the components that follow; not in the output."""

INTENT_MESSAGE_PREFIX = "/"


@dataclass(frozen=True)
class Sentence:
    """A stretch of the normalised text, `start` to `end`, that may be a question of its own."""

    start: int
    end: int
    is_question: bool
    corrected: str
    """Its words, with their spelling mended."""


def sentences_of(reading: Reading, reader: Reader) -> list[Sentence]:
    """The whole message, then its clauses where there are several."""
    spans = [(0, len(reading.text), True)]
    if len(reading.clauses) > 1:
        spans += [(clause.start, clause.end, clause.is_question) for clause in reading.clauses]
    return [
        Sentence(start, end, is_question, reader.correct(reading.text[start:end]))
        for start, end, is_question in spans
    ]


def halves_of(reading: Reading, reader: Reader) -> list[tuple[Sentence, Sentence]]:
    """The ways in which the message may be two questions joined by a word."""

    def sentence(start: int, end: int) -> Sentence:
        return Sentence(start, end, True, reader.correct(reading.text[start:end]))

    return [
        (sentence(*first), sentence(*second))
        for first, second in halves(reading.text, reading.entities)
    ]


def as_rasa_entity(entity: Entity) -> dict[str, Any]:
    """Writes an entity the way Rasa's tracker keeps it."""
    return {
        "entity": entity.kind,
        "value": entity.value,
        "start": entity.start,
        "end": entity.end,
        "text": entity.text,
        "negated": entity.negated,
        "extractor": "MessageReader",
    }


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class MessageReader(KnowledgeComponent[Reader]):
    """Finds entities, clauses and ellipsis in messages; follows edits of the knowledge files."""

    def make(self, knowledge: Knowledge) -> Reader:
        """Makes the reader of the knowledge's words."""
        return Reader(knowledge)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds `entities` and the reading to each message that a person typed."""
        reader = self.current()
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith(INTENT_MESSAGE_PREFIX):
                continue
            reading = reader.read(text)
            message.set(READING, reading)
            message.set(SENTENCES, sentences_of(reading, reader))
            message.set(HALVES, halves_of(reading, reader))
            message.set(ENTITIES, [as_rasa_entity(e) for e in reading.entities], add_to_output=True)
        return messages
