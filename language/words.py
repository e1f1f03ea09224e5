"""Ordinary English words, and the one form under which the spellings of a word are compared."""

from functools import cache
from pathlib import Path


def words_of(text: str) -> frozenset[str]:
    """The words of a list that is written as a text."""
    return frozenset(text.split())


ENGLISH_WORDS = Path(__file__).parent / "english_words.txt"

_SHORT = words_of(
    """
    a i am an as at be by do go he hi if in is it me mm my no of oh ok on or so to up us we um uh
    vs dr mr ms tv
    """
)
_FIELD = words_of(
    """
    microblading dermaplaning dermaplane dermafiller fillers botox dysport xeomin juvederm
    restylane sculptra kybella hydrafacial hydrafacials emsculpt coolsculpting thermage ultherapy
    fraxel fotofacial photofacial microcurrent micropigmentation microdermabrasion dermabrasion
    mesotherapy lipo bbl ipl hifu tretinoin retinol retinoid niacinamide azelaic glycolic salicylic
    lactic kojic ceramide ceramides peptides moisturizer moisturiser exfoliate exfoliation covid
    ozempic tylenol ibuprofen melanoma carcinoma lupus chemo online website internet google
    instagram tiktok youtube reddit amazon whatsapp facebook app wifi sms email selfie derm derms
    dermatologist dermatologists dermatology dermatological groupon groupons esthetics aesthetics
    medspa medspas tattooing waxing
    sebum hypotension cortisol wellness medicare medicaid hyperthyroid keratitis dermatosis elastin
    melanin epidural icepack fractionate keratin biotin keratinocyte lipoma hematoma lymphedema
    thyroiditis
    hydration follicle follicles sunbath radiothermy hemotherapy exosome
    """
)
"""Words of the field and of the day that are younger than the word list."""


class EnglishWords:
    """Words that are spelled as meant, so that no likeness turns them into something else."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words | _SHORT | _FIELD

    def knows(self, word: str) -> bool:
        """Whether this is an English word, or a plural, possessive or adverb of one."""
        word = word.lower().removesuffix("'s")
        return (
            word in self._words
            or fold(word) in self._words
            or word.removesuffix("ly") in self._words
        )


@cache
def english_words(path: Path = ENGLISH_WORDS) -> EnglishWords:
    """The words that the file lists, one a line; read once a process."""
    return EnglishWords(frozenset(path.read_text(encoding="ascii").split()))


def fold(word: str) -> str:
    """The form under which a word, its plural and its British spelling are the same.

    Args:
        word: In lower case.
    """
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith(("shes", "ches", "xes", "sses", "zes")):
            word = word[:-2]
        else:
            word = word[:-1]
    if len(word) > 5:
        word = word.replace("ae", "e")
        if word.endswith("our"):
            word = word[:-3] + "or"
        elif word.endswith("isation"):
            word = word[:-7] + "ization"
    return word
