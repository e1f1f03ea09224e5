from in_one_test import in_one_test
from small_vocabulary import read


def denied(message: str) -> set[str]:
    return {str(entity.value) for entity in read(message)[2] if entity.negated}


def kept(message: str) -> set[str]:
    return {str(entity.value) for entity in read(message)[2] if not entity.negated}


@in_one_test(
    ("message", "values"),
    [
        ("I don't have keloids", {"keloids"}),
        ("i dont have keloids", {"keloids"}),
        ("I do not have any history of keloids or active cold sores", {"keloids", "cold_sores"}),
        ("not pregnant", {"pregnancy"}),
        ("I'm not pregnant anymore", {"pregnancy"}),
        ("no longer pregnant", {"pregnancy"}),
        ("I'm not pregnant or breastfeeding", {"pregnancy", "breastfeeding"}),
        ("I'm neither pregnant nor breastfeeding", {"pregnancy", "breastfeeding"}),
        ("I am not pregnant, breastfeeding, or on accutane",
         {"pregnancy", "breastfeeding", "isotretinoin"}),
        ("non-pregnant", {"pregnancy"}),
        ("no eczema", {"eczema"}),
        ("no eczema, psoriasis or keloids", {"eczema", "psoriasis", "keloids"}),
        ("no keloids and eczema", {"keloids", "eczema"}),
        ("no keloids, no cold sores", {"keloids", "cold_sores"}),
        ("without minoxidil", {"minoxidil"}),
        ("can I do it without numbing cream", {"numbing"}),
        ("never had cold sores", {"cold_sores"}),
        ("I have never taken accutane", {"isotretinoin"}),
        ("haven't got keloids", {"keloids"}),
        ("I can't use lidocaine", {"numbing"}),
        ("I don't want laser", {"laser"}),
        ("not medical, cosmetic", {"medical"}),
    ],
)  # fmt: skip
def test_hears_a_no(message: str, values: set[str]) -> None:
    assert denied(message) == values


@in_one_test(
    "message",
    [
        "no idea if stretch marks can be treated",
        "why not for rosacea",
        "why not laser",
        "not sure if my keloids are a problem",
        "don't you treat melasma?",
        "isn't it good for scars",
        "isn't rosacea a problem",
        "doesn't it cause keloids",
        "won't it cause keloids",
        "why can't pregnant women have it",
        "don't pregnant women bleed more",
        "it did not help my acne scars",
        "do you not recommend it for rosacea",
        "no, I have keloids",
        "no I have keloids",
        "I'm no longer on accutane",
        "I'm not on accutane anymore",
        "haven't taken accutane in 3 months",
        "I have not used accutane since May",
        "not only melasma",
        "my doctor said no to laser",
        "I don't think I have rosacea",
        "I've never had microneedling",
        "I have keloids",
        "not if I am pregnant",
        "no",
        "not",
        "haven't I got to stop minoxidil",
    ],
)
def test_hears_no_no_where_there_is_none(message: str) -> None:
    assert denied(message) == set()


@in_one_test(
    ("message", "no", "yes"),
    [
        ("never had cold sores but I have eczema", {"cold_sores"}, {"eczema"}),
        ("I'm not pregnant, melasma is my problem", {"pregnancy"}, {"melasma"}),
        ("I'm not pregnant. I have eczema", {"pregnancy"}, {"eczema"}),
        ("no scars just acne", {"scars"}, {"acne"}),
        ("I have eczema but not psoriasis", {"psoriasis"}, {"eczema"}),
        ("not pregnant and I take accutane", {"pregnancy"}, {"isotretinoin"}),
    ],
)
def test_a_no_ends_with_its_clause(message: str, no: set[str], yes: set[str]) -> None:
    assert denied(message) == no
    assert kept(message) == yes
