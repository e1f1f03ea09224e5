from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from in_one_test import in_one_test

from language.correction import Corrector
from language.tokens import tokenizer
from language.words import english_words

CORRECTOR = Corrector(
    ["acne", "hyperpigmentation"], ["Keratinocytes are stimulated."], english_words()
)


def corrected(text: str) -> str:
    words = tokenizer().words(text)
    pieces, end = [], 0
    for word, meant in zip(words, CORRECTOR.corrections(words), strict=True):
        pieces += [text[end : word.start], text[word.start : word.end] if meant is None else meant]
        end = word.end
    return "".join([*pieces, text[end:]])


@in_one_test(
    ("typed", "meant"),
    [
        ("what is the recovry time", "what is the recovery time"),
        ("how long are the niddles?", "how long are the needles?"),
        ("does it help ance", "does it help acne"),
        ("hyperpigmantation", "hyperpigmentation"),
        ("what do keratinocites do", "what do keratinocytes do"),
        ("dose it hurt", "does it hurt"),
        ("r u open", "are you open"),
        ("hwo mcuh is it", "how much is it"),
        ("is it safe w/o numming", "is it safe without numbing"),
        ("how dose needling work", "how does needling work"),
        ("apointment pls", "appointment please"),
        ("iz it safe wile brest feeding", "is it safe while breast feeding"),
        ("wat do i do durin takin it", "what do i do during taking it"),
    ],
)
def test_writes_out_what_was_meant(typed: str, meant: str) -> None:
    assert corrected(typed) == meant


@in_one_test(
    "text",
    [
        "what is the recovery time?",
        "the right dose of lidocaine",
        "Dr. R said so",
        "do you take medicare",
        "my name is Jessica Stetson",
        "combien co\u00fbte une s\u00e9ance chez vous",
        "cu\u00e1nto cuesta el tratamiento completo",
        "see http://example.org/treatmnt",
        "",
    ],
)
def test_changes_nothing_that_may_be_meant(text: str) -> None:
    assert corrected(text) == text


@ANY_PACE
@given(st.text(max_size=80))
def test_is_done_in_one_go(text: str) -> None:
    once = corrected(text)
    assert len(once) <= 8 * len(text)


@in_one_test("word", ["acne", "ance", "hwo", "recovry", "clinics", "nt", "hurt"])
def test_knows_english_and_its_slips(word: str) -> None:
    assert CORRECTOR.knows(word)


@in_one_test("word", ["tratamiento", "puedo", "wieviel"])
def test_does_not_know_foreign_words(word: str) -> None:
    assert not CORRECTOR.knows(word)
