"""Graph component that tells what is asked: the intent of each question in a message."""

import logging
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from language.reading import Reading
from nlu.intent_model import IntentModel, IntentModelSettings, RankedIntent
from nlu.learned_signs import label_of, learned_sign, without_signs
from nlu.message_reader import HALVES, INTENT_MESSAGE_PREFIX, READING, SENTENCES, Sentence
from nlu.questions import Part, separate_questions, two_questions
from nlu.sentence_encoder import MINILM_SHA256, SentenceEncoder, packaged_minilm

INTENT_RANKING = "intent_ranking"
QUESTIONS = "questions"
"""Output property: a list of {"text", "intent", "confidence", "entities"}, one a question."""

LEARNED_SIGN = "learned_sign"
"""Output property: the {"level", "confidence"} of the warning sign that the message may be."""

MODEL_FILE = "intent_model.joblib"
RANKING_LENGTH = 10

logger = logging.getLogger(__name__)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Classifies messages by meaning and wording; see `nlu.intent_model` for how."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        folder = config["encoder"]
        self._encoder = (
            SentenceEncoder(Path(folder))
            if folder
            else SentenceEncoder(packaged_minilm(), MINILM_SHA256)
        )
        self._settings = IntentModelSettings(
            **{each.name: config[each.name] for each in fields(IntentModelSettings)}
        )
        self._sure = float(config["part_threshold"])
        self._sure_half = float(config["half_threshold"])
        self._in_passing = frozenset(config["in_passing"])
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the settings that config.yml may change.

        `encoder` is a folder with another sentence encoder (none: the packaged MiniLM);
        `part_threshold` is the confidence from which a part of a message counts as a question of
        its own; `half_threshold` is what each half of a message needs where only a joining word
        tells that it may be two questions; `in_passing` names the intents that count only when
        nothing else is asked; the rest is `IntentModelSettings`.
        """
        defaults = IntentModelSettings()
        return {
            "encoder": None,
            "part_threshold": 0.3,
            "half_threshold": 0.3,
            "in_passing": [],
            **{each.name: getattr(defaults, each.name) for each in fields(IntentModelSettings)},
        }

    @staticmethod
    def required_packages() -> list[str]:
        """Returns the packages that must be installed (called by Rasa)."""
        return ["onnxruntime", "sklearn", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentClassifier":
        """Creates an untrained classifier (called by Rasa)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "IntentClassifier":
        """Loads a trained classifier (called by Rasa)."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(Path(folder) / MODEL_FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the intent examples and keeps the result in the model storage."""
        examples = [e for e in training_data.intent_examples if e.get(TEXT) and e.get(INTENT)]
        sentences = [example.get(TEXT) for example in examples]
        self._model = IntentModel.fit(
            sentences,
            self._encoder.encode(sentences),
            [label_of(example.get(INTENT), example.get(METADATA)) for example in examples],
            self._settings,
        )
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self._model, Path(folder) / MODEL_FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds intents, questions and the likeliest warning sign to each message that was typed."""
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith(INTENT_MESSAGE_PREFIX) or self._model is None:
                # A pressed button: Rasa reads it last, and the fallback until then passes it by.
                message.set(INTENT, {"name": None, "confidence": 1.0}, add_to_output=True)
            else:
                self._classify(message, self._model)
        return messages

    def _classify(self, message: Message, model: IntentModel) -> None:
        text = message.get(TEXT)
        reading: Reading | None = message.get(READING)
        if reading is not None:
            text = reading.text
        sentences: list[Sentence] = message.get(SENTENCES) or [Sentence(0, len(text), True, text)]
        rankings = self._rank(sentences, model)
        sign = learned_sign(rankings)
        if sign is not None:
            message.set(LEARNED_SIGN, asdict(sign), add_to_output=True)
        parts = _parts_of(sentences, rankings)
        questions = separate_questions(
            parts[0], parts[1:], sure=self._sure, in_passing=self._in_passing
        )
        if len(questions) == 1:
            questions = self._two_questions(message, model) or questions
        entities = message.get(ENTITIES, [])
        message.set(INTENT, _as_rasa_intent(questions[0].intent), add_to_output=True)
        message.set(
            INTENT_RANKING,
            [_as_rasa_intent(intent) for intent in questions[0].ranking[:RANKING_LENGTH]],
            add_to_output=True,
        )
        message.set(
            QUESTIONS,
            [
                {
                    "text": text[part.start : part.end],
                    "intent": part.intent.name,
                    "confidence": part.intent.confidence,
                    "entities": _entities_of(part, entities),
                }
                for part in questions
            ],
            add_to_output=True,
        )

    def _two_questions(self, message: Message, model: IntentModel) -> list[Part] | None:
        """Two questions that a word joins, where the message is rather those than one."""
        pairs: list[tuple[Sentence, Sentence]] = message.get(HALVES) or []
        if not pairs:
            return None
        sentences = [sentence for pair in pairs for sentence in pair]
        halves = iter(_parts_of(sentences, self._rank(sentences, model)))
        return two_questions(
            list(zip(halves, halves, strict=True)),
            sure=self._sure_half,
            in_passing=self._in_passing,
        )

    def _rank(self, sentences: list[Sentence], model: IntentModel) -> list[list[RankedIntent]]:
        wordings = [sentence.corrected for sentence in sentences]
        return model.rank(wordings, self._encoder.encode(wordings))


def _parts_of(sentences: list[Sentence], rankings: list[list[RankedIntent]]) -> list[Part]:
    return [
        Part(sentence.start, sentence.end, sentence.is_question, without_signs(ranking))
        for sentence, ranking in zip(sentences, rankings, strict=True)
    ]


def _as_rasa_intent(intent: RankedIntent) -> dict[str, Any]:
    return {"name": intent.name, "confidence": intent.confidence}


def _entities_of(part: Part, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Finds the entities of one question: those within it, and of other kinds those said elsewhere.

    "Does it help stretch marks and how many sessions" asks for the sessions for stretch marks, too.
    """
    within = [e for e in entities if part.start <= e["start"] < part.end]
    kinds_within = {entity["entity"] for entity in within}
    return within + [e for e in entities if e not in within and e["entity"] not in kinds_within]
