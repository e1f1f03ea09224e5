"""How a warning sign is found: what silences it, how far, and what never hides one.

Whole lists of sentences are scored in `test_sign_sentences.py`.
"""

import string
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sign_sentences import ALARMS, FIRES, shipped_signs
from signs_by_words import SignsByWords

from knowledge.safety import LevelName
from understanding.sign_lexicon_file import LexiconFile, sign_lexicon
from understanding.sign_patterns import PatternSign


@pytest.fixture(scope="module")
def signs() -> SignsByWords:
    return shipped_signs()


def with_sign(name: str, sign: dict[str, Any], **words: list[str]) -> SignsByWords:
    """The words and contexts of the project with one new sign of today, alone of its level."""
    content = sign_lexicon().model_dump()
    content["words"].update(words)
    content["levels"]["today"]["signs"] = {name: sign}
    return SignsByWords(LexiconFile.model_validate(content))


def level_of(sign: PatternSign | None) -> LevelName | None:
    return sign.level if sign else None


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("i cant breathe", PatternSign("emergency_now", "breathing")),
        ("my lips are swelling", PatternSign("emergency_now", "airway_swelling")),
        ("I fainted", PatternSign("emergency_now", "fainting")),
        ("there is pus coming out", PatternSign("today", "pus")),
        ("my eye hurts", PatternSign("today", "eye")),
        ("I want to kill myself", PatternSign("self_harm", "suicide")),
    ],
)
def test_sign_is_named(signs: SignsByWords, text: str, sign: PatternSign) -> None:
    assert signs.find(text) == sign


def test_most_serious_sign_wins(signs: SignsByWords) -> None:
    text = "There is pus on my cheek and a fever. My throat is closing."
    assert signs.find(text) == PatternSign("emergency_now", "airway_swelling")


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("could my throat swell", "could you help, my throat is swelling"),
        ("what if I faint", "what do I do, I fainted"),
        ("no pus", "no idea why there is pus"),
        ("I don't think it's infected", "I don't think it's ok, it's infected"),
        ("I had a fever years ago", "I had a treatment weeks ago and now a fever"),
        ("I have a cold sore, can I still come", "I have a cold sore since my session"),
        ("is it normal to get pus", "is it normal that there is pus"),
        ("the fever went away", "the fever has not gone away"),
        ("I'm prone to blisters", "I'm prone to worry but now I have blisters"),
        ("I read that it leaves blisters", "I read your sheet. I have blisters"),
        ("I had chest pain in 2011", "I had my treatment in 2024 and now chest pain"),
        ("rolled it years back and got an infection", "rolled it weeks back and got an infection"),
        ("had sepsis last year, all fine now", "had needling last year, now it is septic"),
        ("a raised scar", "a raised scar since my session"),
        ("brown patches since my second baby", "brown patches since my second session"),
    ],
)
def test_context_decides(signs: SignsByWords, asked: str, stated: str) -> None:
    assert signs.find(asked) is None
    assert signs.find(stated) is not None


@pytest.mark.parametrize(
    "text",
    [
        "brething is hard",
        "my thraot is closing",
        "my tounge is swelling",
        "my lipps are swelling",
        "my liiiips are swellllling",
        "i have a fevr",
        "it is infcted",
        "ICANT breathe, i ca nt breathe",
    ],
)
def test_misspelt_sign_is_recognised(signs: SignsByWords, text: str) -> None:
    assert signs.find(text) is not None


@pytest.mark.parametrize("text", ["how many fewer visits", "an injection in the cheek", "threat"])
def test_ordinary_word_is_no_misspelling(signs: SignsByWords, text: str) -> None:
    assert signs.find(text) is None


@pytest.mark.parametrize("text", ["", " ", "?!", "\x00", "😀", "'", "...", "can't", "<number>"])
def test_almost_nothing_is_no_sign(signs: SignsByWords, text: str) -> None:
    assert signs.find(text) is None


@given(text=st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_read(signs: SignsByWords, text: str) -> None:
    found = signs.find(text)
    assert found is None or found.level in FIRES


@given(words=st.lists(st.sampled_from(sorted({w for _, t in ALARMS for w in t.split()}))))
@settings(max_examples=200, deadline=None)
def test_no_mixture_of_words_hides_an_emergency(signs: SignsByWords, words: list[str]) -> None:
    text = f"{' '.join(words)}. I can't breathe!"
    assert level_of(signs.find(text)) == "emergency_now"


@given(
    alarm=st.sampled_from(ALARMS),
    before=st.text(string.ascii_lowercase + " ", max_size=20).map(lambda text: f"Zzz {text} zzz"),
)
@settings(max_examples=200, deadline=None)
def test_a_sentence_before_never_hides_an_emergency(
    signs: SignsByWords, alarm: tuple[LevelName, str], before: str
) -> None:
    level, text = alarm
    if level == "emergency_now":
        assert level_of(signs.find(f"{before}. {text}")) == "emergency_now"


def test_a_sign_can_be_added() -> None:
    sign = {
        "patterns": ["{limb} ... dangling"],
        "unless": ["dangling earrings"],
    }
    signs = with_sign("limp", sign, limb=["left arm", "right arm"])
    assert signs.find("my left arm is just dangling") == PatternSign("today", "limp")
    assert signs.find("my right arm and dangling earrings") is None
    assert signs.find("could my left arm be dangling") is None


def test_ordinary_complaint_counts_when_new() -> None:
    sign = {"patterns": ["parched"], "ordinary": True}
    signs = with_sign("dry", sign)
    assert signs.find("my skin is parched") is None
    assert signs.find("it has been parched since school") is None
    for text in ("parched since my session", "parched. I was needled", "it is parched and worse"):
        assert signs.find(text) == PatternSign("today", "dry")


def test_most_serious_level_wins_over_despair(signs: SignsByWords) -> None:
    assert signs.find("I want to die and I can't breathe") == PatternSign(
        "emergency_now", "breathing"
    )
    assert signs.find("I cut my wrists, there is pus") == PatternSign("self_harm", "suicide")


def test_long_message_is_read_in_time(signs: SignsByWords) -> None:
    """Generous, since the machine may be busy; a quadratic reading would take many seconds."""
    text = "could i get red spreading hives " * 100
    start = time.process_time()
    assert signs.find(text) is None
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("i had a bad turn years ago", "emergency_now"),
        ("how would it be if my arm went heavy", "emergency_now"),
        ("a lady online said hers went strange", "today"),
        ("these pores are the death of me", "self_harm"),
        ("in high school i was in a dark place", "self_harm"),
        ("it is strange, can i still come to my appointment if it is", "today"),
    ],
)
def test_another_time_or_person_or_a_joke_silences_what_is_known_by_meaning(
    signs: SignsByWords, text: str, level: LevelName
) -> None:
    assert signs.is_silenced(text, level)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("it keeps getting sorer", "today"),
        ("my arm went heavy", "emergency_now"),
        ("years ago it was bad and tonight it is bad again", "self_harm"),
        ("a lady online said it is nothing but i feel strange now", "emergency_now"),
    ],
)
def test_what_is_told_as_happening_is_not_silenced(
    signs: SignsByWords, text: str, level: LevelName
) -> None:
    assert not signs.is_silenced(text, level)
