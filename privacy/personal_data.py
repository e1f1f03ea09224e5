"""What a visitor writes, without the personal data that can be told by its shape."""

from collections.abc import Iterator

from privacy.account_numbers import card_numbers, social_security_numbers
from privacy.birth_dates import birth_dates
from privacy.email_addresses import email_addresses
from privacy.phone_numbers import phone_numbers
from privacy.readable_text import HIDDEN, HIDDEN_BIRTH_DATE, Span, readable

EMAIL_ADDRESS = "[e-mail address]"
BIRTH_DATE = "[date of birth]"
CARD_NUMBER = "[card number]"
SOCIAL_SECURITY_NUMBER = "[social security number]"
PHONE_NUMBER = "[phone number]"

_SIGNS = {
    EMAIL_ADDRESS: HIDDEN,
    BIRTH_DATE: HIDDEN_BIRTH_DATE,
    CARD_NUMBER: HIDDEN,
    SOCIAL_SECURITY_NUMBER: HIDDEN,
    PHONE_NUMBER: HIDDEN,
}


def masked(text: str, region: str) -> str:
    """The text with what kind of data stood there in place of the data; the rest as it was.

    Phone numbers, e-mail addresses, card numbers, US social security numbers and dates of birth go.
    Needle lengths, prices, ages, counts and dates of appointments stay. Masking what is masked
    changes nothing, and the result is at most six times as long.

    Args:
        text: Anything at all.
        region: The country whose way of writing phone numbers is known besides the international
            one: two letters such as `US`.
    """
    # What stood next to something that is masked now can be a number of its own.
    while (once := _masked_once(text, region.upper())) != text:
        text = once
    return text


def _masked_once(text: str, region: str) -> str:
    parts: list[str] = []
    end = 0
    for (start, stop), name in sorted(_personal(text, region)):
        parts += (text[end:start], name)
        end = stop
    return "".join([*parts, text[end:]])


def _personal(text: str, region: str) -> Iterator[tuple[Span, str]]:
    """Where there is what; no two overlap, and the first kind that claims a place has it."""
    reading = readable(text, _SIGNS)
    taken = bytearray(len(reading.text))
    for name, spans in (
        (EMAIL_ADDRESS, email_addresses(reading.text)),
        (BIRTH_DATE, birth_dates(reading.text)),
        (CARD_NUMBER, card_numbers(reading.text)),
        (SOCIAL_SECURITY_NUMBER, social_security_numbers(reading.text)),
        (PHONE_NUMBER, phone_numbers(reading.text, region)),
    ):
        for start, end in spans:
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield reading.original(start, end), name
