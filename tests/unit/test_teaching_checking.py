from pathlib import Path

import pytest

from knowledge import load
from knowledge.treatments import About
from teaching.change import Change, NewSource, mark_of_fact
from teaching.checking import check_change
from teaching.known import Known
from tests.unit.small_knowledge import QUESTIONS
from tests.unit.teaching_project import examples, fact, make_project, question, sentence

PAPER = NewSource(id="PAPER", title="On balls", publisher="Us", grade="peer-reviewed")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    root = make_project(tmp_path_factory.mktemp("known") / "project")
    (root / "data" / "more").mkdir()
    (root / "data" / "more" / "yes.yml").write_text(
        "nlu:\n  - intent: affirm\n    examples: |\n      - yes please\n", "utf-8"
    )
    return Known.read(root, root / "knowledge")


def problems(change: Change, known: Known) -> list[tuple[str, str]]:
    found = check_change(change, known, masked=lambda text: text.replace("Bob", "[name]"))
    return [(problem.field, str(problem)) for problem in found]


def test_what_is_in_order_has_no_problem(known: Known) -> None:
    assert problems(examples("is it a soft ball?", "rolling: how, when (and why)"), known) == []
    assert problems(fact(examples=("is it soft",)), known) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo", "is not one plain line"),
        ("one\u2028two", "is not one plain line"),
        ("tab\there", "is not one plain line"),
        ("?!", "has no words"),
        ("", "has no words"),
        ("/ask_pain", "remove the /"),
        ("is [it](treatment) soft", "has brackets"),
        ("is {it} soft", "has brackets"),
        ("soft " * 61, "more than 300 characters"),
        ("is it right for Bob", "holds personal data"),
        ("my throat is swelling and I cannot breathe", "answered as an emergency"),
        ("What is ROLLING?", "an example of this topic already"),
        ("how deep does it go?", "already an example of needle_depth"),
        ("Yes, please!", "already an example of affirm"),
    ],
)
def test_an_example_that_cannot_be_taught(text: str, expected: str, known: Known) -> None:
    ((field, words),) = problems(examples(text), known)
    assert field == "examples"
    assert expected in words
    assert "Mend: " in words


def test_every_example_is_looked_at(known: Known) -> None:
    assert len(problems(examples("/a", "fine", "what is rolling", "Fine!"), known)) == 3


def test_a_warning_sign_belongs_to_emergencies(known: Known) -> None:
    change = examples("my throat is swelling and I cannot breathe", topic="emergency")
    assert problems(change, known) == []


def test_a_topic_that_is_never_asked_cannot_be_taught(known: Known) -> None:
    ((field, words),) = problems(examples("is it soft", topic="unclear"), known)
    assert field == "topic"
    assert "use one of `definition`, `emergency`, `needle_depth`" in words


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        (fact(of_fact={"id": "limits"}), "fact.id", "There is a fact `limits` already"),
        (fact(of_fact={"source": "LEAFLETS"}), "fact", "did you mean `LEAFLET`?"),
        (fact(new_source=PAPER), "fact.source", "make them the same"),
        (
            fact(new_source=PAPER.model_copy(update={"id": "LEAFLET"})),
            "new_source.id",
            "a source `LEAFLET` already",
        ),
        (fact(treatment="roling"), "treatment", "did you mean `rolling`?"),
        (fact("The ball.\nIt is soft."), "fact.text", "not one plain line"),
        (fact("The ball is soft"), "fact", "end it with a full stop"),
        (fact("It is a ball. It is soft."), "fact", "more than one sentence"),
        (fact("The ball is 7 cm wide."), "fact", "says 7, which is not under its `numbers`"),
        (fact(of_fact={"numbers": {"cm": 7}}), "fact", "which its text does not say"),
        (fact("So " * 26 + "soft."), "fact.text", "more than 25 words"),
        (fact("Ask Bob."), "fact.text", "holds personal data"),
        (fact(of_fact={"qualified_by": ("limit",)}), "fact", "did you mean `limits`?"),
        (
            fact(of_fact={"about": About(condition=("freckle",))}),
            "fact",
            "did you mean `freckles`?",
        ),
        (fact(topics=("booking",)), "topics", "booking would never show this fact"),
        (fact(examples=("/x",)), "examples", "remove the /"),
    ],
)
def test_a_fact_that_cannot_be_taught(
    change: Change, field: str, expected: str, known: Known
) -> None:
    found = problems(change, known)
    assert [(where, expected in words) for where, words in found] == [(field, True)]


def test_a_fact_may_bring_its_source_and_be_about_something(known: Known) -> None:
    change = fact(
        of_fact={"source": "PAPER", "about": About(condition=("scars",))}, new_source=PAPER
    )
    assert problems(change, known) == []


def test_the_shipped_topics_can_all_be_taught() -> None:
    root = Path(__file__).parent.parent.parent
    shipped = Known.read(root, root / "knowledge")
    assert len(shipped.topics) == 28
    assert "unclear" not in shipped.topics
    assert len(shipped.owners) > 1000


def test_a_sentence_that_is_in_order_has_no_problem(known: Known) -> None:
    assert problems(sentence(), known) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"fact": "by-nurse"}, "did you mean `by-nurses`"),
        ({"before": "A nurse does it."}, "Somebody else has changed this sentence since."),
        ({"text": "A nurse does the rolling."}, "This is the sentence that it has."),
        ({"text": "A nurse\u2028rolls."}, "not one plain line"),
        ({"text": "A nurse rolls " + "and " * 25 + "rolls."}, "more than 25 words"),
        ({"text": "Bob rolls the ball."}, "personal data"),
        (
            {"desk": "A nurse rolls " + "and " * 25 + "rolls."},
            "for the phone has more than 25 words",
        ),
        ({"desk": "Bob rolls the ball."}, "for the phone holds personal data"),
        ({"text": "A nurse rolls for 3 weeks."}, "not under its `numbers`"),
        ({"text": "We guarantee that it works."}, "promises"),
    ],
)
def test_a_sentence_that_cannot_be_taken(more: dict[str, str], expected: str, known: Known) -> None:
    assert any(expected in words for _, words in problems(sentence(**more), known))


def test_a_sentence_keeps_the_figure_that_answers_count_with() -> None:
    root = Path(__file__).parent.parent.parent
    shipped = Known.read(root, root / "knowledge")
    for fact_id in ("downtime-days", "spacing-sheets", "results-trial"):
        before = shipped.knowledge.facts[fact_id].text
        change = sentence("It takes some time for most people.", fact=fact_id, before=before)
        found = problems(change, shipped)
        assert any("is no length of time" in words for _, words in found), fact_id


def test_a_sentence_is_refused_where_anything_of_its_fact_has_changed_since(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    file = root / "knowledge" / "treatments.yml"
    shipped = file.read_text("utf-8")
    proposed = sentence(entry=mark_of_fact(load(file.parent).facts["by-nurses"]))

    def found(more: str) -> list[str]:
        text = "text: A nurse does the rolling.\n"
        file.write_text(shipped.replace(text, f"{text}    {more}\n"), "utf-8")
        return [words for _, words in problems(proposed, Known.read(root, file.parent))]

    [words] = found("desk: One of our nurses does it.")
    assert "Somebody else has changed" in words
    assert found("review: {by: Jane Doe RN, on: 2026-01-31}") == [], "a signature is no other fact"


def test_a_withdrawn_fact_comes_not_back_by_another_sentence(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    file = root / "knowledge" / "treatments.yml"
    fact_of = "text: A nurse does the rolling.\n    source: LEAFLET"
    review = "    review: {withdrawn_by: Jane Doe RN, on: 2026-01-31}"
    file.write_text(file.read_text().replace(fact_of, f"{fact_of}\n{review}"))
    ((field, words),) = problems(sentence(), Known.read(root, root / "knowledge"))
    assert (field, "under Review first" in words) == ("fact", True)


def test_a_question_that_is_in_order_has_no_problem(known: Known) -> None:
    assert problems(question(), known) == []
    assert problems(question(facts=(), topic="pain"), known) == []
    own = (*question().ways, "tell me about rolling")
    assert problems(question(ways=own), known) == [], "what teaches its topic may be one of its own"


@pytest.mark.parametrize(
    ("more", "field", "expected"),
    [
        ({"facts": ("by-nurse",)}, "fact", "did you mean `by-nurses`"),
        ({"treatment": "roling"}, "treatment", "did you mean `rolling`"),
        ({"name": "a\u2028b"}, "name", "not one plain line"),
        ({"ways": (*question().ways, "how deep does it go")}, "ways", "of needle_depth"),
        ({"ways": (*question().ways, "How far?")}, "ways", "twice"),
        ({"ways": (*question().ways, "far for Bob")}, "ways", "personal data"),
        ({"ways": (*question().ways, "how [far] is it")}, "ways", "brackets"),
        ({"ways": (*question().ways, "I cannot breathe")}, "ways", "as an emergency"),
    ],
)
def test_a_question_that_cannot_be_taken(
    more: dict[str, object], field: str, expected: str, known: Known
) -> None:
    ((where, words),) = problems(question(**more), known)
    assert where == field
    assert expected in words


def test_a_question_that_there_is_already_is_said_so(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    (root / "knowledge" / "questions.yml").write_text(QUESTIONS, "utf-8")
    taken = Known.read(root, root / "knowledge")
    ((field, _),) = problems(question(question="what-it-means"), taken)
    assert field == "question"
    ((field, words),) = problems(question(ways=(*question().ways, "rolling or tumbling")), taken)
    assert (field, "rolling or tumbling" in words) == ("fact", True)
