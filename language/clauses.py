"""Where a message may fall apart into questions: sentences, and the clauses within them.

These are offers. Whether two clauses ask for different things is decided by the classifier
(`understanding/choosing.py`), so a cut too many costs little; none goes through an entity.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from language.entities import Entity
from language.shorthand import IN_FULL
from language.tokens import Word
from language.words import words_of

MOST_CLAUSES = 6
"""Of one sentence; what follows the last cut stays together."""

_SENTENCE_ENDS = frozenset({".", "?", "!", "...", ".."})
_NUMBERED = re.compile(r"(?<![\w.])([1-9])([.)])(?=\s+[A-Za-z])")
_SHORTEST_NUMBERED_LIST = 2

_JOINING = words_of(
    """
    and also plus & + ; , but then so n - / additionally btw oh besides secondly ) * \u2022
    """
)
_PLAIN_JOINTS = words_of("and also plus btw & additionally besides secondly ;")
"""Those that may join on anything, also what has not the form of a question."""
_WEAK_JOINTS = words_of(", - /")
_TIED = words_of("for with on in at from to of because since")
"""What begins with these goes on with the question before: "and for how many days"."""
_JOINING_PHRASES = tuple(
    tuple(phrase.split())
    for phrase in (
        *("by the way", "or if not", "if not", "if so", "one more thing", "one more question"),
        *(f"{which} question" for which in ("another", "second", "other", "next", "last")),
        *(f"{which} thing" for which in ("another", "second", "other", "next", "last")),
    )
)
_AFTER_JOINING_PHRASE = words_of("is was about")
_ASKING = words_of("what how why who whos whom when where which whose")
_VERBS = words_of(
    """
    is are am was were do does did can could will would should shall may might must has have had
    """
)
_SUBJECTS = words_of(
    """
    i you it he she we they this that these those there my your his her our their anyone someone
    people one anybody somebody men women teenagers teens kids patients the a an any all both
    """
)
_MODALS, _ARTICLES = words_of("can could will would should may might"), words_of("the a an any")
_NO_SUBJECT_OF_DO = words_of("it this that one")
_OPENING = words_of("if any whether")
_LEADS = tuple(
    tuple(lead.split())
    for lead in (
        *("tell me", "please tell", "let me know", "please explain", "explain", "how about"),
        *("what about", "i wonder", "i was wondering", "wondering", "i want to know"),
        *("i also want to know", "i need to know", "i would like to know"),
    )
)
_REQUEST = re.compile(
    r"""\b(?:
      tell\ me|let\ me\ know|how\ about|what\ about|explain|describe|wondering|curious|any\ idea
    | any\ advice|call\ me|question\ (?:is|about)|info(?:rmation)?\ (?:on|about)
    | (?:an|my)\ appointment
    | (?:want|need|like|love|wanted|trying|hoping)\ to\ (?:
        know|ask|understand|learn|hear|find\ out|book|schedule|cancel|reschedule|speak|talk|come\ in
        |see\ some(?:one|body)|(?:make|get)\ an?\ appointment)
    | wonder(?:ed)?\ (?:if|whether|how|what|why)
    | (?:do\ not|don'?t|not\ sure)\ (?:know|understand|what|how|if|whether)
    | looking\ (?:to\ book|for\ info)
    | please\ (?:send|give|help|advise|explain|tell)
    | (?:can|could)\ (?:you|i|we|someone|u)
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OPENERS = words_of(
    """
    hi hello hey so ok okay and but also well please pls thanks thank um uh just then hiya good
    morning afternoon evening plus or dear team quick question btw sorry excuse oh there all
    everyone guys yes no yeah
    """
)
_TELLING = words_of("i my we our she her he his they it its this that there me")
_INDIRECT = words_of(
    """
    know tell me wonder wondering ask asking asked sure understand explain see about on of idea
    curious learn regarding hear matter discuss clue describe to for with in at by from than until
    is was exactly if and or that no not like
    """
)
"""Words after which a question word only goes on: "do you know how long…", "tell me what…"."""
_OPENS_CLAUSE = words_of("if when whether because that who unless until before after while")
_SHORTEST_COMPLETE = 3
_NEAR = 4

_LIST_JOINTS = frozenset({",", "and", "&", "+", "/", "plus", "also", ";", "n"})
_LIST_LEADS = words_of(
    """
    what whats is 's are the tell me about how info information on need want to know details of
    list explain discuss can you please give i your a would like regarding hi hello any all
    """
)
_LONGEST_ITEM = 3

_BEFORE = words_of("before pre beforehand")
_AFTER = words_of("after afterwards afterward post")
_JOINS_TIMES = frozenset({"and", "&", "+", "n", "or", "/"})
_PICTURED = words_of(
    """
    photo photos pic pics picture pictures image images shots video videos results result gallery
    difference see show looks look compare comparison changes change
    """
)


@dataclass(frozen=True)
class Stretch:
    """A piece of the normalised text, `start` to `end`, exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Clause(Stretch):
    """A part of a sentence, without the words that join it to the one before."""

    asks: bool
    """Whether it asks or requests something; otherwise it is background."""


Sentence = tuple[Clause, ...]
"""The clauses of one sentence, or of one line or item of a numbered list."""


def whole_of(clauses: Sequence[Clause]) -> Stretch:
    """The stretch from the first of some neighboring clauses to the last."""
    return Stretch(clauses[0].start, clauses[-1].end)


def sentences_of(
    text: str, words: Sequence[Word], entities: Sequence[Entity]
) -> tuple[Sentence, ...]:
    """The sentences of a message, each in its clauses.

    Args:
        text: The normalised message.
        words: Its tokens.
        entities: What was found in it; no cut goes through one.
    """
    splitter = _Splitter(text, words, entities)
    return tuple(filter(None, map(splitter.clauses, splitter.sentences())))


_Place = tuple[int, int]  # first word and the word after the last


class _Splitter:
    """Cuts one message; holds what every step looks at."""

    def __init__(self, text: str, words: Sequence[Word], entities: Sequence[Entity]) -> None:
        self._text = text
        self._words = words
        self._norms = [IN_FULL.get(word.norm, word.norm).split(" ")[0] for word in words]
        self._named = _places(words, entities, lambda entity, at: entity.start <= at < entity.end)
        self._inside = _places(words, entities, lambda entity, at: entity.start < at < entity.end)
        self._numbering = self._find_numbering()

    def _find_numbering(self) -> set[int]:
        """The places of the signs of a numbered list: "1. does it hurt 2. how much is it"."""
        numbered = [
            (found.start(1), found.end(2))
            for number, found in enumerate(_NUMBERED.finditer(self._text), start=1)
            if int(found[1]) == number
        ]
        if len(numbered) < _SHORTEST_NUMBERED_LIST:
            return set()
        return {
            place
            for place, word in enumerate(self._words)
            if any(start <= word.start and word.end <= end for start, end in numbered)
        }

    def sentences(self) -> Iterator[_Place]:
        first = 0
        count = len(self._words)
        for last in range(1, count + 1):
            if last == count or self._is_end(last):
                yield first, last
                first = last

    def _is_end(self, place: int) -> bool:
        """Whether a sentence ends before the word at this place."""
        if place in self._inside or place - 1 in self._numbering:
            return False
        gap = self._text[self._words[place - 1].end : self._words[place].start]
        ends = self._norms[place - 1] in _SENTENCE_ENDS
        again = self._norms[place] in _SENTENCE_ENDS
        return "\n" in gap or place in self._numbering or (ends and not again)

    def clauses(self, sentence: _Place) -> Sentence:
        first, last = self._without_joints(*sentence)
        if all(self._words[place].is_sign for place in range(first, last)):
            return ()
        cuts = self._listed(first, last) or self._cuts(first, last) or [(last, last)]
        starts = [first, *(start for _, start in cuts)]
        ends = [*(end for end, _ in cuts), last]
        asked = "?" in self._norms[max(first, last - 2) : last]
        return tuple(
            Clause(
                self._words[start].start,
                self._words[end - 1].end,
                asks=(asked and end == last) or self._asks(start, end, following),
            )
            for start, end, following in zip(starts, ends, [*starts[1:], last], strict=True)
            if start < end
        )

    def _without_joints(self, first: int, last: int) -> _Place:
        while first < last - 1 and (
            first in self._numbering or self._norms[first] in _JOINING | {"or"}
        ):
            first += 1
        return first, last

    def _cuts(self, first: int, last: int) -> list[_Place]:
        """Where a clause may end and where the next begins, as pairs of places."""
        cuts: list[_Place] = []
        begin = first
        for place in range(first + 1, last):
            if place in self._inside or len(cuts) == MOST_CLAUSES - 1:
                continue
            end = self._cut(begin, place, last)
            if end is not None:
                cuts.append((end, place))
                begin = place
        return cuts

    def _cut(self, begin: int, place: int, last: int) -> int | None:
        """The end of the clause before `place`, if one may begin there."""
        if self._norms[place] in _JOINING:
            return None
        if self._norms[place] in _AFTER and self._norms[place - 2] in _BEFORE:
            return place - 1 if self._is_before_and_after(begin, place, last) else None
        end = self._before_joint(begin, place)
        if end < place:
            spoken = min(self._spoken(begin, end), self._spoken(place, last))
            joined = self._may_ask(place, last) or self._joins_anything(begin, end, place)
            return end if spoken >= 2 and joined else None
        if not self._may_ask(place, last):
            return None
        return end if self._is_complete(begin, end) and not self._goes_on(place) else None

    def _joins_anything(self, begin: int, end: int, place: int) -> bool:
        """Whether what follows may ask without the form of a question: "… and side effects".

        It does not in "I have olive skin and deep scars".
        """
        commas = (at for at in range(begin, end) if self._norms[at] == ",")
        told = self._norms[max(commas, default=begin - 1) + 1]
        return not _PLAIN_JOINTS.isdisjoint(self._norms[end:place]) and told not in _TELLING

    def _spoken(self, begin: int, end: int) -> int:
        """How many words stand there, signs aside."""
        return sum(not self._words[place].is_sign for place in range(begin, end))

    def _before_joint(self, begin: int, place: int) -> int:
        """Where the words that join the clause at `place` to the one before begin."""
        end = place
        while end > begin:
            phrase = self._joining_phrase(begin, end)
            if phrase:
                end -= phrase
            elif self._norms[end - 1] in _JOINING and end - 1 not in self._named:
                end -= 1
            else:
                return end
        return end

    def _joining_phrase(self, begin: int, end: int) -> int:
        """How many words before `end` are a phrase that joins; 0 for none."""
        tied = int(self._norms[end - 1] in _AFTER_JOINING_PHRASE)
        for phrase in _JOINING_PHRASES:
            start = end - tied - len(phrase)
            if start >= begin and tuple(self._norms[start : end - tied]) == phrase:
                whose = start > begin and self._norms[start - 1] in ("my", "the")
                return end - start + whose
        return 0

    def _may_ask(self, place: int, last: int) -> bool:
        """Whether the words from here may begin a question."""
        norm = self._norms[place]
        if place + 1 >= last:
            return False
        if norm in _ASKING or norm in _OPENING:
            return self._norms[place + 1] != "ever"
        if norm in _VERBS:
            subject = place + 1 + (self._norms[place + 1] == "not")
            return subject < last and self._is_subject(norm, subject)
        return any(tuple(self._norms[place : place + len(lead)]) == lead for lead in _LEADS)

    def _is_subject(self, verb: str, place: int) -> bool:
        norm = self._norms[place]
        if verb in ("do", "have"):
            return norm in _SUBJECTS - _NO_SUBJECT_OF_DO
        return norm not in _ASKING and not self._words[place].is_sign

    def _is_complete(self, begin: int, end: int) -> bool:
        """Whether a question with verb and subject stands there: another may simply follow."""
        return end - begin >= _SHORTEST_COMPLETE and any(
            self._norms[place] in _VERBS
            and (self._norms[place + 1] in _SUBJECTS or place + 1 in self._named)
            for place in range(begin, end - 1)
        )

    def _goes_on(self, place: int) -> bool:
        """Whether it is part of the same question: "if a doctor does it", "how long it takes"."""
        norm, before = self._norms[place], self._norms[place - 1]
        if before in _INDIRECT or before in _ASKING or norm in _OPENING:
            return True
        if norm in _VERBS:
            clause = self._norms[max(0, place - _NEAR) : place]
            # "can a technician do the medical kind"
            if norm in ("do", "have") and self._norms[place + 1] in _ARTICLES:
                return not _MODALS.isdisjoint(clause)
            is_subject = self._norms[place + 1] in _SUBJECTS or place + 1 in self._named
            return not is_subject or not _OPENS_CLAUSE.isdisjoint(clause)
        following = self._norms[place + 1 : place + _NEAR]
        return norm in _ASKING and (
            norm in ("which", "who", "whose", "whom") or _VERBS.isdisjoint(following)
        )

    def _is_before_and_after(self, begin: int, place: int, last: int) -> bool:
        """Whether this is the "after" of "what should I do before and after".

        The two times have different answers; pictures of before and after are one thing.
        """
        if place - 2 < begin or _PICTURED & set(self._norms[begin:last]):
            return False
        before, joint = self._norms[place - 2 : place]
        return before in _BEFORE and joint in _JOINS_TIMES

    def _listed(self, first: int, last: int) -> list[_Place]:
        """The cuts of a bare list of subjects, "price, pain and recovery?"; none if it is none."""
        while last > first and self._words[last - 1].is_sign:
            last -= 1
        while first < last and self._norms[first] in _LIST_LEADS:
            first += 1
        items: list[_Place] = []
        begin = first
        for place in range(first, last + 1):
            if place == last or (self._norms[place] in _LIST_JOINTS and place not in self._inside):
                if begin < place:
                    items.append((begin, place))
                begin = place + 1
        if not all(self._is_item(*item) for item in items):
            return []
        return [(before[1], after[0]) for before, after in pairwise(items)]

    def _is_item(self, begin: int, end: int) -> bool:
        """Whether it may be one subject of a list: a few words that say nothing of anybody."""
        norms = set(self._norms[begin:end])
        return (
            end - begin <= _LONGEST_ITEM
            and norms.isdisjoint(_VERBS | _TELLING | _ASKING | _BEFORE | _AFTER)
            and not all(place in self._named for place in range(begin, end))
        )

    def _asks(self, begin: int, end: int, following: int) -> bool:
        """Whether a clause asks for something, rather than tells.

        A bare subject asks ("prices"), but not before its question: "stretch marks, how long…".
        """
        if _REQUEST.search(self._text, self._words[begin].start, self._words[end - 1].end):
            return True
        place = begin
        while place < end - 1 and (self._norms[place] in _OPENERS or self._words[place].is_sign):
            place += 1
        if self._may_ask(place, end):
            return not (self._norms[place] == "when" and self._norms[place + 1] == "i")
        weakly = end < following and _WEAK_JOINTS.issuperset(self._norms[end:following])
        joined = begin > 0 and self._norms[begin - 1] in _JOINING
        goes_on = joined and self._norms[place] in _TIED
        return self._norms[place] not in _TELLING and not weakly and not goes_on


def _places(
    words: Sequence[Word], entities: Iterable[Entity], holds: Callable[[Entity, int], bool]
) -> frozenset[int]:
    return frozenset(
        place
        for place, word in enumerate(words)
        if any(holds(entity, word.start) for entity in entities)
    )
