"""What only says how to reach somebody is not what is asked."""

import pytest

from privacy.personal_data import masked
from understanding.contact_given import without_contact


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("does it hurt? my number is 202-555-0143", "does it hurt?"),
        ("my email is sam@example.org. is it safe with rosacea?", ". is it safe with rosacea?"),
        ("you can call me on 202-555-0143, does it bleed", ", does it bleed"),
        ("does it bleed, my mobile number: 202-555-0143", "does it bleed,"),
        ("does it hurt", "does it hurt"),
        ("put me in for friday at 4, name is Carla", "put me in for friday at 4"),
        ("one for sunday pls my name is Otto Lang", "one for sunday pls"),
        ("her name is Ann, can she have it", "can she have it"),
        ("its name is SkinPen, is it safe", "its name is SkinPen, is it safe"),
        ("my name is on the list", "my name is on the list"),
        ("name is Otto", "name is Otto"),
        ("what is your phone number", "what is your phone number"),
    ],
)
def test_only_what_is_asked_is_left(written: str, asked: str) -> None:
    assert without_contact(masked(written, "US")).strip() == asked


@pytest.mark.parametrize(
    "written", ["202-555-0143", "my number is 202-555-0143", "sam@example.org"]
)
def test_who_gives_a_number_and_nothing_else_wants_to_be_called(written: str) -> None:
    assert without_contact(masked(written, "US")) == "please call me back"
