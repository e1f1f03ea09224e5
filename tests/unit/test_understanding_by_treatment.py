"""What is asked of one treatment among several, with the second one of `docs/knowledge.md`."""

from dataclasses import replace

import pytest
from documented import write_as_documented

from knowledge import DEFAULT_FOLDER, Knowledge, load
from language.entities import Entity
from understanding.by_treatment import asked_of, is_on_ours, of_each, only_known, spoken_alike
from understanding.heard import graver
from understanding.intent_model import RankedIntent
from understanding.kinds import HARM, LEADING, OTHER_QUESTION, QUESTION, TOLD
from understanding.of_harm import told_of_another
from understanding.so_far import SoFar
from understanding.understood import Detail, Question

PEEL, FIRST = Detail("treatment", "fruit_acid_peel"), Detail("treatment", "microneedling")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    return load(write_as_documented(tmp_path_factory.mktemp("documented")))


@pytest.fixture(scope="module")
def one() -> Knowledge:
    shipped = load(DEFAULT_FOLDER)
    return replace(shipped, treatments=dict(list(shipped.treatments.items())[:1]))


def misspelled(two: Knowledge) -> Knowledge:
    peel = two.treatments["fruit_acid_peel"].model_copy(update={"misspellings": ("froot peel",)})
    return replace(two, version="misspelled", treatments={**two.treatments, str(PEEL.value): peel})


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("does a fruit acid peel hurt", "does it hurt"),
        ("how many Fruit-Acid Peels do I need", "how many it do I need"),
        ("does micro-needling hurt", "does micro-needling hurt"),
        ("fruit peel or microneedling", "fruit peel or microneedling"),
        ("what is an acid peel?", "what is micro-needling?"),
        ("fruit peels?", "micro-needling?"),
        ("what about fruit", "what about fruit"),
        ("could you tell me more about fruit peels", "could you tell me more about micro-needling"),
        ("explain an acid peel please", "explain micro-needling please"),
        ("can i have a fruit peel", "can i have it"),
        ("what's a fruit acid peel please", "what's micro-needling please"),
        ("what does a fruit acid peel cost me", "what does it cost me"),
    ],
)
def test_another_treatment_is_asked_of_in_the_words_for_the_first(
    two: Knowledge, said: str, read: str
) -> None:
    assert spoken_alike(said, two) == read


def test_with_one_treatment_nothing_is_read_otherwise(one: Knowledge) -> None:
    said = "does a fruit acid peel hurt more than microneedling"
    assert spoken_alike(said, one) == said
    assert not is_on_ours(said, one)
    peel = Entity("treatment", "fruit_acid_peel", 0, 4, "peel")
    assert asked_of([peel], SoFar(), one) is one


def test_only_what_is_asked_of_the_treatment_spoken_of_can_be_meant(two: Knowledge) -> None:
    peel = Entity("treatment", "fruit_acid_peel", 0, 4, "peel")
    of_peel = asked_of([peel], SoFar(), two)
    assert "does-it-hurt" in two.questions
    assert "does-it-hurt" not in of_peel.questions
    assert "where-to-park" in of_peel.questions, "parking is the same for every treatment"
    assert asked_of([], SoFar(treatment="fruit_acid_peel"), two).questions == of_peel.questions
    first = Entity("treatment", "microneedling", 9, 13, "this")
    for unchanged in ([], [first], [peel, first]):
        assert asked_of(unchanged, SoFar(), two) is two
    assert of_peel.asked_of({"microneedling"}) is two


def test_what_names_one_of_several_is_ours(two: Knowledge) -> None:
    assert is_on_ours("are fruit peels a thing", two)
    assert is_on_ours("is needling a thing", two)
    assert not is_on_ours("is banana a thing", two)
    assert is_on_ours("are froot peels a thing", misspelled(two))
    assert spoken_alike("does a froot peel hurt", misspelled(two)) == "does it hurt"


@pytest.mark.parametrize(
    "words",
    [
        "does a fruit peel hurt more than needling",
        "needling or a fruit peel, which hurts less",
        "do they both hurt, fruit peel and needling",
    ],
)
def test_what_is_asked_of_both_is_answered_for_each(two: Knowledge, words: str) -> None:
    asked = Question("pain", (PEEL, Detail(QUESTION, "does-it-hurt"), FIRST), words)
    of_peel, of_first = of_each(asked, two)
    assert of_peel.details == (PEEL,)
    assert of_first.details == (Detail(QUESTION, "does-it-hurt"), FIRST)
    assert of_each(of_peel, two) == (of_peel,)


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("suitability", "how long after a fruit peel can i have needling"),
        ("suitability", "a fruit peel and needling on the same day"),
        ("suitability", "needling weeks since my fruit peel"),
        ("comparison", "fruit peel or needling"),
        ("pain", ""),
    ],
)
def test_what_is_asked_of_two_together_stays_one_question(
    two: Knowledge, topic: str, words: str
) -> None:
    asked = Question(topic, (PEEL, FIRST), words)
    assert of_each(asked, two) == (asked,)


def test_what_leads_one_treatments_answer_leads_no_others(two: Knowledge) -> None:
    details = (PEEL, FIRST, Detail(LEADING, "pain-common"), Detail(OTHER_QUESTION, "no-such"))
    asked = Question("pain", details, "which hurts less")
    assert [each.details for each in of_each(asked, two)] == [(PEEL,), (FIRST,)]


def test_particular_questions_that_the_knowledge_has_not_are_left_out(two: Knowledge) -> None:
    details = (Detail(QUESTION, "no-such"), Detail(OTHER_QUESTION, "does-it-hurt"), PEEL)
    assert only_known(Question("pain", details), two).details == details[1:]


def test_harm_that_only_another_treatment_is_asked_of_is_told_all_the_same(two: Knowledge) -> None:
    of_peel = two.asked_of({"fruit_acid_peel"})
    harm, pain = two.questions["harm-ruined-my-skin"], two.questions["does-it-hurt"]
    asked = [Question("side_effects", (PEEL,)), Question("cost", (PEEL,))]
    told, other = told_of_another(asked, harm, of_peel)
    assert told.details == (PEEL, Detail(TOLD, HARM))
    assert other == asked[1]
    for likeliest, knowledge in ((pain, of_peel), (None, of_peel), (harm, two)):
        assert told_of_another(asked, likeliest, knowledge) == asked


def test_of_two_readings_of_a_sentence_the_graver_one_counts_as_a_sign() -> None:
    asked = [RankedIntent("asked", 0.9), RankedIntent("today", 0.1)]
    today = [RankedIntent("today", 0.6), RankedIntent("asked", 0.4)]
    now = [RankedIntent("emergency_now", 0.5), RankedIntent("asked", 0.5)]
    assert graver(asked, today) is graver(today, asked) is today
    assert graver(today, now) is now
