"""For the tests of single modules, which together have to stay fast."""

from hypothesis import settings

from tests.parsed_once import same_bytes_are_parsed_once as same_bytes_are_parsed_once

settings.register_profile("unit", deadline=None, max_examples=30)
settings.load_profile("unit")
