"""The page on which facts are reviewed and withdrawn."""

from datetime import date
from urllib.parse import urlencode

from starlette.responses import Response

from desk.review.store import (
    DECISIONS,
    STATES,
    ReviewedFact,
    counts,
    decide,
    matching,
    reviewed_facts,
)
from desk.sign_in.staff import Role
from desk.visit import Address, Visit, go
from knowledge import KnowledgeError
from knowledge.editing import ConflictError

_FILTERS = ("state", "topic", "q")
_DONE = {"reviewed": "marked as reviewed", "withdrawn": "withdrawn", "unreviewed": "put back"}


def _facts(visit: Visit) -> tuple[ReviewedFact, ...]:
    live, months = visit.desk.live, visit.desk.settings.REVIEW_MONTHS
    return reviewed_facts(live.whole(), live.current(), visit.today, months)


async def show(visit: Visit) -> Response:
    """The facts that fit what was chosen."""
    facts = await visit.run(_facts, visit)
    chosen = {name: visit.query(name) for name in _FILTERS}
    phrases = visit.desk.live.current().phrases
    used = dict.fromkeys(topic for each in facts for topic in each.topics)
    return visit.page(
        "review/review.html",
        facts=matching(facts, state=chosen["state"], topic=chosen["topic"], words=chosen["q"]),
        counts=counts(facts),
        total=len(facts),
        states=STATES,
        titles={topic: phrases.render(f"topic_title_{topic}") for topic in used},
        chosen=chosen,
        notice=_notice(visit.query("done"), visit.query("n")),
        stale=visit.query("stale") or "0",
        may_change=visit.is_manager,
        only_reviewed=visit.desk.settings.ONLY_REVIEWED,
        today=visit.today,
    )


async def save(visit: Visit) -> Response:
    """A decision on the facts that were ticked, or on the one whose button was pressed."""
    form = await visit.form()
    given, _, single = form.one("decision").partition(" ")
    decision = next((each for each in DECISIONS if each == given), None)
    marks = dict(_id_and_mark(one) for one in ([single] if single else form.all("fact")))
    back = {name: form.one(name) for name in _FILTERS if form.one(name)}
    try:
        until = date.fromisoformat(form.one("until")) if form.one("until") else None
    except ValueError:
        return visit.refusal(422, "This date cannot be read. Nothing was changed.")
    if until is not None and until < visit.today:
        return visit.refusal(422, "That day is over. Nothing was changed.")
    if decision is None or not marks:
        return go(f"/desk/review?{urlencode({**back, 'done': 'none'})}")
    desk = visit.desk
    try:
        outcome = await visit.run(
            decide,
            decision,
            marks,
            folder=desk.live.folder,
            previous=desk.settings.STATE_FOLDER / "previous",
            engine=desk.engine,
            who=visit.staff.name,
            today=visit.today,
            at=desk.clock(),
            until=until,
        )
    except ConflictError:
        return visit.refusal(409, "Others are changing the facts. Please try again.")
    except KnowledgeError:
        return visit.refusal(409, "The knowledge files have a mistake. Nothing was changed.")
    except OSError:
        return visit.refusal(500, "The facts cannot be written here. Nothing was changed.")
    done = {"done": decision, "n": len(outcome.changed), "stale": len(outcome.stale)}
    return go(f"/desk/review?{urlencode({**back, **done})}")


def _id_and_mark(text: str) -> tuple[str, str]:
    id_, _, mark = text.partition(":")
    return id_, mark


def _notice(done: str, number: str) -> str:
    if done == "none":
        return "Nothing was changed: tick some facts and press a button."
    if done not in _DONE or not number.isdecimal():
        return ""
    return f"{number} {'fact' if number == '1' else 'facts'} {_DONE[done]}."


ADDRESSES = (
    Address("/desk/review", show),
    Address("/desk/review", save, "POST", Role.MANAGER),
)
