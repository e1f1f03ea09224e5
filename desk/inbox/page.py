"""The inbox: what visitors left, and what the assistant could not answer."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any, get_args
from urllib.parse import parse_qs, urlencode

from sqlalchemy.engine import Engine
from starlette.responses import Response

from actions.wording import sentence
from desk.answer.replies import Reply
from desk.answer.shown_answer import AnswerShown, shown
from desk.audit.reading import note_reading
from desk.audit.store import lines
from desk.days import beginning
from desk.forms import Form
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
    wake,
)
from desk.inbox.reaching import reaching
from desk.inbox.store import (
    LARGEST_ID,
    Item,
    Order,
    Wanted,
    find,
    listing,
    open_alarms,
    open_counts,
    stamp_of,
    subject_of,
)
from desk.labels import topic_label
from desk.searching import LONGEST_SEARCH
from desk.visit import NOT_HERE, Address, Refusal, Visit, go
from records.inbox_entries import KINDS, Kind, State
from web.errors import ApiError

INBOX = "/desk/inbox"
LABELS: Mapping[Kind, str] = {
    "question": "For the clinic",
    "gap": "No answer yet",
    "missed": "Not understood",
    "disliked": "Not helpful",
    "emergency": "Emergency",
}
_DONE = {
    "snoozed": "Put away. It opens again by itself, or when there is more of it.",
    "taken": "This is yours now.",
    "assigned": "Assigned.",
    "noted": "Note added.",
    "closed": "Closed.",
    "reopened": "Open again.",
    "moved": "This question is a group of its own now.",
    "merged": "The two groups are one now.",
}
_CURSOR = re.compile(r"(\d{1,17})-(\d{1,10})", re.ASCII)
_SNOOZE = {"snooze-1": 1, "snooze-7": 7}
"""Days until the morning on which an item opens again."""
_TICK = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)
_MOVE = re.compile(r"move-(\d{1,9})", re.ASCII)
_PART_GONE = "What you chose is not there any more. Nothing was changed."
_NO_NOTE = "Write the note first."


async def show_list(visit: Visit) -> Response:
    """The list, with how many items of each kind are open."""
    wanted = _wanted(visit)
    await visit.run(wake, visit.desk.engine, visit.desk.clock())
    found = await visit.run(listing, visit.desk.engine, wanted)
    counts = await visit.run(open_counts, visit.desk.engine)
    return visit.page(
        "inbox/inbox.html",
        found=found,
        counts=counts,
        done=_closed(visit.query("closed"), visit.query("late")),
        **_shown(visit, wanted),
    )


async def show_fresh(visit: Visit) -> Response:
    """The list anew, where it would show something else."""
    wanted = _wanted(visit)
    found = await visit.run(listing, visit.desk.engine, wanted)
    if visit.query("stamp") == found.stamp:
        return Response(status_code=204)
    return visit.page("inbox/inbox_list.html", found=found, **_shown(visit, wanted))


async def close_several(visit: Visit) -> Response:
    """Closes what was ticked and nobody changed since; an emergency has no box to tick."""
    form, engine = await visit.form(), visit.desk.engine
    by = By(visit.staff.name, visit.desk.clock())
    shown = [
        Shown(int(m[1]), int(m[2])) for each in form.all("item") if (m := _TICK.fullmatch(each))
    ]
    closed = await visit.run(_close, engine, shown, by)
    back = parse_qs(form.one("query"))
    chosen: dict[str, object] = {
        key: back[key][0] for key in ("kind", "state", "mine", "order", "q") if key in back
    }
    return go(f"{INBOX}?{urlencode({**chosen, 'closed': closed, 'late': len(shown) - closed})}")


def _close(engine: Engine, shown: Sequence[Shown], by: By) -> int:
    closed = 0
    for item in shown:
        with suppress(Outdated, Gone):
            set_state(engine, item, by, "closed", in_passing=True)
            closed += 1
    return closed


def _closed(closed: str, late: str) -> str:
    """What became of closing several."""
    if not closed.isdecimal() or not late.isdecimal():
        return ""
    left = f" {late} changed meanwhile and stayed open: look at them again." if late != "0" else ""
    return f"{closed} closed.{left}"


async def show_count(visit: Visit) -> Response:
    """How much is open, for the head of every page."""
    await visit.run(wake, visit.desk.engine, visit.desk.clock())
    counts = await visit.run(open_counts, visit.desk.engine)
    alarms = await visit.run(open_alarms, visit.desk.engine)
    total = sum(counts.values())
    seen = f"{total}-{alarms.open}-{alarms.waiting}-{alarms.newest}"
    if visit.query("seen") == seen:
        return Response(status_code=204)
    return visit.page("inbox/inbox_count.html", total=total, alarms=alarms, seen=seen)


async def show_item(visit: Visit) -> Response:
    """All of an item."""
    item = await visit.run(find, visit.desk.engine, visit.place("item"))
    if item is None:
        return await _gone(visit, "")
    await note_reading(visit, subject_of(item.line.id))
    done = _DONE.get(visit.query("done"))
    return await _item_page(visit, item, done=done)


async def show_changed(visit: Visit) -> Response:
    """Whether an item that a page shows has changed."""
    id_ = visit.place("item")
    stamp = await visit.run(stamp_of, visit.desk.engine, min(id_, LARGEST_ID))
    if stamp is not None and visit.query("stamp") == stamp:
        return Response(status_code=204)
    return visit.page("inbox/inbox_changed.html", id=id_, is_gone=stamp is None)


async def act(visit: Visit) -> Response:
    """Does what a form of an item says."""
    form, id_, engine = await visit.form(), visit.place("item"), visit.desk.engine
    note = form.one("note")
    by = By(visit.staff.name, visit.desk.clock())
    then: dict[str, Any]
    try:
        until = {
            what: beginning(visit.today + timedelta(days=days), visit.desk.zone)
            for what, days in _SNOOZE.items()
        }
        where, what = await visit.run(_do, engine, visit.staff.id, form, id_, by, until)
        return go(f"{INBOX}/{where}?done={what}")
    except _NothingWritten:
        then = {"status": 400, "problem": _NO_NOTE}
    except Outdated:
        then = {"status": 409, "since": form.number("seen") or 0, "note": note}
    except Gone:
        then = {"status": 409, "problem": _PART_GONE, "note": note}
    item = await visit.run(find, engine, id_)
    return await _gone(visit, note) if item is None else await _item_page(visit, item, **then)


def _do(
    engine: Engine, me: int, form: Form, id_: int, by: By, until: Mapping[str, datetime]
) -> tuple[int, str]:
    """Does what a form says; gives the item to show next, and what was done."""
    what, note = form.one("do"), form.one("note")
    shown = Shown(id_, form.number("version") or 0)
    if what == "note":
        if not note:
            raise _NothingWritten
        add_note(engine, id_, by, note)
        return id_, "noted"
    if what in ("take", "assign"):
        assign(engine, shown, by, me if what == "take" else form.number("to"), note)
        return id_, "taken" if what == "take" else "assigned"
    if what in ("close", "reopen"):
        set_state(engine, shown, by, "closed" if what == "close" else "open", note)
        return id_, "closed" if what == "close" else "reopened"
    if what in _SNOOZE:
        set_state(engine, shown, by, "snoozed", note, until[what])
        return id_, "snoozed"
    if moved := _MOVE.fullmatch(what):
        return move_question(engine, shown, by, int(moved[1]), note), "moved"
    if what == "merge":
        into = form.number("into") or 0
        merge(engine, shown, by, into, note)
        return into, "merged"
    raise Refusal(*NOT_HERE)


async def _item_page(
    visit: Visit,
    item: Item,
    *,
    status: int = 200,
    done: str | None = None,
    problem: str | None = None,
    since: int | None = None,
    note: str = "",
) -> Response:
    """All of an item; `since` tells what happened after a change that a page had shown."""
    others, knowledge = [], visit.desk.live.current()
    if item.line.kind == "missed":
        groups = await visit.run(listing, visit.desk.engine, Wanted(kind="missed"))
        others = [line for line in groups.lines if line.id != item.line.id]
    answers, replies = await _suggested(visit, item)
    return visit.page(
        "inbox/inbox_item.html",
        status=status,
        answers=answers,
        replies=replies,
        saved=knowledge.clinic.replies if item.line.kind == "question" else {},
        item=item,
        line=item.line,
        labels=LABELS,
        topic=_title(visit, item.line.topic),
        reach=reaching(item.contact.contact, visit.desk.settings.PHONE_REGION)
        if item.contact
        else None,
        question=item.line.topic if item.line.topic in knowledge.questions else None,
        accounts=await visit.run(accounts, visit.desk.engine),
        others=others,
        done=done,
        problem=problem,
        news=None if since is None else [each for each in item.history if each.id > since],
        note=note,
        longest_note=LONGEST_NOTE,
    )


async def _suggested(visit: Visit, item: Item) -> tuple[list[AnswerShown], Sequence[Reply]]:
    """What a question that a visitor left can be answered with."""
    if item.line.kind != "question" or not item.line.words:
        return [], ()
    try:
        found = await visit.desk.phone.to_question(item.line.words)
    except ApiError:
        return [], ()
    months = visit.desk.settings.REVIEW_MONTHS
    answers = (shown(each, found.knowledge, visit.today, months) for each in found.answers)
    return [each for each in answers if each.facts and not each.lacks], found.replies


async def _gone(visit: Visit, note: str) -> Response:
    subject = subject_of(visit.place("item"))
    history = await visit.run(lines, visit.desk.engine, subject=subject)
    status = 409 if visit.request.method == "POST" else 404
    return visit.page("inbox/inbox_gone.html", status=status, history=history[:5], note=note)


class _NothingWritten(Exception):
    """A note is empty."""


def _wanted(visit: Visit) -> Wanted:
    """What an address asks for; whatever it gets wrong is as if it were left out."""
    kind, state, order = visit.query("kind"), visit.query("state"), visit.query("order")
    words = visit.query("q")[:LONGEST_SEARCH]
    cursor = _CURSOR.fullmatch(visit.query("before"))
    before = (int(cursor[1]), int(cursor[2])) if cursor else None
    if before is not None and (before[1] > LARGEST_ID or before[0] > _most(order)):
        before = None
    return Wanted(
        kind=next((each for each in KINDS if each == kind), None),
        state=next((each for each in get_args(State) if each == state), "open"),
        staff_id=visit.staff.id if visit.query("mine") else None,
        order=next((each for each in get_args(Order) if each == order), "newest"),
        words=words,
        subjects=[
            id_
            for id_, each in visit.desk.live.current().questions.items()
            if words and all(word in each.name.casefold() for word in words.casefold().split())
        ],
        before=before,
    )


def _most(order: str) -> int:
    """The largest number that a place in the list can begin with."""
    return LARGEST_ID if order == "frequent" else 10**17 - 1


def _shown(visit: Visit, wanted: Wanted) -> dict[str, Any]:
    """What the list needs besides the items."""
    chosen = {
        "kind": wanted.kind or "",
        "state": wanted.state,
        "mine": "1" if wanted.staff_id is not None else "",
        "order": wanted.order,
        "q": wanted.words,
    }
    used = {key: value for key, value in chosen.items() if value}
    return {
        "wanted": wanted,
        "labels": LABELS,
        "query": urlencode(used),
        "titles": partial(_title, visit),
    }


def _title(visit: Visit, topic: str | None) -> str | None:
    """What an item is about: a particular question by its name, or a topic."""
    knowledge = visit.desk.live.current()
    if topic is not None and topic in knowledge.questions:
        return sentence(knowledge.questions[topic].name)
    return None if topic is None else topic_label(topic, knowledge)


ADDRESSES = (
    Address(INBOX, show_list),
    Address(INBOX, close_several, "POST"),
    Address(f"{INBOX}/fresh", show_fresh, refreshes_itself=True),
    # Numbers alone, so that nobody misses an emergency for a password.
    Address(f"{INBOX}/count", show_count, refreshes_itself=True, for_a_password_to_change=True),
    Address(f"{INBOX}/{{item:int}}", show_item),
    Address(f"{INBOX}/{{item:int}}", act, "POST"),
    Address(f"{INBOX}/{{item:int}}/changed", show_changed, refreshes_itself=True),
)
