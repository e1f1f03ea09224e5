"""Many small examples in one test: as tests of their own they take longer to count than to run."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def in_one_test(
    names: str | tuple[str, ...], rows: Iterable[Any]
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """Runs a test for each row, as `pytest.mark.parametrize` would, and lists every row that fails.

    Args:
        names: What a row holds; for the reader, and to tell a row of one value from one of several.
        rows: The values.
    """
    is_alone = isinstance(names, str)

    def decorate(test: Callable[..., None]) -> Callable[[], None]:
        def run() -> None:
            failed = []
            for row in rows:
                try:
                    test(*((row,) if is_alone else row))
                except AssertionError as error:
                    failed.append(f"{row!r}\n    {str(error).splitlines()[0]}")
            if failed:
                pytest.fail("\n".join([f"{len(failed)} of them fail:", *failed]), pytrace=False)

        run.__name__, run.__doc__ = test.__name__, test.__doc__
        return run

    return decorate
