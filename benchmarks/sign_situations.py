"""Where warning signs are told: alone, within a long message, late in a conversation, Rasa down."""

import random
import re
from collections.abc import Callable, Mapping, Sequence

from actions.answering import answer_all
from benchmarks.markdown import table
from knowledge.model import Knowledge
from privacy.personal_data import masked
from settings import Settings
from understanding.model import Model
from understanding.reading import read, understand
from understanding.so_far import SoFar
from understanding.understood import Understood
from web.visitor_text import cleaned

LONG = 900
"""Characters of a long message."""
HARMLESS_TURNS = (
    "hi there",
    "what is microneedling",
    "does it hurt",
    "how long am i red afterwards",
    "is it good for acne scars",
    "how many sessions do i need",
    "and on darker skin?",
    "how much is it",
    "can i wear makeup the next day",
    "ok thanks",
)
"""What is said before, in a conversation that is under way."""

Take = Callable[[str], Understood]


def situations(knowledge: Knowledge, model: Model, stories: Sequence[str]) -> Mapping[str, Take]:
    """How a message is taken in each situation, by its name.

    Args:
        knowledge: The version in force.
        model: What was learnt.
        stories: Harmless ones, to tell a message within.
    """
    late = so_far_after(HARMLESS_TURNS, knowledge, model)
    region = Settings().PHONE_REGION
    return {
        "alone": lambda text: read(text, knowledge, model),
        "second of 900 characters": lambda text: read(second_of(text, stories), knowledge, model),
        "after ten turns": lambda text: understand(text, late, knowledge, model),
        # What the gateway does by itself, before anything behind it is asked.
        "Rasa down": lambda text: read(masked(cleaned(text), region), knowledge, model),
    }


def so_far_after(said: Sequence[str], knowledge: Knowledge, model: Model) -> SoFar:
    """What a conversation holds after these messages."""
    so_far = SoFar()
    for text in said:
        so_far = answer_all(understand(text, so_far, knowledge, model), so_far, knowledge).so_far
    return so_far


def second_of(text: str, stories: Sequence[str]) -> str:
    """A message as the second sentence of a long story, chosen by the message itself."""
    chance = random.Random(text)
    own = text if text.rstrip()[-1:] in (".", "!", "?") else f"{text}."
    sentences = [
        sentence
        for story in chance.sample(stories, len(stories))
        for sentence in re.split(r"(?<=[.!?])\s+", story.strip())
    ]
    told = [sentences[0], own]
    for sentence in sentences[1:]:
        if sum(map(len, told)) + len(told) >= LONG:
            break
        told.append(sentence)
    return " ".join(told)


def situations_table(rows: Sequence[tuple[str, str, int, Mapping[str, int]]]) -> str:
    """The share that went right in each situation, by level and kind, as Markdown.

    Args:
        rows: Level, kind, how many messages, and of how many the outcome was right.
    """
    names = list(rows[0][3])
    return table(
        ("level", "kind", "messages", *names),
        [
            (level, kind, number, *(f"{right[name] / number:.3f}" for name in names))
            for level, kind, number, right in rows
        ],
    )
