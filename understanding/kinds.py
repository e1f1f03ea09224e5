"""The kinds of detail that no knowledge file lists: what was noticed in a visitor's words."""

from knowledge.topics import HARM_TOPIC
from knowledge.treatments import TermKind
from language import unlisted

CLINIC_PART = "clinic_part"
"""A part of the clinic's profile that is asked for: `hours`, `prices`; `UNNAMED` for none of it."""
UNNAMED = "unnamed"
"""In place of a part of the profile: something that it has no place for."""

SMALLTALK = "smalltalk"
"""The kind of small talk: `greeting`, `thanks`."""

LEADING = "leading"
"""A fact whose sentence speaks most of what was asked; several stand best first."""

AMOUNT = "amount"
"""`how_long` or `how_many`, where a question asks that and says of nothing."""

HERE = "here"
"""That it is asked whether this clinic does something."""

COUNT = "count"
"""How many sessions a price is asked for."""

REFERS = "refers"
"""`it` for a word that stands for something said before; `condition` where that was treated."""

SIGN = "warning_sign"
"""A sign of `safety.yml`, or a level of it, that a button asks about."""

AFTER = "after_sign"
"""What is said on a warning sign that was answered, as `safety.yml` names it under `after`."""

ALSO_OF_SIGN = frozenset({"aftercare", "downtime", "handoff", "personal_advice"})
"""Topics of what is asked about a warning sign as well."""

OF_LAST = "of_last"
"""What is asked about the last answer itself, as `understanding.about_last` names it."""

QUESTION = "question"
"""The particular question of the knowledge that is asked."""

OTHER_QUESTION = "other_question"
"""A particular question that may be meant instead or as well; the likelier stands first."""

ASIDE = "aside"
"""That a question is less surely asked than another one of its message, and answered shortly."""

TOLD = "told"
"""What a message tells rather than asks: a kind of harmless statement."""

KEEPS = "keeps"
"""What is asked about whether it is stopped or kept up for the treatment: a term, or `home_use`."""

OTHER_TREATMENT: TermKind = "other_treatment"
HEAT = "rf_microneedling"
"""Another treatment, and the one that is needling with heat, which has figures of its own."""

TYPE = "treatment_type"
"""The type of a treatment, as the knowledge names it."""
ANSWERED_BY_TYPE = frozenset({"needle_depth", "providers"})
"""Topics that have an answer for each type: where one is named, no other question is meant."""

AGE, EVENT, SINCE, HARM = "age", "event_", "days_since", "harm"
"""What a visitor told of themselves, beside what the knowledge names: their age; an event, its kind
`event_wedding` and the days that are left; the days since their session; the question that fits the
harm that was done."""

PLANNED = "planned_"
"""How many days before an event a session is thought of, with the event: `planned_wedding`."""

STARTED, DAY = "session_weekday", "day_"
"""The day of the week of the session that was had; a day that something is planned for, with the
days from the session to it: `day_saturday`. The day of a session that is only thought of is its
`said`."""

AGO, WAS = "ago_", "was"
"""How many days ago a reason for care was, with its name: `ago_isotretinoin`; a figure that was put
right, as it was said, with the right one as its `said`."""

UNTIL = "until"
"""What a question asks of the time until an event: the `event`, the `last_session` before it."""
COUNTED = "counted"
"""What a count from a month comes to, where a question has one."""

TOPIC_TOLD = {"after_effect": "downtime", "harm": HARM_TOPIC}
"""The topic that answers somebody who tells of something, by its kind."""
DETAIL = "detail"
"""What is told beside these, and beside an event: more of the last question."""
QUIET = "quiet"
"""That what was told of is quiet now."""

UNLISTED_ALLERGY, UNLISTED_MEDICINE = unlisted.ALLERGY, unlisted.MEDICINE
UNLISTED = frozenset({UNLISTED_ALLERGY, UNLISTED_MEDICINE, unlisted.ILLNESS, unlisted.USED})
"""What no list has, by its name: an allergy, a medicine, and all of it."""
NOTICED = frozenset(
    {
        CLINIC_PART,
        HERE,
        SMALLTALK,
        LEADING,
        AMOUNT,
        COUNT,
        REFERS,
        OF_LAST,
        QUESTION,
        OTHER_QUESTION,
        ASIDE,
        TOLD,
        KEEPS,
        UNTIL,
        COUNTED,
    }
)
"""What words alone tell, beside the things that the knowledge files name."""
UNNEEDED = frozenset(
    {
        *(LEADING, OF_LAST, OTHER_QUESTION, ASIDE, AGE, COUNT, HARM, HERE, SINCE, STARTED, UNTIL),
        COUNTED,
    }
)
"""Kinds of details that the button for more need not carry."""
