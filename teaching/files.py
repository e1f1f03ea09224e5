"""The files that a change adds to: the examples in `data/nlu.yml` and the `treatments.yml`."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from knowledge.loading import QUESTIONS, TREATMENTS
from knowledge.problems import KnowledgeError, Problem
from knowledge.questions import KnownQuestion
from knowledge.safety import LevelName
from knowledge.treatments import Range
from knowledge.yaml_edit import block, edited, edited_at, edited_items, put
from knowledge.yaml_file import read_yaml
from teaching.change import FactChange, NewFact, QuestionChange, SentenceChange

NLU_FILE = Path("data", "nlu.yml")
_SIGN = re.compile(r"[^\w ]|_")


def intent_of(topic: str) -> str:
    """The intent that asks for a topic."""
    return f"ask_{topic}"


def bare(text: str) -> str:
    """The words alone: texts that differ only in capitals, signs and spaces count as the same."""
    return " ".join(_SIGN.sub("", text.casefold()).split())


def example_lists(content: bytes) -> list[tuple[str, LevelName | None, tuple[str, ...]]]:
    """The lists of examples of a file, each with its intent and the level of warning sign it shows.

    Raises:
        KnowledgeError: It is not YAML.
    """
    data = read_yaml(NLU_FILE, content).data
    return [
        (
            each["intent"],
            _level(each),
            tuple(line.removeprefix("-").strip() for line in each["examples"].splitlines() if line),
        )
        for each in (data.get("nlu") or () if isinstance(data, dict) else ())
        if "intent" in each and isinstance(each.get("examples"), str)
    ]


def with_examples(
    content: bytes, intent: str, new: Sequence[str], level: LevelName | None = None
) -> bytes:
    """The file with examples added at the end of a list of an intent.

    Args:
        content: The bytes of `data/nlu.yml`.
        intent: Whose examples they are.
        new: The examples, one line each.
        level: Where the intent has a list for each level of warning sign, the one that they go to.

    Raises:
        KnowledgeError: There is no such list, or the file cannot be added to.
    """

    def change(data: Any) -> None:
        lists = data.get("nlu") or () if isinstance(data, dict) else ()
        ours = [each for each in lists if each.get("intent") == intent]
        ours = [each for each in ours if _level(each) in (None, level)]
        if not ours or not isinstance(ours[-1].get("examples"), str):
            raise KnowledgeError([Problem(str(NLU_FILE), 1, f"No list `{intent}`.", "add one.")])
        lines = "".join(f"- {each}\n" for each in new)
        put(ours[-1], "examples", ours[-1]["examples"].rstrip("\n") + "\n" + lines)

    return edited(NLU_FILE, content, change) if new else content


def with_fact(content: bytes, change: FactChange) -> bytes:
    """A `treatments.yml` with the change's fact, its new source where it has one, and its topics.

    Whether the result is in order is for `knowledge.loading` to say.

    Raises:
        KnowledgeError: The file is written in a way that cannot be added to by program.
    """
    fact, source = change.fact, change.new_source
    mark = f"From change {change.id}" if change.id else "From a change"

    def add(data: Any) -> None:
        if source is not None:
            fields = source.model_dump(exclude={"id"}, exclude_none=True)
            put(data["sources"], source.id, block(fields), mark)
        put(data["facts"], len(data["facts"]), block(_fields(fact)), mark)
        if change.question is not None:
            return
        treatments = data["treatments"]
        treatment = treatments[change.treatment or next(iter(treatments))]
        if not treatment.get("topics"):
            put(treatment, "topics", block({}))
        topics = treatment["topics"]
        for topic in dict.fromkeys(change.topics):
            if topic in topics:
                put(topics[topic], "facts", [*(topics[topic].get("facts") or ()), fact.id])
            else:
                put(topics, topic, block({"facts": [fact.id]}))

    return edited(Path("knowledge") / TREATMENTS, content, add)


def with_sentence(content: bytes, change: SentenceChange) -> bytes:
    """A `treatments.yml` in which a fact has another sentence, which nobody has reviewed yet.

    Raises:
        KeyError: There is no such fact.
        KnowledgeError: The file is written in a way that cannot be changed by program.
    """

    def alter(entry: Any) -> None:
        if entry["text"] != change.text:
            # Whether the new sentence is still a yes or a no, nobody has said.
            entry.pop("as_answer", None)
        put(entry, "text", change.text)
        put(entry, "review", "unreviewed")
        numbers = {name: _number(value) for name, value in change.numbers.items()}
        for key, value in (("desk", change.desk), ("numbers", numbers)):
            if value:
                put(entry, key, value)
            else:
                entry.pop(key, None)

    path = Path("knowledge") / TREATMENTS
    return edited_items(path, content, "facts", {change.fact: alter})


def with_answer(content: bytes, asked: KnownQuestion, fact_id: str) -> bytes:
    """A `questions.yml` in which a fact answers a question before any other.

    Raises:
        KnowledgeError: The file is written in a way that cannot be added to by program.
    """

    def add(entry: Any) -> None:
        facts = [*(entry.get("facts") or ()), *(entry.pop("near", None) or ())]
        put(entry, "facts", [fact_id, *facts])

    place = ("questions", asked.treatment, asked.topic, asked.id)
    return edited_at(Path("knowledge") / QUESTIONS, content, place, add)


def with_question(content: bytes, change: QuestionChange, treatment: str) -> bytes:
    """A `questions.yml` with a new question at the end of its topic.

    Raises:
        KnowledgeError: The file is written in a way that cannot be changed by program.
    """
    mark = f"From change {change.id}" if change.id else "From a change"
    fields = {"name": change.name, "examples": change.ways, "facts": change.facts}
    entry = block({key: each for key, each in fields.items() if each})
    entry["examples"].fa.set_block_style()
    path, place = Path("knowledge") / QUESTIONS, ("questions", treatment, change.topic)

    def add_first(data: Any) -> None:
        """Makes what is missing of the way to its topic."""
        missing = list(place)
        while data.get(missing[0]):
            data = data[missing.pop(0)]
        made = block({change.question: entry})
        for key in reversed(missing[1:]):
            made = block({key: made})
        put(data, missing[0], made)

    data = read_yaml(path, content).data
    if ((data.get("questions") or {}).get(treatment) or {}).get(change.topic):
        return edited_at(path, content, place, lambda it: put(it, change.question, entry, mark))
    return edited(path, content, add_first)


def _level(entry: Any) -> LevelName | None:
    level: LevelName | None = (entry.get("metadata") or {}).get("level")
    return level


def _fields(fact: NewFact) -> dict[str, Any]:
    fields = {
        "id": fact.id,
        "text": fact.text,
        "source": fact.source,
        "review": "unreviewed",
        "about": {kind: ids for kind, ids in vars(fact.about).items() if ids},
        "qualified_by": fact.qualified_by,
        "numbers": {name: _number(value) for name, value in fact.numbers.items()},
    }
    return {key: value for key, value in fields.items() if value}


def _number(value: float | Range) -> Any:
    if isinstance(value, Range):
        return {"min": _number(value.min), "max": _number(value.max)}
    return repr(value).removesuffix(".0")
