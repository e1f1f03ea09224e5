"""Counts from a month on: "so 6 months from March?"."""

import re
from calendar import month_abbr, month_name

from language.numbers import NUMBER, number_of

_SHORT = tuple(name.casefold() for name in month_abbr)
_NAMES = "|".join((*month_name[1:], *month_abbr[1:], "Sept"))
_FROM_MONTH = re.compile(
    rf"(?<![\d.])\b(?P<n>{NUMBER}) (?:months?|mos?) (?:from|after|since|past) (?:last )?"
    rf"(?P<month>{_NAMES})\b",
    re.IGNORECASE,
)


def counted_from(text: str) -> str | None:
    """What a count from a month comes to: "6 months from March" as "6 months from March is …"."""
    found = _FROM_MONTH.search(text)
    if found is None:
        return None
    count, first = number_of(found["n"]), _SHORT.index(found["month"][:3].casefold())
    start, end = (month_name[1 + (month - 1) % 12] for month in (first, first + count))
    return f"{count} {'month' if count == 1 else 'months'} from {start} is {end}"
