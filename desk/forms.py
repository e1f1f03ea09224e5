"""What a page of the front desk sends."""

from urllib.parse import parse_qs

from starlette.requests import Request

from web.errors import ApiError
from web.incoming import body_of
from web.visitor_text import without_control_characters

LARGEST_FORM = 256 * 1024
"""Bytes."""
_MOST_FIELDS = 2000


def number_in(text: str) -> int | None:
    """A text as a whole number; None where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None


class Form:
    """The fields of a form; a field that was not sent is empty."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self._fields = fields

    def one(self, name: str) -> str:
        """A field's value without blanks around it and control characters, with plain line ends."""
        values = self._fields.get(name) or [""]
        return without_control_characters(values[-1]).strip()

    def line(self, name: str) -> str:
        """A field's value on one line, with single blanks between its words."""
        return " ".join(self.one(name).split())

    def all(self, name: str) -> list[str]:
        """All values of a field that stands several times, in order."""
        return [without_control_characters(value).strip() for value in self._fields.get(name, [])]

    def number(self, name: str) -> int | None:
        """A field's value as a whole number; None where it is none."""
        return number_in(self.one(name))


async def form_of(request: Request) -> Form:
    """The form that a request carries; it is read once and kept with the request.

    Raises:
        ApiError: `too_large` or `invalid_request`.
    """
    if not hasattr(request.state, "form"):
        body = await body_of(request, LARGEST_FORM)
        try:
            fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
        except ValueError:
            raise ApiError("invalid_request", "This form cannot be read.") from None
        request.state.form = Form(fields)
    form: Form = request.state.form
    return form
