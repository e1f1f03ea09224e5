"""What people say of death, blood and hearts and mean of a price, a wish or a fright.

Read by their words these are warning signs, or questions on whether anybody has died. They are put
plainly before anything reads the message. Each is fixed English: none stands for the thing itself.
"""

import re

_SURELY = r"(?: (?:literally|honestly|actually|seriously|so|just))*"
_NEARLY = r"(?:about|almost|nearly|practically|basically|literally|damn near)"
_HAD = r"(?:had|have|having|got|gave me|gives me)"
_OF_NEWS = r"(?= (?:just )?(?:when (?:i|they|she|he|you)|hearing|seeing|reading|at the)\b)"
_IF = r"(?=\s*[.,!]|\s+(?:if|when|for|over)\b)"
_WILL = r"(?:will|would|gonna|going to|['’]ll|['’]d|could)"
_PEOPLE = r"(me|us|people|every(?:body|one)|patients|customers|clients)"
_A_THING = (
    r"(?= (?:an?|that|th[eo]se|such|some|one|skin|(?:her|his|their|your) (?:skin|face|cheeks)"
    r"|(?:smooth|clear|good|perfect|nice|even|less|tight)\w*)\b)"
)
_ALIVE = r"(?:scared|frightened|worried|terrified|bored|freezing|tickled)"
_MOOD = r"(?:embarrassment|shame|boredom|curiosity|laughter|laughing|excitement)"
_PURSE = r"(?:wallet|purse|pocket|bank account|credit card)"
_PLAINLY = (
    (rf"\bi(?:['’]?d| would){_SURELY} (?:kill|die) for{_A_THING}", "i want"),
    (r"\b(?:(?:is|are|was) )?to die for\b(?! (?:you|him|her|them|my|our)\b)", "so beautiful"),
    (rf"\b{_NEARLY} {_HAD} a (?:heart attack|stroke|coronary){_OF_NEWS}", "was surprised"),
    (rf"\b(?:nearly|almost|about) died{_OF_NEWS}", "was surprised"),
    (rf"\b(?:bleed(?:s|ing)?|bled) {_PEOPLE} dry\b", r"taking all the money of \1"),
    (rf"\b(?:died?|dying|dead) (?:of|from|with) {_MOOD}\b", "was embarrassed"),
    (r"\b(?:dying|die) to (?=(?:know|see|try|ask|hear|get|have|start|book|look)\b)", "eager to "),
    (rf"\b({_ALIVE}) (?:half )?to death\b", r"very \1"),
    (r"\bsick to death of\b", "tired of"),
    (rf"\b{_WILL}{_SURELY} (?:kill|murder|strangle) me{_IF}", "will not like it"),
    (r"\b(?:an|my|your) arm and a leg\b", "a lot of money"),
    (r"\bgive (?:my|an)(?: right| left)? (?:arm|leg|eye ?teeth)\b", "give a lot"),
    (r"\bdrop[- ]dead gorgeous\b", "very pretty"),
    (r"\bdead (?=(?:serious|tired|set|sure|easy|simple|keen|boring)\b)", "very "),
    (rf"\bburn(?:ed|t|ing|s)? a hole in (?:my|his|her|our|your) {_PURSE}\b", "costing a lot"),
    (r"\bover my dead body\b", "never"),
    (r"\bkills me (?=(?:to|that|how|when)\b)", "upsets me "),
)
_FIGURES = tuple((re.compile(figure, re.IGNORECASE), plain) for figure, plain in _PLAINLY)


def put_plainly(written: str) -> str:
    """A message with plain words in place of figures of speech: "I'd kill for that" wants it."""
    for figure, plain in _FIGURES:
        written = figure.sub(plain, written)
    return written
