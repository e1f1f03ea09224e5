"""Whether a message asks about something whose name nobody here knows: a drug, a brand, a person.

"Does Xyrolene cause hair loss" has all the words of a question on hair loss, and is none.
"""

from collections.abc import Callable, Sequence

from language.tokens import Word
from language.words import words_of

_VERBS = words_of("do does did can could will would should may is are was were has have")
_BEFORE = words_of(
    "and but or so then why how what when where which ok okay well hi hello also long"
)
"""What may stand before a verb that asks; after anything else it tells ("my dotter has realy …").
"""
_ARTICLES = words_of("the a an my your")
_SHORTEST = 5
_SHORTEST_IN_COMPOUND = 4


def has_unknown_subject(words: Sequence[Word], knows: Callable[[str], bool]) -> bool:
    """Whether a verb that asks is followed by an unknown word and by something said of it.

    Args:
        words: The message's tokens.
        knows: Whether a word in lower case is English, of the field, or a slip for one of these.
    """
    norms = [word.norm for word in words]
    for place, norm in enumerate(norms[:-2]):
        if norm not in _VERBS or not (place == 0 or _is_opening(words[place - 1])):
            continue
        subject = place + 1 + (norms[place + 1] in _ARTICLES)
        if subject + 1 < len(norms) and _is_unknown(norms[subject], knows):
            return True
    return False


def _is_opening(word: Word) -> bool:
    return word.is_sign or word.norm in _BEFORE


def _is_unknown(word: str, knows: Callable[[str], bool]) -> bool:
    if len(word) < _SHORTEST or not word.isalpha() or knows(word):
        return False
    cuts = range(_SHORTEST_IN_COMPOUND, len(word) - _SHORTEST_IN_COMPOUND + 1)
    return not any(knows(word[:cut]) and knows(word[cut:]) for cut in cuts)
