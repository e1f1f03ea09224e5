"""Which details the visitor says are not so: "I don't have keloids", "not pregnant".

An overlooked "no" costs a caution too many; a wrong one hides a caution that applies. So a detail
counts as denied only when nothing but words of having, being and taking stands between it and the
"no".
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from language.entities import Entity
from language.tokens import Word
from language.words import words_of

_NEVER_DENIED = frozenset({"treatment"})
"""Who never had the treatment asks about it all the same."""

_WITHOUT = words_of("no without w/o never neither nor zero non")
_NOT = frozenset({"not", "nt"})
_DO = words_of(
    """
    do does did ca can could should would wo will sha shall must may might cannot has have had
    """
)
_BE = words_of("am is are was were be been m s re ai i'm im")
_TAKES_NOUN = frozenset({"has", "have", "had"})
_SUBJECTS = words_of(
    """
    i you it he she we they this that these those there the my your his her our their a an any
    people
    """
)
_HAVING = words_of(
    """
    have has had having got get getting take takes taking taken took use uses used using want
    wanted need do done doing be been being suffer suffered suffering suffers experience
    experienced wear wearing like tried try
    """
)
_HELPERS = words_of(
    """
    a an any the my on from with of in to for prone diagnosed allergic currently actually really
    even personally yet very that so too known active current recent previous prior past history
    family personal signs sign allergies allergy symptoms kind type sort bad serious severe mild
    visible major real other particular medical condition conditions called like been either both
    such ever
    """
)
_BEFORE_NEXT = words_of(
    """
    a an any the my on in to of active current known other history recent have allergic taking
    using
    """
)
_JOINING = frozenset({"or", "nor", "/", "&"})
_LISTING = frozenset({",", "and"})
_STILL_MATTERS = words_of(
    """
    anymore since yet longer lately recently until till months weeks years days
    """
)
_BE_OF_I = words_of("m i'm im am")
_CLAUSE_ENDS = words_of(
    '. ? ! ; : ... - ( ) " but however though although because so if when while'
)
_SAYING = words_of("said say says saying told answered")
_WONDERING = frozenset({"why", "idea"})
_BEFORE_QUESTION = _CLAUSE_ENDS | words_of("and , why or how then so")
_BEFORE_NEXT_IN_LIST = words_of("any active no")
_LONGEST_SCOPE = 8
_MOST_STEPS = 3
_NEAR = 5


def mark_negated(words: Sequence[Word], entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities, with `negated` set on those that the message denies.

    Args:
        words: The tokens of the message.
        entities: What was found in it.
    """
    message = _Message(words, entities)
    denied: set[int] = set()
    for place, word in enumerate(words):
        if word.norm in _WITHOUT or word.norm in _NOT:
            denied.update(map(id, message.denied_by(place)))
    return tuple(
        replace(entity, negated=True)
        if id(entity) in denied and entity.kind not in _NEVER_DENIED
        else entity
        for entity in entities
    )


class _Message:
    """The words of a message, with the entities that begin at each."""

    def __init__(self, words: Sequence[Word], entities: Sequence[Entity]) -> None:
        self._words = words
        self._norms = [word.norm for word in words]
        self._starting: dict[int, list[Entity]] = {}
        ends = [word.end for word in words]
        for entity in entities:
            self._starting.setdefault(bisect_right(ends, entity.start), []).append(entity)

    def denied_by(self, cue: int) -> list[Entity]:
        """The entities that the "no" at this place denies."""
        if self._is_said(cue) or (self._norms[cue] in _NOT and self._is_asked(cue)):
            return []
        # "can't pregnant women…" says nothing of the visitor: after these a verb has to follow.
        needs_verb = self._norms[cue] in _NOT and self._norm(cue - 1) in _DO - _TAKES_NOUN
        place = cue + 1
        while place < len(self._words) and place - cue <= _LONGEST_SCOPE:
            norm = self._norms[place]
            if place in self._starting:
                denied = [] if needs_verb else self._list_from(place, cue)
                is_over = place == cue + 1
                return [] if not is_over and self._still_matters(denied) else denied
            if norm == "longer" and place + 1 in self._starting and place == cue + 1:
                return self._list_from(place + 1, cue)
            if norm in _HAVING:
                needs_verb = False
            elif not (norm in _HELPERS or norm in _BE or (norm == "-" and place == cue + 1)):
                break
            place += 1
        return []

    def _norm(self, place: int) -> str:
        return self._norms[place] if 0 <= place < len(self._norms) else ""

    def _is_said(self, cue: int) -> bool:
        """Whether somebody else says no ("she said no to lasers"), or it goes on from a wonder."""
        return self._norm(cue - 1) in _SAYING or self._norm(cue - 1) in _WONDERING

    def _is_asked(self, cue: int) -> bool:
        """Whether the "not" only asks ("isn't it…", "don't you treat…"), which denies nothing."""
        verb = self._norm(cue - 1)
        opens = cue < 2 or self._norms[cue - 2] in _BEFORE_QUESTION
        is_verb = verb in _DO or verb in _BE - _BE_OF_I
        return opens and is_verb and (self._norm(cue + 1) in _SUBJECTS or cue + 1 in self._starting)

    def _list_from(self, place: int, cue: int) -> list[Entity]:
        """The entities of a list that begins here: "eczema, psoriasis or active acne"."""
        found = list(self._starting[place])
        following = self._next_item(place, cue)
        while following is not None:
            found += self._starting[following]
            following = self._next_item(following, cue)
        return found

    def _next_item(self, place: int, cue: int) -> int | None:
        """Where the next item of a denied list begins, if the list goes on after the one here."""
        place = self._after(place)
        joints: set[str] = set()
        while self._norm(place) in _JOINING | _LISTING:
            joints.add(self._norms[place])
            place += 1
        if not joints:
            return None
        joined = not joints.isdisjoint(_JOINING)
        allowed = _BEFORE_NEXT if joined else _BEFORE_NEXT_IN_LIST
        steps = 0
        while place not in self._starting and self._norm(place) in allowed and steps < _MOST_STEPS:
            place += 1
            steps += 1
        if place not in self._starting:
            return None
        # "not pregnant, melasma is my problem": a list goes on or ends after its item, a new clause
        # does not; and "not medical, cosmetic" is a correction.
        following = self._norm(self._after(place))
        goes_on = following in _JOINING | _LISTING
        ends = self._norms[cue] not in _NOT or "and" in joints
        return place if joined or goes_on or (ends and following in _CLAUSE_ENDS | {""}) else None

    def _after(self, place: int) -> int:
        """The first word after the longest entity that begins here."""
        end = max(entity.end for entity in self._starting[place])
        while place < len(self._words) and self._words[place].start < end:
            place += 1
        return place

    def _still_matters(self, denied: Sequence[Entity]) -> bool:
        """Whether it was so once and counts ("not on Accutane anymore", "not taken since May").

        A state that is over ("not pregnant anymore") is over; a medicine that was taken may count.
        """
        if not any(entity.kind == "circumstance" for entity in denied):
            return False
        end = max(entity.end for entity in denied)
        following = [word.norm for word in self._words if word.start >= end][:_NEAR]
        clause = takewhile(lambda norm: norm not in _CLAUSE_ENDS and norm != ",", following)
        return not _STILL_MATTERS.isdisjoint(clause)
