"""Adding a fact to `treatments.yml`, with every byte elsewhere left as it is."""

import textwrap
from collections.abc import Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from knowledge.treatments import Span
from teaching.change import FactChange, NewFact, NewSource
from teaching.yaml_text import (
    CannotInsert,
    child,
    composed,
    end_of,
    scalar,
    with_lines_after,
)

_WIDTH = 120


def with_fact(text: str, change: FactChange) -> str:
    """The file with the change's fact, its new source where it has one, and its topics.

    Whether the result is in order is for `knowledge.loading` to say.

    Raises:
        CannotInsert: A list is written in a way that cannot be added to by program.
    """
    mark = f"# From change {change.id}" if change.id else "# From a change"
    result = text
    if change.new_source is not None:
        result = _with_source(result, change.new_source, mark)
    result = _with_fact(result, change.fact, mark)
    for topic in dict.fromkeys(change.topics):
        result = _with_topic(result, change.treatment, topic, change.fact.id)
    _compare(text, result, change)
    return result


def _with_source(text: str, source: NewSource, mark: str) -> str:
    sources = child(composed(text), "sources")
    if not isinstance(sources, MappingNode) or sources.flow_style or not sources.value:
        raise CannotInsert("`sources` in treatments.yml holds no entry to add another after.")
    indent = " " * sources.value[0][0].start_mark.column
    lines = [f"{indent}{mark}", f"{indent}{source.id}:"]
    for key, value in source.model_dump(exclude={"id"}, exclude_none=True).items():
        lines.append(f"{indent}  {key}: {scalar(value)}")
    return with_lines_after(text, end_of(sources), lines)


def _with_fact(text: str, fact: NewFact, mark: str) -> str:
    facts = child(composed(text), "facts")
    if not isinstance(facts, SequenceNode) or facts.flow_style or not facts.value:
        raise CannotInsert("`facts` in treatments.yml holds no entry to add another after.")
    start = facts.value[-1].start_mark
    indent = text[start.index - start.column : start.index].partition("-")[0]
    return with_lines_after(text, end_of(facts), [f"{indent}{mark}", *_fact_lines(fact, indent)])


def _fact_lines(fact: NewFact, indent: str) -> Iterator[str]:
    yield f"{indent}- id: {fact.id}"
    said = scalar(fact.text)
    if said == fact.text:
        yield from textwrap.wrap(
            f"text: {said}",
            _WIDTH,
            initial_indent=f"{indent}  ",
            subsequent_indent=f"{indent}    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        yield f"{indent}  text: {said}"
    yield f"{indent}  source: {fact.source}"
    yield f"{indent}  review: unreviewed"
    about = [f"{kind}: [{', '.join(ids)}]" for kind, ids in vars(fact.about).items() if ids]
    if about:
        yield f"{indent}  about: {{{', '.join(about)}}}"
    if fact.qualified_by:
        yield f"{indent}  qualified_by: [{', '.join(fact.qualified_by)}]"
    if fact.numbers:
        numbers = [f"{name}: {_number(value)}" for name, value in fact.numbers.items()]
        yield f"{indent}  numbers: {{{', '.join(numbers)}}}"


def _number(value: float | Span) -> str:
    if isinstance(value, Span):
        return f"{{min: {_number(value.min)}, max: {_number(value.max)}}}"
    return repr(value).removesuffix(".0")


def _with_topic(text: str, treatment: str | None, topic: str, fact: str) -> str:
    treatments = child(composed(text), "treatments")
    if not isinstance(treatments, MappingNode) or not treatments.value:
        raise CannotInsert("treatments.yml has no treatment.")
    named = child(treatments, treatment) if treatment is not None else treatments.value[0][1]
    if named is None:
        raise CannotInsert(f"treatments.yml has no treatment `{treatment}`.")
    topics = child(named, "topics")
    if not isinstance(topics, MappingNode) or topics.flow_style or not topics.value:
        raise CannotInsert("The treatment has no `topics` to add to.")
    answer = child(topics, topic)
    if answer is None:
        indent = " " * topics.value[0][0].start_mark.column
        lines = [f"{indent}{topic}:", f"{indent}  facts: [{fact}]"]
        return with_lines_after(text, end_of(topics), lines)
    facts = child(answer, "facts")
    if isinstance(facts, SequenceNode):
        return _with_item(text, facts, fact, answer)
    if facts is None and isinstance(answer, MappingNode) and answer.value:
        start = answer.start_mark
        if answer.flow_style:
            return f"{text[: start.index + 1]}facts: [{fact}], {text[start.index + 1 :]}"
        newline = "\r\n" if "\r\n" in text else "\n"
        indent = " " * start.column
        return f"{text[: start.index]}facts: [{fact}]{newline}{indent}{text[start.index :]}"
    raise CannotInsert(f"The facts of `{topic}` are no list to add to.")


def _with_item(text: str, facts: SequenceNode, fact: str, answer: Node) -> str:
    if not facts.flow_style:
        start = facts.value[-1].start_mark
        indent = text[start.index - start.column : start.index].partition("-")[0]
        return with_lines_after(text, end_of(facts), [f"{indent}- {fact}"])
    if not facts.value:
        place = facts.start_mark.index + 1
        return f"{text[:place]}{fact}{text[place:]}"
    place = facts.value[-1].end_mark.index
    column = facts.value[-1].end_mark.column
    if column + len(f", {fact}]") <= _WIDTH:
        return f"{text[:place]}, {fact}{text[place:]}"
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * (answer.start_mark.column + 2)
    return f"{text[:place]},{newline}{indent}{fact}{text[place:]}"


def _compare(before: str, after: str, change: FactChange) -> None:
    """Makes sure that the change is there and that nothing else is different.

    Raises:
        CannotInsert: It is not so.
    """
    expected, found = _loaded(before), _loaded(after)
    fact, source = change.fact, change.new_source
    entry = next((each for each in found["facts"] if each["id"] == fact.id), None)
    if entry is None or (entry["text"], entry["source"]) != (fact.text, fact.source):
        raise CannotInsert(f"The fact `{fact.id}` cannot be written into treatments.yml.")
    found["facts"].remove(entry)
    if source is not None and source.id not in expected["sources"]:
        found["sources"].pop(source.id)
    name = change.treatment or next(iter(found["treatments"]))
    for topic in dict.fromkeys(change.topics):
        found["treatments"][name]["topics"][topic]["facts"].remove(fact.id)
    for name, treatment in expected["treatments"].items():
        for topic, answer in treatment["topics"].items():
            answer.setdefault("facts", [])
            found["treatments"][name]["topics"][topic].setdefault("facts", [])
        for topic in set(found["treatments"][name]["topics"]) - set(treatment["topics"]):
            del found["treatments"][name]["topics"][topic]
    if found != expected:
        raise CannotInsert("treatments.yml cannot be added to without changing something else.")


def _loaded(text: str) -> dict[str, Any]:
    try:
        content: dict[str, Any] = yaml.load(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise CannotInsert(f"treatments.yml would no longer be YAML: {error}.") from None
    return content
