"""Ages in a message, and the vocabulary terms that they fall under.

A term that is named "under 22" or "over 50" in the knowledge file holds for every such age: who
writes "I'm 19" is under 22 without saying so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from language.entities import Entity
from language.terms import Vocabulary

_LIMIT = re.compile(r"(under|below|younger than|over|above|older than) (\d{1,3})", re.IGNORECASE)
_UPWARDS = frozenset({"over", "above", "older than"})
_RELATIVE = (
    r"(?:daughter|son|kid|child|teen|teenager|girl|boy|baby|niece|nephew|mum|mom|mother|dad|father"
    r"|wife|husband|partner|sister|brother|friend|boyfriend|girlfriend|aunt|uncle|gran|grandma"
    r"|nan|cousin)"
)
_OWN = re.compile(
    r"i\s?'?\s?a?m\b|^\W*\d|(?:^|\W)(?:man|woman|male|female|guy|lady)\b", re.IGNORECASE
)
_OF_RELATIVE = re.compile(rf"(?:she|he|who)\b|(?:she|he)\s?'?s\b|{_RELATIVE}\b", re.IGNORECASE)
_ASKED_FOR_THEM = re.compile(
    r"\b(?:can|could|should|may|might|would|is|will|does|do)\s"
    rf"(?:s?he|they|(?:my|our|the)\s(?:\w+\s)?{_RELATIVE})\b"
    rf"|\bfor\s(?:her|him|them|(?:my|our)\s(?:\w+\s)?{_RELATIVE})\b"
    r"|\bs?he\s(?:can|could|should|wants?|has|gets?|got|would|needs?)\b",
    re.IGNORECASE,
)
_THING = (
    r"(?:scars?|marks?|lines?|wrinkles?|tattoos?|keloids?|burns?|spots?|dents?|holes?|lumps?|moles?"
    r"|stains?|patch(?:es)?|filler|implants?|piercings?|roller|pen|device|machine|cream|voucher"
    r"|gift card|photos?|pictures?|melasma|stretchies)"
)
_OLD = re.compile(r"\bold", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"(?:year|yr)\s?-?\s?old$", re.IGNORECASE)
"""How an age stands before what is so old: "a 3 year old scar"."""
_ARTICLE = re.compile(r"\b(?:an?|my|the|this|that|her|his|some)\s*$", re.IGNORECASE)
_OF_SOMEBODY = re.compile(
    rf"(?:\bi\s?'?\s?a?m|\b(?:she|he|who)\s?'?\s?i?s|\b{_RELATIVE}(?:\s?'?\s?s|\s+is)?)"
    r"(?:\s+(?:an?|the|now|only|just|almost|nearly|about|already))*\s*$",
    re.IGNORECASE,
)
"""What an age stands behind that is a person's: "I'm a 17 year old"."""
_BEHIND_IT = re.compile(
    rf"\s+(?:(?:acne|burn|surgical|white|red|brown|pink|dark|deep|flat|raised|thin|big|small)\s)*{_THING}\b",
    re.IGNORECASE,
)
"""What an age is followed by that is a thing's: "a 3 year old scar"."""
_WHERE = r"(?P<where>\s(?:on|in|at|over|near|under|across)\s(?:my|the|his|her)\s\w+)?"
_SAID_OF_IT = re.compile(
    rf"\b(?:{_THING}{_WHERE}\s(?:is|are|was|were)|{_THING}'s|it'?s|they'?re|(?:it|they|these|those|this|that)\s"
    r"(?:is|are|was|were))(?:\s(?:now|only|just|about|around|at least|like|maybe|almost|nearly|over"
    r"|more than|some|already|probably|all))*\s*$",
    re.IGNORECASE,
)
"""What an age stands behind that is a thing's: "the scar is about 8 years old"."""
_A_THING = re.compile(rf"\b{_THING}\b", re.IGNORECASE)
_SOMEBODY = re.compile(
    rf"\b(?:{_RELATIVE}s?|kids|children|twins|patients?|students?|clients?|people|boys|girls|pupils)\b",
    re.IGNORECASE,
)
_PATIENT = 13
"""From how many years on a relative's age alone is taken for that of who wants the treatment."""
_AGE = re.compile(
    r"""(?<![\w.$])(?:
        (?:\d{1,2}\s?-\s?)?(?P<old>\d{1,3})\s?-?\s?(?:years?\s?-?\s?olds?|yrs?\s?-?\s?old|year\s?-?\s?old|y\s?/?\s?o
            |years?\s+of\s+age|y\.o\.?)\b
      | (?:aged?|age\s+of|ages)\s*(?:is|:|=)?\s*(?P<aged>\d{1,3})\b
      | (?:i\s?'?\s?a?m|(?:she|he|who)\s?'?\s?i?s|is\s+(?:only|just)|turn(?:ed|ing|s)?
            |"""
    + _RELATIVE
    + r"""(?:\s?'?\s?s|\s+is))
        (?:\s+(?:a|now|only|just|almost|nearly|about|already|turning))*\s+(?P<being>\d{1,3})(?:\s?[mf])?
        (?=\s*(?:[.?!,;)\n]|$|(?:and|but|with|so|can|is|now|have|never|who|yet|or|do|am|am\s+i|too|yrs?|male|female
            |woman|man|girl|boy|old)\b))
      | (?<=\b(?:is|am|at)\s)(?P<judged>\d{2,3})
        (?=\s+(?:(?:just|way|really|still)\s+)*too\s+(?:old|young)\b)
      | (?:\b(?:man|woman|male|female|guy|lady|dude|bride)\b,?\s+|(?<=[a-z],\s))(?P<apposed>\d{2})
        (?=\s*(?:[.;\n]|$|,\s(?!\d)))
      | (?P<marked>\d{2})\s?[mf](?=\s*(?:[.,;\n]|$|here\b|with\b|and\b))
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

    def left(self, entities: Iterable[Entity], ages: Sequence[Age], text: str) -> list[Entity]:
        """The details but for words of age that a stated age beats: "36, teenage sunburns"."""
        if not ages or _ASKED_FOR_THEM.search(text):
            return list(entities)
        groups = {(limit.kind, limit.value) for limit in self.limits}
        holding = {
            (limit.kind, limit.value)
            for limit in self.limits
            if any(limit.holds(age.years) for age in ages)
        }
        beaten = groups - holding
        return [each for each in entities if (each.kind, each.value) not in beaten]


def find_ages(text: str) -> tuple[Age, ...]:
    """The ages that a normalised message names."""
    found = [
        Age(int(next(filter(None, each.groups()))), *each.span()) for each in _AGE.finditer(text)
    ]
    ages = (age for age in found if age.years <= _OLDEST and not _is_of_a_thing(age, text))
    return _that_count(tuple(ages), text)


def _is_of_a_thing(age: Age, text: str) -> bool:
    """Whether it says how old a scar or a device is; in doubt it is a person's."""
    said = text[age.start : age.end]
    if _OLD.search(said) is None or _A_THING.search(text) is None:
        return False
    before = text[: age.start]
    if _ATTRIBUTE.search(said) and _BEHIND_IT.match(text, age.end):
        return _ARTICLE.search(before) is not None and _OF_SOMEBODY.search(before) is None
    found = _SAID_OF_IT.search(before)
    if found is None:
        return False
    names_it = _A_THING.search(found[0]) is not None and found["where"] is None
    return names_it or _SOMEBODY.search(text) is None


def _that_count(ages: tuple[Age, ...], text: str) -> tuple[Age, ...]:
    """Those of whoever is asked for: of "I'm 41, my son is 9. Can I have it?" the first."""
    relatives = tuple(each for each in ages if _is_of(_OF_RELATIVE, each, text))
    if not relatives or _ASKED_FOR_THEM.search(text):
        return ages
    others = tuple(each for each in ages if each not in relatives)
    if any(_is_of(_OWN, each, text) for each in others):
        return others
    return others or tuple(each for each in ages if each.years >= _PATIENT)


def _is_of(whose: re.Pattern[str], age: Age, text: str) -> bool:
    return whose.search(text, age.start, age.end) is not None
