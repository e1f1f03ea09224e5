"""A project that fits on a page, to apply changes to, with steps and a Rasa that only pretend."""

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from teaching import ExamplesChange, FactChange, NewFact
from teaching.applying import Workplace
from teaching.rasa_model import NotLoaded
from teaching.steps import Run, Step
from tests.unit.small_knowledge import write_folder

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


def make_project(root: Path) -> Path:
    """Writes the project and gives its folder."""
    (root / "data").mkdir(parents=True)
    (root / "models").mkdir()
    (root / "data" / "nlu.yml").write_text(NLU, "utf-8")
    (root / "models" / "needlewise.tar.gz").write_bytes(b"first model")
    (root / "models" / "needlewise.sha256").write_text("first mark", "ascii")
    write_folder(root / "knowledge")
    return root


class PretendedRasa:
    """Remembers the models that it was told to load."""

    def __init__(self) -> None:
        self.loaded: list[bytes] = []
        self.runs = True
        self.refuses = False
        self.understands = "ask_definition"

    def load(self, model: Path) -> bool:
        if not self.runs:
            return False
        if self.refuses:
            self.refuses = False
            raise NotLoaded("Rasa could not load the model (500).")
        self.loaded.append(model.read_bytes())
        return True

    def read(self, text: str) -> dict[str, Any]:
        return {"intent": {"name": self.understands}, "text": text}


class PretendedSteps:
    """Runs nothing; training leaves a new model. What `fails` names gives exit code 1."""

    def __init__(self) -> None:
        self.run: list[str] = []
        self.fails = ""
        self.trains = True
        self.meanwhile: Callable[[Step, Path], None] = lambda step, staging: None

    def runner(self, staging: Path) -> Run:
        def run(step: Step, output: Path) -> int:
            self.run.append(step.name)
            output.write_text(f"output of {step.name}")
            self.meanwhile(step, staging)
            if step.name == self.fails:
                return 1
            if step.name == "training" and self.trains:
                learnt = (staging / "data" / "nlu.yml").read_bytes()
                (staging / "models" / "needlewise.tar.gz").write_bytes(b"learnt " + learnt)
                (staging / "models" / "needlewise.sha256").write_text(str(len(learnt)), "ascii")
            return 0

        return run


class Place:
    """A workplace whose parts can be looked at."""

    def __init__(self, folder: Path) -> None:
        self.root = make_project(folder / "project")
        self.state = folder / "state"
        self.rasa = PretendedRasa()
        self.steps = PretendedSteps()
        self.said: list[str] = []
        self.workplace = Workplace(
            root=self.root,
            state_folder=self.state,
            knowledge_folder=self.root / "knowledge",
            model=self.root / "models" / "needlewise.tar.gz",
            rasa=self.rasa,
            runner=self.steps.runner,
            masked=lambda text: text,
            say=self.said.append,
            clock=lambda: 0.0,
            now=lambda: NOW,
        )

    def live(self) -> dict[str, bytes]:
        """Every file of the project."""
        return {
            str(file.relative_to(self.root)): file.read_bytes()
            for file in sorted(self.root.rglob("*"))
            if file.is_file()
        }
