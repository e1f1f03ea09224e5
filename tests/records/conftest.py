"""For the tests of the room `records/`, with its databases."""

from hypothesis import settings

from tests.made_quick import passwords_are_hashed_quickly as passwords_are_hashed_quickly
from tests.parsed_once import same_bytes_are_parsed_once as same_bytes_are_parsed_once

settings.register_profile("rooms", deadline=None, max_examples=30)
settings.load_profile("rooms")
