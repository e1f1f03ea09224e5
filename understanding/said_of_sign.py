"""What a message says of a warning sign by its words: that it can wait, that help is on the way.

By words alone, and only of what was answered before: `after_sign` weighs it against what the
message tells of signs.
"""

import re
from functools import cache
from types import MappingProxyType
from typing import cast

from knowledge.safety import AfterName
from understanding.asking import asks_plainly
from understanding.cues import IDIOM, Cues, norms_of
from understanding.signs import Found
from understanding.so_far import SoFar
from understanding.understood import Over

SEEN: Over = "seen"
MISTAKEN: Over = "mistaken"
_AT_ANY_TIME = frozenset({"going", "to_tell", "to_mention"})
"""What is said of a sign also long after it was told."""
_MOST_WORDS, _MOST_OF_FEELING = 25, 12
"""Of a longer message the sign is hardly all that it is about."""
_PLAIN_IN_MANY = frozenset({"wait", "going", "left_out", "to_tell", "to_mention"})
_MOST_OF_PLAIN = 45
"""What is plain also in a longer message, and how long that may be."""
_SURELY = frozenset({"worse", "better", "going"})
"""What counts only where it is not denied, and nothing is asked."""
_PUT_ON = re.compile(
    r"\b(?:put|use|rub|spray|dab) (?:\w+ ){1,4}on (?:it|them|there|my)\b", re.IGNORECASE
)
_TURNED_AWAY = re.compile(
    r"\b(?:closed|left|wait|waiting|turned away|sent away|full|no (?:one|body)|nobody|if|unless"
    r"|not (?:been |get |got )?seen|without (?:a look|looking|seeing)"
    r"|on (?:tv|youtube|tiktok|insta\w*|facebook|line)|online)\b"
    r"|(?:\bnot|n'?t|\bnever|\bbarely) (?:even )?(?:look|see|check|examine)",
    re.IGNORECASE,
)
"""What is said of a visit at which nobody looked."""
_GIVEN = re.compile(
    r"\b(?:they|doctor|doc|dr|nurse|hospital|pharmacist)\b"
    r"(?:(?!n'?t\b|\bnot\b|\bnever\b|\bif\b)[^.!?]){0,60}"
    r"\b(?:prescribed (?:me|her|him|us)|(?:gave|give|put) (?:me|her|him|us)(?: \w+){0,3}? "
    r"(?:antibiotics?|pills?|tablets?|drops|ointment|steroids?|shots?|prescription|keflex"
    r"|cephalexin|amoxicillin|antivirals?))\b",
    re.IGNORECASE,
)
"""What a professional gives to whom they have seen, and nobody beforehand: "they said infection and
gave me pills"."""
_LONG_BEFORE = re.compile(
    r"\b(?:before|beforehand|last (?:week|month|year|time)|(?:weeks?|months?|years?) ago"
    r"|for (?:my |the |her |his )?(?:acne|allerg\w+|scars?)"
    r"|for (?:my|her|his) (?!face|skin|cheeks?|chin|forehead|infection)\w+"
    r"|in (?:spring|summer|autumn|fall|winter|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)|(?:in|during|at) (?:the|my|her|his) (?:session"
    r"|treatment|visit|needling|procedure|appointment|facial)|numb\w*|lidocaine)\b",
    re.IGNORECASE,
)
"""What was given then, or for that, is no sign that somebody has looked at what is wrong now."""
_EASED = re.compile(
    r"\b(?:better|fine|ok|okay|good|calm\w*|home|gone) (?:now|already)\b"
    r"|(?:\bnot|n'?t|\bno longer) (?:getting |any )?(?:spreading|growing|swelling|bleeding|oozing"
    r"|hurting|worse)(?: (?:now|any ?more))*\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\b(?:still|more|now|keeps?|worse)\b", re.IGNORECASE)
"""What is wrong after a visit as before."""
_TO_SAY = re.compile(
    r"\bwhat (?:do (?:i|we)|(?:should|shall|can|must|will|would) (?:i|we|she|he|they|my \w+))"
    r"(?: (?:even|exactly|have to|need to))* (?:say|tell)\b",
    re.IGNORECASE,
)
"""Who asks what to tell those who help, for themselves or for whoever goes along."""
_TO_MENTION = re.compile(
    r"\b(?:do|should|shall|must|need|have|got|better|can) (?:i|we|to|she|he)\b"
    r"(?: (?:need|have|got) to| even| also| to)* (?:tell|mention|say|bring up|inform"
    r"|let (?:them|him|her|the \w+) know)\b"
    r"(?! me\b)[^.?!]{0,60}"
    r"|\b(?:do|should|must|would) (?:they|the (?:er|doctor|nurse|hospital|clinic)|urgent care)\b"
    r"(?: (?:need|have|want) to| even| also| to)* (?:know|be told|hear)\b",
    re.IGNORECASE,
)
"""Who asks whether to tell those who help of the treatment."""
_NEEDLING = re.compile(
    r"\b(?:needl\w+|micro ?needl\w+|treatment|session|procedure|facial|derma\w*|roller|pen"
    r"|numbing|cream|serum|prp|rf|laser|peel|had (?:it|this|that) done|about (?:it|this|that))\b",
    re.IGNORECASE,
)
_TO_HELP = (
    r"(?:(?:right|straight|over|down|back|now|off) )*(?:to|at|into|for|towards?) "
    r"(?:the |an? |my |our )?(?:nearest |local )?(?:er|ed|a ?& ?e|emergency\w*|hospital"
    r"|urgent care|walk-?in|clinic|doctor'?s?|doc|gp|ambulance)\b"
)
_GOES = re.compile(
    r"\b(?:driv(?:es?|ing)|tak(?:es?|ing)|brings?|bringing|carr(?:y|ies|ying)|rush(?:es|ing))"
    rf" (?:me|us|her|him) (?:{_TO_HELP}|there\b|in(?: now)?$)"
    r"|\b(?:go|going|head|heading|headed|driving|walking|running|rushing|leaving|off"
    rf"|on (?:my|our|the) way) {_TO_HELP}"
    r"|\b(?:(?:going|heading) there|(?:driving|taking|bringing) (?:me|us|her|him))(?: now)?$"
    r"|\b(?:on the phone (?:to|with)|called|rang|talking (?:to|with)"
    r"|(?:am|is|are|'m|'re|'s) (?:calling|ringing)) (?:the )?"
    r"(?:poison control|911|999|112|an? ambulance|the ambulance|nurse line|advice line|111)\b",
    re.IGNORECASE,
)
"""That somebody is on the way to help, or it to them; a way counts only with where it leads."""
_ELSEWHERE = re.compile(r"\b(?:home|work|back|bed|(?<!going )to)\b", re.IGNORECASE)
"""Where a way that names no help leads: "going now to the bank"."""
_REFUSED = re.compile(
    r"(?:n'?t|\bnot|\bwont|\bcant|\bcannot|\brefus\w+(?: to)?) (?:see|take|look at|help|treat|let)"
    r" (?:me|us|her|him)\b"
    r"|\b(?:turned|sent|sending) (?:me|us|her|him) (?:away|home|back)\b"
    r"|\b(?:hung up|on hold|busy|no answer|nobody|no one|but|shut|locked|closed)\b",
    re.IGNORECASE,
)
"""What makes a way to help none."""
_GOES_NOT = re.compile(
    r"\b(?:no|not|never|rarely|been|nobody|no one|can'?t|cannot|won'?t|wont|isn'?t"
    r"|doesn'?t|didn'?t|don'?t|dont|if|unless|until|after|when|once|later|soon|tonight|morning"
    r"|at \d+|tomorrow|\w{3,6}day|next"
    r"|last|weeks?|months?|wish|hope|maybe|without|should|could|would|was|were|had"
    r"|for (?:my|the|a) (?:\w+ )?(?:session|facial|treatment|appointment|visit|laser|peel))\b",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:forgot|forgotten|did(?: not|n'?t)|never|have(?: not|n'?t)|left out)\b"
    r"(?: to)?(?: even| ever)? (?:tell|told|mention\w*|say|said|write|wrote|written|list\w*"
    r"|disclose\w*|note\w*"
    r"|put (?:it |that )?(?:on|in)(?= (?:the|my|your|that) (?:form|paper\w*|sheet|intake)\b))"
    r"[^.?!]{0,40}\b(?:them|it|that|this|form|paper\w*|sheet|intake|history|her|him|desk|clinic)\b",
    re.IGNORECASE,
)
"""What was not told beforehand, and comes to mind now."""
_MENTION_LATER = re.compile(
    r"\b(?:can|could|should|shall|ca)(?:n'?t)? i (?:not )?(?:just )?(?:tell|mention|show|ask|see)\b"
    r"[^.?!]*\b(?:when i|at (?:my|the|\d)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|tomorrow)\b",
    re.IGNORECASE,
)
_WORDS = MappingProxyType(
    {
        IDIOM: """
            how long should i wait, how long do i wait, how long to wait, wait between,
            should i wait before, normal needling, normal one, normal kind, numbing cream,
            numb cream, after the session, scared of needles, going to need, going to look,
            going to do, going to get, going to have, going to be, going to work,
            in and out, driving me crazy, driving me nuts, driving me mad, driving me up the wall,
            fever is gone, fever went, no more fever, temperature is normal, temp is normal,
            temperature is fine, temp is fine
            """,
        SEEN: """
            went to urgent care, been to urgent care, went to the er, went to er, went to the ed,
            went to a&e, went to the hospital, went to hospital, been to hospital, been to the er,
            back from urgent care, back from the er, back from the hospital, saw a doctor,
            theyve seen, they've seen, they have seen, saw the doctor, saw my doctor, saw a nurse,
            saw my gp, seen by a doctor, been seen,
            got seen, was seen, doctor saw, they saw me, doctor looked, nurse looked,
            they said cellulitis,
            got antibiotics, got an antibiotic, got abx, started antibiotics, sent me home,
            let me go home, sent her home, sent him home, was seen, < went they,
            seen at urgent care, seen at the walk-in, seen at a walk-in, seen at the er,
            seen in the er, seen at the hospital
            """,
        MISTAKEN: """
            not an emergency, no emergency, isn't an emergency, isnt an emergency, false alarm,
            < no i meant, nothing is wrong, nothing's wrong, nothing wrong with me, misunderstood,
            misread
            """,
        "to_tell": """
            do i tell them, should i tell them, what to tell them, do i tell the
            """,
        "going": """
            < going now, ok going, okay going, im going now, i'm going now, im going in now,
            i'm going in now, on my way, on our way, leaving now, going to er, going to hospital,
            going to go now, ill go now,
            i'll go now, i will go now, in the waiting room, in the ambulance, in an ambulance,
            at the er now, at urgent care now, at the hospital now, calling them now,
            calling now, ambulance is here, ambulance is coming, ambulance is on the way,
            paramedics are here
            """,
        "worse": """
            fever, feverish, chills, shiver*, shaking, my temp, temperature, spreading, spread to,
            by my eye, near my eye, to my eye, toward my eye, towards my eye, under my eye,
            around my eye, in my eye, my eyelid, swollen shut, down my neck, worse, bigger now,
            going down my neck, going down my throat, going down my chest, going down my arm,
            going down my face, down my throat, down my chest, hoarse,
            feel sick, feel ill, feel bad, feel awful, feel terrible, feel weak, feel unwell,
            dont feel good, don't feel good, dont feel well, don't feel well, not feeling well,
            not feeling good, confused, dizzy, throwing up, vomit*, red line, red lines, red streak*
            """,
        "better": """
            going down, gone down, went down, better now, feel better, feels better,
            feeling better, a bit better, much better, it stopped, has stopped, went away, gone now,
            calmed down, settled down, fine now, ok now, okay now
            """,
        "wait": """
            going tomorrow, going on monday, going later, going in the morning,
            won't see me, wont see me, won't take me, wont take me, turned me away, sent me away,
            no appointments, fully booked, nobody picks up, no one picks up, nobody answers,
            no one answers, not picking up, not answering,
            go tomorrow, go on monday, go later, go in the morning, go to bed, go if,
            it wait, this wait, that wait, can i wait, i can wait, could i wait, should i wait,
            shld i wait, i just wait, i wait, wait til, wait till, wait until, wait for monday,
            wait for tomorrow, wait a day, wait and see, till monday, til monday, until monday,
            till tomorrow, til tomorrow, until tomorrow, tomorrow instead,
            tomorrow ok, tomorrow enough, is tomorrow, till morning, til morning,
            until morning, sleep on it, see how it goes, see how it is, midnight,
            middle of the night, late at night, its late, it's late, its the weekend,
            it's the weekend, is closed, are closed, you closed, u closed, your closed,
            youre closed, you're closed, clinic closed, till you open, til you open,
            until you open, til u open, til u guys open, till u guys open, until u guys open,
            not open, when you open, when do you open, opens, long drive, no car, no ride,
            can't get there, cant get there, can't go there, cant go there, can't go now,
            cant go now, can't go today, cant go today, can't go tonight, cant go tonight,
            can't drive, cant drive, without insurance, don't have insurance,
            dont have insurance, no insurance, can't afford, cant afford, make a fuss,
            be a bother, bother anyone, bother them, overreacting, over reacting,
            don't have a car, dont have a car, takes forever, too far away, do i really have to,
            do i really need to, do nothing, ignore it, leave it, really need to, rly need to,
            do i have to go,
            do i need to go
            """,
        "own_remedy": """
            neosporin, polysporin, bacitracin, ointment, antibiotic*, amoxicillin, cream, serum,
            vitamin c, cortisone, hydrocortisone, benadryl, antihistamine*, ibuprofen, advil,
            tylenol, paracetamol, acetaminophen, aspirin, aloe, vaseline, aquaphor, moisturizer,
            moisturiser, ice, ice pack, compress, squeeze*, pop it, pop them, drain it,
            rubbing alcohol,
            peroxide, witch hazel, tea tree, honey, toothpaste, leftover, left over, home remedy,
            something at home, put on it, take something
            """,
        "person": """
            i can talk to, i could talk to, i can speak to, i could speak to, talk to someone,
            talk to somebody, talk to anyone, talk to a person, talk to a human, speak to someone,
            speak to somebody, speak to a person, talk now, someone i can call, somebody i can call,
            anyone i can call, who can i call, who do i call, who should i call, whom do i call,
            who do i ring, who should i ring, who do i phone, who do i even call,
            who do i even ring,
            call me, can you call, can u call, phone number, your number, ur number, a pic,
            a picture, a photo, pics, photos, video call, real person, a human
            """,
        "usual": """
            normal, usual, just healing, part of healing, part of it, nothing serious,
            just swelling, just the swelling, just an allergy, purging, supposed to,
            should i worry, should i be worried, is it bad, is that bad, is this bad, serious
            """,
        "afraid": """
            scared, afraid, terrified, frightened, freaking out, panicking, panic, crying, worried,
            do something wrong, did something wrong, do wrong, my fault, my own fault, did i cause,
            going to die, gonna die, be ok, be okay, be alright, kill me, so stupid, feel stupid
            """,
    }
)


def name_of(said: str, so_far: SoFar) -> AfterName | None:
    """What is said of the sign, by its words."""
    length = len(norms_of(said))
    if length > _MOST_OF_PLAIN:
        return None
    if _TO_SAY.search(said) is not None:
        return "to_tell"
    if _TO_MENTION.search(said) is not None and _NEEDLING.search(said) is not None:
        return "to_mention"
    surely = _cues().found(said, even_denied=False)
    is_worse = "worse" in surely and not asks_plainly(said)
    if so_far.alarm is not None and not is_worse and _LEFT_OUT.search(said) is not None:
        return "left_out"
    if so_far.alarm is not None and _MENTION_LATER.search(said) is not None:
        return "wait"
    for name in _cues().found(said):
        if name in (SEEN, MISTAKEN) or (name in _SURELY and name not in surely):
            continue
        if name in _SURELY and asks_plainly(said):
            continue
        if name == "going" and not goes_to_help(said):
            continue
        if so_far.alarm is None and name not in _AT_ANY_TIME:
            continue
        if length > _MOST_WORDS and name not in _PLAIN_IN_MANY:
            continue
        if name in ("usual", "afraid") and length > _MOST_OF_FEELING:
            continue
        return cast(AfterName, name)
    is_put_on = so_far.alarm is not None and _PUT_ON.search(said) is not None
    return "own_remedy" if is_put_on and length <= _MOST_WORDS else None


def over_by(said: str, found: Found) -> Over | None:
    """Why the words of a message say that the sign is none any more."""
    surely = set(_cues().found(said, even_denied=False))
    if _GIVEN.search(said) is not None:
        surely.add(SEEN)
    if asks_plainly(said):
        # Who asks something may have been seen, unless it goes on.
        is_sure = found.sign is not None and found.sign.level != "self_harm"
        surely &= set() if is_sure else {SEEN}
    if SEEN in surely:
        is_other = _TURNED_AWAY.search(said) is not None or _LONG_BEFORE.search(said) is not None
        goes_on = _GOES_ON.search(_EASED.sub(" ", said)) is not None
        # That it is infected is what a doctor may have said; any other sign is there.
        is_told = found.sign is not None and found.sign.net != "meaning"
        is_told &= found.sign is not None and found.sign.sign != "infected"
        return None if is_other or goes_on or is_told else SEEN
    return MISTAKEN if MISTAKEN in surely else None


def goes_to_help(said: str) -> bool:
    """Whether a part of it says that somebody is on the way to help, and does not deny it."""
    if _REFUSED.search(said) is not None:
        return False
    return any(
        _GOES_NOT.search(part) is None and not asks_plainly(part) and _leads_to_help(part)
        for part in re.split(r"[.,;!?\n]+|\b(?:so|and)\b", said.casefold())
    )


def _leads_to_help(part: str) -> bool:
    if _GOES.search(part) is not None:
        return True
    return "going" in _cues().found(part, even_denied=False) and _ELSEWHERE.search(part) is None


@cache
def _cues() -> Cues:
    return Cues(_WORDS)
