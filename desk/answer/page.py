"""The page for a call: what the caller asks, and what the website would answer."""

from starlette.responses import Response

from desk.answer.notes import LONGEST_NOTE, NoteChanged, notes_of, write_note
from desk.answer.phone_answer import PhoneAnswer
from desk.answer.shown_answer import STATES, shown
from desk.answer.topic_panel import topic_panel
from desk.faq.one_page import one_page_sheet
from desk.faq.sheet import faq_sheet
from desk.visit import Address, Visit, go
from knowledge import TOPICS
from web.errors import ApiError
from web.visitor_text import LONGEST


async def show(visit: Visit) -> Response:
    """The page, with the answer to what an address names."""
    chosen = visit.query("show")
    try:
        found = visit.desk.phone.to_button(chosen) if chosen else None
    except ApiError as error:
        return visit.refusal(404, error.message)
    return await _answered(visit, found)


async def answer(visit: Visit) -> Response:
    """The answer to a question, or to a button."""
    form = await visit.form()
    asked, found, trouble = form.one("asked"), None, None
    try:
        if button := form.one("button"):
            found = visit.desk.phone.to_button(button, form.one("context"))
        elif asked:
            found = await visit.desk.phone.to_question(asked)
    except ApiError as error:
        trouble = error.message
    return await _answered(visit, found, asked=asked, trouble=trouble)


async def _answered(
    visit: Visit, found: PhoneAnswer | None, asked: str = "", trouble: str | None = None
) -> Response:
    told = () if found is None else found.told
    notes = await visit.run(notes_of, visit.desk.engine, [each.answer.topic for each in told])
    knowledge = visit.desk.live.current() if found is None else found.knowledge
    months = visit.desk.settings.REVIEW_MONTHS
    return visit.page(
        "answer/answer_results.html" if visit.is_piece else "answer/answer.html",
        asked=asked,
        trouble=trouble,
        found=found,
        answers=[
            (shown(each.answer, knowledge, visit.today, months), notes[each.answer.topic], each)
            for each in told
        ],
        states=STATES,
        panel=None if visit.is_piece else topic_panel(knowledge),
        longest=LONGEST,
        longest_note=LONGEST_NOTE,
        conflict=None,
        saved=False,
    )


async def keep_note(visit: Visit) -> Response:
    """Keeps the clinic's own wording beside a topic."""
    form = await visit.form()
    topic, note, version = form.one("topic"), form.one("note"), form.number("version")
    if topic not in TOPICS or version is None or len(note) > LONGEST_NOTE:
        sentence = f"A note may have up to {LONGEST_NOTE} characters. Nothing was changed."
        return visit.refusal(400, sentence)
    who, at = visit.staff.name, visit.desk.clock()
    conflict = None
    try:
        kept = await visit.run(write_note, visit.desk.engine, topic, note, version, who=who, at=at)
    except NoteChanged as changed:
        kept, conflict = changed.current, note
    if conflict is None and not visit.is_piece:
        return go(f"/desk?show={topic}")
    return visit.page(
        "answer/answer_note.html" if visit.is_piece else "answer/answer_note_changed.html",
        status=200 if conflict is None else 409,
        note=kept,
        conflict=conflict,
        saved=conflict is None,
        longest_note=LONGEST_NOTE,
    )


async def faq(visit: Visit) -> Response:
    """All answers by topic, or the most asked on one page, to be printed."""
    knowledge, is_short = visit.desk.live.current(), visit.query("one") == "page"
    sheet = await visit.run(one_page_sheet if is_short else faq_sheet, knowledge)
    return visit.page(
        "faq/faq.html",
        sheet=sheet,
        is_short=is_short,
        ways=knowledge.clinic.ways_to_reach(),
        version=knowledge.version,
        at=visit.desk.clock(),
    )


ADDRESSES = (
    Address("/desk", show),
    Address("/desk", answer, "POST"),
    Address("/desk/notes", keep_note, "POST"),
    Address("/desk/faq", faq),
)
