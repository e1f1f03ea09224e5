"""What a visitor leaves for the clinic: a vote on an answer, or a question and a contact."""

from typing import Annotated, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
)

from web.errors import ApiError
from web.incoming import object_in
from web.visitor_text import without_control_characters

_Left = TypeVar("_Left", bound="_Note")


def _line(longest: int, shortest: int = 1) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=shortest, max_length=longest)


class _Note(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")

    session: str

    @field_validator("remark", "question", "contact", "name", mode="before", check_fields=False)
    @classmethod
    def _without_control_characters(cls, value: object) -> object:
        return without_control_characters(value) if isinstance(value, str) else value


class Feedback(_Note):
    """Whether an answer helped, and why."""

    message: Annotated[str, _line(64), Field(pattern=r"^[\w-]+$")]
    """The id of the message."""
    topic: Annotated[str, _line(64), Field(pattern=r"^[a-z_]+$")]
    helpful: bool
    remark: Annotated[str, _line(500, 0)] | None = None


class ClinicQuestion(_Note):
    """A question for the people of the clinic."""

    question: Annotated[str, _line(1000)]
    contact: Annotated[str, _line(200, 3)]
    """A phone number, an e-mail address, or whatever else reaches the visitor."""
    name: Annotated[str, _line(100, 0)] | None = None
    consent: bool = False
    """Whether the visitor agreed that the clinic keeps the contact, and uses it to answer."""


def feedback_in(body: bytes) -> Feedback:
    """The feedback in the body of a request.

    Raises:
        ApiError: `invalid_json` or `invalid_request`.
    """
    return _read(Feedback, body)


def question_in(body: bytes) -> ClinicQuestion:
    """The question for the clinic in the body of a request.

    Raises:
        ApiError: `invalid_json`, `invalid_request`, or `consent_needed`.
    """
    question = _read(ClinicQuestion, body)
    if not question.consent:
        raise ApiError(
            400, "consent_needed", "The clinic may keep and use your contact only if you agree."
        )
    return question


def _read(shape: type[_Left], body: bytes) -> _Left:
    try:
        return shape.model_validate(object_in(body))
    except ValidationError as error:
        # The field alone: pydantic's own text repeats what was sent.
        field = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else "body"
        raise ApiError(
            400, "invalid_request", f"`{field}` is missing or not as it should be."
        ) from None
