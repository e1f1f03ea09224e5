"""Words that only sometimes name what the vocabulary means: "come back", "it will peel"."""

import re
from typing import NamedTuple

from language.words import words_of

_NEVER = r"(?!)"


class _OtherSense(NamedTuple):
    """What shows that a word is meant otherwise.

    Attributes:
        before: A pattern that ends where the word begins.
        after: A pattern that begins where the word ends.
        unless: A pattern before the word under which neither of these counts.
        in_any_case: A pattern after the word that counts in spite of `unless`.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    unless: re.Pattern[str]
    in_any_case: re.Pattern[str]


def _other_sense(
    before: str = _NEVER, after: str = _NEVER, unless: str = _NEVER, in_any_case: str = _NEVER
) -> _OtherSense:
    return _OtherSense(
        re.compile(rf"\b(?:{before})\s$", re.IGNORECASE),
        re.compile(rf"[\s-](?:{after})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{unless})\s$", re.IGNORECASE),
        re.compile(rf"[\s-](?:{in_any_case})\b", re.IGNORECASE),
    )


_LEFT_BEHIND = words_of("""
    mark marks hole holes dent dents pit pits crater craters discoloration pigmentation
    """)
_QUIET = (
    r"[^.?!]{0,40}\b(?:(?:quiet|calm|clear|gone|over|inactive) (?:now|since)"
    r"|cleared up|(?:is|are|s|all) gone|went away|stopped (?:years|long) ago)"
)
"""What is said of what was once there and is quiet."""
_ONCE = "(?:was|were|being|as|since|like|from)(?: (?:just|only|being|still))* an?"
"""Before what somebody was long ago."""
_ACNE_ONCE = re.compile(
    "(?:from|by|after)(?: (?:my|the|all|old|bad|past|teen|teenage|severe))*"
    "|old|past|former|previous|teenage|teen|adolescent|puberty|(?:high )?school|college|hs"
    "|teens|healed|cleared|used to (?:have|get)|had(?: (?:really|very|so|bad|severe"
    "|terrible|awful|cystic|lots of|some))*"
)
"""Before acne that was there once."""
_PREGNANT_ONCE = re.compile(
    "(?:from|after|since|during)"
    r"(?: (?:my|the|a|last|previous|first|second|third|fourth|\d(?:st|nd|rd|th)|being))+"
    "|from|after|(?:when|while|since) i (?:was|were)|when i got"
)
"""Before a pregnancy that is over."""
_OTHER_SENSES = {
    "back": _other_sense(
        before="com(?:e|es|ing)|came|go(?:es|ing)?|went|gone|g[eo]t(?:s|ting)?|grow(?:s|ing|n)?|grew|heard?"
        "|br(?:ing|ings|inging|ought)|call(?:s|ed|ing)?|write|text|email|messages?|be|been|was|am|m|cut"
        "|set|hold|way|money|welcome|hair|pay|paid|take|put|turn|look|step|report|reach|fall|move"
        "|years?|months?|weeks?|days?|it|me|you|them|us",
        after="to|at|from|again|in|home|then|when|after|before|up|out|together|and forth|on|with"
        "|now|as",
        unless="my|your|his|her|their|our|the|lower|upper|whole|full|entire",
        in_any_case="of (?:my|the|your|his|her|their|our|a)|side|door|office|room|then|burner",
    ),
    "face": _other_sense(
        before="let'?s|have to|will|did|i|we|lose|save",
        after="it|to face|value|time|of|the fact|the truth|the same",
    ),
    "hand": _other_sense(
        before="other|at|by|on|second|first|me a|lend a|give a",
        after="on|over|out|down|me|made|held|holding|sanitizer|sanitiser|it|in",
    ),
    "hands": _other_sense(before="in good|shake|wash your|wash my", after="on|off|down"),
    "head": _other_sense(
        before="go|will|i'll|ill|shower|needle|pen|roller|device",
        after="to|over|start|out|back|up|on|off|into",
    ),
    "heads": _other_sense(after="up"),
    # What it left behind, or was long ago, is not there any more.
    **dict.fromkeys(
        (
            "acne",
            "ance",
            "cystic acne",
            "pimples",
            "pimple",
            "breakouts",
            "breakout",
            "zits",
            "zit",
        ),
        _other_sense(
            before=_ACNE_ONCE.pattern,
            after=f"(?:{'|'.join(sorted(_LEFT_BEHIND))})"
            "|left (?:me|my|some|these|behind)|years ago|when i was|days|years|phase|back then"
            r"|as an? (?:boy|girl|kid|child|teen\w*|young\w*)"
            "|in (?:my (?:twenties|20s|teens|youth)|hs|(?:high )?school|college)"
            rf"|{_QUIET}",
            unless=r"suffer(?:s|ing|ed)? from(?: my| bad)*|(?:ve|have|has|s)(?: \w+)? had(?: \w+)?",
        ),
    ),
    **dict.fromkeys(
        ("pregnancy", "pregnant"),
        _other_sense(
            before=_PREGNANT_ONCE.pattern,
            after="of (?:my|our) (?:son|daughter|boy|girl|kids?|twins)"
            r"|(?:\w+ ){1,2}years ago|last year|hormones",
            unless="(?:i'?m|i am|im|now|currently|if i was|not)(?: \\w+)?",
        ),
    ),
    **dict.fromkeys(
        ("teen", "teenage", "teenager", "adolescent"),
        _other_sense(
            before=_ONCE,
            after="acne|ance|skin|years|spots|pimples|zits|breakouts|scars|scarring|marks|days",
        ),
    ),
    "kids": _other_sense(
        before="have|had|with|two|three|four|when (?:the|my)",
        after="keep|kept|say|said|laugh|call|scream|woke|at home|are (?:home|asleep|crying|in)",
    ),
    **dict.fromkeys(
        ("kid", "child"),
        _other_sense(
            before=f"{_ONCE}|my (?:first|second|third|last|2nd|3rd|1st)|had (?:a|my|our)|have a",
        ),
    ),
    **dict.fromkeys(
        ("acne scares", "ance scares"),
        _other_sense(after="me|him|her|them|us|my|people|everyone|off"),
    ),
    **dict.fromkeys(
        ("for hair", "for my hair", "for the hair"),
        _other_sense(
            after="dye|colou?r|cuts?|appointments?|salon|wash|straightening|extensions|clips?"
            "|tie|ties|band|dresser|stylist|to (?:dry|settle)"
        ),
    ),
    "eye": _other_sense(before="keep an|have my|with an|caught my", after="to eye|candy|catching"),
    "arm": _other_sense(after="and a leg|and leg"),
    "leg": _other_sense(before="arm and a|arm and"),
    "neck": _other_sense(before="pain in the"),
    "peel": _other_sense(
        before="orange|banana|lemon|potato|will|would|does|do|did|might|may|can|could|should|i|it|you|we|they|nt|not|starts?|started|begins?"
        "|(?:starts?|started|begins?|going|supposed|continues?|likely|expect|expected) to"
        "|(?:my|your|the|his|her) (?:skin|face|scalp|nose)",
        after="off|away",
    ),
    "period": _other_sense(
        before="healing|recovery|time|waiting|trial|that|this|resting|rest|long|longer|short|shorter|week|day|month"
        "|hour|same|downtime",
        after="of|between|after|before|in between",
    ),
    "facial": _other_sense(
        after="scars?|scarring|hair|wrinkles?|skin|acne|micro|microneedling|needling|redness|swelling|area|areas"
        "|muscles?|rejuvenation|use|veins?|pigmentation|nerve|derma|roller|rollers|aging|ageing|exercises?|expressions?"
        "|features|moles?|eczema|treatments?|skincare|volume|fat|sagging",
    ),
    "medical": _other_sense(
        after="conditions?|history|insurance|reasons?|problems?|issues?|schools?|degree|licen[cs]e|licensed|cent(?:er|re)s?"
        "|attention|emergency|advice|records?|clearance|devices?|spas?|students?|help|background|professionals?|staff"
        "|office|director|team|bills?|expenses?|leave|certificate|training|supervision|opinion|tattoos?|card|plan"
        "|information|concerns?|evidence|studies|research",
    ),
    "cosmetic": _other_sense(
        after="surgery|surgeries|surgeons?|procedures?|products?|reasons?|dermatolog\\w+|clinics?|dentist\\w*|tattoos?"
        "|company|store|brand|industry|purposes?|bag|ingredients?",
    ),
    "ivf": _other_sense(
        before="long story,?|after|through|by|via|from|had|thanks to", after="baby"
    ),
    "beard": _other_sense(
        before="(?:under|underneath|beneath|below|behind|through|where)(?: (?:the|my|his|a))?",
        after="line|shadow|area|trimmer|grows?(?! back)",
    ),
    "make up": _other_sense(after="for|my mind|your mind|of|to|artist|a|missed|the"),
    **dict.fromkeys(
        ("doctor", "doc", "dr", "nurse"),
        _other_sense(
            before="hi|hello|hey|dear|morning|afternoon|evening|thanks|thank you|ok|okay|yes|no",
            after="pen|lance|setterfield",
        ),
    ),
    "tech": _other_sense(before="high|new|latest", after="support|company"),
    "plasma": _other_sense(after="donat\\w+|tv"),
    "faint": _other_sense(
        before="an?|very|quite|so|too|looks?|looking|more|less|really|still|some",
        after="red\\w*|pink\\w*|brown|white|lines?|scars?|scarring|marks?|spots?|stretch|wrinkles?|hairs?|patch\\w*"
        "|freckles?|colou?rs?|glow|smell|bruis\\w*|track\\w*|acne|pigment\\w*",
    ),
    "foundation": _other_sense(after="of|for"),
    **dict.fromkeys(
        ("haldi", "henna", "mehndi", "mehendi"),
        _other_sense(after="photos?|ceremony|party|function|day|night|event|evening"),
    ),
    "stamp": _other_sense(after="duty|collection|of"),
    "skin peel": _other_sense(before="my|your|the|his|her|their|does|make|makes|made"),
    "skin peels": _other_sense(before="my|your|his|her|when|until|before|after|once"),
    "peels": _other_sense(
        before="it|(?:my|your|the|his|her) (?:skin|face|scalp|nose)", after="off|away"
    ),
}
_DETERMINER = re.compile(r"(?:on )?(?:the|my) ", re.IGNORECASE)
_REACH = 40


def is_meant_otherwise(text: str, start: int, end: int) -> bool:
    """Whether the term at this place belongs to an expression in which it means something else."""
    determiner = _DETERMINER.match(text, start, end)
    if determiner:
        start = determiner.end()
    sense = _OTHER_SENSES.get(text[start:end].lower())
    if sense is None:
        return False
    before = text[max(0, start - _REACH) : start]
    if sense.in_any_case.match(text, end):
        return True
    if sense.unless.search(before):
        return False
    return bool(sense.before.search(before) or sense.after.match(text, end))
