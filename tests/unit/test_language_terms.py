from itertools import pairwise

from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from in_one_test import in_one_test
from small_vocabulary import ENGLISH, VOCABULARY, named, read

from language.terms import Names, TermMatcher
from language.tokens import tokenizer


@in_one_test(
    ("message", "kind", "value"),
    [
        ("microneedling", "treatment", "needling"),
        ("MICRO NEEDLING", "treatment", "needling"),
        ("micro-needling", "treatment", "needling"),
        ("microneelding", "treatment", "needling"),
        ("micro nedling", "treatment", "needling"),
        ("mirco-needling", "treatment", "needling"),
        ("derma-rollers", "treatment", "needling"),
        ("dermaroller", "treatment", "needling"),
        ("derma pen", "treatment", "needling"),
        ("dermapen4", "treatment", "needling"),
        ("a vampire facial", "treatment", "needling"),
        ("acne scars", "condition", "acne_scars"),
        ("acne scar", "condition", "acne_scars"),
        ("ance scars", "condition", "acne_scars"),
        ("acne-scars", "condition", "acne_scars"),
        ("acnescars", "condition", "acne_scars"),
        ("streach marks", "condition", "stretch_marks"),
        ("stretchmarks", "condition", "stretch_marks"),
        ("hiperpigmentation", "condition", "spots"),
        ("hyper pigmentation", "condition", "spots"),
        ("hyper pigmantation", "condition", "spots"),
        ("cold soar", "circumstance", "cold_sores"),
        ("strech marcs", "condition", "stretch_marks"),
        ("numming creme", "product", "numbing"),
        ("crows feet", "condition", "lines"),
        ("crow's feet", "condition", "lines"),
        ("fine lines and wrinkles", "condition", "lines"),
        ("pregnent", "circumstance", "pregnancy"),
        ("acutane", "circumstance", "isotretinoin"),
        ("hiv", "circumstance", "immune"),
        ("I have AIDS", "circumstance", "immune"),
        ("estetician", "provider", "esthetician"),
        ("aestheticians", "provider", "esthetician"),
        ("a nurse's", "provider", "nurse"),
        ("dr smith", "provider", "doctor"),
        ("Dr. Smith", "provider", "doctor"),
        ("licodine", "product", "numbing"),
        ("lidocreme", "product", "numbing"),
        ("cosmetics", "product", "cosmetics"),
        ("cosmetic", "treatment_type", "cosmetic"),
        ("medical needling", "treatment_type", "medical"),
        ("peels", "other_treatment", "peel"),
        ("skin peel", "other_treatment", "peel"),
        ("morpheus 8", "other_treatment", "morpheus"),
        ("on my noise", "body_area", "nose"),
        ("my back", "body_area", "back"),
        ("under-eyes", "body_area", "under_eyes"),
    ],
)
def test_finds_a_term_however_it_is_written(message: str, kind: str, value: str) -> None:
    assert named(message) == [(kind, value)]


@in_one_test(
    "message",
    [
        "pins", "the cars", "see you later", "the pain of a pen", "a chair", "what price",
        "this forum", "my purse", "it will come back", "face it", "my trash", "medially",
        "aesthetically", "how does it aid healing", "it aids healing", "marks and spencer",
        "acne, then scares"[6:], "microblading", "dermaplaning", "marked lines", "sera", "stretch",
        "the last call", "hurts", "neckline", "handy", "needles in a haystack", "",
        "a cold sir", "hare and tortoise", "numb crime",
    ],
)  # fmt: skip
def test_has_no_false_friends(message: str) -> None:
    assert named(message) == []


def test_longest_term_wins() -> None:
    assert named("acne scars, acne and scars") == [
        ("condition", "acne_scars"),
        ("condition", "acne"),
        ("condition", "scars"),
    ]


def test_does_not_join_words_across_a_comma() -> None:
    assert named("acne, scars") == [("condition", "acne"), ("condition", "scars")]


def test_one_word_can_be_of_two_kinds() -> None:
    assert named("rosacea") == [("circumstance", "rosacea"), ("condition", "rosacea")]


def test_a_listed_misspelling_counts_for_every_kind() -> None:
    assert named("rozaysha") == [("circumstance", "rosacea"), ("condition", "rosacea")]


def test_a_name_in_capitals_counts_among_shouted_words_like_any_other() -> None:
    assert named("IT AIDS HEALING") == []


def test_place_is_the_place_of_the_words() -> None:
    text, _, entities = read("can the Derma-Roller treat my  Ance Scars?")
    assert [(text[entity.start : entity.end], entity.text) for entity in entities] == [
        ("Derma-Roller", "Derma-Roller"),
        ("Ance Scars", "Ance Scars"),
    ]


@ANY_PACE
@given(
    st.lists(
        st.sampled_from(
            ["acne", "scars", "my", "back", "peel", "AIDS", ",", "-", "micro", "needling"]
        )
    )
)
def test_terms_do_not_overlap(parts: list[str]) -> None:
    _, _, entities = read(" ".join(parts))
    places = sorted({(entity.start, entity.end) for entity in entities})
    assert all(before[1] <= after[0] for before, after in pairwise(places))


NAMES = [
    (kind, value, name)
    for kind, terms in VOCABULARY.items()
    for value, names in terms.items()
    for name in names.right
    if (kind, name) != ("other_treatment", "vampire facial")
]


@in_one_test(("kind", "value", "name"), NAMES)
def test_finds_every_name_of_the_vocabulary(kind: str, value: str, name: str) -> None:
    assert (kind, value) in named(f"is {name} ok")


def test_a_treatment_comes_before_another_treatment_of_the_same_name() -> None:
    assert named("vampire facial") == [("treatment", "needling")]


def test_an_empty_vocabulary_finds_nothing() -> None:
    matcher = TermMatcher({}, ENGLISH, tokenizer())
    assert matcher.find("acne", tokenizer().words("acne")) == ()
    assert matcher.words == frozenset()


def test_its_words_are_those_spelled_right() -> None:
    matcher = TermMatcher(
        {"product": {"a": Names(("Big Cream",), ("crim",))}}, ENGLISH, tokenizer()
    )
    assert matcher.words == {"big", "cream"}
