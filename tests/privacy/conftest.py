"""For the tests of the room `privacy/`."""

from hypothesis import settings

settings.register_profile("rooms", deadline=None, max_examples=30)
settings.load_profile("rooms")
