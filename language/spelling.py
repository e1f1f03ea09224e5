"""Which known word a misspelled one stands for, told by likeness and only when it is safe.

A word that is spelled as some English word is never taken for another, and neither is a short one:
"pain" is not a pin, and "medically" is not "medical".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from language.words import EnglishWords, fold

_SHORTEST = 5
_SHORTEST_SWAPPED = 4
_SHORTEST_SCRAMBLED = 8
_SHORTEST_FRAMED = 7
_SHORTEST_WITHOUT_FIRST_LETTER = 7
_FEWEST_CONSONANTS_KEPT = 3
_VOWELS = str.maketrans("", "", "aeiou")
_REMEMBERED = 4096


class Spelling:
    """Finds the one word of a list that a misspelling is closest to."""

    def __init__(self, words: Iterable[str], english: EnglishWords) -> None:
        """Sort the words by their letters.

        Args:
            words: The words to find, in lower case.
            english: Words that are never misspellings.
        """
        self.words = frozenset(words)
        self._english = english
        self._long = sorted(word for word in self.words if len(word) >= _SHORTEST)
        self._by_letters: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            if len(word) >= _SHORTEST_SWAPPED:
                self._by_letters["".join(sorted(word))].append(word)
        self._by_consonants: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.words):
            self._by_consonants[consonants(word)].append(word)
        self.mend = lru_cache(maxsize=_REMEMBERED)(self._mend)

    def _mend(self, word: str) -> str | None:
        """The listed word that this one stands for; None when there is none or it is right.

        Args:
            word: In lower case.
        """
        if not word.isalpha() or word in self.words or self._english.knows(word):
            return None
        swapped = self._swapped(word)
        if swapped is not None:
            return swapped
        if len(word) < _SHORTEST:
            return self._same_consonants(word)
        limit = 1 if len(word) < 8 else 2 if len(word) < 12 else 3
        reach = 3 if len(word) >= _SHORTEST_SCRAMBLED else limit + (len(word) >= _SHORTEST_FRAMED)
        found = process.extract(
            word, self._long, scorer=OSA.distance, processor=None, score_cutoff=reach, limit=8
        )
        candidates = [
            (distance, -JaroWinkler.similarity(word, candidate), candidate)
            for candidate, distance, _ in found
            if _stands_for(word, candidate, int(distance), limit)
        ]
        return min(candidates)[2] if candidates else self._same_consonants(word)

    def _same_consonants(self, word: str) -> str | None:
        """The one listed word with other vowels: they were left out ("trtmnt"), or one is wrong."""
        kept = consonants(word)
        found = [
            candidate
            for candidate in self._by_consonants.get(kept, ())
            if candidate[0] == word[0]
            and (
                (
                    _SHORTEST_SWAPPED <= len(word) == len(candidate)
                    and OSA.distance(word, candidate) == 1
                )
                or (len(kept) >= _FEWEST_CONSONANTS_KEPT and _is_within(word, candidate))
            )
        ]
        return found[0] if len({fold(candidate) for candidate in found}) == 1 else None

    def _swapped(self, word: str) -> str | None:
        """A listed word of which two neighbouring letters have changed places ("ance")."""
        for candidate in self._by_letters.get("".join(sorted(word)), ()):
            if candidate[0] == word[0] and OSA.distance(word, candidate) == 1:
                return candidate
        return None


def _stands_for(word: str, candidate: str, distance: int, limit: int) -> bool:
    shorter = min(len(word), len(candidate))
    if word[0] != candidate[0] and (distance > 1 or shorter < _SHORTEST_WITHOUT_FIRST_LETTER):
        return False
    frame = word[:3] == candidate[:3] and word[-1] == candidate[-1]
    if distance == limit + 1 == 2 and shorter >= _SHORTEST_FRAMED and frame:
        return True
    if distance <= limit and distance * 4 <= shorter:
        # A missing or spare ending makes another form (scar, scarless), not a slip.
        return fold(word) == fold(candidate) or not _is_other_form(word, candidate)
    difference = Counter(word)
    difference.subtract(candidate)
    return (
        shorter >= _SHORTEST_SCRAMBLED
        and word[0] == candidate[0]
        and sum(map(abs, difference.values())) <= 1
    )


def _is_other_form(word: str, candidate: str) -> bool:
    longer, shorter = (word, candidate) if len(word) > len(candidate) else (candidate, word)
    return len(longer) - len(shorter) >= 2 and longer.startswith(shorter)


def consonants(word: str) -> str:
    """The consonants, a doubled one once."""
    kept = word.translate(_VOWELS)
    return "".join(letter for place, letter in enumerate(kept) if letter != kept[place - 1 : place])


def _is_within(word: str, candidate: str) -> bool:
    """Whether a word's letters stand in a candidate in the same order."""
    letters = iter(candidate)
    return all(letter in letters for letter in word)
