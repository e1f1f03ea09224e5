"""What people say by the way to whoever listens: scoffs, jokes, praise, what their family thinks.

None of it asks for facts, whatever question it resembles. It is met in a few words.
"""

import re

from understanding.asking import asks_plainly

CHAT, OTHERS_SAY, UNKNOWING, COMPLIMENT = "chat", "others_say", "unknowing", "compliment"
VOUCH, OFFER = "vouch", "offer"
"""Talk of the day; what others think of it; that nothing is known here; praise; that somebody be
told that it is fine; a friendly offer on leaving."""

_MOST_OF_VERDICT, _MOST_WORDS = 14, 30
_NOT_KNOWN = re.compile(
    r"(?:\b(?:you|u|they|y'?all) (?:(?:really|just|also|actually|clearly|basically) )?"
    r"(?:do not|don'?t|dont) (?:(?:really|actually|even) )?know"
    r"|\b(?:nobody|no ?one) (?:(?:really|actually|even) )?knows)"
    r"(?: (?:either|that|this|then|anything|at all))*\W*$"
    r"|\b(?:you|u) (?:have|got) no (?:idea|clue)(?: either| then)?\W*$"
    r"|\bno (?:idea|clue),? (?:then|either)\W*$",
    re.IGNORECASE,
)
_HONEST = re.compile(
    r"\b(?:straight|honest|clear|plain|real|decent|sensible) "
    r"(?:answers?|talk|reply|ro?bot|bot|chatbot|machine|program)\b|\b(?:chat|ro)?bots?\b[^.?!]{0,20}\badmits?\b"
    r"|\b(?:thanks|thank you|appreciate)\b[^.?!]{0,30}\b(?:honest\w*|straight)\b"
    r"|\b(?:straight|honest|upfront|frank) with me\b",
    re.IGNORECASE,
)
_DEMANDS = re.compile(
    r"\b(?:give|want|need|get me|gimme|can|could|please|just|for once|would|not|no|never|any|be)\b",
    re.IGNORECASE,
)
_TRADE = r"(?:places?|clinics?|spas?|outfits?|compan(?:y|ies)|scams?|rip ?offs?|gimmicks?|salons?)"
_SCOFFS = re.compile(
    rf"\b(?:another|one more|one of those|yet another)\b[^.?!]{{0,20}}\b{_TRADE}\b[^.?!]*"
    r"\b(?:takes?|taking|charg\w+|leaves?|sells?|rips?|promis\w+|robs?|wants?)\b"
    r"|(?<!are )\b(?:you|you (?:people|guys|lot|all)|y'?all)(?: are|'?re)? (?:just |now )?"
    r"(?:gonna|going to|about to) (?:tell|sell|push|say)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"\b(?:will|would|'?ll|'?d|gonna|going to) "
    r"(?:kill|murder|strangle) me\b|\b(?:have|has) my (?:head|hide)\b"
    r"|\bfeet (?:hurt|ache)\b|\bcross with (?:him|her|them)\b",
    re.IGNORECASE,
)
_KIN = (
    r"(?:son|daughter|husband|wife|hubby|mom|mum|mother|dad|father|sister|brother|friends?"
    r"|boss|boyfriend|girlfriend|partner|kids?|children|family|grand\w+|mother in law|in-?laws"
    r"|aunt\w*|uncle|cousin|coworkers?|neighbou?r|everyone|everybody)"
)
_THINK = re.compile(
    rf"\b(?:my |the )?{_KIN} "
    r"(?:says?|thinks?|said|thought|tells? me|told me|calls? it|called it) (?:that )?"
    r"(?:it'?s|its|it is|it was|i'?m|im|i am|this is|that'?s|it)? ?(?:just |all |too |so |a )*"
    r"(?:foolish\w*|nonsense|vain|vanity|silly|stupid|crazy|ridiculous|waste|old|dumb|nuts|mad)\b",
    re.IGNORECASE,
)
_WHAT_OF_IT = re.compile(
    r"\bwhat (?:do|would|d) (?:you|u|ya) (?:say|think)(?: (?:to|of|about) (?:that|it|this))?\W*$",
    re.IGNORECASE,
)
_FINE_FOR = re.compile(
    rf"\b(?:can|could|will|would) (?:you|u) (?:please |pls )?(?:tell|convince|show) (?:her|him|them"
    rf"|my {_KIN}) (?:that )?(?:it'?s|its|it is|it will be|it'?ll be|this is) "
    r"(?:\w+ )?(?:fine|safe|ok|okay|alright|all right|worth it|not)\b",
    re.IGNORECASE,
)
_COMES_OFFERED = (
    r"\b(?:you|u|y'?all|ya) know (?:where|who|how)|\b(?:find|call|ring|text|see|dm|email) me"
    r"|\bhit me up|\blook me up|\b(?:come|stop|swing|drop) (?:by|over|in|see)"
    r"|\bi'?m (?:your|the|ur|on|at|over|down|in)\b|\bi(?:'?ve)? got (?:you|u|ya)\b"
    r"|\bi(?:'?ll| will| can) (?:do|fix|sort|hook|give|cut|make|cook|bake|bring|take care)"
    r"|\bon (?:me|the house)\b|\bmy (?:treat|shop|salon|place|chair|truck)\b|\bholler"
    r"|\blet me know"
)
_OFFERED = re.compile(
    r"\b(?:if|when|whenever|any ?time|next time)(?: ever)?(?: any(?: ?one)? of| some of| one of)?"
    r" (?:you|u|y'?all|ya)(?: guys| all| folks| lot| people)?(?:'?re| are)?(?: \w+){0,2}? "
    r"(?:needs?|wants?|fancy|looking for|after|in the mood for|craving|feel like)"
    r" (?!me\b|help\b|any\b|anything\b|it\b|to\b|my\b)\w+[^?]*"
    rf"(?:{_COMES_OFFERED})[^.?!]*",
    re.IGNORECASE,
)
_NO_OFFER = re.compile(
    r"\b(?:bridge|gone|dead|death|die|died|dying|kill\w*|suicid\w*|pills?|myself|wrists?|my arms?"
    r"|thighs?|any ?more|end|ended|ending|jump\w*|grave|under|heaven|hell|knife|knives|blades?"
    r"|blood|bleed\w*|won'?t|will not|never|goodbye forever|last time|hurts?|hurting|pain|alone"
    r"|hate|sorry|cry\w*)\b",
    re.IGNORECASE,
)
"""What no friendly offer speaks of."""


def offers(said: str) -> bool:
    """Whether somebody offers, in a friendly way, what they do: "if you ever need a cut"."""
    if len(said.split()) > _MOST_WORDS or _NO_OFFER.search(said) is not None:
        return False
    left, found = _OFFERED.subn(" ", said)
    return found > 0 and not asks_plainly(left)


def scoffs_at_trade(said: str) -> bool:
    """Whether somebody takes it for one more place that is after their money."""
    return _SCOFFS.search(said) is not None and " or " not in said


def verdict_of(said: str) -> str | None:
    """What a few words say of the last reply: that nothing is known here, or that it was honest."""
    if len(said.split()) > _MOST_OF_VERDICT:
        return None
    if _NOT_KNOWN.search(said) is not None:
        return UNKNOWING
    return COMPLIMENT if _HONEST.search(said) and not _DEMANDS.search(said) else None


def wants_word_for_others(said: str) -> bool:
    """Whether somebody wants a relative to hear that it is fine."""
    return _FINE_FOR.search(said) is not None


def chat_of(said: str) -> str | None:
    """What a message tells by the way; what it asks besides is for the caller to see.

    Args:
        said: The message, normalised.
    """
    if len(said.split()) > _MOST_WORDS:
        return None
    if _THINK.search(said) is not None:
        return OTHERS_SAY
    return CHAT if _FIGURE.search(said) is not None else None


def without_what_of_it(said: str) -> str:
    """The message without "what do you say to that", which asks for no facts."""
    return _WHAT_OF_IT.sub(" ", said)
