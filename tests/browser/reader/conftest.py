"""The public pages in a browser: each test names the corpus that it reads.

    pytestmark = pytest.mark.corpus("published")

A process of its own serves it (tests/browser/served.py); nothing that a test does may change it.
"""

import os
from collections.abc import Iterator

import pytest

from tests.browser.served import Shelf


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # that of all workers
    shelf = Shelf(folder)
    yield shelf
    shelf.running.close()


@pytest.fixture
def site_url(request: pytest.FixtureRequest, shelf: Shelf) -> str:
    """The address of the corpus that the nearest mark names."""
    marker = request.node.get_closest_marker("corpus")
    if marker is None:
        raise pytest.UsageError(f"{request.node.nodeid} names no corpus: pytest.mark.corpus(…)")
    return shelf.serve(marker.args[0])
