"""A vocabulary that fits on a page, for the tests of reading."""

from language.entities import Entity
from language.negation import mark_negated
from language.normalisation import normalise
from language.terms import Names, TermMatcher
from language.tokens import Word, tokenizer
from language.words import english_words

VOCABULARY: dict[str, dict[str, Names]] = {
    "condition": {
        "acne_scars": Names(("acne scars", "acne scarring")),
        "acne": Names(("acne",), ("ance",)),
        "stretch_marks": Names(("stretch marks", "striae")),
        "spots": Names(("hyperpigmentation (discoloration)", "hyperpigmentation", "dark spots")),
        "hair_loss": Names(("hair loss", "losing hair")),
        "rosacea": Names(("rosacea",)),
        "lines": Names(("wrinkles", "crow's feet", "fine lines and wrinkles")),
        "scars": Names(("scars",)),
        "melasma": Names(("melasma",)),
    },
    "circumstance": {
        "rosacea": Names(("rosacea",), ("rozaysha",)),
        "pregnancy": Names(("pregnancy", "pregnant")),
        "breastfeeding": Names(("breastfeeding",)),
        "isotretinoin": Names(("isotretinoin", "Accutane")),
        "keloids": Names(("keloids",)),
        "eczema": Names(("eczema",)),
        "psoriasis": Names(("psoriasis",)),
        "cold_sores": Names(("cold sores",)),
        "immune": Names(("AIDS", "HIV")),
        "young": Names(("under 22", "under 18", "teenager")),
        "old": Names(("over 50", "over 60")),
    },
    "treatment_type": {
        "medical": Names(("medical", "medical needling")),
        "cosmetic": Names(("cosmetic",)),
    },
    "provider": {
        "esthetician": Names(("esthetician",)),
        "nurse": Names(("nurse",)),
        "doctor": Names(("doctor", "Dr.")),
    },
    "product": {
        "numbing": Names(("numbing cream", "lidocaine"), ("lidocreme",)),
        "serum": Names(("serum",)),
        "minoxidil": Names(("minoxidil",)),
        "cosmetics": Names(("cosmetics", "makeup")),
    },
    "other_treatment": {
        "peel": Names(("chemical peel", "peel", "skin peel")),
        "laser": Names(("laser",)),
        "vampire": Names(("vampire facial",)),
        "morpheus": Names(("Morpheus8", "Morpheus 8")),
    },
    "body_area": {
        "back": Names(("back", "my back")),
        "face": Names(("face",)),
        "hands": Names(("hands",)),
        "nose": Names(("nose",), ("noise",)),
        "neck": Names(("neck",)),
        "under_eyes": Names(("under eyes",)),
    },
    "treatment": {
        "needling": Names(
            ("micro-needling", "microneedling", "derma roller", "dermapen", "vampire facial"),
        ),
    },
}

ENGLISH = english_words()
_MATCHER = TermMatcher(VOCABULARY, ENGLISH, tokenizer())


def read(message: str) -> tuple[str, tuple[Word, ...], tuple[Entity, ...]]:
    """The normalised message, its words, and the terms in it."""
    text = normalise(message, ENGLISH)
    words = tokenizer().words(text)
    return text, words, mark_negated(words, _MATCHER.find(text, words))


def named(message: str) -> list[tuple[str, str]]:
    """The terms in a message, as kind and id."""
    return [(entity.kind, str(entity.value)) for entity in read(message)[2]]
