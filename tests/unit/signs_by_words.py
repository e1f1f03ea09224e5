"""The patterns of a safety file, asked with plain texts."""

from knowledge import DEFAULT_FOLDER, load
from knowledge.safety import LevelName, SafetyFile
from language.text import TextReader
from understanding.sign_patterns import PatternSign, SignPatterns

_TEXTS = TextReader(load(DEFAULT_FOLDER))


class SignsByWords:
    """Reads texts with the clinic's words and looks for the signs of a file."""

    def __init__(self, safety: SafetyFile) -> None:
        self._patterns = SignPatterns(safety)
        self._found: dict[str, PatternSign | None] = {}

    def find(self, text: str) -> PatternSign | None:
        """The most serious sign that the text states as happening, or None."""
        if text not in self._found:
            self._found[text] = self._patterns.read(_TEXTS.read(text)).sign
        return self._found[text]

    def is_silenced(self, text: str, level: LevelName) -> bool:
        """Whether the text tells of what makes a sign of this level no alarm."""
        return level in self._patterns.read(_TEXTS.read(text)).silenced
