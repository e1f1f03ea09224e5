"""Of whom a message speaks, the visitor or somebody else, and whose each thing is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from language.entities import Entity
from language.words import words_of

ME = "me"
"""Whoever writes; all others go by the word for them: "mother", "friend"."""

_WORDS = {
    "mother": "mother mom mum mommy mummy mama momma",
    "father": "father dad daddy papa",
    "wife": "wife wifey",
    "husband": "husband hubby hubs",
    "son": "son boy",
    "daughter": "daughter girl",
    "sister": "sister sis",
    "brother": "brother bro",
    "grandmother": "grandmother grandma granny gran nana",
    "grandfather": "grandfather grandpa granddad grandad",
    "aunt": "aunt auntie aunty",
    "uncle": "uncle",
    "niece": "niece",
    "nephew": "nephew",
    "cousin": "cousin",
    "girlfriend": "girlfriend gf",
    "boyfriend": "boyfriend bf",
    "partner": "partner spouse",
    "fiance": "fiance fiancé fiancee fiancée",
    "child": "child kid teen teenager",
    "friend": "friend buddy bestie mate pal bff",
    "coworker": "coworker co-worker colleague",
    "neighbor": "neighbor neighbour",
    "roommate": "roommate",
    "boss": "boss",
    "family": "family folks parents relatives",
}
_KEY = {word: key for key, words in _WORDS.items() for word in words.split()}
_FEMALE = words_of("mother wife daughter sister grandmother aunt niece girlfriend")
_MALE = words_of("father husband son brother grandfather uncle nephew boyfriend")
_BARE = words_of("mom mum mommy mummy dad daddy husband hubby wife grandma granny grandpa sister")
"""Words that name somebody also without "my"."""
FORBEARS = words_of("mother father sister brother grandmother grandfather aunt uncle cousin family")
"""Those of whom somebody may have inherited something."""
_HEIRS = words_of("son daughter child niece nephew")
_TOLD_OF = words_of("friend coworker neighbor roommate boss cousin sister brother aunt mother")
"""Those of whom it is told how it went for them."""
_SHORT = 25
"""Words of a message that tells no long story."""
_FAR = words_of("friend coworker neighbor roommate boss cousin family aunt uncle")
"""Those of whom one tells a story rather than asks for them."""

_CARE, _OF_BODY = "circumstance", frozenset({"condition", "body_area"})
_OWN = r"(?:my|our)(?: own)?"
_WORD = "|".join(sorted((re.escape(word) for word in _KEY), key=len, reverse=True))
_IN_LAW = r"(?:(?:-| )in(?:-| )law)?"
_OTHER = (
    rf"(?:(?:{_OWN}|his|her|their|a|an|the)\s(?:(?!my|our|and|or|is|has|with)[\w'-]+\s){{0,3}}?"
    rf"(?P<own>{_WORD}){_IN_LAW}|(?<![\w'-])(?P<bare>{'|'.join(sorted(_BARE))}))(?:'?s)?(?![\w-])"
)
_NO_PERSON = re.compile(
    r"(?:nursing|new|expecting|working|busy|single|(?:time|home)[ -](?:to be )?|as|am|i'?m|be|being"
    r"|like|become)\s+(?:an?\s+)?(?:\w+\s)?$",
    re.IGNORECASE,
)
"""Before "a mother" who is the visitor, or nobody."""
_THING = re.compile(
    r"\s(?:\w+ ){0,1}?(?:wedding|engagement|party|birthday|baptism|christening|graduation|funeral"
    r"|shower|house|place|car|phone|office|salon|shop|idea|advice|words|fault|friends?|boss|doctor"
    r"|derm|dermatologist|hairdresser)\b",
    re.IGNORECASE,
)
"""After "my nephew's": a thing of his, by which nobody is spoken of."""
_AS_ONE = re.compile(
    r"\s(?:of (?:\d|a|an|one|two|three|four|five|twins)\b|here\b|to be\b)", re.IGNORECASE
)
"""After a word for the visitor as one of a kind: "mom of two here"."""
_A_BABY = re.compile(r"\bbaby\s$", re.IGNORECASE)
_OWN_CLAIM = re.compile(
    r"\b(?:so (?:am|do) i|(?:as|and) (?:am|do) i|it'?s me|same here|both of us"
    r"|i am(?=\W*(?:$|[.,;?!]))|(?:me|i)(?: do| am| have)? (?:too|as well|also)|and me\b|me and my"
    r"|the same|myself)\b",
    re.IGNORECASE,
)
"""Words by which somebody says that they have it as well, or that it is they who have it."""
_JOINED = re.compile(r"\b(?:and|or|n)\W*$", re.IGNORECASE)
_NURSING = words_of("breastfeeding pregnancy")
"""What no man and no child has."""
_SAYS = re.compile(
    r"\W*(?:\w+ly |also |just |always |even |from \w+ |used to )?"
    r"(?:says?|said|tells?|told|thinks?|thought|swears?|recommend\w*|suggest\w*|wonders?|asks?|asked|mentioned|sent|showed|gave|bought|knows?|heard"
    r"|read|insists?|keeps? (?:saying|telling|asking))\b",
    re.IGNORECASE,
)
"""After somebody who only speaks of what follows."""
_TOLD_TO = re.compile(
    r"\b(?:ask|asked|asking|tell|told|telling|with|to|by|from|thank|call|called|saw|text|texted) $",
    re.IGNORECASE,
)
"""Before somebody who does nothing of what follows: "I asked my brother, it's a stent"."""
_OF_FAMILY = re.compile(
    r"\W*(?:scars? )?(?:(?:that )?(?:run|runs|running|is|are|was|were)\s)?(?:all )?"
    rf"(?:in|on|from) (?:(?:my|our|the) )?(?:\w+ )?(?:family|(?:{_WORD})'?s? side)\b",
    re.IGNORECASE,
)
"""After what is of the family: "keloids run in my family"."""
_SENTENCE = re.compile(r"[.?!\n]+(?=\s|$)")


_PROVIDER = (
    r"(?:my|the|her|his|a|an|your|our) (?:\w+ )?(?:doctor|dr|doc|dermatologist|derm|nurse|provider"
    r"|surgeon|tech|technician|esthetician|cardiologist|dentist|gp|rheumatologist|midwife|obgyn)\b"
)
_MARK = re.compile(
    rf"\b(?P<other>{_OTHER})|\b(?P<nobody>{_PROVIDER})"
    r"|\b(?P<her>she|her|hers|herself)\b|\b(?P<him>he|him|his|himself)\b"
    r"|\b(?P<me>i|im|ive|id|me|my|mine|myself|our|we|us)\b",
    re.IGNORECASE,
)
"""Words that say of whom what follows is."""

_ASKED_FOR = re.compile(
    r"(?:\b(?:ask\w*|quest\w*|writ\w*|inquir\w*|booking|appointment|it'?s|this is|here|wondering"
    r"|what|how|this|that|it|session|treatment|needling|microneedling|ok|okay|safe|good|bad|right"
    r"|danger\w*|allowed|possible|suitable|suit|work|count\w*|matter\w*|problem|different|same|change"
    r"|now|then|many|much|baby|and|but|so|also|or|[a-z]+ed)\W+(?:is |it |be )?|^\W*|[.?!,]\W*)"
    r"(?:for|about|on behalf of|on)\s$"
    r"|^\W*(?:and|or|ok(?:ay)? (?:and|n)) $",
    re.IGNORECASE,
)
"""Before those for whom is asked: "asking for my mother", "what about her"."""
_WENT = re.compile(
    r"\b(?:worked|helped|did wonders|went (?:well|bad\w*)|was (?:great|good|bad)|looked) for $",
    re.IGNORECASE,
)
"""Before those of whom it is told how it went."""
_MODAL = re.compile(
    r"\b(?:can|could|may|might|should|shall|would|will|wo|does|do|is|are|must|if)(?: not|n'?t)? $",
    re.IGNORECASE,
)
"""Before those of whom is asked: "can she", "does my son"."""
_BESIDE = re.compile(
    r"(?:'s)?\W+(?:\w+ ){0,2}?(?:(?:have|need|has|needs|got) to "
    r"(?:come|know|sign|be|drive|agree|say)|know|come|sign|drive|agree|consent|stay|wait|watch|notice|see|mind|sit|translate|pay|bring"
    r"|right|wrong|allowed in|in the|with me|do (?:me|my|mine)|help me|pick me|take me|tell)\b",
    re.IGNORECASE,
)
"""After those of whom is asked something else than whether they may have it."""
_WISHES = re.compile(
    r"(?:'?s)?\s(?:[^.?!]{3,60}\b(?:and|but|who) )?(?:s?he )?"
    r"(?:really |just |also |always |has |have |been |is |was )*"
    r"(?:wants?|wanted|wanting|needs|would like|thinking (?:of|about)|interested|considering|booked"
    r"|keen|asks me to|asked me to|do(?:es)?n'?t like typing|can'?t type|is due|coming in)"
    r"\b(?! me| my| to know| (?:if|whether|that) i\b| in (?:me|my))",
    re.IGNORECASE,
)
"""After those who want it."""
_COUNTS = re.compile(r"\b(?:matter\w*|count\w*|chang\w+|affect\w*)\b[^.?!]*$", re.IGNORECASE)
"""Before those for whom it is asked whether what another one has counts."""
_BACK = re.compile(
    r"\b(?:what|how|and|now) about (?:me|myself|[\w ]{1,30} for me)\b|\bback to me\b"
    r"|\b(?:now|next)(?: it'?s| comes| for| to)? (?:me|myself|my turn)\b(?! (?:and|or|too)\b)"
    r"|\bit'?s my turn\b"
    r"|\bas for me\b|\band me\?"
    r"|\b(?:ok|okay|safe|good|right|different|same|and|than|but|now|work|allowed) (?:it )?for me\b"
    r"|\b(?:can|could|should|may|would) i (?:still |also |even |just |too |have |get |do )*"
    r"(?:have|get|do) (?:it|this|that|one|the|needl\w+|micro\w+|a session)\b"
    r"(?!(?: \w+){0,3} (?:for|to|on|with) (?:her|him|my|them))"
    r"|\b(?:am|was) i (?:ok|allowed|safe|a )|\b(?:and|or) (?:can|could|may) i\b\W*(?:\?|too|$)",
    re.IGNORECASE,
)
"""Words that turn to whoever writes."""
_SESSION = re.compile(
    r"\b(?:needl\w+|micro ?needl\w+|sessions?|treatment|had it done|got it done|did it)\b",
    re.IGNORECASE,
)


_HAPPENED = re.compile(
    r"(?:'s)?(?: (?!said|told|says)\w+){0,3}? (?:(?:had|got|tried|used|went for|paid for|has)"
    r" (?:it|that|this|one|done|needl\w+|micro\w+|prp|the)|did|do it|do that)\b",
    re.IGNORECASE,
)
"""After somebody of whom it is told how it went."""


class Spoken(NamedTuple):
    """Of whom a message speaks.

    Attributes:
        whom: For whom it asks from now on; None where that is as before.
        case: Of whom it tells how it went, and does not ask for.
        named: The others that it speaks of, each once.
        entities: What it names, each with whose it is where that is not of whom is asked for.
    """

    whom: str | None
    case: str | None
    named: tuple[str, ...]
    entities: tuple[Entity, ...]


class _Mark(NamedTuple):
    """A word for somebody: who it is, None for nobody known, and whether they are named."""

    whom: str | None
    start: int
    end: int
    is_named: bool


def speaks_of(
    text: str, entities: Sequence[Entity], whom: str, known: Sequence[str], is_first: bool
) -> Spoken:
    """Of whom a normalised message speaks.

    Args:
        text: The message.
        entities: What it names.
        whom: For whom was asked before it.
        known: Of whom was spoken before it, those spoken of last first.
        is_first: Whether nothing was said before it.
    """
    marks = _marks(text, whom, known)
    named = tuple(dict.fromkeys(each.whom for each in marks if each.is_named and each.whom))
    asked = _asked_for(text, marks)
    if _OWN_CLAIM.search(text):
        entities = [replace(e, negated=False) if e.kind == _CARE else e for e in entities]
        owners: list[str | None] = [ME] * len(entities)
    else:
        owners = [_owner(each, text, marks) for each in entities]
    if asked not in (None, ME) and not _is_for(text, marks) and _has_own(entities, owners):
        # Who has a reason for care of their own asks for themselves, whoever is curious besides.
        asked = None
    if asked is None and whom != ME and _is_of_me(marks, entities, owners):
        asked = ME
    if (
        asked is None
        and _is_all_of_one(marks)
        and ((is_first and entities) or (_SESSION.search(text) and named[0] not in _FAR))
    ):
        # Nobody else is spoken of: what is asked here is asked of them.
        asked = named[0]
    now = asked or whom
    care = {(each.start, each.end) for each in entities if each.kind == _CARE}
    may_inherit = now == ME or now in FORBEARS or now in _HEIRS
    whose = tuple(
        _with_owner(each, owner, (each.start, each.end) in care, may_inherit)
        if owner != now
        else each
        for each, owner in zip(entities, owners, strict=True)
    )
    case = next((each for each in named if each != now and _has_happened(each, text, marks)), None)
    return Spoken(asked if asked != whom else None, case, named, whose)


def _has_happened(whom: str, text: str, marks: Sequence[_Mark]) -> bool:
    of_them = (each for each in marks if each.is_named and each.whom == whom)
    is_told = any(_HAPPENED.match(text, each.end) for each in of_them)
    return is_told and whom in _TOLD_OF and len(text.split()) <= _SHORT


def _with_owner(entity: Entity, owner: str | None, is_care: bool, may_inherit: bool) -> Entity:
    if owner is None or not (is_care or (entity.kind in _OF_BODY and owner != ME)):
        return entity
    return replace(entity, of=owner, is_inherited=may_inherit and is_care and owner in FORBEARS)


def owner_at(text: str, start: int, whom: str, known: Sequence[str]) -> str | None:
    """Of whom what stands at a place of a message is; None where nothing says so."""
    return _subject_before(start, text, _marks(text, whom, known))


def _marks(text: str, whom: str, known: Sequence[str]) -> list[_Mark]:
    """The words of a message for somebody, each with who it is."""
    found: list[_Mark] = []
    for each in _MARK.finditer(text):
        if each["other"]:
            is_person = not _is_nobody(text, each)
            key = _KEY[(each["own"] or each["bare"]).lower()] if is_person else ME
            key = f"{key}-in-law" if re.search(r"in.law", each["other"], re.IGNORECASE) else key
            is_named = is_person and not _is_owner_of_a_thing(text, each)
            found.append(_Mark(key, each.start(), each.end(), is_named))
        elif each["nobody"]:
            found.append(_Mark(None, each.start(), each.end(), is_named=False))
        elif each["me"]:
            found.append(_Mark(ME, each.start(), each.end(), is_named=False))
        else:
            sex = _FEMALE if each["her"] else _MALE
            here = [mark.whom for mark in reversed(found) if mark.is_named or mark.whom is None]
            before: list[str | None] = [whom, *known]
            if _COUNTS.search(text, 0, each.start()):
                here, before = [], [*before, *here]
            meant = _meant([*here, *before], sex)
            found.append(_Mark(meant, each.start(), each.end(), is_named=False))
    return found


def _is_owner_of_a_thing(text: str, found: re.Match[str]) -> bool:
    return found[0].endswith("s") and "'s" in found[0] and bool(_THING.match(text, found.end()))


def _is_nobody(text: str, found: re.Match[str]) -> bool:
    """Whether a word for somebody names the visitor ("mom of two here"), or a baby."""
    word = "own" if found["own"] else "bare"
    before, after = text[: found.start(word)], text[found.end(word) :]
    return bool(_NO_PERSON.search(before) or _A_BABY.search(before) or _AS_ONE.match(after))


def _meant(candidates: Iterable[str | None], sex: frozenset[str]) -> str | None:
    """Whom "she" or "he" means, of those spoken of, the likeliest first."""
    others = _FEMALE | _MALE
    for each in candidates:
        if each is None:
            return None
        plain = each.removesuffix("-in-law")
        if each != ME and (plain in sex or plain not in others):
            return each
    return None


def _asked_for(text: str, marks: Sequence[_Mark]) -> str | None:
    """For whom a message asks by its words; of several for whom it asks last."""
    turns = [(each.start(), ME) for each in _BACK.finditer(text)]
    for mark in marks:
        if mark.whom in (None, ME):
            continue
        before, after = text[: mark.start], text[mark.end :]
        is_for = _ASKED_FOR.search(before) is not None and _WENT.search(before) is None
        is_alone = _JOINED.search(before) is None or _ends(after)
        is_asked = _MODAL.search(before) is not None and _BESIDE.match(after) is None
        if (is_for and is_alone) or is_asked or _WISHES.match(after):
            turns.append((mark.start, str(mark.whom)))
    return max(turns)[1] if turns else None


def _is_for(text: str, marks: Sequence[_Mark]) -> bool:
    """Whether it is said in so many words that somebody else is asked for."""
    return any(
        mark.whom not in (None, ME) and _ASKED_FOR.search(text[: mark.start]) for mark in marks
    )


def _has_own(entities: Sequence[Entity], owners: Sequence[str | None]) -> bool:
    told = zip(entities, owners, strict=True)
    return any(each.kind == _CARE and owner == ME and not each.negated for each, owner in told)


def _ends(after: str) -> bool:
    return re.match(r"(?:'?s)?\W*(?:too\W*)?$", after) is not None


def _owner(entity: Entity, text: str, marks: Sequence[_Mark]) -> str | None:
    """Whose a thing is that a message names; None where nothing says so."""
    if _OF_FAMILY.match(text, entity.end):
        return "family"
    owner = _subject_before(entity.start, text, marks)
    is_mother = owner is None or owner.removesuffix("-in-law") in (_FEMALE - _HEIRS) | {ME}
    return ME if entity.value in _NURSING and not is_mother else owner


def _subject_before(place: int, text: str, marks: Sequence[_Mark]) -> str | None:
    start = max((each.end() for each in _SENTENCE.finditer(text, 0, place)), default=0)
    before = [each for each in marks if start <= each.start < place]
    if not before:
        return None
    last = before[-1]
    if _SAYS.match(text, last.end) or (last.is_named and _TOLD_TO.search(text[: last.start])):
        return None
    return last.whom


def _is_of_me(
    marks: Sequence[_Mark], entities: Sequence[Entity], owners: Sequence[str | None]
) -> bool:
    """Whether whoever writes tells a reason for care of their own and speaks of nobody else."""
    if any(each.whom not in (None, ME) for each in marks):
        return False
    told = zip(entities, owners, strict=True)
    return any(each.kind == _CARE and owner == ME for each, owner in told)


def _is_all_of_one(marks: Sequence[_Mark]) -> bool:
    whom = {each.whom for each in marks}
    return len(whom) == 1 and ME not in whom and any(each.is_named for each in marks)
