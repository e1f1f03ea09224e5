"""The gravest warning signs in other languages, by the phrases that `safety.yml` lists.

The assistant reads English alone; somebody who cannot breathe has to be understood all the same. A
phrase counts wherever it stands: nobody writes these words to ask for a price.
"""

import re
import unicodedata
from collections.abc import Iterator

from knowledge.safety import LevelName, SafetyFile
from understanding.understood import Sign

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that put no spaces between words."""


class OtherLanguages:
    """The phrases of one version of `safety.yml`; threads may share it."""

    def __init__(self, safety: SafetyFile) -> None:
        """Prepare the phrases, the gravest first."""
        self._phrases: list[tuple[str, LevelName, str]] = [
            (_bare(phrase), level, language)
            for level in ("emergency_now", "self_harm")
            for language, spoken in safety.languages.items()
            for phrase in spoken.phrases(level)
        ]

    def find(self, written: str) -> Sign | None:
        """The gravest sign that a message names in another language, or None."""
        bare = _bare(written)
        for phrase, level, language in self._phrases:
            if phrase in bare:
                return Sign(level, level, "pattern", language=language)
        return None


def _bare(text: str) -> str:
    """The words in small letters without accents, each between spaces where the script has them."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
    return "".join(_spaced(_WORD.findall(plain)))


def _spaced(words: list[str]) -> Iterator[str]:
    for word in words:
        yield word if _UNSPACED.search(word) else f" {word} "
