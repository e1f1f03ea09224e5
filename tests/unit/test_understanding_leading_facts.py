import pytest
from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st

from understanding.leading_facts import leading, stem

SENTENCES = {
    "common": "Redness and swelling are common.",
    "bleeding": "Bleeding, bruising and burning are common.",
    "less": "Infection and darker patches are less common.",
    "serious": "More is likely with a skin infection.",
    "opinion": "Somebody calls it the most effective treatment.",
    "agency": "The agency authorized it.",
    "cleaning": "Ask how the tool is cleaned.",
}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("Could I get an infection?", ("less", "serious")),
        ("can it get infected", ("less", "serious")),
        ("will I bleed", ("bleeding",)),
        ("is there blood?", ("bleeding",)),
        ("is bruising normal", ("bleeding",)),
        ("dark patches?", ("less",)),
        ("I look puffy", ("common",)),
        ("is it the MOST effective thing", ("opinion",)),
        ("is it the best treatment there is", ("opinion",)),
        ("is it approved", ("agency",)),
        ("how do you sterilise, is it hygienic", ("cleaning",)),
        ("what questions are good", ("cleaning",)),
        ("can I ask something", ()),
        ("does it really work?", ()),
        ("how effective is it", ()),
        ("what are the effects on the skin", ()),
        ("", ()),
        ("?!", ()),
    ],
)
def test_what_shares_rare_words_with_the_question_leads(text: str, best: tuple[str, ...]) -> None:
    assert leading(text, SENTENCES) == best


def test_a_word_of_many_sentences_counts_for_nothing() -> None:
    many = {str(number): f"The agency says {word}." for number, word in enumerate("abcdef")}
    assert leading("what does the agency say", many) == ()


def test_words_that_everything_is_about_count_for_nothing() -> None:
    assert leading("cleaned tool", SENTENCES, common="cleaning the tool") == ()


def test_the_more_and_the_rarer_words_are_shared_the_better() -> None:
    sentences = {"one": "Red marks.", "both": "Red spots.", "none": "Nothing.", "x": "y"}
    assert leading("red spots", sentences) == ("both",)
    assert leading("red", sentences) == ("one", "both")


@pytest.mark.parametrize(
    "words",
    [
        ("bruise", "bruises", "bruised", "bruising"),
        ("scar", "scars", "scarring", "scarred"),
        ("infect", "infected", "infection", "infections"),
        ("bleed", "bleeding"),
        ("red", "redness"),
        ("permanent", "permanently"),
        ("clean", "cleaned", "cleaning"),
        ("inflamed", "inflammation"),
    ],
)
def test_endings_make_no_difference(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


_TEXTS = st.lists(
    st.sampled_from([*" ".join(SENTENCES.values()).split(), "needle", "İ", "x", "-"])
).map(" ".join)


@ANY_PACE
@given(_TEXTS | st.text(), st.dictionaries(st.text(max_size=3), _TEXTS, max_size=8))
def test_each_leading_sentence_is_named_once(text: str, sentences: dict[str, str]) -> None:
    found = leading(text, sentences)
    assert len(set(found)) == len(found)
    assert set(found) <= set(sentences)
    assert leading("", sentences) == ()
