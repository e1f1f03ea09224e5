"""What a message asks, clause by clause: each main clause that asks is a question of its own.

One that leans on what stands before it in the message ("is it better than a peel and can I do
both") is read behind it, as it would be in the turn after (`in_context`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from knowledge.model import Knowledge
from language.clauses import Stretch
from language.main_clauses import MainClause
from language.text import Text
from language.words import words_of
from understanding.read_in_conversation import InConversation, in_conversation
from understanding.settling import is_story
from understanding.so_far import SoFar
from understanding.understood import Detail

_LISTED = re.compile(r"(?<![\w.])1[.)]\s.*(?<![\w.])2[.)]\s", re.DOTALL)
"""A numbered list, which falls apart by its numbers."""
_TAKING_UP = words_of("that this those these them")
"""Words for what stands before."""
_MOST_TOLD = 8
"""Things told in a story that are read with what it asks, the last of them."""
MOST_ASKED = 4
"""Clauses that are read by themselves; what a message costs is bounded."""


class Clause(NamedTuple):
    """A main clause that asks.

    Attributes:
        stretch: Its words.
        around: They, with what is told for it before and after.
        ways: What it may leave out, since that stands before it.
    """

    stretch: Stretch
    around: Stretch
    ways: InConversation


def asking_clauses(
    text: Text, person: Sequence[Detail], so_far: SoFar, knowledge: Knowledge
) -> list[Clause]:
    """The clauses of a message that ask, each with what stands before it.

    Args:
        text: The message.
        person: What it tells of whoever writes.
        so_far: What the conversation holds.
        knowledge: The version in force.

    Returns:
        Nothing where one asks and nothing is told beside it in a short message, and of a list.
    """
    if _LISTED.search(text.normalised):
        return []
    spans = list(_spans(_asked_once(text)))[:MOST_ASKED]
    if len(spans) < 2:
        tells = any(each.tells for each in text.main_clauses)
        return [_with_story(text, asks) for _, asks in spans if tells or is_story(text)]
    found: list[Clause] = []
    before = replace(so_far, person=tuple(dict.fromkeys((*so_far.person, *person))))
    for around, asks in spans:
        words = text.corrected(asks)
        told = text.corrected(Stretch(text.whole.start, asks.start))
        if told:
            before = replace(before, background=(told,), words=before.words if found else told)
        found.append(Clause(asks, around, in_conversation(words, before, knowledge)))
        before = replace(before, topic=before.topic, words=words, background=(), details=())
    return found


def _with_story(text: Text, asks: Stretch) -> Clause:
    """What a story asks, which it may ask of anything that is told in it."""
    words = text.corrected(asks)
    told = [Stretch(each.start, each.end) for each in text.main_clauses if not each.asks]
    behind = [f"{text.corrected(each)} {words}" for each in told[-_MOST_TOLD:]]
    return Clause(asks, text.whole, InConversation(behind))


def _asked_once(text: Text) -> list[MainClause]:
    """The main clauses, with one that only takes up the one before put to it.

    "What about dark marks, can it leave those" asks one thing.
    """
    found: list[MainClause] = []
    for each in text.main_clauses:
        before = found[-1] if found else None
        if before is not None and before.asks and each.asks and _takes_up(text, before, each):
            found[-1] = replace(before, end=each.end)
        else:
            found.append(each)
    return found


def _takes_up(text: Text, before: MainClause, clause: MainClause) -> bool:
    between = text.normalised[before.end : clause.start].strip()
    spoken = text.norms_in(Stretch(clause.start, clause.end))
    return between in ("", ",") and not _TAKING_UP.isdisjoint(spoken) and _last(text, before) != "?"


def _last(text: Text, clause: MainClause) -> str:
    return text.normalised[clause.end - 1 : clause.end]


def _spans(clauses: Sequence[MainClause]) -> Iterator[tuple[Stretch, Stretch]]:
    """Each clause that asks, behind it its place among those that tell before it and at the end."""
    begin: int | None = None
    last = max((at for at, each in enumerate(clauses) if each.asks), default=-1)
    for at, each in enumerate(clauses):
        begin = each.start if begin is None else begin
        if each.asks:
            end = clauses[-1].end if at == last else each.end
            yield Stretch(begin, end), Stretch(each.start, each.end)
            begin = None
