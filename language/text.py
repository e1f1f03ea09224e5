"""One message, read once: its words, what it names, its sentences, whether it can be read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from knowledge.model import Knowledge
from knowledge.treatments import Range, Term, TermKind, Treatment
from language.ages import AgeGroups, find_ages
from language.clauses import Sentence, Stretch, sentences_of
from language.correction import Corrector
from language.depths import Depth, find_depths
from language.entities import Entity
from language.foreign import is_foreign
from language.grammar import parsed
from language.main_clauses import MainClause, main_clauses
from language.negation import mark_negated
from language.normalisation import normalise
from language.readability import is_latin, is_readable
from language.scars import with_cause
from language.subjects import has_unknown_subject
from language.terms import Names, TermMatcher
from language.tokens import Word, tokenizer
from language.words import english_words, words_of

_OPENER = re.compile(
    r"(?:(?:ok|okay|so|and|but|or|also|then|hm+|um|plus|yes|no|(?:what|how) about|what(?= if)"
    r"|same question)\b[\s,]*)*",
    re.IGNORECASE,
)
"""What carries a conversation on: "ok and what about…"."""
_FILLER = words_of(
    """
    and for on in at with of to the a an my your her his our their then also please pls so instead
    just same one ones as well using i'm im m s now only again that this those these type types kind
    kinds version needle needles treatment treatments option skin area areas or vs versus
    """
)
"""Words that ask nothing of themselves: "and for the medical type?"."""
_FILLER_CARRYING_ON = _FILLER | words_of("if i have had got am when where but question")
"""The same, once something before them carries the conversation on: "and if I have…"."""
_ALTERNATIVE = frozenset({"or", "vs", "versus"})
"""Between two things these ask for a comparison: "roller or pen?"."""

_WHOSE = ("my", "your", "her", "his", "their")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
"""A display name may have one ("the face"); visitors leave it out."""


@dataclass(frozen=True)
class Text:
    """A message, read once; every room looks at this, none at the words as they came.

    Attributes:
        written: As it came.
        normalised: In one way of writing; all places are places in it.
        words: Its tokens.
        corrections: What stands for each word that is misspelled or shortened, None for the others.
        entities: The details that it names, in order.
        ages: The ages that it names, in years.
        sentences: Its sentences in their clauses; see `language.clauses`.
        is_elliptical: It names details and asks nothing by itself ("and medical?", "for my neck?").
        is_readable: It names something known, or has words in Latin letters that are not code, a
            link or noise.
        is_latin: Most of its letters are Latin.
        is_foreign: It is in another language than English, though in Latin letters.
        has_unknown_subject: It asks about something of an unknown name; see `language.subjects`.
    """

    written: str
    normalised: str
    words: tuple[Word, ...]
    corrections: tuple[str | None, ...]
    entities: tuple[Entity, ...]
    ages: tuple[int, ...]
    sentences: tuple[Sentence, ...]
    is_elliptical: bool
    is_readable: bool
    is_latin: bool
    is_foreign: bool
    has_unknown_subject: bool

    @property
    def whole(self) -> Stretch:
        """All of it."""
        return Stretch(0, len(self.normalised))

    def of(self, stretch: Stretch) -> str:
        """The words of a stretch, as they were written but for signs and spaces."""
        return self.normalised[stretch.start : stretch.end]

    def corrected(self, stretch: Stretch) -> str:
        """The words of a stretch with misspellings and shorthand written out."""
        return "".join(piece for piece, _, _ in self._pieces(stretch)).strip()

    def norms_in(self, stretch: Stretch) -> frozenset[str]:
        """The words of a stretch in their plain form, each once."""
        return frozenset(
            word.norm for word in self.words if stretch.start <= word.start < stretch.end
        )

    @cached_property
    def main_clauses(self) -> tuple[MainClause, ...]:
        """Its main clauses; it is parsed when they are first asked for, which takes some 10 ms."""
        pieces = list(self._pieces(self.whole))
        found = main_clauses(parsed("".join(piece for piece, _, _ in pieces)))
        return tuple(
            replace(
                each,
                start=_place(each.start, pieces),
                end=_place(each.end, pieces, is_end=True),
            )
            for each in found
        )

    def _pieces(self, stretch: Stretch) -> Iterator[tuple[str, int, int]]:
        """A stretch as it is corrected, piece by piece, each with its place as it was written."""
        end = stretch.start
        for word, correction in zip(self.words, self.corrections, strict=True):
            if correction is not None and stretch.start <= word.start < stretch.end:
                yield self.normalised[end : word.start], end, word.start
                yield correction, word.start, word.end
                end = word.end
        yield self.normalised[end : stretch.end], end, stretch.end


def _place(at: int, pieces: Sequence[tuple[str, int, int]], is_end: bool = False) -> int:
    """A place in the corrected words as a place in those that were written."""
    begin = 0
    for piece, start, end in pieces:
        if at < begin + len(piece) or (is_end and at == begin + len(piece)):
            is_kept = len(piece) == end - start
            return start + at - begin if is_kept else (end if is_end else start)
        begin += len(piece)
    return pieces[-1][2]


class TextReader:
    """Reads messages with the words of one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._english = english_words()
        self._tokenizer = tokenizer()
        vocabulary = _vocabulary(knowledge.terms, knowledge.treatments)
        self._ages = AgeGroups.of(vocabulary)
        self._terms = TermMatcher(vocabulary, self._english, self._tokenizer)
        self._corrector = Corrector(
            self._terms.words, (fact.text for fact in knowledge.facts.values()), self._english
        )

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is English, of the field, or a slip for one of these."""
        return self._corrector.knows(word)

    def read(self, written: str) -> Text:
        """What the message says; any text can be read, also an empty one."""
        text = normalise(written, self._english)
        words = self._tokenizer.words(text)
        found = [_entity(depth, text) for depth in find_depths(text)]
        found += self._terms.find(text, words)
        ages = find_ages(text)
        found = self._ages.left(found, ages, text)
        found += self._ages.find(ages, text)
        found.sort(key=lambda entity: (entity.start, entity.kind))
        entities = mark_negated(words, with_cause(text, found))
        latin = is_latin(text)
        return Text(
            written=written,
            normalised=text,
            words=words,
            corrections=self._corrector.corrections(words),
            entities=entities,
            ages=tuple(age.years for age in ages),
            sentences=sentences_of(text, words, entities),
            is_elliptical=_is_elliptical(text, words, entities),
            is_readable=is_readable(text, words, self._english) or bool(entities),
            is_latin=latin,
            is_foreign=latin and is_foreign(words, _named(words, entities), self._corrector.knows),
            has_unknown_subject=has_unknown_subject(words, self._corrector.knows),
        )


def _vocabulary(
    terms: Mapping[TermKind, Mapping[str, Term]], treatments: Mapping[str, Treatment]
) -> dict[str, dict[str, Names]]:
    """The ways to name each term and each treatment, by kind and id."""
    vocabulary: dict[str, dict[str, Names]] = {
        str(kind): {value: _names(term) for value, term in listed.items()}
        for kind, listed in terms.items()
    }
    vocabulary["treatment"] = {value: _names(each) for value, each in treatments.items()}
    return vocabulary


def _names(term: Term | Treatment) -> Names:
    names = (_ARTICLE.sub("", term.name), *term.synonyms)
    return Names(tuple(way for name in names for way in _whose(name)), term.misspellings)


def _whose(name: str) -> tuple[str, ...]:
    """A name, and how visitors say it of somebody: "bags under the eyes", "bags under my eyes"."""
    if " the " not in name:
        return (name,)
    return (name, *(name.replace(" the ", f" {whose} ") for whose in _WHOSE))


def _entity(depth: Depth, text: str) -> Entity:
    value = depth.low if depth.low == depth.high else Range(min=depth.low, max=depth.high)
    return Entity("depth", value, depth.start, depth.end, text[depth.start : depth.end])


def _named(words: Sequence[Word], entities: Sequence[Entity]) -> frozenset[int]:
    """The places of the words that belong to an entity."""
    return frozenset(
        place
        for place, word in enumerate(words)
        if any(entity.start <= word.start < entity.end for entity in entities)
    )


def _is_elliptical(text: str, words: Sequence[Word], entities: Sequence[Entity]) -> bool:
    opener = _OPENER.match(text)
    opened = opener.end() if opener else 0
    spoken = [
        word.norm
        for word in words
        if word.start >= opened
        and not word.is_sign
        and not any(entity.start <= word.start < entity.end for entity in entities)
    ]
    filler = _FILLER_CARRYING_ON if opened else _FILLER
    if not entities or not filler.issuperset(spoken) or _ALTERNATIVE.intersection(spoken):
        return False
    # "microneedling acne scars" is a question by itself, "and microneedling?" is not.
    return opened > 0 or all(entity.kind != "treatment" for entity in entities)
