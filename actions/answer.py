"""What is said: sentences that each come from a fact or a phrase, their sources, and buttons."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, TypedDict

from knowledge.model import Knowledge
from knowledge.safety import LevelName

SignShown = LevelName | Literal["check"]
"""What a message says of a warning sign: its level, or that it asks whether there is one."""

Lack = Literal["gap", "blank", "withheld"]
"""No source says it; the clinic has not filled it in; nobody has released it."""

_LACKING: dict[str | None, Lack] = {
    "gap": "gap",
    "no_answer": "gap",
    "depth_unknown": "gap",
    "condition_unknown": "gap",
    "suitability_unlisted": "gap",
    "comparison_uncovered": "gap",
    "products_uncovered": "gap",
    "clinic_blank": "blank",
    "clinic_blank_repeated": "blank",
    "clinic_offer_unknown": "blank",
    "here_treats": "blank",
    "here_offers": "blank",
    "not_released": "withheld",
    "withheld": "withheld",
}


class CitedSource(TypedDict):
    """A source as the public contract shows it."""

    id: str
    title: str
    publisher: str
    date: str | None
    url: str | None


@dataclass(frozen=True)
class Sentence:
    """One line of an answer.

    `phrase` is the key of its wording in `phrases.yml` or, as `safety.<level>`, in `safety.yml`. A
    line whose wording is a phrase and whose content is a fact, such as an item of a list, has both.
    """

    text: str
    fact: str | None = None
    phrase: str | None = None
    bullet: bool = False


@dataclass(frozen=True)
class Button:
    """A choice under an answer; `actions.buttons` says what its id means."""

    id: str
    title: str


@dataclass(frozen=True)
class Answer:
    """One message of the assistant."""

    topic: str
    treatment: str | None
    sentences: tuple[Sentence, ...]
    buttons: tuple[Button, ...] = ()
    cited: tuple[CitedSource, ...] = ()
    parts: int = 1
    """How many parts the answer has in all; "More" leads from one to the next."""
    asked: str | None = None
    """The particular question that is answered; None where its topic is."""
    sign: SignShown | None = None
    """The level of the warning sign that is answered; `check` where it is asked about."""

    @property
    def text(self) -> str:
        """The sentences in one paragraph, list items on lines of their own."""
        text = ""
        after_bullet = False
        for sentence in self.sentences:
            line = f"- {sentence.text}" if sentence.bullet else sentence.text
            gap = "\n" if sentence.bullet or after_bullet else " "
            text = f"{text}{gap}{line}" if text else line
            after_bullet = sentence.bullet
        return text

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts shown, in order."""
        return tuple(dict.fromkeys(s.fact for s in self.sentences if s.fact is not None))

    @property
    def said(self) -> tuple[str, ...]:
        """Facts by their ids, and other wording by its key: what need not be said again."""
        named = (s.fact if s.phrase is None else s.phrase for s in self.sentences)
        return tuple(dict.fromkeys(filter(None, named)))

    def to_message(self) -> dict[str, Any]:
        """The answer as the public contract has it, apart from the message's id."""
        return {
            "text": self.text,
            "topic": self.topic,
            "treatment": self.treatment,
            "facts": list(self.facts),
            "sources": list(self.cited),
            "buttons": [asdict(button) for button in self.buttons],
            "sign": self.sign,
            "lacks": self.lacks,
        }

    @property
    def lacks(self) -> Lack | None:
        """Why it does not say what was asked; None where it does."""
        said = (_LACKING[each.phrase] for each in self.sentences if each.phrase in _LACKING)
        return next(said, None)

    def for_the_journal(self) -> dict[str, Any]:
        """What travels beside the message, and only staff are told."""
        return {"asked": self.asked}


def with_sentences(answer: Answer, sentences: Iterable[Sentence], knowledge: Knowledge) -> Answer:
    """An answer with other sentences, and with the sources of these."""
    changed = replace(answer, sentences=tuple(sentences))
    return replace(changed, cited=sources_of(changed.facts, knowledge))


def sources_of(facts: tuple[str, ...], knowledge: Knowledge) -> tuple[CitedSource, ...]:
    """The sources of these facts, each once, in the order of the facts."""
    cited: dict[str, CitedSource] = {}
    for fact in facts:
        id_ = knowledge.facts[fact].source
        source = knowledge.sources[id_]
        cited[id_] = {
            "id": id_,
            "title": source.title,
            "publisher": source.publisher,
            "date": source.date,
            "url": source.url,
        }
    return tuple(cited.values())
