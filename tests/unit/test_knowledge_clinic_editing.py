import pytest

from knowledge import DEFAULT_FOLDER, KnowledgeError
from knowledge.clinic import ClinicProfile
from knowledge.clinic_editing import FIELDS, fields_of, problems_of, tidied, with_fields

SHIPPED = with_fields((DEFAULT_FOLDER / "clinic.yml").read_bytes(), dict.fromkeys(FIELDS))
"""As it comes, whatever a clinic has filled in where this runs."""
FILLED = {
    "name": "Willow: skin",
    "hours": ("Monday: 9 am to 5 pm", "Tuesday: closed"),
    "prices": (("a peel", "from $90, or $80"), ("a roll", "$5")),
}


def test_each_field_of_the_profile_is_known_in_its_order() -> None:
    assert tuple(FIELDS) == tuple(ClinicProfile.model_fields)
    kinds = {name: ClinicProfile.model_fields[name].default for name in FIELDS}
    assert {name for name, default in kinds.items() if default in ((), {})} == {
        name for name, kind in FIELDS.items() if kind != "text"
    }


def test_what_is_filled_in_can_be_read_again() -> None:
    filled = with_fields(SHIPPED, FILLED)

    assert fields_of(SHIPPED) == dict.fromkeys(FIELDS)
    assert fields_of(filled) == {**dict.fromkeys(FIELDS), **FILLED}
    assert with_fields(filled, dict.fromkeys(FILLED)) == SHIPPED


def test_a_faulty_file_has_no_fields() -> None:
    with pytest.raises(KnowledgeError):
        fields_of(b"fone: 1\n")


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("name", "  Willow \n Skin ", "Willow Skin"),
        ("name", "   ", None),
        ("name", None, None),
        ("hours", " Mon\r\n\r\n  Tue  9 ", ("Mon", "Tue 9")),
        ("hours", ["Mon", ""], ("Mon",)),
        ("hours", "\n", None),
        ("prices", [("a peel ", " $9"), ("", " "), ("b", "")], (("a peel", "$9"), ("b", ""))),
        ("prices", [], None),
        ("prices", None, None),
    ],
)
def test_what_is_typed_is_tidied(name: str, typed: object, expected: object) -> None:
    assert tidied(name, typed) == expected


def test_a_profile_in_order_has_no_problems() -> None:
    assert problems_of({**FILLED, "phone": "+1 202 555 0143", "email": None}) == {}


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("phone", "ask us", "This is not a phone number. Write it like +1 202 555 0143."),
        ("email", "desk", "This is not an e-mail address. Write it like desk@example.com."),
        (
            "booking_url",
            "example.com",
            "This is not a web address. Write it in full, like https://www.example.com/contact.",
        ),
        ("prices", (("a", "$1"), ("", "$2")), "Row 2: The service is missing."),
        (
            "prices",
            (("a", ""), ("", "$2")),
            "Row 1: The price is missing. Row 2: The service is missing.",
        ),
    ],
)
def test_problems_are_told_by_field(name: str, value: object, problem: str) -> None:
    assert problems_of({name: value, "name": "Willow"}) == {name: problem}  # type: ignore[dict-item]
