"""One's own password, and for managers the accounts of all."""

from collections.abc import Callable
from typing import Any, TypeVar

import anyio.to_thread
from starlette.responses import Response

from desk.forms import Form
from desk.sign_in.page import signed_in_at
from desk.sign_in.passwords import BEST, SHORTEST, WeakPassword, given_password, strength
from desk.sign_in.signing_in import COOKIE, OpenSession
from desk.sign_in.staff import GIVEN_FOR, AccountError, Role, Staff
from desk.visit import ACCOUNTS, NOT_HERE, Address, Refusal, Visit

_Done = TypeVar("_Done")
_NOT_ONESELF = "Another manager has to do this: nobody locks themselves out by mistake."
_NOT_RIGHT = "The password of now is not right. Nothing was changed."
_NOT_ANOTHER = "Choose another password than the one of now. Nothing was changed."
_NOT_THE_SAME = "The two new passwords are not the same. Nothing was changed."
_DONE = {
    "own": "You have a new password, and are signed out everywhere else.",
    "others": (
        "Since you last signed in something of your account was changed, or it was locked: "
        "the list on this page says what."
    ),
}
"""What is said to whoever is sent here, by the query's `done`."""


async def change_own(visit: Visit) -> Response:
    """Another password for whoever is signed in, who stays signed in here alone."""
    form, desk, me = await visit.form(), visit.desk, visit.staff
    if form.one("new") != form.one("again"):
        return await show(visit, problem=_NOT_THE_SAME)
    if form.one("new") == form.one("now"):
        return await show(visit, problem=_NOT_ANOTHER)
    right = await _slowly(visit, lambda: desk.accounts.signed_in(me.name, form.one("now")))
    if right is None:
        return await show(visit, problem=_NOT_RIGHT)
    try:
        await _slowly(visit, lambda: desk.accounts.set_password(me.name, form.one("new"), me.name))
    except WeakPassword as weak:
        return await show(visit, problem=f"{weak} Nothing was changed.")
    return await signed_in_at(visit, me, f"{ACCOUNTS}?done=own")


async def tell_strength(visit: Visit) -> Response:
    """How good the password is that is being typed; nothing of it is kept."""
    typed = (await visit.form()).one("new")
    found = await _slowly(visit, lambda: strength(typed, visit.staff.name))
    return visit.page("accounts/strength.html", found=found if typed else None, best=BEST)


async def end_session(visit: Visit) -> Response:
    """Signs oneself out somewhere else; whoever only found the page open cannot."""
    form, desk, me = await visit.form(), visit.desk, visit.staff
    right = await _slowly(visit, lambda: desk.accounts.signed_in(me.name, form.one("now")))
    if right is None:
        return await show(visit, problem=_NOT_RIGHT)
    await visit.run(desk.signing_in.end_of, me, form.one("session"))
    return await show(visit, done="You are signed out there.")


async def make(visit: Visit) -> Response:
    """A new account."""
    form, desk = await visit.form(), visit.desk
    name = form.one("name").lower()
    by, role, signs_as = visit.staff.name, _role(form), form.one("signs_as")
    password = given_password()
    return await _changed(
        visit,
        lambda: desk.accounts.add(name, role, password, by, signs_as, is_given=True),
        f"{name} can sign in now.",
        given=password,
    )


async def change(visit: Visit) -> Response:
    """What a manager does to somebody else's account."""
    form, accounts, by = await visit.form(), visit.desk.accounts, visit.staff.name
    name, what = visit.place("name"), form.one("do")
    if name == by:
        return await show(visit, problem=_NOT_ONESELF)
    given = given_password() if what == "password" else ""
    todo: dict[str, tuple[Callable[[], object], str]] = {
        "disable": (lambda: accounts.set_disabled(name, True, by), "is locked out"),
        "enable": (lambda: accounts.set_disabled(name, False, by), "can sign in again"),
        "role": (
            lambda: accounts.set_role(name, _role(form), by, form.one("signs_as")),
            f"is {_role(form).value} now",
        ),
        "password": (
            lambda: accounts.set_password(name, given, by, is_given=True),
            "has the new password, and is signed out everywhere",
        ),
    }
    if what not in todo:
        raise Refusal(*NOT_HERE)
    work, told = todo[what]
    return await _changed(visit, work, f"{name} {told}.", given)


def _role(form: Form) -> Role:
    return next((each for each in Role if each.value == form.one("role")), Role.STAFF)


async def _changed(
    visit: Visit, work: Callable[[], object], done: str, given: str = ""
) -> Response:
    try:
        await _slowly(visit, work)
    except (AccountError, WeakPassword) as error:
        return await show(visit, problem=f"{error} Nothing was changed.")
    return await show(visit, done=done, given=given)


async def _slowly(visit: Visit, work: Callable[[], _Done]) -> _Done:
    """What may have to hash a password: not too many at once."""
    return await anyio.to_thread.run_sync(work, limiter=visit.desk.password_checks)


async def show(visit: Visit, *, problem: str = "", done: str = "", given: str = "") -> Response:
    """One's own password and, for managers, every account."""
    desk, me, cookie = visit.desk, visit.staff, visit.request.cookies.get(COOKIE)
    everybody: list[Staff] = []
    changes: list[Any] = []
    sessions: list[OpenSession] = []
    if not me.has_to_change:
        changes = await visit.run(desk.accounts.changes, me)
        sessions = await visit.run(desk.signing_in.open_for, me, cookie)
        if visit.is_manager:
            everybody = await visit.run(desk.accounts.all)
    return visit.page(
        "accounts/accounts.html",
        status=422 if problem else 200,
        problem=problem,
        done=done or _DONE.get(visit.query("done"), ""),
        given=given,
        given_days=GIVEN_FOR.days,
        everybody=everybody,
        shortest=SHORTEST,
        changes=changes,
        sessions=sessions,
    )


ADDRESSES = (
    Address(ACCOUNTS, show, for_a_password_to_change=True),
    Address(f"{ACCOUNTS}/own", change_own, "POST", for_a_password_to_change=True),
    Address(
        f"{ACCOUNTS}/own/strength",
        tell_strength,
        "POST",
        refreshes_itself=True,
        for_a_password_to_change=True,
    ),
    Address(f"{ACCOUNTS}/own/sessions", end_session, "POST"),
    Address(ACCOUNTS, make, "POST", Role.MANAGER),
    Address(f"{ACCOUNTS}/{{name}}", change, "POST", Role.MANAGER),
)
