"""What the API takes and gives: these shapes check requests, build replies and describe both."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from records.messages import Message
from web.buttons import LONGEST_ID
from web.visitor_text import LONGEST, without_control_characters

_VISIBLE = r"[^\s\x00-\x1f\x7f-\x9f]"
_KEPT = r"[^\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
"""What is not removed as a control character."""
# Neither space around it nor control characters count towards the length of a contact.
_CONTACT = rf"{_VISIBLE}[\s\S]*{_KEPT}[\s\S]*{_VISIBLE}"
_EXAMPLE_SESSION = "bGV0IHVzIHRhbGsgaGVyZQ.c2lnbmVk"
_EXAMPLE_MESSAGE: JsonValue = {
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
    "calls": [{"number": "+1 202 555 0143", "href": "tel:+12025550143", "emergency": False}],
}

Token = Annotated[str, Field(description="The token that `POST /api/sessions` gave.")]
Said = Annotated[list[Message], Field(min_length=1)]


def _example(**fields: JsonValue) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [fields]})


def _only(given: str, blank: str) -> JsonValue:
    types: JsonValue = {given: {"type": "string"}, blank: {"type": "null"}}
    return {"required": [given], "properties": types}


class Incoming(BaseModel):
    """What a page sends; what is not named here is left aside."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")
    complaint: ClassVar[str] = "`{field}` is missing or not as it should be."
    """What is said of a field that is wrong; nothing of what was sent is repeated."""


class NewSession(Incoming):
    """A conversation begins; there is nothing to say about it."""


class ChatRequest(Incoming):
    """A message of a session: words, or a pressed button."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [_only("text", "button"), _only("button", "text")],
            "examples": [{"session": _EXAMPLE_SESSION, "text": "How deep do the needles go?"}],
        }
    )
    complaint = "`{field}` must be a string."

    session: Token
    text: (
        Annotated[str, Field(json_schema_extra={"pattern": _VISIBLE, "maxLength": LONGEST})] | None
    ) = None
    button: (
        Annotated[
            str,
            Field(
                description="The id of a button that a message offered.",
                json_schema_extra={"pattern": "^[a-z0-9_.-]+$", "maxLength": LONGEST_ID},
            ),
        ]
        | None
    ) = None

    @model_validator(mode="before")
    @classmethod
    def _either_words_or_a_button(cls, sent: dict[str, object]) -> dict[str, object]:
        has_both_or_none = (sent.get("text") is None) == (sent.get("button") is None)
        if isinstance(sent.get("session"), str) and has_both_or_none:
            raise PydanticCustomError("invalid_request", "not one of the two")
        return sent


def _line(longest: int, shortest: int = 1) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


class _Note(Incoming):
    session: Token

    @field_validator("remark", "question", "contact", "name", mode="before", check_fields=False)
    @classmethod
    def _without_control_characters(cls, value: object) -> object:
        return without_control_characters(value) if isinstance(value, str) else value


class Feedback(_Note):
    """Whether an answer helped, and why."""

    model_config = _example(
        session=_EXAMPLE_SESSION, message="9f86d081884c7d65", topic="needle_depth", helpful=True
    )

    message: Annotated[str, _line(64), Field(pattern=r"^[\w-]+$")]
    """The id of the message."""
    topic: Annotated[str, _line(64), Field(pattern=r"^[a-z_]+$")]
    helpful: bool
    remark: Annotated[str, _line(500, 0)] | None = None


def _with_consent(schema: dict[str, Any]) -> None:
    """Describes that consent has to be there, which the shape leaves to a refusal of its own."""
    schema["properties"]["consent"] = {"const": True, "type": "boolean"}
    schema["required"] = [*schema["required"], "consent"]
    schema["examples"] = [
        {
            "session": _EXAMPLE_SESSION,
            "question": "Can I bring a friend?",
            "contact": "visitor@mail.example",
            "consent": True,
        }
    ]


class ClinicQuestion(_Note):
    """A question for the people of the clinic."""

    model_config = ConfigDict(json_schema_extra=_with_consent)

    question: Annotated[str, _line(1000), Field(json_schema_extra={"pattern": _VISIBLE})]
    contact: Annotated[str, _line(200, 3), Field(json_schema_extra={"pattern": _CONTACT})]
    """A phone number, an e-mail address, or whatever else reaches the visitor."""
    name: Annotated[str, _line(100, 0)] | None = None
    consent: bool = Field(default=False, validate_default=True)
    """Whether the visitor agreed that the clinic keeps the contact, and uses it to answer."""

    @field_validator("consent")
    @classmethod
    def _is_given(cls, consent: bool) -> bool:
        if not consent:
            raise PydanticCustomError("consent_needed", "no consent")
        return consent


class Reply(BaseModel):
    """What the API gives; all of it is always there."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)


class Session(Reply):
    """A conversation that has begun, with its first messages."""

    model_config = _example(session=_EXAMPLE_SESSION, messages=[_EXAMPLE_MESSAGE])

    session: Token
    messages: Said


class Messages(Reply):
    """What is answered; never nothing."""

    model_config = _example(messages=[_EXAMPLE_MESSAGE])

    messages: Said


class Kept(Reply):
    """What was left for the clinic is written down."""

    model_config = _example(status="kept")

    status: Literal["kept"] = "kept"


class QuestionKept(Reply):
    """A question for the clinic is written down, and a warning sign in it answered at once."""

    model_config = _example(status="kept", messages=[])

    status: Literal["kept", "not_kept"] = "kept"
    """`not_kept` only where a sign is answered: whoever needs help is not turned away."""
    messages: list[Message] = []
    """The answer to a warning sign, or the question whether one is happening; else nothing."""


class Up(Reply):
    """The process is up."""

    model_config = _example(status="up")

    status: Literal["up"] = "up"


class Ready(Reply):
    """An answer would come back."""

    model_config = _example(status="ready")

    status: Literal["ready"] = "ready"


class About(Reply):
    """The clinic's own details where it gave them, null where it did not."""

    model_config = _example(
        name="The clinic",
        phone=None,
        phone_href=None,
        emergency_number="911",
        privacy_url="privacy",
        languages=["en", "es"],
        answers_language="en",
    )

    name: str | None
    phone: str | None
    phone_href: str | None
    """What a telephone dials for it: a `tel:` address."""
    emergency_number: str | None
    privacy_url: str
    """Relative to the service's own address, where the clinic named no notice of its own."""
    languages: list[str]
    """Languages of the buttons and labels; the answers are in `answers_language`."""
    answers_language: str


class Refusal(Reply):
    """Why a request is refused."""

    code: Annotated[str, Field(description="For programs.")]
    message: Annotated[str, Field(description="For people.")]


class Error(Reply):
    """What comes in place of an answer."""

    error: Refusal
