"""Reading what a page sends: JSON of a bounded size and the right shape."""

import json
from typing import TypeVar

from pydantic import ValidationError
from starlette.requests import Request

from web.contract import Incoming
from web.errors import REFUSALS, ApiError

LARGEST_BODY = 16 * 1024
"""Bytes; a message of the longest allowed length fits however it is escaped."""

_Sent = TypeVar("_Sent", bound=Incoming)


async def body_of(request: Request, most: int = LARGEST_BODY) -> bytes:
    """The body, of `most` bytes at most; what is beyond is never kept.

    Raises:
        ApiError: `too_large`.
    """
    body = bytearray()
    async for chunk in request.stream():
        if len(body) + len(chunk) > most:
            raise ApiError("too_large", values={"most": most})
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
        raise ApiError("invalid_json") from None
    if not isinstance(found, dict):
        raise ApiError("invalid_request", "The body must be a JSON object.")
    try:
        return shape.model_validate(found)
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] in REFUSALS:
            raise ApiError(first["type"]) from None
        # The field alone: pydantic's own text repeats what was sent.
        complaint = shape.complaint.format(field=first["loc"][0])
        raise ApiError("invalid_request", complaint) from None
