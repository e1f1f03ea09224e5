"""The API as an OpenAPI document, from the same shapes that requests and replies are made of."""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from records.messages import Message
from web.buttons import LONGEST_ID
from web.idempotency import HEADER
from web.notes import ClinicQuestion, Feedback
from web.visitor_text import LONGEST

Json = dict[str, Any]

VERSION = "1.0.0"
_VISIBLE = r"[^\s\x00-\x1f\x7f-\x9f]"
_KEPT = r"[^\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
"""What is not removed as a control character."""
_EVERYWHERE = ("slow_request", "too_large", "too_many_messages", "unavailable")
_ERRORS = {
    "invalid_json": (400, "The body is not JSON."),
    "invalid_request": (400, "Send either `text` or `button`."),
    "empty_message": (400, "Please write a question."),
    "message_too_long": (400, "A message may have up to 1000 characters; this one has 1001."),
    "unknown_button": (400, "This choice is not available any more."),
    "consent_needed": (
        400,
        "The clinic may keep and use your contact only if you agree.",
    ),
    "expired_session": (401, "This session has expired. Please start a new one."),
    "unknown_session": (404, "This session is not known. Please start a new one."),
    "slow_request": (408, "The request did not arrive in time."),
    "too_large": (413, "A request may have up to 16384 bytes."),
    "key_reused": (422, "This `Idempotency-Key` belongs to another request."),
    "too_many_messages": (429, "That was a lot of messages at once. Please wait a moment."),
    "unavailable": (503, "Something went wrong here. Please try again."),
    "not_ready": (503, "An answer would not come back yet."),
}
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
_SESSION = {"type": "string", "description": "The token that `POST /api/sessions` gave."}
_EXAMPLE_SESSION = "bGV0IHVzIHRhbGsgaGVyZQ.c2lnbmVk"
_EXAMPLE_MESSAGE = {
    "id": "9f86d081884c7d65",
    "text": "The answer, as plain text.",
    "topic": "needle_depth",
    "treatment": "microneedling",
    "facts": ["depth_cosmetic"],
    "sources": [
        {
            "id": "a_source",
            "title": "The title of the source",
            "publisher": "Who published it",
            "date": "2024-05-01",
            "url": "https://source.example/article",
        }
    ],
    "buttons": [{"id": "aftercare", "title": "What comes after?"}],
}


def document(version: str = VERSION) -> Json:
    """The OpenAPI 3.1 document of everything that the public can reach."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Needlewise",
            "version": version,
            "description": "Questions of visitors, answered from facts with their sources. "
            "Information, not medical advice.",
        },
        "paths": {
            "/api/sessions": {"post": _sessions()},
            "/api/chat": {"post": _chat()},
            "/api/feedback": {"post": _feedback()},
            "/api/questions": {"post": _questions()},
            "/api/about": {"get": _about()},
            "/healthz": {"get": _status("Whether the process is up.", "up", ())},
            "/readyz": {
                "get": _status("Whether an answer would come back.", "ready", ("not_ready",))
            },
            "/openapi.json": {
                "get": _get("This document.", "application/json", {"type": "object"})
            },
            "/": {"get": _get("The chat page.", "text/html", {"type": "string"})},
            "/privacy": {"get": _get("The privacy notice.", "text/html", {"type": "string"})},
            "/widget.js": {
                "get": _get("The script of the chat widget.", "text/javascript", {"type": "string"})
            },
        },
        "components": {"schemas": _schemas()},
    }


def _schemas() -> Json:
    models: list[tuple[type[BaseModel], Any]] = [
        (Message, "serialization"),
        (Feedback, "validation"),
        (ClinicQuestion, "validation"),
    ]
    _, found = models_json_schema(models, ref_template="#/components/schemas/{model}")
    schemas: Json = found["$defs"]
    question = schemas["ClinicQuestion"]
    question["properties"]["consent"] |= {"const": True}
    question["properties"]["consent"].pop("default")
    question["required"] = [*question["required"], "consent"]
    question["properties"]["question"]["pattern"] = _VISIBLE
    # Neither space around it nor control characters count towards its length.
    contact = rf"{_VISIBLE}[\s\S]*{_KEPT}[\s\S]*{_VISIBLE}"
    question["properties"]["contact"]["pattern"] = contact
    return schemas | {
        "ChatRequest": _chat_request(),
        "Error": _object(
            {
                "error": _object(
                    {
                        "code": {"type": "string", "description": "For programs."},
                        "message": {"type": "string", "description": "For people."},
                    }
                )
            }
        ),
        "Messages": _object({"messages": _messages()}),
        "Session": _object({"session": _SESSION, "messages": _messages()}),
        "About": _object(
            {
                **{name: {"type": ["string", "null"]} for name in ("name", "phone")},
                "emergency_number": {"type": ["string", "null"]},
                "privacy_url": {"type": ["string", "null"]},
                "languages": {"type": "array", "items": {"type": "string"}},
                "answers_language": {"type": "string"},
            }
        ),
    }


def _chat_request() -> Json:
    text = {"type": "string", "pattern": _VISIBLE, "maxLength": LONGEST}
    button = {
        "type": "string",
        "pattern": "^[a-z0-9_.-]+$",
        "maxLength": LONGEST_ID,
        "description": "The id of a button that a message offered.",
    }
    none = {"type": "null"}
    return {
        "oneOf": [
            _object({"session": _SESSION, "text": text}, {"button": none}),
            _object({"session": _SESSION, "button": button}, {"text": none}),
        ]
    }


def _sessions() -> Json:
    return _post(
        "Start a conversation.",
        {"type": "object"},
        {},
        201,
        "Session",
        {"session": _EXAMPLE_SESSION, "messages": [_EXAMPLE_MESSAGE]},
        ("invalid_json", "invalid_request"),
        needs_body=False,
    )


def _chat() -> Json:
    return _post(
        "Say something, or press a button.",
        _ref("ChatRequest"),
        {"session": _EXAMPLE_SESSION, "text": "How deep do the needles go?"},
        200,
        "Messages",
        {"messages": [_EXAMPLE_MESSAGE]},
        (
            "invalid_json",
            "invalid_request",
            "empty_message",
            "message_too_long",
            "unknown_button",
            "expired_session",
            "unknown_session",
            "key_reused",
        ),
    )


def _feedback() -> Json:
    return _post(
        "Say whether an answer helped.",
        _ref("Feedback"),
        {
            "session": _EXAMPLE_SESSION,
            "message": _EXAMPLE_MESSAGE["id"],
            "topic": "needle_depth",
            "helpful": True,
        },
        201,
        None,
        {"status": "kept"},
        ("invalid_json", "invalid_request", "expired_session", "unknown_session", "key_reused"),
    )


def _questions() -> Json:
    return _post(
        "Ask the people of the clinic.",
        _ref("ClinicQuestion"),
        {
            "session": _EXAMPLE_SESSION,
            "question": "Can I bring a friend?",
            "contact": "visitor@mail.example",
            "consent": True,
        },
        201,
        None,
        {"status": "kept"},
        (
            "invalid_json",
            "invalid_request",
            "consent_needed",
            "expired_session",
            "unknown_session",
            "key_reused",
        ),
    )


def _about() -> Json:
    example = {
        "name": "The clinic",
        "phone": None,
        "emergency_number": "911",
        "privacy_url": "/privacy",
        "languages": ["en", "es"],
        "answers_language": "en",
    }
    return _get("The clinic's own details.", "application/json", _ref("About"), example)


def _status(summary: str, word: str, errors: tuple[str, ...]) -> Json:
    schema = _object({"status": {"const": word}})
    return _get(summary, "application/json", schema, {"status": word}, errors)


def _get(
    summary: str,
    media: str,
    schema: Json,
    example: object = None,
    errors: tuple[str, ...] = (),
) -> Json:
    content: Json = {"schema": schema}
    if example is not None:
        content["example"] = example
    found = {"200": {"description": summary, "content": {media: content}}}
    return {"summary": summary, "responses": found | _responses(errors)}


def _post(
    summary: str,
    body: Json,
    example: Json,
    status: int,
    reply: str | None,
    reply_example: Json,
    errors: tuple[str, ...],
    needs_body: bool = True,
) -> Json:
    """A request with a JSON body; `reply` names the schema of the reply, None: a bare status."""
    schema = _ref(reply) if reply else _object({"status": {"const": "kept"}})
    operation: Json = {
        "summary": summary,
        "requestBody": {
            "required": needs_body,
            "content": {"application/json": {"schema": body, "example": example}},
        },
        "responses": {
            str(status): {
                "description": "Done.",
                "content": {"application/json": {"schema": schema, "example": reply_example}},
            }
        }
        | _responses((*errors, *_EVERYWHERE)),
    }
    if "key_reused" in errors:
        operation["parameters"] = [
            {
                "name": HEADER,
                "in": "header",
                "description": "The same key in the same session brings the same reply.",
                "schema": {"type": "string", "pattern": "^[!-~]{1,100}$"},
            }
        ]
    return operation


def _responses(codes: tuple[str, ...]) -> Json:
    """The responses to what is refused, with an example for each code."""
    found: Json = {}
    for code in codes:
        status, message = _ERRORS[code]
        response = found.setdefault(str(status), _refusal(status))
        examples = response["content"]["application/json"]["examples"]
        examples[code] = {"value": {"error": {"code": code, "message": message}}}
    return found


def _refusal(status: int) -> Json:
    refusal: Json = {
        "description": _MEANINGS[status],
        "content": {"application/json": {"schema": _ref("Error"), "examples": {}}},
    }
    if status in (429, 503):
        refusal["headers"] = {
            "Retry-After": {
                "description": "Seconds until it is worth asking again.",
                "schema": {"type": "integer", "minimum": 1},
            }
        }
    return refusal


def _messages() -> Json:
    return {"type": "array", "minItems": 1, "items": _ref("Message")}


def _object(required: Json, optional: Json | None = None) -> Json:
    return {
        "type": "object",
        "required": list(required),
        "properties": required | (optional or {}),
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}
