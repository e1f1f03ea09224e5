from dataclasses import replace

import pytest
from any_pace import ANY_PACE
from hypothesis import given
from hypothesis import strategies as st

from knowledge import DEFAULT_FOLDER
from knowledge.loading import load
from knowledge.model import Knowledge
from knowledge.treatments import Range, Term, Treatment
from language.clauses import Stretch
from language.entities import Entity
from language.text import TextReader


def knowledge() -> Knowledge:
    """The clinic's own files, with a vocabulary that this test can rely on."""
    return replace(
        load(DEFAULT_FOLDER),
        facts={},
        terms={
            "condition": {
                "scars": Term(name="scars"),
                "acne": Term(name="acne"),
                "bags": Term(name="bags under the eyes"),
            },
            "treatment_type": {"medical": Term(name="medical"), "cosmetic": Term(name="cosmetic")},
            "body_area": {"neck": Term(name="the neck")},
            "circumstance": {
                "keloids": Term(name="keloids"),
                "young": Term(name="young age", synonyms=("under 22",)),
            },
            "other_treatment": {"roller": Term(name="rollers"), "pen": Term(name="a pen")},
        },
        treatments={
            "needling": Treatment(
                name="micro-needling", synonyms=("derma roller",), misspellings=("needlung",)
            )
        },
    )


READER = TextReader(knowledge())


@pytest.mark.parametrize("whose", ["the", "my", "her", "your"])
def test_a_name_with_an_article_is_read_of_anybody(whose: str) -> None:
    (found,) = READER.read(f"does it help with bags under {whose} eyes?").entities
    assert (found.kind, found.value) == ("condition", "bags")


def test_reads_entities_of_every_sort_in_their_order() -> None:
    reading = READER.read(
        "I'm 19, no keloids: is a 0.5 derma roller ok for my ance, or 1\u20132 mm?"
    )
    assert (
        reading.normalised == "I'm 19, no keloids: is a 0.5 derma roller ok for my ance, or 1-2 mm?"
    )
    assert [(each.kind, each.value, each.negated) for each in reading.entities] == [
        ("circumstance", "young", False),
        ("circumstance", "keloids", True),
        ("depth", 0.5, False),
        ("treatment", "needling", False),
        ("condition", "acne", False),
        ("depth", Range(min=1, max=2), False),
    ]
    assert all(reading.normalised[each.start : each.end] == each.text for each in reading.entities)


def test_display_names_are_found_without_their_article() -> None:
    assert READER.read("neck").entities == (Entity("body_area", "neck", 0, 4, "neck"),)


def test_reads_the_sentences_in_their_clauses() -> None:
    text = READER.read("I have acne. Does it hurt and how much is it?")
    assert [[(text.of(each), each.asks) for each in clauses] for clauses in text.sentences] == [
        [("I have acne.", False)],
        [("Does it hurt", True), ("how much is it?", True)],
    ]


def test_knows_the_ages() -> None:
    assert READER.read("I'm 19 and my mom is 71 years old, 0.5 mm").ages == (19, 71)


@pytest.mark.parametrize(
    "message",
    [
        "and medical?", "what about 1 mm", "for my neck?", "acne", "0.5?", "and with keloids?",
        "how about the cosmetic one", "and if I have keloids", "what if im 19",
        "and microneedling?", "1 mm and scars", "ok and acne?",
    ],
)  # fmt: skip
def test_knows_an_ellipsis(message: str) -> None:
    assert READER.read(message).is_elliptical


@pytest.mark.parametrize(
    "message",
    [
        "does medical hurt?", "roller or pen?", "medical vs cosmetic", "what about it", "and?",
        "microneedling for acne", "is it medical", "if I have keloids", "hello", "", "ok",
        "0.5 or 1 mm?",
    ],
)  # fmt: skip
def test_knows_what_asks_by_itself(message: str) -> None:
    assert not READER.read(message).is_elliptical


def test_tells_what_it_cannot_read() -> None:
    assert READER.read("does it hurt").is_readable
    assert READER.read("1.5").is_readable
    assert not READER.read("\U0001f600").is_readable
    assert not READER.read('/ask_cost{"a":1}').is_readable
    russian = READER.read("\u044d\u0442\u043e \u0431\u043e\u043b\u044c\u043d\u043e")
    assert (russian.is_readable, russian.is_latin) == (False, False)


def test_tells_another_language() -> None:
    assert READER.read("cuanto cuesta el needling para acne").is_foreign
    assert not READER.read("hw mcuh is needlng for ance").is_foreign
    assert not READER.read("\u044d\u0442\u043e \u043e\u0447\u0435\u043d\u044c \u0431").is_foreign


def test_corrects_for_the_classifier() -> None:
    text = READER.read("dose it  hurt, needlng???")
    assert text.corrected(text.whole) == "does it hurt, needling?"


@ANY_PACE
@given(st.text(max_size=200))
def test_any_message_can_be_read(message: str) -> None:
    reading = READER.read(message)
    assert READER.read(message) == reading
    assert all(reading.normalised[each.start : each.end] == each.text for each in reading.entities)
    assert not reading.sentences or reading.words


def test_reads_with_the_clinics_own_vocabulary() -> None:
    clinic = load(DEFAULT_FOLDER)
    reader = TextReader(clinic)
    for kind, terms in clinic.terms.items():
        for value, term in terms.items():
            for name in term.synonyms:
                found = {(each.kind, each.value) for each in reader.read(name).entities}
                # A peel may be a treatment of the clinic's own.
                is_own = "treatment" in {each for each, _ in found}
                assert (kind, value) in found or (kind == "other_treatment" and is_own), name


CLINICS_READER = TextReader(load(DEFAULT_FOLDER))


@pytest.mark.parametrize(
    ("message", "detail"),
    [
        ("is it good for my hair", ("condition", "hair_restoration", False)),
        ("my hair is falling out", ("condition", "hair_restoration", False)),
        ("can it help with hair lose", ("condition", "hair_restoration", False)),
        ("does it work on acne scaring", ("condition", "acne_scars", False)),
        ("ance scares", ("condition", "acne_scars", False)),
        ("i have pregnancy marks", ("condition", "stretch_marks", False)),
        ("my c-section scar", ("condition", "abdominal_scars", False)),
        ("the 11s between my brows", ("condition", "wrinkles", False)),
        ("liver spots", ("condition", "hyperpigmentation", False)),
        ("patchy skin tone", ("condition", "hyperpigmentation", False)),
        ("i have type 5 skin", ("circumstance", "dark_skin", False)),
        ("i take brilinta", ("circumstance", "blood_thinners", False)),
        ("i don't have PCOS", ("circumstance", "pcos", True)),
        ("no allergy to stainless steel", ("circumstance", "stainless_steel_allergy", True)),
        ("i get cold sors", ("circumstance", "cold_sores", False)),
        ("a facialist", ("provider", "clinical_esthetician", False)),
        ("under the eyes", ("body_area", "under_eyes", False)),
        ("my buttox", ("body_area", "buttocks", False)),
        ("after butox", ("other_treatment", "botox", False)),
        ("is a chemical peal better", ("other_treatment", "chemical_peel", False)),
        ("morfeus 8", ("other_treatment", "rf_microneedling", False)),
        ("is a derma pin safe", ("treatment", "microneedling", False)),
    ],
)
def test_knows_how_visitors_name_things(message: str, detail: tuple[str, str, bool]) -> None:
    entities = CLINICS_READER.read(message).entities
    assert [(each.kind, each.value, each.negated) for each in entities] == [detail]


@pytest.mark.parametrize(
    "message",
    [
        "are the needles stainless steel",
        "can i wash my hair after",
        "tie my hair back",
        "is it good for hair dye",
        "which practitioner do i see",
        "my skin scares me",
        "open from 9 to 11",
        "skin type 2",
    ],
)
def test_has_no_false_friends_in_the_clinics_vocabulary(message: str) -> None:
    assert CLINICS_READER.read(message).entities == ()


@pytest.mark.parametrize(
    ("message", "circumstance"),
    [
        ("iz it safe wile brest feeding", "breastfeeding"),
        ("can u do me if im breat feeding", "breastfeeding"),
        ("brestfeding my lil one is this alowed", "breastfeeding"),
        ("still brest feedng, can i come in", "breastfeeding"),
        ("im preggers", "pregnancy"),
        ("wat abt pregnency", "pregnancy"),
        ("i tak blod thinnrs", "blood_thinners"),
        ("bloo thinners ok??", "blood_thinners"),
        ("im on warfrain", "blood_thinners"),
        ("i form keloyds", "keloids"),
        ("keliod prone skin ok?", "keloids"),
        ("i hav cold soars", "cold_sores"),
        ("week immune system", "immune_suppression"),
        ("alergic to stainless steal", "stainless_steel_allergy"),
        ("is it ok with lidocane alergy", "anesthetic_allergy"),
        ("what if i pass out", "fainting"),
        ("is 71 too old", "older_age"),
    ],
)
def test_a_circumstance_typed_on_a_phone_is_still_found(message: str, circumstance: str) -> None:
    entities = CLINICS_READER.read(message).entities
    assert {each.value for each in entities if each.kind == "circumstance"} == {circumstance}


def test_the_main_clauses_stand_where_they_were_written() -> None:
    text = READER.read("pls tell me is it safe n how mutch is it")
    assert [text.of(Stretch(each.start, each.end)) for each in text.main_clauses if each.asks] == [
        "is it safe",
        "how mutch is it",
    ]


def test_the_words_of_a_stretch() -> None:
    text = READER.read("How much? For both arms")
    assert text.norms_in(Stretch(10, text.whole.end)) == {"for", "both", "arms"}
