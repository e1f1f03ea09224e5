"""The patterns of a lexicon, asked with plain texts."""

from knowledge import DEFAULT_FOLDER, load
from knowledge.safety import LevelName
from language.text import TextReader
from understanding.sign_lexicon_file import LexiconFile
from understanding.sign_patterns import PatternSign, SignPatterns

_TEXTS = TextReader(load(DEFAULT_FOLDER))


class SignsByWords:
    """Reads texts with the clinic's words and looks for the signs of a lexicon."""

    def __init__(self, lexicon: LexiconFile) -> None:
        self._patterns = SignPatterns(lexicon)
        self._found: dict[str, PatternSign | None] = {}

    def find(self, text: str) -> PatternSign | None:
        """The most serious sign that the text states as happening, or None."""
        if text not in self._found:
            self._found[text] = self._patterns.read(_TEXTS.read(text)).sign
        return self._found[text]

    def is_silenced(self, text: str, level: LevelName) -> bool:
        """Whether the text tells of what makes a sign of this level no alarm."""
        return level in self._patterns.read(_TEXTS.read(text)).silenced
