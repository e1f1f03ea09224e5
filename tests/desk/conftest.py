"""For the tests of the room `desk/`: gateway and front desk in one process, with databases."""

from hypothesis import settings

from tests.made_quick import passwords_are_hashed_quickly as passwords_are_hashed_quickly

settings.register_profile("rooms", deadline=None, max_examples=30)
settings.load_profile("rooms")
