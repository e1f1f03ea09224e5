"""What a few words ask about the last answer itself: why, say it shorter, forget it."""

from functools import cache
from types import MappingProxyType

from understanding.cues import Cues, norms_of

WHY, SHORTER, SURE, RECAP, START_OVER = "why", "shorter", "sure", "recap", "start_over"
"""Why that is so; the same in fewer words; whether it is sure; what was spoken of; that all be
forgotten."""

_MOST_WORDS = 8
_PUZZLED = frozenset("?!. ")
_WORDS = MappingProxyType(
    {
        START_OVER: """
            < start over, start over >, < start again, start again >, start from scratch,
            forget that, forget it all, forget everything, forget what i said,
            forget what i told you, forget all that, delete what i said
            """,
        RECAP: """
            what were we talking about, where were we, what did i ask, what was i asking,
            what was my question, what did we talk about
            """,
        SURE: """
            < are you sure >, < are u sure >, < you sure >, < r u sure >, < are you certain >,
            < is that sure >, < really >, < for real >
            """,
        SHORTER: """
            shorter, in short, short version, long story short, tldr, tl dr, too long, sum it up,
            summarize, in plain words, plain words, simple words, simple english, plain english,
            in english, easier words, too complicated, what do you mean, what does that mean,
            what u mean, wdym, i don't understand, i dont understand, i don't get it, i dont get it,
            not understand, huh, come again, say that again, say again, explain that again, < what >
            """,
        WHY: """
            < why >, < but why >, < ok why >, < why not >, < but why not >, < why though >,
            < why tho >, < how come >, < and why >, < why is that >, < why is it >, < why so >,
            < so why >, < why not > , < whats the reason >, < what's the reason >, < reason >
            """,
    }
)


def asked_about_last(said: str) -> str | None:
    """What a message asks about the last answer; None if it says anything of its own.

    Args:
        said: The message, normalised.
    """
    words = norms_of(said)
    if not words:
        return SHORTER if "?" in said and _PUZZLED.issuperset(said) else None
    if len(words) > _MOST_WORDS:
        return None
    return next(iter(_cues().found(said)), None)


@cache
def _cues() -> Cues:
    return Cues(_WORDS)
