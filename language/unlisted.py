"""Medicines, illnesses and allergies that no list here has, told by how their names are made.

Whoever names one is told that nothing is known of it, by that name, rather than nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from language.entities import Entity
from language.grammar import Token, parsed
from language.words import words_of

MEDICINE, ILLNESS = "unlisted_medicine", "unlisted_illness"
ALLERGY, TAKEN = "unlisted_allergy", "unlisted_taken"
"""Kinds of entities whose value is the name itself, in the visitor's words; the last one for what
somebody takes or uses, whatever it is."""

_MEDICINE = re.compile(
    r"[a-z]{2,}(?:mab|tinib|pril|sartan|olol|statin|[ao]zole|cillin|m[iy]cin|cycline|floxacin"
    r"|oxacin|gliptin|gliflozin|glutide|parin|xaban|gatran|grel|oxetine|triptyline|pramine"
    r"|azepam|zolam|barbital|triptan|dronate|lukast|setron|[ct]avir|clovir|navir|buvir|profen"
    r"|coxib|trigine|gabalin|gabapentin|racetam|oquine|solone|onide|asone|terol|tropium|thiazide"
    r"|semide|dipine|fibrate|glitazone|formin|azosin|dafil|nafil|steride|lutamide|relin|oxifene"
    r"|platin|rubicin|taxel|citabine|trexate|limus|tiapine|zapine|tazapine|peridone|piprazole"
    r"|thyroxine|codone|morphone|amadol|fentan[iy]l|oprost|salazine|pezil|mantine|giline"
    r"|estradiol|gestrel|adone|etamol|apride|penem|bendazole|phylline|stigmine|caine|tiracetam"
    r"|kinra|tacept|nacept|lisib|ciclib|degib|iximab|calcet|calcitol|opressin|tretin)"
)
"""The stems by which the WHO names medicines: each stands for a class of them."""
_ILLNESS = re.compile(
    r"[a-z]{3,}(?:itis|osis|a?emia|algia|pathy|ectomy|[eo]stomy|plasty|oma|plegia|atrophy|trophia"
    r"|penia|uria|rrho?ea|megaly|iasis|o?edema|lepsy|phrenia|sclerosis|plasia|cephalus|sthenia"
    r"|kinesia|stenosis|derma|dystonia|dystrophy)"
)
"""The endings of the names of illnesses and operations."""
_ORDINARY = words_of("""
    accept except concept precept intercept mongrel cellulose cocaine academia antipathy apotheosis
    bohemia diagnosis diploma etruria homeopathy osteopathy hypnosis manchuria mesopotamia
    metamorphosis misdiagnosis mitosis nostalgia oklahoma osmosis prognosis symbiosis sympathy
    tacoma telepathy empathy apathy kuwaitis wapitis aroma derma scleroderma persona
    melanoma lymphoma novocaine
    """)
"""Words that only end so, and such as are listed under another name."""
_SHORTEST = 6
_KINDS_OF_ILLNESS = words_of("disease syndrome disorder deficiency palsy dystrophy")
_BEFORE_ALLERGY = words_of("allergic allergy")
_TOLD_WITH = {"diagnose": "with", "suffer": "from"}
"""Verbs after which an illness is named, each with the word between."""
_TAKEN = words_of("take use apply inject swallow")
_ON_IT = words_of("be put start go 'm 's m am")
"""Verbs of whoever takes a medicine: "I take it", "I am on it"."""
_TELLS_NOTHING = words_of("""
    skin rare chronic other some any same bad new common serious severe mild my her his their your
    this that such certain old real certain specific underlying medical health several many much
    """)
"""Words before an illness that are no part of its name."""
_PARTS = frozenset({"compound", "amod", "nmod"})
"""What a word of a name is to its last one."""
_NOT_ALLERGENS = words_of("""
    it this that them something anything everything thing things stuff lot product products one ones
    people man men woman women husband wife work exercise pain needle needles treatment
    """)
_NO = words_of("no not n't nt never without")
_LONGEST = 2
"""Words that may stand before the last one of a name."""
_NAME = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*(?: [^\W\d_]+(?:['-][^\W\d_]+)*){0,2}")
"""What may be said back: one to three words of letters."""


def unlisted_names(
    text: str, entities: Iterable[Entity], knows: Callable[[str], bool]
) -> tuple[Entity, ...]:
    """What a message names that is surely an illness, a medicine or an allergy, and is not listed.

    Args:
        text: The message, normalised.
        entities: What was found of the vocabulary.
        knows: Whether a word in lower case is English, of the field, or a slip for one of these.
    """
    tokens = parsed(text)
    taken = [(each.start, each.end) for each in entities]
    found: list[Entity] = []
    for kind, first, last in (*_by_parse(tokens), *_by_form(tokens), *_by_slot(tokens, knows)):
        start, end = tokens[first].start, tokens[last].end
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        if _NAME.fullmatch(text[start:end]) and not _is_denied(tokens, last):
            taken.append((start, end))
            found.append(Entity(kind, text[start:end].casefold(), start, end, text[start:end]))
    return tuple(sorted(found, key=lambda each: each.start))


def _by_form(tokens: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """The words that are made as such names are."""
    for place, each in enumerate(tokens):
        word = each.word
        if len(word) < _SHORTEST or word in _ORDINARY or each.lemma in _ORDINARY:
            continue
        if _MEDICINE.fullmatch(word):
            yield MEDICINE, place, place
        elif _ILLNESS.fullmatch(word):
            yield ILLNESS, _first_of(tokens, place), place


def _by_parse(tokens: Sequence[Token]) -> Iterator[tuple[str, int, int]]:
    """What stands where an illness or an allergy is named, whatever it is called."""
    for place, each in enumerate(tokens):
        head = tokens[each.head]
        if each.lemma in _KINDS_OF_ILLNESS:
            first = _first_of(tokens, place)
            if first < place:
                yield ILLNESS, first, place
        elif each.lemma == "allergy":
            first = _first_of(tokens, place)
            if first < place and tokens[first].lemma not in _NOT_ALLERGENS:
                yield ALLERGY, first, place - 1
        if each.dep != "pobj" or each.pos not in ("NOUN", "PROPN"):
            continue
        verb = tokens[head.head].lemma
        if head.word == "to" and verb in _BEFORE_ALLERGY and each.lemma not in _NOT_ALLERGENS:
            yield ALLERGY, _first_of(tokens, place), place
        elif _TOLD_WITH.get(verb) == head.word:
            yield ILLNESS, _first_of(tokens, place), place


def _by_slot(
    tokens: Sequence[Token], knows: Callable[[str], bool]
) -> Iterator[tuple[str, int, int]]:
    """What somebody takes or uses, where its name is no word that anybody knows."""
    for place, each in enumerate(tokens):
        if len(each.word) < _SHORTEST or not each.word.isalpha() or knows(each.word):
            continue
        head = tokens[each.head]
        is_taken = each.dep == "dobj" and head.lemma in _TAKEN
        is_on = each.dep == "pobj" and head.word == "on" and tokens[head.head].lemma in _ON_IT
        if each.pos in ("NOUN", "PROPN") and (is_taken or is_on):
            yield TAKEN, place, place


def _first_of(tokens: Sequence[Token], place: int) -> int:
    """Where the name begins that ends here: "sickle cell disease", without "a rare"."""
    first = place
    while first > 0 and place - first < _LONGEST:
        before = tokens[first - 1]
        is_part = before.dep in _PARTS and before.head in (place, first)
        if not is_part or before.word in _TELLS_NOTHING or before.pos in ("PRON", "DET"):
            break
        first -= 1
    return first


def _is_denied(tokens: Sequence[Token], place: int) -> bool:
    """Whether somebody says that they do not have or take it: "no arthritis", "I don't have …"."""
    over = [place]
    while tokens[over[-1]].head != over[-1] and tokens[over[-1]].pos not in ("VERB", "AUX"):
        over.append(tokens[over[-1]].head)
    return any(each.word in _NO and each.head in over for each in tokens)
