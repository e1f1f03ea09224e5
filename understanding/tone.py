"""How somebody feels who writes, where their words say so."""

from functools import cache
from types import MappingProxyType

from understanding.cues import Cues
from understanding.understood import Tone

_WORDS: MappingProxyType[Tone, str] = MappingProxyType(
    {
        "afraid": """
            scared, terrified, petrified, afraid of, afraid to, afraid it, afraid that, im afraid >,
            i'm afraid >, i am afraid >, very afraid, so afraid, have fear, has fear, my fear,
            nervous, anxious, anxiety, freaking out, freaked out, frightened, panicking, panic,
            scares me, terrifies me, so worried, really worried, worried sick, im worried,
            i'm worried, i am worried, bit worried, can't sleep, cant sleep, needle phobia, phobia,
            phobic, scaredy cat, chicken about, a wimp, a baby about
            """,
        "guilty": """
            mess it up, messed it up, did i mess up, i messed up, did i ruin, i ruined it,
            should i have told, shouldve told them, did i do something wrong, did i do it wrong,
            what did i do wrong, my fault, my own fault, dumb of me, stupid of me, blame myself,
            will kill me, gonna kill me, going to kill me, kill me for, kill me if, in trouble for
            """,
        "ashamed": """
            embarrassed, embarassed, embarrased, embarrassing, embarassing, ashamed, shame,
            humiliated, self conscious, self-conscious, dont laugh, don't laugh, hide my face,
            hide my skin, cover my face, dont judge, don't judge, no judging, silly question,
            stupid question, dumb question, dumb q, awkward question
            """,
        "angry": """
            angry, furious, livid, pissed, fed up, sick of this, had enough, ridiculous, rip
            off, ripoff, scam, scammers, bastards, joke of a, this is a joke, unacceptable,
            disgusted, bullshit, brochure, stop telling me, stop repeating, you keep saying,
            keep repeating, already told you, for the third time, dont send me,
            don't send me, lied to
            """,
        "unhappy": """
            disappointed, disappointing, devastated, heartbroken, im crying, i'm crying, been
            crying, i cried, in tears, gonna cry, going to cry, will cry, cries about, regret,
            regretting, so upset, very upset, really upset, waste of money, wasted my money,
            ruined my face, ruined my skin, hate my skin, hate my face, hates her skin,
            hates his skin, hate how i look, so sad, breaks my heart, miserable, bullied,
            fed up with my skin, lost confidence, no confidence, so depressed about,
            no to everything, for nothing >
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
            was short with you, was rude, sorry for shouting, sorry for yelling,
            sorry for snapping, sorry i snapped, sorry i yelled, sorry to bother,
            sorry to be a pain, sorry for so many questions
            """,
        "grateful": """
            < thank you, < thanks, < thx, < ty, < tx, < ok thanks, < ok thank you,
            < okay thank you, < great thanks, < great thank you, < oh thank you, < oh thanks,
            < perfect thank you, < cheers, you're a star, youre a star, so helpful, very helpful,
            very kind, so kind, been kind, you're the best, youre the best, ur the best,
            that helps a lot, < brilliant, lifesaver, life saver, anyway thanks, thanks anyway,
            thanks hon, thanks dear, thanks love, thank you dear, thank you kindly, much obliged,
            been a help, been a great help, very patient, so patient, ur awesome, you're awesome
            """,
    }
)


def tone_of(said: str) -> Tone | None:
    """The feeling that a message speaks of; of several the one that comes first in the table.

    Args:
        said: The message, normalised.
    """
    found = _cues().found(said, even_denied=False)
    return next((tone for tone in _WORDS if tone in found), None)


@cache
def _cues() -> Cues:
    return Cues({str(tone): words for tone, words in _WORDS.items()})
