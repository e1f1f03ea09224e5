"""The sentences that hold the lexicon of signs, and its patterns.

Those of `tests/development/sign_sentences.yml` and of `knowledge/safety.yml`.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from signs_by_words import SignsByWords

from knowledge import DEFAULT_FOLDER, load
from knowledge.safety import LevelName
from understanding.sign_lexicon_file import sign_lexicon

FILE = Path(__file__).parent.parent / "development" / "sign_sentences.yml"

_read: dict[str, Any] = yaml.load(FILE.read_bytes(), yaml.CSafeLoader)

_LEVELS = load(DEFAULT_FOLDER).safety.levels

FIRES: dict[LevelName, dict[str, list[str]]] = {
    name: {
        id_: [*sign.fires, *_read["fires"][name].get(id_, ())] for id_, sign in level.signs.items()
    }
    for name, level in _LEVELS.items()
}
"""What must raise an alarm, by level and sign."""
SILENT: dict[str, list[str]] = _read["silent"] | {
    "looks_like_a_sign": [
        text
        for level in _LEVELS.values()
        for sign in level.signs.values()
        for text in sign.does_not_fire
    ]
}
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
    return SignsByWords(sign_lexicon())
