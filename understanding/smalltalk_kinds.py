"""Which kind of small talk the words of a message are."""

import re
from functools import cache

from understanding.asking import asks_plainly
from understanding.cues import Cues

_WORDS = {
    "insult": """
        stupid, idiot, useless, dumb, rubbish, crap, shit*, fuck*, suck, sucks, hate you, terrible,
        worst, moron, garbage, shut up, wtf, annoying, damn, what the hell, go away, no sense,
        didn't understand, not helpful, not very helpful, not great, not much help, no help,
        not a help, useless bot
        """,
    "robot": """
        robot, bot, chatbot, real person, human, machine, ai, gpt, chatgpt, are you real,
        who are you, what are you, who made you, who built you, a person, your name, a name,
        talking to, speaking to, programmed, automated, computer, a doctor, a nurse
        """,
    "help": """
        help, what can you, what do you do, can i ask, how does this work, how do i use,
        what do you know, questions, question, get started, things can i, this chat, topics
        """,
    "wish": """
        wish me luck, wish us luck, say a prayer, pray for me, pray for us, fingers crossed,
        keep your fingers crossed, cross your fingers
        """,
    "thanks": """
        tx, tnx, lifesaver, life saver, obliged, you have been kind, you've been kind,
        thank, thanks, thx, thankyou, ty, tysm, < ta, ta >, cheers, appreciate, grateful, merci,
        gracias, danke, god bless, bless you, so patient, very patient
        """,
    "goodbye": """
        bye, goodbye, good bye, cya, see you, see ya, later, good night, take care, that is all,
        that's all, thats all, have a nice, have a good, have a lovely, have a great, gotta go,
        ciao, ttyl, gotta run, got to run, have to run, must run, gotta dash, gtg, g2g, got to go,
        have to go, must go, nite, night night, off to bed, im off, i'm off, leave you in peace,
        talk later, speak soon, bye bye, so long >, so long and, signing off, over and out,
        off i go, im out >, i'm out >, im done here, i'm done here, heading out now,
        until next time, til next time, till next time, farewell, cheerio, toodles, peace out,
        have a blessed, have a wonderful, have a good one
        """,
    "how_are_you": """
        how are you, how r u, how's it going, hows it going, how are things, how's your day,
        hows your day, what's up, whats up, wassup
        """,
    "compliment": """
        great, awesome, amazing, nice, love, good job, well done, brilliant, clever, smart, helpful,
        good bot, perfect, excellent, cool, a delight, delightful, a pleasure, been fun,
        wow, you're good, you are good, the best, sweet, funny
        """,
    "greeting": """
        hi, hello, hey, hiya, hullo, howdy, yo, heya, greetings, sup, good morning, good afternoon,
        good evening, morning, afternoon, evening, hola, bonjour, salam, namaste, anyone there,
        anybody there, anybody home, you there, u there
        """,
    "acknowledgement": """
        ok, okay, k, kk, alright, all right, right, sure, got it, i see, fine, makes sense,
        understood, i understand, gotcha, noted, oh, mm, fair enough, hm, hmm, interesting,
        good to know, lol, haha
        """,
    "robot_if_nothing_else": "are you, r u, do you, how old, u a, you a",
}
"""What each kind is said by; where several fit, the first counts."""

_BAD = (
    "annoying|stupid|useless|dumb|bad|rubbish|terrible|crap|idiotic|painful|horrible|awful|clueless"
)
_PRAISES = re.compile(
    rf"\b(?:less (?:{_BAD})|(?:not|isn'?t|aren'?t|wasn'?t|weren'?t) (?:\w+ ){{0,2}}?(?:{_BAD})"
    rf"|(?:better|smarter|nicer|kinder|more helpful|more useful) than"
    r"|(?:for|not like|unlike) (?:a|most|other) (?:bot|robot|machine|computer|program)s?)\b",
    re.IGNORECASE,
)
_DISPRAISES = re.compile(r"\b(?:useless|rubbish|terrible|crap|stupid) for a (?:ro)?bot\b", re.I)
"""A bad word that is denied, or said of others, is praise."""

_WARM_THANKS = re.compile(
    r"\b(?:god bless|bless (?:you|u)|(?:for|with) (?:the|your|ur|all (?:the|your)) (?:patience|time"
    r"|kindness)|for everything|for being (?:so )?(?:kind|nice|patient|sweet)|finest kind"
    r"|(?:you'?ve|you have|youve) been (?:a |an |so |very |most )|(?:that|this) is (?:sufficient"
    r"|enough|all)(?=\W*$)|that'?s (?:enough|plenty)|feel (?:\w+ ){0,2}better"
    r"|for not (?:\w+ ){1,4}me)\b",
    re.IGNORECASE,
)
"""Thanks with which people take leave."""
_HELPED = re.compile(r"\b(?:been|were|was|are|such|big|great|good) (?:\w+ ){0,4}help\b", re.I)
"""Help that was had: "thank you, you've been a big help" asks for none."""
_NAMED_IN_PARTING = frozenset({"robot", "help"})
"""Kinds whose words may stand in a good-bye."""
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")


def kind_said(text: str) -> str | None:
    """The kind of small talk that the words of a message point at."""
    kinds = _cues().found(_DRAWN_OUT.sub(r"\1", text))
    if kinds[:1] == ("help",) and "thanks" in kinds and _HELPED.search(text) is not None:
        kinds = kinds[1:]
    is_praise = _PRAISES.search(text) is not None and _DISPRAISES.search(text) is None
    if is_praise and kinds[:1] in (("insult",), ("robot",)):
        return next((kind for kind in kinds if kind in ("thanks", "goodbye")), "compliment")
    is_thanked = kinds[:1] == ("thanks",) and not asks_plainly(text)
    if is_thanked and _WARM_THANKS.search(text) is not None:
        return "farewell"
    if {"thanks", "goodbye"} <= set(kinds) and kinds[0] in ("thanks", "wish"):
        return "farewell"
    if "goodbye" in kinds and kinds[0] in _NAMED_IN_PARTING and not asks_plainly(text):
        # "You were fun, robot. Bye" names it, and asks nothing of it.
        return "farewell" if "compliment" in kinds else "goodbye"
    return next((kind.removesuffix("_if_nothing_else") for kind in kinds), None)


@cache
def _cues() -> Cues:
    return Cues(_WORDS)
