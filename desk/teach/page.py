"""Teaching the assistant from what it missed: a change is proposed here, and applied elsewhere."""

from collections.abc import Sequence
from pathlib import Path

import anyio.to_thread
import numpy as np
from pydantic import ValidationError
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from desk.audit.store import note_change
from desk.forms import form_of
from desk.front_desk import FrontDesk
from desk.inbox.store import Item, find, subject_of
from desk.labels import topic_label
from desk.pages import page
from desk.sign_in.guarding import guarded, refusal, signed_in
from desk.teach.draft import (
    GRADES,
    NEW_SOURCE,
    Draft,
    about_choices,
    change_of,
    draft_in,
    missing,
    offered,
    wrong_in,
)
from knowledge import Knowledge, KnowledgeError
from settings import ROOT
from teaching import (
    BadChange,
    Change,
    FactChange,
    Known,
    NoSuchChange,
    changes,
    check_change,
    propose,
)
from teaching import find as find_change

CHANGES = "/desk/changes"
_LIKELY = 3
"""How many topics are named first, as the likeliest."""
_STATES = {
    "proposed": "Waiting for somebody to apply it",
    "under way": "Being applied now",
    "applied": "Live",
    "rolled back": "Taken back",
    "failed": "Could not be applied",
}


def teach_routes(desk: FrontDesk) -> list[BaseRoute]:
    """`/desk/inbox/…/teach` and `/desk/changes`."""
    folder = desk.settings.STATE_FOLDER

    async def show_form(request: Request) -> Response:
        item = await anyio.to_thread.run_sync(find, desk.engine, request.path_params["item"])
        questions = _questions(item)
        if not questions:
            return refusal(desk, request, 404, "There is no question here to teach.")
        return await form_page(request, offered(map(desk.masked, questions)))

    async def take_form(request: Request) -> Response:
        item_id = request.path_params["item"]
        item = await anyio.to_thread.run_sync(find, desk.engine, item_id)
        if item is None:
            return refusal(desk, request, 404, "There is no such item any more.")
        draft = draft_in(await form_of(request))
        who = signed_in(request).staff.name
        try:
            problems, change = await anyio.to_thread.run_sync(checked, draft, who)
        except (KnowledgeError, OSError):
            return faulty(request)
        if change is None:
            return await form_page(request, draft, problems)
        id_ = await anyio.to_thread.run_sync(keep, change, item_id)
        return RedirectResponse(f"{CHANGES}/{id_}?new=1", 303)

    def checked(draft: Draft, who: str) -> tuple[Sequence[str], Change | None]:
        known = _known(desk)
        problems = missing(draft, known.topics)
        if problems:
            return problems, None
        try:
            change = change_of(draft, known.knowledge, desk.clock(), who)
        except ValidationError as error:
            return wrong_in(error), None
        found = [str(each) for each in check_change(change, known, desk.masked)]
        return found, None if found else change

    def keep(change: Change, item_id: int) -> str:
        """Writes the file, and who proposed it; gives its id."""
        path = propose(folder, change)
        try:
            with desk.engine.begin() as connection:
                _note(connection, change, path, item_id)
        except BaseException:
            path.unlink()
            raise
        return path.stem

    def _note(connection: Connection, change: Change, path: Path, item_id: int) -> None:
        what = f"{change.taught_topic}, {len(change.examples)} examples"
        if isinstance(change, FactChange):
            what += f", fact {change.fact.id}"
        for subject, action, after in (
            (f"change {path.stem}", "change proposed", what),
            (subject_of(item_id), "teaching proposed", f"change {path.stem}"),
        ):
            note_change(connection, change.made_at, change.made_by, action, subject, after=after)

    async def form_page(request: Request, draft: Draft, problems: Sequence[str] = ()) -> Response:
        try:
            known = await anyio.to_thread.run_sync(_known, desk)
        except (KnowledgeError, OSError):
            return faulty(request)
        topics: dict[str, str] = {
            topic: topic_label(topic, known.knowledge) for topic in known.topics
        }
        likely = await anyio.to_thread.run_sync(_likely, desk, draft, topics)
        return page(
            desk,
            request,
            "teach/teach.html",
            status=400 if problems else 200,
            draft=draft,
            problems=problems,
            item_id=request.path_params["item"],
            topics=topics,
            likely=likely,
            sources=known.knowledge.sources,
            new_source=NEW_SOURCE,
            grades=GRADES,
            abouts=about_choices(known.knowledge),
        )

    def faulty(request: Request) -> Response:
        return refusal(
            desk, request, 409, "The knowledge has a mistake in it now. Have it mended, then teach."
        )

    async def show_changes(request: Request) -> Response:
        found = await anyio.to_thread.run_sync(changes, folder)
        knowledge = desk.live.current()
        titles = {each.change.taught_topic: _title(each.change, knowledge) for each in found}
        return page(
            desk, request, "teach/teach_changes.html", changes=found, titles=titles, states=_STATES
        )

    async def show_change(request: Request) -> Response:
        try:
            found = await anyio.to_thread.run_sync(
                find_change, folder, request.path_params["change"]
            )
        except (NoSuchChange, BadChange):
            return refusal(desk, request, 404, "There is no such change.")
        change, knowledge = found.change, desk.live.current()
        fact = change.fact if isinstance(change, FactChange) else None
        source = change.new_source if isinstance(change, FactChange) else None
        return page(
            desk,
            request,
            "teach/teach_change.html",
            found=found,
            change=change,
            fact=fact,
            source=source or (knowledge.sources.get(fact.source) if fact else None),
            is_new_source=source is not None,
            topic=_title(change, knowledge),
            states=_STATES,
            is_new=bool(request.query_params.get("new")),
        )

    return [
        guarded(desk, "/desk/inbox/{item:int}/teach", show_form),
        guarded(desk, "/desk/inbox/{item:int}/teach", take_form, methods=["POST"]),
        guarded(desk, CHANGES, show_changes),
        guarded(desk, f"{CHANGES}/{{change}}", show_change),
    ]


def _known(desk: FrontDesk) -> Known:
    return Known.read(ROOT, desk.settings.KNOWLEDGE_FOLDER)


def _questions(item: Item | None) -> list[str]:
    """What visitors asked, of an item that something can be learnt from."""
    if item is None or item.line.kind not in ("missed", "disliked"):
        return []
    return [
        *(question.asked for question in item.questions),
        *(exchange.asked for exchange in item.exchanges),
    ]


def _likely(desk: FrontDesk, draft: Draft, topics: dict[str, str]) -> list[str]:
    """The topics whose titles are most like the questions."""
    asked = [text for text in draft.examples if text]
    if not asked:
        return []
    names = [f"{topic.replace('_', ' ')}: {title}" for topic, title in topics.items()]
    vectors = desk.understanding.vectors([*asked, *names])
    alike = vectors[len(asked) :] @ vectors[: len(asked)].mean(axis=0)
    order = np.argsort(-alike)[:_LIKELY]
    return [list(topics)[place] for place in order]


def _title(change: Change, knowledge: Knowledge) -> str:
    return topic_label(change.taught_topic, knowledge)
