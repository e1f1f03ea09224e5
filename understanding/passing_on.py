"""Wishes that something be told to the clinic or a doctor, which no program here can do."""

import re
from typing import Literal

Passed = Literal["case", "message"]
"""What happened, for whoever treats it; or a message, such as that somebody will not come."""

_WHO = (
    r"(?:clinic|(?:front )?desk|office|doctora?s?|docs?|dr|nurses?|providers?|staff|team"
    r"|reception\w*|people|lady|ladies|girls?|guys?|esthetician|aesthetician|technician|injector|surgeon"
    r"|dermatologist|derm|spa|place|paramedics|ambulance|hospital|er|(?:\w+ )people)"
)
_TO = (
    rf"(?:them(?! apart)|(?:the|my|your|ur|this) {_WHO}(?!['’]s\b)|your (?:\w+ )?{_WHO}|dr\.? \w+"
    r"|somebody there|someone there|everyone there)"
)
_HANDS_ON = (
    rf"(?:(?:tell|inform|notify|warn|message|text|email|remind) {_TO}"
    rf"|let {_TO} know|(?:write|talk) to {_TO}"
    rf"|(?:call|ring|phone) (?:ahead|(?:{_TO})(?: ahead)? (?:for me|and tell|to say|that))"
    rf"|(?:say|explain|send|relay|give|pass|forward|hand)(?: (?:it|this|that|a message|a note"
    rf"|what \w+ \w+|my \w+|me))?(?: on| along| over)? to {_TO}"
    rf"|have (?:someone|somebody|{_TO}) (?:email|e-mail|mail|send|text) me)"
)
_ASKED = re.compile(
    rf"(?:\b(?:please|pls|plz|kindly)(?: just| also)?"
    rf"|\b(?:can|could|would|will|cn) (?:you|u|ya|someone|somebody)"
    rf"(?: (?:please|pls|just|maybe|also))*"
    rf"|\b(?:someone|somebody|you) (?:will )?(?:has|have|needs?|should|must|ought)(?: got)? to"
    rf"|\bi (?:want|need|would like|'?d like) (?:you|u|someone|somebody) to"
    rf"|(?:^|[.;!?\n])\W*(?:(?:ok(?:ay)?|so|and|also|then|just|pls|well)\W+)*) ?{_HANDS_ON}\b"
    rf"|\b(?:you|u) (?:tell|say|explain)(?: it| this)? to {_TO}",
    re.IGNORECASE,
)
_OF_CASE = re.compile(
    r"\b(?:doctora?|doc|dr|nurse|hospital|er|paramedics|ambulance|provider)\b"
    r"|\bwhat (?:i|happen\w*|is|was|it)\b|\b(?:it|this|everything|all of it) to\b|\bahead\b",
    re.IGNORECASE,
)
_OF_A_VISIT = re.compile(
    r"\b(?:i'?ll|i will|i'?m|i am|i (?:won'?t|can'?t|might|may)|we'?re|we are"
    r"|s?he'?s)"
    r" (?:\w+ )?(?:\w+ )?(?:call\w*|ring\w*|phon\w*|com\w*|late|mak\w*|be there|cancel\w*|not)\b",
    re.IGNORECASE,
)


def passes_on(said: str) -> Passed | None:
    """What a message wants to be told to the clinic or a doctor; None where it wants nothing told.

    Args:
        said: The message, normalised.
    """
    found = _ASKED.search(said)
    if found is None:
        return None
    is_case = _OF_CASE.search(said[found.start() :]) and not _OF_A_VISIT.search(said)
    return "case" if is_case else "message"


def left_of(said: str) -> str:
    """What a message says apart from the sentence with that wish."""
    sentences = re.split(r"(?<=[.!?\n])\s*", said)
    return " ".join(each for each in sentences if _ASKED.search(each) is None)
