"""All routes of the front desk."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy.engine import Engine
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from knowledge import LiveKnowledge
from settings import Rate, RateLimits, Settings
from web.desk.answer_page import answer_routes
from web.desk.audit_page import audit_routes
from web.desk.clinic_page import clinic_routes
from web.desk.front_desk import FrontDesk
from web.desk.grouping import Encode
from web.desk.guarding import guarded, refusal
from web.desk.inbox_page import inbox_routes
from web.desk.insights_page import insights_routes
from web.desk.pages import templates
from web.desk.review_page import review_routes
from web.desk.sign_in_page import sign_in_routes
from web.desk.signing_in import SigningIn
from web.desk.staff import Accounts
from web.desk.teach_page import teach_routes
from web.desk.transcripts_page import transcripts_routes
from web.personal_data import masked
from web.rate_limits import RequestLimits

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
