"""All routes of the front desk."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from desk.answer.page import answer_addresses
from desk.audit.page import ADDRESSES as AUDIT
from desk.clinic.page import ADDRESSES as CLINIC
from desk.front_desk import FrontDesk
from desk.inbox.page import ADDRESSES as INBOX
from desk.insights.page import ADDRESSES as INSIGHTS
from desk.pages import templates
from desk.review.page import ADDRESSES as REVIEW
from desk.sign_in.guarding import guarded, refusal
from desk.sign_in.page import sign_in_routes
from desk.sign_in.signing_in import SigningIn
from desk.sign_in.staff import Accounts
from desk.teach.page import teach_routes
from desk.transcripts.page import ADDRESSES as TRANSCRIPTS
from desk.visit import routes_of
from settings import Rate, RateLimits
from web.rate_limits import RequestLimits
from web.service import Service

_STATIC = Path(__file__).parent / "static"

_FEATURES = (AUDIT, CLINIC, INBOX, INSIGHTS, REVIEW, TRANSCRIPTS)

SIGN_INS = RateLimits(address=Rate(10, 60))
"""Tries from one address, whatever the visitors' limits are."""


def front_desk(service: Service) -> FrontDesk:
    """The front desk of a service."""
    settings, engine, clock = service.settings, service.records.engine, service.clock
    zone = ZoneInfo(settings.TIME_ZONE)
    idle = timedelta(minutes=settings.DESK_IDLE_MINUTES)
    return FrontDesk(
        settings=settings,
        engine=engine,
        live=service.live,
        understanding=service.understanding,
        masked=service.masked,
        clock=clock,
        zone=zone,
        templates=templates(zone),
        accounts=Accounts(engine, clock),
        signing_in=SigningIn(engine, service.key, idle, clock),
        limits=RequestLimits(SIGN_INS, settings.REDIS_URL or "memory://", service.now),
    )


def desk_routes(desk: FrontDesk) -> list[BaseRoute]:
    """Every address of the front desk; below `/desk`, one that is not there asks for a sign-in."""

    async def nothing(request: Request) -> Response:
        return refusal(desk, request, 404, "There is no such page.")

    return [
        *sign_in_routes(desk),
        *routes_of(desk, answer_addresses(desk)),
        *(route for each in _FEATURES for route in routes_of(desk, each)),
        *teach_routes(desk),
        guarded(
            desk,
            "/desk/{rest:path}",
            nothing,
            methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        ),
        Mount("/static/desk", StaticFiles(directory=_STATIC)),
    ]
