import re

from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from in_one_test import in_one_test
from small_vocabulary import read

from language.clauses import MOST_CLAUSES, sentences_of


def clauses(message: str) -> list[list[str]]:
    text, words, entities = read(message)
    return [
        [text[each.start : each.end] for each in sentence]
        for sentence in sentences_of(text, words, entities)
    ]


def asked(message: str) -> list[str]:
    text, words, entities = read(message)
    return [
        text[each.start : each.end]
        for sentence in sentences_of(text, words, entities)
        for each in sentence
        if each.asks
    ]


@in_one_test(
    ("message", "offered"),
    [
        ("is it safe? does it hurt?", [["is it safe?"], ["does it hurt?"]]),
        ("is it safe\ndoes it hurt", [["is it safe"], ["does it hurt"]]),
        ("1. does it hurt 2. what does it cost", [["does it hurt"], ["what does it cost"]]),
        ("- does it hurt\n- what does it cost", [["does it hurt"], ["what does it cost"]]),
        ("is it safe, and also how long am i red", [["is it safe", "how long am i red"]]),
        ("How much does it cost how long does it take",
         [["How much does it cost", "how long does it take"]]),
        ("hw much is it n wen r u open", [["hw much is it", "wen r u open"]]),
        ("price, pain and recovery", [["price", "pain", "recovery"]]),
        ("what should I do before and after", [["what should I do before", "after"]]),
        ("first does it hurt second thing is how do i cancel",
         [["first does it hurt", "how do i cancel"]]),
        ("can i buy one or if not what do you charge",
         [["can i buy one", "what do you charge"]]),
    ],
)  # fmt: skip
def test_offers_cuts(message: str, offered: list[list[str]]) -> None:
    assert clauses(message) == offered


@in_one_test(
    "message",
    [
        "does it hurt",
        "do you know how long it lasts",
        "what do I do if it gets infected",
        "how long after accutane can I have microneedling",
        "do you have before and after photos",
        "I have olive skin and deep scars",
        "fine lines and wrinkles",
        "cosmetic or medical",
        "hello",
    ],
)
def test_offers_no_cut_where_none_can_be(message: str) -> None:
    assert clauses(message) == [[message]]


@in_one_test(
    ("message", "questions"),
    [
        ("I'm 54 and have rosacea. can I have it?", ["can I have it?"]),
        ("my mum and I both want it, what's the price", ["what's the price"]),
        ("Is it normal to bleed? My friend said it bleeds a lot.", ["Is it normal to bleed?"]),
        ("I want to book an appointment", ["I want to book an appointment"]),
        ("stretch marks, how long before they fade", ["how long before they fade"]),
        ("prices?", ["prices?"]),
    ],
)
def test_tells_what_asks_from_background(message: str, questions: list[str]) -> None:
    assert asked(message) == questions


def test_no_cut_goes_through_a_term() -> None:
    text, words, entities = read("is it good for fine lines and wrinkles and is it safe")
    places = [each for sentence in sentences_of(text, words, entities) for each in sentence]
    for entity in entities:
        assert any(each.start <= entity.start and entity.end <= each.end for each in places)


WORDS = (
    "how what is it and can i , . ? ! also the does acne scars fine lines wrinkles cost pain but I"
    " have hi 1. 2. microneedling 0.5 don't which tell me after before"
)
JOINTS = re.compile(r"(?:[\W_\d]|\b(?:and|also|but|or|so|then|n|plus|if|not|is|about)\b)*")


@ANY_PACE
@given(st.lists(st.sampled_from([*WORDS.split(), "\n"]), min_size=1, max_size=30).map(" ".join))
def test_clauses_cover_the_message_in_order(message: str) -> None:
    text, words, entities = read(message)
    end = 0
    for sentence in sentences_of(text, words, entities):
        assert 1 <= len(sentence) <= MOST_CLAUSES
        for each in sentence:
            assert text[each.start : each.end].strip()
            assert JOINTS.fullmatch(text[end : each.start].lower())
            end = each.end
    assert JOINTS.fullmatch(text[end:].lower())


@ANY_PACE
@given(st.text(max_size=120))
def test_any_text_can_be_cut(message: str) -> None:
    text, words, entities = read(message)
    found = sentences_of(text, words, entities)
    assert bool(found) <= bool(words)
