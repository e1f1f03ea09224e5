"""What a click on somebody's phone number or e-mail address opens."""

import re

import phonenumbers

_EMAIL = re.compile(r"[^\s@<>?&]+@[^\s@<>?&]+\.[^\s@<>?&]+")


def reaching(contact: str, region: str) -> str | None:
    """The `mailto:` or `tel:` address of a contact; None where it is neither.

    Args:
        contact: As the visitor wrote it.
        region: The country in which a number without a country's code is dialed.
    """
    if found := _EMAIL.search(contact):
        return f"mailto:{found[0]}"
    try:
        number = phonenumbers.parse(contact, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966)
