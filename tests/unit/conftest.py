"""For the tests of single modules, which together have to stay fast."""

from hypothesis import settings

settings.register_profile("unit", deadline=None, max_examples=30)
settings.load_profile("unit")
