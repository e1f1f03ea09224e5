"""The page on which facts are reviewed and withdrawn."""

from collections.abc import Callable
from datetime import date
from urllib.parse import quote, urlencode

from starlette.responses import Response

from desk.review.store import (
    DECISIONS,
    STATES,
    Outcome,
    ReviewedFact,
    counts,
    decide,
    matching,
    reviewed_facts,
    take_back,
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
        undo=visit.query("undo"),
        only_reviewed=visit.desk.settings.ONLY_REVIEWED,
        today=visit.today,
    )


async def save(visit: Visit) -> Response:
    """A decision on the facts that were ticked, or on the one whose button was pressed."""
    form = await visit.form()
    given, single, following, *_ = (*form.one("decision").split(" "), "", "")
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
    if len(marks) > 1 and not form.one("sure"):
        facts = [each for each in await visit.run(_facts, visit) if each.fact.id in marks]
        return visit.page(
            "review/review_sure.html",
            decision=decision,
            facts=facts,
            marks=marks,
            until=form.one("until"),
            chosen=back,
        )
    outcome = await _written(visit, decide, decision, marks, today=visit.today, until=until)
    if not isinstance(outcome, Outcome):
        return outcome or go("/desk/review")
    done: dict[str, object] = {
        "done": decision,
        "n": len(outcome.changed),
        "stale": len(outcome.stale),
    }
    if outcome.made:
        done["undo"] = outcome.made
    # One by one, the next fact is where the eyes are already.
    place = f"#fact-{quote(following)}" if following else ""
    return go(f"/desk/review?{urlencode({**back, **done})}{place}")


async def undo(visit: Visit) -> Response:
    """Makes the facts what they were before the last decision."""
    failed = await _written(visit, take_back, (await visit.form()).one("after"))
    return failed if isinstance(failed, Response) else go("/desk/review?done=back&n=0")


async def _written(
    visit: Visit, work: Callable[..., Outcome | None], *what: object, **more: object
) -> Outcome | Response | None:
    """What a change of the facts gives, or the page that says why there was none."""
    desk = visit.desk
    try:
        return await visit.run(
            work,
            *what,
            folder=desk.live.folder,
            previous=desk.settings.STATE_FOLDER / "previous",
            engine=desk.engine,
            who=visit.staff.name,
            at=desk.clock(),
            **more,
        )
    except ConflictError:
        return visit.refusal(409, "Others have changed the facts. Please look at them again.")
    except KnowledgeError:
        return visit.refusal(409, "The knowledge files have a mistake. Nothing was changed.")
    except OSError:
        return visit.refusal(500, "The facts cannot be written here. Nothing was changed.")


def _id_and_mark(text: str) -> tuple[str, str]:
    id_, _, mark = text.partition(":")
    return id_, mark


def _notice(done: str, number: str) -> str:
    if done == "none":
        return "Nothing was changed: tick some facts and press a button."
    if done == "back":
        return "Taken back: the facts are as they were before."
    if done not in _DONE or not number.isdecimal():
        return ""
    return f"{number} {'fact' if number == '1' else 'facts'} {_DONE[done]}."


ADDRESSES = (
    Address("/desk/review", show),
    Address("/desk/review", save, "POST", Role.MANAGER),
    Address("/desk/review/undo", undo, "POST", Role.MANAGER),
)
