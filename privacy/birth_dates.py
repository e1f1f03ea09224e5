"""Dates of birth in a readable text: full dates that words near by say are one."""

import re
from collections.abc import Iterator

from privacy.readable_text import HIDDEN_BIRTH_DATE, Stretch

_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])"
_YEAR = r"(?:19|20)[0-9]{2}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo"
    r"|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|januar|februar|märz|mai|juni|juli"
    r"|oktober|dezember|janvier|f[ée]vrier|mars|avril|juin|juillet|ao[ûu]t|septembre|octobre"
    r"|novembre|d[ée]cembre)"
)
_ORDINAL = r"(?: ?(?:st|nd|rd|th))?"
_GAP = r"[ .,/\-]{0,3}"
_NUMBERS = "|".join(
    [
        rf"{_DAY} ?(?P<sign>[/.\-]) ?{_DAY} ?(?P=sign) ?'?(?:{_YEAR}|[0-9]{{2}})",
        rf"{_YEAR} ?[/.\-] ?{_DAY} ?[/.\-] ?{_DAY}",
        rf"{_DAY} {{1,2}}{_DAY} {{1,2}}{_YEAR}",
        rf"{_YEAR} {{1,2}}{_DAY} {{1,2}}{_DAY}",
    ]
)
_WORDS = "|".join(
    [
        rf"{_DAY}{_ORDINAL}(?: (?:day )?(?:of|de))?{_GAP}{_MONTH}\b{_GAP}(?:de |of )?"
        rf"'?(?:{_YEAR}|[0-9]{{2}})",
        rf"\b{_MONTH}\b{_GAP}(?:the )?{_DAY}{_ORDINAL}{_GAP}(?:of |in )?'?(?:{_YEAR}|[0-9]{{2}})",
        rf"{_YEAR}{_GAP}{_MONTH}\b{_GAP}{_DAY}{_ORDINAL}",
    ]
)
_FULL = rf"(?<![0-9])(?<![0-9][./\-])(?:{_NUMBERS}|{_WORDS})(?![0-9]|[./\-][0-9])"
_TOGETHER = rf"(?<![0-9])(?:{_YEAR}[01][0-9][0-3][0-9]|[0-3][0-9][0-3][0-9]{_YEAR})(?![0-9])"
_DATE = re.compile(_FULL, re.I)
_DATE_OR_HIDDEN = re.compile(rf"{_FULL}|{_TOGETHER}|{HIDDEN_BIRTH_DATE}", re.I)

_BORN = re.compile(
    r"\b(?:d\.? ?o\.? ?b|born|birth(?: ?(?:date|day))?s?|b-?days?|nacid[oa]|nac[ií]|nacimiento"
    r"|cumpleaños|geb(?:oren)?|geburts(?:tag|datum)|née?|naissance|anniversaire|nat[oa]|nascita"
    r"|nascid[oa]|nascimento)\b",
    re.I,
)
_SOMETHING_ELSE = re.compile(
    r"[?!]|\. +\w|\b(?:appointments?|appt|book(?:ed|ing)?|visit\w*|sessions?|treat\w*|come|coming"
    r"|came|re-?schedul\w*|schedul\w*|slots?|available|free|wedding|needling|procedure|meet\w*"
    r"|party|event|ago|weeks?|months?|want|would|could|can|cita)\b",
    re.I,
)
_DATE_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:appointment|appt|book(?:ed|ing)?|visit|session|come|coming|slot|wedding|free|available)"
    r"(?:[ :,]|\b(?:is|on|for)\b){0,6}\Z",
    re.I,
)
_TIME_AFTER = re.compile(r",? {0,2}(?:at |@ ?)?[0-9]{1,2}(?::[0-9]{2}| ?[ap]\.?m\b)", re.I)
_NEXT_TO_IT = re.compile(
    r"(?:[ :,=()'.\-]|\b(?:on|is|was|the|date|am|ist|le|il|el|em)\b){0,8}", re.I
)
_JOINED = re.compile(r"(?:[ ,/&+]|\b(?:and|or)\b){1,6}", re.I)
_LONGEST_BEFORE = 40
_LONGEST_AFTER = 25
_LONGEST_WORD = 20


def written_dates(text: str) -> list[Stretch]:
    """Where there is a date with day, month and year, whatever it is the date of."""
    return [found.span() for found in _DATE.finditer(text)]


def birth_dates(text: str) -> Iterator[Stretch]:
    """Where there is a full date that is somebody's date of birth by the words around it."""
    dates = [found.span() for found in _DATE_OR_HIDDEN.finditer(text)]
    past, past_is_birth = 0, False
    for index, (start, end) in enumerate(dates):
        following = dates[index + 1][0] if index + 1 < len(dates) else len(text)
        if text[start:end] == HIDDEN_BIRTH_DATE:
            past, past_is_birth = end, True
            continue
        is_birth = (
            (past_is_birth and bool(_JOINED.fullmatch(text[past:start])))
            or _is_said_before(text[past:start], text[end : end + _LONGEST_WORD])
            or (
                not _DATE_OF_SOMETHING_ELSE.search(text[max(past, start - _LONGEST_BEFORE) : start])
                and _is_said_after(text[end:following], is_last=following == len(text))
            )
        )
        if is_birth:
            yield start, end
        past, past_is_birth = end, is_birth


def _is_said_before(before: str, after: str) -> bool:
    near = before[-(_LONGEST_BEFORE + _LONGEST_WORD) :]
    words = [found.end() for found in _BORN.finditer(near)]
    if not words:
        return False
    gap = near[words[-1] :]
    if _NEXT_TO_IT.fullmatch(gap):
        return True
    return (
        len(gap) <= _LONGEST_BEFORE
        and not _SOMETHING_ELSE.search(gap)
        and not _TIME_AFTER.match(after)
    )


def _is_said_after(after: str, *, is_last: bool) -> bool:
    """Whether what follows up to the next date says so, and does not speak of that one."""
    word = _BORN.search(after, 0, _LONGEST_AFTER + _LONGEST_WORD)
    if word is None or word.start() > _LONGEST_AFTER or _TIME_AFTER.match(after):
        return False
    is_of_the_next = not is_last and len(after) - word.end() <= _LONGEST_BEFORE
    return not is_of_the_next and not _SOMETHING_ELSE.search(after, 0, word.start())
