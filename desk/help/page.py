"""What each page is for, and its keys."""

from starlette.responses import Response

from desk.visit import Address, Visit


async def show(visit: Visit) -> Response:
    """All of it on one page; each page leads to its own part."""
    return visit.page("help/help.html")


ADDRESSES = (Address("/desk/help", show),)
