"""E-mail addresses in a readable text, also those that are written to be heard."""

import re
from collections.abc import Iterator

from privacy.readable_text import HIDDEN, HIDDEN_BIRTH_DATE, Stretch

_COMMON_ENDINGS = "com|net|org|edu|gov|co|uk|us|info|biz|io|es|mx|ca|au|de|fr"
_PROVIDERS = "gmail|googlemail|hotmail|yahoo|outlook|icloud|protonmail|proton|aol|gmx|msn"
_DOT = r"(?: {1,3}dot {1,3}| ?[(\[{<] ?(?:dot|\.) ?[)\]}>] ?)"
_SPOKEN = re.compile(
    r" {0,3}[(\[{<] {0,2}(?P<bracketed>at|ät|arroba|@|dot|punto|\.) {0,2}[)\]}>] {0,3}"
    rf"|(?<=\w)[(\[{{<](?P<letter>a)[)\]}}>](?=(?:[\w-]{{1,63}}(?:{_DOT}|\.)){{1,4}}"
    rf"(?:{_COMMON_ENDINGS})\b)"
    r"|(?<=\w) {1,3}(?P<word>dot|punto|arroba|underscore|dash|hyphen"
    rf"|at(?= {{1,3}}(?:(?:{_PROVIDERS})\b|[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}"
    rf"{_DOT}(?:{_COMMON_ENDINGS})\b))) {{1,3}}(?=\w)",
    re.I,
)
_WRITTEN = {
    **dict.fromkeys(("at", "ät", "a", "arroba", "@"), "@"),
    **dict.fromkeys(("dot", "punto", "."), "."),
    "underscore": "_",
}
_NO_NAME_BEFORE = re.compile(
    r"(?<![\w.@-])(?:look(?:s|ed|ing)?|see|saw|seen|find|found|check|checked|shop|shopping|read|buy"
    r"|bought|order|ordered|sold|posted|shown|works?|it|this|that|them|those|these)\Z",
    re.I,
)
_LONGEST_NO_NAME = 10
"""Letters of the longest of these words, which come before a website, and what is before it."""
_AT = re.compile("@+")
_NO_PART = f"\\s()<>\\[\\]{{}},;:\\\\@{HIDDEN}{HIDDEN_BIRTH_DATE}"
_NOT_LOCAL = re.compile(f"[{_NO_PART}]")
_DOMAIN = re.compile(f" {{0,2}}([^{_NO_PART}!?\"'/]+)")
_SPACED_ENDING = re.compile(rf"(?: {{1,2}}\. {{0,2}}|\. {{1,2}})(?:{_COMMON_ENDINGS})\b", re.I)
_KNOWN_ENDING = re.compile(
    r"com|net|org|edu|gov|mil|info|biz|name|pro|app|dev|online|site|clinic|care|health|email|[a-z]{2}",
    re.I,
)
_PROVIDER = re.compile(_PROVIDERS, re.I)


def email_addresses(text: str) -> Iterator[Stretch]:
    """Where there is an address, such as `name@domain.com` or `name (at) domain dot com`."""
    written, places = _as_written(text)
    past = 0
    for sign in _AT.finditer(written):
        start = _start_of_local(written, past, sign.start())
        end = _end_of_domain(written, sign.start(), sign.end())
        if sign.start() >= past and start is not None and end is not None:
            yield places[start], places[end - 1] + 1
            past = end


def _as_written(text: str) -> tuple[str, list[int]]:
    """The text with signs in place of spoken ones, and the place of each of its characters."""
    parts: list[str] = []
    places: list[int] = []
    end = 0
    for spoken in _SPOKEN.finditer(text):
        word = (spoken["bracketed"] or spoken["letter"] or spoken["word"]).lower()
        before = text[max(0, spoken.start() - _LONGEST_NO_NAME) : spoken.start()]
        if spoken["word"] and word == "at" and _NO_NAME_BEFORE.search(before):
            continue
        parts += (text[end : spoken.start()], _WRITTEN.get(word, "-"))
        places += (*range(end, spoken.start()), spoken.start())
        end = spoken.end()
    return "".join([*parts, text[end:]]), [*places, *range(end, len(text))]


def _start_of_local(text: str, past: int, sign: int) -> int | None:
    """Where the part before the sign begins; none where there is no such part."""
    end = sign
    while end > max(past, sign - 2) and text[end - 1] == " ":
        end -= 1
    start = end
    while start > past and not _NOT_LOCAL.match(text[start - 1]):
        start -= 1
    while start < end and not (text[start].isalnum() or text[start] == "_"):
        start += 1
    return start if start < end else None


def _end_of_domain(text: str, sign: int, after: int) -> int | None:
    """Where the part after the sign ends; none where it is no domain."""
    found = _DOMAIN.match(text, after)
    if found is None:
        return None
    name = found[1].rstrip(".-_*~|`^+=%&#$")
    end = found.start(1) + len(name)
    spaced_ending = _SPACED_ENDING.match(text, end) if "." not in name else None
    _, dot, ending = name.rpartition(".")
    is_apart = found.start(1) > after or text[sign - 1 : sign] == " "
    if spaced_ending:
        return spaced_ending.end()
    if is_apart:
        is_next = text[found.end() : found.end() + 1] == "@"
        is_domain = bool(_KNOWN_ENDING.fullmatch(ending) if dot else _PROVIDER.fullmatch(name))
        return end if is_domain and not is_next else None
    return end if name[:1].isalpha() or (dot and len(ending) > 1 and ending.isalpha()) else None
