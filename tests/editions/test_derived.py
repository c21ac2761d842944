"""Indexes and the words of the search: whether they are still what the records give."""

import hashlib

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet

from tests import factories
from tests.html import page_of
from tests.timeline_data import forget_indexes
from timeline.editions import derived, search
from timeline.editions.index import _HEAD, FORMAT
from timeline.editions.models import EditionIndex, Record, SearchText
from timeline.editions.search.engines import ENGINES
from timeline.editions.search.lookups import key_of
from timeline.editions.search.store import parts_of
from timeline.editions.snapshot import PublishedSnapshot

OTHER = "it is not the one that was made of its records"
WORDS = "the search has other words of it than its document"
NONE = "the search has none of its words"


def told():
    return [str(one) for one in derived.faults(lambda said: None)]


def warned():
    return [one.msg for one in run_checks(tags=["editions"])]


def on_the_status_page():
    page = page_of(factories.client_of(factories.curator()).get("/admin/status/"))
    rows = page.one("table", id="desk-status").all("tr")
    return {row.one("th").text: row.one("td").text for row in rows}["indexes of editions"]


def test_nothing_is_found_where_nothing_was_changed(republished):
    assert told() == warned() == []
    assert on_the_status_page() == "each is as it was made"
    call_command("verify_editions")


def test_a_changed_index_is_noticed(republished):
    data = bytearray(EditionIndex.objects.get(pk=1).data)
    data[-1] ^= 1
    EditionIndex.objects.filter(pk=1).update(data=bytes(data))
    assert told() == warned() == [f"Edition 1, index: {OTHER}"]
    assert on_the_status_page() == f"Not there: Edition 1, index: {OTHER}"


def test_an_index_of_another_edition_with_its_digest_is_noticed(republished):
    second = EditionIndex.objects.get(pk=2)
    EditionIndex.objects.filter(pk=1).update(data=second.data, sha256=second.sha256)
    assert warned() == []  # a check only compares digests
    assert told() == [f"Edition 1, index: {OTHER}"]


def test_an_index_of_an_older_format_is_none_that_was_changed(republished):
    index = EditionIndex.objects.get(pk=1)
    magic, _, length = _HEAD.unpack_from(index.data)
    data = _HEAD.pack(magic, FORMAT - 1, length) + bytes(index.data)[_HEAD.size :]
    sha256 = hashlib.sha256(data).hexdigest()
    EditionIndex.objects.filter(pk=1).update(data=data, sha256=sha256)
    assert told() == warned() == []


def keep_words(record, **columns):
    """Put another text into the search in place of that of a record."""
    SearchText.objects.all().delete()
    search.store(Record.objects.exclude(pk=record.pk))
    parts = parts_of(record.kind, record.document)
    ENGINES[connection.vendor].keep(
        [(key_of(record.pk, part), texts | columns) for part, texts in parts]
    )


@pytest.mark.parametrize("columns", [{"title": "bridge opens"}, {"title_terms": "f0bridge"}])
def test_other_words_of_the_search_are_noticed(republished, columns):
    keep_words(Record.objects.get(kind="event", slug="closing"), **columns)
    assert told() == [f"Edition 1, event/closing: {WORDS}"]


def test_what_no_search_finds_any_more_is_noticed_and_mended(republished, capsys):
    SearchText.objects.all().delete()
    searched = Record.objects.filter(kind__in=["event", "source", "publisher", "actor", "place"])
    lost = sorted(f"Edition {one.since_id}, {one.kind}/{one.slug}" for one in searched)
    assert set(warned()) < {f"{one}: {NONE}" for one in lost}  # the first twenty
    assert sorted(told()) == [f"{one}: {WORDS}" for one in lost]
    with pytest.raises(CommandError, match=f"{len(lost)} found that are not as published"):
        call_command("verify_editions")
    EditionIndex.objects.filter(pk=1).delete()
    call_command("verify_editions", "--mend")
    assert "Indexes and search are made anew." in capsys.readouterr().out
    assert told() == warned() == []
    forget_indexes()
    index = PublishedSnapshot(EditionIndex.objects.get(pk=1).edition).index
    assert search.find(index, "bridge").ranks


def test_what_was_changed_is_never_the_ground_for_mending(republished, capsys):
    record = Record.objects.get(kind="event", slug="closing")
    document = record.document | {"title": "The Old Bridge opens"}
    QuerySet(Record).filter(pk=record.pk).update(document=document)
    with pytest.raises(CommandError):
        call_command("verify_editions", "--mend")
    assert "made anew" not in capsys.readouterr().out
