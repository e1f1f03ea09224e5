"""What the API answers when it cannot do what was asked: `{"error": {"code", "message"}}`."""

import logging
import math
import traceback
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

_HTTP_CODES = {
    HTTPStatus.NOT_FOUND: ("not_found", "There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        "method_not_allowed",
        "This address does not take that method.",
    ),
}


class ApiError(Exception):
    """A request that is refused, with what the caller is told.

    Attributes:
        status: The HTTP status.
        code: A word for programs, such as `unknown_session`.
        message: A sentence for people; it never repeats what was sent.
        retry_after: Seconds until it is worth asking again, where that can be said.
    """

    def __init__(
        self, status: int, code: str, message: str, retry_after: float | None = None
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.retry_after = retry_after

    def response(self) -> JSONResponse:
        """The error as the public contract has it."""
        headers = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(max(1, math.ceil(self.retry_after)))
        body = {"error": {"code": self.code, "message": self.message}}
        return JSONResponse(body, self.status, headers)


async def refused(_: Request, error: Exception) -> JSONResponse:
    """The response to an `ApiError`."""
    assert isinstance(error, ApiError)
    return error.response()


async def refused_by_routing(_: Request, error: Exception) -> JSONResponse:
    """The response where no route fits, in the same shape as every other error."""
    assert isinstance(error, HTTPException)
    code, message = _HTTP_CODES.get(
        HTTPStatus(error.status_code), ("refused", "This request cannot be answered.")
    )
    response = ApiError(error.status_code, code, message).response()
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
        except Exception as error:
            if scope["type"] != "http":
                raise
            frames = "".join(traceback.format_tb(error.__traceback__))
            # The template of the route: a raw path can hold anything.
            route = getattr(scope.get("route"), "path", "none")
            _log.error("%s while answering %s\n%s", type(error).__name__, route, frames)
            if not started:
                sorry = ApiError(503, "unavailable", "Something went wrong here. Please try again.")
                sorry.retry_after = 5
                await sorry.response()(scope, receive, send)
