"""For the tests of the room `records/`, with its databases."""

from hypothesis import settings

from tests.empty_database import engine as engine
from tests.made_quick import passwords_are_hashed_quickly as passwords_are_hashed_quickly

settings.register_profile("rooms", deadline=None, max_examples=30)
settings.load_profile("rooms")
