"""The treatment that `docs/knowledge.md` adds, by the model as it was trained, and at the desk."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path

import anyio
import pytest

from actions.answering import Reply, answer_all
from desk.answer.phone_answer import PhoneAnswers
from desk.sign_in.staff import Role
from desk.teach.of_treatment import treatments_taught
from knowledge import LiveKnowledge
from teaching import Change, ExamplesChange, FactChange, NewFact, SentenceChange
from tests.desk_under_test import Desk, desk
from tests.gateway_under_test import trained_model
from tests.unit.documented import write_as_documented
from understanding.live import LiveUnderstanding
from understanding.reading import understand
from understanding.so_far import SoFar

MADE = datetime(2026, 5, 4, tzinfo=timezone.utc)
WAYS = [
    "how long does a fruit peel take to do",
    "fruit acid peel, how many minutes is that",
    "is the fruit peel done in an hour",
    "do i need to plan a whole morning for a fruit peel",
    "how long am I with you for the acid peel",
]

QUESTION_ON_THE_PEEL = """
  fruit_acid_peel:
    pain:
      peel-acid-stings:
        name: whether the acid stings
        examples:
          - does the acid sting
          - is it a stinging acid
          - will the acid sting my eyes
          - how long does the acid sting
          - does the acid burn and sting
          - acid stings, yes or no
        facts: [peel-stings]
"""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> LiveKnowledge:
    folder = write_as_documented(tmp_path_factory.mktemp("documented"))
    return LiveKnowledge(folder, on_refused=lambda error: pytest.fail(str(error)))


@pytest.fixture
def front(live: LiveKnowledge, tmp_path: Path) -> Iterator[Desk]:
    folder = write_as_documented(tmp_path / "documented")
    mine = LiveKnowledge(folder, on_refused=lambda error: pytest.fail(str(error)))
    with desk(tmp_path, live=mine, KNOWLEDGE_FOLDER=folder) as it:
        yield it


class Visitor:
    """Somebody who asks one thing after the other."""

    def __init__(self, live: LiveKnowledge) -> None:
        self.knowledge = live.current()
        self.so_far = SoFar()

    def ask(self, text: str) -> Reply:
        model = trained_model().current()
        understood = understand(text, self.so_far, self.knowledge, model)
        reply = answer_all(understood, self.so_far, self.knowledge)
        self.so_far = reply.so_far
        return reply

    def answered(self, text: str) -> tuple[str | None, str, tuple[str, ...]]:
        first = self.ask(text).answers[0]
        return first.treatment, first.topic, first.facts


@pytest.mark.parametrize(
    ("asked", "topic", "facts"),
    [
        ("what is a fruit peel", "definition", ("peel-what-it-is",)),
        ("tell me about fruit acid peels", "definition", ("peel-what-it-is",)),
        ("does a fruit peel hurt?", "pain", ("peel-stings",)),
        ("what can a fruit peel be used for", "conditions", ("peel-dark-spots", "peel-melasma")),
        ("is a fruit peel ok while pregnant", "suitability", ("peel-pregnancy",)),
        ("how deep does a fruit peel go", "needle_depth", ()),
        ("what needle length does a fruit peel use", "needle_depth", ()),
        ("how many fruit peels do i need", "sessions", ()),
        ("how much is a fruit peel", "cost", ()),
    ],
)
def test_without_training_it_is_asked_about_as_the_first_one_is(
    live: LiveKnowledge, asked: str, topic: str, facts: tuple[str, ...]
) -> None:
    assert Visitor(live).answered(asked) == ("fruit_acid_peel", topic, facts)


def test_a_conversation_turns_from_one_to_the_other(live: LiveKnowledge) -> None:
    visitor = Visitor(live)
    treatment, _, facts = visitor.answered("can i have microneedling while pregnant")
    assert (treatment, "peel-pregnancy" in facts) == ("microneedling", False)
    asked = visitor.answered("does a fruit peel hurt")
    assert asked == ("fruit_acid_peel", "pain", ("peel-pregnancy", "peel-stings"))
    assert visitor.answered("how deep does it go") == ("fruit_acid_peel", "needle_depth", ())
    assert visitor.answered("is there parking")[1:] == ("booking", ())
    assert visitor.answered("and what is microneedling?")[0] == "microneedling"


@pytest.mark.parametrize(
    "asked", ["fruit peel or microneedling for melasma", "do you treat melasma"]
)
def test_both_are_told_of_for_a_condition(live: LiveKnowledge, asked: str) -> None:
    facts = [fact for each in Visitor(live).ask(asked).answers for fact in each.facts]
    assert {"peel-melasma", "melasma-perhaps-with-medicine"} <= set(facts)


def test_both_are_told_of_where_they_are_held_against_each_other(live: LiveKnowledge) -> None:
    said = Visitor(live).ask("does a fruit peel hurt more than microneedling").answers
    assert [each.treatment for each in said] == ["fruit_acid_peel", "microneedling"]
    assert [each.topic for each in said] == ["pain", "pain"]
    done = Visitor(live).ask("what treatments do you do").answers[0]
    assert "fruit acid peel" in done.text
    assert "micro-needling" in done.text


def test_the_desk_answers_on_it_while_somebody_types(front: Desk) -> None:
    for typed in ("does a fruit peel hurt", "fruit peel pain"):
        shown = front.post("/desk", asked=typed).text
        assert "stings for a short while" in shown, typed
        assert "numbing cream" not in shown, typed
    panel = front.get("/desk").text
    assert "Fruit acid peel" in panel
    assert "Micro-needling" in panel


def test_the_desk_offers_a_fragment_that_names_no_treatment_the_questions_of_all(
    tmp_path: Path,
) -> None:
    folder = write_as_documented(tmp_path)
    questions = folder / "questions.yml"
    questions.write_text(questions.read_text() + QUESTION_ON_THE_PEEL)
    live = LiveKnowledge(folder, on_refused=lambda error: pytest.fail(str(error)))
    phone = PhoneAnswers(str, LiveUnderstanding(live, trained_model()))

    def told(text: str) -> set[str | None]:
        return {each.treatment for each in anyio.run(phone.to_question, text).answers}

    assert told("stings") == {"microneedling", "fruit_acid_peel"}
    assert told("microneedling stings") == {"microneedling"}
    assert Visitor(live).answered("stings")[0] == "microneedling"
    # Nothing is left to be asked back where the words are enough.
    assert told("does it hurt") == {"microneedling"}
    assert Visitor(live).answered("does it hurt")[0] == "microneedling"


@pytest.mark.parametrize("sheet", ["/desk/faq", "/desk/faq?one=page"])
def test_both_are_on_the_printed_sheets(front: Desk, sheet: str) -> None:
    shown = front.get(sheet).text
    assert "A fruit acid peel takes off the top layer of the skin." in shown
    assert re.search("fruit acid peel: ", shown, re.IGNORECASE)
    assert re.search("micro-needling: ", shown, re.IGNORECASE)


def test_its_facts_are_reviewed_with_the_others(front: Desk) -> None:
    shown = front.get("/desk/review?source=SOME-LEAFLET").text
    assert "Our leaflet lists melasma among the uses of a fruit acid peel." in shown


def test_a_question_of_its_own_is_added_at_the_desk_and_is_a_gap_of_it(
    front: Desk,
) -> None:
    form = front.get("/desk/questions").text
    assert '<option value="fruit_acid_peel">fruit acid peel</option>' in form
    done = front.post(
        "/desk/questions",
        treatment="fruit_acid_peel",
        topic="procedure",
        name="how long a fruit acid peel takes",
        ways="\n".join(WAYS),
    )
    assert done.status_code == 200, html.unescape(done.text)
    assert "<dt>Treatment</dt><dd>fruit acid peel</dd>" in done.text
    assert (
        "<td>What happens at the visit? (fruit acid peel)</td>" in front.get("/desk/changes").text
    )
    front.sign_in(Role.MANAGER)
    assert "Take it back" in front.post(done.url.path, do="apply").text
    assert "How long a fruit acid peel takes" in front.get("/desk/gaps?show=all").text
    told = front.post("/desk", asked="how long does a fruit peel take").text
    assert "how long a fruit acid peel takes" in told
    first = front.post("/desk", asked="how long does needling take").text
    assert "fruit acid peel" not in first


def test_a_proposal_says_of_which_treatment_it_is(live: LiveKnowledge) -> None:
    knowledge = live.whole()

    def of(change: Change) -> str:
        return treatments_taught(change, knowledge)

    sentence = partial(
        SentenceChange, made_at=MADE, made_by="maria", topic="pain", before="x", text="y"
    )
    new = NewFact(id="new", text="It tingles.", source="SOME-LEAFLET")
    fact = partial(FactChange, made_at=MADE, made_by="maria", topics=("pain",), fact=new)
    assert of(sentence(fact="peel-stings")) == "fruit acid peel"
    assert of(sentence(fact="no-such-fact")) == ""
    assert of(fact(treatment="fruit_acid_peel")) == "fruit acid peel"
    assert of(fact()) == knowledge.treatments["microneedling"].name
    assert of(fact(treatment="gone")) == "gone"
    examples = ExamplesChange(made_at=MADE, made_by="maria", topic="pain", examples=("ouch",))
    assert of(examples) == ""
    first = {"microneedling": knowledge.treatments["microneedling"]}
    assert treatments_taught(fact(), replace(knowledge, treatments=first)) == ""
