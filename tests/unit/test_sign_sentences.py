"""The patterns for warning signs, scored on the sentences that they were fitted to.

A score may not fall below its floor, which is what it was when it was last raised; what is missed
is listed word for word.
"""

from collections.abc import Callable, Iterable

import pytest
from sign_sentences import ALARMS, FIRES, SILENT, shipped_signs
from signs_by_words import SignsByWords

from knowledge.safety import LevelName
from understanding.sign_patterns import PatternSign

LEVEL_FLOOR = 1.0
"""Of the signs of each level, the share that gets the answer of that level."""
NAME_FLOOR = 1.0
"""Of all signs, the share that is called by its own name."""
SILENT_FLOOR = 1.0
"""Of each kind of harmless sentence, the share that raises no alarm."""


@pytest.fixture(scope="module")
def signs() -> SignsByWords:
    return shipped_signs()


def check(right: Iterable[tuple[str, bool]], floor: float) -> None:
    """Fails with every sentence that went wrong where too many did."""
    judged = list(right)
    misses = [text for text, is_right in judged if not is_right]
    score = 1 - len(misses) / len(judged)
    if score < floor:
        listed = "\n  ".join(misses)
        pytest.fail(f"{score:.3f} is below {floor}; missed:\n  {listed}", pytrace=False)


def level_of(sign: PatternSign | None) -> LevelName | None:
    return sign.level if sign else None


@pytest.mark.parametrize("level", FIRES)
def test_signs_are_answered_by_their_level(signs: SignsByWords, level: LevelName) -> None:
    texts = [text for each in FIRES[level].values() for text in each]
    check(((text, level_of(signs.find(text)) == level) for text in texts), LEVEL_FLOOR)


def test_signs_are_called_by_their_names(signs: SignsByWords) -> None:
    expected = {
        text: PatternSign(level, name)
        for level, by_name in FIRES.items()
        for name, texts in by_name.items()
        for text in texts
    }
    check(((text, signs.find(text) == sign) for text, sign in expected.items()), NAME_FLOOR)


@pytest.mark.parametrize("kind", SILENT)
def test_harmless_sentences_raise_no_alarm(signs: SignsByWords, kind: str) -> None:
    check(((text, signs.find(text) is None) for text in SILENT[kind]), SILENT_FLOOR)


@pytest.mark.parametrize("change", [str.upper, "Hi there. {}".format, "{}. Thanks.".format])
def test_shouting_and_courtesy_change_nothing(
    signs: SignsByWords, change: Callable[[str], str]
) -> None:
    check(
        ((text, level_of(signs.find(change(text))) == level) for level, text in ALARMS), LEVEL_FLOOR
    )
