"""The page that renames a thing: who may, what it shows, what it refuses."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of
from timeline.curation import actions

pytestmark = pytest.mark.django_db
KINDS = ["actor", "event", "phase", "place", "publisher", "source"]


def url(thing):
    return reverse(f"admin:curation_{thing._meta.model_name}_rename", args=(thing.pk,))


@pytest.mark.parametrize("kind", KINDS)
def test_renames(editor_client, editor, kind):
    thing = getattr(factories, kind)(slug="old-name")
    response = editor_client.post(url(thing), {"slug": "new-name", "old": "old-name"}, follow=True)
    assert messages_of(response) == [
        "“old-name” is “new-name” now. When an edition is published, old addresses lead there."
    ]
    thing.refresh_from_db()
    assert (thing.slug, thing.former_slugs) == ("new-name", ["old-name"])
    row = thing.history.first()
    assert (row.history_user, row.history_change_reason) == (
        editor, "Renamed from old-name to new-name",
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_of_a_thing_leads_there(editor_client, kind):
    thing = getattr(factories, kind)()
    page = editor_client.get(change_url(thing)).content.decode()
    assert f'<a href="{url(thing)}">Rename</a>' in page
    assert editor_client.get(url(thing)).status_code == 200


def test_says_what_names_it_and_where_old_addresses_lead(curator_client, curator):
    actor = factories.actor(slug="ada", stage="draft")
    first, second = factories.event(title="First"), factories.event(title="Second")
    factories.participation(first, actor=actor)
    factories.excerpt(second, said_by=actor)
    factories.excerpt(second, said_by=actor)
    actions.rename(actor, to="ada-reed", by=curator)
    response = curator_client.get(url(actor))
    assert [(one.how, one.count, one.shown) for one in response.context["linked"]] == [
        ("Events that it takes part in", 1, [("First", change_url(first))]),
        ("Events that quote it", 1, [("Second", change_url(second))]),
    ]
    page = response.content.decode()
    assert "<code>/actors/ada-reed/</code>" in page
    assert "older addresses lead here as well: <code>/actors/ada/</code>" in page
    assert " style=" not in page


def test_what_links_to_each_kind(editor_client):
    event = factories.event(slug="first")
    excerpt = factories.excerpt(event)
    place, outer = factories.place(), factories.place()
    place.within = outer
    place.save()
    event.places.add(place)
    later = factories.event(slug="later", title="Later")
    factories.link(later, event)
    factories.dispute(excerpt, question="When?")
    repeated = factories.source(republishes=excerpt.source)

    def shown(thing):
        context = editor_client.get(url(thing)).context
        return [(one.how, [text for text, _ in one.shown]) for one in context["linked"]]

    assert shown(event) == [
        ("Events that link to it", ["Later"]),
        ("Disputes that its excerpts give answers in", ["When?"]),
    ]
    assert shown(place) == [("Events that happen there", [event.title])]
    assert shown(outer) == [("Places within it", [place.name])]
    assert shown(excerpt.source) == [
        ("Events that quote it", [event.title]),
        ("Sources that repeat it", [str(repeated)]),
    ]
    assert shown(excerpt.source.publisher) == [("Sources that it published", [str(excerpt.source)])]
    assert shown(event.phase) == [("Events in it", [event.title, "Later"])]


@pytest.mark.parametrize(
    ("slug", "problem"),
    [
        ("Ada Reed", "“Ada Reed” is no slug. Write lower-case letters, digits and hyphens"),
        ("ben", "“ben” is the slug of another actor, “Ben”."),
        ("bernard", "“bernard” was the slug of another actor, “Ben”, and leads there still."),
        ("", "Write the slug that it is to have."),
        ("ada", "“ada” is its slug already. Write another."),
    ],
)
def test_what_is_refused_is_named_and_kept_in_the_form(curator_client, curator, slug, problem):
    actor = factories.actor(slug="ada", stage="draft")
    ben = factories.actor(slug="bernard", name="Ben")
    actions.rename(ben, to="ben", by=curator)
    response = curator_client.post(url(actor), {"slug": slug, "old": "ada"})
    assert response.status_code == 200
    assert response.context["form"].errors["slug"][0].startswith(problem)
    assert response.context["form"]["slug"].value() == slug
    actor.refresh_from_db()
    assert (actor.slug, actor.version) == ("ada", 1)


def test_a_second_person_who_renames_is_told(curator_client, curator):
    actor = factories.actor(slug="ada", stage="draft")
    actions.rename(actor, to="ada-reed", by=curator)
    response = curator_client.post(url(actor), {"slug": "reed", "old": "ada"})
    assert response.context["form"].non_field_errors() == [
        "Not renamed: since you opened this page, its slug has become “ada-reed”."
    ]
    actor.refresh_from_db()
    assert actor.slug == "ada-reed"


def test_who_may(reader_client, curator_client, editor_client):
    actor, phase, public = factories.actor(), factories.phase(), factories.approved()
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    for method in ("get", "post"):
        assert getattr(reader_client, method)(url(actor)).url.startswith("/admin/login/")
        assert getattr(stranger, method)(url(actor)).status_code == 403
        assert getattr(curator_client, method)(url(phase)).status_code == 403
        # Its address may be public: whoever moves it could also have approved it.
        assert getattr(curator_client, method)(url(public)).status_code == 403
    assert editor_client.get(url(public)).status_code == 200
    assert "Rename</a>" not in curator_client.get(change_url(public)).content.decode()
    assert curator_client.get(url(factories.event())).status_code == 200


@pytest.mark.parametrize("key", ["banana", "9" * 30, "%00", "999999"])
def test_bad_ids(curator_client, key):
    assert curator_client.get(f"/admin/curation/actor/{key}/rename/").status_code == 302


def test_other_methods(curator_client):
    assert curator_client.put(url(factories.actor())).status_code == 405


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("actor", "/actors/old-name/"),
        ("event", "/events/old-name/"),
        ("phase", "/?phase=old-name"),
        ("place", "/places/old-name/"),
        ("publisher", "/publishers/old-name/"),
        ("source", "/sources/old-name/"),
    ],
)
def test_it_says_where_the_public_reads_the_thing(editor_client, kind, address):
    thing = getattr(factories, kind)(slug="old-name")
    assert f"<code>{address}</code>" in editor_client.get(url(thing)).content.decode()
