"""Warning signs by the safety file in force."""

from knowledge import Knowledge
from language.warning_signs import WarningSign, WarningSigns


class LiveWarningSigns:
    """Looks for warning signs, and follows edits of the safety file."""

    def __init__(self) -> None:
        self._version = ""
        self._signs: WarningSigns | None = None

    def find(self, text: str, knowledge: Knowledge) -> WarningSign | None:
        """The most serious sign that a message speaks of as happening now."""
        if self._signs is None or knowledge.version != self._version:
            self._signs = WarningSigns(knowledge.safety)
            self._version = knowledge.version
        return self._signs.find(text)
