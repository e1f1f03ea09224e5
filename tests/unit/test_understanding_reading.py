"""The whole of `read`, with a model that was taught a handful of sentences."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge import DEFAULT_FOLDER, load
from knowledge.model import Knowledge
from language import text as text_module
from language.tokens import Tokenizer
from understanding.encoder import SentenceEncoder
from understanding.intent_model import IntentModelSettings
from understanding.model import Model, NoModel, Thresholds, newest_model, read_folder
from understanding.model import load as load_model
from understanding.reading import read, understand
from understanding.so_far import SoFar
from understanding.training import train
from understanding.understood import Detail

TAUGHT = {
    "ask_pain": ["does it hurt", "is it painful", "will I feel pain"],
    "ask_cost": ["how much is it", "what does it cost", "price"],
    "ask_smalltalk": ["hello", "hi there", "thanks"],
    "ask_out_of_scope": ["who won the match", "what is the capital of France"],
    "ask_emergency/today": ["my cheek has a strange smell since the session"],
    "ask_emergency/emergency_now": ["my airway is closing", "I can't get any air"],
    "inform/after_effect": ["a little pink this morning"],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model") / "train_nlu.UnderstandingComponent0"
    folder.mkdir()
    sentences = [(text, label) for label, texts in TAUGHT.items() for text in texts]
    texts, labels = zip(*sentences, strict=True)
    train(folder, texts, labels, IntentModelSettings(), Thresholds())
    return folder


@pytest.fixture(scope="module")
def model(folder: Path) -> Model:
    return read_folder(folder)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Without its particular questions, of which these models were taught nothing."""
    return replace(load(DEFAULT_FOLDER), questions={})


def test_questions_with_their_details(knowledge: Knowledge, model: Model) -> None:
    understood = read("Does it hurt on my neck? How much is it?", knowledge, model)
    assert [each.topic for each in understood.questions] == ["pain", "cost"]
    assert understood.questions[0].words == "Does it hurt on my neck?"
    assert "neck" in understood.questions[1].named("body_area")
    assert understood.sign is None
    assert set(understood.likely) <= {"pain", "cost", "smalltalk", "out_of_scope", "emergency"}


def test_what_the_visitor_says_of_themselves(knowledge: Knowledge, model: Model) -> None:
    understood = read("I'm 34 and pregnant, no keloids. Does it hurt?", knowledge, model)
    assert Detail("age", 34.0) in understood.person
    assert Detail("circumstance", "pregnancy") in understood.person
    assert all(each.negated for each in understood.person if each.value == "keloids")


def test_a_sign_by_words_comes_before_all_else(knowledge: Knowledge, model: Model) -> None:
    understood = read("How much is it? I can't breathe.", knowledge, model)
    assert understood.sign is not None
    assert (understood.sign.level, understood.sign.net) == ("emergency_now", "both")
    assert [each.topic for each in understood.questions] == ["emergency"]


def test_a_sign_is_heard_whatever_else_is_asked_about_the_last_answer(
    knowledge: Knowledge, model: Model
) -> None:
    so_far = SoFar(topic="pain", words="does it hurt")
    for text in ("huh? I can't breathe", "what do you mean, my throat is closing"):
        understood = read(text, knowledge, model, so_far)
        assert understood.sign is not None, text
    plain = read("huh? what do you mean", knowledge, model, so_far)
    assert plain.questions[0].ids("of_last") == ("shorter",)


def test_a_sign_by_meaning_in_a_sentence_that_only_tells(
    knowledge: Knowledge, model: Model
) -> None:
    said = "How much is it? My cheek has a strange smell since the session."
    sign = read(said, knowledge, model).sign
    assert sign is not None
    assert (sign.level, sign.net) == ("today", "meaning")


@pytest.mark.parametrize(
    ("text", "topic", "unreadable"),
    [
        ("\U0001f600", "unclear", "text"),
        ("", "unclear", "text"),
        ("это больно", "unclear", "language"),
        ("and for my neck?", "follow_up", None),
        ("zzkwq blorf the umbrella", "unclear", None),
    ],
)
def test_where_a_rule_knows_better(
    text: str, topic: str, unreadable: str | None, knowledge: Knowledge, model: Model
) -> None:
    understood = read(text, knowledge, model)
    assert (understood.questions[0].topic, understood.unreadable) == (topic, unreadable)


def test_a_message_is_read_once(
    knowledge: Knowledge, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    read("How much is it? Does it hurt?", knowledge, model)
    calls: Counter[str] = Counter()

    def counted(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def call(*arguments: Any, **named: Any) -> Any:
            calls[name] += 1
            return original(*arguments, **named)

        monkeypatch.setattr(owner, name, call)

    counted(text_module, "normalise")
    counted(Tokenizer, "words_of_each")
    counted(SentenceEncoder, "encode_both")
    message = "Does it hurt, how much is it and do I feel pain after?"
    understood = understand(message, SoFar(), knowledge, model)
    assert len(understood.questions) == 2
    assert (calls["normalise"], calls["encode_both"]) == (1, 1)
    # All of it and each question are cut once more, for what their words tell by themselves.
    assert calls["words_of_each"] <= 2 + len(understood.questions)


def test_the_archive_that_rasa_writes_is_read(folder: Path, tmp_path: Path) -> None:
    import tarfile

    with pytest.raises(NoModel, match="holds no model"):
        newest_model(tmp_path)
    with tarfile.open(tmp_path / "one.tar.gz", "w:gz", compresslevel=1) as archive:
        archive.add(folder, f"components/{folder.name}")
    assert newest_model(tmp_path) == tmp_path / "one.tar.gz"
    model = load_model(tmp_path / "one.tar.gz")
    (asked,), (sign,) = model.rank(["does it hurt"], *model.encoder.encode_both(["does it hurt"]))
    assert (asked[0].name, sign[0].name) == ("ask_pain", "asked")
    (tmp_path / "two.tar.gz").write_bytes(b"nothing")
    with pytest.raises(NoModel, match="cannot be read"):
        load_model(tmp_path / "two.tar.gz")


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        ("understanding.reading", {"rasa", "tensorflow", "sklearn", "scipy", "spacy", "onnx"}),
        ("understanding.model", {"onnxruntime", "tokenizers"}),
        ("actions.rasa_actions.actions", {"rasa", "numpy", "onnxruntime", "spacy", "tokenizers"}),
    ],
)
def test_what_is_imported_stays_light(module: str, heavy: set[str]) -> None:
    script = f"import sys, {module}\nprint(*({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
