from actions.answer import Answer, Button, Sentence, sources_of
from tests.unit.two_treatments import knowledge


def test_list_items_stand_on_lines_of_their_own() -> None:
    answer = Answer(
        "conditions",
        "rolling",
        (
            Sentence("For:", phrase="a"),
            Sentence("spots", "use-spots", "b", bullet=True),
            Sentence("stripes", "use-stripes", "b", bullet=True),
            Sentence("Only that.", "list-limits"),
            Sentence("Ask.", phrase="c"),
        ),
    )
    assert answer.text == "For:\n- spots\n- stripes\nOnly that. Ask."
    assert answer.facts == ("use-spots", "use-stripes", "list-limits")


def test_message_has_the_fields_of_the_public_contract() -> None:
    known = knowledge()
    answer = Answer(
        "definition",
        "rolling",
        (Sentence("Rolling is rolling.", "what"), Sentence("Yes.", phrase="p")),
        (Button("pain", "Does it hurt?"),),
        sources_of(("what", "what"), known),
    )
    assert answer.to_message() == {
        "text": "Rolling is rolling. Yes.",
        "topic": "definition",
        "treatment": "rolling",
        "facts": ["what"],
        "sources": [
            {
                "id": "LEAFLET",
                "title": "Leaflet",
                "publisher": "The Clinic",
                "date": "May 1",
                "url": None,
            }
        ],
        "buttons": [{"id": "pain", "title": "Does it hurt?"}],
        "sign": None,
        "lacks": None,
    }


def test_sources_come_once_in_the_order_of_the_facts() -> None:
    cited = sources_of(("beside-all", "what", "care-tell"), knowledge())
    assert [source["id"] for source in cited] == ["AGENCY", "LEAFLET"]
