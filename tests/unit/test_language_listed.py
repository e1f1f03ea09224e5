import pytest

from language.listed import listed


def alone(text: str) -> list[str]:
    return [
        f"{text[: each.list_start]}{text[each.start : each.end]}{text[each.list_end :]}"
        for each in listed(text)
    ]


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "am I allowed to jog and drink beer after",
            ["am I allowed to jog after", "am I allowed to drink beer after"],
        ),
        ("bathing and perfume after?", ["bathing after?", "perfume after?"]),
        (
            "tell me about parking, prices and discounts",
            [
                "tell me about parking",
                "tell me about prices",
                "tell me about discounts",
            ],
        ),
    ],
)
def test_each_thing_of_a_list_is_told_with_what_all_share(text: str, each: list[str]) -> None:
    assert alone(text) == each


@pytest.mark.parametrize(
    "text",
    [
        "how much is it",
        "is it a roller and does it hurt",
        "what is the difference between rollers and pens",
        "no pain and no itching",
        "can I have a session and see",
        "rollers or pens?",
    ],
)
def test_what_is_no_list_of_things_that_are_asked_of(text: str) -> None:
    assert listed(text) == []
