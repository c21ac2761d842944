"""What the database itself refuses, on either engine, whoever writes to it."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import ProtectedError

from tests import factories
from timeline.curation.models import (
    ActorName,
    EventLink,
    Excerpt,
    Participation,
    PlaceName,
    Position,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def refused(thing, constraint=".", /, error=IntegrityError, **values):
    """Write values to the stored row, past the model; `constraint` has to refuse them."""
    with pytest.raises(error, match=constraint), transaction.atomic():
        type(thing).objects.filter(pk=thing.pk).update(**values)


def make_refused(model, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([model(**values)])


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("event_has_title", {"title": ""}),
        ("event_has_summary", {"summary": ""}),
        ("event_kind_is_known", {"kind": "party"}),
        ("event_importance_is_known", {"importance": "huge"}),
        # A stage that is none breaks both; which one is named first is the engine's to say.
        ("event_stage_is_known|event_decision_belongs_to_stage", {"stage": "lost"}),
        ("event_time_and_zone_together", {"local_time": time(1, 5)}),
        ("event_time_and_zone_together", {"zone": "Asia/Baghdad"}),
        ("event_decision_belongs_to_stage", {"stage": "approved"}),
        ("event_decision_has_person_and_time", {"stage": "approved", "decided_at": NOW}),
        ("event_bounds_in_order", {"earliest": date(2020, 1, 8), "latest": date(2020, 1, 7)}),
    ],
)
def test_event(name, values):
    refused(factories.event(), name, **values)


def test_event_decision_needs_a_stage_that_is_decided():
    event = factories.approved()
    refused(event, "event_decision_belongs_to_stage", stage="draft")
    refused(event, "event_decision_has_person_and_time", decided_by=None)


def test_event_title_is_at_most_160_characters():
    event = factories.event(title="t" * 160)
    # PostgreSQL refuses the length of the column before it looks at the constraint.
    refused(event, error=DatabaseError, title="t" * 161)


@pytest.mark.parametrize("make", ["event", "actor", "place", "phase", "publisher", "source"])
def test_a_slug_is_given_once(make):
    first, second = getattr(factories, make)(), getattr(factories, make)()
    refused(second, slug=first.slug)


@pytest.mark.parametrize(
    ("make", "name", "values"),
    [
        ("actor", "actor_has_name", {"name": ""}),
        ("actor", "actor_kind_is_known", {"kind": "ghost"}),
        *(
            ("publisher", "publisher_traits_are_known", {"traits": traits})
            for traits in (
                ["third-party"],
                ["party", "third-party"],
                ["Party"],
                ["agency", "state-owned"],  # not in the order of the vocabulary
                ["agency", "agency"],
                [["agency"]],
                {"agency": True},
                "agency",
                "",
            )
        ),
        ("place", "place_has_name", {"name": ""}),
        ("place", "place_kind_is_known", {"kind": "planet"}),
        ("place", "place_has_both_coordinates_or_none", {"latitude": 33}),
        ("place", "place_has_both_coordinates_or_none", {"longitude": 44}),
        ("place", "place_has_both_coordinates_or_none", {"latitude": 91, "longitude": 44}),
        ("place", "place_longitude_is_on_earth", {"latitude": 33, "longitude": 181}),
        ("phase", "phase_has_name", {"name": ""}),
        ("publisher", "publisher_has_name", {"name": ""}),
        ("source", "source_has_title", {"title": ""}),
        ("source", "source_kind_is_known", {"kind": "rumour"}),
        ("source", "source_text_has_its_digest", {"text_sha256": ""}),
        ("dispute", "dispute_has_question", {"question": ""}),
    ],
)
def test_catalogue(make, name, values):
    refused(getattr(factories, make)(), name, **values)


def test_traits_of_a_publisher_are_any_of_the_vocabulary_in_its_order():
    everything = [
        "state-owned", "party", "affiliated", "authority", "agency", "reposts", "personal",
    ]  # fmt: skip
    for traits in ([], ["personal"], ["state-owned", "agency"], everything):
        publisher = factories.publisher(traits=traits)
        publisher.refresh_from_db()
        assert publisher.traits == traits
        assert publisher.history.get().traits == traits


def test_two_phases_cannot_have_one_position():
    first, second = factories.phase(), factories.phase()
    refused(second, position=first.position)


def test_a_source_does_not_republish_itself():
    source = factories.source()
    refused(source, "source_does_not_republish_itself", republishes=source)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("excerpt_has_quote", {"quote": ""}),
        ("excerpt_has_slug", {"slug": ""}),
        ("excerpt_is_short", {"quote": "q" * 401}),
        ("excerpt_stance_is_known", {"stance": "agrees"}),
    ],
)
def test_excerpt(name, values):
    refused(factories.excerpt(factories.event()), name, **values)


def test_a_quote_of_300_characters_is_kept():
    excerpt = factories.excerpt(factories.event(), quote="q" * 300)
    assert Excerpt.objects.get(pk=excerpt.pk).quote == "q" * 300


def test_an_actor_takes_part_once_in_each_role():
    event = factories.event()
    taking_part = factories.participation(event, role="speaker")
    factories.participation(event, actor=taking_part.actor, role="target")
    make_refused(Participation, event=event, actor=taking_part.actor, role="speaker")
    refused(taking_part, "participation_role_is_known", role="dancer")


def test_a_link_is_made_once_and_to_another_event():
    event, target = factories.event(), factories.event()
    link = factories.link(event, target, kind="continues")
    make_refused(EventLink, event=event, target=target, kind="continues")
    refused(link, "event_does_not_link_to_itself", target=event)
    refused(link, "event_link_kind_is_known", kind="causes")


def test_a_name_is_listed_once_for_each_language():
    actor, place = factories.actor(), factories.place()
    actor.names.create(name="Name", language="en")
    actor.names.create(name="Name", language="fa")
    place.names.create(name="Name", language="en")
    make_refused(ActorName, actor=actor, name="Name", language="en")
    make_refused(ActorName, actor=actor, name="", language="en")
    make_refused(PlaceName, place=place, name="Name", language="en")
    make_refused(PlaceName, place=place, name="", language="en")


def test_an_answer_is_listed_once():
    dispute = factories.dispute(factories.excerpt(factories.event()))
    answer = dispute.positions.get().answer
    make_refused(Position, dispute=dispute, answer=answer)
    make_refused(Position, dispute=dispute, answer="")


def test_what_is_in_use_cannot_be_deleted():
    event, target = factories.event(), factories.event()
    excerpt = factories.excerpt(event, said_by=factories.actor())
    taking_part = factories.participation(event)
    factories.link(event, target)
    inner = factories.place(within=factories.place())
    for used in (
        excerpt.source,
        excerpt.source.publisher,
        excerpt.said_by,
        taking_part.actor,
        target,
        event.phase,
        event.edited_by,
        inner.within,
    ):
        with pytest.raises(ProtectedError):
            used.delete()
