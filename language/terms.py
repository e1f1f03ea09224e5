"""The vocabulary of the knowledge file in a message: conditions, treatments, providers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from language.entities import Entity
from language.phrases import Phrases
from language.senses import is_meant_otherwise
from language.sound_alikes import SoundAlikes
from language.spelling import Spelling
from language.tokens import Tokenizer, Word
from language.words import EnglishWords, fold, words_of


class Names(NamedTuple):
    """The ways to name one term; the first of the right ones is its main name."""

    right: tuple[str, ...]
    misspelled: tuple[str, ...] = ()


Vocabulary: TypeAlias = Mapping[str, Mapping[str, Names]]
"""By kind and id."""

_ADJECTIVES = frozenset({"treatment_type"})
"""Kinds whose terms have no plural: "cosmetics" are not "cosmetic"."""
_SHORTEST_JOINED = 7
_SHORTEST_JOINED_MISSPELLED = 9
_NEVER_JOINED = words_of("the and for but not are can has was you your with from")


class _Meaning(NamedTuple):
    """A term that a phrase stands for.

    Attributes:
        in_capitals: Whether the phrase counts only in capitals.
        is_plural: Whether its last word ends in "s"; an adjective counts only as it is listed.
    """

    kind: str
    value: str
    in_capitals: bool
    is_plural: bool

    def fits(self, surface: str, shouted: bool) -> bool:
        if self.kind in _ADJECTIVES and surface.lower().endswith("s") != self.is_plural:
            return False
        return shouted or not self.in_capitals


class _Norm(NamedTuple):
    """A stretch of the text under the form by which it is compared with the vocabulary."""

    form: str
    start: int
    end: int


_Candidate: TypeAlias = tuple[int, int, tuple[str, ...]]
"""Where a phrase of the vocabulary may stand, and its forms."""


class TermMatcher:
    """Finds terms, however they are hyphenated, put in the plural or slightly misspelled."""

    def __init__(self, vocabulary: Vocabulary, english: EnglishWords, tokenizer: Tokenizer) -> None:
        """Prepare the vocabulary for matching.

        Args:
            vocabulary: The terms and their names.
            english: Words that are never misspellings of a term.
            tokenizer: Cuts the phrases as it cuts the messages.
        """
        self._english = english
        listed = _listed(vocabulary, tokenizer)
        self._meanings = _meanings(listed, english)
        self._words = frozenset(
            part for phrase in listed if not phrase.is_misspelled for part in phrase.parts
        )
        self._right_forms = frozenset(map(fold, self._words))
        spelled = {part for phrase in listed for part in phrase.parts}
        self._listed_slips = _slips_of_one_word(listed)
        self._forms = frozenset(part for forms in self._meanings for part in forms)
        self._spelling = Spelling(spelled, english)
        self._joined = Spelling(
            (
                forms[0]
                for forms in self._meanings
                if len(forms) == 1 and len(forms[0]) >= _SHORTEST_JOINED_MISSPELLED
            ),
            english,
        )
        self._sound_alikes = SoundAlikes(self._meanings)
        self._phrases = Phrases({"term": self._meanings})

    @property
    def words(self) -> frozenset[str]:
        """Every word of the vocabulary that is spelled right, in lower case."""
        return self._words

    def find(self, text: str, words: Sequence[Word]) -> tuple[Entity, ...]:
        """The terms that the message names, in order; of overlapping ones the longest.

        Args:
            text: The normalised message.
            words: Its tokens.
        """
        parts = [
            _Norm(self._form(word.norm.rstrip(".")), word.start, word.end)
            for place, word in enumerate(words)
            if not _is_joint(text, words, place)
        ]
        candidates = [
            *self._written(parts),
            *self._compounds(parts),
            *self._phrases_by_sound(parts),
        ]
        entities: list[Entity] = []
        taken: list[tuple[int, int]] = []
        for start, end, forms in sorted(candidates, key=lambda each: (each[0] - each[1], each[0])):
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            found = self._entities(text, start, end, forms)
            if found:
                taken.append((start, end))
                entities += found
        return tuple(sorted(entities, key=lambda entity: (entity.start, entity.kind)))

    def _written(self, parts: Sequence[_Norm]) -> Iterator[_Candidate]:
        """The stretches of text that are phrases of the vocabulary."""
        forms = [part.form for part in parts]
        for _, first, last in self._phrases.find(forms):
            yield parts[first].start, parts[last - 1].end, tuple(forms[first:last])

    def _phrases_by_sound(self, parts: Sequence[_Norm]) -> Iterator[_Candidate]:
        """The stretches that are phrases but for one word that sounds like theirs."""
        forms = [part.form for part in parts]
        strange = [place for place, form in enumerate(forms) if form not in self._right_forms]
        for first, phrase in self._sound_alikes.find(forms, strange):
            yield parts[first].start, parts[first + len(phrase) - 1].end, phrase

    def _compounds(self, parts: Sequence[_Norm]) -> Iterator[_Candidate]:
        """The stretches that are one word of the vocabulary when written together."""
        for width in (2, 3):
            for first in range(len(parts) - width + 1):
                together = parts[first : first + width]
                compound = self._compound([part.form for part in together])
                if compound is not None:
                    yield together[0].start, together[-1].end, (compound,)

    def _entities(self, text: str, start: int, end: int, forms: tuple[str, ...]) -> list[Entity]:
        if is_meant_otherwise(text, start, end):
            return []
        surface = text[start:end]
        shouted = surface.isupper() and not (text[:start] + text[end:]).isupper()
        meanings = [meaning for meaning in self._meanings[forms] if meaning.fits(surface, shouted)]
        kinds = {meaning.kind for meaning in meanings}
        if kinds & _ADJECTIVES:
            # "cosmetic" is the type, although "cosmetics" without its ending is the same.
            plural = surface.lower().endswith("s")
            meanings = [meaning for meaning in meanings if meaning.is_plural == plural]
        return [
            Entity(meaning.kind, meaning.value, start, end, surface)
            for meaning in meanings
            if not (meaning.kind == "other_treatment" and "treatment" in kinds)
        ]

    def _form(self, word: str) -> str:
        form = fold(word)
        if form in self._listed_slips:
            return self._listed_slips[form]
        if form in self._forms or word.isdigit():
            return form
        model = form.rstrip("0123456789")
        if model != form and model in self._forms:
            return model
        mended = self._spelling.mend(word)
        return fold(mended) if mended else form

    def _compound(self, forms: Sequence[str]) -> str | None:
        """The one word that these are when written together: "hyper pigmentation"."""
        joined = "".join(forms)
        if (
            len(joined) < _SHORTEST_JOINED
            or forms[0] in _NEVER_JOINED
            or not all(form.isalpha() and len(form) > 2 for form in forms)
        ):
            return None
        if (joined,) in self._meanings:
            return joined
        strange = any(form not in self._forms and not self._english.knows(form) for form in forms)
        return self._joined.mend(joined) if strange else None


class _Listed(NamedTuple):
    """One way to name one term, as its words."""

    kind: str
    value: str
    name: str
    parts: tuple[str, ...]
    is_misspelled: bool


def _listed(vocabulary: Vocabulary, tokenizer: Tokenizer) -> list[_Listed]:
    all_names = [
        (kind, value, name, is_misspelled)
        for kind, terms in vocabulary.items()
        for value, names in terms.items()
        for is_misspelled, group in enumerate(names)
        for name in group
    ]
    all_words = tokenizer.words_of_each(name for _, _, name, _ in all_names)
    return [
        _Listed(kind, value, name, _parts(name, words), bool(is_misspelled))
        for (kind, value, name, is_misspelled), words in zip(all_names, all_words, strict=True)
    ]


def _parts(name: str, words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(
        word.norm.rstrip(".")
        for place, word in enumerate(words)
        if not _is_joint(name, words, place) and not word.is_sign
    )


def _meanings(
    listed: Iterable[_Listed], english: EnglishWords
) -> dict[tuple[str, ...], list[_Meaning]]:
    """What each sequence of word forms stands for."""
    meanings: dict[tuple[str, ...], dict[tuple[str, str], _Meaning]] = defaultdict(dict)
    main_forms: dict[tuple[str, str], tuple[str, ...]] = {}
    misspelled: list[_Listed] = []
    for each in listed:
        term = (each.kind, each.value)
        if each.is_misspelled:
            misspelled.append(each)
            continue
        main_forms.setdefault(term, tuple(map(fold, each.parts)))
        # "AIDS" is not "aids": a name in capitals that is also a word counts only in capitals.
        in_capitals = each.name.isupper() and english.knows(each.name)
        for forms in _ways_to_write(each.parts):
            known = meanings[forms].get(term)
            meanings[forms][term] = _Meaning(
                *term,
                in_capitals=in_capitals and (known is None or known.in_capitals),
                is_plural=each.name.lower().endswith("s"),
            )
    for each in misspelled:
        # A word that two kinds list is misspelled for both, even if only one of them says so.
        meant = dict(meanings.get(main_forms[each.kind, each.value], {}))
        for forms in _ways_to_write(each.parts):
            for term, meaning in meant.items():
                meanings[forms].setdefault(term, meaning)
    return {forms: list(meant.values()) for forms, meant in meanings.items() if meant}


def _slips_of_one_word(listed: Sequence[_Listed]) -> dict[str, str]:
    """The word for each listed misspelling of a term that has a name of one word."""
    main: dict[tuple[str, str], tuple[str, ...]] = {}
    for each in listed:
        main.setdefault((each.kind, each.value), each.parts)
    return {
        fold(each.parts[0]): fold(main[each.kind, each.value][0])
        for each in listed
        if each.is_misspelled and len(each.parts) == len(main[each.kind, each.value]) == 1
    }


def _ways_to_write(parts: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The forms of a phrase, apart and, of two words, together: "stretch marks", "stretchmarks"."""
    if not parts:
        return set()
    forms = tuple(map(fold, parts))
    joined = "".join(forms)
    together = len(forms) == 2 and len(joined) >= _SHORTEST_JOINED
    return {forms, (joined,)} if together else {forms}


def _is_joint(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a token only holds words together: a hyphen, a point, a possessive ending."""
    word = words[place]
    if word.norm in ("'s", "'"):
        return True
    touches = (
        text[word.start - 1 : word.start].isalnum() and text[word.end : word.end + 1].isalnum()
    )
    return word.norm in ("-", ".") and touches
