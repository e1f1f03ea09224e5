"""Pages of the front desk, made from templates."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from desk.front_desk import FrontDesk
from records.tables import utc

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=4)
def templates(zone: ZoneInfo) -> Environment:
    """The templates; everything put into them is escaped, and a missing value is an error.

    Kept, since compiling a page takes longer than making it.

    Filters: `local` writes a time as it is at the clinic ("23 Nov 2026, 14:05"), `day` its day, and
    `iso` for the `datetime` attribute.
    """
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def at_clinic(time: datetime) -> datetime:
        return utc(time).astimezone(zone)

    environment.filters["local"] = lambda time: f"{at_clinic(time):%-d %b %Y, %H:%M}"
    environment.filters["day"] = lambda time: f"{at_clinic(time):%-d %b %Y}"
    environment.filters["iso"] = lambda time: utc(time).isoformat(timespec="seconds")
    return environment


def page(
    desk: FrontDesk, request: Request, template: str, *, status: int = 200, **values: Any
) -> Response:
    """A page, or a piece of one, from a template and its values.

    Besides `values` a template has `who` (the `Staff` that is signed in, or None), `csrf`, `path`,
    `clinic_name` and `is_piece` (whether htmx asks for a piece of a page).
    """
    found = getattr(request.state, "signed_in", None)
    text = desk.templates.get_template(template).render(
        who=found.staff if found else None,
        csrf=found.csrf if found else "",
        path=request.url.path,
        clinic_name=desk.live.current().clinic.name or "the clinic",
        is_piece=bool(request.headers.get("HX-Request")),
        **values,
    )
    return HTMLResponse(text, status)
