"""What a few words ask about the last answer itself: why, say it shorter, forget it."""

import re
from functools import cache
from types import MappingProxyType

from understanding.cues import Cues, norms_of

WHY, SHORTER, SURE, RECAP, START_OVER = "why", "shorter", "sure", "recap", "start_over"
"""Why that is so; the same in fewer words; whether it is sure; what was spoken of; that all be
forgotten."""
NOT_THAT = "not_that"
"""That something else was asked than was answered."""
FOR_ME, TO_TELL, IS_NO, WRONGED = "for_me", "to_tell", "is_no", "wronged"
"""What it comes to with all that was told; what of it to tell a person; whether that means no; that
one was misled."""
PASS_ON = "pass_on"
"""That it be told to the clinic or a doctor for them (`passing_on`)."""

OF_ALL = frozenset({FOR_ME, TO_TELL, IS_NO, WRONGED})
"""Kinds that are no question about the last answer alone, and may name things."""
_MOST_WORDS, _MOST_OF_ALL, _MOST_TO_TELL = 8, 16, 28
_FIRST = re.compile(r"[\w' ]{3,40}(?=[.,?!])")
"""The first few words of a message."""
_ASKS_TO_TELL = re.compile(
    r"\bwhat (?:else |all )?(?!.* (?:before(?:hand)?|about me|about my)\b)"
    r"(?:(?:do|should|must|can|could|will|would|shall|am) i (?:have |need |supposed )?"
    r"|i(?:'ll|ll| should| must| can| will| shall| would| have| need| ought| am supposed) |(?=to ))"
    r"(?:to )?(?:(?:even|really|actually|all) )?(?:tell|say|mention)"
    r"(?:(?: to)? (?:them|the|when|on|at)\b(?! (?:at )?(?:work|school|kids|family))"
    r"| my (?:doctor|gp|dermatologist)\b|$)"
    r"|\b(?:list|sum|summary|write)\b(?: \w+){0,5} (?:i|i've|ive|i have) (?:told|said|mentioned)\b"
)
"""Asks what of all that was told a person has to hear, in whatever order it is put."""
_PUZZLED = frozenset("?!. ")
_WORDS = MappingProxyType(
    {
        START_OVER: """
            < start over, start over >, < start again, start again >, start from scratch,
            forget that, forget it all, forget everything, forget what i said,
            forget what i told you, forget all that, delete what i said
            """,
        NOT_THAT: """
            not what i asked, not what i was asking, not my question, didn't answer my question,
            didnt answer my question, did not answer my question, you didn't answer, you didnt
            answer, not answering my question, not an answer, answer my question >,
            answer the question >, non answer, no answer at all
            """,
        RECAP: """
            what were we talking about, where were we, what did i ask, what was i asking,
            what was my question, what did we talk about
            """,
        SURE: """
            why would i have to wait for, why do i have to wait for, why do i need a doctor,
            why would i need a doctor, why see a doctor, why do i have to see a, why ask a doctor,
            why do i have to ask a, why should i see a doctor, why does a doctor have to,
            why should a doctor look, why does a doctor need, why must a doctor, why must i see a,
            < are you sure >, < are u sure >, < you sure >, < r u sure >, < are you certain >,
            < is that sure >, < really >, < for real >
            """,
        FOR_ME: """
            everything i told you, everything i've told you, everything ive told you,
            everything i said, everything i've said, all i told you, all i've told you,
            all ive told you, all that i told you, what i told you in mind, given what i told you,
            given what i said, with what i told you, yes or no for me, for me yes or no,
            if you were me, if u were me, in my shoes, in my place, in my position,
            a no for me, a yes for me, no go for me, good candidate, a candidate,
            should i do it or not, should i have it or not, should i or shouldn't i,
            should i or shouldnt i, sum up for me, so for me that means, < so bottom line >,
            < bottom line >, < ok bottom line >, bottom line for me, < so all in all, with all that,
            so never again >, can i yes or no, < yes or no >, < so yes or no >, so can i or not,
            can i or can't i, can i or cant i, not say yes or no, ones do i ask my doctor,
            ones should i ask my doctor, which do i ask my doctor, what does it mean for me,
            what does that mean for me, good or not good, good or bad for me, is it for me or not,
            a good idea or not, good or no good, should i just forget, should i forget about it,
            should i forget it, should i just skip it, should i skip it altogether,
            should i give up on it, should i just give up, just give up on it then,
            everything considered, all things considered, all in all which, would you choose for me,
            would you pick for me, would you recommend for me, you choose for me, you pick for me,
            do you recommend for me,
            should i drop it then, should i drop the idea, should i even bother,
            is it even for me, is there any point for me
            """,
        SHORTER: """
            shorter, in short, short version, long story short, tldr, tl dr, too long, sum it up,
            summarize, in plain words, plain words, simple words, simple english, plain english,
            in english, easier words, too complicated, what do you mean, what does that mean,
            what u mean, wdym, i don't understand, i dont understand, i don't get it, i dont get it,
            not understand, huh, come again, say that again, say again, explain that again, < what >
            """,
        TO_TELL: """
            shall i ask the cardiologist, should i ask my cardiologist, should i ask my doctor then,
            shall i ask my doctor then
            """,
        IS_NO: """
            so it's a no, so its a no, it's a no then, its a no then, is it a no, is that a no,
            so that's a no, so thats a no, < so no then, < so a no, < so no, < a no then >,
            so not for me, so i can't have it, so i cant have it, so i can't do it, so i cant do it,
            so i can't get it, so i cant get it, so i shouldn't have it, so i shouldnt have it,
            so i'm out, so im out, < is it no >, is that a yes, so that's a yes, so thats a yes,
            so it's a yes, so its a yes, < so is it no, is it no or, is it a no or, no or is it ask,
            is it safe for me >, is this safe for me >, safe for me or not, is good idea for me,
            a good idea for me >, is it ok for me >, be ok for me >, be okay for me >,
            be all right for me >, be alright for me >, be safe for me >, be fine for me >,
            am i out then >, so am i out >, so basically no, no to everything,
            so i can not have it
            """,
        WRONGED: """
            lied to me, lied to us, they lied, he lied, she lied, misled me, they misled,
            cheated me,
            tricked me, conned me, deceived me, scammed me, nobody told me, no one told me,
            noone told me, nobody warned me, no one warned me, noone warned me, never told me,
            never warned me, should have told me, should've told me, should have warned me
            """,
        WHY: """
            < why >, < but why >, < ok why >, < why not >, < but why not >, < why though >,
            < why tho >, < how come >, < and why >, < why is that >, < why is it >, < why so >,
            < so why >, why does it matter, why does that matter, why would it matter,
            why would that matter, why should it matter, why is it a problem, why is that a problem,
            why does it count, why does that count, why would that count, < ugh why >, < aw why >,
            < oh why >, < wait why >, < hm why >, < and why not >, < so why not >,
            < why not > ,
            < whats the reason >, < what's the reason >, < reason >
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
    if len(words) <= _MOST_TO_TELL and _ASKS_TO_TELL.search(" ".join(words)):
        return TO_TELL
    if len(words) > _MOST_OF_ALL:
        return None
    first = _FIRST.match(said)
    if first is not None and "?" not in said[first.end() :]:
        # "Why not, my sister had it": what follows asks nothing.
        asked = _cues().found(first[0])
        if asked[:1] == (WHY,):
            return WHY
    found = next(iter(_cues().found(said)), None)
    is_long = len(words) > _MOST_WORDS and not (found == WHY and words[0] == WHY)
    return None if is_long and found not in OF_ALL else found


@cache
def _cues() -> Cues:
    return Cues(_WORDS)
