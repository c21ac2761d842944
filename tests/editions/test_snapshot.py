"""How the public pages reach an edition: its index, its documents, and what it has no more."""

import struct

import pytest

from tests.editions.corpus import ferry
from timeline.editions import archive
from timeline.editions.index import Index
from timeline.editions.kinds import Kind
from timeline.editions.models import Edition, EditionIndex, Record
from timeline.editions.snapshot import PublishedSnapshot


@pytest.fixture
def public(desk):
    """Edition 1, and an edition 2 that renames Ada Reed and withdraws `stop`."""
    ferry(desk)
    desk.publish()
    desk.change(desk.actors["ada"], name="Ada Hale")
    desk.withdraw("stop")
    desk.publish("Less.")
    return desk


def pk_of(kind, slug):
    return Record.objects.get(kind=kind, slug=slug, since=1).pk


def test_before_the_first_edition_there_is_none(db):
    assert archive.latest_edition() is None
    assert archive.edition(1) is None
    assert archive.last_edition_with("event", "stop") is None


def test_editions_by_number(public):
    assert archive.latest_edition().number == 2
    assert archive.edition(1).number == 1
    assert archive.edition(3) is None


def test_documents_come_in_the_order_of_their_identifiers(public, django_assert_num_queries):
    stop, start = pk_of("event", "stop"), pk_of("event", "start")
    latest = PublishedSnapshot(archive.latest_edition())
    with django_assert_num_queries(1):
        assert [d["slug"] for d in latest.documents([start, stop])] == ["start", "stop"]
    assert [d["slug"] for d in latest.documents(iter([stop, 999_999, start]))] == ["stop", "start"]
    assert latest.documents([]) == []


def test_gather_answers_one_edition_in_one_query(public, django_assert_num_queries):
    first, second = archive.edition(1), archive.edition(2)
    start = pk_of("event", "start")
    wanted = {"actor": ["ada", "nobody"], "place": ["port"], "source": []}
    with django_assert_num_queries(1):
        found = PublishedSnapshot(first).gather(wanted, [start])
    assert found.of("actor") == {
        "ada": {
            "slug": "ada",
            "name": "Ada Reed",
            "kind": "person",
            "description": "Mayor.",
            "names": [{"name": "آدا رید", "language": "fa", "note": ""}],
        }
    }
    assert list(found.of("place")) == ["port"]
    assert found.of("source") == {}
    assert found.by_pk[start]["slug"] == "start"
    later = PublishedSnapshot(second).gather(wanted)
    assert later.of("actor")["ada"]["name"] == "Ada Hale"
    assert later.of("place") == {}


def test_gather_does_not_give_records_of_another_edition_by_their_identifier(public):
    stop = pk_of("event", "stop")
    assert PublishedSnapshot(archive.edition(2)).gather({}, [stop]).by_pk == {}
    assert list(PublishedSnapshot(archive.edition(1)).gather({}, [stop]).by_pk) == [stop]


def test_gather_of_nothing_asks_nothing(public, django_assert_num_queries):
    edition = archive.edition(1)
    with django_assert_num_queries(0):
        assert PublishedSnapshot(edition).gather({"actor": []}).by_kind == {}


def test_all_of_a_kind_by_slug(public):
    first, second = archive.edition(1), archive.edition(2)
    assert [a["name"] for a in PublishedSnapshot(first).all_of(Kind.ACTOR)] == [
        "Ada Reed",
        "The crew",
    ]
    assert [a["name"] for a in PublishedSnapshot(second).all_of(Kind.ACTOR)] == ["Ada Hale"]


def test_the_record_of_one_thing(public):
    first, second = archive.edition(1), archive.edition(2)
    assert PublishedSnapshot(first).record("actor", "ada").document["name"] == "Ada Reed"
    assert PublishedSnapshot(second).record("actor", "ada").document["name"] == "Ada Hale"
    assert PublishedSnapshot(first).record("event", "stop").until_id == 2
    assert PublishedSnapshot(second).record("event", "stop") is None
    assert PublishedSnapshot(second).record("actor", "stop") is None


def test_the_last_edition_that_had_a_thing(public):
    assert archive.last_edition_with("event", "stop") == 1
    assert archive.last_edition_with("event", "start") == 2
    assert archive.last_edition_with("actor", "ada") == 2  # whose first version ended before
    assert archive.last_edition_with("actor", "nobody") is None
    public.change(public.events["start"], title="Once more")
    public.publish("A title.")
    public.withdraw("start")
    public.event(
        "other", "Another", "2021", "after", "visit",
        excerpts=({"source": "wire-stop", "quote": "q"},),
    )  # fmt: skip
    public.publish("Gone.")
    assert archive.last_edition_with("event", "start") == 3
    assert archive.last_edition_with("event", "other") == 4


# -- the index ------------------------------------------------------------------------------------


def test_an_index_is_loaded_once(public, django_assert_num_queries):
    edition = archive.edition(2)
    with django_assert_num_queries(1):
        index = PublishedSnapshot(edition).index
    with django_assert_num_queries(0):
        assert PublishedSnapshot(edition).index is index
    assert len(index) == 1
    assert len(PublishedSnapshot(archive.edition(1)).index) == 2


BROKEN = {
    "none stored": None,
    "empty": b"",
    "of another format": struct.pack("<4sHI", b"AFTM", 99, 0),
    "cut short": "cut",
}


@pytest.mark.parametrize("stored", BROKEN.values(), ids=BROKEN)
def test_an_index_that_cannot_be_read_is_made_from_the_records(public, stored):
    good = {n: bytes(EditionIndex.objects.get(pk=n).data) for n in (1, 2)}
    if stored is None:
        EditionIndex.objects.all().delete()
    else:
        for number, data in good.items():
            broken = data[:-1] if stored == "cut" else stored
            EditionIndex.objects.filter(pk=number).update(data=broken)
    for number, data in good.items():
        assert PublishedSnapshot(Edition.objects.get(pk=number)).index.to_bytes() == data


def test_the_stored_index_reads_alike_on_both_databases(public):
    data = EditionIndex.objects.get(pk=1).data
    assert Index.from_bytes(data).record_ids([0, 1]) == [
        pk_of("event", "stop"), pk_of("event", "start"),
    ]  # fmt: skip
