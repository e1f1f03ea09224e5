"""A request whose body does not arrive in time is given up."""

import time
from collections.abc import Callable

import anyio
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import ApiError

BODY_SECONDS = 10.0


class SlowRequests:
    """Waits for the whole body as long as one may, however steadily its bytes trickle in."""

    def __init__(
        self,
        app: ASGIApp,
        seconds: float = BODY_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Give a body `seconds` from the end of its headers on."""
        self._app = app
        self._seconds = seconds
        self._now = now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; `slow_request` where its body is waited for in vain."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        until = self._now() + self._seconds
        is_complete = is_late = is_started = False

        async def in_time() -> Message:
            nonlocal is_complete, is_late
            if is_complete:
                # What comes now is that the visitor went away, and that may take its time.
                return await receive()
            left = until - self._now()
            if left > 0:
                with anyio.move_on_after(left):
                    message = await receive()
                    is_complete = not message.get("more_body", False)
                    return message
            is_late = True
            raise ApiError("slow_request")

        async def closing(message: Message) -> None:
            nonlocal is_started
            if message["type"] == "http.response.start":
                is_started = True
                if is_late:
                    # The rest of the body would be taken for the next request's.
                    MutableHeaders(scope=message)["Connection"] = "close"
            await send(message)

        try:
            await self._app(scope, in_time, closing)
        except ApiError as error:
            if not is_late or is_started:
                raise
            await error.response()(scope, receive, closing)
