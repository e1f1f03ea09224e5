import pytest

from actions.wording import is_or_are, length, listed, sentence, with_article
from knowledge.treatments import Range


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.5, "0.5 mm"),
        (3.0, "3 mm"),
        (0.25, "0.25 mm"),
        (10, "10 mm"),
        (0.1 + 0.2, "0.3 mm"),
        (0.0, "0 mm"),
        (Range(min=0.5, max=3.0), "0.5 to 3 mm"),
        (Range(min=1, max=1), "1 mm"),
    ],
)
def test_lengths_are_written_without_spare_digits(value: float | Range, written: str) -> None:
    assert length(value) == written


@pytest.mark.parametrize(
    ("names", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_names_in_a_row(names: list[str], written: str) -> None:
    assert listed(names) == written


def test_names_in_a_row_with_another_joint() -> None:
    assert listed(["a", "b"], "or") == "a or b"


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("stretch marks", "are"),
        ("hair loss", "is"),
        ("loss of skin strength", "is"),
        ("scars on the abdomen", "is"),
        ("psoriasis", "is"),
        ("spots of age", "are"),
        ("lines and dots", "are"),
    ],
)
def test_verb_after_a_name(name: str, verb: str) -> None:
    assert is_or_are(name) == verb


@pytest.mark.parametrize(
    ("name", "written"),
    [("nurse", "a nurse"), ("esthetician", "an esthetician"), ("doctors", "doctors")],
)
def test_article_before_a_name(name: str, written: str) -> None:
    assert with_article(name) == written


def test_a_sentence_starts_with_a_capital() -> None:
    assert sentence("medical ones are") == "Medical ones are"
    assert sentence("") == ""
