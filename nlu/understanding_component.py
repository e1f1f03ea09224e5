"""Rasa's one component for understanding: it trains, keeps and calls `understanding/`.

The gateway understands a message before Rasa gets it, and passes the result on in the message's
metadata. Only without that, as in `rasa shell` and `rasa test`, is the text read here.
"""

import logging
import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge import load
from knowledge.live import LiveKnowledge
from settings import Settings
from understanding.following import follow, intent_of
from understanding.intent_model import IntentModelSettings
from understanding.kinds import NOTICED
from understanding.learned_signs import label_of
from understanding.model import Model, Thresholds, read_folder, settings_of
from understanding.question_examples import question_example
from understanding.reading import read_closely
from understanding.so_far import SoFar
from understanding.training import train
from understanding.understood import Detail, Understood, as_json

INTENT_RANKING = "intent_ranking"
UNDERSTOOD = "understood"
"""The property of a message's metadata, and of what Rasa makes of a message, that holds it all."""
SO_FAR = "so_far"
"""The slot with what the conversation holds."""
PRESSED = "/"
"""Begins the text of a pressed button, which Rasa reads itself."""

TUNED = "tuned-layers.npz"
"""Beside the models: what of training is used again where the examples are nearly the same."""

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(
    [
        DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER,
        DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR,
    ],
    is_trainable=True,
)
class UnderstandingComponent(GraphComponent):
    """Sets the intent, the details and all else that was understood of each message."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        kept: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._kept = kept

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the settings that config.yml may change.

        `encoder` is a folder with another sentence encoder (none: the packaged MiniLM); the rest
        are `IntentModelSettings` and `Thresholds`.
        """
        return {"encoder": None, **vars(IntentModelSettings()), **vars(Thresholds())}

    @staticmethod
    def required_packages() -> list[str]:
        """Returns the packages that must be installed (called by Rasa)."""
        return ["onnx", "onnxruntime", "sklearn", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "UnderstandingComponent":
        """Creates an untrained component (called by Rasa)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "UnderstandingComponent":
        """Loads a trained component (called by Rasa).

        Rasa removes its copy of the model at once; ours stays on disk until the first message that
        has to be read here, which in the service is none.
        """
        kept = tempfile.TemporaryDirectory()
        with model_storage.read_from(resource) as folder:
            shutil.copytree(folder, kept.name, dirs_exist_ok=True)
        return cls(config, model_storage, resource, kept)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the intent examples and keeps the result in the model storage."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        found = [question_example(each.get(TEXT), each.get(METADATA)) for each in examples]
        taught = [example for example in found if example is not None]
        examples = [each for each, of in zip(examples, found, strict=True) if of is None]
        sentences = [example.get(TEXT) for example in examples]
        labels = [label_of(example.get(INTENT), example.get(METADATA)) for example in examples]
        encoder = self._config["encoder"]
        with self._model_storage.write_to(self._resource) as folder:
            train(
                folder,
                sentences,
                labels,
                settings_of(IntentModelSettings, self._config),
                settings_of(Thresholds, self._config),
                Path(encoder) if encoder else None,
                load(Settings().KNOWLEDGE_FOLDER),
                taught,
                _beside_models(Settings().MODEL) / TUNED,
            )
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Sets what was understood of each message that was typed."""
        so_far = SoFar.from_json(tracker.get_slot(SO_FAR))
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith(PRESSED):
                message.set(INTENT, {"name": None, "confidence": 1.0}, add_to_output=True)
            else:
                self._understand(message, text, so_far)
        return messages

    def _understand(self, message: Message, text: str, so_far: SoFar) -> None:
        knowledge = self._knowledge.current()
        read = _passed_on(message)
        if read is None:
            reading = read_closely(text, knowledge, self._model, so_far)
            read = reading.understood
            entities = [
                {
                    **_as_entity(Detail(each.kind, each.value, each.negated)),
                    "start": each.start,
                    "end": each.end,
                    "text": each.text,
                }
                for each in reading.text.entities
            ]
        else:
            details = dict.fromkeys(d for question in read.questions for d in question.details)
            entities = [_as_entity(each) for each in details if each.kind not in NOTICED]
        in_full = follow(read, so_far, knowledge)
        intent = {"name": intent_of(read, in_full), "confidence": read.questions[0].confidence}
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING, [intent], add_to_output=True)
        message.set(ENTITIES, entities, add_to_output=True)
        message.set(UNDERSTOOD, in_full.to_json(), add_to_output=True)

    @cached_property
    def _model(self) -> Model:
        if self._kept is None:
            raise RuntimeError("The component was neither trained nor loaded.")
        return read_folder(Path(self._kept.name))

    @cached_property
    def _knowledge(self) -> LiveKnowledge:
        return LiveKnowledge(
            Settings().KNOWLEDGE_FOLDER, on_refused=lambda error: logger.error("%s", error)
        )


def _beside_models(model: Path) -> Path:
    # Before the first training there is no folder yet.
    folder = model.parent if model.suffix == ".gz" else model
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _passed_on(message: Message) -> Understood | None:
    """What was understood before Rasa got the message; None if that is nothing that can be read.

    It is taken out of the metadata, so that Rasa does not store it twice.
    """
    metadata = message.get(METADATA)
    found = metadata.pop(UNDERSTOOD, None) if isinstance(metadata, dict) else None
    if found is None:
        return None
    try:
        return Understood.from_json(found)
    except ValueError:
        logger.warning("What was passed on with a message is not what `understanding` writes.")
        return None


def _as_entity(detail: Detail) -> dict[str, Any]:
    """A detail the way Rasa's tracker keeps it."""
    return {
        "entity": detail.kind,
        "value": as_json(detail.value),
        "negated": detail.negated,
        "extractor": "UnderstandingComponent",
    }
