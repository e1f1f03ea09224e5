"""Whether words have the form of a question or of a wish, rather than of something told."""

import re

_OPENERS = (
    "and|so|but|ok|okay|hi|hey|hello|also|well|oh|sorry|then|thanks|yes|no|or|honestly|nah|omg|wait"
    "|actually|lol|(?:i )?mean|(?:i )?meant"
)
_VERBS = (
    "can|could|will|would|should|shall|may|do|does|did|is|are|am|was|were|has|have|any(?:thing)?"
    "|tell"
)
_WORDS = "how|what|whats|why|which|who|where|whether|explain|recommend|advise"
_WISHES = (
    r"(?:should|can|could|do|may|will) (?:i|we|you)|is (?:it|this|that)|are (?:they|these|those)"
    r"|(?<!it )(?<!they )(?<!that )(?<!this )(?<!i )(?:is|are|does|do|wo|would|should|could)n'?t"
    r" (?:it|this|that|they|these|those|he|she|i|we)"
    r"|(?:i|we) (?:want|need|wish|would like|d like|wonder)|wondering|(?:if|when) (?:i|it|they) can"
)
_ASKS = re.compile(
    rf"\?|(?:^|[.,;!\n] ?)(?:(?:{_OPENERS})\b\W*)*(?:{_VERBS}|when)\b|\b(?:{_WORDS}|{_WISHES})\b"
    rf"|^(?:(?:{_OPENERS})\b\W*)*y (?:do|does|did|is|are|was|would|cant|can|not)\b"
    r"|, (?:right|no|yes|ok|correct|yes or no)$"
    r"|^(?:ok(?:ay)? |so |oh )?and (?:the|for|on|in|at|with|if|about|after|before|during)\b",
    re.IGNORECASE,
)


def asks_plainly(words: str) -> bool:
    """Whether somebody asks, as far as the form of the words tells.

    "Red on day five" asks without it, so this says only of what was told that it was asked.

    Args:
        words: A message or a part of one, normalised.
    """
    return _ASKS.search(words) is not None
