"""The pages with what visitors asked and were answered, and its exports."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.engine import Engine
from starlette.responses import Response, StreamingResponse

from desk.audit.reading import note_reading
from desk.audit.store import note_change
from desk.days import day_in
from desk.forms import number_in
from desk.labels import OUTCOME_LABELS, outcome_label, sureness, topic_label
from desk.review.links import link_to
from desk.searching import LONGEST_SEARCH
from desk.sign_in.staff import Role
from desk.transcripts.conversation_file import conversation_file
from desk.transcripts.person import Left, left_by, told_of
from desk.transcripts.pressed_words import pressed_words
from desk.transcripts.store import (
    A_PAGE,
    MOST_TURNS,
    KeptExchange,
    Line,
    Place,
    Wanted,
    conversation,
    find,
    items,
    lines,
    of_days,
    place_in,
)
from desk.transcripts.table import file_name, portions
from desk.visit import Address, Refusal, Visit, file, go, kept_as
from knowledge import TOPICS, Knowledge
from records.outcomes import OUTCOMES
from records.retention import erase

_ERASED = {
    "yes": "Erased, with all that the visitor left.",
    "busy": "Erased. The database's file was busy: the words leave it with the next daily purge.",
}
_NOT_POSSIBLE = "Choose a topic and an outcome from the lists, and write days like 2026-05-04."
_NO_CONVERSATION = (404, "This conversation is not kept, or not any more.")
_LONGEST = 10_000
"""Questions; more than a visitor gets to ask."""


@dataclass(frozen=True)
class Choice:
    """What staff chose to see; empty fields are None."""

    topic: str | None
    outcome: str | None
    first: date | None
    last: date | None
    words: str

    def fields(self) -> dict[str, str]:
        """What was chosen, as fields of the form."""
        chosen = {
            "topic": self.topic,
            "outcome": self.outcome,
            "from": self.first,
            "to": self.last,
            "q": self.words or None,
        }
        return {name: str(value) for name, value in chosen.items() if value is not None}

    def __str__(self) -> str:
        # The words may be a visitor's name or number, which no line of the audit holds.
        fields = {name: value for name, value in self.fields().items() if name != "q"}
        said = [*(f"{name} {value}" for name, value in fields.items())]
        return ", ".join([*said, "with some words"] if self.words else said) or "all"


async def show(visit: Visit) -> Response:
    """The list of conversations."""
    choice = _choice(visit.query)
    older = place_in(visit.query("older"))
    found, more = await visit.run(_a_page, visit.desk.engine, _wanted(visit, choice), older)
    words = _words_for(visit.desk.live.current())
    return visit.page(
        "transcripts/transcripts.html",
        lines=found,
        erased=_ERASED.get(visit.query("erased"), ""),
        older=f"?{urlencode({**choice.fields(), 'older': str(more)})}" if more else None,
        newest=f"?{urlencode(choice.fields())}" if older else None,
        chosen={"topic": "", "outcome": "", "from": "", "to": "", "q": "", **choice.fields()},
        longest=LONGEST_SEARCH,
        is_limited=bool(choice.fields()),
        topics=sorted((words["topic_words"](topic), topic) for topic in TOPICS),
        outcomes=list(OUTCOME_LABELS.items()),
        zone=visit.desk.zone.key,
        **words,
    )


async def show_one(visit: Visit) -> Response:
    """One conversation."""
    sender, after = visit.place("sender"), number_in(visit.query("after")) or 0
    turns, about = await visit.run(_one, visit.desk.engine, sender, after)
    if not turns:
        raise Refusal(*_NO_CONVERSATION)
    await note_reading(visit, f"conversation {sender}")
    knowledge = visit.desk.live.current()
    held = await visit.desk.held(sender)
    return visit.page(
        "transcripts/transcript.html",
        sender=sender,
        turns=turns,
        items=about,
        left=await visit.run(_left, visit, sender),
        told=None if held is None else told_of(held, knowledge),
        later=turns[-1].id if len(turns) == MOST_TURNS else None,
        knowledge=knowledge,
        every_fact=visit.desk.live.whole().facts,
        link_to=link_to,
        sureness=sureness,
        **_words_for(knowledge),
    )


async def export(visit: Visit) -> Response:
    """All conversations that fit, as a table."""
    choice = _choice((await visit.form()).one)
    desk, subject = visit.desk, f"conversations: {choice}"
    await visit.run(_note, visit, "export begun", subject)
    parts = portions(desk.engine, _wanted(visit, choice), desk.zone, desk.clock())

    async def written() -> AsyncIterator[bytes]:
        conversations = answers = 0
        while (part := await visit.run(next, parts, None)) is not None:
            conversations += part.conversations
            answers += part.answers
            yield part.text.encode("utf-8", "replace")
        much = f"{conversations} conversations, {answers} answers"
        await visit.run(_note, visit, "export ended", subject, much)

    name = file_name(choice.topic, choice.outcome, choice.first, choice.last)
    return StreamingResponse(written(), **kept_as(name, "text/csv"))


async def export_conversation(visit: Visit) -> Response:
    """One conversation, for the tests of whole conversations."""
    sender = visit.place("sender")
    turns, _ = await visit.run(_one, visit.desk.engine, sender, most=_LONGEST)
    if not turns:
        raise Refusal(*_NO_CONVERSATION)
    text = conversation_file(f"Conversation {sender}", turns)
    much = f"{len(turns)} questions"
    await visit.run(_note, visit, "test conversation exported", f"conversation {sender}", much)
    return file(text, f"conversation_{_safe(sender)}.yml", "application/yaml")


async def erase_one(visit: Visit) -> Response:
    """Erases a conversation and all that belongs to it, as its visitor may ask."""
    sender = visit.place("sender")
    purged = await visit.run(erase, visit.desk.engine, sender)
    visit.desk.forget(sender)
    if purged.is_nothing:
        raise Refusal(*_NO_CONVERSATION)
    much = f"{purged.turns} questions, {purged.contacts} contacts"
    await visit.run(_note, visit, "conversation erased", f"conversation {sender}", much)
    return go(f"/desk/transcripts?erased={'yes' if purged.wiped else 'busy'}")


def _wanted(visit: Visit, choice: Choice) -> Wanted:
    return of_days(**vars(choice), zone=visit.desk.zone)


def _a_page(engine: Engine, wanted: Wanted, older: Place | None) -> tuple[list[Line], Place | None]:
    with engine.connect() as connection:
        found = find(connection, wanted, older, A_PAGE + 1)
        more = found[A_PAGE - 1].place if len(found) > A_PAGE else None
        return list(lines(connection, found[:A_PAGE], wanted.words)), more


def _one(
    engine: Engine, sender: str, after: int = 0, most: int = MOST_TURNS
) -> tuple[list[KeptExchange], list[Any]]:
    with engine.connect() as connection:
        turns = list(conversation(connection, sender, after, most))
        return turns, items(connection, sender)


def _left(visit: Visit, sender: str) -> list[Left]:
    with visit.desk.engine.connect() as connection:
        return left_by(connection, sender, visit.desk.settings.PHONE_REGION)


def _note(visit: Visit, action: str, subject: str, after: str | None = None) -> None:
    with visit.desk.engine.begin() as connection:
        note_change(connection, visit.desk.clock(), visit.staff.name, action, subject, after=after)


def _words_for(knowledge: Knowledge) -> dict[str, Any]:
    """What the pages say of topics, outcomes and questions."""

    def asked_words(asked: Line | KeptExchange) -> str:
        return pressed_words(asked.asked, knowledge) if asked.is_button else asked.asked

    return {
        "topic_words": partial(topic_label, knowledge=knowledge),
        "outcome_label": outcome_label,
        "asked_words": asked_words,
    }


def _choice(field: Callable[[str], str]) -> Choice:
    """What is chosen in an address or in a form.

    Raises:
        Refusal: There is no such topic, outcome or day.
    """
    topic, outcome = field("topic"), field("outcome")
    try:
        if topic not in ("", *TOPICS) or outcome not in ("", *OUTCOMES):
            raise ValueError("not in the lists")
        days = day_in(field("from")), day_in(field("to"))
        words = " ".join(field("q")[:LONGEST_SEARCH].split())
        return Choice(topic or None, outcome or None, *days, words)
    except ValueError:
        raise Refusal(400, _NOT_POSSIBLE) from None


def _safe(text: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text)[:64]


ADDRESSES = (
    Address("/desk/transcripts", show),
    Address("/desk/transcripts/export", export, "POST"),
    Address("/desk/transcripts/{sender}", show_one),
    Address("/desk/transcripts/{sender}/erase", erase_one, "POST", Role.MANAGER),
    Address("/desk/transcripts/{sender}/conversation", export_conversation, "POST"),
)
