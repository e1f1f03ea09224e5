from dataclasses import replace
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from desk.audit.store import lines
from desk.review import deciding
from desk.review.deciding import FACTS, Decision, Outcome, Place, Reviewer, decide
from desk.review.store import SCREEN, ReviewedFact, counts, matching, reviewed_facts, screen_from
from knowledge import Knowledge, LiveKnowledge, load
from knowledge.editing import ConflictError
from knowledge.treatments import Reviewed, Withdrawn
from records.database import engine_of
from records.migrating import migrate
from tests.unit.small_knowledge import edited, write_folder

AT = datetime(2026, 5, 4, 15, 30, tzinfo=timezone.utc)
TODAY = AT.date()


class Reviewing:
    """A small knowledge folder with facts to decide on."""

    def __init__(self, folder: Path) -> None:
        self.folder = write_folder(folder / "small")
        self.live = LiveKnowledge(self.folder, on_refused=lambda error: pytest.fail(str(error)))
        self.previous = folder / "previous"
        self.engine: Engine = engine_of(f"sqlite:///{folder}/desk.db")
        migrate(self.engine)

    def knowledge(self) -> Knowledge:
        return load(self.folder)

    def facts(self, today: date = TODAY) -> dict[str, ReviewedFact]:
        whole = self.knowledge()
        found = reviewed_facts(whole, whole.without_withdrawn(), today, 12)
        return {each.fact.id: each for each in found}

    def decide(
        self, decision: Decision, *ids: str, marks: dict[str, str] | None = None, **more: date
    ) -> Outcome:
        facts = self.facts()
        return decide(
            FACTS,
            decision,
            marks or {id_: facts[id_].mark for id_ in ids},
            Place(self.live, self.previous, self.engine),
            Reviewer("nora", "Nora Lee, RN", TODAY, AT),
            **more,
        )


@pytest.fixture
def reviewing(tmp_path: Path) -> Reviewing:
    return Reviewing(tmp_path)


def test_every_fact_is_there_with_where_it_is_shown(reviewing: Reviewing) -> None:
    facts = reviewing.facts()

    assert set(facts) == set(reviewing.knowledge().facts)
    assert facts["limits"].topics == ("definition", "needle_depth")
    assert facts["light-length"].topics == ("needle_depth", "types")
    assert facts["for-scars"].topics == ("conditions",)
    assert facts["limits"].goes_with == ("what-it-is",)
    assert facts["what-it-is"].goes_with == ()
    assert facts["for-scars"].source.title == "A leaflet"


def test_those_that_need_somebody_come_first(reviewing: Reviewing) -> None:
    facts = list(reviewing.facts(date(2027, 2, 1)).values())

    assert [each.standing.state for each in facts] == ["due"] * 2 + ["unreviewed"] * 3
    assert counts(facts) == {"due": 2, "unreviewed": 3, "reviewed": 0, "withdrawn": 0}


@pytest.mark.parametrize(
    ("state", "topic", "words", "expected"),
    [
        ("", "", "", {"what-it-is", "limits", "light-length", "for-scars", "by-nurses"}),
        ("reviewed", "", "", {"what-it-is", "light-length"}),
        ("", "conditions", "", {"for-scars"}),
        ("", "", "ROLLING scars", {"for-scars"}),
        ("", "", "clinic nurse", {"by-nurses"}),
        ("reviewed", "conditions", "", set()),
    ],
)
def test_facts_are_found(
    reviewing: Reviewing, state: str, topic: str, words: str, expected: set[str]
) -> None:
    facts = reviewing.facts().values()
    found = matching(facts, state=state, topic=topic, source="", words=words)

    assert {each.fact.id for each in found} == expected


def test_a_screen_holds_its_place_while_what_was_decided_leaves_it(reviewing: Reviewing) -> None:
    one = next(iter(reviewing.facts().values()))
    number = 2 * SCREEN + 1
    many = [replace(one, fact=one.fact.model_copy(update={"id": f"f-{n}"})) for n in range(number)]

    second = screen_from(many, f"f-{SCREEN}")
    assert [each.fact.id for each in second.facts] == [f"f-{n}" for n in range(SCREEN, 2 * SCREEN)]
    assert (second.first, second.before, second.following) == (SCREEN + 1, "f-0", f"f-{2 * SCREEN}")
    last = screen_from(many, second.following)
    assert (len(last.facts), last.following) == (1, "")
    assert screen_from(many, "gone").first == 1
    assert screen_from([], "").facts == ()


def test_several_are_reviewed_at_once_and_each_leaves_a_line(reviewing: Reviewing) -> None:
    outcome = reviewing.decide("reviewed", "limits", "for-scars", until=date(2026, 9, 1))

    done = Reviewed(by="Nora Lee, RN", on=TODAY, until=date(2026, 9, 1))
    facts = reviewing.knowledge().facts
    assert (outcome.changed, outcome.stale) == (("limits", "for-scars"), ())
    assert facts["limits"].review == facts["for-scars"].review == done
    assert facts["by-nurses"].review == "unreviewed"
    assert {
        (each.subject, each.before, each.after, each.action) for each in lines(reviewing.engine)
    } == {
        (
            f"fact {id_}",
            "unreviewed",
            "reviewed by Nora Lee, RN, 2026-05-04, until 2026-09-01",
            "fact reviewed",
        )
        for id_ in outcome.changed
    }


def test_what_is_withdrawn_is_shown_to_nobody_and_may_be_put_back(reviewing: Reviewing) -> None:
    live = LiveKnowledge(reviewing.folder, on_refused=lambda error: pytest.fail(str(error)))

    reviewing.decide("withdrawn", "limits")
    assert not {"limits", "what-it-is"} & set(live.current().facts)
    facts = reviewing.facts()
    assert (facts["limits"].is_shown, facts["what-it-is"].is_shown) == (False, False)
    assert facts["what-it-is"].standing.state == "reviewed"
    assert reviewing.knowledge().facts["limits"].review == Withdrawn(
        withdrawn_by="Nora Lee, RN", on=TODAY
    )

    reviewing.decide("unreviewed", "limits")
    assert {"limits", "what-it-is"} <= set(live.current().facts)
    assert lines(reviewing.engine)[0].before == "withdrawn by Nora Lee, RN, 2026-05-04"


def test_a_fact_that_changed_since_it_was_seen_is_left_and_the_others_are_not(
    reviewing: Reviewing,
) -> None:
    marks = {id_: each.mark for id_, each in reviewing.facts().items()}
    text = edited("on 12 people for two", "on 12 people, for two")
    (reviewing.folder / "treatments.yml").write_text(text)

    outcome = reviewing.decide("reviewed", marks={**marks, "gone": "0"})

    assert set(outcome.stale) == {"limits", "gone"}
    assert reviewing.knowledge().facts["limits"].review == "unreviewed"
    assert isinstance(reviewing.knowledge().facts["by-nurses"].review, Reviewed)


def test_two_who_decide_at_once_on_different_facts_both_succeed(
    reviewing: Reviewing, monkeypatch: pytest.MonkeyPatch
) -> None:
    save, others = deciding.save, ["by-nurses"]

    def late(*args: object, **options: object) -> None:
        if others:
            reviewing.decide("withdrawn", others.pop())
        save(*args, **options)  # type: ignore[arg-type]

    first = {"limits": reviewing.facts()["limits"].mark}
    monkeypatch.setattr(deciding, "save", late)
    # The second decision is made while the first one is on its way, outside its transaction.
    monkeypatch.setattr(deciding, "note_change", lambda *args, **options: None)
    outcome = reviewing.decide("reviewed", marks=first)

    facts = reviewing.knowledge().facts
    assert outcome.changed == ("limits",)
    assert isinstance(facts["limits"].review, Reviewed)
    assert isinstance(facts["by-nurses"].review, Withdrawn)


def test_a_decision_that_cannot_be_saved_leaves_no_line(
    reviewing: Reviewing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def conflict(*args: object, **options: object) -> None:
        raise ConflictError(b"")

    monkeypatch.setattr(deciding, "save", conflict)
    with pytest.raises(ConflictError):
        reviewing.decide("reviewed", "limits")

    assert lines(reviewing.engine) == []
    with reviewing.engine.connect() as connection:
        assert connection.execute(sa.text("select count(*) from audit_lines")).scalar() == 0


def test_deciding_the_same_again_changes_nothing(reviewing: Reviewing) -> None:
    reviewing.decide("reviewed", "limits")

    assert reviewing.decide("reviewed", "limits") == Outcome((), ())
    assert len(lines(reviewing.engine)) == 1
