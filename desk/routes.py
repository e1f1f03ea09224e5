"""All routes of the front desk."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy.engine import Engine
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from desk.answer.page import answer_routes
from desk.audit.page import audit_routes
from desk.clinic.page import clinic_routes
from desk.front_desk import FrontDesk
from desk.inbox.grouping import Encode
from desk.inbox.page import inbox_routes
from desk.insights.page import insights_routes
from desk.pages import templates
from desk.review.page import review_routes
from desk.sign_in.guarding import guarded, refusal
from desk.sign_in.page import sign_in_routes
from desk.sign_in.signing_in import SigningIn
from desk.sign_in.staff import Accounts
from desk.teach.page import teach_routes
from desk.transcripts.page import transcripts_routes
from knowledge import LiveKnowledge
from privacy.personal_data import masked
from settings import Rate, RateLimits, Settings
from web.rate_limits import RequestLimits

STATIC = Path(__file__).parent / "static"

SIGN_INS = RateLimits(address=Rate(10, 60))
"""Tries from one address, whatever the visitors' limits are."""


def front_desk(
    settings: Settings,
    engine: Engine,
    live: LiveKnowledge,
    http: httpx.AsyncClient,
    key: bytes,
    clock: Callable[[], datetime],
    now: Callable[[], float],
    vectors: Encode,
) -> FrontDesk:
    """The front desk of a service.

    Args:
        settings: The service's settings.
        engine: Its database.
        live: The knowledge that visitors are answered from.
        http: Towards Rasa.
        key: What cookies are signed with.
        clock: The time, in UTC.
        now: Seconds that never go backwards.
        vectors: Tells how alike sentences are.
    """
    zone = ZoneInfo(settings.TIME_ZONE)
    return FrontDesk(
        settings=settings,
        engine=engine,
        live=live,
        http=http,
        masked=partial(masked, region=settings.PHONE_REGION),
        clock=clock,
        zone=zone,
        templates=templates(zone),
        accounts=Accounts(engine, clock),
        signing_in=SigningIn(engine, key, timedelta(minutes=settings.DESK_IDLE_MINUTES), clock),
        limits=RequestLimits(SIGN_INS, settings.REDIS_URL or "memory://", now),
        vectors=vectors,
    )


def desk_routes(desk: FrontDesk) -> list[BaseRoute]:
    """Every address below `/desk`; those that do not exist ask for a sign-in, too."""

    async def nothing(request: Request) -> Response:
        return refusal(desk, request, 404, "There is no such page.")

    return [
        *sign_in_routes(desk),
        *answer_routes(desk),
        *audit_routes(desk),
        *clinic_routes(desk),
        *review_routes(desk),
        *teach_routes(desk),
        *inbox_routes(desk),
        *insights_routes(desk),
        *transcripts_routes(desk),
        guarded(
            desk,
            "/desk/{rest:path}",
            nothing,
            methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        ),
    ]
