"""The pages, the widget's script, and what a page may know of the clinic before anybody asks."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response

from knowledge.clinic import ClinicProfile
from web.calling import telephone_link
from web.contract import About
from web.privacy_page import privacy_page
from web.service import service_of
from web.widget_script import KEPT, widget_script

STATIC = Path(__file__).parent.parent / "static"
LANGUAGES = ("en", "es")
"""Languages of the buttons and labels; the answers are in English."""
ANSWERS_LANGUAGE = "en"
PRIVACY_PAGE = "privacy"
KEPT_ABOUT = "public, max-age=600"
"""How long a page need not ask again: as long as the script, which has the same details in it."""


def about(clinic: ClinicProfile, region: str) -> About:
    """The clinic's own details where it gave them, None where it did not.

    Args:
        clinic: Its profile.
        region: The country of a telephone number without a country code.
    """
    return About(
        name=clinic.name,
        phone=clinic.phone,
        phone_href=telephone_link(clinic.phone, region) if clinic.phone else None,
        emergency_number=clinic.emergency_number,
        privacy_url=clinic.privacy_notice or PRIVACY_PAGE,
        languages=list(LANGUAGES),
        answers_language=ANSWERS_LANGUAGE,
    )


def _about(request: Request) -> About:
    service = service_of(request)
    return about(service.live.current().clinic, service.settings.PHONE_REGION)


async def clinic(request: Request) -> Response:
    """`GET /api/about`."""
    headers = {"Cache-Control": KEPT_ABOUT}
    return JSONResponse(_about(request).model_dump(), headers=headers)


async def privacy(request: Request) -> Response:
    """`GET /privacy`."""
    service = service_of(request)
    return HTMLResponse(
        privacy_page(
            service.live.current().clinic,
            service.settings.RETENTION_CONVERSATIONS_DAYS,
            service.settings.RETENTION_CONTACTS_DAYS,
        )
    )


async def widget(request: Request) -> Response:
    """`GET /widget.js`: compressed, and not sent again to who has it."""
    script = widget_script(_about(request).model_dump_json())
    headers = {"ETag": script.etag, "Cache-Control": KEPT, "Vary": "Accept-Encoding"}
    if script.etag in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    content = script.plain
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        content, headers["Content-Encoding"] = script.compressed, "gzip"
    return Response(content, headers=headers, media_type="text/javascript")


async def chat_page(_: Request) -> Response:
    """`GET /`."""
    return FileResponse(STATIC / "index.html")
