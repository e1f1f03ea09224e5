"""The page on which facts are reviewed and withdrawn."""

from datetime import date
from functools import partial
from urllib.parse import urlencode

import anyio.to_thread
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from desk.forms import form_of
from desk.front_desk import FrontDesk
from desk.pages import page
from desk.review.store import (
    DECISIONS,
    STATES,
    ReviewedFact,
    counts,
    decide,
    matching,
    reviewed_facts,
)
from desk.sign_in.guarding import guarded, refusal, signed_in
from desk.sign_in.staff import Role
from knowledge import KnowledgeError
from knowledge.editing import ConflictError

_FILTERS = ("state", "topic", "q")
_DONE = {"reviewed": "marked as reviewed", "withdrawn": "withdrawn", "unreviewed": "put back"}


def review_routes(desk: FrontDesk) -> list[BaseRoute]:
    """`/desk/review`: staff look, managers decide."""

    def today() -> date:
        return desk.clock().astimezone(desk.zone).date()

    def facts_now() -> tuple[ReviewedFact, ...]:
        months = desk.settings.REVIEW_MONTHS
        return reviewed_facts(desk.live.whole(), desk.live.current(), today(), months)

    async def show(request: Request) -> Response:
        query = request.query_params
        facts = await anyio.to_thread.run_sync(facts_now)
        chosen = {name: query.get(name, "").strip() for name in _FILTERS}
        listed = matching(facts, state=chosen["state"], topic=chosen["topic"], words=chosen["q"])
        phrases = desk.live.current().phrases
        used = dict.fromkeys(topic for each in facts for topic in each.topics)
        return page(
            desk,
            request,
            "review/review.html",
            facts=listed,
            counts=counts(facts),
            total=len(facts),
            states=STATES,
            titles={topic: phrases.render(f"topic_title_{topic}") for topic in used},
            chosen=chosen,
            notice=_notice(query),
            stale=query.get("stale", "0"),
            may_change=signed_in(request).staff.role.may(Role.MANAGER),
            only_reviewed=desk.settings.ONLY_REVIEWED,
            today=today(),
        )

    async def save(request: Request) -> Response:
        form = await form_of(request)
        given, _, single = form.one("decision").partition(" ")
        decision = next((each for each in DECISIONS if each == given), None)
        marks = dict(_id_and_mark(one) for one in ([single] if single else form.all("fact")))
        back = {name: form.one(name) for name in _FILTERS if form.one(name)}
        try:
            until = date.fromisoformat(form.one("until")) if form.one("until") else None
        except ValueError:
            return refusal(desk, request, 422, "This date cannot be read. Nothing was changed.")
        if until is not None and until < today():
            return refusal(desk, request, 422, "That day is over. Nothing was changed.")
        if decision is None or not marks:
            return RedirectResponse(f"/desk/review?{urlencode({**back, 'done': 'none'})}", 303)
        deciding = partial(
            decide,
            decision,
            marks,
            folder=desk.live.folder,
            previous=desk.settings.STATE_FOLDER / "previous",
            engine=desk.engine,
            who=signed_in(request).staff.name,
            today=today(),
            at=desk.clock(),
            until=until,
        )
        try:
            outcome = await anyio.to_thread.run_sync(deciding)
        except ConflictError:
            return refusal(desk, request, 409, "Others are changing the facts. Please try again.")
        except KnowledgeError:
            return refusal(
                desk, request, 409, "The knowledge files have a mistake. Nothing was changed."
            )
        except OSError:
            return refusal(
                desk, request, 500, "The facts cannot be written here. Nothing was changed."
            )
        done = {"done": decision, "n": len(outcome.changed), "stale": len(outcome.stale)}
        return RedirectResponse(f"/desk/review?{urlencode({**back, **done})}", 303)

    return [
        guarded(desk, "/desk/review", show),
        guarded(desk, "/desk/review", save, methods=["POST"], role=Role.MANAGER),
    ]


def _id_and_mark(text: str) -> tuple[str, str]:
    id_, _, mark = text.partition(":")
    return id_, mark


def _notice(query: QueryParams) -> str:
    done, number = query.get("done", ""), query.get("n", "")
    if done == "none":
        return "Nothing was changed: tick some facts and press a button."
    if done not in _DONE or not number.isdecimal():
        return ""
    return f"{number} {'fact' if number == '1' else 'facts'} {_DONE[done]}."
