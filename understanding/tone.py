"""How somebody feels who writes, where their words say so."""

from functools import cache
from types import MappingProxyType

from understanding.cues import Cues
from understanding.understood import Tone

_WORDS: MappingProxyType[Tone, str] = MappingProxyType(
    {
        "afraid": """
            scared, terrified, petrified, afraid of, nervous, anxious, anxiety, freaking out,
            freaked out, frightened, panicking, panic, scares me, terrifies me, so worried,
            really worried, worried sick, needle phobia, phobia, phobic, scaredy cat, chicken
            about, a wimp, a baby about
            """,
        "ashamed": """
            embarrassed, embarassed, embarrased, embarrassing, embarassing, ashamed, shame,
            humiliated, self conscious, self-conscious, dont laugh, don't laugh, hide my face,
            hide my skin, cover my face, dont judge, don't judge, no judging, silly question,
            stupid question, dumb question, awkward question
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
            crying, i cried, in tears, regret, regretting, so upset, very upset, really upset,
            waste of money, wasted my money, ruined my face, ruined my skin, hate my skin, hate my
            face, hate how i look, so sad, miserable, fed up with my skin, lost confidence, no
            confidence, so depressed about
            """,
        "grateful": """
            < thank you, < thanks, < thx, < ty, < ok thanks, < ok thank you, < okay thank you,
            < great thanks, < great thank you, < oh thank you, < oh thanks, < perfect thank you,
            < cheers, you're a star, youre a star, so helpful, very helpful, very kind, so kind,
            you're the best, youre the best, that helps a lot, < brilliant
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
