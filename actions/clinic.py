"""What only this clinic can say, all of it from the clinic profile: prices, hours, the address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.answer import Answer, with_sentences
from actions.composing import Draft, phrase, treatment_names
from actions.here import OFFERED, names_asked
from actions.selection import facts_anywhere
from actions.wording import is_or_are, listed, sentence
from knowledge.clinic import ClinicProfile
from knowledge.model import Knowledge
from knowledge.treatments import TermKind
from understanding.kinds import CLINIC_PART, COUNT, UNNAMED
from understanding.understood import Detail, Question

_USUAL = {
    "cost": ("prices", "insurance", "finance", "deposits"),
    "booking": ("booking_url", "phone", "hours", "address"),
}
"""What a question gets that names no part: as much of this as is filled in."""

_LISTS = frozenset({"hours", "prices", "services", "devices", "team", "packages", "holidays"})
_WITHIN: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "packages": ("prices", re.compile(r"package|bundle|course|\b(?:3|4|5|6|three|four|five|six) ")),
    "holidays": ("hours", re.compile(r"holiday|christmas|new year|easter|thanksgiving")),
}
"""Parts that have no line of their own, and which lines of another part speak of them."""
_ONE_PRICE = re.compile(
    r"(?P<currency>[$£€]?)\s?(?P<amount>\d[\d,]*(?:\.\d\d)?)(?:\s*(?:a|per|each|/)\s*\w*)?"
)
"""A price for one session, and nothing else."""
_BLANK = frozenset({"clinic_blank", "clinic_blank_repeated"})
"""The phrases by which something is not filled in."""
_NAMEABLE: tuple[TermKind, ...] = ("product", "other_treatment", "treatment_type")


def compose_clinic(draft: Draft) -> Answer:
    """Answer the topics `cost` and `booking` from the clinic profile; blanks are owned up to."""
    clinic, asked = draft.knowledge.clinic, draft.question
    parts = _parts(asked, clinic)
    others = (detail for detail in asked.details if detail.kind != CLINIC_PART)
    told = (Detail(CLINIC_PART, part) for part in parts)
    draft.question = replace(asked, details=(*others, *told))
    say_parts(draft, parts)
    if parts == ("services",) and not clinic.services:
        say_known_of(draft)
    return draft.answer()


def say_parts(draft: Draft, parts: Sequence[str], *, with_reach: bool = True) -> None:
    """Say parts of the profile, and which of them are blank."""
    clinic = draft.knowledge.clinic
    blank = [part for part in parts if not values_of(clinic, part)]
    if tuple(parts) == ("booking_url",):
        draft.say("cannot_book")
    filled = [part for part in parts if part not in blank]
    for part in filled:
        if part not in _LISTS:
            _say_part(draft, part)
    if blank == ["services"] and _names_to_treat(draft):
        names = _names_to_treat(draft)
        are = "are" if len(names) > 1 else is_or_are(names[0])
        draft.say("clinic_offer_unknown", names=listed(names, "or"), are=are)
        draft.close_with_reach()
    elif blank == ["services"] and any(draft.question.ids(kind) for kind in OFFERED):
        draft.say("here_offers", names=names_asked(OFFERED, draft.question, draft.knowledge))
        draft.offers_person = True
    elif blank:
        what = [draft.knowledge.phrases.render(f"clinic_what_{part}") for part in blank]
        draft.say("clinic_blank", what=listed(what, "or"))
        if blank == ["services"] and len(draft.knowledge.treatments) > 1:
            draft.say("smalltalk_help", treatment=treatment_names(draft.knowledge))
        if with_reach:
            draft.close_with_reach()
    # A list stands below all sentences: the one that leads to it comes last.
    for part in filled:
        if part in _LISTS:
            _say_part(draft, part)


def with_blank_too(answer: Answer, asked: str | None, knowledge: Knowledge) -> Answer:
    """The answer that something is not filled in, which goes for what else was asked as well."""
    if asked is None or asked == answer.asked:
        return answer
    line = phrase("blank_too", knowledge, name=knowledge.questions[asked].name)
    blank = next((i for i, each in enumerate(answer.sentences) if each.phrase in _BLANK), -1)
    sentences = (*answer.sentences[: blank + 1], line, *answer.sentences[blank + 1 :])
    return with_sentences(answer, sentences, knowledge)


def say_known_of(draft: Draft) -> None:
    """Say what is known in general of the conditions and places that a question names."""
    for term in draft.question.ids("condition"):
        entry = draft.treatment.conditions.get(term)
        draft.state(entry.facts[:1] if entry else ())
    for term in draft.question.ids("body_area"):
        place = facts_anywhere(draft.treatment, draft.question, "body_area", term, draft.knowledge)
        draft.state(place[:1])


def _names_to_treat(draft: Draft) -> list[str]:
    """What a visitor hopes to have treated, by name."""
    kinds: tuple[TermKind, ...] = ("condition", "body_area")
    question, knowledge = draft.question, draft.knowledge
    return [knowledge.term_name(kind, id_) for kind in kinds for id_ in question.ids(kind)]


def _parts(question: Question, clinic: ClinicProfile) -> tuple[str, ...]:
    """The parts of the profile to be told; those asked for or, where none is, the usual ones.

    Where all of these are blank, the price is owned up to if it is about the cost. What leads to
    booking without naming a part can be after anything: a ramp, a gift card, a child to bring.
    """
    asked = question.ids(CLINIC_PART)
    named = tuple(part for part in asked if part != UNNAMED)
    usual = _USUAL[question.topic]
    if question.topic == "cost":
        named = tuple(part for part in named if part in (*usual, *_WITHIN)) or named
    filled = tuple(part for part in usual if values_of(clinic, part))
    return named or filled or ((UNNAMED,) if UNNAMED in asked else usual[:1])


def parts_beside(question: Question, part: str) -> tuple[str, ...]:
    """A part with those that are asked for beside it: what it costs and whether Medicare pays."""
    besides = (*_WITHIN, *(_USUAL["cost"] if question.topic == "cost" else ()))
    named = (each for each in question.ids(CLINIC_PART) if each in besides)
    return tuple(dict.fromkeys((part, *named)))


def values_of(clinic: ClinicProfile, part: str) -> tuple[str, ...]:
    """What the profile says of one part, in one line or several; empty where it is blank."""
    if part in _WITHIN:
        whole, words = _WITHIN[part]
        return tuple(v for v in values_of(clinic, whole) if words.search(v.casefold()))
    value = getattr(clinic, part, None)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if part == "prices":
        return tuple(f"{price.service}: {price.price}" for price in clinic.prices)
    return tuple(value)


def _say_part(draft: Draft, part: str) -> None:
    values = values_of(draft.knowledge.clinic, part)
    if part == "prices":
        values = _say_price_asked(draft, values)
    if part == "services" and _say_whether_offered(draft, values):
        return
    draft.say(f"clinic_{_WITHIN[part][0] if part in _WITHIN else part}", value=values[0])
    if part in _LISTS:
        for value in values:
            draft.offer_item("list_item", None, name=value)


def _say_price_asked(draft: Draft, values: tuple[str, ...]) -> tuple[str, ...]:
    """The prices of the type that is named, all where none is; and what several sessions cost."""
    knowledge, clinic = draft.knowledge, draft.knowledge.clinic
    types = [knowledge.terms["treatment_type"][id_] for id_ in draft.question.ids("treatment_type")]
    words = [_plain(name) for term in types for name in (term.name, *term.synonyms)]
    prices = [p for p in clinic.prices if any(word in _plain(p.service) for word in words)]
    counts = [count for count in draft.question.named(COUNT) if isinstance(count, float)]
    one = _ONE_PRICE.fullmatch(prices[0].price) if len(prices) == 1 else None
    if one is not None and counts:
        total = float(one["amount"].replace(",", "")) * counts[0]
        draft.say(
            "clinic_total",
            count=f"{counts[0]:g}",
            service=prices[0].service,
            total=f"{one['currency']}{total:,.2f}".removesuffix(".00"),
        )
    return tuple(f"{price.service}: {price.price}" for price in prices) or values


def _say_whether_offered(draft: Draft, services: Sequence[str]) -> bool:
    """Look the things that a question names up among the services; False where it names none."""
    wanted = [(kind, id_) for kind in _NAMEABLE for id_ in draft.question.ids(kind)]
    for kind, id_ in wanted:
        term = draft.knowledge.terms[kind][id_]
        words = [_plain(word) for word in (term.name, *term.synonyms)]
        hit = next((s for s in services if any(word in _plain(s) for word in words)), None)
        if hit is not None:
            draft.say("clinic_service_listed", service=sentence(hit))
        else:
            draft.say("clinic_service_unlisted", service=term.name)
            draft.close_with_reach()
    return bool(wanted)


def _plain(text: str) -> str:
    return re.sub(r"[\s-]+", "", text.casefold())
