"""What a question may be about by its words alone, for when nothing better can be asked.

The words are those of the facts, of the topics' titles, and some everyday ones for each topic; what
a question names is read with spaCy, as always. A word counts for the more the fewer topics have it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import log

from knowledge.matching import topic_answer
from knowledge.model import Knowledge
from knowledge.topics import DEFAULT_TOPIC, TOPICS, record_of
from knowledge.treatments import Span
from language.entities import Entity
from language.reading import Reader
from understanding.clinic_parts import parts_asked
from understanding.leading_facts import stem
from understanding.meant import treatment_of
from understanding.noticing import notice
from understanding.understood import Detail, Question

MOST_TOPICS = 3
NOT_GUESSED = frozenset({"emergency", "smalltalk", "unclear", "out_of_scope"})
"""Topics that words alone do not lead to; warning signs are looked for before."""

_CUES: Mapping[str, str] = {
    "definition": """
meaning mean means define definition explain called name word term thing what_is what_even
""",
    "how_it_works": """
work works working does_it_do inside happen happens why skin mechanism science process body how_does
""",
    "types": """
type types kind kinds sort sorts version versions difference different between
""",
    "needle_depth": """
deep depth deeper length long_are size mm millimetre millimeter inch how_deep far penetrate
""",
    "benefits": """
benefit benefits good advantage advantages point pros improve why_would worth_it do_for
""",
    "conditions": """
treat treats fix help helps get_rid remove used_for good_for work_for work_on cure reduce
""",
    "providers": """
who perform performs qualified trained training licence license licensed certified person allowed
somebody
""",
    "comparison": """
versus vs compare compared better alternative alternatives instead than rather other or
""",
    "products": """
serum serums cream product products vitamin apply applied put_on use_with ingredient ingredients
""",
    "home_use": """
home myself yourself diy buy bought online amazon own kit at_home
""",
    "pain": """
hurt hurts painful pain ache sore sting numb numbing feel feels uncomfortable anaesthetic
anesthetic
""",
    "downtime": """
recovery recover heal healing red redness off_work back_to work days look_like swelling peel
peeling downtime how_long normal
""",
    "side_effects": """
risk risks danger dangerous safe safety wrong infection side effect effects harm bad damage scar
""",
    "suitability": """
can_i am_i candidate suitable allowed should_not if_i age old pregnant medicine allergic skin_type
have_it
""",
    "preparation": """
before prepare stop avoid beforehand ready prior shave
""",
    "aftercare": """
after afterwards makeup wash sunscreen gym exercise sweat swim sauna alcohol moisturiser sleep
shower sun
""",
    "sessions": """
how_many how_often times session sessions apart often weeks_between course frequently again one
every
""",
    "results": """
result results see last lasts permanent when_will how_soon before_and_after notice wear come_back
how_long
""",
    "procedure": """
appointment visit take takes step steps happens during machine blood bleed areas face neck how_long
minutes hour expect
""",
    "evidence": """
evidence study studies proof prove proven research effective really fda approved scam trial
success
""",
    "source": """
source sources says who_says reference cite where_did information know how_do_you
""",
    "cost": """
price cost how_much expensive cheap pay insurance money discount deal package
""",
    "booking": """
book appointment open hours address parking phone number location where_are do_you consultation
cancel staff
""",
    "personal_advice": """
should_i my_doctor my_rash my_mole diagnose prescribe advice tablets pills photo look_at
which_should
""",
    "handoff": """
person human someone somebody talk speak call complaint manager message receptionist staff
""",
}
"""Everyday words and, joined by `_`, words in a row that a topic is asked by."""

PAID = frozenset({"prices", "insurance", "finance", "deposits"})
"""The parts of the clinic's profile that are about money; the others are about a visit."""

_CUE, _TITLE, _FACT = 3.0, 2.0, 1.0
_NAMED, _USED, _PART = 6.0, 1.5, 8.0
"""What it counts for a topic that a detail is named: one that stands for it, one that it uses, and
a part of the clinic's profile."""
_LEAST_SHARE = 0.3
"""Part of the best topic's score that another needs to be shown beside it."""
_SHORTEST_BEGINNING = 3
_WORD = re.compile(r"[a-z]+")


class KeywordReading:
    """Reads questions with the words of one version of the knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._reader = Reader(knowledge)
        self._topics = tuple(topic for topic in TOPICS if topic not in NOT_GUESSED)
        self._weights = self._weighed()

    def questions(self, text: str) -> tuple[Question, ...]:
        """What the text may ask, the likeliest first; one `unclear` question where nothing fits."""
        reading = self._reader.read(text)
        return tuple(
            notice(_question(topic, reading.text, reading.entities), self._knowledge)
            for topic in self.topics(text) or ("unclear",)
        )

    def topics(self, text: str) -> tuple[str, ...]:
        """The likeliest topics of a text, up to `MOST_TOPICS`; none where no word is known."""
        scores: dict[str, float] = defaultdict(float)
        for mark in _marks(self._reader.correct(text)) | _marks(text) | self._begun(text):
            for topic, weight in self._weights.get(mark, {}).items():
                scores[topic] += weight
        for entity in self._reader.read(text).entities:
            if entity.kind in DEFAULT_TOPIC and entity.kind != "treatment":
                scores[DEFAULT_TOPIC[entity.kind]] += _NAMED
            for topic in TOPICS:
                scores[topic] += _USED if entity.kind in record_of(topic).uses else 0
        if parts := parts_asked(text):
            scores["booking" if PAID.isdisjoint(parts) else "cost"] += _PART
        ranked = sorted(self._topics, key=lambda topic: -scores[topic])[:MOST_TOPICS]
        least = scores[ranked[0]] * _LEAST_SHARE
        return tuple(topic for topic in ranked if scores[topic] > 0 and scores[topic] >= least)

    def _begun(self, text: str) -> set[str]:
        """The one word that somebody who is still typing has begun."""
        last = re.search(r"[a-z]+$", text.casefold())
        if last is None or len(last[0]) < _SHORTEST_BEGINNING or stem(last[0]) in self._weights:
            return set()
        begun = {mark for mark in self._weights if " " not in mark and mark.startswith(last[0])}
        return begun if len(begun) == 1 else set()

    def _weighed(self) -> dict[str, dict[str, float]]:
        """The weight of each word for each topic that has it."""
        marks: dict[str, dict[str, float]] = defaultdict(dict)
        knowledge = self._knowledge
        treatment = knowledge.treatments[treatment_of(Question("unclear"), None, knowledge)]
        for topic in self._topics:
            facts = topic_answer(treatment, topic).facts
            told = " ".join(knowledge.facts[id_].text for id_ in facts)
            title = knowledge.phrases.render(f"topic_title_{topic}")
            cues = _CUES[topic].split()
            for weight, found in (
                (_FACT, _marks(told)),
                (_TITLE, _marks(title)),
                (_CUE, {mark for cue in cues for mark in _cue(cue)}),
            ):
                for mark in found:
                    marks[mark][topic] = weight
        count = len(self._topics)
        return {
            mark: {topic: weight * log(count / len(topics)) for topic, weight in topics.items()}
            for mark, topics in marks.items()
        }


def _marks(text: str) -> set[str]:
    """The words of a text without their endings, and its pairs of words in a row as they are."""
    words = _WORD.findall(text.casefold().replace("'", "").replace("\u2019", ""))
    return {stem(word) for word in words} | {f"{one} {other}" for one, other in pairwise(words)}


def _cue(cue: str) -> Iterable[str]:
    return [cue.replace("_", " ")] if "_" in cue else [stem(cue)]


def _question(topic: str, text: str, entities: Iterable[Entity]) -> Question:
    details = (
        Detail(e.kind, Span(**e.value) if isinstance(e.value, dict) else e.value, e.negated)
        for e in entities
    )
    return Question(topic, tuple(details), text)
