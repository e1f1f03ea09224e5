import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from knowledge import DEFAULT_FOLDER, load
from knowledge.phrases import Phrases, fields_of


def phrases(text: str) -> Phrases:
    return Phrases(phrases={"greeting": text})


def test_a_phrase_is_filled_in() -> None:
    assert phrases("Hello {name}, {{sic}}.").render("greeting", name="you") == "Hello you, {sic}."


def test_spare_fields_are_ignored() -> None:
    assert phrases("Hello.").render("greeting", name="you") == "Hello."


def test_what_is_filled_in_is_not_read_as_a_template() -> None:
    assert phrases("{name}").render("greeting", name="{name} {0}") == "{name} {0}"


def test_an_unknown_phrase_or_a_missing_field_is_an_error() -> None:
    with pytest.raises(KeyError, match="farewell"):
        phrases("Hello.").render("farewell")
    with pytest.raises(KeyError, match="name"):
        phrases("{name}").render("greeting")


@pytest.mark.parametrize(
    "template", ["{", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a b}", "a}"]
)
def test_a_template_holds_plain_names_only(template: str) -> None:
    with pytest.raises(ValidationError, match="plain name"):
        phrases(template)


def test_the_names_in_a_template() -> None:
    assert fields_of("{a} and {b}, {a}, {{c}}") == {"a", "b"}


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1).filter(str.strip))
def test_any_text_is_a_template_once_its_braces_are_doubled(text: str) -> None:
    template = text.replace("{", "{{").replace("}", "}}")

    assert phrases(template).render("greeting") == text.strip()


def test_every_shipped_phrase_can_be_filled_in() -> None:
    shipped = load(DEFAULT_FOLDER).phrases

    for key, template in shipped.phrases.items():
        fields = dict.fromkeys(fields_of(template), "x")
        assert shipped.render(key, **fields)
