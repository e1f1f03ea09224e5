"""In which manner a message is said: by itself, leaning on what was said before, or as a remark.

"So wait till I stop?" can only be told by what was asked before, "how much is it" by itself, and
"oh well, let me ask my wife" asks nothing. A model of its own learns the three from examples
(intent `manner` of `data/nlu.yml`), beside the examples of the particular questions, which stand by
themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from understanding.intent_model import RankedIntent

MANNER = "manner"
"""The intent of the examples; their kind is one of the three."""
LEANING, STANDING, REMARK = "leaning", "standing", "remark"
_CORRECTS = re.compile(r"\bi (?:meant|ment|mean)\b(?! it\b)", re.IGNORECASE)
_REFERS = re.compile(
    r"\b(?:both|either|neither|one of them|the other one)\b(?! (?:my|the|of my|our)\b)",
    re.IGNORECASE,
)
_PREFIX = f"{MANNER}/"
_MOST_WORDS, _MOST_STANDING = 20, 1000
"""How long and how many the questions are that stand for all that are asked by themselves."""


@dataclass(frozen=True)
class Manner:
    """How likely a message leans on what was said before, and asks nothing; 0 to 1."""

    leaning: float = 0.0
    """Of what asks something."""
    remark: float = 0.0


def as_corrected(manner: Manner, words: str) -> Manner:
    """The manner of a message, which leans where it puts right what was said before it.

    Args:
        manner: As it was learnt.
        words: The message, normalised.
    """
    return replace(manner, leaning=1.0) if _CORRECTS.search(words) else manner


def as_referring(manner: Manner, words: str) -> Manner:
    """The manner of a clause, which leans where it speaks of two things that it does not name.

    Args:
        manner: As it was learnt.
        words: The clause, normalised.
    """
    return replace(manner, leaning=1.0) if _REFERS.search(words) else manner


def is_manner(label: str) -> bool:
    """Whether examples with this label show a manner, and teach nothing else."""
    return label.startswith(_PREFIX)


def manner_examples(
    sentences: Sequence[str], labels: Sequence[str], questions: Sequence[str]
) -> tuple[list[str], list[str]]:
    """What the manners are learnt from: sentences, and the manner of each.

    Args:
        sentences: All examples.
        labels: What each shows.
        questions: What the particular questions are recognized by.
    """
    shown = [
        (s, each.removeprefix(_PREFIX))
        for s, each in zip(sentences, labels, strict=True)
        if is_manner(each)
    ]
    short = [each for each in questions if len(each.split()) <= _MOST_WORDS]
    # Some of all topics, in the order of the file.
    some = short[:: max(1, len(short) // _MOST_STANDING)] if shown else []
    return [*(s for s, _ in shown), *some], [*(m for _, m in shown), *(STANDING for _ in some)]


def manner_of(ranking: Sequence[RankedIntent]) -> Manner:
    """The manner of a message, as its model ranks the three."""
    shares = {each.name: each.confidence for each in ranking}
    asks = shares.get(LEANING, 0.0) + shares.get(STANDING, 0.0)
    total = asks + shares.get(REMARK, 0.0)
    if not total or not asks:
        return Manner()
    return Manner(shares.get(LEANING, 0.0) / asks, shares.get(REMARK, 0.0) / total)
