"""Recognising warning signs by their words, whatever else a message asks.

`sign_lexicon.yml` says which words make a sign; a sign counts unless its context shows that the
visitor asks what might happen, denies it, remembers it, or uses a figure of speech.

Misspellings are mended once for each word and remembered, rather than compared in every pattern:
a message takes a fraction of a millisecond.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from knowledge.safety import LevelName
from language.phrases import Phrases
from language.spelling import Spelling
from language.text import Text
from language.words import english_words
from understanding.sign_lexicon import Found, Lexicon, Mention, Pattern, context_key
from understanding.sign_lexicon_file import ContextName, LexiconFile, sign_lexicon
from understanding.sign_scene import Scene, overlap
from understanding.sign_words import SignWords, sign_words

_REPEATED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_REMEMBERED = 4096

_TOLD_BY: dict[ContextName, tuple[str, ...]] = {
    "hypothetical": ("conditions",),
    "distant": ("distant",),
    "history": ("history",),
    "habit": ("habits",),
    "hearsay": ("hearsay",),
    "planning": ("planning",),
    "over": ("over",),
}
"""The words by which a whole message shows a context, without regard to where they stand."""
_ALWAYS: dict[LevelName, tuple[ContextName, ...]] = {
    "emergency_now": ("over",),
    "today": (),
    "self_harm": (),
}
"""What silences by meaning besides: "the swelling has gone down" sounds as grave as swelling."""
_IDIOMS, _NOW = context_key("idioms"), context_key("now")
"""Figures of speech stay so beside a "now"; what is long past does not: "… and tonight, again"."""


@dataclass(frozen=True)
class PatternSign:
    """A sign that the words of a message state."""

    level: LevelName
    sign: str
    """Its key under `levels.<level>.signs` in `safety.yml`."""


@dataclass(frozen=True)
class PatternReading:
    """What the patterns make of one message.

    Attributes:
        sign: The most serious sign that it states as happening, or None.
        named: All signs of its level that it states.
        silenced: The levels at which it tells of what makes a sign no alarm. For one that is known
            by its meaning, of which no words are the mention: an earlier time, somebody far off, a
            supposition or a joke anywhere in it counts, unless it speaks of now.
    """

    sign: PatternSign | None
    silenced: frozenset[LevelName]
    named: tuple[str, ...] = ()


class SignPatterns:
    """The signs of a lexicon, ready to be looked for; threads may share it."""

    def __init__(self, file: LexiconFile) -> None:
        """Compile the file as it was read."""
        self._shapes = tuple(
            (f"<{name}>", re.compile(expression)) for name, expression in file.shapes.items()
        )
        lexicon = Lexicon(file)
        self._patterns = tuple(lexicon.patterns())
        self._begun_by: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            self._begun_by.setdefault(pattern.sequences[0].keys[0], []).append(number)
        self._silencing: dict[LevelName, frozenset[str]] = {
            name: frozenset(
                context_key(told_by)
                for context in (*level.silenced_by, *_ALWAYS[name])
                for told_by in _TOLD_BY.get(context, ())
            )
            for name, level in file.levels.items()
        }
        self._phrases = Phrases(lexicon.groups)
        self._spelling = Spelling(file.mended, english_words())
        self._mend = lru_cache(maxsize=_REMEMBERED)(self._mended)

    def read(self, text: Text) -> PatternReading:
        """Looks for signs in a message."""
        words = sign_words(text)
        words = replace(words, forms=tuple(map(self._mend, words.forms)))
        everything = list(self._phrases.find(words.forms))
        told = {name for name, _, _ in everything}
        found: Found = {}
        for name, start, end in everything:
            if words.sentences[start] == words.sentences[end - 1]:
                found.setdefault(name, []).append((start, end))
        stated = tuple(dict.fromkeys(self._signs(words, _without_idioms(found))))
        sign = stated[0] if stated else None
        return PatternReading(
            sign,
            frozenset(
                level
                for level, silencing in self._silencing.items()
                if _IDIOMS in told or (_NOW not in told and not told.isdisjoint(silencing))
            ),
            tuple(each.sign for each in stated if sign and each.level == sign.level),
        )

    def _signs(self, words: SignWords, found: Found) -> Iterator[PatternSign]:
        """The signs that are stated, the gravest first."""
        scene = Scene(words, found)
        # A thousand patterns would take longer to go through than the message takes to read.
        for number in sorted(n for key in found for n in self._begun_by.get(key, ())):
            pattern = self._patterns[number]
            for mention in pattern.mentions(found, words.sentences):
                if _is_alarm(pattern, mention, scene, found, words):
                    yield PatternSign(pattern.level, pattern.sign)
                    break

    def _mended(self, word: str) -> str:
        """The word that a misspelling stands for; the word itself where it is none."""
        for name, expression in self._shapes:
            if expression.fullmatch(word):
                return name
        for candidate in (word, _REPEATED.sub(r"\1\1", word), _DOUBLED.sub(r"\1", word)):
            if candidate in self._phrases.words:
                return candidate
        return self._spelling.mend(word) or word


@cache
def shipped_signs() -> SignPatterns:
    """The signs of the lexicon that ships, compiled once."""
    return SignPatterns(sign_lexicon())


def _is_alarm(
    pattern: Pattern, mention: Mention, scene: Scene, found: Found, words: SignWords
) -> bool:
    """Whether a mention speaks of what is happening."""
    excused = any(
        other.start < mention.end and mention.start < other.end
        for exception in pattern.unless
        for other in exception.mentions(found, words.sentences)
    )
    if excused or (pattern.ordinary and not scene.is_new(mention)):
        return False
    return not any(scene.silences(name, mention) for name in pattern.silenced_by)


def _without_idioms(found: Found) -> Found:
    """What was found, without the words that are part of a figure of speech."""
    idioms = found.get(_IDIOMS, [])
    if not idioms:
        return found
    kept = {
        key: [place for place in places if not any(overlap(place, idiom) for idiom in idioms)]
        for key, places in found.items()
    }
    return {key: places for key, places in kept.items() if places}
