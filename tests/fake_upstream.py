"""Stands in for Rasa and the action server: the same addresses, the same shapes, no model.

What a conversation gets is decided by `script`, a function from the message to the replies of the
REST channel; the default one repeats what it was told in a message with everything in it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Script = Callable[[str, str], object]


def answer(text: str, topic: str, **more: object) -> list[dict[str, object]]:
    """One answer as the REST channel returns it: its text, cut at blank lines, and its payload."""
    payload = {
        "text": text,
        "topic": topic,
        "treatment": "microneedling",
        "facts": [],
        "sources": [],
        "buttons": [],
        **more,
    }
    texts: list[dict[str, object]] = [{"recipient_id": "r", "text": t} for t in text.split("\n\n")]
    return [*texts, {"recipient_id": "r", "custom": payload}]


def echo(sender: str, message: str) -> object:
    """Repeat the message."""
    return answer(f"You said: {message}", "definition")


@dataclass
class FakeUpstream:
    """What the two services are to do, and what they were asked."""

    script: Script = echo
    status: int = 200
    body: bytes | None = None
    """Sent as it is in place of what the script says."""
    parsed: object = field(default_factory=lambda: {"intent": {"name": "ask_needle_depth"}})
    action: object = field(
        default_factory=lambda: {"events": [], "responses": [{"custom": {"topic": "definition"}}]}
    )
    action_status: int = 200
    slots: dict[str, object] = field(default_factory=dict)
    """What the tracker of every conversation holds."""
    hold: asyncio.Event | None = None
    """Answers wait for this event."""
    heard: list[tuple[str, str]] = field(default_factory=list)
    """Each (sender, message) in the order of arrival."""
    probed: list[tuple[str, dict[str, str], object]] = field(default_factory=list)
    """Path, query and body of each probe."""
    under_way: dict[str, int] = field(default_factory=dict)
    most_at_once: int = 0
    """The most messages of one sender that were being answered at the same time."""

    def app(self) -> Starlette:
        """Both services as one application."""
        routes = {
            "/webhooks/rest/webhook": self._webhook,
            "/model/parse": self._parse,
            "/webhook": self._action,
        }
        tracker = Route("/conversations/{sender}/tracker", self._tracker)
        return Starlette(routes=[tracker, *(_route(path, each) for path, each in routes.items())])

    async def _webhook(self, request: Request) -> Response:
        said = await request.json()
        sender, message = said["sender"], said["message"]
        self.heard.append((sender, message))
        self.under_way[sender] = self.under_way.get(sender, 0) + 1
        self.most_at_once = max(self.most_at_once, self.under_way[sender])
        try:
            if self.hold is not None:
                await self.hold.wait()
            await asyncio.sleep(0)
        finally:
            self.under_way[sender] -= 1
        if self.body is not None:
            return Response(self.body, self.status, media_type="application/json")
        return JSONResponse(self.script(sender, message), self.status)

    async def _tracker(self, request: Request) -> Response:
        sender = request.path_params["sender"]
        return JSONResponse({"sender_id": sender, "slots": self.slots}, self.status)

    async def _parse(self, request: Request) -> Response:
        self.probed.append((request.url.path, dict(request.query_params), await request.json()))
        return JSONResponse(self.parsed)

    async def _action(self, request: Request) -> Response:
        self.probed.append((request.url.path, dict(request.query_params), await request.json()))
        return JSONResponse(self.action, self.action_status)


def _route(path: str, handler: Callable[[Request], Awaitable[Response]]) -> Route:
    return Route(path, handler, methods=["POST"])
