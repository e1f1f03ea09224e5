"""Which sentences speak of what a question asks, by the words that they share with it.

A shared word counts for the more the fewer of the sentences have it. Endings make no difference:
"infected" and "infection" are one word here.
"""

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import pairwise
from math import log

_MOST_SHARE = 3
"""A word is rare if at most one in so many sentences has it; where there are few, in two."""
_LEAST_WEIGHT = 0.5
"""Part of the best sentence's weight that another needs, or else it shares words by chance."""

_FUNCTION_WORDS = """
a about after afterwards again all also am an and any are as at be because been before being but by
can cant could did do does doing dont down each else even ever for from get gets getting go goes
going gonna got had has have having he her here his how i if im in into is it its ive just let like
many may me might mine more much must my need no not now of off on once one only or our out over own
please really same shall she should so some still such than thank thanks that the their them then
there these they this those to too until up us very want was we well were what when where whether
which while who whose why will with without would yes yet you your
"""
"""Words that hold a sentence together and say nothing of what it is about."""
_WEAK_WORDS = """
actual already always another anyone anything around bad best better cause clinic come day
different effect effective everyone face feel find first full good great happen hear help idea
kind know
look lot make mean most never normal other people person point possible problem put read
right say second see skin something start stay study sure take tell thing think time treatment try
type use usual way wonder work worry
"""
"""Words that tell nothing by themselves; two words in a row may ("most effective")."""
_MEANS = {
    "approv": "authoriz",
    "authoris": "authoriz",
    "blood": "bleed",
    "bloody": "bleed",
    "puf": "swel",
    "quest": "ask",
    "steril": "clean",
    "hygien": "clean",
    "swollen": "swel",
}
"""Everyday words, by what is left of them without their endings, and the usual ones for them."""
_WORD = re.compile(r"[a-z]{2,}")
_SUPERLATIVE = re.compile(r"\bbest\b(?=\s+(?:skin |treatment|thing|there|option|one\b))")
_POLITE = re.compile(
    r"\b(?:(?:can|could|may|might) i|want(?:ed)? to|like to|have a) (?:ask|question)\b"
)
_ENDINGS = (
    *("ations", "ation", "iness", "ness", "ings", "ing", "ions", "ion", "ies", "ied", "edly", "ed"),
    *("ely", "ly", "ers", "er", "es", "s", "y", "ic", "e"),
)
_SHORTEST_STEM = 3


def leading(text: str, sentences: Mapping[str, str], common: str = "") -> tuple[str, ...]:
    """The sentences that share rare words with a text, best first, equals in their order.

    Args:
        text: What was asked, in the visitor's words.
        sentences: What could be answered, by id.
        common: Words that tell nothing here, such as the name of what everything is about.
    """
    asked = _marks(text) - _marks(common)
    if not asked:
        return ()
    marks = {id_: asked & _marks(sentence) for id_, sentence in sentences.items()}
    spread = Counter(mark for found in marks.values() for mark in found)
    total = len(sentences)
    rare = max(total // _MOST_SHARE, min(2, total - 1))
    weights = {
        id_: sum(log((total + 1) / spread[mark]) for mark in found if spread[mark] <= rare)
        for id_, found in marks.items()
    }
    least = max(weights.values(), default=0.0) * _LEAST_WEIGHT
    told = [id_ for id_, weight in weights.items() if weight > 0 and weight >= least]
    return tuple(sorted(told, key=lambda id_: -weights[id_]))


def stem(word: str) -> str:
    """What is left of a word, in small letters, without its ending: "bruis" of "bruising"."""
    for ending in _ENDINGS:
        if (
            word.endswith(ending)
            and not word.endswith("eed")
            and len(word) - len(ending) >= _SHORTEST_STEM
        ):
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2]:
        word = word[:-1]
    return _MEANS.get(word, word)


@lru_cache(maxsize=4096)
def _marks(text: str) -> frozenset[str]:
    """The words of a text that tell something, and its pairs of words in a row."""
    text = _POLITE.sub(" ", text.casefold().replace("'", ""))
    text = _SUPERLATIVE.sub("most effective", text)
    stems = [stem(word) for word in _WORD.findall(text) if word not in _function_words()]
    pairs = {f"{one} {other}" for one, other in pairwise(stems)}
    return frozenset(pairs | (set(stems) - _weak_stems()))


@cache
def _function_words() -> frozenset[str]:
    return frozenset(_FUNCTION_WORDS.split())


@cache
def _weak_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _WEAK_WORDS.split())
