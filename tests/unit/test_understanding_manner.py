from understanding.intent_model import RankedIntent
from understanding.manner import (
    Manner,
    as_corrected,
    as_referring,
    is_manner,
    manner_examples,
    manner_of,
)

SENTENCES = ["so wait?", "oh well", "does it hurt"]
LABELS = ["manner/leaning", "manner/remark", "ask_pain"]


def test_the_manners_are_learnt_from_their_examples_and_from_questions() -> None:
    questions = ["how much is it", "word " * 21]
    sentences, manners = manner_examples(SENTENCES, LABELS, questions)
    assert sentences == ["so wait?", "oh well", "how much is it"]
    assert manners == ["leaning", "remark", "standing"]


def test_without_examples_of_a_manner_nothing_is_learnt() -> None:
    assert manner_examples(["does it hurt"], ["ask_pain"], ["how much is it"]) == ([], [])
    assert not is_manner("ask_pain")


def test_leaning_is_a_share_of_what_asks() -> None:
    shares = {"leaning": 0.3, "standing": 0.1, "remark": 0.1}
    manner = manner_of([RankedIntent(*each) for each in shares.items()])
    assert (round(manner.leaning, 2), round(manner.remark, 2)) == (0.75, 0.2)
    assert manner_of([]) == Manner()


def test_what_speaks_of_two_things_without_their_names_leans() -> None:
    stands = Manner(leaning=0.1, remark=0.2)
    assert as_referring(stands, "may I have both") == Manner(leaning=1.0, remark=0.2)
    assert as_referring(stands, "can it be done on both my arms") == stands


def test_what_puts_something_right_leans_on_it() -> None:
    stands = Manner(leaning=0.1, remark=0.2)
    for words in ("no I meant the eye makeup", "sorry i ment the brown ones"):
        assert as_corrected(stands, words) == Manner(leaning=1.0, remark=0.2)
    assert as_corrected(stands, "does it hurt") == stands
