"""Warning signs by meaning: a second net beside the patterns of `knowledge/safety.yml`.

No list foresees every way to say that something is wrong, so the examples of `ask_emergency` name
their level, and the intent model learns each level as a label of its own. A message counts as a
sign when they get enough of its confidence together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.safety import LevelName
from understanding.intent_model import RankedIntent

LEVEL = "level"
"""Metadata of the examples in `data/nlu.yml` that show a warning sign."""
LEVELS: tuple[LevelName, ...] = ("emergency_now", "self_harm", "today")
"""The gravest first."""

_BETWEEN = "/"
_NEARLY = 0.5
"""A graver level is chosen when it has at least this share of the confidence of the likeliest."""


@dataclass(frozen=True)
class LearnedSign:
    """How much of a message's confidence lies with warning signs, and of which level they are."""

    level: LevelName
    confidence: float
    """Of all levels together."""
    own: float
    """Of this level alone."""


def label_of(intent: str, metadata: Mapping[str, Any] | None) -> str:
    """What the model learns of an example: its intent, with the level where it names one.

    Args:
        intent: The example's intent.
        metadata: What Rasa keeps of `metadata` in the file of examples: that of the intent lies
            under `intent`.

    Raises:
        ValueError: The level is none that `safety.yml` knows.
    """
    level = ((metadata or {}).get("intent") or {}).get(LEVEL)
    if level is None:
        return intent
    if level not in LEVELS:
        raise ValueError(f"{intent}: {LEVEL} has to be one of {', '.join(LEVELS)}, not {level!r}.")
    return f"{intent}{_BETWEEN}{level}"


def without_signs(ranking: Sequence[RankedIntent]) -> list[RankedIntent]:
    """The intents that a visitor may have, leaving the levels of warning signs out."""
    return [each for each in ranking if _level_of(each) is None]


def learned_sign(
    whole: Sequence[RankedIntent], parts: Iterable[tuple[Sequence[RankedIntent], float]] = ()
) -> LearnedSign | None:
    """The sign that a message is likeliest to be; None if none was taught.

    The whole message decides, unless one of its parts is surely a sign.

    Args:
        whole: Of the message, as the model ranked it.
        parts: Of its parts, each with the confidence that it needs to count by itself.
    """
    sure = [
        sign
        for ranking, enough in parts
        if (sign := _sign_of(ranking)) is not None and sign.confidence >= enough
    ]
    return max(sure, key=lambda sign: sign.confidence, default=_sign_of(whole))


def _sign_of(ranking: Sequence[RankedIntent]) -> LearnedSign | None:
    shares = {level: each.confidence for each in ranking if (level := _level_of(each)) is not None}
    if not shares:
        return None
    enough = _NEARLY * max(shares.values())
    gravest = next(level for level in LEVELS if shares.get(level, -1.0) >= enough)
    return LearnedSign(gravest, sum(shares.values()), shares[gravest])


def _level_of(ranked: RankedIntent) -> LevelName | None:
    _, _, name = ranked.name.partition(_BETWEEN)
    return next((level for level in LEVELS if level == name), None)
