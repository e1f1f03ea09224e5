"""The API as an OpenAPI document, made from its operations and the shapes of `web.contract`."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response

from web.contract import Error, Incoming
from web.errors import ApiError
from web.idempotency import HEADER
from web.incoming import LARGEST_BODY
from web.visitor_text import LONGEST

Json = dict[str, Any]

VERSION = "1.0.0"
_JSON = "application/json"
_REF = "#/components/schemas/"
_EVERYWHERE = ("slow_request", "too_large", "too_many_messages", "unavailable")
"""The codes with which anything that is sent can be refused."""
_LEFT_OPEN = {
    "message_too_long": {"most": LONGEST, "length": LONGEST + 1},
    "too_large": {"most": LARGEST_BODY},
}
"""Of the sentences that name a number: an example of it."""
_MEANINGS = {
    400: "The request is not as it should be.",
    401: "The session has expired.",
    404: "The session is not known.",
    408: "The body did not arrive in time.",
    413: "The body is too large.",
    422: "The key came with another request before.",
    429: "Too many requests; `Retry-After` says when to come back.",
    503: "An answer cannot be had at the moment.",
}


@dataclass(frozen=True)
class Operation:
    """One address of the API: what answers it, what it takes and what it gives."""

    path: str
    endpoint: Callable[[Request], Awaitable[Response]]
    summary: str
    reply: type[BaseModel] | str
    """The shape of the reply, or the media type of what is no JSON of ours."""
    takes: type[Incoming] | None = None
    """What is posted; None: it is a GET."""
    errors: tuple[str, ...] = ()
    """The codes of what can be refused, besides those that any post can meet."""

    @property
    def method(self) -> str:
        """The HTTP method."""
        return "POST" if self.takes else "GET"

    @property
    def status(self) -> int:
        """The status of a reply: what is made is 201, all else 200."""
        return 201 if self.takes and not self.path.endswith("/chat") else 200


def document(operations: Sequence[Operation], root_path: str = "") -> Json:
    """The OpenAPI 3.1 document of everything that the public can reach, below `root_path`."""
    schemas = _schemas(operations)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Needlewise",
            "version": VERSION,
            "description": "Questions of visitors, answered from facts with their sources. "
            "Information, not medical advice.",
        },
        "servers": [{"url": root_path or "/"}],
        "paths": {
            each.path: {each.method.lower(): _described(each, schemas)} for each in operations
        },
        "components": {"schemas": schemas},
    }


def _schemas(operations: Sequence[Operation]) -> Json:
    models: dict[type[BaseModel], Any] = {Error: "serialization"}
    for each in operations:
        if not isinstance(each.reply, str):
            models[each.reply] = "serialization"
        if each.takes:
            models[each.takes] = "validation"
    _, found = models_json_schema(list(models.items()), ref_template=_REF + "{model}")
    schemas: Json = found["$defs"]
    return schemas


def _described(operation: Operation, schemas: Json) -> Json:
    codes = operation.errors
    described: Json = {"summary": operation.summary}
    if operation.takes:
        codes = (*codes, *_EVERYWHERE)
        is_needed = bool(schemas[operation.takes.__name__].get("required"))
        described["requestBody"] = {
            "required": is_needed,
            "content": _content(operation.takes, schemas),
        }
    if "key_reused" in codes:
        described["parameters"] = [
            {
                "name": HEADER,
                "in": "header",
                "description": "The same key in the same session brings the same reply.",
                "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
            }
        ]
    done = {"description": operation.summary, "content": _content(operation.reply, schemas)}
    described["responses"] = {str(operation.status): done} | _refusals(codes)
    return described


def _content(shape: type[BaseModel] | str, schemas: Json) -> Json:
    if isinstance(shape, str):
        return {shape: {"schema": {"type": "object" if shape == _JSON else "string"}}}
    example = schemas[shape.__name__].get("examples", [{}])[0]
    return {_JSON: {"schema": {"$ref": _REF + shape.__name__}, "example": example}}


def _refusals(codes: Sequence[str]) -> Json:
    """The responses to what is refused, with an example for each code."""
    found: Json = {}
    for code in codes:
        error = ApiError(code, values=_LEFT_OPEN.get(code))
        response = found.setdefault(str(error.status), _refusal(error.status))
        response["content"][_JSON]["examples"][code] = {"value": error.body()}
    return found


def _refusal(status: int) -> Json:
    refusal: Json = {
        "description": _MEANINGS[status],
        "content": {_JSON: {"schema": {"$ref": f"{_REF}Error"}, "examples": {}}},
    }
    if status in (429, 503):
        refusal["headers"] = {
            "Retry-After": {
                "description": "Seconds until it is worth asking again.",
                "schema": {"type": "integer", "minimum": 1},
            }
        }
    return refusal
