"""Whether a question asks if this clinic does something, beside what it asks of that."""

import re

_YOU = r"(?:you|u|ya|y'?all|your (?:clinic|place)|(?:the|this) clinic)"
_MORE = r"(?: (?:guys|people|folks|all|ladies|also|even|still|there|here|actually|ever|only|just))*"
_DOES = r"(?:do|offer|treat|provide|perform|work on|needle)"
_OPENER = r"(?:hi|hey|hello|there|so|and|but|ok|okay|also|good (?:morning|afternoon|evening)|then)"
_OTHERWISE = (
    r"(?! (?:to|if|when|after|before|about|with (?:me|it)|anything|something|that|this|me)\b)"
    r"(?! it(?: \w+)? (?:in|on|at|to|before|after|with|if|when|yourself)\b)"
)
"""What follows where it is asked how something is done rather than whether it is."""
_HERE = re.compile(
    rf"(?<!what )(?<!how )(?<!why )(?<!when )(?<!where )(?<!long )(?<!often )"
    rf"\b(?:do|does|would|will) {_YOU}{_MORE} {_DOES}\b{_OTHERWISE}"
    rf"|^(?:{_OPENER}\W+)*(?:you|u|ya|y'?all){_MORE} {_DOES}\b{_OTHERWISE}"
    rf"|\b(?:can|could) {_YOU} (?:guys|people|folks|all) (?:do|treat|work on|needle|fix|help)\b"
    r"|\b(?:can|could|may) (?:i|we|he|she|they|my \w+) (?:get|have) (?:\w+\W+){1,6}?"
    r"(?:here|there|at your (?:clinic|place|office)|with you(?: guys)?)\b"
    r"|\bis (?:\w+\W+){1,4}?(?:done|offered|available) (?:here|there|at your (?:clinic|place))\b",
    re.IGNORECASE,
)


def asks_of_here(words: str) -> bool:
    """Whether somebody asks if this clinic does it: "do you guys do stretch marks".

    Args:
        words: A question, normalised.
    """
    return _HERE.search(words) is not None


_OURS = re.compile(
    r"\b(?:at|in|from) (?:your|the|this) (?:clinic|place|office|location|practice|spa|side|end)\b"
    r"|\bwith you(?: guys| all| people)?\b|\byou guys\b"
    r"|\b(?:here|there)(?= ?(?:[?,.!]|$))"
    r"|\byour (?:staff|nurses?|doctors?|people|team|esthetician|girls)\b",
    re.IGNORECASE,
)


def speaks_of_here(words: str) -> bool:
    """Whether somebody asks of this clinic: "who does it at your place"."""
    return _OURS.search(words) is not None
