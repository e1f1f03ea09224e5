import pytest

from actions.answer import Answer
from actions.composing import Draft
from actions.unclear import compose_out_of_scope, compose_unclear, with_person
from knowledge import DEFAULT_FOLDER, load
from tests.unit.two_treatments import knowledge
from understanding.kinds import HERE
from understanding.so_far import SoFar
from understanding.understood import Detail, Question, Understood, Unreadable


def missed(*likely: str, why: Unreadable | None = None) -> Answer:
    understood = Understood((Question("unclear"),), unreadable=why, likely=likely)
    return compose_unclear(understood, Draft(understood.questions[0], SoFar(), knowledge()))


def phrases(answer: Answer) -> list[str | None]:
    return [line.phrase for line in answer.sentences]


def test_the_likeliest_topics_become_buttons() -> None:
    answer = missed("pain", "smalltalk", "out_of_scope", "cost", "pain", "results", "types")
    assert [button.id for button in answer.buttons] == ["pain", "cost", "results"]
    assert phrases(answer) == ["welcome_emergency", "unclear"]


def test_without_a_guess_it_asks_for_other_words() -> None:
    answer = missed("nonsense")
    assert phrases(answer) == ["welcome_emergency", "unclear_no_guess"]
    assert len(answer.buttons) == 3


def test_a_person_is_offered_beside_the_choices() -> None:
    answer = with_person(missed("pain"), knowledge())
    assert [line.phrase for line in answer.sentences] == [
        "welcome_emergency",
        "unclear",
        "unclear_again",
        "reach_unknown",
    ]
    assert answer.buttons[-1].id == "handoff"


@pytest.mark.parametrize(
    ("why", "keys"),
    [("language", ["unreadable_language", "reach_unknown"]), ("text", ["unreadable_text"])],
)
def test_what_cannot_be_read_is_told_so(why: Unreadable, keys: list[str]) -> None:
    assert phrases(missed("pain", why=why)) == ["welcome_emergency", *keys]


def test_out_of_scope_is_said_at_once_with_what_can_be_asked() -> None:
    answer = compose_out_of_scope(Draft(Question("out_of_scope"), SoFar(), knowledge()))
    assert answer.text == (
        "I can't help with that. I only answer questions about rolling and peeling and this clinic."
    )
    assert len(answer.buttons) == 3


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ((Detail("other_treatment", "steam"),), "Whether this clinic offers steam, I don't know"),
        ((), "Whether this clinic does that, I don't know"),
    ],
)
def test_what_else_a_clinic_does_its_front_desk_is_asked(
    names: tuple[Detail, ...], said: str
) -> None:
    asked = Question("out_of_scope", (*names, Detail(HERE, "asked")))
    answer = compose_out_of_scope(Draft(asked, SoFar(), knowledge()))
    assert answer.text.startswith(said)
    assert answer.buttons[0].id == "handoff"


def test_what_was_not_understood_but_asks_of_the_clinic_is_not_asked_again() -> None:
    asked = Question("unclear", (Detail(HERE, "asked"),))
    answer = compose_unclear(Understood((asked,)), Draft(asked, SoFar(), knowledge()))
    assert phrases(answer) == ["welcome_emergency", "here_does_that"]


def test_whoever_is_angry_is_not_sent_to_the_emergency_number() -> None:
    understood = Understood((Question("unclear"),), tone="angry")
    draft = Draft(understood.questions[0], SoFar(), knowledge())
    assert phrases(compose_unclear(understood, draft)) == ["unclear_no_guess"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "Solo puedo leer ingl\u00e9s."), ("de", "Ich kann nur Englisch lesen.")],
)
def test_that_only_english_is_read_is_said_in_the_visitors_language(
    language: str, said: str
) -> None:
    shipped = load(DEFAULT_FOLDER)
    unclear = Question("unclear")
    understood = Understood((unclear,), unreadable="language", language=language)
    answer = compose_unclear(understood, Draft(unclear, SoFar(), shipped))
    number = shipped.safety.languages[language].number_when_blank
    # Whom to call stands first, as everywhere.
    assert 0 < answer.text.index(number) < answer.text.index(said)
    assert answer.buttons[0].id == "handoff"
    assert with_person(answer, shipped) == answer


def test_in_a_language_without_words_of_its_own_the_emergency_line_stands() -> None:
    understood = Understood((Question("unclear"),), unreadable="language", language="xx")
    answer = compose_unclear(understood, Draft(Question("unclear"), SoFar(), knowledge()))
    assert phrases(answer)[0] == "welcome_emergency"
