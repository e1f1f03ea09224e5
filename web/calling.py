"""The numbers in a message that a visitor can call: the clinic's own, and that for emergencies."""

import re
from collections.abc import Iterable, Iterator

import phonenumbers
from phonenumbers import ValidationResult

from knowledge.clinic import ClinicProfile
from records.messages import Call, Message


def telephone_link(number: str, region: str) -> str | None:
    """What a telephone dials for a number, as a `tel:` address; None where nobody could tell.

    An extension follows after a comma: telephones dial it when the call is taken.

    Args:
        number: As the clinic wrote it.
        region: The country of a number without a country code.
    """
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    # A number without its area code would be dialled in another town.
    if phonenumbers.is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return None
    # This format has no extension.
    dialled = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return f"tel:{dialled},{parsed.extension}" if parsed.extension else f"tel:{dialled}"


def with_calls(
    messages: Iterable[Message], clinic: ClinicProfile, region: str, *, opening: bool = False
) -> list[Message]:
    """Messages with the numbers that stand in them; no other number becomes a link.

    Args:
        messages: What is about to be shown.
        clinic: Whose numbers they can name.
        region: The country of a number without a country code.
        opening: Whether they open the conversation, and so name the emergency number as well.
    """
    return [
        each.model_copy(update={"calls": list(_calls(each, clinic, region, opening))})
        for each in messages
    ]


def _calls(message: Message, clinic: ClinicProfile, region: str, opening: bool) -> Iterator[Call]:
    emergency = clinic.emergency_number
    # Elsewhere two or three digits are minutes or ages.
    names_emergency = opening or message.topic == "emergency"
    if emergency and names_emergency and _holds(message.text, emergency):
        yield Call(number=emergency, href=f"tel:{emergency}", emergency=True)
    if clinic.phone and _holds(message.text, clinic.phone):
        link = telephone_link(clinic.phone, region)
        if link:
            yield Call(number=clinic.phone, href=link, emergency=False)


def _holds(text: str, number: str) -> bool:
    return re.search(rf"(?<![\w.,+-]){re.escape(number)}(?![\w%-]|[.,]\d)", text) is not None
