"""Phrases of the vocabulary in which one word is put for another that sounds like it.

"Week immune system" and "stainless steal" are English words all, so no likeness of spelling makes
them others; the words beside them do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from language.spelling import consonants
from language.words import words_of

Phrase: TypeAlias = tuple[str, ...]

_SHORTEST = 4
_COMMON = words_of(
    """
    than that their them then there these they this those what when where which with were will
    have here less more most much like made make does done been from your very over also into
    long look keep need want going seen soon sure sore
    """
)
"""Words that are rarely put for another, and stand beside anything."""
_SPELLINGS_OF_A_SOUND = (("ck", "k"), ("c", "k"), ("ph", "f"), ("z", "s"))


class SoundAlikes:
    """Finds phrases by the words that are right and the sound of the one that is not."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Sort the phrases of several words by what is left without one of them."""
        self._phrases: dict[tuple[int, str, Phrase], set[Phrase]] = defaultdict(set)
        for phrase in phrases:
            for place, word in enumerate(phrase):
                key = _without(phrase, place)
                if len(word) >= _SHORTEST and any(map(_is_telling, key[2])):
                    self._phrases[key].add(phrase)
        self._beside = frozenset(word for key in self._phrases for word in key[2])
        self._longest = max((len(key[2]) for key in self._phrases), default=0) + 1

    def find(self, words: Sequence[str], doubtful: Sequence[int]) -> Iterator[tuple[int, Phrase]]:
        """Where a phrase is meant, and which.

        Args:
            words: Of the message, in the form in which the phrases are.
            doubtful: The places of the words that may be put for others.
        """
        for place in doubtful:
            neighbours = words[max(0, place - 1) : place + 2]
            if not _is_telling(words[place]) or self._beside.isdisjoint(neighbours):
                continue
            for first in range(max(0, place - self._longest + 1), place + 1):
                for end in range(max(place + 1, first + 2), first + self._longest + 1):
                    if end > len(words):
                        break
                    written = tuple(words[first:end])
                    meant = self._phrases.get(_without(written, place - first), ())
                    if len(meant) == 1:
                        yield first, next(iter(meant))


def _is_telling(word: str) -> bool:
    return len(word) >= _SHORTEST and word not in _COMMON


def _without(phrase: Phrase, place: int) -> tuple[int, str, Phrase]:
    """All of a phrase but one word, of which the sound is kept."""
    return place, _sound(phrase[place]), phrase[:place] + phrase[place + 1 :]


def _sound(word: str) -> str:
    """The first letter and the consonants, in one spelling."""
    for spelling, plain in _SPELLINGS_OF_A_SOUND:
        word = word.replace(spelling, plain)
    return word[0] + consonants(word)
