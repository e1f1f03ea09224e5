"""Warning signs by both nets: what the patterns see and what the meaning is like."""

from collections.abc import Mapping, Sequence

from language.clauses import Stretch, whole_of
from language.text import Text
from understanding.intent_model import RankedIntent
from understanding.learned_signs import LEVELS, LearnedSign, learned_sign
from understanding.model import Thresholds
from understanding.sign_patterns import PatternReading, SignPatterns
from understanding.understood import Sign


def find_sign(
    text: Text,
    patterns: SignPatterns,
    rankings: Mapping[Stretch, Sequence[RankedIntent]],
    *,
    is_answered: bool,
    thresholds: Thresholds,
) -> Sign | None:
    """The gravest sign that either net sees, or None.

    Args:
        text: The message.
        patterns: Of the safety file in force.
        rankings: Of the message's stretches, as the model gave them.
        is_answered: Whether the message was understood as a question of ours.
        thresholds: How sure is sure enough.
    """
    read = patterns.read(text)
    sentences = {whole_of(sentence) for sentence in text.sentences}
    learned = learned_sign(
        rankings[text.whole],
        (
            (ranking, thresholds.sign_sentence if stretch in sentences else thresholds.sign_clause)
            for stretch, ranking in rankings.items()
        ),
    )
    if learned is not None and not _counts(learned, read, is_answered, thresholds):
        learned = None
    if read.sign is None:
        if learned is None:
            return None
        return Sign(learned.level, learned.level, "meaning", learned.confidence)
    if (
        learned is not None
        and learned.own >= thresholds.sign_graver
        and LEVELS.index(learned.level) < LEVELS.index(read.sign.level)
    ):
        return Sign(learned.level, learned.level, "both", learned.confidence)
    return Sign(read.sign.level, read.sign.sign, "both" if learned else "pattern")


def _counts(
    learned: LearnedSign, read: PatternReading, is_answered: bool, thresholds: Thresholds
) -> bool:
    """Whether a sign known by its meaning is sure enough.

    The examples tell what hurts, but hardly whether it hurts now: a message that speaks of other
    times, of others, or in figures of speech is left to the patterns.
    """
    enough = thresholds.sign[learned.level]
    if not is_answered:
        enough = min(enough, thresholds.sign_in_doubt)
    return learned.confidence >= enough and learned.level not in read.silenced
