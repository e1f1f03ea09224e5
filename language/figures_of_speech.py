"""What people say of death, blood and hearts and mean of a price, a wish or a fright.

Read by their words these are warning signs, or questions on whether anybody has died. They are put
plainly before anything reads the message. Each is fixed English: none stands for the thing itself.
"""

import re

_ANY_CASE = re.IGNORECASE
_SURELY = r"(?: (?:literally|honestly|actually|seriously|so|just))*"
_NEARLY = r"(?:about|almost|nearly|damn near)"
_HAD = r"(?:had|have|having|got|gave me|gives me)"
_OF_NEWS = re.compile(
    r"(?= (?:just )?(?:hearing|seeing|reading|when (?:i|they|she|he|you) (?:saw|heard|read|told)"
    r"|at the (?:price|cost|bill|invoice|quote|news))\b)"
).pattern
_PEOPLE = r"(me|us|people|every(?:body|one)|patients|customers|clients)"
_A_THING = (
    r"(?= (?:an?|that|th[eo]se|such|some|one|skin|(?:her|his|their|your) (?:skin|face|cheeks)"
    r"|(?:smooth|clear|good|perfect|nice|even|less|tight)\w*)\b)"
)
_ALIVE = r"(?:scared|frightened|worried|terrified|bored|freezing|tickled)"
_MOOD = r"(?:embarrassment|shame|boredom|curiosity|laughter|laughing|excitement)"
_NOT_WANTED = re.compile(r"(?<!want to )(?<!wanna )(?<!going to )(?<!gonna )").pattern
_PURSE = r"(?:wallet|purse|pocket|bank account|credit card)"
_PRICED = r"\b(cost(?:s|ing)?|charge[sd]?|charging|pay(?:s|ing)?|paid|spend|spent|for)"
_SEEN = r"(?:to (?:see|think|look at|pay|know|say|admit)|that|how)\b"
_WORN = r"(?:feet|heels|shoes|boots)"
"""What aches after a long day; a chest or a treated face that "is killing me" may be more."""
_OF_BODY = r"(?:to|when i|whenever i) (?:breathe|swallow|move|open|touch|talk|eat|chew|cough)\b"
_FIGURES = (
    (re.compile(rf"\bi(?:['’]?d| would){_SURELY} (?:kill|die) for{_A_THING}", _ANY_CASE), "i want"),
    (
        re.compile(
            r"\b(?:(?:is|are|was) )?to die for\b(?! (?:you|him|her|them|my|our)\b)", _ANY_CASE
        ),
        "so beautiful",
    ),
    (
        re.compile(rf"\b{_NEARLY} {_HAD} a (?:heart attack|stroke|coronary){_OF_NEWS}", _ANY_CASE),
        "was surprised",
    ),
    (re.compile(rf"\b(?:nearly|almost|about) died{_OF_NEWS}", _ANY_CASE), "was surprised"),
    (
        re.compile(rf"\b(?:bleed(?:s|ing)?|bled) {_PEOPLE} dry\b", _ANY_CASE),
        r"taking all the money of \1",
    ),
    (
        re.compile(rf"{_NOT_WANTED}\b(?:died?|dying|dead) (?:of|from|with) {_MOOD}\b", _ANY_CASE),
        "was embarrassed",
    ),
    (
        re.compile(
            r"\bdying to (?=(?:know|see|try|ask|hear|get|have|start|book|look)\b)",
            _ANY_CASE,
        ),
        "eager to ",
    ),
    (re.compile(rf"\b({_ALIVE}) (?:half )?to death\b", _ANY_CASE), r"very \1"),
    (re.compile(r"\bsick to death of\b", _ANY_CASE), "tired of"),
    (
        re.compile(rf"{_PRICED}((?: \w+){{0,3}}) an arm and a leg\b", _ANY_CASE),
        r"\1\2 a lot of money",
    ),
    (
        re.compile(r"\bgive (?:my|an)(?: right| left)? (?:arm|leg|eye ?teeth)\b", _ANY_CASE),
        "give a lot",
    ),
    (re.compile(r"\bdrop[- ]dead gorgeous\b", _ANY_CASE), "very pretty"),
    (
        re.compile(r"\bdead (?=(?:serious|tired|set|sure|easy|simple|keen|boring)\b)", _ANY_CASE),
        "very ",
    ),
    (
        re.compile(
            rf"\bburn(?:ed|t|ing|s)? a hole in (?:my|his|her|our|your) {_PURSE}\b", _ANY_CASE
        ),
        "costing a lot",
    ),
    (
        re.compile(
            r"\b(?:(?:literally|so|actually) )*(?:gonna|going to|will|['’]ll|would|['’]d)"
            r"(?: literally)? die if (?=(?:i|he|she|they|we|it)"
            r" (?:looks?|shows?|ha(?:ve|s) to (?:wear|go|wait|explain|cancel))\b)",
            _ANY_CASE,
        ),
        "very unhappy if ",
    ),
    (re.compile(r"\bover my dead body\b", _ANY_CASE), "never"),
    (re.compile(rf"\b({_WORN}) (?:is|are) killing me\b", _ANY_CASE), r"\1 hurt"),
    (
        re.compile(r"\bon (?:my|his|her|our)(?: very)? last nerve\b", _ANY_CASE),
        "annoyed",
    ),
    (re.compile(rf"\bkills me (?={_OF_BODY})", _ANY_CASE), "hurts badly "),
    (re.compile(rf"\bkills me (?={_SEEN})", _ANY_CASE), "upsets me "),
)


def put_plainly(written: str) -> str:
    """A message with plain words in place of figures of speech: "I'd kill for that" wants it."""
    for figure, plain in _FIGURES:
        written = figure.sub(plain, written)
    return written
