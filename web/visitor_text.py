"""What a visitor typed, made fit to pass on: validated, and never taken for a command."""

import re
import unicodedata

from web.errors import ApiError

LONGEST = 1000
"""The most characters that one message may have."""

_LINE_END = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_UNWANTED = frozenset({"Cc", "Cs"})
"""Control characters, and halves of surrogate pairs, which no encoder takes."""
_SOLIDUS = "\uff0f"


def cleaned(text: str) -> str:
    """A visitor's message as the rest of the service gets it.

    Control characters go, the text is put into Unicode's composed form (NFC), and a leading `/`
    becomes the full-width one (U+FF0F): Rasa reads what starts with `/` as an intent payload, which
    only a button may send.

    Raises:
        ApiError: `empty_message` where nothing visible is left, `message_too_long` above `LONGEST`.
    """
    kept = unicodedata.normalize("NFC", without_control_characters(text)).strip()
    seen = _without_invisible_start(kept)
    if not seen:
        raise ApiError("empty_message")
    if len(kept) > LONGEST:
        raise ApiError("message_too_long", values={"most": LONGEST, "length": len(kept)})
    return _SOLIDUS + seen[1:] if seen.startswith("/") else kept


def without_control_characters(text: str) -> str:
    """The text without control characters but tabs and line ends, which are made newlines.

    PostgreSQL keeps no NUL character, and no encoder takes half of a surrogate pair.
    """
    return "".join(
        character
        for character in _LINE_END.sub("\n", text)
        if character in "\n\t" or unicodedata.category(character) not in _UNWANTED
    )


def _without_invisible_start(text: str) -> str:
    """The text from its first character on that can be seen."""
    for index, character in enumerate(text):
        if not character.isspace() and unicodedata.category(character) != "Cf":
            return text[index:]
    return ""
