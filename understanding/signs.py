"""Warning signs by both nets: what the patterns see and what the meaning is like."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from language.clauses import Stretch, whole_of
from language.text import Text
from language.words import words_of
from understanding.asking import asks_plainly
from understanding.cues import norms_of
from understanding.intent_model import RankedIntent
from understanding.learned_signs import LEVELS, LearnedSign, learned_sign
from understanding.model import Thresholds
from understanding.sign_patterns import PatternReading, SignPatterns
from understanding.understood import Sign

_FEW_SENTENCES, _FEW_WORDS = 3, 50
"""Of a message with more of both each sentence counts by itself: what all of it means is mostly its
story."""
_SHORT, _LIKE = 12, 0.23
"""Of one sentence of so few words the share alone says little: "and a facial next week?" is like
nothing that was taught, and whatever is most of that is no sign yet. It has to be so like one."""
_SILENCED_SENTENCE, _SILENCED_CHECK = 0.42, 0.4
"""What one sentence needs for an alarm in a message that tells of other times or of others; and
how like a sign for today one such sentence must be to be asked about."""
_FAINTEST = 0.22
"""How like a sign a message must be at least, where only its meaning tells of one."""
_UNLIKE = 0.1
"""Below which likeness the words of a grave sign are those of a question: "I had a heart attack in
2018, am I still allowed this"."""
_CRIES = words_of("emergency urgent help sos asap")
"""Sentences of which alone say nothing beside others: "Emergency! I forgot to book"."""
_TREATMENT = words_of("""
    needled needling microneedling microneedled dermaroller roller dermapen pen rolled session
    treatment
    """)
_WHEN = words_of("""
    i ive i've 've we had have has did done got used was been a an the my it its it's 's is at
    with w you u guys on in for and so just ok hi hello now face cheeks cheek neck scalp body
    micro derma home mm appointment first second third last 1st 2nd 3rd one two three four five
    six seven eight nine ten days day weeks week months month ago yesterday today night nite
    morning monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur
    thurs fri sat sun
    """)
"""Words that, beside one for the treatment, tell no more than that it was had, and when."""


class Found(NamedTuple):
    """What is sure, or else what is in doubt; never both."""

    sign: Sign | None = None
    check: Sign | None = None
    named: tuple[str, ...] = ()
    """The signs that its words name, of one that is sure."""
    likeness: float = 0.0
    """How like a sign it is by its meaning, 0 to 1."""


def find_sign(
    text: Text,
    patterns: SignPatterns,
    rankings: Mapping[Stretch, Sequence[RankedIntent]],
    thresholds: Thresholds,
) -> Found:
    """The gravest sign that either net sees, as sure or as in doubt.

    Each net has the other's doubts: words of a sign need some meaning of one, and where a message
    tells of other times, of others, or jokes, its meaning has to be the surer.

    Args:
        text: The message.
        patterns: Of the safety file in force.
        rankings: Of the message's stretches, as the model of signs gave them.
        thresholds: How sure is sure enough.
    """
    whole = learned_sign(rankings[text.whole])
    if whole is None:
        return Found()
    spoken = [whole_of(sentence) for sentence in text.sentences]
    spoken = [each for each in spoken if not _tells_when(text.of(each))]
    if text.sentences and not spoken:
        return Found()
    spoken = [each for each in spoken if not _CRIES.issuperset(norms_of(text.of(each)))] or spoken
    sentences = [
        sign
        for each in spoken
        if each in rankings and (sign := learned_sign(rankings[each])) is not None
    ] or [whole]
    if _is_mostly_story(text) or _is_unlike(text, whole):
        whole = None
    read = patterns.read(text)
    surest = _surest([*sentences, *([whole] if whole else [])], thresholds)
    named = _named(surest, read, thresholds)
    told = _Told(whole, sentences, named if read.sign is not None else None)
    sure_of_all = {
        level: thresholds.sign_silenced if level in read.silenced else least
        for level, least in thresholds.sign.items()
    }
    sure_of_one = {
        level: max(least, _SILENCED_SENTENCE) if level in read.silenced else least
        for level, least in thresholds.sign_sentence.items()
    }
    likeness = max(each.likeness for each in filter(None, map(learned_sign, rankings.values())))
    if read.sign is None and likeness < _FAINTEST:
        return Found()
    if told.reaches(thresholds.sign_by_words, sure_of_all, sure_of_one):
        return Found(sign=named, named=read.named, likeness=likeness)
    is_past = read.sign is None and named.level == "today" and "today" in read.silenced
    if is_past and likeness < _SILENCED_CHECK and len(text.sentences) == 1:
        return Found()
    is_grave = read.sign is not None and read.sign.level != "today"
    is_grave &= likeness >= _UNLIKE or not asks_plainly(text.normalised)
    if (is_grave and not read.silenced) or told.reaches(
        thresholds.check_by_words, thresholds.check, thresholds.check_sentence
    ):
        return Found(check=named, likeness=likeness)
    return Found()


def _tells_when(said: str) -> bool:
    """Whether a sentence tells no more than that the treatment was had, and when."""
    words = {word for word in norms_of(said) if not word[0].isdigit()}
    return not _TREATMENT.isdisjoint(words) and words <= _TREATMENT | _WHEN


def _is_mostly_story(text: Text) -> bool:
    return len(text.sentences) > _FEW_SENTENCES and len(text.normalised.split()) > _FEW_WORDS


def _is_unlike(text: Text, whole: LearnedSign) -> bool:
    """Whether a message is too short, and too unlike what was taught, for its share to count."""
    is_short = len(text.sentences) == 1 and len(text.normalised.split()) <= _SHORT
    return is_short and whole.likeness < _LIKE


class _Told(NamedTuple):
    """What a message tells of signs: by all of it, by its sentences, and by its words."""

    whole: LearnedSign | None
    sentences: Sequence[LearnedSign]
    in_words: Sign | None
    """What comes of the words, with the surest of the meaning."""

    def reaches(
        self,
        by_words: Mapping[str, float],
        of_all: Mapping[str, float],
        of_one: Mapping[str, float],
    ) -> bool:
        """Whether it is enough, by what each of the three needs for its level.

        One sentence of many has to be like a sign: much of what people tell of their day is like
        nothing that was taught, and whatever share of that is a sign's says little.
        """
        if self.in_words is not None and self.in_words.confidence >= by_words[self.in_words.level]:
            return True
        if self.whole is not None and self.whole.share >= of_all[self.whole.level]:
            return True
        return any(each.likeness >= of_one[each.level] for each in self.sentences)


def _named(surest: LearnedSign, read: PatternReading, thresholds: Thresholds) -> Sign:
    """The sign by its words, unless meaning has it for graver and is sure of that."""
    told = read.sign
    if told is None:
        return Sign(surest.level, surest.level, "meaning", surest.share)
    is_graver = LEVELS.index(surest.level) < LEVELS.index(told.level)
    if is_graver and surest.own >= thresholds.sign_graver:
        return Sign(surest.level, surest.level, "both", surest.share)
    return Sign(told.level, told.sign, "both", surest.share)


def _surest(signs: Sequence[LearnedSign], thresholds: Thresholds) -> LearnedSign:
    """The surest of what is told, but for one sentence that is surely an emergency."""
    gravest = [
        each for each in signs if each.level == LEVELS[0] and each.own >= thresholds.sign_graver
    ]
    return max(gravest or signs, key=lambda sign: sign.share)
