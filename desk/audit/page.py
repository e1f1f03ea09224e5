"""The page that shows who changed what."""

from starlette.responses import Response

from desk.audit.store import MOST_LINES, lines
from desk.forms import number_in
from desk.sign_in.staff import Role
from desk.visit import Address, Visit


async def show(visit: Visit) -> Response:
    """The newest lines, or those before one."""
    before, is_all = number_in(visit.query("before")), visit.query("all") == "1"
    found = await visit.run(lines, visit.desk.engine, before_id=before, only_changes=not is_all)
    older = found[-1].id if len(found) == MOST_LINES else None
    return visit.page("audit/audit.html", lines=found, older=older, is_all=is_all)


ADDRESSES = (Address("/desk/audit", show, role=Role.MANAGER),)
