from collections.abc import Iterator

import pytest

from timeline.desk import rechecks


@pytest.fixture(autouse=True)
def no_verdicts_of_an_earlier_test() -> Iterator[None]:
    rechecks._verdicts.clear()
    yield
    rechecks._verdicts.clear()
