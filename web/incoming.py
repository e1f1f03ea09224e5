"""Reading what a page sends: JSON of a bounded size and the right shape."""

import json
from typing import TypeVar

from pydantic import ValidationError
from starlette.requests import Request

from web.contract import Incoming
from web.errors import ApiError

LARGEST_BODY = 16 * 1024
"""Bytes; a message of the longest allowed length fits however it is escaped."""

_Sent = TypeVar("_Sent", bound=Incoming)


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


def read(shape: type[_Sent], body: bytes) -> _Sent:
    """What a body says, which has to be JSON of that shape; nothing at all counts as `{}`.

    Raises:
        ApiError: `invalid_json`, or `invalid_request` or another code that the shape names.
    """
    try:
        found = json.loads(body) if body.strip() else {}
    except (ValueError, RecursionError):
        raise ApiError(400, "invalid_json", "The body is not JSON.") from None
    if not isinstance(found, dict):
        raise ApiError(400, "invalid_request", "The body must be a JSON object.")
    try:
        return shape.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] in ("invalid_request", "consent_needed"):
            raise ApiError(400, first["type"], first["msg"]) from None
        # The field alone: pydantic's own text repeats what was sent.
        complaint = shape.complaint.format(field=first["loc"][0])
        raise ApiError(400, "invalid_request", complaint) from None
