"""What the shipped files must say: the article to its last figure, and who limits whom."""

import re

import pytest

from knowledge import DEFAULT_FOLDER, TOPICS, Knowledge, load
from knowledge.treatments import About, Range, Treatment, TreatmentType

LISTED = {
    "thin_skin",
    "hyperpigmentation",
    "loss_of_elasticity",
    "premature_aging",
    "loss_of_skin_strength",
    "sun_damage",
    "stretch_marks",
    "hair_restoration",
}
NAMED_BY_FDA = {
    "clotting_disorder",
    "immune_suppression",
    "uncontrolled_diabetes",
    "blood_thinners",
    "active_skin_infection",
    "hepatitis",
    "hiv",
    "eczema",
    "psoriasis",
    "vitiligo",
    "autoimmune_disease",
    "face_rash",
    "cold_sores",
    "isotretinoin",
    "actinic_keratosis",
    "keloids",
    "warts",
    "birthmarks",
    "moles",
    "dark_skin",
    "tan",
    "planned_sun",
    "cancer",
    "chemotherapy",
    "radiotherapy",
    "steroids",
    "pregnancy",
    "breastfeeding",
    "stainless_steel_allergy",
    "anesthetic_allergy",
}
WITHOUT_FACTS = {
    "cost",
    "booking",
    "emergency",
    "handoff",
    "smalltalk",
    "unclear",
    "out_of_scope",
}


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(DEFAULT_FOLDER)


@pytest.fixture(scope="module")
def needling(knowledge: Knowledge) -> Treatment:
    return knowledge.treatments["microneedling"]


def said(knowledge: Knowledge, kind: TreatmentType) -> str:
    return " ".join(knowledge.facts[id_].text for id_ in kind.facts)


def test_cosmetic_is_what_the_article_says(knowledge: Knowledge, needling: Treatment) -> None:
    cosmetic = needling.types["cosmetic"]

    assert cosmetic.needle_length_mm == Range(min=0.2, max=0.3)
    assert cosmetic.providers == ("clinical_esthetician",)
    for words in ("0.2 and 0.3 mm", "epidermis", "growth factors", "cell turnover", "products"):
        assert words in said(knowledge, cosmetic)


def test_medical_is_what_the_article_says(knowledge: Knowledge, needling: Treatment) -> None:
    medical = needling.types["medical"]

    assert medical.needle_length_mm == Range(min=0.5, max=3.0)
    assert medical.providers == ("cosmetic_nurse", "technician", "doctor")
    for words in ("0.5 to 3.0 mm", "keratinocytes and fibroblasts", "collagen and elastin"):
        assert words in said(knowledge, medical)


def test_the_conditions_of_the_article_and_of_the_fda(needling: Treatment) -> None:
    standing = {name: entry.standing for name, entry in needling.conditions.items()}

    assert {name for name, what in standing.items() if what == "listed"} == LISTED
    assert {name for name, what in standing.items() if what == "authorised"} == {
        "acne_scars",
        "wrinkles",
        "abdominal_scars",
    }


def test_every_condition_is_answered_by_a_fact_about_it(
    knowledge: Knowledge, needling: Treatment
) -> None:
    for name, entry in needling.conditions.items():
        assert name in knowledge.facts[entry.facts[0]].about.condition


def test_every_circumstance_on_the_fda_list_has_its_fact(
    knowledge: Knowledge, needling: Treatment
) -> None:
    answered = {
        circumstance
        for id_ in needling.topics["suitability"].facts
        if knowledge.facts[id_].source == "FDA-DEVICES"
        for circumstance in knowledge.facts[id_].about.circumstance
    }

    assert answered >= NAMED_BY_FDA


def test_every_topic_but_those_of_the_clinic_and_of_people_has_facts(needling: Treatment) -> None:
    with_facts = {topic for topic, answer in needling.topics.items() if answer.facts}

    assert with_facts == set(TOPICS) - WITHOUT_FACTS, "name its facts in knowledge/treatments.yml"


def test_a_topic_is_answered_even_when_no_detail_is_named(
    knowledge: Knowledge, needling: Treatment
) -> None:
    for topic, answer in needling.topics.items():
        general = [id_ for id_ in answer.facts if knowledge.facts[id_].about == About()]
        assert general or not answer.facts, topic


@pytest.mark.parametrize(
    ("fact", "qualifier"),
    [
        ("medical-collagen", "how-biopsy"),
        ("compare-most-effective", "evidence-lacking"),
        ("compare-most-effective", "compare-mixed"),
        ("cosmetic-products", "fda-not-for-delivery"),
        ("cosmetic-channels", "fda-not-for-delivery"),
        ("how-channels", "fda-not-for-delivery"),
        ("prp-studies", "fda-not-for-delivery"),
        ("conditions-article-first", "fda-uses"),
        ("conditions-article-second", "fda-uses"),
        ("condition-stretch-marks", "fda-uses"),
        ("medical-provider", "providers-local-rules"),
        ("types-lengths", "types-convention"),
        ("cosmetic-length", "types-convention"),
        ("medical-length", "types-convention"),
        ("downtime-hours", "downtime-days"),
        ("effects-scar-studies", "effects-serious"),
    ],
)
def test_who_limits_whom(knowledge: Knowledge, fact: str, qualifier: str) -> None:
    assert qualifier in knowledge.with_qualifiers([fact])


def test_opinions_name_whose_they_are(knowledge: Knowledge) -> None:
    for id_ in ("compare-most-effective", "how-inflammation", "how-growth-factors"):
        assert "Setterfield" in knowledge.facts[id_].text


def test_no_fact_is_called_reviewed_before_somebody_did(knowledge: Knowledge) -> None:
    assert {fact.review for fact in knowledge.facts.values()} == {"unreviewed"}
    assert knowledge.only_reviewed().facts == {}


def test_facts_are_short(knowledge: Knowledge) -> None:
    long = [fact.text for fact in knowledge.facts.values() if len(fact.text.split()) > 25]

    assert long == []


def test_approved_is_said_only_where_the_fda_denies_it(knowledge: Knowledge) -> None:
    told = [fact.text for fact in knowledge.facts.values() if re.search("approv", fact.text, re.I)]

    assert [text for text in told if "not approved for delivering" not in text] == []


def test_the_article_is_quoted_without_its_typing_errors(knowledge: Knowledge) -> None:
    text = " ".join(fact.text for fact in knowledge.facts.values())

    assert not re.search(r"mirco|\bmms\b|simulates", text)


def test_nothing_tells_anybody_to_stop_a_medicine_or_picks_a_length(knowledge: Knowledge) -> None:
    ordering = re.compile(
        r"\b(stop taking|do not take|avoid taking|you should use|choose a needle|"
        r"are (not )?a candidate|(is|are) suitable for you|not for you)\b",
        re.IGNORECASE,
    )

    assert [fact.text for fact in knowledge.facts.values() if ordering.search(fact.text)] == []


def test_every_source_is_used(knowledge: Knowledge) -> None:
    assert {fact.source for fact in knowledge.facts.values()} == set(knowledge.sources)
