"""The public pages in a browser: each test names the corpus that it reads.

    pytestmark = pytest.mark.corpus("published")

A process of its own serves it (tests/browser/served.py); nothing that a test does may change it.
"""

import pytest

from tests.browser.served import serve
from tests.databases import folder_of_run


@pytest.fixture
def site_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the corpus that the nearest mark names."""
    marker = request.node.get_closest_marker("corpus")
    if marker is None:
        raise pytest.UsageError(f"{request.node.nodeid} names no corpus: pytest.mark.corpus(…)")
    return serve(folder_of_run(tmp_path_factory), marker.args[0])
