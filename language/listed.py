"""What is asked of several things in one breath: "can I run and drink wine after".

Each of them, with the words that all of them share, is a sentence of its own: "can I run after",
"can I drink wine after".
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from language.grammar import Token, parsed
from language.words import words_of

_JOINTS = words_of("and & + n plus")
_THINGS = frozenset({"NOUN", "PROPN", "VERB"})
"""What a list may be of; the tagger takes many a bare noun for a verb, and the other way round."""
_BEFORE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART"})
"""What may stand right before such a thing and belong to it: "the price list"."""
_OBJECTS = frozenset({"dobj", "pobj", "prt", "attr", "prep", "compound", "amod", "det", "poss"})
"""What hangs on a thing behind it and is no time that all share."""
_TIMES = words_of("first next later then again today tomorrow")
_BESIDE_A_SESSION = ("after", "before")
"""Words at the end that are said of all things listed, and how others of them begin."""
_NO_MORE = words_of("see tell say find try come go get let")
"""Verbs behind a joint that only say what the thing before is for: "have one and see"."""
_BETWEEN = words_of("between vs versus difference both together same compare or no not never n't")
"""Words of a message that asks what its things are to each other, or rules them out."""
_FEWEST, _MOST = 2, 4


class Listed(NamedTuple):
    """One thing of a list: its place in the text, and the places of the whole list."""

    start: int
    end: int
    list_start: int
    list_end: int


def listed(text: str) -> list[Listed]:
    """The things that a text lists beside each other, in order; none where it lists nothing.

    Args:
        text: A message; only its first list counts.
    """
    tokens = parsed(text)
    if not _BETWEEN.isdisjoint(each.word for each in tokens):
        return []
    for place, token in enumerate(tokens):
        if token.word in _JOINTS and 0 < place < len(tokens) - 1:
            spans = list(_spans(tokens, place))
            if _FEWEST <= len(spans) <= _MOST:
                start, end = tokens[spans[0][0]].start, tokens[spans[-1][1] - 1].end
                return [
                    Listed(tokens[first].start, tokens[last - 1].end, start, end)
                    for first, last in spans
                ]
    return []


def _spans(tokens: Sequence[Token], joint: int) -> Iterator[tuple[int, int]]:
    """The words of each thing around a joint: the first one, and that after the last."""
    last = _head_of_next(tokens, joint)
    first = tokens[joint].head
    if last is None or first >= joint or tokens[first].pos not in _THINGS:
        return
    heads = [first]
    while tokens[heads[0]].dep == "conj" and tokens[heads[0]].head < heads[0]:
        heads.insert(0, tokens[heads[0]].head)
    if any(tokens[each].pos not in _THINGS for each in heads):
        return
    begin = _begin(tokens, heads[0])
    for each in heads[1:]:
        comma = next((p for p in range(each, begin, -1) if tokens[p].word == ","), None)
        if comma is None:
            return
        yield begin, comma
        begin = comma + 1
    yield begin, joint
    yield joint + 1, _end(tokens, last)


def _head_of_next(tokens: Sequence[Token], joint: int) -> int | None:
    """The thing behind a joint, which hangs on the one before it; None for a clause of its own."""
    for place in range(joint + 1, len(tokens)):
        token = tokens[place]
        if token.dep in ("nsubj", "nsubjpass") or token.pos == "AUX" or token.word == "?":
            return None
        if token.dep == "conj" and token.head < joint:
            return place if token.pos in _THINGS and token.word not in _NO_MORE else None
    return None


def _begin(tokens: Sequence[Token], head: int) -> int:
    """Where the first thing begins, with what stands right before it and belongs to it."""
    begin = head
    while begin and tokens[begin - 1].head == head and tokens[begin - 1].pos in _BEFORE:
        if tokens[begin - 1].dep in ("nsubj", "nsubjpass", "aux"):
            break
        begin -= 1
    return begin


def _end(tokens: Sequence[Token], head: int) -> int:
    """Where the last thing ends: before a time that is said of all, or a sign."""
    end = head + 1
    while end < len(tokens) and tokens[end].word not in _TIMES:
        token = tokens[end]
        if token.word.startswith(_BESIDE_A_SESSION):
            break
        belongs = head <= token.head < end or (token.head > end and token.head < len(tokens))
        if token.pos == "PUNCT" or not belongs or token.dep not in _OBJECTS:
            break
        end += 1
    return end
