"""The routes of the front desk, none of which answers anybody who is not signed in."""

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desk.forms import form_of
from desk.front_desk import FrontDesk
from desk.pages import page
from desk.sign_in.signing_in import COOKIE, SignedIn, is_same
from desk.sign_in.staff import Role

Handler = Callable[[Request], Awaitable[Response]]

CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
_READING = frozenset({"GET", "HEAD"})


def signed_in(request: Request) -> SignedIn:
    """Who asks; to be called in a guarded handler."""
    found: SignedIn = request.state.signed_in
    return found


def guarded(
    desk: FrontDesk,
    path: str,
    handler: Handler,
    *,
    methods: Sequence[str] = ("GET",),
    role: Role = Role.STAFF,
    refreshes_itself: bool = False,
) -> Route:
    """A route for those who are signed in and have a role.

    Anybody else is sent to sign in, or refused. What changes something has to carry the session's
    word against forged requests, as a field of the form or as a header.

    Args:
        desk: The front desk.
        path: The address, from `/desk` on.
        handler: What answers; `signed_in` tells it who asks.
        methods: Which methods it answers.
        role: What is needed.
        refreshes_itself: Whether pages ask it without anybody doing something: then it keeps nobody
            signed in.
    """

    async def endpoint(request: Request) -> Response:
        cookie = request.cookies.get(COOKIE)
        active = not refreshes_itself
        found = await anyio.to_thread.run_sync(desk.signing_in.find, cookie, active)
        if found is None:
            return _sent_to_sign_in(request)
        request.state.signed_in = found
        if not found.staff.role.may(role):
            return refusal(desk, request, 403, "This needs a manager's account.")
        if _holds_nul(request):
            return refusal(desk, request, 404, "There is no such page.")
        if request.method not in _READING and not await _carries_csrf(request, found):
            return refusal(
                desk, request, 403, "This page was out of date, and nothing was changed. Try again."
            )
        return await handler(request)

    endpoint.desk_role = role  # type: ignore[attr-defined]
    return Route(path, endpoint, methods=list(methods), name=f"{','.join(methods)} {path}")


def refusal(desk: FrontDesk, request: Request, status: int, sentence: str) -> Response:
    """A page that says what was refused, and that nothing was changed."""
    template = "refused_piece.html" if request.headers.get("HX-Request") else "refused.html"
    return page(desk, request, template, status=status, sentence=sentence)


def _holds_nul(request: Request) -> bool:
    """Whether an address holds the one character that PostgreSQL refuses to look for."""
    return any("\0" in text for text in (request.scope["path"], *request.query_params.values()))


async def _carries_csrf(request: Request, found: SignedIn) -> bool:
    given = request.headers.get(CSRF_HEADER) or (await form_of(request)).one(CSRF_FIELD)
    return is_same(found.csrf, given)


def _sent_to_sign_in(request: Request) -> Response:
    if request.headers.get("HX-Request"):
        return Response(status_code=401, headers={"HX-Redirect": "/desk/sign-in"})
    if request.method not in _READING:
        return RedirectResponse("/desk/sign-in", 303)
    target = quote(request.url.path, safe="/")
    return RedirectResponse(f"/desk/sign-in?next={target}", 303)
