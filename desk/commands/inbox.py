"""`inbox`: what visitors left, and what the assistant could not answer."""

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any, get_args

from sqlalchemy.engine import Engine

from desk.commands.terminal import DONE, CannotDo, Terminal, printable, table
from desk.inbox.changes import (
    LONGEST_NOTE,
    By,
    Gone,
    Outdated,
    Shown,
    accounts,
    add_note,
    assign,
    set_state,
)
from desk.inbox.store import Item, Line, Order, Wanted, find, listing
from desk.sign_in.staff import Accounts
from records.inbox_entries import KINDS, State
from records.tables import utc

_NOBODY = "nobody"


def add_inbox(commands: Any, shared: list[Any], changing: list[Any]) -> None:
    """Adds `inbox` to the command line; see `desk.commands.users.add_users`."""
    inbox = commands.add_parser("inbox", help="what was left and missed: list, show, close …")
    each = inbox.add_subparsers(dest="action", required=True, metavar="ACTION")

    lists = each.add_parser("list", parents=shared, help="show items, the newest first")
    lists.add_argument("--kind", choices=KINDS, help="only these; default: all")
    lists.add_argument("--state", choices=get_args(State), default="open", help="default: open")
    lists.add_argument("--assigned", metavar="NAME", help="only what this account has")
    lists.add_argument("--order", choices=get_args(Order), default="newest", help="default: newest")
    lists.add_argument(
        "--limit", type=_number, default=50, metavar="N", help="at most; default: 50"
    )
    lists.set_defaults(run=_list)

    show = each.add_parser("show", parents=shared, help="show all of an item")
    show.add_argument("item", type=_number, metavar="ITEM", help="its number in the list")
    show.set_defaults(run=_show)

    for action, text in (
        ("assign", "give an item to somebody"),
        ("close", "put away an item that is done"),
        ("reopen", "take an item up again"),
    ):
        change = each.add_parser(action, parents=changing, help=text)
        change.add_argument("item", type=_number, metavar="ITEM")
        if action == "assign":
            change.add_argument("to", metavar="NAME", help=f"an account, or {_NOBODY}")
        change.add_argument("--note", default="", help="add a note along with it")
        change.add_argument(
            "--version",
            type=_number,
            metavar="N",
            help="refuse if the item was changed since `show` said this version",
        )
        change.set_defaults(run=_change)

    note = each.add_parser("note", parents=changing, help="add a note for the others")
    note.add_argument("item", type=_number, metavar="ITEM")
    note.add_argument("text", metavar="TEXT", nargs="+")
    note.set_defaults(run=_note)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 10):
        raise ValueError(text)
    return int(text)


_number.__name__ = "number"  # as argparse calls it in its errors


def _list(options: Namespace, terminal: Terminal) -> int:
    with terminal.database() as engine:
        whose = None if options.assigned is None else _account(engine, options.assigned)
        wanted = Wanted(options.kind, options.state, whose, options.order)
        lines = list(islice(_lines(engine, wanted), options.limit))
    rows = [
        (
            line.id,
            line.kind,
            line.count,
            terminal.local(line.last_at),
            line.assigned_to or "-",
            _shortened(line.words or line.topic or "-"),
        )
        for line in lines
    ]
    heads = ("item", "kind", "count", "last", "assigned", "words")
    text = table(heads, rows) if rows else "There is nothing like that in the inbox."
    terminal.say(options, [_line_values(line) for line in lines], text)
    return DONE


def _lines(engine: Engine, wanted: Wanted) -> Iterator[Line]:
    """The lists' pages, one after the other; emergencies come first."""
    while True:
        found = listing(engine, wanted)
        yield from found.alarms
        yield from found.lines
        if found.older is None:
            return
        wanted = replace(wanted, before=found.older)


def _show(options: Namespace, terminal: Terminal) -> int:
    with terminal.database() as engine:
        item = _found(engine, options.item)
    terminal.say(options, _item_values(item), _text(item, terminal))
    return DONE


def _change(options: Namespace, terminal: Terminal) -> int:
    with terminal.database() as engine:
        by = _by(options, terminal, engine)
        item = _found(engine, options.item)
        version = item.line.version if options.version is None else options.version
        shown = Shown(options.item, version)
        note = _checked(options.note)
        try:
            if options.action == "assign":
                to = None if options.to == _NOBODY else _account(engine, options.to)
                assign(engine, shown, by, to, note)
                text = f"Item {options.item} is assigned to {options.to}."
            else:
                state: State = "closed" if options.action == "close" else "open"
                set_state(engine, shown, by, state, note)
                text = f"Item {options.item} is {state}."
        except Outdated:
            raise CannotDo(
                f"Item {options.item} was changed by somebody else, and nothing was changed now. "
                f"See `inbox show {options.item}`, and try again."
            ) from None
        except Gone:
            raise _gone(options.item) from None
        changed = _found(engine, options.item)
    terminal.say(options, _line_values(changed.line), text)
    return DONE


def _note(options: Namespace, terminal: Terminal) -> int:
    text = _checked(" ".join(options.text))
    if not text:
        raise CannotDo("The note is empty; nothing was changed.")
    with terminal.database() as engine:
        try:
            add_note(engine, options.item, _by(options, terminal, engine), text)
        except Gone:
            raise _gone(options.item) from None
        changed = _found(engine, options.item)
    terminal.say(options, _line_values(changed.line), f"Item {options.item} has a new note.")
    return DONE


def _checked(note: str) -> str:
    note = printable(note).strip()
    if len(note) > LONGEST_NOTE:
        raise CannotDo(
            f"A note has up to {LONGEST_NOTE} characters, this one {len(note)}; nothing was "
            "changed. Make it shorter."
        )
    return note


def _by(options: Namespace, terminal: Terminal, engine: Engine) -> By:
    return By(terminal.who(options, Accounts(engine, terminal.now)), terminal.now())


def _account(engine: Engine, name: str) -> int:
    for id_, known in accounts(engine):
        if known == name:
            return id_
    raise CannotDo(f"There is no account `{name}` that may sign in; `users list` shows them.")


def _found(engine: Engine, item_id: int) -> Item:
    item = find(engine, item_id)
    if item is None:
        raise _gone(item_id)
    return item


def _gone(item_id: int) -> CannotDo:
    return CannotDo(
        f"There is no item {item_id} in the inbox, or not any more. `inbox list` shows them."
    )


def _shortened(words: str, most: int = 60) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _text(item: Item, terminal: Terminal) -> str:
    line = item.line
    facts = {
        "item": f"{line.id}, version {line.version}",
        "kind": f"{line.kind}, {line.state}, {line.count} times",
        "came": f"{terminal.local(item.created_at)}, last {terminal.local(line.last_at)}",
        "assigned": line.assigned_to or _NOBODY,
        "topic": line.topic,
        "words": line.words,
        "conversation": item.sender,
        "contact": item.contact
        and ", ".join(filter(None, (item.contact.name, item.contact.contact))),
    }
    lines = [f"{name + ':':<14}{value}" for name, value in facts.items() if value]
    for exchange in item.exchanges:
        lines += ["", f"{terminal.local(exchange.asked_at)}  visitor: {exchange.asked}"]
        lines += [f"  assistant: {said}" for said in exchange.said]
    if item.questions:
        lines += ["", "Questions:"]
        lines += [f"  {terminal.local(each.asked_at)}  {each.asked}" for each in item.questions]
    if item.notes:
        lines += ["", "Notes:"]
        lines += [
            f"  {terminal.local(each.written_at)}  {each.author}: {each.note}"
            for each in item.notes
        ]
    if item.history:
        lines += ["", "Changes, the newest first:"]
        lines += [
            f"  {terminal.local(each.made_at)}  {each.who}: {each.action}"
            + (f" ({each.before} -> {each.after})" if each.after else "")
            for each in item.history
        ]
    return printable("\n".join(lines))


def _line_values(line: Line) -> dict[str, object]:
    return {
        "item": line.id,
        "kind": line.kind,
        "state": line.state,
        "version": line.version,
        "count": line.count,
        "last_at": utc(line.last_at).isoformat(),
        "assigned_to": line.assigned_to,
        "topic": line.topic,
        "words": line.words,
    }


def _item_values(item: Item) -> dict[str, object]:
    contact = item.contact
    return {
        **_line_values(item.line),
        "created_at": item.created_at.isoformat(),
        "conversation": item.sender,
        "contact": contact
        and {
            "name": contact.name,
            "contact": contact.contact,
            "consented_at": contact.consented_at.isoformat(),
        },
        "questions": [
            {"asked": each.asked, "asked_at": each.asked_at.isoformat()} for each in item.questions
        ],
        "exchanges": [
            {
                "asked": each.asked,
                "asked_at": each.asked_at.isoformat(),
                "answers": list(each.said),
            }
            for each in item.exchanges
        ],
        "notes": [
            {"author": each.author, "note": each.note, "written_at": each.written_at.isoformat()}
            for each in item.notes
        ],
    }
