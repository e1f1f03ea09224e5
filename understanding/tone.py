"""How somebody feels who writes, where their words say so."""

import re
from functools import cache
from types import MappingProxyType

from understanding.cues import IDIOM, Cues
from understanding.understood import Tone

_WORDS: MappingProxyType[Tone, str] = MappingProxyType(
    {
        "grieving": """
            passed away, she passed, he passed, who passed, has passed, she died, he died,
            who died, my late husband, my late wife, my late mother, my late father, lost my
            husband, lost my wife, lost my mother, lost my mom, lost my mum, lost my dad,
            lost my father, lost my son, lost my daughter, lost my brother, lost my sister,
            lost my best friend, a widow, a widower, widowed, the funeral, her funeral,
            his funeral, buried my, buried him, buried her
            """,
        "afraid": """
            scared, terrified, petrified, afraid of, afraid to, afraid it, afraid that, im afraid >,
            i'm afraid >, i am afraid >, very afraid, so afraid, have fear, has fear, my fear,
            nervous, anxious, anxiety, freaking out, freaked out, frightened, panicking, panic,
            scares me, terrifies me, so worried, really worried, worried sick, im worried,
            i'm worried, i am worried, bit worried, can't sleep, cant sleep, needle phobia, phobia,
            phobic, scaredy cat, chicken about, a wimp, a baby about
            """,
        "guilty": """
            i messed it up, did i mess, have i messed, i messed up, did i ruin, i ruined it,
            should i have told, shouldve told them, did i do something wrong, did i do it wrong,
            what did i do wrong, my fault, my own fault, dumb of me, stupid of me, blame myself
            """,
        "unhappy": """
            disappointed, disappointing, devastated, heartbroken, im crying, i'm crying, been
            crying, i cried, in tears, gonna cry, going to cry, will cry, cries about, regret,
            regretting, so upset, very upset, really upset, waste of money, wasted my money,
            ruined my face, ruined my skin, hate my skin, hate my face, hates her skin,
            hates his skin, hate how i look, hate looking in, hate mirrors, hate the mirror,
            avoid mirrors, avoid photos, so sad, very sad, feel sad, makes me sad, makes him sad,
            makes her sad, breaks my heart, heart breaks, broke my heart, miserable, bullied,
            wasted my, wasted all my, wasted all our, wasted our, wasted so much money,
            threw away my, dont want photos, don't want photos, no more photos, wont go out,
            won't go out, doesnt go out, doesn't go out, wont leave the house,
            won't leave the house, can't look at myself, cant look at myself, i cry every,
            keep crying, keeps crying, crying over, crying about, crying with, can't stop crying,
            cant stop crying, i cry when, i cry whenever, cry each time, cry every time,
            cry over how, cried over,
            makes me cry, want to cry when, miss my old, i miss how i looked, miss the way i looked,
            don't recognize my, dont recognize my,
            don't recognise my, dont recognise my, don't recognize myself, dont recognize myself,
            don't recognise myself, dont recognise myself, barely recognize my, hardly recognize my,
            barely recognise my, hardly recognise my, don't know my own face,
            dont know my own face, look like a monster, look like a freak,
            feel ugly, feeling ugly, so ugly, call me ugly, calls me ugly, call me names,
            calls me names, laugh at my, laugh at me, laughs at me, laughed at me, make fun of me,
            makes fun of me, made fun of me, make fun of my, tease me, teases me, teased, teasing,
            bully me, at school call me, stare at my, stares at my, stares at me, stare at me,
            fed up with my skin, sick of my skin, sick of my face, sick of hiding,
            lost confidence, no confidence, so depressed about,
            no to everything, for nothing >, husband left, wife left, left me for, he left me,
            she left me, hate everything, hate what i see, can't stand the mirror,
            cant stand the mirror, can't stand my face, cant stand my face, can't stand my skin,
            cant stand my skin, one thing to feel better, my husband walked out, my wife walked out
            """,
        "judged": """
            lectured, a lecture, lecture me, lecture her, lecture him, lecture us, be judged,
            being judged, feel judged, judge me, judge her, judge him, judging me, judging her,
            judging him, look down on, looked down on, talked down to, talk down to, scolded,
            scold me, a speech about, get preached at
            """,
        "ashamed": """
            embarrassed, embarassed, embarrased, embarrassing, embarassing, ashamed, shame,
            humiliated, self conscious, self-conscious, dont laugh, don't laugh, hide my face,
            hide my skin, cover my face, dont judge, don't judge, no judging, silly question,
            stupid question, dumb question, dumb q, awkward question
            """,
        "angry": """
            angry, furious, livid, pissed, fed up, sick of this, had enough, ridiculous, rip
            off, ripoff, what a scam, such a scam, total scam, scammed, scammers, bastards,
            joke of a, this is a joke, unacceptable,
            disgusted, bullshit, charged me, overcharged, over charged, double charged,
            charged twice, billed me, billed twice, took my money, my money back, want a refund,
            want my refund, nobody picks up, no one picks up, nobody answers, no one answers,
            nobody calls back, no one calls back, never call back, never called back,
            nobody called back, hung up on me, bleeding me, bleed me dry,
            brochure, stop telling me, stop repeating, you keep saying,
            keep repeating, already told you, for the third time, dont send me,
            don't send me, lied to
            """,
        "self_doubt": """
            is that dumb, is it dumb, is this dumb, is that silly, is it silly, is this silly,
            is that stupid, is it stupid, is it crazy, is that crazy, am i crazy, am i silly,
            am i dumb, am i stupid, am i being silly, is it vain, is that vain, am i vain,
            is that weird, is it weird, sounds dumb, sounds silly, sound silly, sound dumb
            """,
        "stressed": """
            so stressed, stressing, stressed out,
            overwhelmed, flustered, losing my mind, so much stress
            """,
        "wary": """
            trust nobody, trust no one, trust nothing, trust anyone, trust anybody, trust you,
            trust u, trust any of you, trust people, trust these people, trust clinics,
            trust salons, trust the salon, lost trust, trust issues
            """,
        "sorry": """
            was short with you, was rude, was snippy, was snappy, was mean to you,
            wasn't fair to you, sorry for being, sorry about before, shouldn't have snapped,
            shouldnt have snapped, sorry for shouting, sorry for yelling,
            sorry for snapping, sorry i snapped, sorry i yelled, sorry to bother,
            sorry to be a pain, sorry for so many questions
            """,
        "corrected": """
            i said wrong, i say wrong, said it wrong, say it wrong, wrote it wrong, typed it wrong,
            i misspoke, my mistake, < correction, wait i said, sorry i said, oops i said,
            told you wrong, told u wrong, i got it wrong, i got that wrong, i mixed it up,
            i mixed that up, i mixed them up, i meant to say, i wrote wrong, i typed wrong
            """,
        "grateful": """
            < thank you, < thanks, < thx, < ty, < tx, < ok thanks, < ok thank you,
            < okay thank you, < great thanks, < great thank you, < oh thank you, < oh thanks,
            < perfect thank you, < cheers, you're a star, youre a star, so helpful, very helpful,
            very kind, so kind, been kind, you're the best, youre the best, ur the best,
            that helps a lot, < brilliant, lifesaver, life saver, anyway thanks, thanks anyway,
            thanks hon, thanks dear, thanks love, thank you dear, thank you kindly, much obliged,
            thank you so much >, thanks so much >, thx so much >, thank u so much >,
            thx u so much >, thanks a lot >, thank you very much >, many thanks >,
            thank you for that, thanks for that, thank you for everything,
            thanks for everything, god bless you,
            thank you for your help, thanks for your help, thank you for your patience,
            appreciate it >, you're a doll, youre a doll, you're a gem, youre a gem,
            you're an angel, youre an angel, been a help, been a great help,
            very patient, so patient, ur awesome, you're awesome
            """,
    }
)

_BESIDE_NAMES: frozenset[Tone | None] = frozenset({None, "sorry", "grateful"})
"""Feelings beside which it counts that somebody was called names."""
_MAY_BE_SORRY: frozenset[Tone | None] = frozenset({None, "angry", "grateful", "self_doubt"})
"""Feelings of whose words an apology for them speaks."""
_NO_FEELING = """
    she passed out, he passed out, who passed out, has passed out, she passed the, he passed the,
    she passed her, he passed his, she passed it, he passed it, he died down, wasted my time
    """


_CALLED_NAMES = re.compile(
    r"\b(?:my|the|some|their|other|these|those|an?)?\s?(?:ex|kids?|boys?|girls?|classmates?|students"
    r"|children|coworkers?|colleagues|guys|people|husband|wife|boyfriend|girlfriend|brothers?"
    r"|sisters?|mother|mom|dad|father|cousins?|bull(?:y|ies)|strangers?|everyone|everybody|someone"
    r"|somebody)\b(?: (?:at|on|in) (?:my |the )?\w+)?(?: (?:always|even|still|once|just))?"
    r" (?:(?:calls?|called|calling|nicknamed|names?) me"
    r"|used to call (?:me|it|them|my \w+))"
    r"(?! (?:\w+ing|\w+ed|because|with|but|not|her|his|tonight|asap|now|please|pls|next|twice"
    r"|daily|hon|honey|sweetie|dear)\b)"
    r"(?! (?:back|again|today|yesterday|tomorrow|later|up|in|over|every|when|about|to|and|if|for"
    r"|from|on|at|an?|the|last|this|that|by|before|after)\b) \w+",
    re.IGNORECASE,
)
"""Names that somebody was called by others."""
_TREATED = r"(?:sessions?|rounds?|treatments?|visits?|appointments?|goes|courses?|packages?)"
_NOTHING = (
    r"(?:(?:got|get|saw|seen|did|done|does|changed|show for it|for|and|with)"
    r" (?:absolutely |basically |exactly )?(?:nothing(?! (?:but|except|other)\b)|zero|squat|zilch)"
    r"|no (?:change|difference|improvement|results?)|not a thing"
    r"|did(?: not|n'?t) (?:do|work|help|change)|(?:the|exactly) same)"
)
_LET_DOWN = re.compile(
    rf"\b{_TREATED}\b[^?]{{0,90}}\b{_NOTHING}\b|\b(?:paid|spent|dropped|shelled out)\b[^?]{{0,60}}"
    rf"\b{_NOTHING}\b|\b{_NOTHING}\b[^?]{{0,30}}\bafter (?:\w+ ){{0,3}}{_TREATED}\b",
    re.IGNORECASE,
)
"""What somebody paid for that changed nothing."""
_ONLY_THOUGHT_OF = re.compile(
    r"\b(?:if|will|would|could|when|unless|might|next|want|between|same (?:day|time|price|place"
    r"|person|number|thing)|nothing (?:else|new|wrong|to)|so far|yet)\b",
    re.IGNORECASE,
)
_HERE = r"(?:web ?site|site|page|ro?bot|bot|chat\w*|app)"
_MISSING = (
    r"(?:no|not (?:even )?(?:a|any)|without(?: a| any)?) (?:price ?list|prices?|pricing|numbers?"
    r"|phone number|hours|address|info\w*)"
)
_LACKING = re.compile(
    rf"\b{_HERE}\b[^?]*\b{_MISSING}\b|\b{_MISSING}\b[^?]*\b{_HERE}\b", re.IGNORECASE
)
"""What is missing on the website, held against it."""
_TOLD_A_MACHINE = re.compile(
    r"\b(?:why|what) (?:i'?m|im|i am|am i) (?:even )?telling"
    r" (?:you|u|a (?:robot|bot|machine|computer)) (?:all )?(?:this|that|it)\b",
    re.IGNORECASE,
)
"""What nobody would say who had not told something that hurts."""
_HARSH = (
    r"(?:(?:bit|biting|bite|snap\w*|yell\w*|shout\w*|bark\w*|growl\w*|swear\w*|swore|curs\w+"
    r"|cuss\w*|vent\w*|rant\w*|ramble|rambling|lash\w*|blow\w* up|blew up|go(?:ing)? off|went off"
    r"|tak(?:ing|e) it out|took it out|los(?:ing|e) (?:it|my \w+)|lost (?:it|my (?:temper|cool)))\b"
    r"|(?:(?:so|such|an?|bit|little|too|very|really|kinda|that|awful) ){0,2}"
    r"(?:attitude|tone|language|outburst|temper|harsh|rude|mean|nasty|grumpy|cranky"
    r"|snarky|(?:sharp|short) with you|(?:mad|angry) (?:at|with) you|a jerk|an? ass\w*|a bitch"
    r"|so (?:mad|angry|difficult))\b|(?:earlier|before|just now)\b)"
)
_APOLOGIZES = re.compile(
    r"\b(?:sorry|apologi[sz]e|apologies|forgive me|my bad|excuse me)\b"
    r"(?: (?:for|about|if|that|i|i'?m|was|am|got|did|to|you|u|guys|what|my|the|all|being|getting"
    rf"|having|before|earlier)){{0,5}} {_HARSH}"
    rf"|\b(?:did(?: not|n'?t)|never) mean(?:t)? to {_HARSH}",
    re.IGNORECASE,
)
"""Regret for words that were harsh."""
_WHOEVER = (
    r"(?:they|she|he|(?:the|your|that|my) (?:\w+ )?(?:clinic|lady|girl|nurse|doctor|dr|doc|place"
    r"|spa|salon|tech|esthetician|people|desk|woman|guy|staff))"
)
_OF_IT = r"(?: (?:about|of|that|this|it|i'?d|i would|my|you(?:'?d)?)\b(?! since)|\W*$|[.!,;])"
_WARN_OF_IT = (
    rf"(?:(?:told|warned|prepared) (?:me|us)|mentioned|said(?: anything| a thing| a word)?){_OF_IT}"
)
_UNTOLD = re.compile(
    rf"(?<!else )(?<!that )\b(?:nobody|no ?one|not one person)(?: ever| even)? {_WARN_OF_IT}"
    rf"|\b(?:{_WHOEVER}|you(?: guys)?) (?:did(?: not|n'?t)|never)(?: even| ever)?"
    r" warn(?:ed)? (?:me|us)\b"
    rf"|\b{_WHOEVER} (?:said|told me|mentioned) nothing (?:about|of)\b"
    r"|\bdid(?: not|n'?t) (?:anyone|anybody|they|she|he|you)(?: even| ever)? "
    rf"(?:(?:tell|warn|prepare) (?:me|us)|mention|say(?: anything| a word)?){_OF_IT}",
    re.IGNORECASE,
)
"""That nobody told of something before, held against them."""
_DREADED = r"(?:needles?|shots?|injections?|jabs?|syringes?|blood draws?|getting poked)"
_COWARD = r"(?:baby|wimp|wuss|chicken|coward|sissy|crybaby|scaredy ?cat)"
_DREADS = re.compile(
    r"\b(?:(?:(?<!it )hates?|can'?t (?:stand|do|deal with|handle|look at)|loathe|dread|bad with"
    r"|weird about|funny about|terrible with|not (?:good|great) with|lose it (?:at|over|with)"
    r"|freak (?:out )?(?:at|over|about|around|when i see)"
    r"|(?:scream|cry|bawl|squeal|shake|sweat|die|panic|melt)(?:s|ing)?"
    r" (?:at|over|around|when i see)"
    r"|run(?:s|ning)? (?:screaming )?from) (?:the (?:sight|thought) of )?(?:all |any |real |big )?"
    rf"{_DREADED}"
    rf"|(?:i'?m|i am|such|total|big|huge|complete|real)(?: an?)? {_COWARD}"
    rf" (?:with|w|w/|about|around|at|for|when it comes to) (?:the )?(?:{_DREADED}|pain)"
    rf"|{_DREADED} (?:terrify|scare|freak|creep|make me (?:want to )?(?:run|scream|cry|hide)))\b",
    re.IGNORECASE,
)
"""Fear of needles, as people exaggerate it."""


def tone_of(said: str) -> Tone | None:
    """The feeling that a message speaks of; of several the one that comes first in the table.

    Args:
        said: The message, normalised.
    """
    found = _cues().found(said, even_denied=False)
    tone = next((tone for tone in _WORDS if tone in found), None)
    if tone in _BESIDE_NAMES and (_CALLED_NAMES.search(said) or _TOLD_A_MACHINE.search(said)):
        return "hurt"
    if tone in _MAY_BE_SORRY and _APOLOGIZES.search(said):
        return "sorry"
    if tone in _BESIDE_NAMES and _UNTOLD.search(said):
        return "untold"
    if tone in _BESIDE_NAMES and _DREADS.search(said):
        return "afraid"
    if tone is None and "judged" in _cues().found(said):
        # "I don't want a lecture" denies it, and fears it.
        return "judged"
    if tone in _BESIDE_NAMES and _LACKING.search(said):
        return "lacking"
    is_thought_of = _ONLY_THOUGHT_OF.search(said) is not None
    if tone in _BESIDE_NAMES and not is_thought_of and _LET_DOWN.search(said):
        return "let_down"
    return tone


def names_called(said: str) -> str:
    """What tells in a message of names that somebody was called; empty where nothing does."""
    found = _CALLED_NAMES.search(said)
    return found[0].casefold() if found is not None else ""


@cache
def _cues() -> Cues:
    return Cues({**{str(tone): words for tone, words in _WORDS.items()}, IDIOM: _NO_FEELING})
