"""The gravest signs in other languages, as the shipped safety file lists them."""

import pytest

from knowledge import DEFAULT_FOLDER, load
from knowledge.safety import LevelName
from understanding.other_languages import OtherLanguages

SAFETY = load(DEFAULT_FOLDER).safety
SIGNS = OtherLanguages(SAFETY)


@pytest.mark.parametrize(
    ("text", "language", "level"),
    [
        ("no puedo respirar", "es", "emergency_now"),
        ("Ayuda, se me HINCHA la lengua!!", "es", "emergency_now"),
        ("quiero morir", "es", "self_harm"),
        ("Je n'arrive plus à respirer", "fr", "emergency_now"),
        ("je veux mourir", "fr", "self_harm"),
        ("Meine Zunge schwillt an", "de", "emergency_now"),
        ("ich möchte sterben", "de", "self_harm"),
        ("estou com dor no peito", "pt", "emergency_now"),
        ("mi si gonfia la lingua", "it", "emergency_now"),
        ("nie mogę oddychać", "pl", "emergency_now"),
        ("لا أستطيع التنفس", "ar", "emergency_now"),
        ("मुझे सांस नहीं आ रही है", "hi", "emergency_now"),
        ("saans nahi aa rahi", "hi", "emergency_now"),
        ("我喘不过气了", "zh", "emergency_now"),
        ("我想死", "zh", "self_harm"),
        ("tôi không thở được", "vi", "emergency_now"),
        ("hindi ako makahinga", "tl", "emergency_now"),
    ],
)
def test_the_gravest_signs_are_known(text: str, language: str, level: LevelName) -> None:
    found = SIGNS.find(text)
    assert found is not None
    assert (found.language, found.level) == (language, level)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "how much is it",
        "cuánto cuesta la sesión",
        "wie viel kostet das",
        "多少钱",
        "मुझे कीमत बताएं",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert SIGNS.find(text) is None


@pytest.mark.parametrize("number", [None, "112"])
@pytest.mark.parametrize("language", SAFETY.languages)
def test_the_answer_begins_with_the_number_in_that_language(
    language: str, number: str | None
) -> None:
    lines = SAFETY.answer(
        "emergency_now", emergency_number=number, clinic_contact=None, language=language
    )
    spoken = SAFETY.languages[language]
    assert (number or spoken.number_when_blank) in lines[0]
    assert lines[1:] == SAFETY.answer("emergency_now", emergency_number=number, clinic_contact=None)
