"""What the graph components share that work with something made of the knowledge files."""

import logging
from abc import abstractmethod
from typing import Any, Generic, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from knowledge.live import LiveKnowledge
from knowledge.model import Knowledge
from settings import Settings

Made = TypeVar("Made")

logger = logging.getLogger(__name__)


class KnowledgeComponent(GraphComponent, Generic[Made]):
    """A component that learns nothing and follows edits of the knowledge files."""

    def __init__(self, live_knowledge: LiveKnowledge, config: dict[str, Any]) -> None:
        self._knowledge = live_knowledge
        self.config = config
        self._made: tuple[str, Made] | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "KnowledgeComponent[Made]":
        """Creates the component (called by Rasa)."""
        folder = Settings().KNOWLEDGE_FOLDER
        live = LiveKnowledge(folder, on_refused=lambda error: logger.error("%s", error))
        return cls(live, config)

    @abstractmethod
    def make(self, knowledge: Knowledge) -> Made:
        """Makes what the component works with."""

    def current(self) -> Made:
        """Returns what was made of the newest knowledge that is in order."""
        knowledge = self._knowledge.current()
        if self._made is None or self._made[0] != knowledge.version:
            self._made = knowledge.version, self.make(knowledge)
        return self._made[1]
