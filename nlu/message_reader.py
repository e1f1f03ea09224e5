"""Graph component that reads a message with `language/` and notes what it found."""

import logging
from dataclasses import dataclass
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.live import LiveKnowledge
from language.entities import Entity
from language.reading import Reader, Reading
from settings import Settings

SENTENCES = "sentences"
"""Message property with what may be asked, as `Sentence`s: the message first, then its clauses."""
READING = "reading"
"""Message property with the whole `Reading`, for the components that follow; not in the output."""

INTENT_MESSAGE_PREFIX = "/"

logger = logging.getLogger(__name__)


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
class MessageReader(GraphComponent):
    """Finds entities, clauses and ellipsis in messages; follows edits of the knowledge files."""

    def __init__(self, live_knowledge: LiveKnowledge) -> None:
        self._knowledge = live_knowledge
        self._reader: Reader | None = None
        self._version = ""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MessageReader":
        """Creates the component (called by Rasa)."""
        folder = Settings().KNOWLEDGE_FOLDER
        return cls(LiveKnowledge(folder, on_refused=lambda error: logger.error("%s", error)))

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds `entities` and the reading to each message that a person typed."""
        reader = self._current_reader()
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith(INTENT_MESSAGE_PREFIX):
                continue
            reading = reader.read(text)
            message.set(READING, reading)
            message.set(SENTENCES, sentences_of(reading, reader))
            message.set(ENTITIES, [as_rasa_entity(e) for e in reading.entities], add_to_output=True)
        return messages

    def _current_reader(self) -> Reader:
        current = self._knowledge.current()
        if self._reader is None or current.version != self._version:
            self._reader = Reader(current)
            self._version = current.version
        return self._reader
