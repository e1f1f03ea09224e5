"""Where a message may fall in two: at a word that joins on another question.

`language/questions.py` cuts only where a new question plainly begins. People join them on in more
ways than a grammar knows ("fda approved also what is total package rate"), so these are offers: the
classifier takes one only where both halves are well understood and mean different things.
"""

import re
from collections.abc import Sequence

from language.entities import Entity

Span = tuple[int, int]
"""Start and end, exclusive, in the normalised text."""

_JOINT = re.compile(
    r"""
    [\s,;.!-]*
    \b(?:  # what joins
      and | also | btw | by\ the\ way | oh | plus | then | besides | n | & | so | but
      | second(?:ly)? | (?:the\ )?(?:second|other|next|last)\ (?:thing|question)(?:\ is|\ about)?
      | my\ (?:other|second|next)\ question(?:\ is|\ was)?(?:\ about)?
      | another\ (?:thing|question)(?:\ is)? | one\ more\ (?:thing|question)
      | or\ if\ not | if\ not | if\ so
    )
    (?:[\s,;:-]+(?:and|also|btw|oh|plus|then|is|so))*
    [\s,;:-]+
    (?=(?:  # what begins a question
      what | whats | wats | wat | how | hows | when | whens | where | wheres | who | whos | why
      | which | do | does | dose | did | is | are | can | could | will | would | should | shall
      | if | any | may | am | u | have | has
    )\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHORTEST_HALF = 2
"""In words."""


def halves(text: str, entities: Sequence[Entity]) -> list[tuple[Span, Span]]:
    """The ways in which a message may be two questions.

    Args:
        text: The normalised message.
        entities: What was found in it; no joint goes through one.
    """
    found: list[tuple[Span, Span]] = []
    for joint in _JOINT.finditer(text):
        first, second = (0, joint.start()), (joint.end(), len(text))
        is_inside = any(
            entity.start < joint.end() and joint.start() < entity.end for entity in entities
        )
        if not is_inside and all(
            len(text[start:end].split()) >= _SHORTEST_HALF for start, end in (first, second)
        ):
            found.append((first, second))
    return found
