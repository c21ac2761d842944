"""What differs between two states of a thing: two rows of history, or one and what is stored."""

import pytest

from tests import factories
from timeline.curation import actions
from timeline.curation.diff import entry_changes, field_changes
from timeline.curation.models import Actor, Event, Excerpt, Place, Source
from timeline.text.word_changes import FieldChange

pytestmark = pytest.mark.django_db


def test_the_fields_of_two_rows_of_history(curator):
    event = factories.event(title="First", summary="A summary.", by=curator)
    event.title, event.kind, event.former_slugs = "Second", "legal-step", ["older", "old"]
    actions.record_change(event, by=curator)
    now, before = event.history.all()
    assert field_changes(Event, before, now) == [
        FieldChange("Former slugs", "", "older, old"),
        FieldChange("Title", "First", "Second"),
        FieldChange("Kind", "Meeting", "Legal step"),
    ]
    assert field_changes(Event, now, before)[1] == FieldChange("Title", "Second", "First")
    assert field_changes(Event, now, now) == []


def test_a_row_of_history_and_what_is_stored(curator):
    event = factories.event(title="First", by=curator)
    event.places.add(factories.place(name="Erbil"))
    event.places.add(factories.place(name="Baghdad"))
    row = event.history.first()
    event.places.clear()
    event.title = "Second"
    assert field_changes(Event, row, event) == [
        FieldChange("Title", "First", "Second"),
        FieldChange("Places", "Baghdad; Erbil", ""),
    ]
    assert field_changes(Event, row, event, relations=False) == [
        FieldChange("Title", "First", "Second")
    ]


@pytest.mark.parametrize("move", ["submit", "approve", "withdraw", "edit"])
def test_what_the_desk_keeps_for_itself_is_no_difference(curator, editor, move):
    event = factories.event(date="2020-01-03", by=curator)
    factories.excerpt(event)
    stages = []
    for name, action, by in (
        ("submit", actions.submit_for_review, curator),
        ("approve", actions.approve, editor),
        ("withdraw", actions.withdraw, editor),
    ):
        event = action(event, by=by, **({"reason": "A hoax."} if name == "withdraw" else {}))
        stages.append(name)
        if name == move:
            break
    if move == "edit":
        event.date = "2020-01-04"  # whose first and last day follow from it
        actions.record_change(event, by=editor)
    now, before = event.history.all()[:2]
    expected = {
        "submit": [("Stage", "Draft", "In review")],
        "approve": [("Stage", "In review", "Approved")],
        "withdraw": [("Stage", "Approved", "Withdrawn")],
        "edit": [("Date", "2020-01-03", "2020-01-04")],  # what is withdrawn stays so
    }
    assert field_changes(Event, before, now) == [FieldChange(*one) for one in expected[move]]


def test_names_of_things_and_of_what_is_gone(editor):
    place, other = factories.place(name="Baghdad"), factories.place(name="Iraq")
    inner = factories.place(within=place, stage="draft")
    inner.within = other
    actions.record_change(inner, by=editor)
    inner.within = None
    actions.record_change(inner, by=editor)
    key = place.pk
    place.delete()
    third, second, first = inner.history.all()
    assert field_changes(Place, first, second) == [
        FieldChange("Within", f"(number {key}, which is gone)", "Iraq")
    ]
    assert field_changes(Place, second, third) == [FieldChange("Within", "Iraq", "")]


def test_a_place_that_is_gone_from_a_list_of_places(curator):
    event = factories.event(by=curator)
    place = factories.place(name="Baghdad")
    event.places.add(place)
    row = event.history.first()
    event.places.clear()
    key = place.pk
    place.delete()
    assert field_changes(Event, row, event) == [
        FieldChange("Places", f"(number {key}, which is gone)", "")
    ]


def test_two_things_side_by_side():
    first = factories.actor(slug="a", name="A", kind="person", description="One.")
    second = factories.actor(slug="b", name="B", kind="state", description="One.")
    assert field_changes(Actor, first, second) == [
        FieldChange("Slug", "a", "b"),
        FieldChange("Name", "A", "B"),
        FieldChange("Kind", "Person", "State"),
    ]


def test_coordinates_are_said_as_they_are_published(editor):
    place = factories.place(latitude="33.78560", longitude="44.00000", stage="draft")
    place.latitude, place.longitude = "33.7", "0"
    actions.record_change(place, by=editor)
    now, before = place.history.all()
    assert field_changes(Place, before, now) == [
        FieldChange("Latitude", "33.7856", "33.7"),
        FieldChange("Longitude", "44", "0"),
    ]


def test_values_that_only_look_alike_differ():
    first, second = factories.publisher(name="Paper"), factories.publisher(name="Paper")
    one = factories.source(title="T", publisher=first)
    other = Source.objects.get(pk=one.pk)
    other.publisher = second
    assert field_changes(Source, one, other) == [FieldChange("Publisher", "Paper", "Paper")]


def test_an_excerpt_by_its_history(curator):
    excerpt = factories.excerpt(factories.event(by=curator), translation="headline")
    excerpt.translation = "caption"
    excerpt.save()
    now, before = excerpt.history.all()
    assert field_changes(Excerpt, before, now) == [
        FieldChange("Translation", "headline", "caption")
    ]
    assert [(part.change, part.text) for part in field_changes(Excerpt, before, now)[0].words] == [
        ("out", "headline"),
        ("in", "caption"),
    ]


def test_entries_of_a_dataset_differ_by_path():
    old = {
        "title": "Met",
        "note": "",
        "actors": [{"actor": "ada", "role": "host"}],
        "excerpts": [{"slug": "met-1", "quote": "One.", "locator": "headline"}],
        "positions": [{"answer": "Noon", "note": "", "excerpts": ["met-1"]}],
    }
    new = {
        "title": "Met again",
        "note": "",
        "actors": [],
        "excerpts": [
            {"slug": "met-1", "quote": "One.", "locator": "caption"},
            {"slug": "met-2", "quote": "Two.", "locator": ""},
        ],
        "positions": [{"answer": "Noon", "note": "Sharp.", "excerpts": ["met-1", "met-2"]}],
    }
    assert entry_changes(old, new) == [
        FieldChange("title", "Met", "Met again"),
        FieldChange("excerpts", "met-1", "met-1; met-2"),
        FieldChange("excerpts, met-1: locator", "headline", "caption"),
        FieldChange("excerpts, met-2: quote", "", "Two."),
        FieldChange("positions, Noon: note", "", "Sharp."),
        FieldChange("positions, Noon: excerpts", "met-1", "met-1; met-2"),
        FieldChange("actors", "ada (host)", ""),
    ]
    assert entry_changes(old, old) == []
    assert entry_changes({}, {"title": "Met"}) == [FieldChange("title", "", "Met")]
