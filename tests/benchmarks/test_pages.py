"""What pages cost beside bare Django, in queries, and on the wire."""

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from tests.benchmarks import bare
from tests.benchmarks.conftest import side_by_side, table
from tests.timeline_data import forget_indexes
from timeline.curation.dataset import load
from timeline.curation.users import dataset_user
from timeline.editions.publish import publish
from timeline.editions.snapshot import PublishedSnapshot

pytestmark = pytest.mark.django_db
TIMES = 40
PAGES = {
    "first page": "/",
    "one kind": "/?kind=statement",
    "an actor, some years": "/?from=2005&to=2009&actor=actor-0",
    "an actor and a place": "/?actor=actor-0&place=place-0",
    "newest first": "/?sort=newest",
    "a page in the middle": "/?page=100",
}
OTHERS = {
    "an event": "/events/event-0000050/",
    "an actor": "/actors/actor-0/",
    "a source": "/sources/source-0/",
    "as JSON": "/timeline.json?kind=statement",
}


@pytest.fixture(autouse=True)
def with_the_bare_view():
    with override_settings(ROOT_URLCONF="tests.benchmarks.bare"):
        yield


@pytest.fixture
def handler():
    """All middleware and the view. Django's test handler would copy every template's context."""
    made = BaseHandler()
    made.load_middleware()
    return made


def get(handler, url, status=200, **headers):
    response = handler.get_response(RequestFactory(headers=headers).get(url))
    assert response.status_code == status, f"{url}: {response.status_code}"
    return response


def test_pages_beside_bare_django(large, handler):
    index = PublishedSnapshot(large).index
    bare.prepare(index, {s["slug"]: s for s in PublishedSnapshot(large).all_of("source")})
    works = {"bare Django": lambda: get(handler, "/bare/")}
    works |= {name: lambda url=url: get(handler, url) for name, url in PAGES.items()}
    works["fragment for htmx"] = lambda: get(handler, "/?kind=statement", hx_request="true")
    tag = get(handler, "/")["ETag"]
    works["not modified"] = lambda: get(handler, "/", 304, if_none_match=tag)
    for work in works.values():
        work()  # templates and caches
    cards = re.compile(rb'<li class="event')
    whole, plain = get(handler, "/").content, get(handler, "/bare/").content
    assert len(cards.findall(whole)) == len(cards.findall(plain)) == 50
    took = side_by_side(works, "bare Django", TIMES)
    table(
        f"Pages of a timeline of {len(index):,} events on {connection.vendor}, best of {TIMES}",
        ["page", "ms", "x of bare Django"],
        [[name, f"{best * 1000:.1f}", f"{ratio:.2f}"] for name, (best, ratio) in took.items()],
    )


def test_queries_a_page(large, handler):
    rows = []
    get(handler, "/")  # which loads the index of the edition, once a process
    for name, url in (PAGES | OTHERS).items():
        with CaptureQueriesContext(connection) as found:
            get(handler, url)
        rows.append([name, len(found)])
        if name in PAGES:
            assert len(found) <= 4, name
    with CaptureQueriesContext(connection) as found:
        get(handler, "/", 304, if_none_match=get(handler, "/")["ETag"])
    # The first of the two requests inside, which fetches the tag, is not counted.
    rows.append(["not modified", len(found) - rows[0][1]])
    table("Queries a page, with the index at hand", ["page", "queries"], rows)


# -- on the wire ----------------------------------------------------------------------------------


class Linked(HTMLParser):
    """Addresses of all that a browser fetches with a page before anybody touches it."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("script", "img") and values.get("src"):
            self.found.append(values["src"])
        if tag == "link" and values.get("rel") in ("stylesheet", "icon", "modulepreload"):
            self.found.append(values["href"])


def sent(content, quality):
    return len(brotli.compress(content, quality=quality))


def weigh(handler, title, url="/"):
    """Print what a first view sends; answers the bytes of all of it with brotli."""
    page = get(handler, url).content
    linked = Linked()
    linked.feed(page.decode())
    assert linked.found
    # Pages are compressed as they are made, files once, as hard as can be.
    rows = [[f"the page {url}", len(page), len(gzip.compress(page, 6)), sent(page, 5)]]
    for address in linked.found:
        assert address.startswith("/static/"), f"{address} is another host's"
        data = Path(finders.find(address.removeprefix("/static/"))).read_bytes()
        rows.append([address, len(data), len(gzip.compress(data, 9)), sent(data, 11)])
    fragment = get(handler, url, hx_request="true").content
    total = ["everything", *(sum(row[column] for row in rows) for column in (1, 2, 3))]
    change = ["a change by htmx", len(fragment), len(gzip.compress(fragment, 6)), sent(fragment, 5)]
    table(f"Bytes of the first view: {title}", ["", "plain", "gzip", "brotli"],
          [*rows, total, change])  # fmt: skip
    return total[3]


def test_bytes_of_a_made_up_timeline(large, handler):
    assert weigh(handler, f"{large.events:,} made-up events") > 0


@pytest.mark.django_db
def test_bytes_of_the_shipped_timeline(handler):
    forget_indexes()
    folder = Path(__file__).resolve().parents[2] / "timeline" / "dataset"
    load(folder, by=dataset_user())
    publish(by=dataset_user(), note="The first edition.")
    assert weigh(handler, "the shipped timeline") > 0
    forget_indexes()
