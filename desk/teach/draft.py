"""What somebody at the front desk wants the assistant to learn, from a form to a change."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any

from pydantic import ValidationError

from desk.forms import Form
from knowledge import Knowledge
from knowledge.checks import figures
from knowledge.questions import KnownQuestion
from teaching import Change, ExamplesChange, FactChange, Known, check_change

MOST_EXAMPLES = 20
"""Questions that are offered as examples; more of one kind teach nothing new."""
NEW_SOURCE = "new"
GRADES: Mapping[str, str] = {
    "clinic": "This clinic",
    "regulator": "An authority, such as the FDA",
    "society": "A professional body",
    "law": "A law",
    "peer-reviewed": "A published study",
    "reference": "A reference work",
    "expert": "One expert",
    "maker": "The maker of a device",
    "trade": "Another clinic, or a seller",
}
_FIELDS: Mapping[str, str] = {
    "topic": "The topic",
    "topics": "The topic",
    "examples": "An example",
    "name": "The question",
    "ways": "The ways to ask it",
    "fact": "The new fact",
    "new_source": "The new source",
    "title": "The title of the source",
    "publisher": "The publisher of the source",
    "date": "The date of the source",
    "url": "The web address of the source",
    "grade": "The kind of the source",
    "note": "The note",
    "treatment": "The treatment",
}
_LETTERS = re.compile(r"[a-z0-9]+")
_UNIT = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Draft:
    """The fields of the form as they were typed.

    Attributes:
        topic: What the questions are about.
        examples: The questions that are offered.
        used: The places of those that are to be learnt.
        more: Further questions, one a line.
        fact: A new fact; empty where none is wanted.
        about: What alone the fact is about, as in `condition:acne_scars`; empty: all.
        source: The id of its source, or `NEW_SOURCE`.
        new_source: The fields of a new source.
        note: For whoever looks the change over.
        treatment: Of which treatment the fact is; empty: of the first.
    """

    topic: str = ""
    examples: Sequence[str] = ()
    used: frozenset[int] = frozenset()
    more: str = ""
    fact: str = ""
    about: str = ""
    source: str = ""
    new_source: Mapping[str, str] | None = None
    note: str = ""
    treatment: str = ""

    @property
    def learnt(self) -> tuple[str, ...]:
        """The questions that are to be learnt, each once."""
        ticked = [text for n, text in enumerate(self.examples) if n in self.used]
        every = (line.strip() for line in (*ticked, *self.more.splitlines()))
        return tuple(dict.fromkeys(line for line in every if line))


def offered(questions: Iterable[str]) -> Draft:
    """A draft with questions of visitors, each once, one line each.

    Those in which something was masked are left for somebody to word anew.
    """
    distinct = list(dict.fromkeys(" ".join(question.split()) for question in questions))
    examples = distinct[:MOST_EXAMPLES]
    clean = (n for n, text in enumerate(examples) if "[" not in text)
    return Draft(examples=examples, used=frozenset(clean))


def draft_in(form: Form) -> Draft:
    """The draft that a form holds."""
    text = form.one
    return Draft(
        topic=text("topic"),
        examples=[" ".join(each.split()) for each in form.all("example")],
        used=frozenset(int(n) for n in form.all("use") if n.isascii() and n.isdecimal()),
        more=text("more"),
        fact=form.line("fact"),
        about=text("about"),
        source=text("source"),
        new_source={name: text(name) for name in ("title", "publisher", "date", "url", "grade")},
        note=text("note"),
        treatment=text("treatment"),
    )


def checked(
    draft: Draft,
    topics: Iterable[str],
    known: Known,
    masked: Callable[[str], str],
    at: datetime,
    who: str,
    asked: KnownQuestion | None = None,
) -> tuple[list[str], Change | None]:
    """What has to be mended in a draft, each as a sentence, or the change that it stands for.

    Args:
        draft: What was filled in.
        topics: Those that it may be taught to.
        known: The project that it would change.
        masked: Puts a note in place of personal data.
        at: Now.
        who: The account's name.
        asked: The question that its fact answers before any other.
    """
    if problems := missing(draft, topics):
        return problems, None

    def made() -> Change:
        change = change_of(draft, known.knowledge, at, who)
        if asked is None:
            return change
        return change.model_copy(update={"question": asked.id, "treatment": asked.treatment})

    return in_order(made, known, masked)


def in_order(
    made: Callable[[], Change], known: Known, masked: Callable[[str], str]
) -> tuple[list[str], Change | None]:
    """What has to be mended in a change first, each as a sentence, or the change itself."""
    try:
        change = made()
    except ValidationError as error:
        return wrong_in(error), None
    problems = [str(each) for each in check_change(change, known, masked)]
    return problems, None if problems else change


def missing(draft: Draft, topics: Iterable[str]) -> list[str]:
    """What has to be filled in first, each as a sentence."""
    found = []
    if draft.topic not in topics:
        found.append("Choose a topic.")
    if not draft.learnt and not draft.fact:
        found.append("Tick or write one question at least, or write a new fact.")
    if draft.fact and not draft.source:
        found.append("Choose where the new fact comes from. Without a source no fact is taken.")
    if draft.fact and draft.source == NEW_SOURCE:
        new = draft.new_source or {}
        found += [
            f"{_FIELDS[name]} is missing."
            for name in ("title", "publisher", "grade")
            if not new.get(name)
        ]
    return found


def change_of(draft: Draft, knowledge: Knowledge, made_at: datetime, made_by: str) -> Change:
    """The change that a draft stands for; nothing may be `missing` in it.

    Raises:
        ValidationError: Something is of the wrong shape; `in_order` says it in sentences.
    """
    head: dict[str, Any] = {"made_at": made_at, "made_by": made_by, "note": draft.note}
    if not draft.fact:
        return ExamplesChange.model_validate(
            {"topic": draft.topic, "examples": draft.learnt, **head}
        )
    source, new_source = draft.source, None
    if source == NEW_SOURCE:
        given = {name: value for name, value in (draft.new_source or {}).items() if value}
        words = f"{given['publisher']} {given['title']}"
        source = free_id(slug(words, 4).upper(), knowledge.sources, "SOURCE")
        new_source = {"id": source, **given}
    kind, _, term = draft.about.partition(":")
    id_ = free_id(f"{draft.topic.replace('_', '-')}-{slug(draft.fact, 4)}", knowledge.facts, "new")
    return FactChange.model_validate(
        {
            "topics": (draft.topic,),
            "treatment": draft.treatment or None,
            "fact": {
                "id": id_,
                "text": draft.fact,
                "source": source,
                "about": {kind: (term,)} if term else {},
                "numbers": named_figures(draft.fact),
            },
            "new_source": new_source,
            "examples": draft.learnt,
            **head,
        }
    )


def wrong_in(error: ValidationError) -> list[str]:
    """What a change of the wrong shape has wrong, each as a sentence."""
    found = []
    for detail in error.errors(include_url=False):
        names = [_FIELDS[part] for part in map(str, detail["loc"]) if part in _FIELDS]
        what = (detail.get("ctx") or {}).get("mend") or detail["msg"]
        found.append(f"{names[-1] if names else 'Something'} is not right: {what}")
    return list(dict.fromkeys(found))


def named_figures(text: str) -> dict[str, float]:
    """The figures of a sentence, each named by the word after it: `{"hours": 24}`."""
    words = text.split()
    found: dict[str, float] = {}
    for place, word in enumerate(words):
        after = words[place + 1].lower() if place + 1 < len(words) else ""
        unit = _UNIT.search(word.lower()) if any(map(str.isdecimal, word)) else None
        unit = unit or _UNIT.match(after)
        for value in sorted(figures(word)[0]):
            _put(found, unit[0] if unit else "figure", value)
    for value in sorted(figures(text)[0] - set(found.values())):
        _put(found, "figure", value)
    return found


def _put(found: dict[str, float], name: str, value: float) -> None:
    found[free_name(name, lambda each: found.get(each, value) == value, "_")] = value


def free_name(wanted: str, is_free: Callable[[str], bool], joint: str) -> str:
    """The name that is wanted, with a number behind it where that one is taken."""
    return next(filter(is_free, chain([wanted], (f"{wanted}{joint}{n}" for n in count(2)))))


def free_id(wanted: str, taken: Iterable[str], otherwise: str) -> str:
    """An id that nothing has yet, made of the one that is wanted."""
    base = (wanted if wanted[:1].isalpha() else f"{otherwise}-{wanted}").strip("-")
    used = set(taken)
    return free_name(base, lambda each: each not in used, "-")


def slug(text: str, most: int) -> str:
    """The first long words of a text, to name something by."""
    words = [word for word in _LETTERS.findall(text.lower()) if len(word) > 3 or word.isdecimal()]
    return "-".join((words or _LETTERS.findall(text.lower()) or ["new"])[:most])[:60].strip("-")


def about_choices(knowledge: Knowledge) -> dict[str, list[tuple[str, str]]]:
    """What a fact can be limited to: by kind, each with its value and its name."""
    return {
        kind.replace("_", " "): [(f"{kind}:{id_}", term.name) for id_, term in terms.items()]
        for kind, terms in knowledge.terms.items()
        if terms
    }
