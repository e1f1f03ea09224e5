"""Names of medicines, illnesses and allergies that no list has."""

import pytest

from knowledge import DEFAULT_FOLDER, load
from language.unlisted import ALLERGY, ILLNESS, MEDICINE, USED, unlisted_names
from understanding.prepared import prepared

KNOWN = load(DEFAULT_FOLDER)


def found(said: str) -> list[tuple[str, str]]:
    texts = prepared(KNOWN).texts
    text = texts.read(said)
    names = unlisted_names(text.normalised, text.entities, texts.knows)
    return [(each.kind, str(each.value)) for each in names]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("my doctor has me on nivolumab, can I come", (MEDICINE, "nivolumab")),
        ("does bosutinib rule me out", (MEDICINE, "bosutinib")),
        ("I take Zorvex every night, ok?", (MEDICINE, "zorvex")),
        ("we use Luminexa on the baby, can I use Luminexa too", (USED, "luminexa")),
        ("I have sarcoidosis, is it safe", (ILLNESS, "sarcoidosis")),
        ("had a thyroidectomy last year", (ILLNESS, "thyroidectomy")),
        ("my sister was diagnosed with porphyria", (ILLNESS, "porphyria")),
        ("I have Addison's disease", (ILLNESS, "addison's disease")),
        ("does restless leg syndrome matter", (ILLNESS, "restless leg syndrome")),
        ("is it a problem that I am allergic to peanuts", (ALLERGY, "peanuts")),
        ("I have a pollen allergy", (ALLERGY, "pollen")),
        ("my bladder stimulator stays in, can I have it", (ILLNESS, "bladder stimulator")),
        ("I take zinc tablets", (MEDICINE, "zinc tablets")),
    ],
)
def test_a_name_is_told_by_how_it_is_made_or_where_it_stands(
    said: str, name: tuple[str, str]
) -> None:
    assert name in found(said)


@pytest.mark.parametrize(
    "said",
    [
        "what is the diagnosis for this",
        "I have lupus, can I come",  # listed
        "I'm not on bosutinib any more",
        "I don't have sarcoidosis",
        "saw it on tiktok, is it real",
        "how long does the redness last",
        "can I take my husband along",
        "is it a minor surgery",
        "am I allergic to it",
        "how much does it cost with Jessica",
    ],
)
def test_nothing_else_is_taken_for_such_a_name(said: str) -> None:
    assert found(said) == []
