import pytest

from desk.inbox.reaching import reaching


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("ada@example.org", "mailto:ada@example.org"),
        ("mail: ada@example.org please", "mailto:ada@example.org"),
        ("ada@example.org?bcc=eve@example.org", "mailto:ada@example.org"),
        ("(202) 555-0143", "tel:+1-202-555-0143"),
        ("+44 20 7946 0958 ext. 12", "tel:+44-20-7946-0958;ext=12"),
        ("ask for Ada", None),
        ("12", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_click_calls_or_writes_to_what_was_left(contact: str, address: str | None) -> None:
    assert reaching(contact, "US") == address
