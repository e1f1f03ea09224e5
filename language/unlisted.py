"""Medicines, illnesses and allergies that no list here has, told by how their names are made.

Whoever names one is told that nothing is known of it, by that name, rather than nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from language.entities import Entity
from language.grammar import Token, parsed
from language.words import words_of

MEDICINE, ILLNESS = "unlisted_medicine", "unlisted_illness"
ALLERGY, USED = "unlisted_allergy", "unlisted_used"
"""Kinds of entities whose value is the name itself, in the visitor's words; the last one for what
somebody uses, whatever it is."""

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
    performin transformin informin
    tacoma telepathy empathy apathy kuwaitis wapitis aroma derma scleroderma persona
    melanoma lymphoma novocaine
    """)
"""Words that only end so, and such as are listed under another name."""
_SHORTEST = 6
_KINDS_OF_ILLNESS = words_of("""
    disease syndrome disorder deficiency palsy
    """)
_IN_THE_BODY = words_of("""
    surgery operation transplant replacement implant stimulator pump shunt coil valve prosthesis
    catheter thread
    """)
_IN_A_DOSE = words_of("""
    tablet pill capsule inhaler infusion injection
    """)
"""Words behind which an illness is named, an operation or what stays in the body, a medicine."""
_HAD = words_of("""
    have take get use wear need 've put start
    """)
_BEFORE_ALLERGY = words_of("allergic allergy")
_TOLD_WITH = {"diagnose": "with", "suffer": "from"}
"""Verbs after which an illness is named, each with the word between."""
_TAKE, _USE = words_of("take inject swallow"), words_of("use apply wear")
_ON_IT = words_of("be put start go 'm 's m am")
"""Verbs of whoever takes a medicine ("I take it", "I am on it") or uses something."""
_SITES = words_of("""
    tiktok instagram insta youtube facebook reddit google amazon temu ebay groupon vinted shein
    aliexpress alibaba whatsapp snapchat pinterest twitter netflix zoom quora realself pubmed
    onlyfans hinge tinder bumble twitch spotify hulu linkedin telegram discord threads stage
    """)
"""Where things are seen and bought."""
_TELLS_NOTHING = words_of("""
    skin rare chronic other some any same bad new common serious severe mild my her his their your
    this that such certain old last next first morning evening night little minor real
    specific underlying medical health several many much
    """)
"""Words before an illness that are no part of its name."""
_PARTS = frozenset({"compound", "amod", "nmod", "poss", "case"})
"""What a word of a name is to its last one."""
_NOT_ALLERGENS = words_of("""
    it this that them something anything everything thing things stuff lot product products one ones
    people man men woman women husband wife work exercise pain needle needles treatment
    """)
_HAVING = words_of("have has had got get take use be is am are was 'm 's suffer need do")
"""Verbs of whoever has or takes something: without it, where they are denied."""
_VERBAL = ("VERB", "AUX")
_ENDS = frozenset("?.!")
_RUDE = re.compile("fuc?k|shit|dick|cunt|bitch|cock|pussy|arse|asshole|crap|piss|wank|penis|tits")
_NOISE = words_of("lol lmao haha hehe rofl idk tbh")
"""What is never said back."""
_TAKEN_ALONG = words_of("along me him her them us")
"""Behind a name: whoever, or whatever, is brought to the visit."""
_SHORT_WAY = 3
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
    # A place belongs to the name of an operation on it.
    taken = [(each.start, each.end) for each in entities if each.kind != "body_area"]
    found: list[Entity] = []
    for kind, first, last in (*_by_parse(tokens), *_by_form(tokens), *_by_slot(tokens, knows)):
        start, end = tokens[first].start, tokens[last].end
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        name = text[start:end]
        is_said_back = _NAME.fullmatch(name) and _RUDE.search(name.casefold()) is None
        if kind in (ALLERGY, ILLNESS) and name.istitle() and " " not in name and first > 0:
            # Whom somebody is allergic to, or was diagnosed with in jest, has a name.
            is_said_back = is_said_back and (
                _ILLNESS.fullmatch(name.casefold()) is not None or knows(name.casefold())
            )
        if is_said_back and not _is_denied(tokens, last):
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
        first = _first_of(tokens, place)
        kind = _kind_behind(tokens, place) if first < place else None
        if kind == ALLERGY and tokens[first].lemma not in _NOT_ALLERGENS:
            yield ALLERGY, first, place - 1
        elif kind is not None and kind != ALLERGY:
            yield kind, first, place
        if each.dep != "pobj" or each.pos not in ("NOUN", "PROPN") or each.word in _NOISE:
            continue
        between = tokens[each.head]
        verb = tokens[between.head].lemma
        is_allergen = each.lemma not in _NOT_ALLERGENS
        if between.word == "to" and verb in _BEFORE_ALLERGY and is_allergen:
            yield ALLERGY, first, place
        elif _TOLD_WITH.get(verb) == between.word:
            yield ILLNESS, first, place


def _kind_behind(tokens: Sequence[Token], place: int) -> str | None:
    """What is named by a word and those before it, such as "celiac disease"; None for no such."""
    lemma = tokens[place].lemma
    if lemma == "allergy":
        return ALLERGY
    if lemma in _KINDS_OF_ILLNESS or (lemma in _IN_THE_BODY and _is_had(tokens, place)):
        return ILLNESS
    return MEDICINE if lemma in _IN_A_DOSE and _is_had(tokens, place) else None


def _is_had(tokens: Sequence[Token], place: int) -> bool:
    """Whether somebody has or takes it: "my hip replacement", "I take iron pills"."""
    return tokens[tokens[place].head].lemma in _HAD or any(
        each.dep == "poss" and each.pos == "PRON" and each.head == place for each in tokens
    )


def _by_slot(
    tokens: Sequence[Token], knows: Callable[[str], bool]
) -> Iterator[tuple[str, int, int]]:
    """What somebody takes or uses, where its name is no word that anybody knows."""
    for place, each in enumerate(tokens):
        if len(each.word) < _SHORTEST or not each.word.isalpha() or knows(each.word):
            continue
        if each.pos not in ("NOUN", "PROPN") or each.word in _SITES:
            continue
        behind = {token.word for token in tokens[place + 1 : place + 1 + _SHORT_WAY]}
        if not behind.isdisjoint(_TAKEN_ALONG):
            continue
        head = tokens[each.head]
        over = tokens[head.head]
        is_on = each.dep == "pobj" and head.word == "on"
        is_on = is_on and (over.lemma in _ON_IT or over.pos != "VERB")
        if is_on or (each.dep == "dobj" and head.lemma in _TAKE):
            yield MEDICINE, place, place
        elif each.dep == "dobj" and head.lemma in _USE:
            yield USED, place, place


def _first_of(tokens: Sequence[Token], place: int) -> int:
    """Where the name begins that ends here: "sickle cell disease", without "a rare"."""
    first = place
    while first > 0 and place - first < _LONGEST:
        before = tokens[first - 1]
        # The "'s" of "Crohn's" hangs on the word before it.
        is_part = before.dep in _PARTS and (before.dep == "case" or before.head in (place, first))
        if not is_part or before.word in _TELLS_NOTHING or before.pos in ("PRON", "DET"):
            break
        first -= 1
    return first


def _is_denied(tokens: Sequence[Token], place: int) -> bool:
    """Whether somebody says that they do not have or take it: "no arthritis", "I don't have …".

    Who does not stop it takes it, and who asks why not has it.
    """
    above = place
    while tokens[above].head != above and tokens[above].pos not in ("VERB", "AUX"):
        if _is_negated(tokens, above):
            return True
        above = tokens[above].head
    if not _is_negated(tokens, above):
        return False
    end = next((t.word for t in tokens[place:] if t.word in _ENDS), "")
    return end != "?" and (tokens[above].lemma in _HAVING or tokens[above].pos not in _VERBAL)


def _is_negated(tokens: Sequence[Token], place: int) -> bool:
    is_itself = tokens[place].word in _NO
    return is_itself or any(each.word in _NO and each.head == place for each in tokens)
