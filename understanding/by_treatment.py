"""What is asked of one treatment among several, and of several at once.

A question is asked of each treatment in the same words, so one that names another than the first is
read without that name, as the examples on the first one are; and only the particular questions of
its own treatment can be meant.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from knowledge.model import Knowledge
from knowledge.topics import record_of
from knowledge.treatments import Treatment
from language.entities import Entity
from language.words import words_of
from understanding.kinds import LEADING, OTHER_QUESTION, QUESTION
from understanding.meant import treatments_named
from understanding.so_far import SoFar
from understanding.understood import Question

_COMPARES = re.compile(
    r"\b(?:or|vs|versus|than|both|either|between|compar\w*|differ\w*|which|better|and)\b",
    re.IGNORECASE,
)
"""Words of a question on several treatments that is asked of each of them."""
_BESIDE = re.compile(
    r"\b(?:same (?:day|time|visit|week)|together|combin\w*|on top of|at once|plus"
    r"|(?:after|before|since) (?:an?|my|the|having)"
    r"|how (?:long|soon|far|many)\b.*\b(?:between|apart|after|before))\b",
    re.IGNORECASE,
)
"""Words of one on what one of them is to the other: how long after it, on the same day."""
_WORD = re.compile(r"[^\W\d_]+")
_SEVERAL, _FEWEST = 2, 2
"""Treatments of which one has to be told from the others; and words beside the name of one that ask
something of it."""
_TELL = words_of("""
    tell about info information details explain describe know learn question questions
    what whats wat
    """)
_ASKS_FOR_ALL = _TELL | words_of("""
    me us more on of please pls the your this that can could would you i we want wanna like to hear
    have a an some hi hello hey and so ok is are s exactly actually even mean means
    """)
"""Words that, beside the name of a treatment, ask no more of it than the name alone, if there are
some to be told about it among them."""
_OF_EACH = frozenset({"facts", "lengths", "conditions", "providers", "suitability"})
"""Families of topics that are answered of one treatment at a time."""


def asked_of(entities: Iterable[Entity], so_far: SoFar, knowledge: Knowledge) -> Knowledge:
    """The knowledge with what can be asked of the treatments that a message speaks of.

    Args:
        entities: What the message names.
        so_far: What the conversation holds: the treatment that was spoken of.
        knowledge: The version in force.
    """
    if len(knowledge.treatments) < _SEVERAL:
        return knowledge
    named = {str(e.value) for e in entities if e.kind == "treatment" and not e.negated}
    remembered = so_far.treatment if so_far.treatment in knowledge.treatments else None
    return knowledge.asked_of(named or {remembered or next(iter(knowledge.treatments))})


def beside_the_first(knowledge: Knowledge) -> dict[str, Treatment]:
    """All treatments of the file but the one that the examples are on, by id."""
    return dict(islice(knowledge.treatments.items(), 1, None))


def spoken_alike(sentence: str, knowledge: Knowledge) -> str:
    """A sentence on another treatment than the first, as people ask it of any: "does it hurt".

    One that names both stays as it is: what they are to each other is asked. A bare name, and one
    that is to be told about, is that of the first in its place.
    """
    if len(knowledge.treatments) < _SEVERAL:
        return sentence
    first, others = next(iter(knowledge.treatments.values())), beside_the_first(knowledge).values()
    if _names(ways_of(first)).search(sentence) is not None:
        return sentence
    named = _names(tuple(way for each in others for way in ways_of(each)))
    beside = _WORD.findall(named.sub(" ", sentence).casefold())
    is_all = _ASKS_FOR_ALL.issuperset(beside) and not _TELL.isdisjoint(beside)
    is_bare = len(beside) < _FEWEST or is_all
    return named.sub(first.name if is_bare else "it", sentence)


def is_on_ours(sentence: str, knowledge: Knowledge) -> bool:
    """Whether a sentence names one of several treatments of the file.

    What is taught of these is of the first one alone, so that what is asked of another resembles
    what is not ours.
    """
    treatments = knowledge.treatments.values()
    ways = tuple(way for each in treatments for way in ways_of(each))
    return len(treatments) >= _SEVERAL and _names(ways).search(sentence) is not None


def ways_of(treatment: Treatment) -> tuple[str, ...]:
    """All that a treatment is called by: what is read of its name depends on these alone."""
    return (treatment.name, *treatment.synonyms, *treatment.misspellings)


@lru_cache(maxsize=64)
def _names(ways: Collection[str]) -> re.Pattern[str]:
    """Finds any of some names, in the singular or the plural, with its article."""
    longest_first = sorted(ways, key=len, reverse=True)
    spaced = (r"[\s-]*".join(map(re.escape, re.split(r"[\s-]+", each))) for each in longest_first)
    return re.compile(rf"\b(?:an?\s+)?(?:{'|'.join(spaced)})s?\b", re.IGNORECASE)


def of_each(question: Question, knowledge: Knowledge) -> tuple[Question, ...]:
    """A question that several treatments are held against each other by, of one after the other.

    "Does a peel hurt more than needling" is answered for both; how long after a peel the other can
    be had is one question.
    """
    named = treatments_named(question, knowledge)
    is_of_each = record_of(question.topic).family in _OF_EACH and _compares(question.words)
    if len(named) < _SEVERAL or not is_of_each:
        return (question,)
    return tuple(_of_one(id_, question, knowledge) for id_ in named)


def _compares(words: str) -> bool:
    return _COMPARES.search(words) is not None and _BESIDE.search(words) is None


def only_known(question: Question, knowledge: Knowledge) -> Question:
    """The question without particular ones that the knowledge has not."""
    kinds = (QUESTION, OTHER_QUESTION)
    kept = (d for d in question.details if d.kind not in kinds or d.value in knowledge.questions)
    return replace(question, details=tuple(kept))


def _of_one(treatment: str, question: Question, knowledge: Knowledge) -> Question:
    """The question asked of one treatment, without what only another one is asked."""

    def is_kept(kind: str, value: object) -> bool:
        if kind == "treatment":
            return value == treatment
        if kind in (QUESTION, OTHER_QUESTION):
            asked = knowledge.questions.get(str(value))
            return asked is not None and asked.treatment == treatment and not asked.is_gap
        return kind != LEADING

    kept = tuple(each for each in question.details if is_kept(each.kind, each.value))
    return replace(question, details=kept)
