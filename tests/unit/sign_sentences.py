"""The sentences of `tests/development/sign_sentences.yml`, and the patterns that they are for."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from signs_by_words import SignsByWords

from knowledge import DEFAULT_FOLDER, load
from knowledge.safety import LevelName

FILE = Path(__file__).parent.parent / "development" / "sign_sentences.yml"

_read: dict[str, Any] = yaml.load(FILE.read_bytes(), yaml.CSafeLoader)

FIRES: dict[LevelName, dict[str, list[str]]] = _read["fires"]
"""What must raise an alarm, by level and sign."""
SILENT: dict[str, list[str]] = _read["silent"]
"""What must raise none, by what it is."""
ALARMS: list[tuple[LevelName, str]] = [
    (level, text)
    for level, by_sign in FIRES.items()
    for texts in by_sign.values()
    for text in texts
]


@cache
def shipped_signs() -> SignsByWords:
    """The patterns of the project, which take long to prepare."""
    return SignsByWords(load(DEFAULT_FOLDER).safety)
