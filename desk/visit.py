"""One request of somebody who is signed in, with what its answer is made of."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, NamedTuple, TypeVar

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from desk.forms import Form, form_of
from desk.front_desk import FrontDesk
from desk.pages import page
from desk.sign_in.guarding import guarded, refusal, signed_in
from desk.sign_in.staff import Role, Staff

_Found = TypeVar("_Found")


@dataclass(frozen=True)
class Visit:
    """A request below `/desk` and the front desk that answers it."""

    desk: FrontDesk
    request: Request

    @property
    def staff(self) -> Staff:
        """Who asks."""
        return signed_in(self.request).staff

    @property
    def is_manager(self) -> bool:
        """Whether they may do what managers may."""
        return self.staff.role.may(Role.MANAGER)

    @property
    def is_piece(self) -> bool:
        """Whether a piece of a page is asked for, by htmx."""
        return "HX-Request" in self.request.headers

    @property
    def today(self) -> date:
        """The day at the clinic."""
        return self.desk.clock().astimezone(self.desk.zone).date()

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
        """A page, or a piece of one; see `desk.pages.page`."""
        return page(self.desk, self.request, template, status=status, **values)

    def refusal(self, status: int, sentence: str) -> Response:
        """A page that says what was refused, and that nothing was changed."""
        return refusal(self.desk, self.request, status, sentence)


class Address(NamedTuple):
    """An address below `/desk`, and what answers there."""

    path: str
    handler: Callable[[Visit], Awaitable[Response]]
    method: str = "GET"
    role: Role = Role.STAFF
    refreshes_itself: bool = False
    """Whether pages ask it without anybody doing something."""


def routes_of(desk: FrontDesk, addresses: Iterable[Address]) -> list[BaseRoute]:
    """A guarded route for each address."""

    def answering(handler: Callable[[Visit], Awaitable[Response]]) -> Any:
        return lambda request: handler(Visit(desk, request))

    return [
        guarded(
            desk,
            each.path,
            answering(each.handler),
            methods=[each.method],
            role=each.role,
            refreshes_itself=each.refreshes_itself,
        )
        for each in addresses
    ]


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
