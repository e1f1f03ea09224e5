"""A choice made in words: a button's own words, "the second one", "2", "both"."""

from collections.abc import Sequence

from language.words import words_of
from understanding.cues import norms_of
from understanding.so_far import Choice, SoFar
from understanding.understood import Question

_ORDINALS = (
    words_of("1 1st first one"),
    words_of("2 2nd second two"),
    words_of("3 3rd third three"),
    words_of("4 4th fourth four"),
)
_LAST = words_of("last")
_ALL = words_of("both all everything")
_AROUND = words_of("""
    the one option number choice button answer please pls plz thx thanks yes yeah yep yup ok okay i
    mean meant want pick choose take go with for that this would like to know about of them it um uh
    hm no
    """)
"""What may stand beside the word that chooses."""
_DENIES = words_of("no none neither")


def said_choices(said: str, so_far: SoFar) -> tuple[Question, ...]:
    """The questions of the buttons that a message names; none if it is no choice.

    Args:
        said: The message, normalised.
        so_far: What the conversation holds.
    """
    offered, words = so_far.choices, norms_of(said)
    if not offered or not words:
        return ()
    titled = [each for each in offered if norms_of(each.title) == words]
    if titled:
        return (titled[0].question,)
    if not so_far.is_asked:
        return ()
    return tuple(each.question for each in _by_number(words, offered))


def _by_number(words: Sequence[str], offered: Sequence[Choice]) -> Sequence[Choice]:
    if not _DENIES.isdisjoint(words[:1]):
        return ()
    if not _ALL.isdisjoint(words) and (_ALL | _AROUND).issuperset(words):
        return offered if len(offered) > 1 else ()
    if not _LAST.isdisjoint(words) and (_LAST | _AROUND).issuperset(words):
        return offered[-1:]
    # "The second one" holds two of the words; what is said first of them counts.
    numbers = [n for word in words for n, names in enumerate(_ORDINALS) if word in names]
    known = frozenset().union(*_ORDINALS, _AROUND)
    if not numbers or not known.issuperset(words) or words == ("one",):
        return ()
    number = next((n for n in numbers if n != 0), 0)
    is_named = any(word in _ORDINALS[number] and word != "one" for word in words)
    return offered[number : number + 1] if is_named else ()
