"""How values are written in an answer: lengths, lists of names, the start of a sentence."""

import re
from collections.abc import Sequence

from knowledge.model import Knowledge
from knowledge.treatments import Range, Term
from understanding.understood import Detail

_BY_OWN_WORD = frozenset({"medicine", "family", "worn"})
"""Sorts of terms that stand for several things, each with a name of its own."""
_TELLING = re.compile(r"[^\W\d_]{5,}")
"""Words that tell what a name is of."""
_REASON = re.compile(r"\b(?:because|so that|which is why|reason for|risks?)\b|, as the ")
_PURPOSE = re.compile(r"(?:not|to|against|prevent)\b", re.IGNORECASE)
"""Begins what a medicine is taken for, which is no name of it: "pills not to get pregnant"."""


def gives_reason(text: str) -> bool:
    """Whether a fact says why: by what comes of it, or by what is not known of it."""
    return _REASON.search(text) is not None


def length(value: float | Range) -> str:
    """A needle length given in mm: "0.5 mm", or "0.5 to 3 mm" for a range."""
    if isinstance(value, Range):
        if value.min == value.max:
            return f"{_number(value.min)} mm"
        return f"{_number(value.min)} to {_number(value.max)} mm"
    return f"{_number(value)} mm"


def listed(names: Sequence[str], joint: str = "and") -> str:
    """Names in a row: "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {joint} {names[-1]}"


def called(detail: Detail, knowledge: Knowledge) -> str:
    """How an answer writes what was named: a medicine as the visitor calls it, and what it is.

    "Zoloft (antidepressants)", but "blood thinners" for "blood thinner".
    """
    name, word = _term_of(detail, knowledge).name, word_for(detail, knowledge)
    if word == name or word.casefold() in name.casefold():
        return word
    return knowledge.phrases.render("called", said=word, name=name.partition(" (")[0])


def word_for(detail: Detail, knowledge: Knowledge) -> str:
    """The visitor's own word for a medicine or one of a family: "Zoloft"; else the term's name."""
    term = _term_of(detail, knowledge)
    said = detail.said.strip()
    is_purpose = _PURPOSE.match(said) is not None
    if term.sort not in _BY_OWN_WORD or not said or is_purpose or _is_name(said, term.name):
        return term.name
    return _as_listed(said, term)


def _is_name(said: str, name: str) -> bool:
    """Whether a word says no more than the name of its term: "blood thinner"."""
    plain, called_so = said.casefold(), name.casefold()
    if _squeezed(said) in re.sub(r"\W", "", called_so):
        return " or " not in called_so
    words = (set(_TELLING.findall(each)) for each in (plain, called_so))
    return not set.isdisjoint(*words)


def _term_of(detail: Detail, knowledge: Knowledge) -> Term:
    kind = next(kind for kind in knowledge.terms if kind == detail.kind)
    return knowledge.terms[kind][str(detail.value)]


def _as_listed(said: str, term: Term) -> str:
    """A word as the knowledge spells it: "zoloft" is Zoloft."""
    plain = _squeezed(said)
    alike = (each for each in term.synonyms if _squeezed(each) == plain)
    return next(alike, term.name)


def _squeezed(text: str) -> str:
    """A word without signs, in the singular and in small letters."""
    return re.sub(r"\W", "", text.casefold()).rstrip("s")


def is_or_are(name: str) -> str:
    """The verb that follows a name: "stretch marks" are, "hair loss" is."""
    head = name.partition(" of ")[0]
    plural = head.endswith("s") and not head.endswith(("ss", "is", "us", "as"))
    return "are" if plural or " and " in name else "is"


def time_of(days: int) -> str:
    """A number of days as people say it: "5 weeks", "1 day"."""
    month, week = 30, 7
    if days >= 2 * month and days % month == 0:
        count, unit = days // month, "month"
    elif days >= week and days % week == 0:
        count, unit = days // week, "week"
    else:
        count, unit = days, "day"
    return f"{count} {unit}{'' if count == 1 else 's'}"


def with_article(name: str) -> str:
    """A name with "a" or "an" in front: "an esthetician"; a plural stays as it is."""
    if is_or_are(name) == "are":
        return name
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def sentence(text: str) -> str:
    """`text` with a capital letter at its start."""
    return text[:1].upper() + text[1:]


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
