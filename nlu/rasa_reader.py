"""Reading messages with a trained model, by Rasa in this process."""

import asyncio
import logging
import os
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from knowledge.model import Knowledge
from knowledge.treatments import Span
from nlu.rasa_environment import RASA_ENVIRONMENT
from understanding.understood import Detail, Question, Sign, Understood

_INTENT = "ask_"
_NOT_UNDERSTOOD = "nlu_fallback"


def rasa_reader(model: Path, knowledge: Knowledge) -> Callable[[str], Understood]:
    """Gives what reads messages with a model.

    Args:
        model: The archive that `rasa train` wrote.
        knowledge: Unused: Rasa's components read the folder in force themselves.
    """
    os.environ.update(RASA_ENVIRONMENT)
    with warnings.catch_warnings(record=True):
        logging.disable(logging.WARNING)
        from rasa.core.agent import Agent  # takes seconds, so not before it is needed
        from rasa.utils.log_utils import configure_structlog

        configure_structlog(logging.ERROR)
        agent = Agent.load(str(model))
        logging.disable(logging.NOTSET)

    def read(text: str) -> Understood:
        return _understood(asyncio.run(agent.parse_message(text)))

    return read


def _understood(parsed: Mapping[str, Any]) -> Understood:
    whole = {"intent": parsed["intent"]["name"], "entities": parsed.get("entities", ())}
    found = [whole] if whole["intent"] == _NOT_UNDERSTOOD else parsed.get("questions") or [whole]
    sign = parsed.get("warning_sign")
    return Understood(
        tuple(
            Question(_topic(each["intent"]), tuple(_details(each)), each.get("text", ""))
            for each in found
        ),
        sign and Sign(sign["level"], sign["sign"], "both"),
    )


def _topic(intent: str) -> str:
    return "unclear" if intent == _NOT_UNDERSTOOD else intent.removeprefix(_INTENT)


def _details(question: Mapping[str, Any]) -> Iterator[Detail]:
    for entity in question.get("entities", ()):
        value = entity["value"]
        if isinstance(value, Mapping):
            value = Span.model_validate(value)
        yield Detail(entity["entity"], value, entity.get("negated") is True)
