"""Recognising warning signs in a message, whatever else it asks.

`knowledge/safety.yml` says which words make a sign; this module reads a message against it. spaCy
splits the message and finds the words and phrases; a sign counts unless its context shows that the
patient asks what might happen, denies it, remembers it, or uses a figure of speech.

Misspellings are mended once for each word and remembered, rather than compared in every pattern:
a message takes a fraction of a millisecond.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product
from threading import Lock

import spacy
from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from knowledge.safety import (
    GAP,
    SHORTEST_MENDED,
    TOGETHER,
    Context,
    ContextName,
    LevelName,
    SafetyFile,
    pieces,
)
from language.words import english_words

_SENTENCE_END = re.compile(r"(?<!\.)\.(?![.\d])|[!?;\n]+")
_PAUSE = re.compile(r"\.{2,}|…|[,:()\[\]{}\"“”—–|]+|\s-+\s")
_JOINT = re.compile(r"(?<=\d)(?=[a-z])|[^\w\s'.,]|_")
_REPEATED = re.compile(r"(.)\1{2,}")
_DOUBLED = re.compile(r"(.)\1+")
_PAUSE_WORD = ","
_CONTEXT = "context:"
"""Starts the names of the context's words among the word groups, which cannot hold a colon."""

_LONG_WORD = 8
_REACH_OF_DENIAL = 8
_REACH_OF_LIST = 5
_REACH_OF_VERB = 5
_REACH_OF_TREATMENT = 6
_REACH_OF_OWNER = 6

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
_NO_LONGER = ("history", "habits", "distant", "over")
"""Contexts in whose phrases a "now" or "since" speaks of no present trouble: "fine now"."""


@dataclass(frozen=True)
class WarningSign:
    """A sign that something may be wrong now."""

    level: LevelName
    sign: str
    """Its key under `levels.<level>.signs` in `safety.yml`."""


Span = tuple[int, int]
"""First word and the word after the last, counted over the whole message."""


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _context_key(name: str) -> str:
    return f"{_CONTEXT}{name}"


_IDIOMS = _context_key("idioms")
"""Figures of speech stay so beside a "now"; what is long past does not: "… and tonight, again"."""


@dataclass(frozen=True)
class _Words:
    """A message as the patterns see it: misspellings mended, contractions written out."""

    forms: tuple[str, ...]
    sentences: tuple[int, ...]
    """The sentence that each word stands in."""
    pauses: frozenset[int]
    """Words with a comma or the like before them."""


@dataclass(frozen=True)
class _Mention:
    """Where a pattern fits: its parts in the order of the message."""

    parts: tuple[Span, ...]
    sentence: int

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]

    def covers(self, span: Span) -> bool:
        """Whether the pattern itself asked for these words."""
        return any(span[0] < end and start < span[1] for start, end in self.parts)


class WarningSigns:
    """The signs of one version of `safety.yml`, ready to be looked for; safe to share by threads.

    Args:
        safety: The file as it was read.
    """

    def __init__(self, safety: SafetyFile) -> None:
        self._english = spacy.blank("en")
        self._tokenizer, self._vocab = self._english.tokenizer, self._english.vocab
        self._lock = Lock()
        self._short_forms = {
            short: tuple(long.split()) for short, long in safety.short_forms.items()
        }
        self._shapes = tuple(
            (f"<{name}>", re.compile(expression)) for name, expression in safety.shapes.items()
        )
        lexicon = _Lexicon(safety, self._split)
        self._patterns = tuple(lexicon.patterns())
        self._begun_by: dict[str, list[int]] = {}
        for number, pattern in enumerate(self._patterns):
            self._begun_by.setdefault(pattern.sequences[0].keys[0], []).append(number)
        self._vocabulary = lexicon.words()
        self._silenced_by = {name: level.silenced_by for name, level in safety.levels.items()}
        self._english_words = english_words()
        self._mendable: dict[str, list[str]] = {}
        for word in safety.mended:
            self._mendable.setdefault(word[0], []).append(word)
        self._mend = lru_cache(maxsize=4096)(self._mended)
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        for key, phrases in lexicon.groups.items():
            self._matcher.add(key, [Doc(self._vocab, words=list(phrase)) for phrase in phrases])
        self._key_of = {self._vocab.strings[key]: key for key in lexicon.groups}

    def find(self, text: str) -> WarningSign | None:
        """The most serious warning sign that the message states as happening, or None."""
        # spaCy keeps every word it has seen, and its tables are not made for two threads at once:
        # the zone forgets the words of this message again.
        with self._lock, self._english.memory_zone():
            words = self._read(text)
            found = self._find_groups(words)
        scene: _Scene | None = None
        # A thousand patterns would take longer to go through than the message takes to read.
        for number in sorted(n for key in found for n in self._begun_by.get(key, ())):
            pattern = self._patterns[number]
            if not pattern.needs <= found.keys():
                continue
            for mention in pattern.mentions(found, words.sentences):
                scene = scene or _Scene(words, found)
                if any(
                    other.start < mention.end and mention.start < other.end
                    for exception in pattern.unless
                    for other in exception.mentions(found, words.sentences)
                ):
                    continue
                if pattern.ordinary and not scene.is_new(mention):
                    continue
                if not any(scene.silences(name, mention) for name in pattern.silenced_by):
                    return WarningSign(pattern.level, pattern.sign)
        return None

    def is_silenced(self, text: str, level: LevelName) -> bool:
        """Whether a message tells of what makes a sign of this level no alarm.

        For a sign that is known by the message's meaning, of which no words are the mention: an
        earlier time, somebody far off, a supposition or a joke anywhere in it counts, unless it
        speaks of now.
        """
        with self._lock, self._english.memory_zone():
            words = self._read(text)
            told = {self._key_of[key] for key, _, _ in self._matches(words)}
        silencing = {
            _context_key(told_by)
            for context in self._silenced_by[level]
            for told_by in _TOLD_BY.get(context, ())
        }
        return _IDIOMS in told or (
            _context_key("now") not in told and not told.isdisjoint(silencing)
        )

    def _read(self, text: str) -> _Words:
        plain = unicodedata.normalize("NFKC", text).lower().replace("’", "'").replace("`", "'")
        forms: list[str] = []
        sentences: list[int] = []
        pauses: set[int] = set()
        for number, sentence in enumerate(_SENTENCE_END.split(plain)):
            pause_next = False
            for word in self._split(sentence):
                if word == _PAUSE_WORD:
                    pause_next = True
                    continue
                if pause_next:
                    pauses.add(len(forms))
                    pause_next = False
                forms.append(self._mend(word))
                sentences.append(number)
        return _Words(tuple(forms), tuple(sentences), frozenset(pauses))

    def _split(self, sentence: str) -> Iterator[str]:
        """The words of a sentence, contractions written out, and a comma for every pause."""
        spaced = _JOINT.sub(" ", _PAUSE.sub(" , ", sentence))
        for token in self._tokenizer(spaced):
            word = token.text.strip()
            if word in self._short_forms:
                yield from self._short_forms[word]
            elif word == _PAUSE_WORD or any(letter.isalnum() for letter in word):
                yield word

    def _mended(self, word: str) -> str:
        """The word that a misspelling stands for; the word itself where it is none."""
        for name, expression in self._shapes:
            if expression.fullmatch(word):
                return name
        for candidate in (word, _REPEATED.sub(r"\1\1", word), _DOUBLED.sub(r"\1", word)):
            if candidate in self._vocabulary:
                return candidate
        if len(word) < SHORTEST_MENDED - 1 or not word.isalpha() or self._english_words.knows(word):
            return word
        close = extractOne(
            word,
            self._mendable.get(word[0], ()),
            scorer=OSA.distance,
            score_cutoff=2 if len(word) >= _LONG_WORD else 1,
        )
        return close[0] if close else word

    def _matches(self, words: _Words) -> list[tuple[int, int, int]]:
        found: list[tuple[int, int, int]] = self._matcher(Doc(self._vocab, words=list(words.forms)))
        return found

    def _find_groups(self, words: _Words) -> "_Found":
        found: _Found = {}
        for key, start, end in self._matches(words):
            if words.sentences[start] == words.sentences[end - 1]:
                found.setdefault(self._key_of[key], []).append((start, end))
        idioms = found.get(_context_key("idioms"), [])
        if not idioms:
            return found
        kept = {
            key: [span for span in spans if not any(_overlap(span, idiom) for idiom in idioms)]
            for key, spans in found.items()
        }
        return {key: spans for key, spans in kept.items() if spans}


_Found = dict[str, list[Span]]
"""Where each word group stands in a message."""


@dataclass(frozen=True)
class _Sequence:
    """A pattern's part: word groups one after the other."""

    keys: tuple[str, ...]
    gaps: tuple[int, ...]
    """How many other words may stand before each; 0 for the first."""

    def places(self, found: _Found) -> list[tuple[Span, ...]]:
        trails: list[tuple[Span, ...]] = [(span,) for span in found.get(self.keys[0], ())]
        for key, gap in zip(self.keys[1:], self.gaps[1:], strict=True):
            starts: dict[int, list[Span]] = {}
            for span in found.get(key, ()):
                starts.setdefault(span[0], []).append(span)
            trails = [
                (*trail, span)
                for trail in trails
                for at in range(trail[-1][1], trail[-1][1] + gap + 1)
                for span in starts.get(at, ())
            ]
        return trails


@dataclass(frozen=True)
class _Pattern:
    """A pattern of a sign, or one of its exceptions."""

    level: LevelName
    sign: str
    sequences: tuple[_Sequence, ...]
    near: int
    silenced_by: tuple[ContextName, ...]
    unless: tuple["_Pattern", ...] = ()
    ordinary: bool = False
    """Whether it counts only as new, worse or after a treatment."""

    @cached_property
    def needs(self) -> frozenset[str]:
        """The word groups without which the pattern cannot fit."""
        return frozenset(key for sequence in self.sequences for key in sequence.keys)

    def mentions(self, found: _Found, sentences: tuple[int, ...]) -> Iterator[_Mention]:
        """Every place in the message where the pattern fits."""
        if not self.needs <= found.keys():
            return
        placed = self.sequences[0].places(found)
        for sequence in self.sequences[1:]:
            placed = list(self._joined(placed, sequence.places(found)))
        for parts in placed:
            sentence = sentences[parts[0][0]]
            if sentences[parts[-1][1] - 1] == sentence:
                yield _Mention(parts, sentence)

    def _joined(
        self, placed: list[tuple[Span, ...]], more: list[tuple[Span, ...]]
    ) -> Iterator[tuple[Span, ...]]:
        """The places with one of `more` after or before them, near enough."""
        starting: dict[int, list[tuple[Span, ...]]] = {}
        ending: dict[int, list[tuple[Span, ...]]] = {}
        for trail in more:
            starting.setdefault(trail[0][0], []).append(trail)
            ending.setdefault(trail[-1][1], []).append(trail)
        for parts in placed:
            start, end = parts[0][0], parts[-1][1]
            for distance in range(self.near + 1):
                yield from ((*parts, *trail) for trail in starting.get(end + distance, ()))
                yield from ((*trail, *parts) for trail in ending.get(start - distance, ()))


class _Scene:
    """What the rest of the message says about a mention."""

    def __init__(self, words: _Words, found: _Found) -> None:
        self._words = words
        self._found = found

    def silences(self, name: ContextName, mention: _Mention) -> bool:
        """Whether this context makes the mention no alarm."""
        match name:
            case "negated":
                return self._is_negated(mention)
            case "hypothetical":
                return self._is_hypothetical(mention)
            case "distant":
                return self._is_distant(mention)
            case "history":
                return self._has("history", mention) and not self._is_now(mention)
            case "habit":
                return not self._is_now(mention) and any(
                    habit[0] not in self._asked for habit in self._near("habits", mention)
                )
            case "hearsay":
                return (
                    self._has("hearsay", mention)
                    and not self._is_now(mention)
                    and not self._is_claimed(mention)
                )
            case "normality":
                return (
                    any(not self._is_excused(cue) for cue in self._near("normality", mention))
                    and self._statement_of(mention) is None
                    and not self._is_now(mention)
                    and not self._is_claimed(mention)
                    and not self._has("after_treatment", mention)
                )
            case "planning":
                return bool(self._all("planning")) and not (
                    self._all("now") or self._all("after_treatment")
                )
            case "over":
                denied = {span[1] for span in self._all("negations")}
                return any(
                    span[0] >= mention.end and span[0] not in denied
                    for span in self._near("over", mention)
                )

    def is_new(self, mention: _Mention) -> bool:
        """Whether the mention comes after a treatment, or is new or worse by itself."""
        return (
            bool(self._all("after_treatment"))
            or self._is_now(mention)
            or any(
                self._words.sentences[span[0]] == mention.sentence for span in self._all("onset")
            )
        )

    def _all(self, name: str) -> list[Span]:
        return self._found.get(_context_key(name), [])

    def _near(self, name: str, mention: _Mention) -> list[Span]:
        """The words of this context that can bear on the mention.

        They stand in its sentence, are not part of the pattern, and no "but" comes in between.
        """
        return [
            span
            for span in self._all(name)
            if self._words.sentences[span[0]] == mention.sentence
            and not mention.covers(span)
            and not self._between("contrasts", span[1], mention.start)
        ]

    def _has(self, name: str, mention: _Mention) -> bool:
        return bool(self._near(name, mention))

    def _is_now(self, mention: _Mention) -> bool:
        older = [span for name in _NO_LONGER for span in self._all(name)]
        return any(
            self._words.sentences[now[0]] == mention.sentence
            and not any(_inside(now, span) for span in older)
            for now in self._all("now")
        )

    def _is_claimed(self, mention: _Mention) -> bool:
        return any(
            claim[0] not in self._asked and claim[0] not in self._supposed
            for claim in self._all("claims")
            if self._words.sentences[claim[0]] == mention.sentence
        )

    def _is_negated(self, mention: _Mention) -> bool:
        excused = self._all("not_negations")
        for denial in self._near("negations", mention):
            if any(_overlap(denial, span) for span in excused):
                continue
            denied = next((start for start, _ in mention.parts if start >= denial[1]), None)
            if denied is None or denied - denial[1] > _REACH_OF_DENIAL:
                continue
            if not self._is_cut_off(denial, denied):
                return True
        return any(
            belief[1] <= mention.start
            and not any(_overlap(belief, span) for span in excused)
            and not self._between("breaks", belief[1], mention.start)
            for belief in self._near("disbelief", mention)
        )

    def _is_cut_off(self, denial: Span, denied: int) -> bool:
        """Whether something new begins between a denial and the word that it might deny."""
        pauses = [at for at in self._words.pauses if denial[1] <= at <= denied]
        return (
            self._between("breaks", denial[1], denied)
            or any(at != denial[1] or at in pauses for at in self._starts(denial[1], denied))
            or (bool(pauses) and not self._between("lists", denial[1], denied + _REACH_OF_LIST))
        )

    def _between(self, name: str, start: int, end: int) -> bool:
        return any(start <= span[0] and span[1] <= end for span in self._all(name))

    def _starts(self, start: int, end: int) -> list[int]:
        """Where words stand between `start` and `end` that can begin a statement."""
        tied = {span[1] for span in self._all("prepositions")}
        return [
            span[0]
            for span in self._all("subjects")
            if start <= span[0] < end and (span[0] not in tied or span[0] in self._words.pauses)
        ]

    @cached_property
    def _cues(self) -> dict[str, list[Span]]:
        """Words that ask, save where they are known to speak of now."""
        return {
            name: [span for span in self._all(name) if not self._is_excused(span)]
            for name in ("questions", "conditions", "generalities")
        }

    @cached_property
    def _asked(self) -> frozenset[int]:
        """The words right after one that asks: the subject of a question states nothing."""
        return frozenset(span[1] for span in self._cues["questions"])

    @cached_property
    def _supposed(self) -> frozenset[int]:
        """The subjects of what follows an "if"."""
        sentences, found = self._words.sentences, set()
        starts = self._starts(0, len(sentences))
        for condition in self._cues["conditions"]:
            later = [at for at in starts if at >= condition[1]]
            if later and sentences[later[0]] == sentences[condition[0]]:
                found.add(later[0])
        return frozenset(found)

    def _is_excused(self, cue: Span) -> bool:
        return any(other != cue and _inside(cue, other) for other in self._all("possibly_now"))

    @cached_property
    def _statements(self) -> tuple[int, ...]:
        """Where something is stated as fact: a subject with a verb, or an owner with a symptom."""
        sentences, pauses = self._words.sentences, self._words.pauses
        asked = self._asked
        opened = {span[0] for span in self._all("openers")}
        starts, supposed = self._starts(0, len(sentences)), self._supposed
        verbs = [
            span[0]
            for span in self._all("finite")
            if span[0] not in asked and self._words.forms[span[0] - 1 : span[0]] != ("to",)
        ]
        stated = [
            at
            for at in starts
            if (at not in asked or at in pauses)
            and at not in supposed
            and at not in opened
            and any(
                at < verb <= at + _REACH_OF_VERB
                and sentences[verb] == sentences[at]
                and not any(at < other < verb for other in starts)
                for verb in verbs
            )
        ]
        attributes = {span[0] for span in self._all("attributes")}
        owners = self._all("owners")
        named = [
            span
            for span in self._all("articles")
            if any(0 < owner[0] - span[0] <= _REACH_OF_OWNER for owner in owners)
        ]
        stated += [
            span[0]
            for span in (*owners, *named)
            if span[1] in attributes and span[0] not in asked and span[0] not in supposed
        ]
        return tuple(sorted(stated))

    def _statement_of(self, mention: _Mention) -> int | None:
        """Where the last statement that takes in the mention begins."""
        before = [
            at
            for at in self._statements
            if at < mention.end and self._words.sentences[at] == mention.sentence
        ]
        return before[-1] if before else None

    def _is_hypothetical(self, mention: _Mention) -> bool:
        if self._is_claimed(mention):
            return False
        statement = self._statement_of(mention)
        for name in ("questions", "conditions", "generalities"):
            for cue in self._cues[name]:
                if (
                    self._words.sentences[cue[0]] != mention.sentence
                    or mention.covers(cue)
                    or self._between("contrasts", cue[1], mention.start)
                ):
                    continue
                if cue[0] < mention.end and (statement is None or cue[0] > statement):
                    return True
                if name == "generalities" and statement is None:
                    return True
        return False

    def _is_distant(self, mention: _Mention) -> bool:
        dates = [
            date
            for date in self._near("distant", mention)
            if not self._dates_treatment(date, mention)
        ]
        if not dates or self._is_now(mention):
            return False
        return any(
            mention.start - _REACH_OF_VERB <= verb[0] < mention.end
            for verb in self._all("past")
            if self._words.sentences[verb[0]] == mention.sentence
        ) or any(0 <= date[0] - mention.end <= 2 for date in dates)

    def _dates_treatment(self, date: Span, mention: _Mention) -> bool:
        if any(_overlap(date, span) for span in self._all("bygone")):
            return False
        return mention.start > date[0] and any(
            0 <= date[0] - span[1] <= _REACH_OF_TREATMENT for span in self._all("treatment")
        )


class _Lexicon:
    """`safety.yml` compiled: which phrases make up each group, and what the patterns ask for."""

    def __init__(self, safety: SafetyFile, split: Callable[[str], Iterator[str]]) -> None:
        self._safety = safety
        self._split = split
        self._expanded: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.groups: dict[str, tuple[tuple[str, ...], ...]] = {}
        for name in Context.model_fields:
            entries: tuple[str, ...] = getattr(safety.context, name)
            if entries:
                self.groups[_context_key(name)] = self._phrases_of(entries)

    def patterns(self) -> Iterator[_Pattern]:
        """All patterns, the most serious first."""
        safety = self._safety
        for name, level in sorted(safety.levels.items(), key=lambda item: item[1].priority):
            for sign_id, sign in level.signs.items():
                unless = tuple(
                    _Pattern(name, sign_id, self._sequences(text), safety.near_words, ())
                    for text in sign.unless
                )
                for text in sign.patterns:
                    yield _Pattern(
                        name,
                        sign_id,
                        self._sequences(text),
                        safety.near_words,
                        level.silenced_by,
                        unless,
                        sign.ordinary,
                    )

    def words(self) -> frozenset[str]:
        """Every word that means something here."""
        return frozenset(
            word for phrases in self.groups.values() for phrase in phrases for word in phrase
        )

    def _sequences(self, text: str) -> tuple[_Sequence, ...]:
        return tuple(self._sequence(part) for part in text.split(TOGETHER))

    def _sequence(self, part: str) -> _Sequence:
        keys: list[str] = []
        gaps: list[int] = []
        gap, literal = 0, False
        for piece in pieces(part):
            if piece == GAP:
                gap, literal = self._safety.gap_words, False
                continue
            if piece.startswith("{"):
                self.groups.setdefault(piece, self._group(piece[1:-1]))
                keys.append(piece)
                gaps.append(gap)
                gap, literal = 0, False
                continue
            if literal:
                keys[-1] = f"{keys[-1]} {piece}"
            else:
                keys.append(piece)
                gaps.append(gap)
            gap, literal = 0, True
        for key in keys:
            if not key.startswith("{"):
                self.groups[key] = (tuple(self._split(key)),)
        return _Sequence(tuple(keys), tuple(gaps))

    def _group(self, name: str) -> tuple[tuple[str, ...], ...]:
        if name not in self._expanded:
            entries = self._safety.words.get(name)
            self._expanded[name] = (
                self._phrases_of(entries) if entries is not None else ((f"<{name}>",),)
            )
        return self._expanded[name]

    def _phrases_of(self, entries: Iterable[str]) -> tuple[tuple[str, ...], ...]:
        phrases: dict[tuple[str, ...], None] = {}
        for entry in entries:
            choices: list[tuple[tuple[str, ...], ...]] = []
            plain: list[str] = []
            for piece in pieces(entry):
                if piece.startswith("{"):
                    choices += [(tuple(self._split(" ".join(plain))),)] if plain else []
                    plain = []
                    choices.append(self._group(piece[1:-1]))
                else:
                    plain.append(piece)
            choices += [(tuple(self._split(" ".join(plain))),)] if plain else []
            for chosen in product(*choices):
                phrases[tuple(word for part in chosen for word in part)] = None
        return tuple(phrases)
