"""The page that shows the clinic profile, and changes it in two steps."""

from functools import partial

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from desk.clinic.file import ClinicFile, readable_fields
from desk.clinic.form import GROUPS, Fields, as_text, changes_of, packed, unpacked
from desk.forms import Form, form_of
from desk.front_desk import FrontDesk
from desk.pages import page
from desk.sign_in.guarding import guarded, refusal, signed_in
from desk.sign_in.staff import Role
from knowledge import KnowledgeError
from knowledge.clinic_editing import FIELDS, FieldValue, problems_of, tidied
from knowledge.editing import ConflictError, PreviousVersion, hash_of

_SPARE_ROWS = 2
_UNWRITABLE = "The clinic file cannot be written on this machine. Nothing was changed."
_FAULTY = "The knowledge files have a mistake that has to be mended first. Nothing was changed."
_MOST_VERSIONS = 20


def clinic_routes(desk: FrontDesk) -> list[BaseRoute]:
    """`/desk/clinic`: staff look, managers change."""
    file = ClinicFile(desk.live.folder, desk.settings.STATE_FOLDER / "previous", desk.engine)

    async def show(request: Request) -> Response:
        content = await anyio.to_thread.run_sync(file.content)
        now = readable_fields(content)
        said = {"saved": "Saved. The assistant uses it from now on.", "same": "Nothing to save."}
        notice = said.get(request.query_params.get("done", ""), "")
        if now is None:
            return await _form(request, dict.fromkeys(FIELDS), dict.fromkeys(FIELDS), broken=True)
        return await _form(request, now, now, notice=notice)

    async def _form(
        request: Request,
        base: Fields,
        typed: Fields,
        *,
        problems: dict[str, str] | None = None,
        notice: str = "",
        broken: bool = False,
        status: int = 200,
    ) -> Response:
        versions = await anyio.to_thread.run_sync(file.versions)
        rows = [row for row in typed["prices"] or () if not isinstance(row, str)]
        return page(
            desk,
            request,
            "clinic/clinic.html",
            status=status,
            groups=GROUPS,
            typed=typed,
            rows=[*rows, *[("", "")] * _SPARE_ROWS],
            base=packed(base),
            problems=problems or {},
            notice=notice,
            broken=broken,
            may_change=signed_in(request).staff.role.may(Role.MANAGER) and not broken,
            versions=versions[:_MOST_VERSIONS],
            as_text=as_text,
        )

    async def look_over(request: Request) -> Response:
        form = await form_of(request)
        base = _based(form)
        if base is None:
            return RedirectResponse("/desk/clinic", 303)
        return await _look_over(request, base, {**base, **_typed(form)})

    async def _look_over(
        request: Request, base: Fields, typed: Fields, *, was_late: bool = False
    ) -> Response:
        content = await anyio.to_thread.run_sync(file.content)
        now = readable_fields(content)
        if now is None:
            return refusal(desk, request, 409, _FAULTY)
        no_number = desk.live.current().safety.emergency_number_when_blank
        changes = changes_of(base, typed, now, no_number)
        problems = problems_of({**now, **{each.name: each.then for each in changes}})
        if problems:
            return await _form(request, base, typed, problems=problems, status=422)
        if not changes:
            return RedirectResponse("/desk/clinic?done=same", 303)
        return page(
            desk,
            request,
            "clinic/clinic_change.html",
            status=409 if was_late else 200,
            changes=changes,
            base=packed(now),
            form_base=packed(base),
            wanted=packed({each.name: each.then for each in changes}),
            started_from=hash_of(content),
            was_late=was_late,
            version=None,
            is_faulty=False,
            as_text=as_text,
        )

    async def save(request: Request) -> Response:
        form = await form_of(request)
        base, wanted = _based(form), unpacked(form.one("wanted"))
        if base is None:
            return RedirectResponse("/desk/clinic", 303)
        if form.one("do") == "edit":
            before = _based(form, "form_base") or base
            return await _form(request, before, {**before, **wanted})
        chosen = {name: value for name, value in wanted.items() if name in form.all("save")}
        if not chosen:
            return RedirectResponse("/desk/clinic?done=same", 303)
        changing = partial(
            file.change,
            chosen,
            started_from=form.one("started_from"),
            who=signed_in(request).staff.name,
            at=desk.clock(),
        )
        try:
            await anyio.to_thread.run_sync(changing)
        except ConflictError:
            return await _look_over(request, base, {**base, **wanted}, was_late=True)
        except KnowledgeError:
            return refusal(desk, request, 409, _FAULTY)
        except OSError:
            return refusal(desk, request, 500, _UNWRITABLE)
        return RedirectResponse("/desk/clinic?done=saved", 303)

    async def look_back(request: Request) -> Response:
        find = partial(file.version, request.path_params["id"])
        version = await anyio.to_thread.run_sync(find)
        if version is None:
            return refusal(desk, request, 404, "There is no such version.")
        return await _look_back(request, version)

    async def _look_back(
        request: Request, version: PreviousVersion, *, was_late: bool = False
    ) -> Response:
        content = await anyio.to_thread.run_sync(file.content)
        then = readable_fields(await anyio.to_thread.run_sync(version.content))
        if then is None:
            return refusal(desk, request, 409, "That version has a mistake and cannot be used.")
        now = readable_fields(content)
        base = now or dict.fromkeys(FIELDS)
        no_number = desk.live.current().safety.emergency_number_when_blank
        return page(
            desk,
            request,
            "clinic/clinic_change.html",
            status=409 if was_late else 200,
            changes=changes_of(base, then, base, no_number),
            base="",
            form_base="",
            wanted="",
            started_from=hash_of(content),
            was_late=was_late,
            version=version,
            is_faulty=now is None,
            as_text=as_text,
        )

    async def restore(request: Request) -> Response:
        form = await form_of(request)
        find = partial(file.version, request.path_params["id"])
        version = await anyio.to_thread.run_sync(find)
        if version is None:
            return refusal(desk, request, 404, "There is no such version.")
        restoring = partial(
            file.restore,
            version,
            started_from=form.one("started_from"),
            who=signed_in(request).staff.name,
            at=desk.clock(),
        )
        try:
            await anyio.to_thread.run_sync(restoring)
        except ConflictError:
            return await _look_back(request, version, was_late=True)
        except KnowledgeError:
            return refusal(desk, request, 409, _FAULTY)
        except OSError:
            return refusal(desk, request, 500, _UNWRITABLE)
        return RedirectResponse("/desk/clinic?done=saved", 303)

    manager = Role.MANAGER
    return [
        guarded(desk, "/desk/clinic", show),
        guarded(desk, "/desk/clinic", look_over, methods=["POST"], role=manager),
        guarded(desk, "/desk/clinic/save", save, methods=["POST"], role=manager),
        guarded(desk, "/desk/clinic/previous/{id}", look_back, role=manager),
        guarded(desk, "/desk/clinic/previous/{id}", restore, methods=["POST"], role=manager),
    ]


def _typed(form: Form) -> dict[str, FieldValue]:
    """The fields as they were typed."""
    fields = {name: tidied(name, form.one(name)) for name in FIELDS if name != "prices"}
    rows = zip(form.all("price_service"), form.all("price_price"), strict=False)
    return {**fields, "prices": tidied("prices", list(rows))}


def _based(form: Form, name: str = "base") -> Fields | None:
    """What the form was made from; None where it was made from nothing."""
    found = unpacked(form.one(name))
    return {**dict.fromkeys(FIELDS), **found} if found else None
