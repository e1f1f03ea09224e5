"""What a message says of who its writer is and how to reach them: "my number is …", "name is …"."""

import re

_NOTE = r"\[(?:phone number|e-mail address)\]"
"""What stands in place of a number or an address; see `privacy.personal_data`."""
_NAMED = (
    r"(?:(?:my|his|her|our|the)\s+)?(?:(?:phone|mobile|cell|telephone|home|work|best|email|e-mail)\s+)*"
    r"(?:number|phone|mobile|cell|tel|telephone|email|e-mail|address|contact)"
    r"(?:\s+to\s+(?:call|reach|text|ring)(?:\s+me)?(?:\s+(?:on|at))?)?"
)
_REACH = (
    r"(?:(?:so|please|pls|and|just|or)\s+)*(?:(?:you|they|someone|somebody)\s+)?(?:(?:can|could|may)\s+)?"
    r"(?:(?:also|please)\s+)*(?:call|text|ring|phone|reach|contact|email|e-mail|write(?:\s+to)?|message)"
    r"\s+(?:me|us|back|me\s+back)\s+(?:on|at|under|to)"
)
_IM_ON = r"(?:i'?m|i\s+am|its|it'?s)\s+(?:on|at)"
_GIVEN = re.compile(
    rf"(?:\b(?:and\s+)?(?:{_NAMED}(?:\s*(?:is|:|=|-))?|{_REACH}|{_IM_ON})\s*:?\s*)?{_NOTE}",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"(?:^|(?<=[.,;!?])|\b(?:and\s+)?(?:my|his|her)|\b(?:and|pls|please))\s*\bname(?:'?s|\s+is|:)\s+"
    r"(?:\[[\w ]+\]|[\w'-]+)(?:\s[\w'-]+)?(?=\s*(?:[.,;!?]|$))",
    re.IGNORECASE,
)
"""A name, which asks nothing either: "put me down for Friday, name is …"."""
_LEAST_LEFT = 2
"""Words that must be left to ask something."""
_MEANT = "please call me back"


def without_contact(written: str) -> str:
    """A message without what only says who its writer is, and how to reach them.

    "Does it hurt? My number is [phone number]" asks whether it hurts. Where nothing else is said,
    the number is given so that somebody calls.
    """
    unnamed = _CALLED.sub(" ", written).strip(" ,;")
    if len(re.findall(r"\w+", unnamed)) >= _LEAST_LEFT:
        written = unnamed
    if not _GIVEN.search(written):
        return written
    left = _GIVEN.sub(" ", written).strip()
    return left if len(re.findall(r"\w+", left)) >= _LEAST_LEFT else _MEANT
