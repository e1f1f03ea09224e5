from pathlib import Path

import pytest

from knowledge import DEFAULT_FOLDER
from knowledge.clinic import ClinicProfile, Price
from knowledge.problems import KnowledgeError
from knowledge.shape import shaped
from knowledge.yaml_file import read_yaml


def profile(text: str) -> ClinicProfile:
    return shaped(read_yaml(Path("knowledge/clinic.yml"), text.encode()), ClinicProfile)


def test_the_shipped_profile_names_every_key_and_shows_an_example_of_each() -> None:
    shipped = (DEFAULT_FOLDER / "clinic.yml").read_text(encoding="utf-8")
    examples = [
        line.partition("Example: ")[2] for line in shipped.splitlines() if "Example: " in line
    ]

    filled = profile("\n".join(examples))

    assert filled.model_fields_set == set(ClinicProfile.model_fields)
    assert all(getattr(filled, key) for key in ClinicProfile.model_fields)
    blank = read_yaml(Path("knowledge/clinic.yml"), shipped.encode()).data
    assert set(blank) == set(ClinicProfile.model_fields)


def test_values_are_kept_as_written() -> None:
    filled = profile(
        "name: Willow\nemergency_number: 911\nphone: 020 7946 0000\nhours: ['Monday: 9 to 5']\n"
        "prices:\n  - service: a peel\n    price: from $90\n"
    )

    assert filled.emergency_number == "911"
    assert filled.phone == "020 7946 0000"
    assert filled.hours == ("Monday: 9 to 5",)
    assert filled.prices == (Price(service="a peel", price="from $90"),)
    assert filled.email is None


def test_ways_to_reach_are_phone_then_mail_then_page() -> None:
    filled = profile("contact_url: https://a.example/x\nemail: a@b.example\nphone: 555-0143-22\n")

    assert filled.ways_to_reach() == ("555-0143-22", "a@b.example", "https://a.example/x")


@pytest.mark.parametrize(
    ("line", "what", "mend"),
    [
        ("email: desk at example.com", "is not an e-mail address", "desk@example.com"),
        ("email: desk@localhost", "is not an e-mail address", "desk@example.com"),
        ("phone: call us", "is not a phone number", "+1 202 555 0143"),
        ("phone: 12", "is not a phone number", "+1 202 555 0143"),
        ("emergency_number: nine one one", "is not an emergency number", "911"),
        ("emergency_number: 5550143", "is not an emergency number", "911"),
        ("booking_url: www.example.com", "is not a web address", "in full"),
        ("contact_url: mailto:a@b.example", "is not a web address", "in full"),
        ("privacy_notice: https://example", "is not a web address", "in full"),
        ("hours: Monday", "must be a list", "[one, two]"),
        ("prices: [{service: a peel}]", "has no `price`", "add `price:`"),
        ("fone: 5550143", "`fone` is not a key of The file", "did you mean `phone`?"),
    ],
)
def test_implausible_values_are_refused(line: str, what: str, mend: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        profile(f"name: Willow\n{line}\n")

    (problem,) = caught.value.problems
    assert problem.line == 2
    assert what in problem.what
    assert mend in problem.mend


@pytest.mark.parametrize(
    "phone",
    ["+1 202 555 0143", "(202) 555-0143", "202.555.0143", "+44 20 7946 0000", "2025550143 x7"],
)
def test_phone_numbers_as_people_write_them_are_taken(phone: str) -> None:
    assert profile(f"phone: {phone}").phone == phone
