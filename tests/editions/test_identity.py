"""One identity of a thing: editions, comparison, feed, calendar, keys and pages tell the same."""

import random
import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from timeline.curation.actions import merge, rename
from timeline.curation.models import Event
from timeline.editions import archive, compare
from timeline.editions.identity import HOWS

THIRD = datetime(2026, 5, 3, tzinfo=UTC)


def updated(client) -> dict[str, str]:
    text = client.get("/timeline.atom").content.decode()
    entries = text.split("<entry>")[1:]
    ids = [re.search(r"<id>(.*?)</id>", one) for one in entries]
    whens = [re.search(r"<updated>(.*?)</updated>", one) for one in entries]
    return {a[1]: b[1] for a, b in zip(ids, whens, strict=True) if a and b}


def uids(client) -> set[str]:
    calendar = Calendar.from_ical(client.get("/timeline.ics").content)
    entries = calendar.walk("VEVENT")
    return {str(one["UID"]) for one in entries if one["STATUS"] != "CANCELLED"}


def keys(client) -> set[str]:
    return set(
        re.findall(r"@(?:article|online)\{([^,]+),", client.get("/timeline.bib").content.decode())
    )


def cited(client, address: str) -> str:
    """The key of a page's own reference, without the number of the edition."""
    page = client.get(address).content.decode()
    return re.search(r"@online\{([^,]+)-edition-\d+,", page)[1]


def told(a: int, b: int) -> list[tuple[str, str, str, str]]:
    found = compare.compare(archive.edition(a), archive.edition(b))
    return [(one.how, one.kind, one.former or one.slug, one.into or one.slug) for one in found]


def test_what_everything_names_is_renamed_and_nothing_is_news(client, published):
    before = updated(client), uids(client), keys(client)
    key = cited(client, "/events/tally/cite/")
    things = [
        ("actors", "ada"), ("places", "old-bridge"), ("sources", "wire-closing"),
        ("publishers", "wire"), ("phases", "closing"), ("events", "tally"),
    ]  # fmt: skip
    for kind, slug in things:
        rename(getattr(published, kind)[slug], to=f"{slug}-renamed", by=published.editor)
    edition = published.publish("Better addresses.")
    assert {how for how, *_ in told(1, 2)} == {"renamed"}
    assert len(told(1, 2)) == 6
    assert (edition.added, edition.changed, edition.renamed, edition.withdrawn) == (0, 0, 1, 0)
    assert (updated(client), uids(client), keys(client)) == before
    assert cited(client, "/events/tally-renamed/cite/") == key
    assert "aftermath-tally-renamed" not in client.get("/events/tally-renamed/").content.decode()
    old = client.get("/events/tally/")
    assert (old.status_code, old["Location"]) == (301, "/events/tally-renamed/")


def test_what_takes_in_another_stays_itself(client, published):
    """The kept one has no former name of its own, so the first one that it lists is the other's."""
    before = uids(client), updated(client)
    merge(published.events["tally"], into=published.events["closing"], by=published.editor)
    kept = Event.objects.get(slug="closing")
    assert kept.former_slugs == ["tally"]
    approved = {"stage": "approved", "decided_by": published.editor, "decided_at": THIRD}
    published.change(kept, **approved)
    edition = published.publish("They were one.")
    assert ("merged", "event", "tally", "closing") in told(1, 2)
    assert (edition.merged, edition.withdrawn, edition.added) == (1, 0, 0)
    assert uids(client) == before[0] - {"tally@testserver"}
    assert updated(client).keys() == before[1].keys() - {"http://testserver/events/tally/"}
    assert client.get("/events/tally/")["Location"] == "/events/closing/"


def test_a_renamed_thing_that_says_something_else_has_changed(published):
    rename(published.events["review"], to="court", by=published.editor)
    review = Event.objects.get(slug="court")
    published.change(review, title="A court looks again", stage="approved")
    published.publish("Another title and address.")
    assert told(1, 2) == [("changed", "event", "review", "court")]


def test_what_was_withdrawn_comes_back_as_itself_under_another_name(client, published):
    published.withdraw("review")
    published.publish("One less.")
    assert client.get("/events/review/").status_code == 410
    rename(published.events["review"], to="court", by=published.editor)
    review = Event.objects.get(slug="court")
    published.change(review, stage="approved")
    published.publish("It is back.", THIRD)
    assert "review@testserver" in uids(client)
    assert told(1, 3) == [("renamed", "event", "review", "court")]
    assert client.get("/events/review/")["Location"] == "/events/court/"


@pytest.mark.parametrize("seed", range(4))
def test_editions_and_comparisons_agree_whatever_is_done(client, published, seed):
    draw = random.Random(seed)
    names = {slug: slug for slug in published.events}
    for number in range(2, 5):
        for first in draw.sample(sorted(names), 3):
            event = Event.objects.get(slug=names[first])
            what = draw.choice(["rename", "change", "withdraw", "return"])
            if what == "rename":
                names[first] = f"{first}-{number}"
                rename(event, to=names[first], by=published.editor)
            elif what == "change":
                published.change(event, title=f"Title {number} of {first}")
            else:
                stage = "withdrawn" if what == "withdraw" else "approved"
                published.change(event, stage=stage)
        published.change(published.actors["crew"], name=f"Crew {number}")
        edition = published.publish("Once more.", datetime(2026, 4, number, tzinfo=UTC))
        hows = [how for how, kind, *_ in told(number - 1, number) if kind == "event"]
        assert {how: getattr(edition, how) for how in HOWS} == {h: hows.count(h) for h in HOWS}
        changed = set(updated(client).values())
        news = f"2026-04-{number:02}T00:00:00+00:00"
        assert (news in changed) == bool({"added", "changed"} & set(hows))
