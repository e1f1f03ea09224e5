"""What stands before a question that is asked anew: "no, I asked whether …", "… yes or no"."""

import re

_OPENING = re.compile(
    r"\s*(?:(?:no|nope|nah|but|ok|sorry|wait|hello)\b\W*)*"
    r"(?:(?:that'?s|that is|thats|it'?s) not (?:what i asked|my question)\W+)?"
    r"(?:i(?: just| only)? asked(?: you)?(?! (?:my|her|him|them|the|our|around)\b)"
    r"|my question (?:was|is)|i(?:'m| am| was) asking(?: you)?)(?: (?:if|whether))?\b\W*",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(
    r"\s*(?:(?:no|nope|but|sorry)\b\W*)*(?:that'?s|that is|thats) not (?:what i asked|my question)"
    r"\W+(?=\w+\W+\w+\W+\w)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?<=\w)\s*[,.;?!-][\s,.;?!-]*(?:just )?(?:a )?(?:simple )?yes or no\W*$", re.IGNORECASE
)
_LEAST_LEFT = 3
"""Words that must be left to ask something."""


def plainly_asked(written: str) -> str:
    """A message without the words that only say that something was asked before.

    "No, I asked do you offer it. Yes or no" asks whether it is offered.
    """
    found = written
    for pattern in (_OPENING, _NOT_THAT):
        opening = pattern.match(found)
        if opening is not None and len(found[opening.end() :].split()) >= _LEAST_LEFT:
            found = found[opening.end() :]
            break
    closing = _CLOSING.search(found)
    if closing is not None and len(found[: closing.start()].split()) >= _LEAST_LEFT:
        found = found[: closing.start()] + "?"
    return found
