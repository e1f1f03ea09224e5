"""What only this clinic can say, all of it from the clinic profile: prices, hours, the address."""

import re
from collections.abc import Sequence

from actions.answer import Answer
from actions.composing import Draft, treatment_of
from actions.question import Context, Detail, Question
from actions.wording import listed, sentence
from knowledge.clinic import ClinicProfile
from knowledge.model import Knowledge
from knowledge.treatments import TermKind

PART = "clinic_part"
"""The kind of detail that says which part of the profile is asked for."""

UNNAMED = "unnamed"
"""In place of a part: something that the profile has no place for."""

_WORDS: dict[str, tuple[str, ...]] = {
    "insurance": ("insur", "medicare", "medicaid", "hsa", "fsa", "coverage", "covered", "claim"),
    "finance": ("financ", "instal", "monthly", "payment plan", "klarna", "afterpay", "credit"),
    "deposits": ("deposit", "upfront", "up front", "in advance", "prepay"),
    "cancellations": (
        *("cancel", "reschedul", "no show", "no-show", "refund", "running late", "be late"),
        *("late for", "minutes late", "mins late", "move my", "change my"),
    ),
    "prices": (
        *("price", "pricing", "cost", "how much", "fee", "charge", "cheap", "expensive", "afford"),
        *("package", "discount", "deal", "offers", "special", "worth", "rates", "$", "£", "€"),
    ),
    "parking": ("parking", "park", "garage"),
    "hours": (
        *("hours", "open", "opens", "opening", "close", "closes", "closed", "closing", "weekend"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("what time", "evening", "evenings", "late night", "lunch"),
    ),
    "address": (
        *("where", "address", "locat", "direction", "near", "nearest", "map", "street", "find you"),
        *("which city", "what city", "postcode", "zip"),
    ),
    "email": ("email", "e-mail", "mail"),
    "phone": ("phone", "telephone", "your number", "a number", "ring you", "call you", "call"),
    "consultation": ("consult",),
    "devices": ("device", "machine", "brand", "equipment", "which pen", "what pen", "pen do you"),
    "team": (
        *("team", "staff", "who works", "who will", "who does", "who would", "who is", "owner"),
        *("your doctor", "your nurse", "a doctor", "a nurse", "on site", "on-site"),
        *("qualified", "certified", "licensed", "licenced", "experienced", "your estheticians"),
    ),
    "services": (
        *("do you offer", "you offer", "do you do", "do you have", "do you provide", "do u do"),
        *("do u offer", "services", "guys do", "guys offer", "do you also", "menu of"),
    ),
    "booking_url": (
        *("book", "appointment", "appt", "schedul", "slot", "availab", "reserve", "walk-in"),
        *("walk in", "walkin", "come in", "see me", "fit me in", "next opening"),
    ),
}
_STEMS = """
afford appointment availab book brand cancel charge cheap claim consult cost deal deposit device
direction discount fee financ instal insur locat machine package price refund reschedul schedul slot
"""
"""Those above that stand for all that begins with them: "insur" for "insurance", "insured"."""

_EMAIL_ADDRESS = re.compile(r"\be-?mail address\b")
_USUAL = {
    "cost": ("prices", "insurance", "finance", "deposits"),
    "booking": ("booking_url", "phone", "hours", "address"),
}
"""What a question gets that names no part: as much of this as is filled in."""

_NAMEABLE: tuple[TermKind, ...] = ("product", "other_treatment", "treatment_type")


def compose_clinic(question: Question, context: Context, knowledge: Knowledge) -> Answer:
    """Answer the topics `cost` and `booking` from the clinic profile; blanks are owned up to."""
    clinic = knowledge.clinic
    usual = _USUAL[question.topic]
    parts = question.ids(PART) or parts_asked(question.text)
    if question.topic == "cost":
        parts = tuple(part for part in parts if part in usual) or parts
    if not parts:
        parts = tuple(part for part in usual if values_of(clinic, part)) or _blank(question)
    question = question.with_details(Detail(PART, part) for part in parts)
    draft = Draft(question, treatment_of(question, context.treatment, knowledge), knowledge)
    blank = [part for part in parts if not values_of(clinic, part)]
    for part in parts:
        if part not in blank:
            _say_part(draft, part)
    if blank:
        what = [knowledge.phrases.render(f"clinic_what_{part}") for part in blank]
        draft.say("clinic_blank", what=listed(what, "or"))
        draft.close_with_reach()
    return draft.answer()


def _blank(question: Question) -> tuple[str, ...]:
    """What to own up to where the profile is blank and the words name no part of it.

    A price is what a question of the cost is after; one that leads to booking can be after
    anything: a ramp, a gift card, whether a child may come along.
    """
    is_typed = question.text and not question.text.startswith("/")
    return (UNNAMED,) if question.topic == "booking" and is_typed else _USUAL[question.topic][:1]


def parts_asked(text: str) -> tuple[str, ...]:
    """The parts of the profile that the words of a question point at."""
    text = _EMAIL_ADDRESS.sub("email", text.casefold())
    return tuple(
        part for part, words in _WORDS.items() if any(_has_word(text, word) for word in words)
    )


def values_of(clinic: ClinicProfile, part: str) -> tuple[str, ...]:
    """What the profile says of one part, in one line or several; empty where it is blank."""
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
    if part == "services" and _say_whether_offered(draft, values):
        return
    draft.say(f"clinic_{part}", value=values[0])
    if part in ("hours", "prices", "services", "devices", "team"):
        for value in values:
            draft.offer_item("list_item", None, name=value)


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


def _has_word(text: str, word: str) -> bool:
    start = r"(?<!\w)" if word[0].isalnum() else ""
    end = r"(?!\w)" if word not in _STEMS.split() and word[-1].isalnum() else ""
    return re.search(f"{start}{re.escape(word)}{end}", text) is not None


def _plain(text: str) -> str:
    return re.sub(r"[\s-]+", "", text.casefold())
