"""What is masked in a visitor's words, and what has to stay as it is."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from privacy.personal_data import DETECTORS, Detector, masked

ROOT = Path(__file__).parent.parent.parent
REGION = "US"
LONGEST_FACTOR = 6
SLOWEST_SECONDS = 1.0
NUMBERS_IN_THE_QUESTIONS = {"07700 900123"}
"""The personal data that the development questions hold on purpose."""

PHONE_NUMBERS = [
    "555-123-4567",
    "555 123 4567",
    "(202) 555 0143",
    "(202)555-0143",
    "202.555.0143",
    "202/555/0143",
    "202-5550143",
    "202 - 555 - 0143",
    "2025550143",
    "12025550143",
    "1-202-555-0143",
    "+1 (202) 555-0143",
    "+12025550143",
    "202-555-0143 ext. 22",
    "202-555-0143 x22",
    "2 0 2 5 5 5 0 1 4 3",
    "202,555,0143",
    "1,202,555,0143",
    "555-0143",
    "+44 7700 900123",
    "+44 (0)20 7946 0958",
    "+34 612 34 56 78",
    "+49 151 23456789",
    "0044 7700 900123",
    "011 44 7700 900123",
    "447700900123",
    "07700 900123",
    "２０２－５５５－０１４３",
    "٢٠٢ ٥٥٥ ٠١٤٣",
    "202\u200b555\u200b0143",
    "202\u2011555\u20110143",
    "202\u00a0555\u00a00143",
    "2️⃣0️⃣2️⃣5️⃣5️⃣5️⃣0️⃣1️⃣4️⃣3️⃣",
]
EMAIL_ADDRESSES = [
    "bob@example.com",
    "Bob.Smith+skin@mail.example.co.uk",
    "bob_smith-1@1and1.example",
    "_bob@example.com",
    "o'neil@example.org",
    "josé@exämple.es",
    "用户@例子.公司",
    "bob@gmail",
    "bob@@example.com",
    "bob @ example.com",
    "bob@ example.com",
    "bob @example.com",
    "bob@gmail .com",
    "bob@gmail. com",
    "bob＠example．com",
    "bob(at)example.com",
    "bob (at) example dot com",
    "bob [at] example [dot] com",
    "bob{at}example{dot}com",
    "bob at example dot com",
    "Bob AT example DOT co DOT uk",
    "bob at gmail.com",
    "bob dot smith at gmail dot com",
    "bob underscore smith at yahoo.com",
    "bob.smith(a)example.com",
    "bob[a]example dot com",
    "bob (ät) example.de",
    "bob arroba example punto com",
]
CARD_NUMBERS = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111 - 1111 - 1111 - 1111",
    "4111.1111.1111.1111",
    "3782 822463 10005",
    "5555 5555 5555 4444",
    "4222222222222",
    "6304 0000 0000 0000 000",
    "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
]
SOCIAL_SECURITY_NUMBERS = ["123-45-6789", "123 45 6789", "123.45.6789", "123 - 45 - 6789"]
BIRTH_DATES = [
    "3/4/1985",
    "03/04/85",
    "3.4.1985",
    "3-4-1985",
    "03 04 1985",
    "1985-04-03",
    "1985/4/3",
    "3 April 1985",
    "3rd of April, 1985",
    "3-Apr-1985",
    "3 Apr '85",
    "April 3, 1985",
    "April the 3rd of 1985",
    "Apr. 3rd 1985",
    "1985 April 3",
    "3 de abril de 1985",
    "03041985",
    "19850403",
]
UNTOUCHED = [
    "is 0.5mm ok",
    "0.5-3.0 mm or 1-2 mm",
    "500 microns, 500-1000 microns, 200-1000 um",
    "1.5mm x 3",
    "how much is $300, or 1,200, or 250-400 dollars",
    "$250-1000 a session, or $1,500 - $2,500",
    "is 500-1000 normal? And 199-1299?",
    "200 300 1000 dollars",
    "$100 200 3000",
    "$100. 100-1000 dollars",
    "$1,934 200-1000 dollars",
    "volume 13:997-1003",
    "$100 100-1000 dollars",
    "I am 22 and my mother is 68",
    "can I come on 3/4/2026 at 10:30",
    "appointment on 2026-04-03 10:30 or April 3, 2026 at 10am",
    "3-6 sessions 4-6 weeks apart",
    "call 911 or 112 or 988",
    "open 24/7 in 2025, and from 2019-2025",
    "0.5 1.0 1.5 2.0 2.5",
    "2.0 2.5 2.5 3.0 1.0 mm",
    "1 2 3 4 5 6 7 8 9 10",
    "100, 200, 300, 400, 500",
    "250 300 350 400 450 500",
    "10 20 30 40 50 60",
    "call me in 3-6 weeks",
    "can I call about 500-1000 microns",
    "the number of sessions is 3-6, my number is 12",
    "1000000 needles",
    "90210-1234",
    "I was born in 1985",
    "I was born with scars, can I come on 3/4/2026 at 10:30",
    "I was born with a mark. On 3/4/2026 I marry",
    "my birthday is soon, can I come on 3/4/2026",
    "appointment 3/4/2026 for a birthday treat",
    "the appointment is 3/4/2026 at 9am, my birthday",
    "microneedling @ home, ok? see you @ 3.30pm",
    "needling @ home.Thanks",
    "2@1mm and 3@1.5mm",
    "follow @clinic",
    "look at the red dot on my skin",
    "what is at clinic dot",
    "does it hurt on a scale of 1/10",
    "250-500-1000-1500",
    "is it 100-250-500-1000 or 250 500 1000 1500?",
    "call 250-500-1000-1500",
    "250,500,1000 or 200,300,4000 or 202,555,1000 microns",
    "1,202,555 and 202,555,014",
    "look at makeup dot com",
    "I saw it at makeup dot com, looking at gmail.com",
    "is (a) or (b) better, and what about (a)b or skin(a)fine",
]

phones = st.sampled_from([number for number in PHONE_NUMBERS if number.isascii()])
addresses = st.sampled_from(EMAIL_ADDRESSES)
sizes = st.integers(1, 30).map(lambda tenths: f"{tenths / 10} mm")
size_ranges = st.tuples(st.integers(1, 30), st.integers(1, 30)).map(
    lambda pair: f"{pair[0] / 10}-{pair[1] / 10}mm"
)
microns = st.integers(100, 3000).map(lambda number: f"{number} microns")
prices = st.integers(1, 9999).map(lambda number: f"${number:,}")
price_ranges = st.tuples(st.integers(1, 60), st.integers(1, 60)).map(
    lambda pair: f"{50 * min(pair)}-{50 * max(pair)} dollars"
)
ages = st.integers(2, 110).map(lambda number: f"I am {number}")
counts = st.tuples(st.integers(1, 12), st.integers(1, 12)).map(
    lambda pair: f"{pair[0]}-{pair[1]} sessions"
)
days = st.dates().map(lambda day: f"on {day.month}/{day.day}/{day.year:04} at 10:30")
years = st.integers(1900, 2099).map(lambda year: f"in {year}")
harmless = st.lists(
    st.one_of(sizes, size_ranges, microns, prices, price_ranges, ages, counts, days, years),
    max_size=12,
)
joints = st.sampled_from([" ", ", ", " or ", ". ", " and then ", "; ", "? ", "\n"])
anything = st.text(max_size=60) | st.text("0123456789+-()./ @:$abm\n[]", max_size=60)


@pytest.mark.parametrize("number", PHONE_NUMBERS)
def test_a_phone_number_is_masked(number: str) -> None:
    assert masked(f"hi, {number} thanks", REGION) == "hi, [phone number] thanks"
    assert masked(number, REGION) == "[phone number]"


@pytest.mark.parametrize(
    "text",
    [
        "call me 555 0143",
        "text 5550143",
        "my cell: 20 25 55 01 43",
        "my number is 44 7700 900123",
        "Tel.: 2025 550143",
        "whatsapp me on +34612345678",
    ],
)
def test_words_before_make_a_phone_number_of_more_shapes(text: str) -> None:
    after = masked(text, REGION)
    assert after.endswith("[phone number]")
    assert text.startswith(after.removesuffix("[phone number]"))


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("07700 900123", "GB"),
        ("020 7946 0958", "GB"),
        ("612 34 56 78", "ES"),
        ("612345678", "ES"),
        ("06.12.34.56.78", "FR"),
        ("0151 23456789", "DE"),
        ("0412 345 678", "AU"),
        ("612345678", "es"),
    ],
)
def test_the_region_says_how_numbers_are_written_at_home(text: str, region: str) -> None:
    assert masked(text, region) == "[phone number]"


@pytest.mark.parametrize("region", ["GB", "ES", "FR", "DE", "DK", "AU"])
def test_dates_and_years_are_no_phone_numbers_in_any_region(region: str) -> None:
    text = "2026-04-03, 03.04.2026 10.30 and 03/04/2026, from 2018-2023"
    assert masked(text, region) == text


@pytest.mark.parametrize("region", ["", "??", "ZZ", "nowhere"])
def test_an_unknown_region_leaves_the_international_numbers(region: str) -> None:
    text = "ring +44 7700 900123 about 0.5 mm"
    assert masked(text, region) == "ring [phone number] about 0.5 mm"


def test_a_price_beside_a_phone_number_is_not_its_unit() -> None:
    for number in ("202 555 0143", "(202) 555 0143", "2025550143", "202-555-0143"):
        text = f"$300 is ok, {number} $300"
        assert masked(text, REGION) == "$300 is ok, [phone number] $300"


@pytest.mark.parametrize("address", EMAIL_ADDRESSES)
def test_an_email_address_is_masked(address: str) -> None:
    text = f"to: {address}, 0.5 mm"
    assert masked(text, REGION) == "to: [e-mail address], 0.5 mm"


@pytest.mark.parametrize("number", CARD_NUMBERS)
def test_a_card_number_is_masked(number: str) -> None:
    text = f"it is {number}, exp 12/27"
    assert masked(text, REGION) == "it is [card number], exp 12/27"


def test_a_code_after_a_card_number_does_not_hide_it() -> None:
    assert masked("4111 1111 1111 1111 123", REGION) == "[card number] 123"


def test_digits_without_the_check_digit_are_no_card_number() -> None:
    assert masked("4111 1111 1111 1112", REGION) == "4111 1111 1111 1112"


@pytest.mark.parametrize("number", SOCIAL_SECURITY_NUMBERS)
def test_a_social_security_number_is_masked(number: str) -> None:
    text = f"it is {number}, ok?"
    assert masked(text, REGION) == "it is [social security number], ok?"


@pytest.mark.parametrize(
    "before", ["ssn ", "SSN: ", "my social security number is ", "social ", "S.S.N. "]
)
def test_words_before_make_nine_digits_a_social_security_number(before: str) -> None:
    assert masked(f"{before}123456789", REGION) == f"{before}[social security number]"


def test_nine_digits_alone_are_left() -> None:
    assert masked("order 123456789", REGION) == "order 123456789"


@pytest.mark.parametrize("date", BIRTH_DATES)
@pytest.mark.parametrize(
    "text", ["I'm Ann, born {}", "dob: {}", "my date of birth is {}, ok?", "{} is my birthday"]
)
def test_a_date_of_birth_is_masked(date: str, text: str) -> None:
    assert masked(text.format(date), REGION) == text.format("[date of birth]")


@pytest.mark.parametrize(
    "text",
    [
        "geb. 12.03.1985",
        "geb. am 12. März 1985",
        "geboren am 12.03.1985",
        "Geburtsdatum: 12.03.1985",
        "né le 12/03/1985",
        "née le 12 février 1985",
        "date de naissance 12/03/1985",
        "nata il 12/03/1985",
        "nascido em 12/03/1985",
    ],
)
def test_a_date_of_birth_in_another_language_is_masked(text: str) -> None:
    assert masked(f"{text}, ok?", REGION).endswith(" [date of birth], ok?")


def test_a_number_beside_a_row_of_amounts_is_masked() -> None:
    text = "250-500-1000-1500 202-555-0143"
    assert masked(text, REGION) == "250-500-1000-1500 [phone number]"
    assert masked("9" * 5000 + "-1" * 9, REGION)


def test_a_date_without_such_words_is_left() -> None:
    for date in BIRTH_DATES:
        assert masked(f"free on {date}?", REGION) == f"free on {date}?"


def test_the_date_of_an_appointment_beside_a_date_of_birth_is_left() -> None:
    text = "born 3/4/1985, can I come on 3/4/2026 at 10:30"
    assert masked(text, REGION) == "born [date of birth], can I come on 3/4/2026 at 10:30"
    text = "come on 3/4/2026, dob 3/4/1985"
    assert masked(text, REGION) == "come on 3/4/2026, dob [date of birth]"


def test_two_dates_of_birth_are_masked() -> None:
    text = "dob 3/4/1985 and 5/6/1983"
    assert masked(text, REGION) == "dob [date of birth] and [date of birth]"


def test_several_kinds_in_one_message_are_masked_and_the_rest_stays() -> None:
    text = (
        "I'm 22, bob@example.com or 202-555-0143. Is 1.5mm for $300 on 3/4/2026 ok? SSN 123456789"
    )
    assert masked(text, REGION) == (
        "I'm 22, [e-mail address] or [phone number]. Is 1.5mm for $300 on 3/4/2026 ok? "
        "SSN [social security number]"
    )


@pytest.mark.parametrize("text", UNTOUCHED)
def test_what_is_no_personal_data_stays(text: str) -> None:
    assert masked(text, REGION) == text


def sentences() -> Iterator[str]:
    development = ROOT / "tests" / "development"
    for name in ("questions.yml", "warning_signs.yml"):
        content: dict[str, list[str]] = yaml.safe_load((development / name).read_text("utf-8"))
        for texts in content.values():
            yield from texts
    for path in sorted((ROOT / "tests" / "conversations").glob("*.yml")):
        turns = yaml.safe_load(path.read_text("utf-8"))["turns"]
        yield from (turn["says"] for turn in turns if isinstance(turn.get("says"), str))
    examples = yaml.load((ROOT / "data" / "nlu.yml").read_bytes(), yaml.CSafeLoader)["nlu"]
    for intent in examples:
        yield from (line.removeprefix("- ") for line in intent["examples"].splitlines())


def test_what_patients_ask_stays_as_it_is() -> None:
    asked = list(sentences())
    assert len(asked) > 1000
    changed = [text for text in asked if masked(text, REGION) != text]
    assert [
        text for text in changed if not any(each in text for each in NUMBERS_IN_THE_QUESTIONS)
    ] == []


@given(anything, joints, phones, joints, anything)
def test_a_phone_number_among_anything_is_gone(
    before: str, gap: str, number: str, next_gap: str, after: str
) -> None:
    text = f"{before} so{gap}{number}{next_gap}so {after}"
    assert number not in masked(text, REGION)


@given(harmless, joints, st.sampled_from(["202-555-0143", "(202) 555 0143", "2025550143"]))
def test_a_phone_number_among_other_numbers_is_gone(
    others: list[str], joint: str, number: str
) -> None:
    for place in range(len(others) + 1):
        text = joint.join([*others[:place], number, *others[place:]])
        assert masked(text, REGION) == text.replace(number, "[phone number]")


@given(anything, joints, addresses, joints, anything)
def test_an_email_address_among_anything_is_gone(
    before: str, gap: str, address: str, next_gap: str, after: str
) -> None:
    assert address not in masked(f"{before}{gap}{address}{next_gap}{after}", REGION)


@given(harmless, joints)
def test_lengths_prices_ages_counts_and_dates_stay(parts: list[str], joint: str) -> None:
    text = joint.join(parts)
    assert masked(text, REGION) == text


fragments = st.lists(
    st.one_of(
        anything,
        st.sampled_from(
            [
                *PHONE_NUMBERS,
                *EMAIL_ADDRESSES,
                *CARD_NUMBERS,
                *SOCIAL_SECURITY_NUMBERS,
                *BIRTH_DATES,
                "[phone number]",
                "[date of birth]",
                "born ",
                "ssn ",
                "call ",
                " at ",
                " dot ",
                "\ud800",
                "\x00\x01",
                "½⑩",
            ]
        ),
    ),
    max_size=12,
).map("".join)


@given(fragments, st.sampled_from(["US", "GB", "ES", ""]))
@example("born 1/1/85 and 2/2/86 or 3/3/87 [date of birth] 4/4/88", "US")
@example("212 555 0143 555 0143 a@b@c.com @d.com", "US")
def test_masking_twice_is_masking_once_and_the_length_is_bounded(text: str, region: str) -> None:
    once = masked(text, region)
    assert masked(once, region) == once
    assert len(once) <= LONGEST_FACTOR * len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "1 2 ", "1", "(1", "(", "1-", "+1 ", "1.5 ", "2025550143 ", "1/", "555 123 4567 89 ", "@",
        "a@", "a @ ", " at ", "a at b dot ", "a.", "00 11 ", "01 01 ", "born ", "born 1/1/85 ",
        "1/1/85 ", "call ", "call 1 ", "ssn 1 ", " ", "4111 ", "1 may ", "[phone number]",
        "[date of birth] 1/1/85 ", "\x00", "dot ", "+49 151 2345678 ", "social a ", "[",
    ],
)  # fmt: skip
def test_hostile_text_takes_no_time(piece: str) -> None:
    text = (piece * 1000)[:1000]
    begin = time.process_time()
    masked(text, REGION)
    assert time.process_time() - begin < SLOWEST_SECONDS


def test_a_kind_of_data_is_a_line_of_the_registry() -> None:
    def passports(text: str, region: str) -> Iterator[tuple[int, int]]:
        return (found.span() for found in re.finditer(r"\b[A-Z]\d{8}\b", text))

    more = (*DETECTORS, Detector("[passport]", passports))
    text = "I am A12345678, ann@example.com"
    assert masked(text, "US", more) == "I am [passport], [e-mail address]"
    assert masked(masked(text, "US", more), "US", more) == masked(text, "US", more)


def test_every_note_is_read_as_one_sign_that_no_detector_takes_for_data() -> None:
    for note, *_ in DETECTORS:
        assert note == f"[{note[1:-1]}]"
        assert masked(note, "US") == note
