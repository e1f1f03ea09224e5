"""Signing in and out."""

import re

import anyio.to_thread
from starlette.responses import Response

from desk.sign_in.signing_in import COOKIE
from desk.sign_in.staff import GIVEN_FOR, Staff
from desk.visit import ACCOUNTS, Address, Visit, go
from web.errors import ApiError
from web.service import address_of

HOME = "/desk"
_WRONG = (
    "That name and password do not fit. After five wrong passwords an account is locked for a "
    "quarter of an hour."
)
_OURS = re.compile(r"/desk(/[a-z0-9/_-]*)?")


async def show(visit: Visit) -> Response:
    """The form."""
    return _form(visit, 200, None, _next(visit.query("next")))


async def sign_in(visit: Visit) -> Response:
    """Signs in whoever has the name and the password."""
    request, desk = visit.request, visit.desk
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.url.scheme}://{request.url.netloc}":
        raise ApiError("refused", "This form was not sent from the front desk's own page.")
    form = await visit.form()
    target = _next(form.one("next"))
    try:
        desk.sign_ins.take(None, address_of(request))
    except ApiError as error:
        refused = _form(visit, 429, "Too many tries. Wait a minute.", target)
        refused.headers.update(error.headers)
        return refused
    name, password = form.one("name").lower(), form.one("password")
    who = await anyio.to_thread.run_sync(
        desk.accounts.signed_in, name, password, limiter=desk.password_checks
    )
    if who is None:
        return _form(visit, 401, _WRONG, target)
    others_changed_it = await visit.run(desk.accounts.note_signed_in, who)
    if who.has_to_change:
        target = ACCOUNTS
    elif others_changed_it:
        target = f"{ACCOUNTS}?done=others"
    return await signed_in_at(visit, who, target)


async def signed_in_at(visit: Visit, who: Staff, target: str) -> Response:
    """Sends somebody to a page, signed in from now on."""
    response = go(target)
    response.set_cookie(
        COOKIE,
        await visit.run(visit.desk.signing_in.begin, who),
        path=_cookie_path(visit),
        httponly=True,
        samesite="strict",
        secure=visit.request.url.scheme == "https",
    )
    return response


async def sign_out(visit: Visit) -> Response:
    """Ends the session."""
    await visit.run(visit.desk.signing_in.end, visit.request.cookies.get(COOKIE))
    response = go("/desk/sign-in")
    response.delete_cookie(COOKIE, path=_cookie_path(visit))
    return response


def _form(visit: Visit, status: int, sentence: str | None, target: str) -> Response:
    return visit.page(
        "sign_in/sign_in.html",
        status=status,
        sentence=sentence,
        target=target,
        given_days=GIVEN_FOR.days,
    )


def _cookie_path(visit: Visit) -> str:
    return f"{visit.desk.settings.ROOT_PATH}{HOME}"


def _next(wanted: str) -> str:
    """Where to go after signing in: a page of the front desk, whatever a link says."""
    return wanted if _OURS.fullmatch(wanted) else HOME


ADDRESSES = (
    Address("/desk/sign-in", show, role=None),
    Address("/desk/sign-in", sign_in, "POST", role=None),
    Address("/desk/sign-out", sign_out, "POST", for_a_password_to_change=True),
)
