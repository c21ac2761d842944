"""What a search costs beside the whole first page, and what its texts cost when publishing.

BENCH_EVENTS=100000 make profile
"""

import time

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.test import RequestFactory

from tests.benchmarks import corpus
from tests.benchmarks.conftest import seconds, side_by_side, table
from timeline.editions.facts import index_of_documents
from timeline.editions.models import Record, SearchText
from timeline.editions.search import find
from timeline.editions.search.store import parts_of, store
from timeline.editions.search.typos import corrections
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.show import card_cache

pytestmark = pytest.mark.django_db
TIMES = 15
FUNCTION_WORDS = "the of and to in that it is was for on with"
SEARCHES = {
    "a rare word": "event 4711",
    "a name": "Babado",
    "a name in another spelling": "Babadoo",
    "a common word": "statement",
    "two words": "Babado meeting",
    "a question": "who took part in a meeting",
    "a word that all events have": "newspaper",
    "a mistyped word": "newspapre",
    "twelve function words": FUNCTION_WORDS,
    "a date": "3 January 2010",
    "a date and a name": "Babado 2010",
    "a pasted sentence": (
        "Babado took part in a statement at Lubaba, a newspaper reports. It was number 4711 of "
        "those that are known, and the last for some time."
    ),
    "thirty words": " ".join(corpus.name_of(number) for number in range(30)),
    "a word of no event": "zeppelin",
    "an excluded word": "statement -Babado",
}
AT_MOST = {"twelve function words": 1.5}  # times the whole first page
# SQLite works in this process, so that the processor's time can be told, whoever else is busy.
CLOCK, TAKEN = (
    (time.process_time, "of the processor")
    if connection.vendor == "sqlite"
    else (time.perf_counter, "by the clock")
)


@pytest.fixture(scope="module")
def searched(large, django_db_blocker):
    """The large edition with its search texts, and how long these took."""
    with django_db_blocker.unblock():
        start = CLOCK()
        with transaction.atomic():  # as publishing does
            store(Record.objects.order_by("pk").iterator(500))
        took = CLOCK() - start
        yield large, took
        SearchText._base_manager.all()._raw_delete(connection.alias)


def test_searches_beside_the_whole_page(searched):
    edition, _ = searched
    index = PublishedSnapshot(edition).index
    handler = BaseHandler()
    handler.load_middleware()

    def page(query=None):
        request = RequestFactory().get("/", {"q": query} if query else {})
        response = handler.get_response(request)
        assert response.status_code == 200, query

    def anew():
        """The whole page as for the first reader of it: no item of its list is kept."""
        card_cache.forget()
        page()

    works = {"the whole page": anew, "the whole page, seen before": lambda: page()}
    works |= {name: lambda text=text: page(text) for name, text in SEARCHES.items()}
    for work in works.values():
        work()
    took = side_by_side(works, "the whole page", TIMES, CLOCK)
    rows = []
    for name, (best, ratio) in took.items():
        text = SEARCHES.get(name)
        alone = seconds(lambda text=text: find(index, text), 5, CLOCK) if text else 0
        hits = len(find(index, text).ranks) if text else len(index)
        rows.append(
            [name, f"{hits:,}", f"{alone * 1000:.1f}", f"{best * 1000:.1f}", f"{ratio:.2f}"]
        )
    table(
        f"Searches of {len(index):,} events on {connection.vendor}, {TAKEN}, best of {TIMES}",
        ["search", "events", "search alone, ms", "page, ms", "x of the whole page"],
        rows,
    )
    # By the clock the ratio is that of whoever else is busy; these ask neither database.
    for name, most in AT_MOST.items() if CLOCK is time.process_time else ():
        assert took[name][1] <= most, name


def test_looking_for_slips_of_the_pen(searched):
    """In a vocabulary as large as a language's: 200,000 words of up to twelve letters."""
    edition, _ = searched
    index = PublishedSnapshot(edition).index
    kept = index.catalogue["words"]
    halves = [corpus.name_of(number, capital=False) for number in range(1000)]
    index.catalogue["words"] = sorted(
        {f"{halves[n % 1000]}{chr(97 + n % 26)}{halves[n // 7 % 1000]}" for n in range(200_000)}
    )
    try:
        first = seconds(
            lambda: corrections(index, "babadobabado"), 1, time.process_time
        )  # makes the vocabulary
        took = seconds(lambda: corrections(index, "babadxbabadoo"), 5, time.process_time)
        words = len(index.catalogue["words"])
    finally:
        index.catalogue["words"] = kept
    table(
        "Slips of the pen",
        ["words", "first in a process, ms", "ms"],
        [[f"{words:,}", f"{first * 1000:.1f}", f"{took * 1000:.1f}"]],
    )
    assert took < 0.05
    assert first < 1


def test_search_texts_beside_the_rest_of_publishing(searched):
    edition, took = searched
    records = list(Record.objects.in_edition(edition.number).values_list("pk", "kind", "document"))
    index = seconds(lambda: index_of_documents(records), 1, CLOCK)
    terms = seconds(
        lambda: [list(parts_of(kind, document)) for _, kind, document in records], 1, CLOCK
    )
    table(
        f"Publishing {len(records):,} records on {connection.vendor}, {TAKEN}",
        ["part", "s", "ms a record"],
        [
            ["the index", f"{index:.1f}", f"{index / len(records) * 1000:.2f}"],
            ["terms of search texts", f"{terms:.1f}", f"{terms / len(records) * 1000:.2f}"],
            ["search texts stored", f"{took:.1f}", f"{took / len(records) * 1000:.2f}"],
        ],
    )
