"""Everything that the public can reach; the routes and their description come of this list."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from web.contract import (
    About,
    ChatRequest,
    ClinicQuestion,
    Feedback,
    Kept,
    Messages,
    NewSession,
    QuestionKept,
    Ready,
    Session,
    Up,
)
from web.endpoints.chat import chat, start_session
from web.endpoints.health import healthz, readyz
from web.endpoints.notes import feedback, questions
from web.endpoints.pages import chat_page, clinic, privacy, widget
from web.openapi import Operation, document
from web.service import service_of

_OF_A_BODY = ("invalid_json", "invalid_request")
_OF_A_SESSION = ("expired_session", "unknown_session", "key_reused")
_OF_A_MESSAGE = ("empty_message", "message_too_long", "unknown_button")


async def description(request: Request) -> Response:
    """`GET /openapi.json`."""
    return JSONResponse(document(OPERATIONS, service_of(request).settings.ROOT_PATH))


OPERATIONS = (
    Operation(
        *("/api/sessions", start_session, "Start a conversation.", Session, NewSession),
        errors=_OF_A_BODY,
    ),
    Operation(
        *("/api/chat", chat, "Say something, or press a button.", Messages, ChatRequest),
        errors=(*_OF_A_BODY, *_OF_A_MESSAGE, *_OF_A_SESSION, "busy"),
    ),
    Operation(
        *("/api/feedback", feedback, "Say whether an answer helped.", Kept, Feedback),
        errors=(*_OF_A_BODY, *_OF_A_SESSION, "unknown_message"),
    ),
    Operation(
        *(
            "/api/questions",
            questions,
            "Ask the people of the clinic.",
            QuestionKept,
            ClinicQuestion,
        ),
        errors=(*_OF_A_BODY, "consent_needed", *_OF_A_SESSION, "busy"),
    ),
    Operation("/api/about", clinic, "The clinic's own details.", About),
    Operation("/healthz", healthz, "Whether the process is up.", Up),
    Operation(
        "/readyz", readyz, "Whether an answer would come back.", Ready, errors=("not_ready",)
    ),
    Operation("/openapi.json", description, "This document.", "application/json"),
    Operation("/", chat_page, "The chat page.", "text/html"),
    Operation("/privacy", privacy, "The privacy notice.", "text/html"),
    Operation("/widget.js", widget, "The script of the chat widget.", "text/javascript"),
)


def public_routes() -> list[Route]:
    """A route for each operation."""
    return [Route(each.path, each.endpoint, methods=[each.method]) for each in OPERATIONS]
