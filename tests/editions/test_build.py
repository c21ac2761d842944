"""What the next edition is to hold, worked out from the desk and what is public."""

from datetime import time

import pytest

from tests.editions.corpus import AGAIN, STOPPED, ferry
from timeline.curation.models import Dispute, Event, Excerpt, Participation, Position, Source
from timeline.editions import facts
from timeline.editions.build import plan
from timeline.editions.models import Edition, Record

ALL = [
    ("actor", "ada"),
    ("actor", "crew"),
    ("dispute", "when"),
    ("event", "start"),
    ("event", "stop"),
    ("phase", "after"),
    ("phase", "before"),
    ("place", "land"),
    ("place", "port"),
    ("publisher", "courier"),
    ("publisher", "mirror"),
    ("publisher", "wire"),
    ("source", "courier-stop"),
    ("source", "mirror-copy"),
    ("source", "wire-stop"),
]


@pytest.fixture
def public(desk):
    ferry(desk)
    desk.publish()
    return desk


def documents(found):
    return {key: draft.document for key, draft in found.items()}


def test_the_first_edition_holds_the_approved_events_and_all_that_they_name(desk):
    ferry(desk)
    found = plan()
    # Neither “unnamed” nor “elsewhere”: no event names them.
    assert sorted(found.added) == ALL
    assert (found.changed, found.withdrawn, found.kept) == ({}, [], set())


def test_a_plan_writes_nothing(desk):
    ferry(desk)
    plan()
    assert (Edition.objects.count(), Record.objects.count()) == (0, 0)


def test_an_empty_desk_gives_an_empty_plan(db):
    assert not plan()


def test_what_is_public_already_is_kept(public):
    found = plan()
    assert not found
    assert sorted(found.kept) == ALL


@pytest.mark.parametrize("stage", [Event.Stage.DRAFT, Event.Stage.IN_REVIEW, Event.Stage.WITHDRAWN])
def test_only_approved_events_become_public(desk, stage):
    ferry(desk)
    desk.event(
        "secret", "A draft", "2020-03", "after", "visit", stage=stage,
        actors=(("unnamed", "agent"),), places=("elsewhere",),
        excerpts=({"source": "wire-stop", "quote": "q"},),
    )  # fmt: skip
    assert sorted(plan().added) == ALL


def test_the_document_of_an_event_is_its_whole_approved_text(desk):
    ferry(desk)
    event = desk.events["start"]
    desk.change(event, local_time=time(1, 5), zone="Asia/Baghdad", date_basis="day stated",
                date_note="The agency says so.", importance="major", position=3,
                date="2020-02-07")  # fmt: skip
    assert documents(plan().added)["event", "start"] == {
        "slug": "start",
        "title": "The ferry sails again",
        "summary": "The ferry sails again, as sources say.",
        "date": "2020-02-07",
        "date_basis": "day stated",
        "date_note": "The agency says so.",
        "time": "01:05",
        "zone": "Asia/Baghdad",
        "phase": "after",
        "kind": "development",
        "importance": "major",
        "position": 3,
        "actors": [{"actor": "ada", "role": "speaker"}],
        "places": [],
        "excerpts": [
            {
                "slug": "start-1",
                "source": "wire-stop",
                "quote": AGAIN,
                "prefix": "",
                "suffix": "",
                "stance": "supports",
                "said_by": "ada",
                "language": "en",
                "translation": "",
                "locator": "",
            }
        ],
        "links": [{"event": "stop", "kind": "continues", "note": "the same ferry"}],
    }


def test_the_documents_of_what_events_name(desk):
    ferry(desk)
    found = documents(plan().added)
    assert found["source", "mirror-copy"] == {
        "slug": "mirror-copy",
        "title": "Ferry stops, agency says",
        "publisher": "mirror",
        "byline": "",
        "published": "2020-01-04",
        "first_published": "2020-01-04",
        "published_note": "",
        "url": "https://mirror.example/mirror-copy",
        "archived_url": "",
        "language": "en",
        "kind": "article",
        "rights": "",
        "republishes": "wire-stop",
        "origin": "wire",
        "note": "",
        "text_sha256": "",
    }
    assert found["source", "wire-stop"]["origin"] == "wire"
    assert found["actor", "ada"] == {
        "slug": "ada",
        "name": "Ada Reed",
        "kind": "person",
        "description": "Mayor.",
        "names": [{"name": "آدا رید", "language": "fa", "note": ""}],
    }
    assert found["place", "port"]["within"] == "land"
    assert found["place", "land"]["latitude"] is None
    assert found["publisher", "wire"] == {
        "slug": "wire",
        "name": "North Wire",
        "nature": "news agency",
        "country": "",
        "homepage": "",
        "description": "",
    }
    assert found["phase", "after"] == {
        "slug": "after",
        "name": "Afterwards",
        "description": "",
        "position": 2,
    }
    assert found["dispute", "when"] == {
        "slug": "when",
        "question": "When did it stop?",
        "note": "",
        "positions": [
            {"answer": "Noon", "note": "", "excerpts": [{"event": "stop", "excerpt": "stop-1"}]},
            {"answer": "One", "note": "", "excerpts": [{"event": "stop", "excerpt": "stop-2"}]},
        ],
    }


def test_coordinates_read_the_same_from_both_databases(desk):
    ferry(desk)
    port = documents(plan().added)["place", "port"]
    assert (float(port["latitude"]), float(port["longitude"])) == (51.5, -0.125)
    assert (port["latitude"], port["longitude"]) == ("51.5", "-0.125")


def test_the_text_of_a_source_is_in_no_document(desk):
    ferry(desk)
    desk.change(desk.sources["wire-stop"], text=f"Secret. {STOPPED}", text_sha256="a" * 64)
    found = documents(plan().added)
    assert "Secret" not in str(found)
    assert found["source", "wire-stop"]["text_sha256"] == "a" * 64


# -- disputes -------------------------------------------------------------------------------------


def test_a_dispute_needs_two_answers_in_public(desk):
    ferry(desk)
    Excerpt.objects.filter(slug="stop-2").update(event=desk.event(
        "draft", "A draft", "2020-03", "after", "visit", stage=Event.Stage.DRAFT
    ))  # fmt: skip
    assert ("dispute", "when") not in plan().added


def test_an_answer_shows_only_its_public_excerpts(desk):
    ferry(desk)
    desk.event(
        "draft", "A draft", "2020-03", "after", "visit", stage=Event.Stage.DRAFT,
        excerpts=({"slug": "draft-1", "source": "wire-stop", "quote": "q"},),
    )  # fmt: skip
    desk.dispute(
        "how", "How?", "",
        {"Slowly": ("stop-1", "start-1"), "Fast": ("stop-2", "draft-1"), "No": ("draft-1",)},
    )  # fmt: skip
    assert plan().added["dispute", "how"].document["positions"] == [
        {
            "answer": "Slowly",
            "note": "",
            "excerpts": [
                {"event": "start", "excerpt": "start-1"},
                {"event": "stop", "excerpt": "stop-1"},
            ],
        },
        {"answer": "Fast", "note": "", "excerpts": [{"event": "stop", "excerpt": "stop-2"}]},
    ]


# -- an event that is being edited ----------------------------------------------------------------


def edit(desk, slug, **fields):
    desk.change(desk.events[slug], stage=Event.Stage.DRAFT, decided_by=None, decided_at=None,
                **fields)  # fmt: skip


def test_a_public_event_that_is_being_edited_stays_as_it_was(public):
    edit(public, "stop", title="Something else")
    Excerpt.objects.filter(slug="stop-1").update(quote="Something else")
    found = plan()
    assert not found
    assert ("event", "stop") in found.kept


def test_what_a_kept_event_names_stays_when_the_desk_has_it_no_more(public):
    """An editor takes an actor, a source and a place off a draft, and deletes them at the desk."""
    edit(public, "start")
    Excerpt.objects.filter(slug="start-1").update(said_by=None)
    Participation.objects.filter(event__slug="start").delete()
    public.actors["ada"].delete()
    edit(public, "stop")
    Position.objects.all().delete()
    public.events["stop"].places.clear()
    public.events["stop"].excerpts.all().delete()
    public.sources["mirror-copy"].delete()
    public.publishers["mirror"].delete()
    public.places["port"].delete()
    public.places["land"].delete()
    found = plan()
    assert found.withdrawn == [("dispute", "when")]
    assert {
        ("actor", "ada"),
        ("source", "mirror-copy"),
        ("publisher", "mirror"),
        ("place", "port"),
        ("place", "land"),
    } <= found.kept


def test_who_is_only_quoted_by_a_kept_event_stays_too(public):
    Participation.objects.filter(event__slug="start").delete()
    public.change(public.events["start"])
    public.publish("Ada is only quoted now.")
    edit(public, "start")
    Excerpt.objects.filter(slug="start-1").update(said_by=None)
    public.actors["ada"].delete()
    found = plan()
    assert not found
    assert ("actor", "ada") in found.kept


def test_a_place_that_others_are_edited_away_from_is_withdrawn_with_the_last_event(public):
    public.events["stop"].places.clear()
    public.change(public.events["stop"])
    found = plan()
    assert list(found.changed) == [("event", "stop")]
    assert found.withdrawn == [("place", "land"), ("place", "port")]


# -- excerpts of other events ---------------------------------------------------------------------


def excerpts_of(found, slug):
    return [(e["slug"], e["stance"]) for e in found.added["event", slug].document["excerpts"]]


def test_an_event_carries_the_excerpts_tied_to_it_in_full(desk):
    ferry(desk)
    own = Excerpt.objects.get(slug="stop-1")
    before = len(excerpts_of(plan(), "start"))
    desk.tie("start", "stop-1", "context")
    found = plan()
    assert excerpts_of(found, "start")[before:] == [("stop-1", "context")]
    tied = found.added["event", "start"].document["excerpts"][-1]
    (at_home,) = [e for e in found.added["event", "stop"].document["excerpts"]
                  if e["slug"] == "stop-1"]  # fmt: skip
    assert tied == {**at_home, "stance": "context", "tied": True}
    assert at_home["stance"] == own.stance == "supports"


def test_what_only_a_tied_excerpt_names_is_public(desk):
    ferry(desk)
    desk.publisher("herald", "The Herald")
    desk.source("herald-page", "herald", "A page")
    desk.actor("zoe", "Zoe")
    desk.event(
        "hidden", "A draft by now", "2023", "after", "visit",
        excerpts=({"source": "herald-page", "quote": "A word.", "said_by": "zoe"},),
        stage="draft",
    )  # fmt: skip
    desk.tie("stop", "hidden-1")
    added = plan().added
    for key in (("source", "herald-page"), ("publisher", "herald"), ("actor", "zoe")):
        assert key in added
    assert ("event", "hidden") not in added


def shown_at(found):
    return [
        [(e["event"], e["excerpt"]) for e in position["excerpts"]]
        for position in found.added["dispute", "when"].document["positions"]
    ]


def test_a_dispute_is_shown_where_its_excerpts_belong(desk):
    ferry(desk)
    first = shown_at(plan())
    desk.tie("start", "stop-1")
    assert shown_at(plan()) == first


def test_a_dispute_is_shown_by_the_events_that_it_names(desk):
    ferry(desk)
    before = shown_at(plan())
    assert [("stop", "stop-1")] in before
    desk.tie("start", "stop-1")
    dispute = Dispute.objects.get(slug="when")
    dispute.events.set([desk.events["start"]])
    found = plan()
    assert shown_at(found) == [
        [("start", "stop-1")] if of_answer == [("stop", "stop-1")] else of_answer
        for of_answer in before
    ]
    document = found.added["dispute", "when"].document
    assert document["events"] == ["start"]
    # The other answer's excerpt is of an event that does not show it: it does so all the same.
    assert facts.shown_by(document) == ["start", "stop"]


def test_a_dispute_stands_on_a_tied_excerpt_when_its_own_event_is_withdrawn(desk):
    ferry(desk)
    for excerpt in Excerpt.objects.filter(event=desk.events["stop"]):
        desk.tie("start", excerpt.slug)
    desk.withdraw("stop")
    assert {event for of_answer in shown_at(plan()) for event, _ in of_answer} == {"start"}


def test_an_excerpt_carries_the_directive_that_leads_to_it(desk):
    ferry(desk)
    source = Source.objects.get(slug="wire-stop")
    source.text = f"{AGAIN.upper()}\n{AGAIN}\nThat was all."
    source.full_clean()
    source.save()
    excerpts = documents(plan().added)["event", "start"]["excerpts"]
    assert excerpts[0]["fragment"] == "text=AGAIN-,It%20sails%20again"
    # Without a text that proves it, none is claimed.
    assert "fragment" not in documents(plan().added)["event", "stop"]["excerpts"][0]


def test_an_excerpt_that_no_directive_leads_to_says_so(desk):
    ferry(desk)
    source = Source.objects.get(slug="wire-stop")
    source.text = f"{AGAIN.upper()}\n{AGAIN}\n{AGAIN.upper()}\n{AGAIN.upper()}"
    source.full_clean()
    source.save()
    excerpt = documents(plan().added)["event", "start"]["excerpts"][0]
    assert excerpt["fragment"] == ""


def test_coordinates_at_zero_are_there_and_have_no_minus(desk):
    ferry(desk)
    desk.change(desk.places["port"], latitude="0.00000", longitude="-0.00000")
    port = documents(plan().added)["place", "port"]
    assert (port["latitude"], port["longitude"]) == ("0", "0")


def test_traits_of_a_publisher_are_in_its_record_where_it_has_any(desk):
    ferry(desk)
    desk.change(desk.publishers["wire"], traits=["state-owned", "agency"])
    found = documents(plan().added)
    assert found["publisher", "wire"]["traits"] == ["state-owned", "agency"]
    assert "traits" not in found["publisher", "mirror"]
