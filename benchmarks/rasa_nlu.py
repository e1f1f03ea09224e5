"""Rasa's understanding of messages, trained and asked in this process."""

import asyncio
import contextlib
import io
import json
import logging
import os
import time
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nlu.rasa_environment import RASA_ENVIRONMENT

WARM_UP = 5
"""Messages read before the clock counts: the first ones pay for what is set up late."""


class RasaFailed(Exception):
    """Rasa trained no model, or could not load one."""


@dataclass(frozen=True)
class Example:
    """A sentence with its intent."""

    text: str
    intent: str


@dataclass(frozen=True)
class Parsed:
    """What Rasa made of a message, and how long it took."""

    result: Mapping[str, Any]
    milliseconds: float


@contextlib.contextmanager
def quiet_rasa(cache: Path) -> Iterator[None]:
    """Lets Rasa work without telemetry, chatter, or anything kept from earlier runs.

    Args:
        cache: A folder of this run for what Rasa keeps between trainings.
    """
    os.environ.update(RASA_ENVIRONMENT, RASA_CACHE_DIRECTORY=str(cache))
    # Filters would not do: packages that Rasa imports reset them. What is recorded is not shown.
    with warnings.catch_warnings(record=True), contextlib.redirect_stdout(io.StringIO()):
        logging.disable(logging.WARNING)
        try:
            yield
        finally:
            logging.disable(logging.NOTSET)


def train(config: Path, examples: Iterable[Example], folder: Path) -> tuple[Path, float]:
    """Trains the understanding part of a configuration.

    Args:
        config: A Rasa configuration with a pipeline.
        examples: What it learns from.
        folder: Takes the examples and the model.

    Returns:
        The model, and the seconds that training took.

    Raises:
        RasaFailed: If there is no model in the end.
    """
    # Rasa's JSON form takes a sentence as it stands; in YAML, brackets would be read as entities.
    data = folder / "examples.json"
    common = [{"text": each.text, "intent": each.intent, "entities": []} for each in examples]
    data.write_text(json.dumps({"rasa_nlu_data": {"common_examples": common}}), "utf-8")

    from rasa.model_training import train_nlu  # takes seconds, so not before it is needed

    begun = time.perf_counter()
    model = train_nlu(str(config), str(data), str(folder), fixed_model_name="nlu")
    seconds = time.perf_counter() - begun
    if model is None:
        raise RasaFailed(f"Rasa trained no model with {config}.")
    return Path(model), seconds


def parse(model: Path, texts: Sequence[str]) -> list[Parsed]:
    """Reads messages one after the other with a trained model.

    Raises:
        RasaFailed: If the model cannot be loaded.
    """
    from rasa.core.agent import Agent  # takes seconds, so not before it is needed
    from rasa.utils.log_utils import configure_structlog

    # Otherwise every message is written out, and timed with that.
    configure_structlog(logging.ERROR)
    agent = Agent.load(str(model))
    if not agent.is_ready():
        raise RasaFailed(f"Rasa cannot load {model}.")

    async def parse_all() -> list[Parsed]:
        for text in texts[:WARM_UP]:
            await agent.parse_message(text)
        return [await timed(text) for text in texts]

    async def timed(text: str) -> Parsed:
        begun = time.perf_counter()
        result = await agent.parse_message(text)
        return Parsed(result, (time.perf_counter() - begun) * 1000)

    return asyncio.run(parse_all())
