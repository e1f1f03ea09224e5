"""The pages on which facts and warning signs are reviewed, and the report of what came of it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode

from starlette.responses import Response

from desk.review.deciding import (
    FACTS,
    SIGNS,
    Outcome,
    Place,
    Reviewer,
    Shelf,
    decide,
    take_back,
)
from desk.review.links import REVIEW
from desk.review.signs import ReviewedSign, reviewed_signs
from desk.review.store import (
    STATES,
    ReviewedFact,
    counts,
    matching,
    reviewed_facts,
    screen_from,
    to_do,
)
from desk.sign_in.staff import Role
from desk.visit import Address, Visit, go
from knowledge import KnowledgeError
from knowledge.editing import ConflictError
from knowledge.reviews import ReviewState

_PATHS = {FACTS: REVIEW, SIGNS: f"{REVIEW}/signs"}
_FILTERS = ("state", "topic", "source", "q", "only", "from")
_FOR_SEVERAL = {"reviewed": "Sign", "withdrawn": "Withdraw"}
"""What may be decided of several at once, as a button says it."""
_DONE = {"reviewed": "signed", "withdrawn": "withdrawn", "unreviewed": "put back"}


def _facts(visit: Visit) -> tuple[ReviewedFact, ...]:
    live, months = visit.desk.live, visit.desk.settings.REVIEW_MONTHS
    return reviewed_facts(live.whole(), live.current(), visit.today, months)


def _signs(visit: Visit) -> tuple[ReviewedSign, ...]:
    safety = visit.desk.live.whole().safety
    return reviewed_signs(safety, visit.today, visit.desk.settings.REVIEW_MONTHS)


async def show_facts(visit: Visit) -> Response:
    """A screen of the facts that fit what was chosen."""
    facts = await visit.run(_facts, visit)
    chosen = _chosen(visit.query)
    knowledge = visit.desk.live.whole()
    found = matching(
        facts,
        state=chosen["state"],
        topic=chosen["topic"],
        source=chosen["source"],
        words=chosen["q"],
        only=chosen["only"].split(),
    )
    screen = screen_from(found, chosen["from"])
    topics = to_do(facts, lambda each: each.topics)
    sources = to_do(facts, lambda each: (each.fact.source,))
    return _page(
        visit,
        FACTS,
        "review/review.html",
        chosen,
        counts(facts),
        screen=screen,
        facts=screen.facts,
        matching=len(found),
        missing=[id_ for id_ in chosen["only"].split() if id_ not in knowledge.facts],
        topics={
            id_: (_topic_title(visit, id_), topics[id_])
            for id_ in sorted(topics, key=partial(_topic_title, visit))
        },
        sources={
            id_: (knowledge.sources[id_], sources[id_])
            for id_ in sorted(sources, key=lambda id_: knowledge.sources[id_].publisher)
        },
        only_reviewed=visit.desk.settings.ONLY_REVIEWED,
    )


async def show_signs(visit: Visit) -> Response:
    """The warning signs of one level, with what is answered; or the languages."""
    signs = await visit.run(_signs, visit)
    chosen = _chosen(visit.query)
    groups = {each.group: 0 for each in signs}
    for each in signs:
        groups[each.group] += each.standing.state in ("due", "unreviewed")
    first = next((name for name, waiting in groups.items() if waiting), next(iter(groups)))
    group = chosen["topic"] if chosen["topic"] in groups else first
    return _page(
        visit,
        SIGNS,
        "review/signs.html",
        {**chosen, "topic": group},
        counts(signs),
        signs=[each for each in signs if each.group == group],
        groups=groups,
    )


async def show_report(visit: Visit) -> Response:
    """What is signed, due and withdrawn, to be printed."""
    facts, signs = await visit.run(_facts, visit), await visit.run(_signs, visit)
    rows = [
        *((each.fact.id, each.fact.text, each.standing) for each in facts),
        *((each.id, f"{each.group}: {each.title}", each.standing) for each in signs),
    ]
    by_source: dict[str, list[ReviewedFact]] = {}
    for fact in facts:
        by_source.setdefault(f"{fact.source.publisher}: {fact.source.title}", []).append(fact)
    return visit.page(
        "review/report.html",
        states=STATES,
        facts=counts(facts),
        signs=counts(signs),
        rows={state: [each for each in rows if each[2].state == state] for state in STATES},
        by_source={title: counts(of) for title, of in by_source.items()},
        version=visit.desk.live.whole().version,
        at=visit.desk.clock(),
    )


def _page(
    visit: Visit,
    shelf: Shelf,
    template: str,
    chosen: Mapping[str, str],
    standing: Mapping[ReviewState, int],
    **values: Any,
) -> Response:
    return visit.page(
        template,
        here=_PATHS[shelf],
        noun=shelf.noun,
        chosen=chosen,
        counts=standing,
        total=sum(standing.values()),
        states=STATES,
        notice=_notice(shelf, visit.query("done"), visit.query("n")),
        stale=visit.query("stale") or "0",
        undo=visit.query("undo"),
        may_decide=visit.staff.may(Role.REVIEWER),
        today=visit.today,
        **values,
    )


def _chosen(value: Callable[[str], str]) -> dict[str, str]:
    return {name: value(name) for name in _FILTERS}


def _topic_title(visit: Visit, topic: str) -> str:
    return visit.desk.live.current().phrases.render(f"topic_title_{topic}")


async def save(shelf: Shelf, visit: Visit) -> Response:
    """A decision on the entries that were ticked, or on the one whose button was pressed."""
    form, here = await visit.form(), _PATHS[shelf]
    given, single, following, *_ = (*form.one("decision").split(" "), "", "")
    decision = next((each for each in shelf.decisions if each == given), None)
    marks = dict(_id_and_mark(one) for one in ([single] if single else form.all("fact")))
    chosen = _chosen(form.one)
    # The day stands beside the button for all that are ticked, and is sent with each other too.
    day = "" if single else form.one("until")
    try:
        until = date.fromisoformat(day) if day else None
    except ValueError:
        return visit.refusal(422, "This date cannot be read. Nothing was changed.")
    if until is not None and until < visit.today:
        return visit.refusal(422, "That day is over. Nothing was changed.")
    if decision is None or not marks or (len(marks) > 1 and decision not in _FOR_SEVERAL):
        return _back(here, chosen, done="none")
    if decision != "withdrawn" and visit.staff.signs_as is None:
        return visit.refusal(403, "This needs a reviewer. Nothing was changed.")
    if len(marks) > 1 and not form.one("sure"):
        return visit.page(
            "review/review_sure.html",
            here=here,
            noun=shelf.noun,
            decision=decision,
            what=_FOR_SEVERAL[decision],
            entries=await visit.run(_named, visit, shelf, marks),
            marks=marks,
            until=day,
            screen=form.one("screen"),
            chosen=chosen,
            back=_address(here, chosen),
        )
    outcome = await _written(visit, decide, shelf, decision, marks, until=until)
    if not isinstance(outcome, Outcome):
        return outcome or go(here)
    # The screen goes on with what was not decided on, whether or not the rest is still listed.
    left = (id_ for id_ in form.one("screen").split() if id_ not in marks)
    place = f"#fact-{quote(following)}" if following else ""
    return _back(
        here,
        {**chosen, "from": next(left, "")},
        place,
        done=decision,
        n=len(outcome.changed),
        stale=len(outcome.stale),
        undo=outcome.made,
    )


def _named(visit: Visit, shelf: Shelf, marks: Iterable[str]) -> list[tuple[str, str]]:
    """What was ticked, with a word on where it stands."""
    if shelf is FACTS:
        every = [(each.fact.id, each.fact.text, each.source.publisher) for each in _facts(visit)]
    else:
        every = [(each.id, each.title, each.group) for each in _signs(visit)]
    return [(text, where) for id_, text, where in every if id_ in set(marks)]


async def undo(shelf: Shelf, visit: Visit) -> Response:
    """Makes the entries what they were before the last decision."""
    form = await visit.form()
    failed = await _written(visit, take_back, shelf, form.one("after"))
    if isinstance(failed, Response):
        return failed
    return _back(_PATHS[shelf], _chosen(form.one), done="back", n=0)


async def _written(
    visit: Visit,
    work: Callable[..., Outcome | None],
    shelf: Shelf,
    *what: object,
    **more: object,
) -> Outcome | Response | None:
    """What a change of the entries gives, or the page that says why there was none."""
    desk, who = visit.desk, visit.staff
    place = Place(desk.live, desk.previous, desk.engine)
    by = Reviewer(who.name, who.signs_as or who.name, visit.today, desk.clock())
    try:
        return await visit.run(work, shelf, *what, place=place, by=by, **more)
    except ConflictError:
        sentence = f"Others have changed the {shelf.noun}s. Please look at them again."
        return visit.refusal(409, sentence)
    except KnowledgeError:
        return visit.refusal(409, "The knowledge files have a mistake. Nothing was changed.")


def _address(here: str, chosen: Mapping[str, str], place: str = "", **done: object) -> str:
    kept = {name: value for name, value in {**chosen, **done}.items() if value != ""}
    return f"{here}?{urlencode(kept)}{place}"


def _back(here: str, chosen: Mapping[str, str], place: str = "", **done: object) -> Response:
    return go(_address(here, chosen, place, **done))


def _id_and_mark(text: str) -> tuple[str, str]:
    id_, _, mark = text.partition(":")
    return id_, mark


def _notice(shelf: Shelf, done: str, number: str) -> str:
    if done == "none":
        return f"Nothing was changed: tick some {shelf.noun}s and press a button."
    if done == "back":
        return f"Taken back: the {shelf.noun}s are as they were before."
    if done not in _DONE or not number.isdecimal():
        return ""
    return f"{number} {shelf.noun}{'' if number == '1' else 's'} {_DONE[done]}."


ADDRESSES = (
    Address(f"{REVIEW}/report", show_report),
    Address(REVIEW, show_facts),
    Address(_PATHS[SIGNS], show_signs),
    *(
        Address(f"{path}{end}", partial(handler, shelf), "POST", Role.REVIEWER)
        for shelf, path in _PATHS.items()
        for end, handler in (("", save), ("/undo", undo))
    ),
)
