"""Graph component with the last word on a message, warning signs before all else."""

from dataclasses import asdict
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from knowledge.model import Knowledge
from knowledge.safety import LevelName
from language.reading import Reading
from language.warning_signs import WarningSign, WarningSigns
from nlu.intent_classifier import INTENT_RANKING, LEARNED_SIGN, QUESTIONS
from nlu.knowledge_component import KnowledgeComponent
from nlu.message_reader import INTENT_MESSAGE_PREFIX, READING

WARNING_SIGN = "warning_sign"
"""Output property: the {"level", "sign"} that was recognised."""
UNREADABLE = "unreadable"
"""Output property: why the message cannot be read, `language` or `text`; absent where it can be."""

EMERGENCY = "ask_emergency"
FOLLOW_UP = "follow_up"
FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "ask_out_of_scope"
NOT_ANSWERED = frozenset({FALLBACK, OUT_OF_SCOPE})
"""Only here does it matter that a message is in another language: a question that was understood is
answered, whatever its words."""
ABOUT_THE_TREATMENT = frozenset(
    f"ask_{topic}"
    for topic in (
        "definition",
        "how_it_works",
        "benefits",
        "conditions",
        "pain",
        "downtime",
        "side_effects",
        "sessions",
        "results",
        "evidence",
    )
)
"""What is answered here is said of micro-needling, and would be taken for an answer on whatever the
message names instead."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class MessageGuard(KnowledgeComponent[WarningSigns]):
    """Overrules the classifier where a rule knows better.

    - A warning sign is an emergency, whatever else the message says. The patterns of `safety.yml`
    find it; where they do not, what the examples taught does, if it is sure enough.
    - A message that cannot be read (a smiley, a program's command) is not understood, whatever it
    resembles.
    - A question on something of an unknown name ("does Xyrolene cause hair loss") is not ours.
    - A message with nothing but details in it ("and medical?") carries the last question on.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the settings that config.yml may change.

        `sign_thresholds` has for each level the confidence from which a message counts as a warning
        sign by its meaning; `doubt_threshold` is enough where nothing else was understood.
        """
        return {
            "sign_thresholds": {"emergency_now": 0.35, "self_harm": 0.3, "today": 0.4},
            "doubt_threshold": 0.35,
        }

    def make(self, knowledge: Knowledge) -> WarningSigns:
        """Makes the screen for warning signs."""
        return WarningSigns(knowledge.safety)

    def process(self, messages: list[Message]) -> list[Message]:
        """Replaces the intent of each message that a rule knows better about."""
        signs = self.current()
        for message in messages:
            text = message.get(TEXT)
            if not text or text.startswith(INTENT_MESSAGE_PREFIX):
                continue
            reading: Reading | None = message.get(READING)
            sign = signs.find(text) or self._learned(message, signs)
            if sign is not None:
                message.set(WARNING_SIGN, asdict(sign), add_to_output=True)
                _overrule(message, EMERGENCY)
            elif reading is not None and not reading.is_readable:
                why = "text" if reading.is_latin else "language"
                message.set(UNREADABLE, why, add_to_output=True)
                _overrule(message, FALLBACK)
            elif reading is not None and reading.is_elliptical and reading.entities:
                _overrule(message, FOLLOW_UP)
            elif (
                reading is not None
                and reading.has_unknown_subject
                and [each["intent"] for each in message.get(QUESTIONS, [])]
                == [message.get(INTENT, {}).get("name")]
                and message.get(INTENT)["name"] in ABOUT_THE_TREATMENT
            ):
                _overrule(message, OUT_OF_SCOPE)
            elif message.get(INTENT, {}).get("name") in NOT_ANSWERED:
                if reading is not None and reading.is_foreign:
                    message.set(UNREADABLE, "language", add_to_output=True)
                    _overrule(message, FALLBACK)
                elif message.get(INTENT)["name"] == FALLBACK:
                    _overrule(message, FALLBACK)
        return messages

    def _learned(self, message: Message, signs: WarningSigns) -> WarningSign | None:
        """The warning sign that the message is by its meaning, if that is sure enough.

        The examples tell what hurts, but hardly whether it hurts now: a message that speaks of
        other times, of others, or in figures of speech is left to the patterns.
        """
        learned: dict[str, Any] | None = message.get(LEARNED_SIGN)
        if learned is None:
            return None
        level: LevelName = learned["level"]
        enough = self.config["sign_thresholds"][level]
        if message.get(INTENT, {}).get("name") in NOT_ANSWERED:
            enough = min(enough, self.config["doubt_threshold"])
        if learned["confidence"] < enough or signs.is_silenced(message.get(TEXT), level):
            return None
        return WarningSign(level, level)


def _overrule(message: Message, intent: str) -> None:
    """Makes `intent` the message's only one, in every place that carries it."""
    certain = {"name": intent, "confidence": 1.0}
    ranking = [each for each in message.get(INTENT_RANKING, []) if each["name"] != intent]
    message.set(INTENT, certain, add_to_output=True)
    message.set(INTENT_RANKING, [certain, *ranking], add_to_output=True)
    question = {
        "text": message.get(TEXT),
        "intent": intent,
        "confidence": 1.0,
        "entities": message.get(ENTITIES, []),
    }
    message.set(QUESTIONS, [question], add_to_output=True)
