"""The topics: one record for each, from which everything that lists topics is made.

To add a topic, add its record here, its facts and title to the knowledge files, its examples to
`data/nlu.yml`, and run `python -m knowledge topics --write`, which writes what other programs read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

Family = Literal[
    "facts",
    "lengths",
    "conditions",
    "providers",
    "suitability",
    "comparison",
    "source",
    "clinic",
    "emergency",
    "personal_advice",
    "handoff",
    "smalltalk",
    "unclear",
    "out_of_scope",
]
"""How a topic is answered; most are plain `facts`."""


@dataclass(frozen=True)
class TopicRecord:
    """All that is said of one topic in one place.

    Attributes:
        id: The topic; its intent is `ask_<id>`.
        belongs: What is asked under it, for whoever labels an example (`docs/topics.md`).
        elsewhere: What is not, and where that goes.
        group: Its heading on the front desk's panel and printed sheet; None where it is on neither.
        family: How it is answered.
        uses: The kinds of detail that it answers about, beside those that its facts speak of.
        asked_by: The kind of detail that asks it when named alone ("and acne scars?").
        list_title: What the desk calls the list of everything of that kind.
        is_of_treatment: Its answer is said of the treatment, and would be taken for an answer about
            whatever a message names instead.
        is_guess: It may be offered where a message was not understood.
        is_timed: It answers "how long?"; which topic is meant, what was said before tells.
        leads_to_person: Its answer points to the front desk: "yes please" after it asks for that.
        is_aside: It leaves the conversation where it was.
        is_passed_over: It is not answered beside another question.
        is_printed: It stands on the printed sheet; others are asked in a conversation alone.
    """

    id: str
    belongs: str = ""
    elsewhere: str = ""
    group: str | None = None
    family: Family = "facts"
    uses: frozenset[str] = frozenset()
    asked_by: str | None = None
    list_title: str | None = None
    is_of_treatment: bool = False
    is_guess: bool = True
    is_timed: bool = False
    leads_to_person: bool = False
    is_aside: bool = False
    is_passed_over: bool = False
    is_printed: bool = True


_ABOUT, _WHOM, _VISIT = "About the treatment", "For whom", "The visit"
_AFTER, _OTHER, _CLINIC = "Afterwards", "Other ways", "The clinic"
_AREA = frozenset({"body_area"})
_OF_CLINIC = frozenset({"treatment_type", "product", "other_treatment"})

RECORDS: tuple[TopicRecord, ...] = (
    TopicRecord(
        "definition",
        belongs='what is it, what does it mean, other names (CIT, dermarolling, "is a dermapen '
        'the same as…"), what is the device',
        elsewhere="how it works inside the skin (`how_it_works`)",
        group=_ABOUT,
        asked_by="treatment",
        is_of_treatment=True,
    ),
    TopicRecord(
        "how_it_works",
        belongs="what happens in the skin, why needles help, collagen, channels, healing, growth "
        "factors",
        elsewhere="what I get out of it (`benefits`)",
        group=_ABOUT,
        is_of_treatment=True,
    ),
    TopicRecord(
        "types",
        belongs="cosmetic against medical, which kinds exist, tell me about the medical one",
        elsewhere="which length a type has (`needle_depth`), who may do it (`providers`)",
        group=_ABOUT,
        uses=frozenset({"treatment_type"}),
        asked_by="treatment_type",
    ),
    TopicRecord(
        "needle_depth",
        belongs='how deep, how long are the needles, which size, is 1 mm medical, "0.5 derma '
        'roller", too deep?, which length for a condition',
        elsewhere="can an esthetician do 1 mm (`providers`); should *I* buy a 1 mm roller for home "
        "(`home_use`)",
        group=_ABOUT,
        family="lengths",
        uses=frozenset({"condition", "depth", "treatment_type"}),
        asked_by="depth",
    ),
    TopicRecord(
        "benefits",
        belongs="what is it good for in general, why do it, what will it do for my skin",
        elsewhere="does it work for X (`conditions`)",
        group=_ABOUT,
        is_of_treatment=True,
    ),
    TopicRecord(
        "evidence",
        belongs="does it really work, is it a scam, studies, FDA approved or authorised, most "
        "effective?, success rate",
        elsewhere="works for a named condition (`conditions`)",
        group=_ABOUT,
        is_of_treatment=True,
    ),
    TopicRecord(
        "conditions",
        belongs="is it used for / does it help / can it treat a named condition or problem; what "
        "is it used for",
        elsewhere="evidence in general (`evidence`); a condition as a reason not to have it: "
        "pregnancy, eczema, keloids (`suitability`)",
        group=_WHOM,
        family="conditions",
        uses=frozenset({"body_area", "condition", "treatment_type"}),
        asked_by="condition",
        list_title="Is it used for…",
        is_of_treatment=True,
    ),
    TopicRecord(
        "suitability",
        belongs="am I / is she a candidate, can I have it if…, who should not, pregnancy, "
        "breastfeeding, medicines, age, dark skin, eczema, keloids, allergies, active "
        "acne, recently tanned",
        elsewhere="what should I *do about* my medicine (`personal_advice`)",
        group=_WHOM,
        family="suitability",
        uses=frozenset({"circumstance", "condition", "product"}),
        asked_by="circumstance",
        list_title="Who should check first",
    ),
    TopicRecord(
        "providers",
        belongs="who performs it, esthetician or doctor or nurse, training, licence, can a "
        "technician do medical, how to choose somebody",
        elsewhere="is *your* team qualified, who is on the team (`booking`)",
        group=_WHOM,
        family="providers",
        uses=frozenset({"depth", "provider", "treatment_type"}),
        asked_by="provider",
        list_title="Who may do it",
    ),
    TopicRecord(
        "preparation",
        belongs="before: what to stop, avoid, tell, ask; retinol before, shaving, sun before, "
        "what questions to ask the clinic",
        elsewhere="after (`aftercare`)",
        group=_VISIT,
    ),
    TopicRecord(
        "procedure",
        belongs="what happens at the visit, how long an appointment takes, step by step, which "
        "areas (face, neck, scalp, hands, under eyes), is there blood",
        group=_VISIT,
        asked_by="body_area",
        is_timed=True,
    ),
    TopicRecord(
        "pain",
        belongs="does it hurt, how bad, numbing cream, anaesthetic, pain after",
        elsewhere="warning signs such as worsening pain (`emergency`)",
        group=_VISIT,
        uses=_AREA,
        is_of_treatment=True,
        is_timed=True,
    ),
    TopicRecord(
        "sessions",
        belongs="how many, how often, how far apart, is one enough, maintenance, can I do it "
        "weekly",
        elsewhere="price of a package (`cost`)",
        group=_VISIT,
        uses=_AREA,
        is_of_treatment=True,
        is_timed=True,
    ),
    TopicRecord(
        "downtime",
        belongs="recovery time, how long red or swollen or peeling, when back to work, when does "
        "it heal, is redness on day 2 normal",
        elsewhere="when results show (`results`); what to do after (`aftercare`)",
        group=_AFTER,
        uses=_AREA,
        is_of_treatment=True,
        is_timed=True,
    ),
    TopicRecord(
        "aftercare",
        belongs="after: washing, makeup, sunscreen, exercise, sauna, swimming, alcohol, "
        "moisturiser, sleeping, what to avoid",
        elsewhere="how long until healed (`downtime`)",
        group=_AFTER,
        uses=_AREA,
    ),
    TopicRecord(
        "side_effects",
        belongs="risks, dangers, is it safe, can it scar, infection risk, dark spots as a risk, "
        "what can go wrong",
        elsewhere="already happening to me (`emergency` or `personal_advice`)",
        group=_AFTER,
        uses=_AREA,
        is_of_treatment=True,
    ),
    TopicRecord(
        "results",
        belongs="when will I see it, how long does it last, is it permanent, before and after, "
        "will it come back, what if I stop",
        elsewhere="does it work at all (`evidence`)",
        group=_AFTER,
        uses=_AREA,
        is_of_treatment=True,
        is_timed=True,
    ),
    TopicRecord(
        "comparison",
        belongs="against laser, peel, RF / Morpheus8, microdermabrasion, fillers, botox; which is"
        ' better; roller against pen; alternatives; "vampire facial against regular" as '
        "treatments",
        elsewhere="at home against clinic (`home_use`)",
        group=_OTHER,
        family="comparison",
        uses=frozenset({"other_treatment", "product"}),
        asked_by="other_treatment",
        list_title="Other treatments",
    ),
    TopicRecord(
        "products",
        belongs="serums, vitamin C, hyaluronic acid, PRP, exosomes, minoxidil, what is put on "
        "during or with it, what product penetrates",
        elsewhere="skincare routine before (`preparation`) or after (`aftercare`); numbing cream "
        "(`pain`)",
        group=_OTHER,
        family="comparison",
        uses=frozenset({"other_treatment", "product"}),
        asked_by="product",
        list_title="Products",
    ),
    TopicRecord(
        "home_use",
        belongs="rollers and pens at home, DIY, bought online, is it safe to do myself, how to "
        "clean my roller, at home against clinic",
        group=_OTHER,
    ),
    TopicRecord(
        "cost",
        belongs="price, package, insurance, finance, deposit, discount, is it worth the money",
        group=_CLINIC,
        family="clinic",
        uses=_OF_CLINIC | {"body_area", "condition"},
        leads_to_person=True,
    ),
    TopicRecord(
        "booking",
        belongs="appointment, hours, address, parking, phone, do *you* offer…, which device do "
        "you use, who is on your team, cancel, walk-in, consultation, near me",
        group=_CLINIC,
        family="clinic",
        uses=_OF_CLINIC,
        leads_to_person=True,
    ),
    TopicRecord(
        "handoff",
        belongs="a person please, call me, talk to someone, staff, complaint, leave a message",
        group=_CLINIC,
        family="handoff",
        is_aside=True,
        is_printed=False,
    ),
    TopicRecord(
        "personal_advice",
        belongs="what should I do about my medicine / rash / mole, should I stop my pills, look "
        "at my photo, diagnose me, is this spot cancer, which treatment should *I* "
        "choose, prescribe me a depth",
        group=_CLINIC,
        family="personal_advice",
        leads_to_person=True,
        is_printed=False,
    ),
    TopicRecord(
        "source",
        belongs="says who, where do you get that, how do you know, is this reviewed, cite it, who"
        " wrote this",
        group=_CLINIC,
        family="source",
        is_aside=True,
    ),
    TopicRecord(
        "emergency",
        belongs="a warning sign that is happening now: trouble breathing, swelling of face, pus, "
        "fever, eye…",
        elsewhere='"could I get…?" (`side_effects`)',
        family="emergency",
        is_guess=False,
        is_aside=True,
    ),
    TopicRecord(
        "smalltalk",
        belongs="hello, thanks, bye, ok, how are you, are you a robot, who made you, what can you"
        " do, swearing, compliments",
        family="smalltalk",
        is_guess=False,
        is_aside=True,
        is_passed_over=True,
    ),
    TopicRecord(
        "unclear",
        family="unclear",
        is_guess=False,
        is_aside=True,
        is_passed_over=True,
    ),
    TopicRecord(
        "out_of_scope",
        belongs="everything else: other medical subjects, other beauty services (hair dye, nails,"
        " tattoo removal, waxing), sewing and knitting needles, acupuncture, weather, "
        "sport, jokes, homework, politics, coding, shopping, jobs, orders",
        elsewhere="laser or peel *against* micro-needling (`comparison`)",
        family="out_of_scope",
        is_guess=False,
        is_aside=True,
    ),
)
"""In the order of a visit, in which the front desk's panel has them."""

TOPICS: tuple[str, ...] = tuple(record.id for record in RECORDS)
BY_ID: dict[str, TopicRecord] = {record.id: record for record in RECORDS}
NO_RECORD = TopicRecord("")
"""Stands for a topic that is none, such as that of an old button."""

if TYPE_CHECKING:
    Topic: TypeAlias = str
else:
    Topic = Literal[TOPICS]
"""What a question or a reply is about; pydantic checks that it is one of `TOPICS`."""

_KINDS = (
    *("depth", "condition", "provider", "circumstance", "product", "other_treatment"),
    *("treatment_type", "body_area", "treatment"),
)
DEFAULT_TOPIC: dict[str, str] = {
    kind: next(record.id for record in RECORDS if record.asked_by == kind) for kind in _KINDS
}
"""The topic that a detail asks when it is named alone; of several the first that fits counts."""


def record_of(topic: str | None) -> TopicRecord:
    """The record of a topic; a blank one for whatever is no topic."""
    return BY_ID.get(topic or "", NO_RECORD)


def topics_where(holds: Callable[[TopicRecord], bool]) -> frozenset[str]:
    """The topics whose record is so."""
    return frozenset(record.id for record in RECORDS if holds(record))


def panel_groups() -> dict[str, tuple[str, ...]]:
    """The topics under the headings of the front desk's panel."""
    groups: dict[str, tuple[str, ...]] = {}
    for record in RECORDS:
        if record.group is not None:
            groups[record.group] = (*groups.get(record.group, ()), record.id)
    return groups
