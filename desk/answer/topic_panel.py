"""Every topic and everything that has a name, to be browsed without typing."""

from collections.abc import Mapping
from dataclasses import dataclass

from actions.answer import Button
from actions.buttons import button_id
from actions.composing import topic_button
from actions.question import Detail
from actions.wording import sentence
from knowledge import Knowledge, TermKind, Topic

TOPIC_GROUPS: Mapping[str, tuple[Topic, ...]] = {
    "About the treatment": (
        "definition",
        "how_it_works",
        "types",
        "needle_depth",
        "benefits",
        "evidence",
    ),
    "For whom": ("conditions", "suitability", "providers"),
    "The visit": ("preparation", "procedure", "pain", "sessions"),
    "Afterwards": ("downtime", "aftercare", "side_effects", "results"),
    "Other ways": ("comparison", "products", "home_use"),
    "The clinic": ("cost", "booking", "handoff", "personal_advice", "source"),
}
"""The topics in the order of a visit; `emergency` stands before all of them."""

_NAMED: Mapping[TermKind, tuple[Topic, str]] = {
    "condition": ("conditions", "Is it used for…"),
    "circumstance": ("suitability", "Who should check first"),
    "provider": ("providers", "Who may do it"),
    "product": ("products", "Products"),
    "other_treatment": ("comparison", "Other treatments"),
}
"""Which topic answers a kind of thing, and what a list of them is called."""


@dataclass(frozen=True)
class PanelGroup:
    """Choices under one heading."""

    title: str
    choices: tuple[Button, ...]


@dataclass(frozen=True)
class TopicPanel:
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
            for title, topics in TOPIC_GROUPS.items()
        ),
        named=(
            *_treatments(knowledge),
            *(
                PanelGroup(title, _named(kind, topic, knowledge))
                for kind, (topic, title) in _NAMED.items()
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


def _named(kind: TermKind, topic: Topic, knowledge: Knowledge) -> tuple[Button, ...]:
    choices = (
        Button(button_id(topic, [Detail(kind, id_)]), sentence(term.name))
        for id_, term in knowledge.terms.get(kind, {}).items()
    )
    return tuple(sorted(choices, key=lambda choice: choice.title.casefold()))
