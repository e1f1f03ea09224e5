"""The page that shows who changed what."""

from functools import partial

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from desk.audit.store import MOST_LINES, lines
from desk.front_desk import FrontDesk
from desk.pages import page
from desk.sign_in.guarding import guarded
from desk.sign_in.staff import Role


def audit_routes(desk: FrontDesk) -> list[BaseRoute]:
    """`/desk/audit`, for managers."""

    async def show(request: Request) -> Response:
        before = request.query_params.get("before", "")
        before_id = (
            int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None
        )
        found = await anyio.to_thread.run_sync(partial(lines, desk.engine, before_id=before_id))
        older = found[-1].id if len(found) == MOST_LINES else None
        return page(desk, request, "audit/audit.html", lines=found, older=older)

    return [guarded(desk, "/desk/audit", show, role=Role.MANAGER)]
