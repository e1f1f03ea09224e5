"""Putting an answer together: its sentences, its parts, its buttons and its sources."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice

from actions.answer import Answer, Button, Sentence, sources_of, with_sentences
from actions.buttons import button_id
from actions.parts import Parts, behind, fact_sentence, fits, qualifiers, shows
from actions.selection import select, withheld
from actions.wording import gives_reason, listed, sentence
from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from knowledge.topics import HARM_TOPIC
from knowledge.treatments import TermKind
from understanding.about_last import SHORTER, WHY
from understanding.by_treatment import only_known
from understanding.kinds import ASIDE, HARM, OF_LAST, OTHER_QUESTION, QUESTION, UNNEEDED
from understanding.meant import treatment_of, types_meant
from understanding.so_far import ASKED, SoFar
from understanding.understood import Detail, Question

MOST_SENTENCES = 4
MOST_RELATED = 3
_GRAVE = re.compile(
    r"\b(?:died?|cancer|worst|serious|harm(?:s|ed)?|fault|sue|nerves|hiv|lasting)\b", re.IGNORECASE
)
"""In the names of questions that would frighten whoever asked of something else."""


class Draft:
    """An answer in the making.

    `say` and `state` put down what the first part must hold, in order; `offer` adds facts while
    there is room and keeps the rest for "More"; `close` ends the first part and is called last.
    """

    def __init__(self, question: Question, so_far: SoFar, knowledge: Knowledge) -> None:
        self.so_far = so_far
        self.treatment_id = treatment_of(question, so_far.treatment, knowledge)
        knowledge = knowledge.asked_of({self.treatment_id})
        self.knowledge = knowledge
        """With the particular questions of the treatment alone."""
        self.question = question = only_known(question, knowledge)
        self.treatment = knowledge.treatments[self.treatment_id]
        self.types = types_meant(question, self.treatment)
        """The types that the question means, by name or by length."""
        self.facts = topic_answer(self.treatment, question.topic).facts
        """What the topic has."""
        self.chosen = select(self.facts, question, knowledge, self.types)
        """What of it answers the question."""
        self.most_sentences = MOST_SENTENCES
        """How many a part holds beside its list."""
        self.asked: str | None = None
        """The particular question that is answered; None where its topic is."""
        self.beside: Sequence[Sentence] = ()
        """What follows the first part, which leaves room for it: what other treatments have."""
        self.offers_person = False
        """Whether a button passes the question on to the front desk."""
        is_again = question.part > 1 or bool(question.named(OF_LAST))
        self.said: frozenset[str] = frozenset(() if is_again else so_far.said)
        """What the conversation need not hear again."""
        self._lead: list[Sentence] = []
        self._items: list[Sentence] = []
        self._later: list[Sentence] = []
        self._known: list[Sentence] = []
        self._close: list[Sentence] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been put into the answer yet."""
        return not (self._lead or self._items or self._later or self._known or self._close)

    @property
    def phrases_so_far(self) -> frozenset[str]:
        """The phrases that the first part must hold."""
        return frozenset(line.phrase for line in self._lead if line.phrase is not None)

    @property
    def said_facts(self) -> tuple[str, ...]:
        """The facts that the conversation heard."""
        return tuple(id_ for id_ in self.so_far.said if id_ in self.knowledge.facts)

    @property
    def said_last(self) -> tuple[str, ...]:
        """The facts of the last answer."""
        return tuple(id_ for id_ in self.so_far.facts if id_ in self.knowledge.facts)

    @property
    def facts_so_far(self) -> tuple[str, ...]:
        """The facts that the first part must hold."""
        return tuple(dict.fromkeys(line.fact for line in self._lead if line.fact is not None))

    def say(
        self, key: str, *, cite: str | None = None, bullet: bool = False, **fields: str
    ) -> None:
        """Put down a phrase; `cite` is the fact that it speaks of, with its qualifiers.

        What was said before is said in other words, where there are some.
        """
        self.put(self._phrase(self.wording(key), fields, cite, bullet))

    def wording(self, key: str) -> str:
        """The key of a phrase, or of what is said in its place from the second time on."""
        repeated = f"{key}_repeated"
        is_said = key in self.said and repeated in self.knowledge.phrases.phrases
        return repeated if is_said else key

    def state(self, facts: Iterable[str], *, bullet: bool = False) -> None:
        """Put down facts, each with its qualifiers."""
        for id_ in facts:
            self.put(fact_sentence(id_, self.knowledge, bullet=bullet))

    def state_answer(self, fact: str) -> None:
        """Put down the fact that answers what is asked; as an answer, if nothing is before it."""
        self.put(fact_sentence(fact, self.knowledge, opens=self.is_empty))

    def offer(self, facts: Iterable[str], *, bullet: bool = False, anew: bool = False) -> None:
        """Add facts where there is room, each with its qualifiers.

        What is new comes before what was said; but what answers best stays first.

        Args:
            facts: Their ids, best first.
            bullet: Whether they are items of a list.
            anew: Whether they are all the answer, also where some were said to another question.
        """
        for id_ in facts:
            is_known = id_ in self.said and not (bullet or anew or self.is_empty)
            place = self._known if is_known else self._items
            place.append(fact_sentence(id_, self.knowledge, bullet=bullet))

    def offer_later(self, facts: Iterable[str]) -> None:
        """Add facts that wait behind "More" even where there is room."""
        self._later += [fact_sentence(id_, self.knowledge) for id_ in facts]

    def offer_item(self, key: str, cite: str | None, **fields: str) -> None:
        """Add one item of a list where there is room."""
        self._items.append(self._phrase(key, fields, cite, True))

    def close(self, key: str, **fields: str) -> None:
        """Put a phrase at the end of the first part, unless that part is full already.

        It is said in other words the second time, and then no more.
        """
        key = self.wording(key)
        if key in self.said:
            return
        last = self._phrase(key, fields)
        if fits([*self._lead, last], self.most_sentences):
            self._close.append(last)

    def close_with_reach(self, *, always: bool = True) -> None:
        """End the first part with the ways to reach the front desk, and with a button for it.

        From the second time on a few words will do; not even these unless `always`.
        """
        self.offers_person = True
        first = reach(self.knowledge)
        if first.phrase not in self.said:
            self._close.append(first)
        elif always or "reach_repeated" not in self.said:
            self._close.append(self._phrase("reach_repeated", {}))

    def say_reach(self) -> None:
        """Say the ways to reach the front desk, whatever was said before."""
        self.put(reach(self.knowledge))

    def say_missing(self, key: str, names: Sequence[str], field: str, joint: str = "or") -> None:
        """Say that nothing here speaks of some things; of what is withheld, that it is.

        Args:
            key: The phrase for what no source covers.
            names: How the things are called.
            field: The name under which the phrase takes them.
            joint: What stands before the last of several.
        """
        if key == "nothing_on" and len(self.knowledge.treatments) > 1:
            # What is known of it with another treatment may stand beside it.
            key, field = "products_uncovered", "names"
        kept_back = withheld(self.question, self.knowledge)
        unreleased = [name for name in names if name in kept_back]
        unknown = [name for name in names if name not in kept_back]
        if unreleased:
            self.say("withheld", name=listed(unreleased, "and"))
        if unknown:
            self.put(self._phrase(key, {field: listed(unknown, joint)}))

    def names(self, kind: TermKind, ids: Iterable[str], joint: str = "and") -> str:
        """How an answer writes several terms in a row."""
        return listed([self.knowledge.term_name(kind, id_) for id_ in ids], joint)

    def answer(self) -> Answer:
        """The part that the question asks for, with its buttons and sources.

        Facts that do not fit wait behind "More". A question for a part beyond the last is told so.
        """
        if self.is_empty:
            key = "not_released" if self.knowledge.withheld else "no_answer"
            self._lead.append(self._phrase(key, {}))
            self._close.append(reach(self.knowledge))
        if self._is_all_known():
            self.offers_person = True
            self._close.append(self._phrase(self.wording("no_more"), {}))
        parts = self._parts()
        wanted = self.question.part
        sentences = parts[wanted - 1] if wanted <= len(parts) else self._nothing_more()
        sentences = self._as_asked(sentences)
        facts = tuple(dict.fromkeys(s.fact for s in sentences if s.fact is not None))
        return Answer(
            topic=self.question.topic,
            treatment=self.treatment_id,
            sentences=sentences,
            buttons=tuple(self._all_buttons(has_more=wanted < len(parts))),
            cited=sources_of(facts, self.knowledge),
            parts=len(parts),
            asked=self.asked,
        )

    def _as_asked(self, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
        """The part as it is wanted, where something was asked about the last answer."""
        about = self.question.ids(OF_LAST)
        if WHY in about:
            return self._reason(sentences)
        if SHORTER in about:
            facts = [line for line in behind(sentences, self.knowledge) if line.fact or line.bullet]
            return (self._phrase("in_short", {}), *(facts or list(sentences))[:1])
        return sentences

    def _reason(self, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
        """The fact that says why, of these or of the last answer; else that none does."""
        asked = self.knowledge.questions.get(self.asked or "")
        shown = (line.fact for line in sentences if line.fact is not None)
        ids = [*shown, *self.said_last, *(asked.facts if asked else ())]
        for line in (fact_sentence(id_, self.knowledge) for id_ in ids):
            if gives_reason(line.text):
                return (line, *qualifiers(line, self.knowledge))
        self.offers_person = True
        name = self.names("circumstance", self.question.ids("circumstance"))
        name = name or (asked.name if asked else "")
        return (self._phrase("why_unknown_of" if name else "why_unknown", {"name": name}),)

    def _is_all_known(self) -> bool:
        """Whether what was asked before is asked again, with nothing left to say to it."""
        if self.asked is None or asked_key(self.asked) not in self.said:
            return False
        phrases = {line.phrase for line in self._lead if line.fact is None}
        facts = {line.fact for line in (*self._lead, *self._items) if line.fact is not None}
        return bool(facts or self._known) and facts <= self.said and phrases <= {"said_before"}

    def _nothing_more(self) -> tuple[Sentence, ...]:
        self.offers_person = True
        asked = self.knowledge.questions.get(self.asked or "")
        if asked is not None and "no_more_of" not in self.so_far.said:
            return (self._phrase("no_more_of", {"name": asked.name}),)
        is_said = "no_more" in self.so_far.said
        return (self._phrase("no_more_repeated" if is_said else "no_more", {}),)

    def _phrase(
        self, key: str, fields: Mapping[str, str], cite: str | None = None, bullet: bool = False
    ) -> Sentence:
        """A phrase as a sentence; `{treatment}` is filled in for every phrase."""
        fields = {"treatment": self.treatment.name, **fields}
        return phrase(key, self.knowledge, cite=cite, bullet=bullet, **fields)

    def put(self, new: Sentence) -> None:
        """Put down a sentence with its qualifiers."""
        for line in (new, *qualifiers(new, self.knowledge)):
            if line.fact is None or line.phrase is not None or not shows(self._lead, line):
                self._lead.append(line)

    def _parts(self) -> list[tuple[Sentence, ...]]:
        items, later = self._items, [*self._later, *self._known]
        if not self._lead and not items:
            # Where all of it was said before, it is said again, shortly.
            items, later = self._known[:1], [*self._later, *self._known[1:]]
        parts = Parts(self._lead, self._close, self.most_sentences, self.knowledge)
        waiting = parts.fill(items, self.beside)
        parts.add([*waiting, *later])
        return parts.all()

    def _all_buttons(self, has_more: bool) -> Iterable[Button]:
        if has_more:
            title = self.knowledge.phrases.render("more_title")
            details = (d for d in self.question.details if d.kind not in UNNEEDED and not d.of)
            id_ = button_id(self.question.topic, [*details], self.question.part + 1)
            yield Button(id_, title)
        asked = self.question.ids(QUESTION)
        others = self.question.ids(OTHER_QUESTION)
        may_be_meant = (each for each in others if each not in asked and self.may_offer(each))
        related = topic_answer(self.treatment, self.question.topic).related
        topics = [topic for topic in related if topic != self.question.topic]
        if self.offers_person:
            topics = ["handoff", *(topic for topic in topics if topic != "handoff")]
        yield from islice(
            chain(
                (question_button(id_, self.knowledge) for id_ in may_be_meant),
                (topic_button(topic, self.knowledge) for topic in topics),
            ),
            MOST_RELATED,
        )

    def may_offer(self, id_: str) -> bool:
        """Whether a button may ask this: of death or harm, only where that was spoken of."""
        offered = self.knowledge.questions[id_]
        is_grave = offered.topic == HARM_TOPIC and _GRAVE.search(offered.name) is not None
        of_harm = {HARM_TOPIC, "unclear"} & {self.question.topic, self.so_far.topic}
        return not is_grave or bool(of_harm) or any(d.kind == HARM for d in self.so_far.person)


def asked_key(question: str) -> str:
    """What the conversation keeps of a particular question that was answered."""
    return f"{ASKED}{question}"


def aside_key(question: str) -> str:
    """What it keeps of one on which a word was said beside another answer."""
    return f"{ASIDE}:{question}"


def phrase(
    key: str, knowledge: Knowledge, *, cite: str | None = None, bullet: bool = False, **fields: str
) -> Sentence:
    """A phrase as a sentence; `{treatment}` stands for all of them where it is not given."""
    number = knowledge.clinic.emergency_number or knowledge.safety.emergency_number_when_blank
    known = {"treatment": treatment_names(knowledge), "emergency_number": number}
    fields = {**known, **fields}
    text = knowledge.phrases.render(key, **fields)
    return Sentence(text if bullet else sentence(text), cite, key, bullet)


def emergency_line(knowledge: Knowledge) -> Sentence:
    """Which number to call in an emergency, for whoever may have been misunderstood."""
    return phrase("welcome_emergency", knowledge)


def treatment_names(knowledge: Knowledge) -> str:
    """All treatments that the assistant can speak of."""
    return listed([treatment.name for treatment in knowledge.treatments.values()])


def topic_button(topic: str, knowledge: Knowledge) -> Button:
    """A button that asks a topic, titled as a short question."""
    return Button(button_id(topic), knowledge.phrases.render(f"topic_title_{topic}"))


def question_button(id_: str, knowledge: Knowledge) -> Button:
    """A button that asks a particular question, titled by its name."""
    asked = knowledge.questions[id_]
    return Button(button_id(asked.topic, [Detail(QUESTION, id_)]), sentence(asked.name))


def reach(knowledge: Knowledge) -> Sentence:
    """How to reach the front desk, as far as the clinic profile says."""
    ways = knowledge.clinic.ways_to_reach()
    return phrase("reach" if ways else "reach_unknown", knowledge, ways=listed(ways, "or"))


def led_by(lead: Iterable[Sentence], answer: Answer, knowledge: Knowledge) -> Answer:
    """An answer behind other sentences, with the sources of both."""
    return with_sentences(answer, (*lead, *behind(answer.sentences, knowledge)), knowledge)


def plain(
    topic: str,
    sentences: Iterable[Sentence],
    buttons: Iterable[Button] = (),
    treatment_id: str | None = None,
) -> Answer:
    """An answer of phrases alone, which needs no parts and no sources."""
    return Answer(topic, treatment_id, tuple(sentences), tuple(buttons))
