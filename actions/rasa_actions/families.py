"""The actions by name, one for each family of topics. What they share is in `answering_action`."""

from actions.rasa_actions.answering_action import AnsweringAction


class AnswerFacts(AnsweringAction):
    """Answers the plain topics, each from its own facts."""

    topics = (
        "definition",
        "how_it_works",
        "types",
        "benefits",
        "home_use",
        "pain",
        "downtime",
        "side_effects",
        "preparation",
        "aftercare",
        "sessions",
        "results",
        "procedure",
        "evidence",
    )

    def name(self) -> str:
        """`action_answer_facts`."""
        return "action_answer_facts"


class AnswerSource(AnsweringAction):
    """Answers where the last answer came from."""

    topics = ("source",)

    def name(self) -> str:
        """`action_answer_source`."""
        return "action_answer_source"


class AnswerDepth(AnsweringAction):
    """Answers needle lengths, and which type a length belongs to."""

    topics = ("needle_depth",)

    def name(self) -> str:
        """`action_answer_depth`."""
        return "action_answer_depth"


class AnswerConditions(AnsweringAction):
    """Answers what a treatment is used for."""

    topics = ("conditions",)

    def name(self) -> str:
        """`action_answer_conditions`."""
        return "action_answer_conditions"


class AnswerProviders(AnsweringAction):
    """Answers who performs a treatment."""

    topics = ("providers",)

    def name(self) -> str:
        """`action_answer_providers`."""
        return "action_answer_providers"


class AnswerSuitability(AnsweringAction):
    """Answers who should check with a provider first."""

    topics = ("suitability",)

    def name(self) -> str:
        """`action_answer_suitability`."""
        return "action_answer_suitability"


class AnswerComparison(AnsweringAction):
    """Answers other treatments, and products used with this one."""

    topics = ("comparison", "products")

    def name(self) -> str:
        """`action_answer_comparison`."""
        return "action_answer_comparison"


class AnswerClinic(AnsweringAction):
    """Answers what only this clinic can say."""

    topics = ("cost", "booking")

    def name(self) -> str:
        """`action_answer_clinic`."""
        return "action_answer_clinic"


class AnswerEmergency(AnsweringAction):
    """Answers a warning sign."""

    topics = ("emergency",)

    def name(self) -> str:
        """`action_answer_emergency`."""
        return "action_answer_emergency"


class AnswerPeople(AnsweringAction):
    """Answers what only a person can answer."""

    topics = ("handoff", "personal_advice")

    def name(self) -> str:
        """`action_answer_people`."""
        return "action_answer_people"


class AnswerSmalltalk(AnsweringAction):
    """Answers greetings, thanks, and what the assistant is."""

    topics = ("smalltalk",)

    def name(self) -> str:
        """`action_answer_smalltalk`."""
        return "action_answer_smalltalk"


class AnswerOutOfScope(AnsweringAction):
    """Answers what is not for this assistant."""

    topics = ("out_of_scope",)

    def name(self) -> str:
        """`action_answer_out_of_scope`."""
        return "action_answer_out_of_scope"


class AnswerFollowUp(AnsweringAction):
    """Answers what leans on the last answer: "and medical?", "tell me more", "yes please"."""

    topics = ("follow_up", "affirm", "deny")

    def name(self) -> str:
        """`action_answer_follow_up`."""
        return "action_answer_follow_up"


class AnswerUnclear(AnsweringAction):
    """Answers what was not understood: did-you-mean, and from the second miss on a person."""

    topics = ("unclear",)

    def name(self) -> str:
        """`action_answer_unclear`."""
        return "action_answer_unclear"
