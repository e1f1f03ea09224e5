"""Changing the `review` of facts in `treatments.yml`."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from knowledge.loading import TREATMENTS
from knowledge.splicing import Value, with_values
from knowledge.treatments import Fact, Review
from knowledge.yaml_file import read_yaml


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
    path = Path("knowledge") / TREATMENTS
    place = {fact["id"]: index for index, fact in enumerate(read_yaml(path, content).data["facts"])}
    return with_values(
        path,
        content,
        {("facts", place[id_], "review"): _written(review) for id_, review in reviews.items()},
    )


def _written(review: Review) -> Value:
    if isinstance(review, str):
        return review
    return {
        key: str(value)
        for key, value in review.model_dump(mode="json").items()
        if value is not None
    }
