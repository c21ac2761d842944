"""Corrections: what was public and changed, word by word, why and when; and what is none."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, datetime

import pytest

from tests.corpora import corpus, make
from tests.html import read
from tests.timeline_data import SECOND
from timeline.curation.actions import rename
from timeline.editions.models import Edition
from timeline.reader.door.caching import LATEST, PERMANENT

ATOM, TOMB = "{http://www.w3.org/2005/Atom}", "{http://purl.org/atompub/tombstones/1.0}"
GONE = "It was another meeting, of another year."


def day(month, number=1):
    return datetime(2026, month, number, 12, tzinfo=UTC)


@corpus
def corrected():
    """Edition 1; 2: review retitled, meeting withdrawn; 3: only slugs; 4: an event added, one that
    leaves its phase."""
    desk = make("published")
    desk.change(desk.events["review"], title="A court looks at the closing again")
    desk.withdraw("meeting")
    reasons = {("event", "meeting"): GONE}
    desk.publish("Two corrections.", SECOND, reasons=reasons)
    rename(desk.events["tally"], to="count", by=desk.editor)
    rename(desk.actors["ada"], to="ada-reed", by=desk.editor)
    desk.publish("Better addresses.", day(5))
    desk.event(
        "later", "A later event", "2023", "after", "visit",
        excerpts=({"source": "gazette-traffic", "quote": "Later."},),
    )  # fmt: skip
    desk.events["plan"].refresh_from_db()
    desk.change(desk.events["plan"], kind="warning")
    desk.publish("One more.", day(6), reasons={("event", "plan"): "It only warned."})
    return desk


def page_of(client, address="/corrections/"):
    response = client.get(address)
    assert response.status_code == 200
    return read(response.content.decode())


def told(page):
    """Each edition on the page with its corrections: “Changed A title”."""
    return {
        group.one("h2").text: group.texts("h3") for group in page.one("main").all(class_="group")
    }


# -- the page --------------------------------------------------------------------------------------


def test_all_corrections_the_latest_first(client, corrected):
    page = page_of(client)
    assert told(page) == {
        "Edition 4 1 June 2026": ["Changed The ministry plans works"],
        "Edition 2 2 April 2026": [
            "Changed A court looks at the closing again",
            "Withdrawn The mayor meets Ben Cole",
            "Withdrawn How many vehicles were turned back?",
            "Withdrawn Ben Cole",
            "Withdrawn South Isle",
        ],
    }
    review = page.one("article", id="event-review")
    assert review.texts("del") == ["removed: reviews end of what was removed."]
    assert review.texts("ins") == [
        "added: looks at end of what was added.",
        "added: again end of what was added.",
    ]
    assert page.one("article", id="event-meeting").texts("p", class_="why") == [f"Why: {GONE}"]


def test_what_only_has_another_address_is_no_correction(client, corrected):
    assert "Edition 3" not in page_of(client).one("main").text
    changed = {one.number: one.changed for one in Edition.objects.all()}
    assert changed == {1: 0, 2: 1, 3: 0, 4: 1}
    history = page_of(client, "/events/closing/").one("section", aria_labelledby="past")
    assert (
        history.text.endswith("Unchanged since edition 1, which first had it.")
        or "Changed" not in history.text
    )


VIEWS = [
    ("actor=ada-reed", ["Changed A court looks", "Withdrawn The mayor meets"]),  # ada in edition 1
    ("place=old-bridge", []),
    ("kind=decision", ["Changed The ministry plans"]),  # it was one, and is none any more
    ("kind=warning", ["Changed The ministry plans"]),
    ("q=court", ["Changed A court looks"]),
    ("from=2020&to=2020-01-31", ["Withdrawn The mayor meets"]),
    ("kind=denial", []),
    ("actor=ministry&phase=before", ["Changed The ministry plans"]),
]


@pytest.mark.parametrize(("view", "titles"), VIEWS)
def test_corrections_of_a_view_are_those_of_events_it_had_or_has(client, corrected, view, titles):
    page = page_of(client, f"/corrections/?{view}")
    found = [one for group in told(page).values() for one in group]
    assert len(found) == len(titles)
    for title in titles:
        assert any(one.startswith(title) for one in found)
    if not titles:
        assert "Nothing that was public of this view has been changed or withdrawn." in page.text
    feed = client.get(f"/corrections.atom?{view}").content
    entries = ElementTree.fromstring(feed).findall(f"{ATOM}entry")
    assert len(entries) == len(titles)


def test_what_has_changed_since_an_edition(client, corrected):
    since = told(page_of(client, "/corrections/?since=2"))
    assert since == {
        "Edition 4 1 June 2026": ["Added A later event", "Changed The ministry plans works"]
    }
    assert told(page_of(client, "/corrections/?since=3&phase=before")) == {
        "Edition 4 1 June 2026": ["Changed The ministry plans works"]
    }
    nothing = page_of(client, "/corrections/?since=4")
    assert "the timeline is as edition 4 had it" in nothing.text
    pinned = page_of(client, "/?actor=ada&edition=1")
    assert (
        pinned.links()["what has changed since in this view"] == "/corrections/?actor=ada&since=1"
    )


def test_an_edition_knows_no_later_correction(client, corrected):
    response = client.get("/corrections/?edition=2")
    assert response["Cache-Control"] == PERMANENT
    assert list(told(read(response.content.decode()))) == ["Edition 2 2 April 2026"]
    assert client.get("/corrections/")["Cache-Control"] == LATEST
    assert "has been changed or withdrawn" in page_of(client, "/corrections/?edition=1").text


def test_many_editions_go_on_from_page_to_page(client, published):
    for number in range(12):
        published.change(published.events["traffic"], title=f"Traffic, count {number}")
        published.publish(f"Count {number}.", day(4, number + 1))
    first = page_of(client)
    assert len(told(first)) == 10
    assert first.links()["Earlier editions"] == "/corrections/?before=4"
    assert list(told(page_of(client, "/corrections/?before=4"))) == [
        "Edition 3 2 April 2026", "Edition 2 1 April 2026",
    ]  # fmt: skip
    view = page_of(client, "/corrections/?kind=denial")
    assert view.links()["Earlier editions"] == "/corrections/?kind=denial&before=4"
    feed = ElementTree.fromstring(client.get("/corrections.atom").content)
    rels = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert rels["next"] == "http://testserver/corrections.atom?before=4"


@pytest.mark.parametrize("query", ["since=9", "since=x", "before=6", "since=%D9%A1", "page=2"])
def test_bad_bounds_are_named(client, corrected, query):
    for address in ("/corrections/", "/corrections.atom"):
        assert client.get(f"{address}?{query}").status_code == 400


# -- where else it is told -------------------------------------------------------------------------


def test_the_page_of_an_edition_gives_what_it_changed_and_why(client, corrected):
    listed = page_of(client, "/editions/2/").one("section", aria_labelledby="changed")
    assert f"Withdrawn The mayor meets Ben Cole (event). Why: {GONE}" in listed.texts("li")
    assert listed.links()["The mayor meets Ben Cole"] == "/editions/1...2/?kind=event&slug=meeting"


def test_the_history_of_an_event_gives_why(client, corrected):
    history = page_of(client, "/events/plan/").one("section", aria_labelledby="past")
    assert history.texts("li")[1] == "Edition 4 1 June 2026 Changed: kind Why: It only warned."


def test_the_410_page_gives_why_and_by_what_edition(client, corrected):
    response = client.get("/events/meeting/")
    assert response.status_code == 410
    page = read(response.content.decode())
    assert f"Edition 2, of 2 April 2026, did not have it any more. Why: {GONE}" in page.text
    assert client.get(page.links()["What edition 2 changed of it"]).status_code == 200


# -- feeds -----------------------------------------------------------------------------------------


def feed_of(client, address):
    return ElementTree.fromstring(client.get(address).content)


def test_an_entry_of_the_feed_of_corrections(client, corrected):
    root = feed_of(client, "/corrections.atom")
    assert root.find(f"{ATOM}updated").text == "2026-06-01T12:00:00+00:00"
    entries = {one.find(f"{ATOM}title").text: one for one in root.findall(f"{ATOM}entry")}
    gone = entries["Withdrawn: The mayor meets Ben Cole"]
    address = "http://testserver/editions/1...2/?kind=event&slug=meeting"
    assert gone.find(f"{ATOM}id").text == gone.find(f"{ATOM}link").get("href") == address
    assert gone.find(f"{ATOM}summary").text == GONE
    assert gone.find(f"{ATOM}updated").text == gone.find(f"{ATOM}published").text
    changed = entries["Changed: A court looks at the closing again"]
    content = read(changed.find(f"{ATOM}content").text)
    assert content.texts("del") == ["reviews"]
    assert changed.find(f"{ATOM}summary").text == "Two corrections."  # the note of the edition


def test_what_a_view_lost_leaves_a_tombstone(client, corrected):
    root = feed_of(client, "/timeline.atom?actor=ada-reed")
    (stone,) = root.findall(f"{TOMB}deleted-entry")
    assert stone.get("ref") == "http://testserver/events/meeting/"
    assert stone.get("when") == "2026-04-02T12:00:00+00:00"
    assert stone.find(f"{TOMB}comment").text == f"Withdrawn: {GONE}"
    (left,) = feed_of(client, "/timeline.atom?phase=before&kind=decision").findall(
        f"{TOMB}deleted-entry"
    )
    assert left.find(f"{TOMB}comment").text == (
        "Changed, and no part of this view any more: It only warned."
    )
    assert feed_of(client, "/timeline.atom?kind=denial").findall(f"{TOMB}deleted-entry") == []
    assert feed_of(client, "/timeline.atom?edition=1").findall(f"{TOMB}deleted-entry") == []


def test_what_came_back_has_no_tombstone(client, corrected):
    corrected.change(corrected.events["meeting"], stage="approved", summary="It was there.")
    corrected.publish("Back.", day(7))
    root = feed_of(client, "/timeline.atom?from=2020-01-01&to=2020-01-31")
    assert root.findall(f"{TOMB}deleted-entry") == []
    assert root.find(f"{ATOM}entry/{ATOM}title").text == "The mayor meets Ben Cole"
    assert root.find(f"{ATOM}entry/{ATOM}published").text == "2026-03-01T12:00:00+00:00"
    assert root.find(f"{ATOM}updated").text == "2026-07-01T12:00:00+00:00"


def test_an_entry_says_what_was_changed_and_why_and_when_it_was_first_public(client, corrected):
    (entry,) = feed_of(client, "/timeline.atom?kind=warning").findall(f"{ATOM}entry")
    content = read(entry.find(f"{ATOM}content").text)
    assert "Changed in edition 4, 1 June 2026: It only warned." in content.text
    assert content.links()["What changed, word by word"] == (
        "http://testserver/editions/3...4/?kind=event&slug=plan"
    )
    assert entry.find(f"{ATOM}published").text == "2026-03-01T12:00:00+00:00"
    (other,) = feed_of(client, "/timeline.atom?kind=denial").findall(f"{ATOM}entry")
    assert "Changed in edition" not in other.find(f"{ATOM}content").text


def updates(client, address):
    root = feed_of(client, address)
    entries = root.findall(f"{ATOM}entry")
    return root.find(f"{ATOM}updated").text, {
        one.find(f"{ATOM}id").text: one.find(f"{ATOM}updated").text for one in entries
    }


def test_updated_never_goes_back_and_a_change_of_address_is_none(client, published):
    """Whatever is published next: renamed, merged, withdrawn, moved out of the view, come back."""
    desk = published
    events, actors = desk.events, desk.actors

    edits = [
        lambda: rename(actors["ministry"], to="works", by=desk.editor),
        lambda: desk.withdraw("meeting"),
        lambda: desk.change(events["closing"], title="It closes"),
        lambda: desk.withdraw("closing"),
        lambda: desk.change(events["tally"], date="2020-03-01"),
        lambda: desk.change(events["closing"], stage="approved", title="The bridge closes"),
        lambda: rename(events["tally"], to="count", by=desk.editor),
    ]
    views = ["/timeline.atom", "/timeline.atom?to=2020-01", "/corrections.atom"]
    before = {view: updates(client, view) for view in views}
    for number, edit in enumerate(edits):
        for thing in [*events.values(), *actors.values()]:
            thing.refresh_from_db()
        edit()
        at = day(5, number + 1)
        desk.publish(f"Edit {number}.", at)
        for view in views:
            now = updates(client, view)
            assert now[0] >= before[view][0], (number, view)
            moved = [name for name, when in now[1].items() if when > before[view][1].get(name, "")]
            only_addresses = number in (0, 6)
            assert not (only_addresses and moved), (number, view, moved)
            assert all(when == at.isoformat() for when in map(now[1].get, moved))
            before[view] = now
