"""Numbers that are written as words."""

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {
    **{word: number for number, word in enumerate(_WORDS, 1)},
    **{"a": 1, "an": 1, "twelve": 12, "a couple of": 2, "couple of": 2, "a couple": 2, "a few": 3},
}
"""What each stands for."""
NUMBER = rf"\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}"
"""A pattern for a number in figures or in words."""


def number_of(said: str) -> int:
    """The number that a match of `NUMBER` stands for."""
    return int(said) if said.isdigit() else NUMBERS[said.lower()]
