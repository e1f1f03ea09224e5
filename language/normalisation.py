"""One way of writing for what visitors type in many ways; no word is changed for another.

All offsets that the room reports are offsets into the normalised text.
"""

import re
import unicodedata
from itertools import product

from language.words import EnglishWords

_VULGAR_FRACTION_AFTER_DIGIT = re.compile(r"(?<=\d)(?=[\u00bc-\u00be\u2150-\u215e])")
_WIDE_DASHES = re.compile("[\u2014\u2015]")
_QUOTES_AND_DASHES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u2043", "-"),
        "\u2044": "/",
        "\u2215": "/",
        "\u00d7": "x",
    }
)
_STACKED_MARKS = re.compile(r"([\u0300-\u036f])[\u0300-\u036f]+")
_PUNCTUATION_RUN = re.compile(r"([?!])[?!]+|(,)(?:\s*,)+|(\.)\.{3,}|(-)-{2,}|(_)_+|(\*)\*+|(~)~+")
_MISSING_SPACE = (
    re.compile(r"(?<=[^\W\d_])[?!,;](?=[^\W_])|(?<=\d)[?!;](?=[^\W\d_])"),
    re.compile(r"(?<=[a-z]{3})\.(?=(?!com\b|org\b|net\b|co\b|info\b|gov\b|html?\b)[A-Za-z]{2})"),
    re.compile(r"(?<=[^\W\d_]{2})\)(?=[^\W_])"),
)
_SIGN_REPEATED = re.compile(r"([^\w\s])\1{3,}")
_SIGN_RUN = re.compile(r"[^\w\s]{12}")
"""Cut up, because the tokenizer takes very long over a long run of signs."""
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|@\w", re.IGNORECASE)
_JOINING_SIGN = re.compile(r"(?<=[^\W\d_]{3})([&+])(?=[^\W\d_]{3})")
_SENTENCE_BEGINS = "He|She|They|It|I|My|Can|Is|Do|What|And|But"
_TITLE = re.compile(
    rf"\b((?i:mr|mrs|prof|vs|approx)|(?i:dr)(?=\. (?!(?:{_SENTENCE_BEGINS})\b)))\.(?= )"
)
"""What a point does not end a sentence behind; "the dr. He said" does end one."""
_SPACES = re.compile(r"[^\S\n]+")
_NEWLINES = re.compile(r" ?\n[ \n]*")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_WORD_WITH_RUN = re.compile(r"(?=[^\W\d_]*?([^\W\d_])\1\1)[^\W\d_]+", re.IGNORECASE)
_ROMAN = re.compile(r"v?i{3}|w{3}", re.IGNORECASE)
_LONGEST_SEARCH = 3


def normalise(text: str, english: EnglishWords) -> str:
    """The same message in plain signs.

    Compatible characters become one (half, full width), control and invisible characters go, quotes
    and dashes become the ones on a keyboard, repeated punctuation and white space become one, a
    space follows punctuation between words, the point of a title goes, and a drawn-out word
    ("hurttttt") gets its usual spelling.

    Args:
        text: The message as it came.
        english: Tells which spelling of a drawn-out word is a word.
    """
    text = _VULGAR_FRACTION_AFTER_DIGIT.sub(" ", text)
    text = _WIDE_DASHES.sub(" - ", text)
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES_AND_DASHES)
    text = "".join(filter(None, map(_visible, text)))
    text = _STACKED_MARKS.sub(r"\1", text)
    text = _PUNCTUATION_RUN.sub(_one_of_run, text)
    text = _SIGN_REPEATED.sub(r"\1\1\1", text)
    text = _SIGN_RUN.sub(r"\g<0> ", text)
    text = _CHUNK.sub(lambda found: _with_spaces(found.group()), text)
    text = _JOINING_SIGN.sub(r" \1 ", text)
    text = _WORD_WITH_RUN.sub(lambda found: _usual_spelling(found.group(), english), text)
    text = _TITLE.sub(r"\1", _SPACES.sub(" ", text))
    return _NEWLINES.sub("\n", text).strip()


def _with_spaces(chunk: str) -> str:
    """The chunk with a space after punctuation between two words, unless it is an address."""
    if _ADDRESS.search(chunk):
        return chunk
    for pattern in _MISSING_SPACE:
        chunk = pattern.sub(lambda found: found.group() + " ", chunk)
    return chunk


def _visible(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    category = unicodedata.category(character)
    if category in ("Zl", "Zp"):
        return "\n"
    return " " if category.startswith("Z") or character in "\t\r\v\f" else ""


def _one_of_run(found: re.Match[str]) -> str:
    run = found.group()
    if "?" in run:
        return "?"
    return "..." if run.startswith(".") else run[0]


def _usual_spelling(word: str, english: EnglishWords) -> str:
    if _ROMAN.fullmatch(word):
        return word
    pieces: list[tuple[str, ...]] = []
    end = 0
    for number, found in enumerate(_DRAWN_OUT.finditer(word)):
        letter = found.group(1)
        # A word with many runs is noise: each run doubles the spellings to try.
        choices = (letter * 2, letter) if number < _LONGEST_SEARCH else (letter,)
        pieces += [(word[end : found.start()],), choices]
        end = found.end()
    pieces.append((word[end:],))
    spellings = ["".join(pick) for pick in product(*pieces)]
    return next((spelling for spelling in spellings if english.knows(spelling)), spellings[-1])
