"""Reading what a page sends: JSON of a bounded size and the right shape."""

import json
from dataclasses import dataclass

from starlette.requests import Request

from web.errors import ApiError

LARGEST_BODY = 16 * 1024
"""Bytes; a message of the longest allowed length fits however it is escaped."""


@dataclass(frozen=True)
class ChatRequest:
    """A message of a session: words, or a pressed button."""

    session: str
    text: str | None
    button: str | None


async def body_of(request: Request) -> bytes:
    """The body, as long as it is small; what is beyond the limit is never kept.

    Raises:
        ApiError: `too_large`.
    """
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) > LARGEST_BODY:
            raise ApiError(413, "too_large", f"A request may have up to {LARGEST_BODY} bytes.")
        body += chunk
    return bytes(body)


def object_in(body: bytes) -> dict[str, object]:
    """The JSON object that a body holds; nothing at all counts as an empty one.

    Raises:
        ApiError: `invalid_json` or `invalid_request`.
    """
    try:
        found = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError):
        raise ApiError(400, "invalid_json", "The body is not JSON.") from None
    if not isinstance(found, dict):
        raise _wrong("The body must be a JSON object.")
    return found


def chat_request(body: bytes) -> ChatRequest:
    """The message in the body of a chat request.

    Raises:
        ApiError: `invalid_json` or `invalid_request`.
    """
    found = object_in(body)
    session, text, button = found.get("session"), found.get("text"), found.get("button")
    if not isinstance(session, str):
        raise _wrong("`session` must be a string.")
    if (text is None) == (button is None):
        raise _wrong("Send either `text` or `button`.")
    if not isinstance(text, str | None):
        raise _wrong("`text` must be a string.")
    if not isinstance(button, str | None):
        raise _wrong("`button` must be a string.")
    return ChatRequest(session, text, button)


def _wrong(message: str) -> ApiError:
    return ApiError(400, "invalid_request", message)
