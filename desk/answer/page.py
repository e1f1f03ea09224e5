"""The page for a call: what the caller asks, and what the website would answer."""

from functools import partial

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from desk.answer.notes import LONGEST_NOTE, NoteChanged, notes_of, write_note
from desk.answer.phone_answer import How, PhoneAnswer, PhoneAnswers
from desk.answer.shown_answer import STATES, shown
from desk.answer.topic_panel import topic_panel
from desk.answer.understanding import Understanding
from desk.faq.sheet import faq_sheet
from desk.forms import form_of
from desk.front_desk import FrontDesk
from desk.pages import page
from desk.sign_in.guarding import guarded, refusal, signed_in
from knowledge import TOPICS
from web.errors import ApiError
from web.visitor_text import LONGEST


def answer_routes(desk: FrontDesk) -> list[BaseRoute]:
    """`/desk`, the notes beside its answers, and `/desk/faq`."""
    settings = desk.settings
    understanding = Understanding(desk.http, settings.RASA_URL, settings.RASA_TOKEN, desk.clock)
    phone = PhoneAnswers(desk.live, desk.masked, understanding)

    async def show(request: Request) -> Response:
        chosen = request.query_params.get("show", "")
        try:
            found = phone.to_button(chosen) if chosen else None
        except ApiError as error:
            return refusal(desk, request, 404, error.message)
        return await answered(request, found)

    async def answer(request: Request) -> Response:
        form = await form_of(request)
        asked, found, trouble = form.one("asked"), None, None
        try:
            if button := form.one("button"):
                found = phone.to_button(button, form.one("context"))
            elif asked:
                found = await phone.to_question(asked)
        except ApiError as error:
            trouble = error.message
        return await answered(request, found, asked=asked, trouble=trouble)

    async def answered(
        request: Request, found: PhoneAnswer | None, asked: str = "", trouble: str | None = None
    ) -> Response:
        is_piece = "HX-Request" in request.headers
        answers = () if found is None else found.answers
        notes = await anyio.to_thread.run_sync(
            notes_of, desk.engine, [each.topic for each in answers]
        )
        today = desk.clock().astimezone(desk.zone).date()
        knowledge = desk.live.current() if found is None else found.knowledge
        return page(
            desk,
            request,
            "answer/answer_results.html" if is_piece else "answer/answer.html",
            asked=asked,
            trouble=trouble,
            found=found,
            by_words=found is not None and found.how is How.WORDS,
            answers=[
                (shown(each, knowledge, today, settings.REVIEW_MONTHS), notes[each.topic])
                for each in answers
            ],
            states=STATES,
            panel=None if is_piece else topic_panel(knowledge),
            longest=LONGEST,
            longest_note=LONGEST_NOTE,
            conflict=None,
            saved=False,
        )

    async def keep_note(request: Request) -> Response:
        form = await form_of(request)
        topic, note, version = form.one("topic"), form.one("note"), form.number("version")
        if topic not in TOPICS or version is None or len(note) > LONGEST_NOTE:
            sentence = f"A note may have up to {LONGEST_NOTE} characters. Nothing was changed."
            return refusal(desk, request, 400, sentence)
        who = signed_in(request).staff.name
        is_piece = "HX-Request" in request.headers
        write = partial(write_note, desk.engine, topic, note, version, who=who, at=desk.clock())
        try:
            kept, conflict = await anyio.to_thread.run_sync(write), None
        except NoteChanged as changed:
            kept, conflict = changed.current, note
        if conflict is None and not is_piece:
            return RedirectResponse(f"/desk?show={topic}", 303)
        return page(
            desk,
            request,
            "answer/answer_note.html" if is_piece else "answer/answer_note_changed.html",
            status=200 if conflict is None else 409,
            note=kept,
            conflict=conflict,
            saved=conflict is None,
            longest_note=LONGEST_NOTE,
        )

    async def faq(request: Request) -> Response:
        knowledge = desk.live.current()
        sheet = await anyio.to_thread.run_sync(faq_sheet, knowledge)
        return page(
            *(desk, request, "faq/faq.html"),
            sheet=sheet,
            version=knowledge.version,
            at=desk.clock(),
        )

    return [
        guarded(desk, "/desk", show),
        guarded(desk, "/desk", answer, methods=["POST"]),
        guarded(desk, "/desk/notes", keep_note, methods=["POST"]),
        guarded(desk, "/desk/faq", faq),
    ]
