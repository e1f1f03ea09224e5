"""Changing the `review` of facts in `treatments.yml`."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from knowledge.loading import TREATMENTS
from knowledge.treatments import Fact, Review
from knowledge.yaml_edit import edited, put


def mark_of(fact: Fact) -> str:
    """Changes whenever the fact does; shows that a reviewer decides on what stands in the file."""
    return hashlib.sha256(fact.model_dump_json().encode()).hexdigest()[:16]


def with_reviews(content: bytes, reviews: Mapping[str, Review]) -> bytes:
    """A `treatments.yml` with the review of some facts changed, and nothing else.

    Args:
        content: The bytes of the file, which is in order.
        reviews: By the id of a fact, what its review becomes.

    Raises:
        KeyError: There is no such fact.
        KnowledgeError: The file is written in a way that cannot be changed here.
    """

    def change(data: dict[str, Any]) -> None:
        facts = {fact["id"]: fact for fact in data["facts"]}
        for id_, review in reviews.items():
            put(facts[id_], "review", _written(review))

    return edited(Path("knowledge") / TREATMENTS, content, change)


def _written(review: Review) -> object:
    return review if isinstance(review, str) else review.model_dump(mode="json", exclude_none=True)
