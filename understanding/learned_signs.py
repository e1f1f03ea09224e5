"""Warning signs by their meaning: a net beside the patterns of `knowledge/safety.yml`.

No list foresees every way to say that something is wrong. A model of its own learns each level of
warning sign from examples, against the statements that are their harmless neighbors (what is usual
in the first days, what is over, figures of speech), each kind of those as a label, and against all
that visitors ask.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.safety import LevelName
from understanding.intent_model import RankedIntent
from understanding.kinds import TOPIC_TOLD
from understanding.manner import MANNER, REMARK, STANDING, is_manner

LEVEL, KIND = "level", "kind"
"""Metadata in `data/nlu.yml`: the level of a warning sign, the kind of a harmless statement."""
LEVELS: tuple[LevelName, ...] = ("emergency_now", "self_harm", "today")
"""The gravest first."""
INFORM = "inform"
"""The intent of the examples that tell something harmless."""

_ASKED = "asked"
_OF_MANNER = {f"{MANNER}/{REMARK}": f"{INFORM}/{REMARK}", f"{MANNER}/{STANDING}": _ASKED}
"""What is said in the middle of a conversation shows what is harmless there."""
_BETWEEN = "/"
_NEARLY = 0.5
"""A graver level is chosen when it has at least this share of what the likeliest has."""


@dataclass(frozen=True)
class LearnedSign:
    """How much of a text's confidence lies with warning signs, and of which level they are."""

    level: LevelName
    share: float
    """Of all levels together, 0 to 1."""
    own: float
    """Of this level alone, 0 to 1."""
    likeness: float
    """`share` of a confidence that is low where nothing like the text was ever taught, 0 to 1."""


def label_of(intent: str, metadata: Mapping[str, Any] | None) -> str:
    """What an example shows: its intent, with the level or the kind where it names one.

    Args:
        intent: The example's intent.
        metadata: What Rasa keeps of `metadata` in the file of examples: that of the intent lies
            under `intent`.

    Raises:
        ValueError: The level is none that `safety.yml` knows.
    """
    told = (metadata or {}).get("intent") or {}
    level, kind = told.get(LEVEL), told.get(KIND)
    if level is not None and level not in LEVELS:
        raise ValueError(f"{intent}: {LEVEL} has to be one of {', '.join(LEVELS)}, not {level!r}.")
    return _BETWEEN.join(filter(None, (intent, level or kind)))


def is_asked(label: str) -> bool:
    """Whether examples with this label ask something, so that topics are learnt from them."""
    return _BETWEEN not in label


def sign_label_of(label: str) -> str | None:
    """What the examples with a label show of warning signs; None where they show nothing.

    What leans on other messages may go on with a sign: "and it is warm when I touch it".
    """
    if is_manner(label):
        return _OF_MANNER.get(label)
    if is_asked(label):
        return _ASKED
    return label if label.startswith(INFORM) else label.partition(_BETWEEN)[2]


def sign_examples(sentences: Sequence[str], labels: Sequence[str]) -> list[tuple[str, str]]:
    """The examples that show something of warning signs, each with what it shows.

    Args:
        sentences: All examples.
        labels: What each is an example of, as `label_of` gives it.
    """
    shown = ((said, sign_label_of(label)) for said, label in zip(sentences, labels, strict=True))
    return [(said, label) for said, label in shown if label is not None]


def told_examples(examples: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of `sign_examples` that tell something rather than ask."""
    return [(said, label) for said, label in examples if label != _ASKED]


def learned_sign(ranking: Sequence[RankedIntent]) -> LearnedSign | None:
    """The sign that a text is likeliest to be; None if no level was taught."""
    told = sum(each.confidence for each in ranking) or 1.0
    sure = {each.name: each.confidence for each in ranking if each.name in LEVELS}
    if not sure:
        return None
    enough = _NEARLY * max(sure.values())
    gravest = next(level for level in LEVELS if sure.get(level, -1.0) >= enough)
    of_all = sum(sure.values())
    return LearnedSign(gravest, of_all / told, sure[gravest] / told, of_all)


def asking_share(ranking: Sequence[RankedIntent]) -> float:
    """How likely a text asks something rather than tells it; 1 if nobody was taught to tell."""
    told = sum(each.confidence for each in ranking)
    asked = sum(each.confidence for each in ranking if each.name == _ASKED)
    return asked / told if told else 1.0


def told_in(ranking: Sequence[RankedIntent], least: float) -> str | None:
    """The kind of thing that a text tells of rather than asks, of those that have an answer.

    Args:
        ranking: What the model of signs says of the text.
        least: The share of its confidence that is enough.
    """
    told = sum(each.confidence for each in ranking) or 1.0
    intent, _, kind = ranking[0].name.partition(_BETWEEN) if ranking else ("", "", "")
    if intent == INFORM and kind in TOPIC_TOLD and ranking[0].confidence >= least * told:
        return kind
    return None
