"""Cards that are made once are those that would be made anew, in every view and edition."""

import pytest

from tests.html import page_of
from tests.timeline_data import forget_indexes
from timeline.editions import archive
from timeline.editions.snapshot import PublishedSnapshot
from timeline.reader.query.reading import Reading
from timeline.reader.query.view import TimelineView
from timeline.reader.show import card_cache as printed

VIEWS = [
    "/", "/?actor=ada", "/?phase=closing&phase=after", "/?actor=ada&edition=1", "/?edition=1",
    "/?sort=newest", "/?from=2020&certainty=certain", "/?importance=major&sort=newest&edition=2",
]  # fmt: skip


def body(client, address: str) -> bytes:
    return client.get(address).content


@pytest.mark.parametrize("address", VIEWS)
def test_a_card_is_the_same_made_once_or_anew(client, republished, monkeypatch, address):
    first = body(client, address)
    again = body(client, address)
    monkeypatch.setattr("timeline.reader.pages.timeline.can_print", lambda view: False)
    assert first == again == body(client, address)


def test_each_view_carries_its_own_parameters(client, republished):
    def links(address: str) -> set[str | None]:
        return {h4.one("a")["href"] for h4 in page_of(client.get(address)).all("h4")}

    assert "/events/tally/" in links("/")
    assert links("/?kind=finding") == {"/events/tally/?kind=finding"}
    assert links("/?kind=finding&edition=1") == {"/events/tally/?kind=finding&edition=1"}
    assert "/events/tally/" in links("/")


def test_what_is_marked_or_left_out_is_made_for_the_view(client, republished):
    def counts(address: str) -> list[str]:
        return [
            one.texts("u")[0] for one in page_of(client.get(address)).all("summary") if one.all("u")
        ]

    client.get("/")
    assert "<mark>" in body(client, "/?q=bridge").decode()
    assert counts("/?known_by=2020-01-03") != counts("/")[: len(counts("/?known_by=2020-01-03"))]


def test_each_card_is_made_once(client, republished, monkeypatch, django_assert_num_queries):
    forget_indexes()
    client.get("/")
    made: list[int] = []
    real = printed._made

    def counted(found, ranks):
        made.extend(ranks)
        return real(found, ranks)

    monkeypatch.setattr(printed, "_made", counted)
    with django_assert_num_queries(1):  # the latest edition
        client.get("/?actor=ada")
    assert made == []
    client.get("/?edition=1")  # another edition, and other links
    assert made != []


def test_no_more_is_kept_than_there_is_room_for(client, republished, monkeypatch):
    monkeypatch.setattr(printed, "KEPT", 3)
    whole = body(client, "/")
    for address in ("/?kind=finding", "/?actor=ada", "/"):
        client.get(address)
    assert body(client, "/") == whole


def test_previews_and_pages_being_written_are_never_kept(client, republished, settings, rf):
    latest = archive.latest_edition()
    assert latest is not None
    snapshot = PublishedSnapshot(latest)

    class Asked:
        q, known_by = "", None

    view = TimelineView.__new__(TimelineView)
    view.query, view.reading = Asked, Reading(snapshot)  # type: ignore
    assert printed.can_print(view)
    settings.DEBUG = True
    assert not printed.can_print(view)
