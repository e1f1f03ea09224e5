"""What a visitor writes, without the personal data that can be told by its shape."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from privacy.account_numbers import card_numbers, social_security_numbers
from privacy.birth_dates import birth_dates
from privacy.email_addresses import email_addresses
from privacy.phone_numbers import phone_numbers
from privacy.readable_text import HIDDEN, HIDDEN_BIRTH_DATE, Stretch, readable


class Detector(NamedTuple):
    """Finds one kind of personal data."""

    note: str
    """What stands in its place; in brackets, so that it is found again."""
    find: Callable[[str, str], Iterable[Stretch]]
    """Where it stands in a readable text, for visitors of a region."""
    hidden_as: str = HIDDEN
    """What detectors read where the note stands already."""


def _anywhere(find: Callable[[str], Iterable[Stretch]]) -> Callable[[str, str], Iterable[Stretch]]:
    return lambda text, _: find(text)


DETECTORS: tuple[Detector, ...] = (
    Detector("[e-mail address]", _anywhere(email_addresses)),
    Detector("[date of birth]", _anywhere(birth_dates), HIDDEN_BIRTH_DATE),
    Detector("[card number]", _anywhere(card_numbers)),
    Detector("[social security number]", _anywhere(social_security_numbers)),
    Detector("[phone number]", phone_numbers),
)
"""All kinds that are masked; the first that claims a place has it. A line here adds one."""


def masked(text: str, region: str, detectors: tuple[Detector, ...] = DETECTORS) -> str:
    """The text with what kind of data stood there in place of the data; the rest as it was.

    Phone numbers, e-mail addresses, card numbers, US social security numbers and dates of birth go.
    Needle lengths, prices, ages, counts and dates of appointments stay. Masking what is masked
    changes nothing, and the result is at most six times as long.

    Args:
        text: Anything at all.
        region: The country whose way of writing phone numbers is known besides the international
            one: two letters such as `US`.
        detectors: What is looked for.
    """
    # What stood next to something that is masked now can be a number of its own.
    while (once := _masked_once(text, region.upper(), detectors)) != text:
        text = once
    return text


def _masked_once(text: str, region: str, detectors: tuple[Detector, ...]) -> str:
    parts: list[str] = []
    end = 0
    for (start, stop), note in sorted(_personal(text, region, detectors)):
        parts += (text[end:start], note)
        end = stop
    return "".join([*parts, text[end:]])


def _personal(
    text: str, region: str, detectors: tuple[Detector, ...]
) -> Iterator[tuple[Stretch, str]]:
    """Where there is what; no two overlap."""
    reading = readable(text, {each.note: each.hidden_as for each in detectors})
    taken = bytearray(len(reading.text))
    for each in detectors:
        for start, end in each.find(reading.text, region):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                yield reading.original(start, end), each.note
