"""Every topic and everything that has a name, to be browsed without typing."""

from typing import NamedTuple

from actions.answer import Button
from actions.buttons import button_id
from actions.composing import topic_button
from actions.wording import sentence
from knowledge import Knowledge
from knowledge.topics import RECORDS, TopicRecord, panel_groups
from understanding.understood import Detail


class PanelGroup(NamedTuple):
    """Choices under one heading."""

    title: str
    choices: tuple[Button, ...]


class TopicPanel(NamedTuple):
    """What can be chosen."""

    emergency: Button
    topics: tuple[PanelGroup, ...]
    named: tuple[PanelGroup, ...]
    """Longer lists, by name."""


def topic_panel(knowledge: Knowledge) -> TopicPanel:
    """The choices that the knowledge in force can answer."""
    return TopicPanel(
        emergency=topic_button("emergency", knowledge),
        topics=tuple(
            PanelGroup(title, tuple(topic_button(topic, knowledge) for topic in topics))
            for title, topics in panel_groups().items()
        ),
        named=(
            *_treatments(knowledge),
            *(
                PanelGroup(record.list_title, _named(record, knowledge))
                for record in RECORDS
                if record.list_title is not None
            ),
        ),
    )


def _treatments(knowledge: Knowledge) -> tuple[PanelGroup, ...]:
    """The treatments, where there are several."""
    choices = tuple(
        Button(button_id("definition", [Detail("treatment", id_)]), sentence(treatment.name))
        for id_, treatment in knowledge.treatments.items()
    )
    return (PanelGroup("Treatments", choices),) if len(choices) > 1 else ()


def _named(record: TopicRecord, knowledge: Knowledge) -> tuple[Button, ...]:
    """Everything of the kind that a topic is asked about, by name."""
    choices = (
        Button(button_id(record.id, [Detail(kind, id_)]), sentence(term.name))
        for kind, terms in knowledge.terms.items()
        if kind == record.asked_by
        for id_, term in terms.items()
    )
    return tuple(sorted(choices, key=lambda choice: choice.title.casefold()))
