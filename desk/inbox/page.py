"""The inbox: what visitors left, and what the assistant could not answer."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, get_args
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from desk.audit.store import lines
from desk.forms import Form, form_of
from desk.front_desk import FrontDesk
from desk.inbox.changes import (
    LONGEST_NOTE,
    By,
    Gone,
    Outdated,
    Shown,
    accounts,
    add_note,
    assign,
    merge,
    move_question,
    set_state,
)
from desk.inbox.store import (
    LARGEST_ID,
    Item,
    Order,
    Wanted,
    find,
    listing,
    open_counts,
    stamp_of,
    subject_of,
)
from desk.labels import topic_label
from desk.pages import page
from desk.sign_in.guarding import guarded, refusal, signed_in
from records.inbox_entries import KINDS, Kind, State
from web.visitor_text import without_control_characters

INBOX = "/desk/inbox"
LABELS: Mapping[Kind, str] = {
    "question": "For the clinic",
    "missed": "Not answered",
    "disliked": "Not helpful",
    "emergency": "Emergency",
}
_DONE = {
    "taken": "This is yours now.",
    "assigned": "Assigned.",
    "noted": "Note added.",
    "closed": "Closed.",
    "reopened": "Open again.",
    "moved": "This question is a group of its own now.",
    "merged": "The two groups are one now.",
}
_CURSOR = re.compile(r"(\d{1,17})-(\d{1,10})", re.ASCII)
_MOVE = re.compile(r"move-(\d{1,9})", re.ASCII)
_PART_GONE = "What you chose is not there any more. Nothing was changed."
_NO_NOTE = "Write the note first."


def inbox_routes(desk: FrontDesk) -> list[BaseRoute]:
    """`/desk/inbox` and all below it but teaching."""

    async def show_list(request: Request) -> Response:
        wanted = _wanted(request)
        found = await anyio.to_thread.run_sync(listing, desk.engine, wanted)
        counts = await anyio.to_thread.run_sync(open_counts, desk.engine)
        return page(
            desk,
            request,
            "inbox/inbox.html",
            found=found,
            counts=counts,
            **_shown(desk, request, wanted),
        )

    async def show_fresh(request: Request) -> Response:
        wanted = _wanted(request)
        found = await anyio.to_thread.run_sync(listing, desk.engine, wanted)
        if request.query_params.get("stamp") == found.stamp:
            return Response(status_code=204)
        return page(
            desk, request, "inbox/inbox_list.html", found=found, **_shown(desk, request, wanted)
        )

    async def show_count(request: Request) -> Response:
        counts = await anyio.to_thread.run_sync(open_counts, desk.engine)
        total, alarms = sum(counts.values()), counts["emergency"]
        seen = f"{total}-{alarms}"
        if request.query_params.get("seen") == seen:
            return Response(status_code=204)
        return page(desk, request, "inbox/inbox_count.html", total=total, alarms=alarms, seen=seen)

    async def show_item(request: Request) -> Response:
        item = await anyio.to_thread.run_sync(find, desk.engine, request.path_params["item"])
        if item is None:
            return await gone(request, "")
        done = _DONE.get(request.query_params.get("done", ""))
        return await item_page(request, item, done=done)

    async def show_changed(request: Request) -> Response:
        id_ = request.path_params["item"]
        stamp = await anyio.to_thread.run_sync(stamp_of, desk.engine, min(id_, LARGEST_ID))
        if stamp is not None and request.query_params.get("stamp") == stamp:
            return Response(status_code=204)
        return page(desk, request, "inbox/inbox_changed.html", id=id_, is_gone=stamp is None)

    async def act(request: Request) -> Response:
        form, id_ = await form_of(request), request.path_params["item"]
        note = without_control_characters(form.one("note"))
        if form.one("do") == "note" and not note:
            item = await anyio.to_thread.run_sync(find, desk.engine, id_)
            if item is not None:
                return await item_page(request, item, status=400, problem=_NO_NOTE)
        try:
            done = await anyio.to_thread.run_sync(
                do, signed_in(request).staff.id, form, id_, by(request)
            )
        except Outdated:
            item = await anyio.to_thread.run_sync(find, desk.engine, id_)
            if item is None:
                return await gone(request, note)
            seen = form.number("seen") or 0
            return await item_page(request, item, status=409, since=seen, note=note)
        except Gone:
            item = await anyio.to_thread.run_sync(find, desk.engine, id_)
            if item is None:
                return await gone(request, note)
            return await item_page(request, item, status=409, problem=_PART_GONE, note=note)
        except _NotUnderstood:
            return refusal(desk, request, 400, "This cannot be done here. Nothing was changed.")
        where, what = done
        return RedirectResponse(f"{INBOX}/{where}?done={what}", 303)

    def do(me: int, form: Form, id_: int, by: By) -> tuple[int, str]:
        """Does what a form says; gives the item to show next, and what was done."""
        what, note = form.one("do"), without_control_characters(form.one("note"))
        shown = Shown(id_, form.number("version") or 0)
        if what == "note":
            add_note(desk.engine, id_, by, note)
            return id_, "noted"
        if what == "take":
            assign(desk.engine, shown, by, me, note)
            return id_, "taken"
        if what == "assign":
            assign(desk.engine, shown, by, form.number("to"), note)
            return id_, "assigned"
        if what in ("close", "reopen"):
            set_state(desk.engine, shown, by, "closed" if what == "close" else "open", note)
            return id_, "closed" if what == "close" else "reopened"
        if moved := _MOVE.fullmatch(what):
            return move_question(desk.engine, shown, by, int(moved[1]), note), "moved"
        if what == "merge":
            into = form.number("into") or 0
            merge(desk.engine, shown, by, into, note)
            return into, "merged"
        raise _NotUnderstood

    def by(request: Request) -> By:
        return By(signed_in(request).staff.name, desk.clock())

    async def item_page(
        request: Request,
        item: Item,
        *,
        status: int = 200,
        done: str | None = None,
        problem: str | None = None,
        since: int | None = None,
        note: str = "",
    ) -> Response:
        """All of an item; `since` tells what happened after a change that a page had shown."""
        others = []
        if item.line.kind == "missed":
            groups = await anyio.to_thread.run_sync(listing, desk.engine, Wanted(kind="missed"))
            others = [line for line in groups.lines if line.id != item.line.id]
        return page(
            desk,
            request,
            "inbox/inbox_item.html",
            status=status,
            item=item,
            line=item.line,
            labels=LABELS,
            topic=_title(desk, item.line.topic),
            accounts=await anyio.to_thread.run_sync(accounts, desk.engine),
            others=others,
            done=done,
            problem=problem,
            news=None if since is None else [each for each in item.history if each.id > since],
            note=note,
            longest_note=LONGEST_NOTE,
        )

    async def gone(request: Request, note: str) -> Response:
        subject = subject_of(request.path_params["item"])
        history = await anyio.to_thread.run_sync(partial(lines, desk.engine, subject=subject))
        status = 409 if request.method == "POST" else 404
        return page(
            desk, request, "inbox/inbox_gone.html", status=status, history=history[:5], note=note
        )

    return [
        guarded(desk, INBOX, show_list),
        guarded(desk, f"{INBOX}/fresh", show_fresh, refreshes_itself=True),
        guarded(desk, f"{INBOX}/count", show_count, refreshes_itself=True),
        guarded(desk, f"{INBOX}/{{item:int}}", show_item),
        guarded(desk, f"{INBOX}/{{item:int}}", act, methods=["POST"]),
        guarded(desk, f"{INBOX}/{{item:int}}/changed", show_changed, refreshes_itself=True),
    ]


class _NotUnderstood(Exception):
    """A form asks for something that there is no such thing as."""


def _wanted(request: Request) -> Wanted:
    """What an address asks for; whatever it gets wrong is as if it were left out."""
    asked: QueryParams = request.query_params
    kind, state, order = asked.get("kind"), asked.get("state"), asked.get("order")
    cursor = _CURSOR.fullmatch(asked.get("before", ""))
    before = (int(cursor[1]), int(cursor[2])) if cursor else None
    if before is not None and (before[1] > LARGEST_ID or before[0] > _most(order)):
        before = None
    return Wanted(
        kind=next((each for each in KINDS if each == kind), None),
        state=next((each for each in get_args(State) if each == state), "open"),
        staff_id=signed_in(request).staff.id if asked.get("mine") else None,
        order=next((each for each in get_args(Order) if each == order), "newest"),
        before=before,
    )


def _most(order: str | None) -> int:
    """The largest number that a place in the list can begin with."""
    return LARGEST_ID if order == "frequent" else 10**17 - 1


def _shown(desk: FrontDesk, request: Request, wanted: Wanted) -> dict[str, Any]:
    """What the list needs besides the items."""
    chosen = {
        "kind": wanted.kind or "",
        "state": wanted.state,
        "mine": "1" if wanted.staff_id is not None else "",
        "order": wanted.order,
    }
    used = {key: value for key, value in chosen.items() if value}
    return {
        "wanted": wanted,
        "labels": LABELS,
        "query": urlencode(used),
        "titles": partial(_title, desk),
    }


def _title(desk: FrontDesk, topic: str | None) -> str | None:
    return None if topic is None else topic_label(topic, desk.live.current())
