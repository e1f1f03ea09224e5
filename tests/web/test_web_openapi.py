"""The document that describes the API."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from records.messages import Message
from tests.gateway_under_test import Gateway
from web.openapi import document
from web.operations import OPERATIONS as DESCRIBED

DOCUMENT = document(DESCRIBED)
OPERATIONS = [
    (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
]
NOT_FOR_THE_PUBLIC = {"/metrics"}


def served(service: Gateway) -> dict[str, set[str]]:
    """The methods of each route."""
    assert isinstance(service.client.app, Starlette)
    routes = [
        route
        for route in service.client.app.routes
        if isinstance(route, Route) and not route.path.startswith("/desk")
    ]
    return {route.path: set(route.methods or ()) - {"HEAD"} for route in routes}


def validator(schema: Any) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator({**schema, "components": DOCUMENT["components"]})


def contents() -> Iterator[Any]:
    """Every request and response body that has a schema and an example."""
    for path, method, operation in OPERATIONS:
        bodies = {"request": operation.get("requestBody"), **operation["responses"]}
        for name, body in bodies.items():
            for media in (body or {"content": {}})["content"].values():
                examples = {code: each["value"] for code, each in media.get("examples", {}).items()}
                if "example" in media:
                    examples[""] = media["example"]
                for code, example in examples.items():
                    identity = f"{method} {path} {name} {code}"
                    yield pytest.param(media["schema"], example, id=identity)


def test_every_public_route_is_documented(service: Gateway) -> None:
    assert set(served(service)) - NOT_FOR_THE_PUBLIC - set(DOCUMENT["paths"]) == set()


@pytest.mark.parametrize("path", DOCUMENT["paths"])
def test_what_is_documented_is_served(service: Gateway, path: str) -> None:
    assert {method.upper() for method in DOCUMENT["paths"][path]} == served(service).get(path)


@pytest.mark.parametrize(("schema", "example"), contents())
def test_every_example_fits_its_schema(schema: Any, example: object) -> None:
    validator(schema).validate(example)


def test_every_reference_leads_somewhere() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    text = json.dumps(DOCUMENT)
    for part in text.split('"$ref": "#/components/schemas/')[1:]:
        assert part.partition('"')[0] in schemas


@pytest.mark.parametrize(
    ("body", "fits"),
    [
        ({"session": "s", "text": "How deep?"}, True),
        ({"session": "s", "button": "pain"}, True),
        ({"session": "s", "text": "How deep?", "button": None}, True),
        ({"session": "s", "text": "How deep?", "other": 1}, True),
        ({"session": "s", "text": "How deep?", "button": "pain"}, False),
        ({"session": "s"}, False),
        ({"session": "s", "text": "  "}, False),
        ({"session": "s", "text": "a" * 1001}, False),
        ({"text": "How deep?"}, False),
        ({"session": 1, "text": "How deep?"}, False),
    ],
)
def test_the_shape_of_a_message_to_the_assistant(body: object, fits: bool) -> None:
    chat = DOCUMENT["components"]["schemas"]["ChatRequest"]
    assert validator(chat).is_valid(body) == fits


@pytest.mark.parametrize("change", [{"consent": False}, {"contact": " a "}, {"question": " "}])
def test_a_question_needs_consent_and_contents(change: dict[str, object]) -> None:
    question = {"session": "s", "question": "When?", "contact": "a@b.example", "consent": True}
    shape = validator(DOCUMENT["components"]["schemas"]["ClinicQuestion"])
    assert shape.is_valid(question)
    assert not shape.is_valid(question | change)


def test_real_answers_and_errors_fit(service: Gateway) -> None:
    started = service.client.post("/api/sessions", json={})
    session = started.json()["session"]
    bodies: list[dict[str, object]] = [
        {"session": session, "text": "How deep?"},
        {"session": session, "button": "no such"},
        {"session": "unknown", "text": "How deep?"},
        {},
    ]
    responses = [service.client.post("/api/chat", json=body) for body in bodies]
    assert [response.status_code for response in responses] == [200, 400, 404, 400]
    for path, response in [("/api/sessions", started), *(("/api/chat", r) for r in responses)]:
        described = DOCUMENT["paths"][path]["post"]["responses"][str(response.status_code)]
        media = described["content"]["application/json"]
        validator(media["schema"]).validate(response.json())
        if response.is_error:
            assert response.json()["error"]["code"] in media["examples"]


def test_what_is_only_for_the_log_is_not_described() -> None:
    shown = Message(text="a", topic="pain").model_dump()
    assert set(DOCUMENT["components"]["schemas"]["Message"]["properties"]) == set(shown)


@pytest.mark.parametrize(
    ("contact", "fits"),
    [
        ("a b", True),
        ("abc", True),
        ("a\nb", True),
        ("\x01ab", False),
        ("a\x01b", False),
        (" ab ", False),
    ],
)
def test_the_description_counts_a_contact_as_the_gateway_does(
    service: Gateway, contact: str, fits: bool
) -> None:
    body = {"session": service.start(), "question": "q", "contact": contact, "consent": True}
    assert validator({"$ref": "#/components/schemas/ClinicQuestion"}).is_valid(body) is fits
    assert (service.client.post("/api/questions", json=body).status_code == 201) is fits
