from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st
from in_one_test import in_one_test

from language.depths import find_depths
from language.normalisation import normalise
from language.words import english_words


def lengths(message: str) -> list[float | tuple[float, float]]:
    text = normalise(message, english_words())
    return [
        depth.low if depth.low == depth.high else (depth.low, depth.high)
        for depth in find_depths(text)
    ]


@in_one_test(
    ("message", "mm"),
    [
        ("is 0.5mm ok", 0.5),
        ("is .5 mm ok", 0.5),
        ("0,5 mm", 0.5),
        ("1/2 mm", 0.5),
        ("\u00bd mm", 0.5),
        ("1\u00bd mm", 1.5),
        ("1 1/2 mm", 1.5),
        ("1-1/2 mm", 1.5),
        ("half a millimetre", 0.5),
        ("half of a mm", 0.5),
        ("half mm", 0.5),
        ("half-millimeter needles", 0.5),
        ("a quarter of a millimeter", 0.25),
        ("three quarters of a mm", 0.75),
        ("a millimeter", 1.0),
        ("a millimeter and a half", 1.5),
        ("1 mm and a half", 1.5),
        ("one and a half mm", 1.5),
        ("2 and a half millimeters", 2.5),
        ("point five mm", 0.5),
        ("zero point two five millimetres", 0.25),
        ("two mm", 2.0),
        ("500 microns", 0.5),
        ("1,500 microns", 1.5),
        ("500\u00b5m", 0.5),
        ("500\u03bcm", 0.5),
        ("500um", 0.5),
        ("0.05 cm", 0.5),
        ("1.5mms", 1.5),
        ("3.0 mms", 3.0),
        ("2 milimeters", 2.0),
        ("2 millimiters", 2.0),
        ("2MM NEEDLES", 2.0),
        ("1.5 m.m.", 1.5),
        ("0.5-mm needles", 0.5),
        ("0.5mmroller", 0.5),
        ("-0.5 mm", 0.5),
        ("0 mm", 0.0),
        ("50 mm", 50.0),
        ("1 mil derma roller", 1.0),
        ("needle of 1/16 inch", 1.5875),
        ("0.5 roller", 0.5),
        ("1.5 derma pen", 1.5),
        ("dermaroller 0.25", 0.25),
        ("540 needles 0.5", 0.5),
        ("36 pin cartridge at 1.25", 1.25),
        ("needle length 2", 2.0),
        ("a depth of 1", 1.0),
        ("1/2 dermaroller", 0.5),
        ("can I use 0.25 every day on my roller", 0.25),
        ("is 1.5 good for acne scars", 1.5),
        ("1.5?", 1.5),
        ("what about 0.3", 0.3),
        ('they say "0.5 mm"', 0.5),
    ],
)
def test_reads_a_length(message: str, mm: float) -> None:
    assert lengths(message) == [mm]


@in_one_test(
    ("message", "ends"),
    [
        ("1-2 mm", (1, 2)),
        ("1 \u2013 2mm", (1, 2)),
        ("1 to 2 mm", (1, 2)),
        ("2mm to 1mm", (1, 2)),
        ("between 1 and 2 mm", (1, 2)),
        ("what do needles between 1 and 2 do", (1, 2)),
        ("from .5 to 1.5 with a pen", (0.5, 1.5)),
        ("half to one mm", (0.5, 1)),
        ("one to two millimeters", (1, 2)),
        ("200 to 500 microns", (0.2, 0.5)),
        ("needle depth 1 to 2", (1, 2)),
        ("0.25-0.3mm", (0.25, 0.3)),
    ],
)
def test_reads_a_range(message: str, ends: tuple[float, float]) -> None:
    assert lengths(message) == [ends]


@in_one_test(
    ("message", "found"),
    [
        ("0.5 or 1mm", [0.5, 1]),
        ("1mm or 2?", [1, 2]),
        ("0.2 and 0.3 mm", [0.2, 0.3]),
        ("0.2,0.3 mm", [0.2, 0.3]),
        ("0,2, 0,3 mm", [0.2, 0.3]),
        ("0.5/1.0/1.5 mm", [0.5, 1, 1.5]),
        ("1/2/3 mm", [1, 2, 3]),
        ("1mm vs 1.5mm vs 2mm", [1, 1.5, 2]),
        ("a 1 mm or a 1.5 mm?", [1, 1.5]),
        ("0.25, 0.5 and 1.0 needles", [0.25, 0.5, 1]),
        ("0.25 mm and half a millimeter", [0.25, 0.5]),
        ("0.2mm-0.3mm or 1mm", [(0.2, 0.3), 1]),
        ("0.5 vs 1 roller", [0.5, 1]),
        ("0.5mm and 2 weeks later", [0.5]),
        ("at day 3, 0.5 mm", [0.5]),
        ("0.5mm x 3", [0.5]),
    ],
)
def test_keeps_lengths_apart(message: str, found: list[float | tuple[float, float]]) -> None:
    assert lengths(message) == found


@in_one_test(
    "message",
    [
        "in 2 weeks", "$300", "300 dollars", "age 22", "im 54", "24/7", "2 sessions", "3 times",
        "1 or 2 treatments", "between 1 and 2 weeks", "day 3", "5 stars", "at 2pm", "spf 50",
        "0.5% retinol", "needles and 0.5% retinol", "10 minutes", "1/2 price dermaroller", "50mg",
        "2ml", "call 555-123-4567", "roller on 12.05.2024", "version 1.5.2 of the pen",
        "2.5 hours of needling", "dermaroller 2 times a week", "how many needles, 12 or 36",
        "how painful are the needles on a scale of 1 to 10", "needling between 1 and 2 on monday",
        "can I come between 1 and 2", "I have a 3 mm mole", "a 2 inch scar from a needle",
        "my scar is 5 cm", "um 2 um", "rating 4.5", "1,234,567 needles", "two needles", "a pen",
        "every 2-3 weeks", "half an hour", "a third session", "1.5 l of water", "99999999999 mm",
        "needles 2 or 3 people",
    ],
)  # fmt: skip
def test_is_not_fooled_by_other_numbers(message: str) -> None:
    assert lengths(message) == []


def test_place_is_the_place_of_the_words() -> None:
    text = "is between 1 and 2 mm, or 0.5 roller ok"
    assert [text[depth.start : depth.end] for depth in find_depths(text)] == ["1 and 2 mm", "0.5"]


@ANY_PACE
@given(st.text(alphabet="0123456789.,/- mandhlforvste\u00b5", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    end = 0
    for depth in find_depths(text):
        assert 0 <= depth.low <= depth.high
        assert end <= depth.start < depth.end <= len(text)
        end = depth.end


@ANY_PACE
@given(st.integers(1, 500))
def test_reads_every_length_with_its_unit(hundredths: int) -> None:
    assert lengths(f"can you do {hundredths / 100} mm on the face") == [hundredths / 100]
