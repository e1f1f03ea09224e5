"""The page that shows the clinic profile, and changes it in two steps."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from desk.clinic.file import readable_fields
from desk.clinic.form import GROUPS, Change, Fields, as_text, changes_of, packed, unpacked
from desk.forms import Form
from desk.sign_in.staff import Role
from desk.visit import Address, Refusal, Visit, go
from knowledge.clinic_editing import FIELDS, FieldValue, fields_of, problems_of, tidied
from knowledge.editing import ConflictError, PreviousVersion, hash_of

CLINIC_PAGE = "/desk/clinic"
_NOTICES = {"saved": "Saved. The assistant uses it from now on.", "same": "Nothing to save."}
_SPARE = [("", "")] * 2
ROWS = {"prices": ("Service", "Price"), "replies": ("Title", "What is said")}
"""The fields that are filled in row by row, with the heads of their two columns."""
_MOST_VERSIONS = 20


async def show(visit: Visit) -> Response:
    """The profile as a form."""
    now = readable_fields(await visit.run(visit.desk.clinic_file.content))
    if now is None:
        blank: Fields = dict.fromkeys(FIELDS)
        return await _form(visit, blank, blank, broken=True)
    return await _form(visit, now, now, notice=_NOTICES.get(visit.query("done"), ""))


async def look_over(visit: Visit) -> Response:
    """What would change, to be confirmed."""
    form = await visit.form()
    base = _based(form)
    if base is None:
        return go(CLINIC_PAGE)
    return await _look_over(visit, base, {**base, **_typed(form)})


async def save(visit: Visit) -> Response:
    """Saves what was confirmed."""
    form = await visit.form()
    base, wanted = _based(form), unpacked(form.one("wanted"))
    if base is None:
        return go(CLINIC_PAGE)
    if form.one("do") == "edit":
        before = _based(form, "form_base") or base
        return await _form(visit, before, {**before, **wanted})
    chosen = {name: value for name, value in wanted.items() if name in form.all("save")}
    if not chosen:
        return go(f"{CLINIC_PAGE}?done=same")
    try:
        return await _written(visit, visit.desk.clinic_file.change, chosen, form)
    except ConflictError:
        return await _look_over(visit, base, {**base, **wanted}, was_late=True)


async def look_back(visit: Visit) -> Response:
    """What going back to a version would change."""
    return await _look_back(visit, await _version(visit))


async def restore(visit: Visit) -> Response:
    """Goes back to a version."""
    form, version = await visit.form(), await _version(visit)
    try:
        return await _written(visit, visit.desk.clinic_file.restore, version, form)
    except ConflictError:
        return await _look_back(visit, version, was_late=True)


async def _version(visit: Visit) -> PreviousVersion:
    version = await visit.run(visit.desk.clinic_file.version, visit.place("id"))
    if version is None:
        raise Refusal(404, "There is no such version.")
    return version


async def _written(visit: Visit, change: Callable[..., None], what: object, form: Form) -> Response:
    """Makes a change of the file.

    Raises:
        ConflictError: The file was changed meanwhile.
    """
    started_from, who = form.one("started_from"), visit.staff.name
    await visit.run(change, what, started_from=started_from, who=who, at=visit.desk.clock())
    return go(f"{CLINIC_PAGE}?done=saved")


async def _form(
    visit: Visit,
    base: Fields,
    typed: Fields,
    *,
    problems: dict[str, str] | None = None,
    notice: str = "",
    broken: bool = False,
    status: int = 200,
) -> Response:
    versions = await visit.run(visit.desk.clinic_file.versions)
    rows = {
        name: [*(row for row in typed[name] or () if not isinstance(row, str)), *_SPARE]
        for name in ROWS
    }
    return visit.page(
        "clinic/clinic.html",
        status=status,
        groups=GROUPS,
        typed=typed,
        rows=rows,
        columns=ROWS,
        base=packed(base),
        problems=problems or {},
        notice=notice,
        broken=broken,
        may_change=visit.is_manager and not broken,
        versions=versions[:_MOST_VERSIONS],
        as_text=as_text,
    )


async def _look_over(
    visit: Visit, base: Fields, typed: Fields, *, was_late: bool = False
) -> Response:
    content = await visit.run(visit.desk.clinic_file.content)
    now = fields_of(content)
    changes = changes_of(base, typed, now, _no_number(visit))
    problems = problems_of({**now, **{each.name: each.then for each in changes}})
    if problems:
        return await _form(visit, base, typed, problems=problems, status=422)
    if not changes:
        return go(f"{CLINIC_PAGE}?done=same")
    wanted = packed({each.name: each.then for each in changes})
    return _change(
        visit, changes, content, was_late, base=packed(now), form_base=packed(base), wanted=wanted
    )


async def _look_back(visit: Visit, version: PreviousVersion, *, was_late: bool = False) -> Response:
    content = await visit.run(visit.desk.clinic_file.content)
    then = readable_fields(await visit.run(version.content))
    if then is None:
        return visit.refusal(409, "That version has a mistake and cannot be used.")
    now = readable_fields(content)
    base = now or dict.fromkeys(FIELDS)
    changes = changes_of(base, then, base, _no_number(visit))
    return _change(visit, changes, content, was_late, version=version, is_faulty=now is None)


def _change(
    visit: Visit, changes: tuple[Change, ...], content: bytes, was_late: bool, **more: Any
) -> Response:
    """The page on which a change is confirmed."""
    values = {"base": "", "form_base": "", "wanted": "", "version": None, "is_faulty": False}
    return visit.page(
        "clinic/clinic_change.html",
        status=409 if was_late else 200,
        changes=changes,
        started_from=hash_of(content),
        was_late=was_late,
        as_text=as_text,
        **{**values, **more},
    )


def _no_number(visit: Visit) -> str:
    return visit.desk.live.current().safety.emergency_number_when_blank


def _typed(form: Form) -> dict[str, FieldValue]:
    """The fields as they were typed."""
    plain = [name for name, kind in FIELDS.items() if kind in ("text", "lines")]
    fields = {name: tidied(name, form.one(name)) for name in plain}
    rows = {
        name: list(zip(form.all(f"{name}_first"), form.all(f"{name}_second"), strict=False))
        for name in ROWS
    }
    return {**fields, **{name: tidied(name, typed) for name, typed in rows.items()}}


def _based(form: Form, name: str = "base") -> Fields | None:
    """What the form was made from; None where it was made from nothing."""
    found = unpacked(form.one(name))
    return {**dict.fromkeys(FIELDS), **found} if found else None


ADDRESSES = (
    Address(CLINIC_PAGE, show),
    Address(CLINIC_PAGE, look_over, "POST", Role.MANAGER),
    Address(f"{CLINIC_PAGE}/save", save, "POST", Role.MANAGER),
    Address(f"{CLINIC_PAGE}/previous/{{id}}", look_back, role=Role.MANAGER),
    Address(f"{CLINIC_PAGE}/previous/{{id}}", restore, "POST", Role.MANAGER),
)
