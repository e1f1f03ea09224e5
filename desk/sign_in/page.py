"""Signing in and out."""

import re

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from desk.forms import form_of
from desk.front_desk import FrontDesk
from desk.pages import page
from desk.sign_in.guarding import guarded
from desk.sign_in.signing_in import COOKIE
from web.errors import ApiError

HOME = "/desk"
_WRONG = (
    "That name and password do not fit. After five wrong passwords an account is locked for a "
    "quarter of an hour."
)
_OURS = re.compile(r"/desk(/[a-z0-9/_-]*)?")


def sign_in_routes(desk: FrontDesk) -> list[BaseRoute]:
    """`/desk/sign-in` and `/desk/sign-out`."""
    # A check of a password takes 64 MB: more than two at once would be a way to use all memory up.
    checks = anyio.CapacityLimiter(2)

    async def show(request: Request) -> Response:
        return _form(desk, request, 200, None, _next(request.query_params.get("next", "")))

    async def sign_in(request: Request) -> Response:
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"{request.url.scheme}://{request.url.netloc}":
            raise ApiError(403, "refused", "This form was not sent from the front desk's own page.")
        form = await form_of(request)
        target = _next(form.one("next"))
        address = request.client.host if request.client else "unknown"
        try:
            desk.limits.take(None, address)
        except ApiError:
            return _form(desk, request, 429, "Too many tries. Wait a minute.", target)
        name, password = form.one("name").lower(), form.one("password")
        who = await anyio.to_thread.run_sync(
            desk.accounts.signed_in, name, password, limiter=checks
        )
        if who is None:
            return _form(desk, request, 401, _WRONG, target)
        cookie = await anyio.to_thread.run_sync(desk.signing_in.begin, who)
        response = RedirectResponse(target, 303)
        response.set_cookie(
            COOKIE,
            cookie,
            path=HOME,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return response

    async def sign_out(request: Request) -> Response:
        await anyio.to_thread.run_sync(desk.signing_in.end, request.cookies.get(COOKIE))
        response = RedirectResponse("/desk/sign-in", 303)
        response.delete_cookie(COOKIE, path=HOME)
        return response

    return [
        Route("/desk/sign-in", show),
        Route("/desk/sign-in", sign_in, methods=["POST"]),
        guarded(desk, "/desk/sign-out", sign_out, methods=["POST"]),
    ]


def _form(
    desk: FrontDesk, request: Request, status: int, sentence: str | None, target: str
) -> Response:
    return page(
        desk, request, "sign_in/sign_in.html", status=status, sentence=sentence, target=target
    )


def _next(wanted: str) -> str:
    """Where to go after signing in: a page of the front desk, whatever a link says."""
    return wanted if _OURS.fullmatch(wanted) else HOME
