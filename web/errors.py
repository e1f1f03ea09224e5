"""What the API answers when it cannot do what was asked: `{"error": {"code", "message"}}`."""

import logging
import math
import traceback
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

REFUSALS = {
    "invalid_json": (400, "The body is not JSON."),
    "invalid_request": (400, "Send either `text` or `button`."),
    "empty_message": (400, "Please write a question."),
    "message_too_long": (
        400,
        "A message may have up to {most} characters; this one has {length}.",
    ),
    "unknown_button": (400, "This choice is not available any more."),
    "consent_needed": (400, "The clinic may keep and use your contact only if you agree."),
    "expired_session": (401, "This session has ended. Please start a new one."),
    "refused": (403, "This request cannot be answered."),
    "not_found": (404, "There is nothing at this address."),
    "unknown_message": (404, "This answer is not known."),
    "unknown_session": (404, "This session is not known. Please start a new one."),
    "method_not_allowed": (405, "This address does not take that method."),
    "slow_request": (408, "The request did not arrive in time."),
    "too_large": (413, "A request may have up to {most} bytes."),
    "key_reused": (422, "This `Idempotency-Key` belongs to another request."),
    "too_many_messages": (429, "That was a lot of messages at once. Please wait a moment."),
    "busy": (503, "Many people are asking at the moment. Please try again shortly."),
    "unavailable": (503, "Something went wrong here. Please try again."),
    "not_ready": (503, "An answer would not come back yet."),
}
"""Why a request is refused: a code for programs, with its HTTP status and a sentence for people."""


class ApiError(Exception):
    """A request that is refused, with what the caller is told.

    Attributes:
        status: The HTTP status.
        code: One of `REFUSALS`.
        message: A sentence for people; it never repeats what was sent.
        retry_after: Seconds until it is worth asking again, where that can be said.
    """

    def __init__(
        self,
        code: str,
        message: str | None = None,
        retry_after: float | None = None,
        values: Mapping[str, int] | None = None,
    ) -> None:
        """Refuse with a code.

        Args:
            code: One of `REFUSALS`.
            message: What to say in place of its sentence.
            retry_after: Seconds until it is worth asking again, where that can be said.
            values: What the sentence leaves open.
        """
        super().__init__(code)
        self.code = code
        self.status, sentence = REFUSALS[code]
        self.message = message or sentence.format(**values or {})
        self.retry_after = retry_after

    @property
    def headers(self) -> dict[str, str]:
        """When it is worth asking again, where that can be said."""
        if self.retry_after is None:
            return {}
        return {"Retry-After": str(max(1, math.ceil(self.retry_after)))}

    def response(self) -> JSONResponse:
        """The error as the public contract has it."""
        return JSONResponse(self.body(), self.status, self.headers)

    def body(self) -> dict[str, dict[str, str]]:
        """What the response holds."""
        return {"error": {"code": self.code, "message": self.message}}


async def refused(_: Request, error: Exception) -> JSONResponse:
    """The response to an `ApiError`."""
    assert isinstance(error, ApiError)
    return error.response()


async def refused_by_routing(_: Request, error: Exception) -> JSONResponse:
    """The response where no route fits, in the same shape as every other error."""
    assert isinstance(error, HTTPException)
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "refused")
    response = ApiError(code).response()
    response.headers.update(error.headers or {})
    return response


class FaultsToErrors:
    """Turns a fault of ours into a 503, and logs where it happened but not what it says.

    The text of an exception can repeat what a visitor wrote; a log must not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except ClientDisconnect:
            # Whoever went away gets no answer, and nothing of ours is at fault.
            return
        except Exception as error:
            if scope["type"] != "http":
                raise
            frames = "".join(traceback.format_tb(error.__traceback__))
            # The template of the route: a raw path can hold anything.
            route = getattr(scope.get("route"), "path", "none")
            _log.error("%s while answering %s\n%s", type(error).__name__, route, frames)
            if not started:
                await ApiError("unavailable", retry_after=5).response()(scope, receive, send)
