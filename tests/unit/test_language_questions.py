import re

import pytest
from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from language.questions import MOST_QUESTIONS, Clause, split_questions
from small_vocabulary import read


def clauses(message: str) -> tuple[Clause, ...]:
    return split_questions(*read(message))


def asked(message: str) -> list[str]:
    return [clause.text for clause in clauses(message) if clause.is_question]


def background(message: str) -> list[str]:
    return [clause.text for clause in clauses(message) if not clause.is_question]


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("will it hurt and how many treatments will I need",
         ["will it hurt", "how many treatments will I need"]),
        ("is it safe? does it hurt?", ["is it safe?", "does it hurt?"]),
        ("is it safe\ndoes it hurt", ["is it safe", "does it hurt"]),
        ("How much does it cost how long does it take",
         ["How much does it cost", "how long does it take"]),
        ("how much is it, also do you have parking", ["how much is it", "do you have parking"]),
        ("does it hurt & what does it cost", ["does it hurt", "what does it cost"]),
        ("is it FDA approved and does insurance cover it",
         ["is it FDA approved", "does insurance cover it"]),
        ("Does it hurt, is there bleeding and how long is recovery",
         ["Does it hurt", "is there bleeding", "how long is recovery"]),
        ("After microneedling, can I wear makeup and how long is it red?",
         ["After microneedling, can I wear makeup", "how long is it red?"]),
        ("I want to know how much it costs and how long it takes",
         ["I want to know how much it costs", "how long it takes"]),
        ("I want to book an appointment and how much is it",
         ["I want to book an appointment", "how much is it"]),
        ("what's cosmetic and medical, and which is better?",
         ["what's cosmetic and medical", "which is better?"]),
        ("cost and downtime?", ["cost", "downtime"]),
        ("price, pain, recovery", ["price", "pain", "recovery"]),
        ("side effects? recovery? cost?", ["side effects?", "recovery?", "cost?"]),
        ("what are the risks and benefits of microneedling",
         ["what are the risks", "benefits of microneedling"]),
        ("1. does it hurt 2. what does it cost", ["does it hurt", "what does it cost"]),
        ("- does it hurt\n- what does it cost", ["does it hurt", "what does it cost"]),
        ("Can I swim after? What about the gym?", ["Can I swim after?", "What about the gym?"]),
        ("whats the pain like and hows the healing",
         ["whats the pain like", "hows the healing"]),
        ("price? and when r u open", ["price?", "when r u open"]),
        ("hw much is it n wen r u open", ["hw much is it", "wen r u open"]),
        ("how much r ur prices and where r u", ["how much r ur prices", "where r u"]),
        ("what should I do before and after", ["what should I do before", "after"]),
        ("care pre & post treatment?", ["care pre", "post treatment?"]),
        ("u do necks? and wats the price", ["u do necks?", "wats the price"]),
        ("y does it bleed and hw long for", ["y does it bleed", "hw long for"]),
        ("im pregnant, can i have it, and if not what else is there",
         ["can i have it", "if not what else is there"]),
        ("is it safe for acne and if so, how many sessions",
         ["is it safe for acne", "if so, how many sessions"]),
        ("is it true it makes acne worse? and if so how",
         ["is it true it makes acne worse?", "if so how"]),
        ("can i do it myself at home or is it dangerous",
         ["can i do it myself at home", "is it dangerous"]),
        ("thanks. one more, is it permanent and can i go swimming",
         ["is it permanent", "can i go swimming"]),
        ("great, last question, is it safe and what does it cost",
         ["is it safe", "what does it cost"]),
        ("do men have it too and does a beard matter",
         ["do men have it too", "does a beard matter"]),
        ("tell me the price and whether it hurts", ["tell me the price", "whether it hurts"]),
        ("does it treat acne and can you tell me what it costs",
         ["does it treat acne", "can you tell me what it costs"]),
        ("how much and how long does it take", ["how much", "how long does it take"]),
    ],
)  # fmt: skip
def test_separates_questions(message: str, questions: list[str]) -> None:
    assert asked(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "can it treat stretch marks and acne scars",
        "does it help with fine lines and wrinkles",
        "does it increase collagen and elastin",
        "before and after",
        "is redness and swelling normal",
        "risks and side effects",
        "how does microneedling compare to peels, lasers and the rest",
        "how many treatments for acne scars, hair loss and stretch marks",
        "if I have rosacea, can I have it?",
        "After laser, can I have it",
        "how long after accutane can I have microneedling",
        "do you know how long it lasts",
        "could you tell me what it costs",
        "what do I do if it gets infected",
        "is it painful or not",
        "can I come in and have it done",
        "tell me the difference between a nurse and a doctor doing it",
        "do you think it's safe, effective and worth it",
        "what is the price of cosmetic and medical needling",
        "Derma rollers. Success? Anyone?",
        "microneedling near me",
        "I have acne scars and want to know if it would help",
        "how much is it? please",
        "hello",
        "and medical?",
        "pros and cons",
        "what is it",
        "I have rosacea",
        "Is numbing cream included, or do I pay extra",
        "how and when should I do it",
        "is it red or pink",
        "is it a roller or is it a pen",
        "does it really work or is it hype",
        "is the skin removed or does it stay on",
        "can i wear makeup or should i wait",
        "is it safe or is it dangerous",
        "cosmetic or medical",
        "what are the needles like, how long and how deep",
        "how long and how deep are the needles",
        "can you look at a photo of my face and tell me what it is",
        "redness and swelling, how long",
        "why do men get it",
        "if not, why not",
        "one more question",
        "does it actually do those",
        "can the nurse do men too",
        "can you help me",
        "i wonder whether it hurts",
        "r u a bot or a person",
        "do you have before and after photos",
        "can I see the difference before and after",
    ],
)
def test_leaves_one_question_whole(message: str) -> None:
    assert clauses(message) == (Clause(message, 0, len(message), True),)


@pytest.mark.parametrize(
    ("message", "told", "questions"),
    [
        ("my mum and I both want it, what's the price", ["my mum and I both want it"],
         ["what's the price"]),
        ("My friend had it done last year and said it was brilliant. What is it?",
         ["My friend had it done last year and said it was brilliant."], ["What is it?"]),
        ("i have acne and scars, can you help me", [], ["i have acne and scars, can you help me"]),
        ("I'm 54 and have rosacea. can I have it?", ["I'm 54 and have rosacea."],
         ["can I have it?"]),
        ("I'm 54 and have rosacea, can I have it?", ["I'm 54 and have rosacea"],
         ["can I have it?"]),
        ("Hi! How much is it?", ["Hi!"], ["How much is it?"]),
        ("I have melasma, which gets worse in summer. Is it ok",
         ["I have melasma, which gets worse in summer."], ["Is it ok"]),
        ("My daughter, who has eczema, wants it. Is that safe?",
         ["My daughter, who has eczema, wants it."], ["Is that safe?"]),
        ("Is it normal to bleed? My friend said it bleeds a lot.",
         ["My friend said it bleeds a lot."], ["Is it normal to bleed?"]),
        ("I have acne. I'm 30. I tan easily. is it safe?",
         ["I have acne. I'm 30. I tan easily."], ["is it safe?"]),
    ],
)  # fmt: skip
def test_tells_background_from_questions(
    message: str, told: list[str], questions: list[str]
) -> None:
    assert background(message) == told
    assert asked(message) == questions


def test_surplus_questions_stay_with_the_last() -> None:
    message = "what is it, how does it work, does it hurt, how much is it and where are you?"
    questions = asked(message)
    assert len(questions) == MOST_QUESTIONS
    assert questions[-1] == "does it hurt, how much is it and where are you?"


def test_no_cut_goes_through_a_term() -> None:
    text, words, entities = read("is it good for fine lines and wrinkles and is it safe")
    places = [(clause.start, clause.end) for clause in split_questions(text, words, entities)]
    for entity in entities:
        assert any(start <= entity.start and entity.end <= end for start, end in places)


def test_nothing_is_asked_by_nothing() -> None:
    assert clauses("") == ()


WORDS = [
    "how",
    "what",
    "is",
    "it",
    "and",
    "can",
    "i",
    ",",
    ".",
    "?",
    "!",
    "\n",
    "also",
    "the",
    "does",
    "acne",
    "scars",
    "fine",
    "lines",
    "wrinkles",
    "cost",
    "pain",
    "but",
    "I",
    "have",
    "hi",
    "1.",
    "2.",
    "microneedling",
    "0.5",
    "don't",
    "which",
    "tell",
    "me",
]
JOINTS = re.compile(r"(?:[\W_\d]|\b(?:and|also|but|or|so|then|n|plus|additionally)\b)*")


@ANY_PACE
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join))
def test_clauses_cover_the_message_in_order(message: str) -> None:
    text, words, entities = read(message)
    found = split_questions(text, words, entities)
    end = 0
    for clause in found:
        assert clause.text == text[clause.start : clause.end]
        assert clause.text.strip()
        assert JOINTS.fullmatch(text[end : clause.start].lower())
        end = clause.end
    assert JOINTS.fullmatch(text[end:].lower())
    assert sum(clause.is_question for clause in found) <= MOST_QUESTIONS
    assert any(clause.is_question for clause in found) or not words


@ANY_PACE
@given(st.text(max_size=120))
def test_any_text_can_be_split(message: str) -> None:
    text, words, entities = read(message)
    found = split_questions(text, words, entities)
    assert bool(found) == bool(words)
