import pytest

from understanding.clinic_parts import parts_asked


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What are your hours?", ("hours",)),
        ("are you open on saturdays or Sunday", ("hours",)),
        ("where are you located", ("address",)),
        ("is there parking", ("parking",)),
        ("How much is it?", ("prices",)),
        ("does insurance cover it", ("insurance",)),
        ("can i pay monthly", ("finance",)),
        ("do I need a deposit", ("deposits",)),
        ("i have to cancel", ("cancellations",)),
        ("can I book online", ("booking_url",)),
        ("which device do you use", ("devices",)),
        ("do you offer steam", ("services",)),
        ("what is your phone number", ("phone",)),
        ("is the consultation free", ("consultation",)),
        ("who works there", ("team",)),
        ("what's your email address", ("email",)),
        ("which one is cheapest", ("prices",)),
        ("I don't want to cancel, I want to book", ("booking_url",)),
        ("do you not take insurance", ("insurance",)),
        ("is there a late fee", ("cancellations",)),
        ("call me crazy but where does the collagen come from", ()),
        ("do you have an opening for a nurse job", ("unnamed",)),
        ("three jobs this month, is there an installment plan", ("finance",)),
        ("did my booking go through? i didn't get an email", ("booking_url",)),
        ("is there a no-show fee", ("cancellations",)),
        ("is it $100", ("prices",)),
        ("what's your e-mail", ("email",)),
        ("hello", ()),
        ("can it spark joy", ()),
    ],
)
def test_the_words_of_a_question_say_which_part_is_asked(text: str, parts: tuple[str, ...]) -> None:
    assert parts_asked(text) == parts
