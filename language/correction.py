"""Misspellings and chat shorthand written out, so that the classifier meets words that it knows."""

import re
from collections.abc import Iterable, Sequence

from language.shorthand import SHORTHAND
from language.spelling import Spelling
from language.tokens import Word
from language.words import EnglishWords, fold, words_of

_BEFORE_SUBJECT = {"dose": "does", "r": "are", "y": "why", "od": "do", "si": "is"}
_BEFORE_VERB = words_of("how when why where hw hwo")
_SUBJECTS = words_of(
    """
    it this that the u you they there these those i we my microneedling do does is
    """
)
_EVERYDAY = words_of(
    """
    acne back book cost deep does done face feel good have help home hurt last like long make many
    more much need next pain safe scar skin some take than time well when will with work
    about after again against alcohol allergic allergy always anesthetic another anyone appointment
    appointments available because before benefit benefits better between bleed bleeding
    breastfeeding bruise bruising burning cancel candidate cartridge cartridges clinic clinical
    collagen combine compared comparison condition conditions consultation consultations cosmetic
    cost costs cream creams cure customer dangerous deeper definition depth dermatologist different
    difference difficult discount discomfort doctor doctors downtime elastin effective
    effectiveness effects enough evidence everyone exactly exercise expect expensive experience
    explain facial favorite forehead frequently happen happens healing health history hours hurt
    hurts improve infection information insurance interval itching laser length lengths license
    licensed long longer makeup machine maintenance maximum medication medications medicine
    medicines minimum moisturizer months morning myself needed needle needles needling neck normal
    numbing nurse often opening option options painful painless patient patients payment penetrate
    people perform performed permanent permanently person pregnancy pregnant prepare prepared
    preparation price prices procedure procedures process product products professional
    professionals qualified question questions rather reason recommend recommended recovery redness
    reduce remove research result results retinol right risks roller rollers safe safety scalp
    schedule science scientific second sensitive serious serum serums session sessions severe
    should shower side similar since skincare sleep someone something soon source specialist stamp
    standard stopped stretch studies suitable sunscreen supposed surgery sweat swelling swim
    swimming swollen technician therapy things through tingling together tomorrow training treat
    treated treatment treatments treats typically usually versus visible visit vitamin waiting
    washing website weeks whether without work working works would wrinkles years young younger
    """
)
_SHORTEST_FROM_FACTS = 6
_FEWEST_FOR_LANGUAGE = 4
_MENDED_IN_TEXT_SPEAK = 0.8
_WORD = re.compile(r"[a-z]+")


class Corrector:
    """Writes out what is plainly a slip; a word that may be meant stays as it is."""

    def __init__(self, terms: Iterable[str], facts: Iterable[str], english: EnglishWords) -> None:
        """Learn the words that may be meant.

        Args:
            terms: The words of the vocabulary.
            facts: Sentences in whose words visitors are answered.
            english: Words that are never misspellings.
        """
        known = set(terms).union(_EVERYDAY)
        for sentence in facts:
            known.update(
                word
                for word in _WORD.findall(sentence.lower())
                if len(word) >= _SHORTEST_FROM_FACTS
            )
        self._known = known
        self._english = english
        self._spelling = Spelling(known, english)

    def corrections(self, words: Sequence[Word]) -> tuple[str | None, ...]:
        """What stands for each word of a message that is misspelled; None for the others.

        Args:
            words: The message's tokens.
        """
        if not self._is_english(words):
            return (None,) * len(words)
        norms = ["", *(word.norm for word in words), ""]
        return tuple(
            self._written_out(before, norm, follower)
            for before, norm, follower in zip(norms, norms[1:], norms[2:], strict=False)
        )

    def knows(self, word: str) -> bool:
        """Whether a word in lower case is English, of the field, or a slip for one of these."""
        return (
            word in self._known
            or word in SHORTHAND
            or word == "nt"
            or self._english.knows(word)
            or self._spelling.mend(word) is not None
        )

    def _is_english(self, words: Sequence[Word]) -> bool:
        """Whether enough words are known to take the others for slips, not another language."""
        spoken = [word.norm for word in words if word.norm.isalpha()]
        known = [
            word in self._known or word in SHORTHAND or self._english.knows(word) for word in spoken
        ]
        if len(spoken) < _FEWEST_FOR_LANGUAGE or sum(known) * 2 >= len(spoken):
            return True
        # Text-speak may have hardly a word in full, but then nearly all of it can be mended.
        return sum(map(self.knows, spoken)) >= len(spoken) * _MENDED_IN_TEXT_SPEAK

    def _written_out(self, before: str, word: str, follower: str) -> str | None:
        if word in _BEFORE_SUBJECT and (follower in _SUBJECTS or before in _BEFORE_VERB):
            return _BEFORE_SUBJECT[word]
        mended = SHORTHAND.get(word) or self._spelling.mend(word)
        return None if mended is not None and fold(mended) == fold(word) else mended
