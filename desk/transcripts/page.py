"""The pages with what visitors asked and were answered, and its exports."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from desk.audit.store import note_change
from desk.csv_export import Portion, file_name, portions
from desk.days import day_in
from desk.forms import Form, form_of
from desk.front_desk import FrontDesk
from desk.labels import OUTCOME_LABELS, outcome_label, topic_label
from desk.pages import page
from desk.sign_in.guarding import guarded, refusal, signed_in
from desk.transcripts.pressed_words import pressed_words
from desk.transcripts.store import (
    A_PAGE,
    MOST_TURNS,
    Item,
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
from desk.transcripts.story_export import Story, story
from knowledge import TOPICS
from records.outcomes import OUTCOMES

_NOT_POSSIBLE = "Choose a topic and an outcome from the lists, and write days like 2026-05-04."
_NO_CONVERSATION = "This conversation is not kept, or not any more."
_SURE, _FAIRLY_SURE = 0.75, 0.5
_LONGEST_STORY = 10_000
"""Questions; more than a visitor gets to ask."""


@dataclass(frozen=True)
class Choice:
    """What staff chose to see; empty fields are None."""

    topic: str | None
    outcome: str | None
    first: date | None
    last: date | None

    def fields(self) -> dict[str, str]:
        """What was chosen, as fields of the form."""
        chosen = {
            "topic": self.topic,
            "outcome": self.outcome,
            "from": self.first,
            "to": self.last,
        }
        return {name: str(value) for name, value in chosen.items() if value is not None}

    def __str__(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in self.fields().items()) or "all"


def transcripts_routes(desk: FrontDesk) -> list[BaseRoute]:
    """`/desk/transcripts`: the list, a conversation, and both as files."""

    def chosen_of(choice: Choice) -> Wanted:
        return of_days(choice.topic, choice.outcome, choice.first, choice.last, desk.zone)

    async def show(request: Request) -> Response:
        try:
            choice = _choice(request.query_params)
        except ValueError:
            return refusal(desk, request, 400, _NOT_POSSIBLE)
        older = place_in(request.query_params.get("older", ""))
        found, more = await anyio.to_thread.run_sync(a_page, chosen_of(choice), older)
        return page(
            desk,
            request,
            "transcripts/transcripts.html",
            lines=found,
            older=f"?{urlencode({**choice.fields(), 'older': str(more)})}" if more else None,
            newest=f"?{urlencode(choice.fields())}" if older else None,
            chosen={"topic": "", "outcome": "", "from": "", "to": "", **choice.fields()},
            is_limited=bool(choice.fields()),
            topics=sorted((topic_words(topic), topic) for topic in TOPICS),
            outcomes=list(OUTCOME_LABELS.items()),
            topic_words=topic_words,
            outcome_label=outcome_label,
            asked_words=asked_words,
            zone=desk.zone.key,
        )

    def a_page(wanted: Wanted, older: Place | None) -> tuple[list[Line], Place | None]:
        with desk.engine.connect() as connection:
            found = find(connection, wanted, older, A_PAGE + 1)
            more = found[A_PAGE - 1].place if len(found) > A_PAGE else None
            return list(lines(connection, found[:A_PAGE])), more

    def topic_words(topic: str) -> str:
        return topic_label(topic, desk.live.current())

    def asked_words(asked: Line | KeptExchange) -> str:
        return pressed_words(asked.asked, desk.live.current()) if asked.is_button else asked.asked

    async def show_one(request: Request) -> Response:
        after = request.query_params.get("after", "")
        turns, about = await anyio.to_thread.run_sync(
            one, request.path_params["sender"], _number(after)
        )
        if not turns:
            return refusal(desk, request, 404, _NO_CONVERSATION)
        knowledge = desk.live.current()
        return page(
            desk,
            request,
            "transcripts/transcript.html",
            sender=request.path_params["sender"],
            turns=turns,
            items=about,
            later=turns[-1].id if len(turns) == MOST_TURNS else None,
            has_story=any(turn.understood for turn in turns),
            knowledge=knowledge,
            topic_words=topic_words,
            outcome_label=outcome_label,
            asked_words=asked_words,
            sureness=sureness,
        )

    def one(sender: str, after: int) -> tuple[list[KeptExchange], list[Item]]:
        with desk.engine.connect() as connection:
            return list(conversation(connection, sender, after)), list(items(connection, sender))

    async def export(request: Request) -> Response:
        try:
            choice = _choice(await form_of(request))
        except ValueError:
            return refusal(desk, request, 400, _NOT_POSSIBLE)
        name = file_name(choice.topic, choice.outcome, choice.first, choice.last)
        who = signed_in(request).staff.name
        subject = f"conversations: {choice}"
        await anyio.to_thread.run_sync(noted, who, "export begun", subject, None)
        parts = portions(desk.engine, chosen_of(choice), desk.zone, desk.clock())

        async def written() -> AsyncIterator[bytes]:
            conversations = answers = 0
            while (part := await anyio.to_thread.run_sync(_next, parts)) is not None:
                conversations += part.conversations
                answers += part.answers
                yield part.text.encode("utf-8", "replace")
            much = f"{conversations} conversations, {answers} answers"
            await anyio.to_thread.run_sync(noted, who, "export ended", subject, much)

        return StreamingResponse(
            written(),
            media_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    async def export_story(request: Request) -> Response:
        sender = request.path_params["sender"]
        who = signed_in(request).staff.name
        told = await anyio.to_thread.run_sync(story_of, sender, who)
        if told is None:
            return refusal(desk, request, 404, _NO_CONVERSATION)
        if not told.questions:
            sentence = "All of it was answered without Rasa, so there is nothing to test."
            return refusal(desk, request, 409, sentence)
        name = f"test_story_{_safe(sender)}.yml"
        return Response(
            told.text.encode("utf-8", "replace"),
            media_type="application/yaml; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def story_of(sender: str, who: str) -> Story | None:
        with desk.engine.begin() as connection:
            turns = conversation(connection, sender, most=_LONGEST_STORY)
            if not turns:
                return None
            told = story(f"Conversation {sender}", turns)
            if told.questions:
                note_change(
                    connection,
                    desk.clock(),
                    who,
                    "story exported",
                    f"conversation {sender}",
                    after=f"{told.questions} questions",
                )
            return told

    def noted(who: str, action: str, subject: str, after: str | None) -> None:
        with desk.engine.begin() as connection:
            note_change(connection, desk.clock(), who, action, subject, after=after)

    return [
        guarded(desk, "/desk/transcripts", show),
        guarded(desk, "/desk/transcripts/export", export, methods=["POST"]),
        guarded(desk, "/desk/transcripts/{sender}", show_one),
        guarded(desk, "/desk/transcripts/{sender}/story", export_story, methods=["POST"]),
    ]


def sureness(confidence: float) -> str:
    """A confidence from 0 to 1 in words."""
    if confidence >= _SURE:
        return "sure"
    return "fairly sure" if confidence >= _FAIRLY_SURE else "unsure"


def _choice(fields: QueryParams | Form) -> Choice:
    """What is chosen in an address or in a form.

    Raises:
        ValueError: There is no such topic, outcome or day.
    """

    def field(name: str) -> str:
        return fields.one(name) if isinstance(fields, Form) else fields.get(name, "").strip()

    topic, outcome = field("topic"), field("outcome")
    if topic not in ("", *TOPICS) or outcome not in ("", *OUTCOMES):
        raise ValueError("not in the lists")
    return Choice(topic or None, outcome or None, day_in(field("from")), day_in(field("to")))


def _next(parts: Iterator[Portion]) -> Portion | None:
    return next(parts, None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _safe(text: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text)[:64]
