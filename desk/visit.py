"""One request below `/desk`: what its answer is made of, and who may make it."""

import logging
import traceback
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from errno import errorcode
from functools import partial
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from desk.forms import Form, form_of
from desk.front_desk import FrontDesk
from desk.sign_in.signing_in import COOKIE, SignedIn, is_same
from desk.sign_in.staff import Role, Staff
from knowledge import KnowledgeError
from teaching.applying import Failed, Refused
from web.root_path import own_path

ACCOUNTS = "/desk/accounts"
"""Where a password is changed."""
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
_FAULTY = "The knowledge files have a mistake that has to be mended first. Nothing was changed."
_UNREADABLE = "A file cannot be read on this machine. Tell whoever looks after it."
_UNWRITABLE = (
    "A file cannot be read or written on this machine. Whether your change was saved is not known: "
    "open the page again and look. Tell whoever looks after the machine."
)
_READING = frozenset({"GET", "HEAD"})
_Found = TypeVar("_Found")
_log = logging.getLogger(__name__)


class Refusal(Exception):
    """Why a request is refused, raised before anything is changed."""

    def __init__(self, status: int, sentence: str) -> None:
        """Have a page say the sentence, with a status of HTTP."""
        super().__init__(sentence)
        self.status = status


NOT_HERE = (400, "This cannot be done here. Nothing was changed.")


@dataclass(frozen=True)
class Visit:
    """A request below `/desk` and the front desk that answers it."""

    desk: FrontDesk
    request: Request
    found: SignedIn | None = None
    """Who is signed in."""

    @property
    def staff(self) -> Staff:
        """Who asks, at an address that is for those alone who are signed in."""
        assert self.found is not None
        return self.found.staff

    @property
    def is_manager(self) -> bool:
        """Whether they may do what managers may."""
        return self.staff.may(Role.MANAGER)

    @property
    def is_piece(self) -> bool:
        """Whether a piece of a page is asked for, by htmx."""
        return "HX-Request" in self.request.headers

    @property
    def today(self) -> date:
        """The day at the clinic."""
        return self.desk.clock().astimezone(self.desk.zone).date()

    @property
    def path(self) -> str:
        """The address that was asked for, as the routes have it."""
        return own_path(self.request.scope)

    def query(self, name: str) -> str:
        """A part of the address's query; empty where there is none."""
        return self.request.query_params.get(name, "").strip()

    def place(self, name: str) -> Any:
        """A part of the address's path, as the route names it."""
        return self.request.path_params[name]

    async def form(self) -> Form:
        """The form that was sent."""
        return await form_of(self.request)

    async def run(self, work: Callable[..., _Found], *args: Any, **named: Any) -> _Found:
        """What `work` gives, which may wait for the database or a file, in a thread of its own."""
        return await anyio.to_thread.run_sync(partial(work, *args, **named))

    def page(self, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page, or a piece of one, from a template and its values.

        Besides `values` a template has `who` (the `Staff` that is signed in, or None), `csrf`,
        `path`, `clinic_name` and `is_piece`.
        """
        text = self.desk.templates.get_template(template).render(
            who=self.found.staff if self.found else None,
            csrf=self.found.csrf if self.found else "",
            path=self.path,
            clinic_name=self.desk.live.current().clinic.name or "the clinic",
            is_piece=self.is_piece,
            **values,
        )
        return HTMLResponse(text, status)

    def refusal(self, status: int, sentence: str) -> Response:
        """A page that says what was refused."""
        template = "refused_piece.html" if self.is_piece else "refused.html"
        return self.page(template, status=status, sentence=sentence)


Handler = Callable[[Visit], Awaitable[Response]]


class Address(NamedTuple):
    """An address below `/desk`, and what answers there."""

    path: str
    handler: Handler
    method: str = "GET"
    role: Role | None = Role.STAFF
    """What is needed; None: nobody has to be signed in."""
    refreshes_itself: bool = False
    """Whether pages ask it without anybody doing something: then it keeps nobody signed in."""
    for_a_password_to_change: bool = False
    """Whether it is there as well for whoever has to choose another password first."""


def routes_of(desk: FrontDesk, addresses: Iterable[Address]) -> list[BaseRoute]:
    """A route for each address.

    Whoever is not signed in is sent to sign in, and whoever has not the role is refused. What
    changes something has to carry the session's word against forged requests, as a field of the
    form or as a header.
    """
    return [_route(desk, each) for each in addresses]


def _route(desk: FrontDesk, address: Address) -> BaseRoute:
    async def endpoint(request: Request) -> Response:
        visit, role = Visit(desk, request), address.role
        if role is None:
            return await address.handler(visit)
        cookie, is_active = request.cookies.get(COOKIE), not address.refreshes_itself
        found = await visit.run(desk.signing_in.find, cookie, is_active)
        if found is None:
            return _sent_to(visit, "/desk/sign-in", 401, f"?next={quote(visit.path, safe='/')}")
        visit = replace(visit, found=found)
        if found.staff.has_to_change and not address.for_a_password_to_change:
            # What the page itself asks for while a password has to be changed is there: no circle.
            return _sent_to(visit, ACCOUNTS, 403)
        if not found.staff.may(role):
            return visit.refusal(403, f"This needs a {role.value}'s account.")
        if _holds_nul(request):
            return visit.refusal(404, "There is no such page.")
        if request.method not in _READING:
            given = request.headers.get(CSRF_HEADER) or (await visit.form()).one(CSRF_FIELD)
            if not is_same(found.csrf, given):
                sentence = "This page was out of date, and nothing was changed. Try again."
                return visit.refusal(403, sentence)
        # Whoever has saved something sees it.
        await anyio.to_thread.run_sync(desk.live.catch_up)
        return await _answered(visit, address.handler)

    endpoint.desk_role = address.role  # type: ignore[attr-defined]
    name = f"{address.method} {address.path}"
    return Route(address.path, endpoint, methods=[address.method], name=name)


async def _answered(visit: Visit, handler: Handler) -> Response:
    """What a page answers, or why it cannot."""
    try:
        return await handler(visit)
    except Refusal as refused:
        return visit.refusal(refused.status, str(refused))
    except (Refused, Failed) as error:
        return visit.refusal(409, str(error))
    except KnowledgeError:
        return visit.refusal(409, _FAULTY)
    except OSError as error:
        # Not what it says, which has the file's path.
        places = " > ".join(
            f"{frame.f_globals.get('__name__')}:{line}"
            for frame, line in traceback.walk_tb(error.__traceback__)
        )
        reason = errorcode.get(error.errno or 0, "no number")
        _log.error("%s (%s) at the front desk: %s", type(error).__name__, reason, places)
        is_reading = visit.request.method in _READING
        return visit.refusal(500, _UNREADABLE if is_reading else _UNWRITABLE)


def _holds_nul(request: Request) -> bool:
    """Whether an address holds the one character that PostgreSQL refuses to look for."""
    return any("\0" in text for text in (request.scope["path"], *request.query_params.values()))


def _sent_to(visit: Visit, place: str, status: int, query: str = "") -> Response:
    """Leads to another page first; a piece of a page has the whole of it go there."""
    if visit.is_piece:
        headers = {"HX-Redirect": f"{visit.desk.settings.ROOT_PATH}{place}"}
        return Response(status_code=status, headers=headers)
    return go(f"{place}{query if visit.request.method in _READING else ''}")


def go(path: str) -> Response:
    """Sends the browser to another page, after a form."""
    return RedirectResponse(path, 303)


def kept_as(name: str, media: str) -> dict[str, Any]:
    """What makes of a response a file with a name."""
    return {
        "media_type": f"{media}; charset=utf-8",
        "headers": {"Content-Disposition": f'attachment; filename="{name}"'},
    }


def file(text: str, name: str, media: str) -> Response:
    """A text to be kept as a file."""
    return Response(text.encode("utf-8", "replace"), **kept_as(name, media))
