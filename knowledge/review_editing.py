"""Changing the `review` of facts in `treatments.yml`, and of warning signs in `safety.yml`."""

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from knowledge.loading import SAFETY, TREATMENTS
from knowledge.reviews import Reviewable
from knowledge.safety import SafetyFile
from knowledge.treatments import Review
from knowledge.yaml_edit import edited_at, edited_items, put

_LANGUAGE = "languages"


def mark_of(entry: Reviewable) -> str:
    """Changes whenever the entry does; shows that a reviewer decides on what is in the file."""
    # The signs of a level each have a review of their own, apart from that of its wording.
    text = entry.model_dump_json(exclude={"signs"})
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def reviewed_of_safety(safety: SafetyFile) -> dict[str, Reviewable]:
    """What is reviewed of `safety.yml`: each level's wording, each sign, each language.

    By names such as `today`, `today.fever` and `languages.es`.
    """
    found: dict[str, Reviewable] = {}
    for name, level in safety.levels.items():
        found[name] = level
        found |= {f"{name}.{id_}": sign for id_, sign in level.signs.items()}
    found |= {f"{_LANGUAGE}.{code}": each for code, each in safety.languages.items()}
    return found


def with_reviews(content: bytes, reviews: Mapping[str, Review]) -> bytes:
    """A `treatments.yml` with the review of some facts changed, and nothing else.

    Args:
        content: The bytes of the file, which is in order.
        reviews: By the id of a fact, what its review becomes.

    Raises:
        KeyError: There is no such fact.
        KnowledgeError: The file is written in a way that cannot be changed here.
    """
    changes = {id_: partial(_put, review=review) for id_, review in reviews.items()}
    return edited_items(Path("knowledge") / TREATMENTS, content, "facts", changes)


def with_sign_reviews(content: bytes, reviews: Mapping[str, Review]) -> bytes:
    """A `safety.yml` with the review of some of its parts changed, and nothing else.

    Args:
        content: The bytes of the file, which is in order.
        reviews: By the name of a part, as `reviewed_of_safety` has it, what its review becomes.

    Raises:
        KnowledgeError: The file is written in a way that cannot be changed here.
    """
    for name, review in reviews.items():
        head, _, rest = name.partition(".")
        place = [_LANGUAGE, rest] if head == _LANGUAGE else ["levels", head]
        if rest and head != _LANGUAGE:
            place += ["signs", rest]
        change = partial(_put, review=review)
        content = edited_at(Path("knowledge") / SAFETY, content, place, change)
    return content


def _put(entry: Any, review: Review) -> None:
    put(entry, "review", _written(review))


def _written(review: Review) -> object:
    return review if isinstance(review, str) else review.model_dump(mode="json", exclude_none=True)
