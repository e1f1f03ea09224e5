"""Ages in a message, and the vocabulary terms that they fall under.

A term that is named "under 22" or "over 50" in the knowledge file holds for every such age: who
writes "I'm 19" is under 22 without saying so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from language.entities import Entity
from language.terms import Vocabulary

_LIMIT = re.compile(r"(under|below|younger than|over|above|older than) (\d{1,3})", re.IGNORECASE)
_UPWARDS = frozenset({"over", "above", "older than"})
_AGE = re.compile(
    r"""(?<![\w.$])(?:
        (?:\d{1,2}\s?-\s?)?(?P<old>\d{1,3})\s?-?\s?(?:years?\s?-?\s?olds?|yrs?\s?-?\s?old|year\s?-?\s?old|y\s?/?\s?o
            |years?\s+of\s+age|y\.o\.?)\b
      | (?:aged?|age\s+of|ages)\s*(?:is|:|=)?\s*(?P<aged>\d{1,3})\b
      | (?:i\s?'?\s?a?m|(?:she|he|who)\s?'?\s?i?s|is\s+(?:only|just)|turn(?:ed|ing|s)?
            |(?:daughter|son|kid|child|teen|teenager|girl|boy|niece|nephew|mum|mom|mother|dad|father|wife|husband
            |partner|sister|brother|friend|boyfriend|girlfriend|aunt|uncle|gran|grandma|nan|cousin)
            (?:\s?'?\s?s|\s+is))
        (?:\s+(?:a|now|only|just|almost|nearly|about|already|turning))*\s+(?P<being>\d{1,3})(?:\s?[mf])?
        (?=\s*(?:[.?!,;)\n]|$|(?:and|but|with|so|can|is|now|have|never|who|yet|or|do|am|am\s+i|too|yrs?|male|female
            |woman|man|girl|boy|old)\b))
      | (?<=\b(?:is|am|at)\s)(?P<judged>\d{2,3})
        (?=\s+(?:(?:just|way|really|still)\s+)*too\s+(?:old|young)\b)
      | (?<=\bis\s)(?P<late>[3-9]\d)(?=\s+(?:just\s+)?too\s+late\b)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_OLDEST = 110


class Age(NamedTuple):
    """An age, and where it stands in the text."""

    years: int
    start: int
    end: int


class _Limit(NamedTuple):
    kind: str
    value: str
    age: int
    upwards: bool

    def holds(self, age: int) -> bool:
        return age >= self.age if self.upwards else age < self.age


@dataclass(frozen=True)
class AgeGroups:
    """The terms of a vocabulary that are limits of age."""

    limits: tuple[_Limit, ...]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "AgeGroups":
        """The limits named in a vocabulary; of several of one term the widest counts."""
        limits: dict[tuple[str, str, bool], _Limit] = {}
        for kind, terms in vocabulary.items():
            for value, names in terms.items():
                for found in filter(None, map(_LIMIT.fullmatch, names.right)):
                    upwards = found[1].lower() in _UPWARDS
                    age = int(found[2])
                    key = (kind, value, upwards)
                    if key in limits:
                        age = min(age, limits[key].age) if upwards else max(age, limits[key].age)
                    limits[key] = _Limit(kind, value, age, upwards)
        return cls(tuple(limits.values()))

    def find(self, ages: Iterable[Age], text: str) -> tuple[Entity, ...]:
        """The terms that hold for the ages in a normalised message."""
        return tuple(
            Entity(limit.kind, limit.value, age.start, age.end, text[age.start : age.end])
            for age in ages
            for limit in self.limits
            if limit.holds(age.years)
        )


def find_ages(text: str) -> tuple[Age, ...]:
    """The ages that a normalised message names."""
    found = [
        Age(int(next(filter(None, each.groups()))), *each.span()) for each in _AGE.finditer(text)
    ]
    return tuple(age for age in found if age.years <= _OLDEST)
