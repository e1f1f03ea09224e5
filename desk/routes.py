"""All routes of the front desk."""

from pathlib import Path

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from desk.accounts.page import ADDRESSES as ACCOUNTS
from desk.answer.page import ADDRESSES as ANSWER
from desk.audit.page import ADDRESSES as AUDIT
from desk.clinic.page import ADDRESSES as CLINIC
from desk.front_desk import FrontDesk
from desk.gaps.page import ADDRESSES as GAPS
from desk.help.page import ADDRESSES as HELP
from desk.inbox.page import ADDRESSES as INBOX
from desk.insights.page import ADDRESSES as INSIGHTS
from desk.questions.page import ADDRESSES as QUESTIONS
from desk.review.page import ADDRESSES as REVIEW
from desk.sentences.page import ADDRESSES as SENTENCES
from desk.sign_in.page import ADDRESSES as SIGN_IN
from desk.teach.page import ADDRESSES as TEACH
from desk.transcripts.page import ADDRESSES as TRANSCRIPTS
from desk.visit import Address, Visit, routes_of

_STATIC = Path(__file__).parent / "static"


async def nothing(visit: Visit) -> Response:
    """What is said where nothing else answers."""
    return visit.refusal(404, "There is no such page.")


_FEATURES = (
    SIGN_IN,
    ACCOUNTS,
    ANSWER,
    AUDIT,
    CLINIC,
    GAPS,
    HELP,
    INBOX,
    INSIGHTS,
    QUESTIONS,
    REVIEW,
    SENTENCES,
    TEACH,
    TRANSCRIPTS,
)
_ELSEWHERE = [
    Address("/desk/{rest:path}", nothing, method)
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
]


def desk_routes(desk: FrontDesk) -> list[BaseRoute]:
    """Every address of the front desk; below `/desk`, one that is not there asks for a sign-in."""
    return [
        *(route for each in (*_FEATURES, _ELSEWHERE) for route in routes_of(desk, each)),
        Mount("/static/desk", StaticFiles(directory=_STATIC)),
    ]
