"""A project that fits on a page, to apply changes to, with a training that only pretends."""

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from knowledge.editing import open_private
from knowledge.model import Knowledge
from teaching import ExamplesChange, FactChange, NewFact, QuestionChange, SentenceChange
from teaching.applying import Workplace
from teaching.files import example_lists
from teaching.rasa_model import NotLoaded
from teaching.showing import Read
from tests.unit.small_knowledge import write_folder
from understanding.understood import Question, Understood

NOW = datetime(2026, 1, 31, 12, 0, tzinfo=timezone.utc)
NLU = """\
# What people type
version: "3.1"

nlu:
  - intent: ask_definition  # the first
    examples: |
      - what is rolling
      - tell me about rolling

  # And this is asked less
  - intent: ask_needle_depth
    examples: |
      - how deep does it go
  - intent: ask_emergency
    examples: |
      - what is an emergency
"""


def examples(*texts: str, topic: str = "definition", **more: Any) -> ExamplesChange:
    """A change with examples."""
    return ExamplesChange.model_validate(
        {"made_at": NOW, "made_by": "jane", "topic": topic, "examples": texts, **more}
    )


def fact(text: str = "The ball is soft.", **more: Any) -> FactChange:
    """A change with a fact; `of_fact` holds what else the fact has."""
    of_fact = more.pop("of_fact", {})
    return FactChange.model_validate(
        {
            "made_at": NOW,
            "made_by": "jane",
            "topics": ("definition",),
            "fact": NewFact.model_validate(
                {"id": "soft-ball", "text": text, "source": "LEAFLET", **of_fact}
            ),
            **more,
        }
    )


def sentence(text: str = "A nurse rolls the ball.", **more: Any) -> SentenceChange:
    """A change of the sentence of the fact `by-nurses`."""
    return SentenceChange.model_validate(
        {
            "made_at": NOW,
            "made_by": "jane",
            "topic": "providers",
            "fact": "by-nurses",
            "before": "A nurse does the rolling.",
            "text": text,
            **more,
        }
    )


def question(**more: Any) -> QuestionChange:
    """A change with a question on how far the ball rolls."""
    ways = ("how far", "how far does it roll", "far?", "does it roll far", "rolls how far")
    return QuestionChange.model_validate(
        {
            "made_at": NOW,
            "made_by": "jane",
            "topic": "definition",
            "question": "how-far",
            "name": "how far it rolls",
            "ways": ways,
            "facts": ("what-it-is",),
            **more,
        }
    )


def make_project(root: Path) -> Path:
    """Writes the project and gives its folder."""
    (root / "data").mkdir(parents=True)
    (root / "models").mkdir()
    (root / "data" / "nlu.yml").write_text(NLU, "utf-8")
    (root / "models" / "needlewise.tar.gz").write_bytes(b"first model")
    (root / "models" / "trained-from.txt").write_text("first mark", "ascii")
    write_folder(root / "knowledge")
    return root


class PretendedRasa:
    """Remembers the models that it was told to load."""

    def __init__(self) -> None:
        self.loaded: list[bytes] = []
        self.runs = True
        self.refuses = False

    def load(self, model: Path) -> bool:
        if not self.runs:
            return False
        if self.refuses:
            self.refuses = False
            raise NotLoaded("Rasa could not load the model (500).")
        self.loaded.append(model.read_bytes())
        return True


class PretendedTraining:
    """Trains nothing and leaves a new model, unless it `fails`.

    What it has learnt reads a text as the topic that `topics` names for it, or else as the one that
    has it as an example; the model before it knows the examples alone.
    """

    def __init__(self) -> None:
        self.trained = 0
        self.fails = False
        self.topics: dict[str, Understood] = {}
        self.meanwhile: Callable[[Path], None] = lambda staging: None

    def train(self, staging: Path, output: Path) -> bool:
        self.trained += 1
        with open(output, "w", opener=open_private) as out:
            out.write("output of training")
        self.meanwhile(staging)
        if not self.fails:
            learnt = (staging / "data" / "nlu.yml").read_bytes()
            (staging / "models").mkdir()
            (staging / "models" / "model.tar.gz").write_bytes(b"learnt " + learnt)
        return not self.fails

    def reader(self, model: Path, knowledge: Knowledge) -> Read:
        content = model.read_bytes()
        learnt = content.removeprefix(b"learnt ")
        owners = {
            text: intent.removeprefix("ask_")
            for intent, _, texts in example_lists(NLU.encode() if learnt == content else learnt)
            for text in texts
        }

        def read(text: str) -> Understood:
            taught = Understood((Question(owners.get(text, "unclear"), words=text),))
            return self.topics.get(text, taught) if learnt != content else taught

        return read


class Place:
    """A workplace whose parts can be looked at."""

    def __init__(self, folder: Path) -> None:
        self.root = make_project(folder / "project")
        self.state = folder / "state"
        self.rasa = PretendedRasa()
        self.training = PretendedTraining()
        self.said: list[str] = []
        self.workplace = Workplace(
            root=self.root,
            state_folder=self.state,
            knowledge_folder=self.root / "knowledge",
            model=self.root / "models" / "needlewise.tar.gz",
            visible=lambda knowledge: knowledge,
            train=self.training.train,
            reader=self.training.reader,
            load=self.rasa.load,
            masked=lambda text: text,
            say=self.said.append,
            now=lambda: NOW,
        )

    def live(self) -> dict[str, bytes]:
        """Every file of the project."""
        return {
            str(file.relative_to(self.root)): file.read_bytes()
            for file in sorted(self.root.rglob("*"))
            if file.is_file()
        }
