"""Warning signs by both nets: what the patterns see and what the meaning is like."""

from collections.abc import Mapping, Sequence

from language.clauses import Stretch, whole_of
from language.text import Text
from understanding.intent_model import RankedIntent
from understanding.learned_signs import LEVELS, LearnedSign, learned_sign
from understanding.model import Thresholds
from understanding.sign_patterns import SignPatterns
from understanding.understood import Sign


def find_sign(
    text: Text,
    patterns: SignPatterns,
    rankings: Mapping[Stretch, Sequence[RankedIntent]],
    thresholds: Thresholds,
) -> Sign | None:
    """The gravest sign that either net sees, or None.

    Each net has the other's doubts: words of a sign need some meaning of one, and where a message
    tells of other times, of others, or jokes, its meaning has to be the surer.

    Args:
        text: The message.
        patterns: Of the safety file in force.
        rankings: Of the message's stretches, as the model of signs gave them.
        thresholds: How sure is sure enough.
    """
    read = patterns.read(text)
    whole = learned_sign(rankings[text.whole])
    sentences = [
        sign
        for sentence in text.sentences
        if (stretch := whole_of(sentence)) in rankings
        and (sign := learned_sign(rankings[stretch])) is not None
    ]
    if whole is None:
        return None
    surest = max(sentences, key=lambda sign: sign.share, default=whole)
    enough = thresholds.sign_sentence if whole.level in read.silenced else thresholds.sign
    learned: LearnedSign | None = None
    if surest.share >= thresholds.sign_sentence and surest.share > whole.share:
        learned = surest
    elif whole.share >= enough:
        learned = whole
    told = read.sign
    if told is not None:
        is_grave = told.level == LEVELS[0]
        least = thresholds.emergency_by_words if is_grave else thresholds.sign_by_words
        told = told if max(whole.share, surest.share) >= least else None
    if told is None:
        return Sign(learned.level, learned.level, "meaning", learned.share) if learned else None
    if (
        learned is not None
        and learned.own >= thresholds.sign_graver
        and LEVELS.index(learned.level) < LEVELS.index(told.level)
    ):
        return Sign(learned.level, learned.level, "both", learned.share)
    return Sign(told.level, told.sign, "both" if learned else "pattern")
