from in_one_test import in_one_test
from small_vocabulary import VOCABULARY

from language.ages import AgeGroups, find_ages
from language.entities import Entity

GROUPS = AgeGroups.of(VOCABULARY)


def groups(message: str) -> list[tuple[str, str]]:
    return [(str(entity.value), entity.text) for entity in GROUPS.find(find_ages(message), message)]


@in_one_test(
    ("message", "group", "words"),
    [
        ("I'm 19 and have scars", "young", "I'm 19"),
        ("im 21", "young", "im 21"),
        ("my 16 year old daughter", "young", "16 year old"),
        ("my 16-year-old", "young", "16-year-old"),
        ("15 yo son", "young", "15 yo"),
        ("can she, age 12, have it", "young", "age 12"),
        ("I am 54, can I", "old", "I am 54"),
        ("my mom is 71 years old", "old", "71 years old"),
        ("a 62 yr old woman", "old", "62 yr old"),
        ("she's 50.", "old", "she's 50"),
        ("just turned 18!", "young", "turned 18"),
        ("is 71 too old", "old", "71"),
        ("am i too old, is 68 just too late to start", "old", "68"),
        ("man, 19. dents in my cheeks", "young", "man, 19"),
        ("dents in my cheeks, 54, on pills", "old", "54"),
        ("61f, lines", "old", "61f"),
        ("I'm 61, my son is 9. can i do it", "old", "I'm 61"),
        ("im 44 and my daughter is 15, can she have it", "young", "daughter is 15"),
        ("is 19 really too young", "young", "19"),
    ],
)
def test_finds_the_group_of_an_age(message: str, group: str, words: str) -> None:
    assert groups(message) == [(group, words)]


@in_one_test(
    "message",
    [
        "I'm 22", "im 35 and well", "I'm 5 weeks pregnant", "im 20 lbs lighter", "it is 1.5 mm",
        "I'm 5'4", "is 50 dollars ok", "for 60 minutes", "aged 999", "I am 2 sessions in",
        "needle is 12 pin", "21 days", "20% off",
        "my daughter is 3, can i do it while she naps", "i pay 15, 20, maybe 19",
        "is 8 too late to call", "is 12 too many", "at 60 minutes",
    ],
)  # fmt: skip
def test_leaves_other_numbers_alone(message: str) -> None:
    assert groups(message) == []


def test_knows_no_ages_without_terms_for_them() -> None:
    assert (
        AgeGroups.of({"condition": VOCABULARY["condition"]}).find(find_ages("I'm 19"), "I'm 19")
        == ()
    )


@in_one_test(
    ("message", "is_left"),
    [
        ("I'm 36, teen scars", False),
        ("I'm 19, teen scars", True),
        ("teen scars", True),
        ("I'm 36, can my daughter, a teen, have it", True),
    ],
)
def test_a_stated_age_beats_a_word_for_one(message: str, is_left: bool) -> None:
    start = message.index("teen")
    word = Entity("circumstance", "young", start, start + 4, "teen")
    assert GROUPS.left([word], find_ages(message), message) == ([word] if is_left else [])


@in_one_test(
    ("message", "years"),
    [
        ("i'm 15 years old acne scars all over, does it work on me", (15,)),
        ("im 15 year old acne scars all over", (15,)),
        ("i am 16 years old keloids run in my family", (16,)),
        ("my son is 14 years old acne scars all over", (14,)),
        ("can i get my acne scars done? almost 16 years old", (16,)),
        ("my students have acne scars and they're 15 years old", (15,)),
        ("17 year old melasma patient here", (17,)),
        ("the burn is 7 years old, would you treat it", ()),
        ("its a 4 year old surgical scar", ()),
        ("a tattoo on my calf is 6 years old, can you go over it", ()),
        ("my girl with a scar on the chin is 6 years old", (6,)),
        ("the marks, they are about 11 years old", ()),
        ("my daughter has scars, she is 16 years old", (16,)),
        ("deep acne scars, 34 years old", (34,)),
        ("I have a scar. about 40 years old, female", (40,)),
        ("im a 30 year old with old scars", (30,)),
    ],
)
def test_the_age_of_a_scar_is_nobodys_and_in_doubt_somebodys(
    message: str, years: tuple[int, ...]
) -> None:
    assert tuple(age.years for age in find_ages(message)) == years
