"""Sources, actors, places, publishers, phases and disputes: their forms."""

import hashlib

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import add_row, change_url, data_of, errors_of, opened
from timeline.curation.models import Actor, Dispute, Excerpt, Phase, Place, Publisher, Source

pytestmark = pytest.mark.django_db


def add_url(model):
    return reverse(f"admin:curation_{model}_add")


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Actor, {"name": "New", "kind": "person"}),
        (Place, {"name": "New", "kind": "city", "latitude": "33.26", "longitude": "44.23"}),
        (Publisher, {"name": "New", "nature": "newspaper", "homepage": "https://example.org/"}),
    ],
)
def test_a_curator_adds_one(curator_client, curator, model, values):
    url = add_url(model._meta.model_name)
    data = opened(curator_client, url) | {"slug": "new"} | values
    response = curator_client.post(url, data)
    assert response.status_code == 302, errors_of(response)
    made = model.objects.get(slug="new")
    assert (made.name, made.version) == ("New", 1)
    assert made.history.get().history_user == curator


def test_an_editor_adds_a_phase(editor_client, editor):
    data = opened(editor_client, add_url("phase"))
    data |= {"name": "New", "slug": "new", "position": "7"}
    assert editor_client.post(add_url("phase"), data).status_code == 302
    assert Phase.objects.get(slug="new").history.get().history_user == editor


def test_a_curator_ticks_what_a_publisher_is(curator_client, curator):
    publisher = factories.publisher(nature="third-party site, unofficial")
    data = opened(curator_client, change_url(publisher))
    assert data["traits"] == []  # whatever words its nature has
    data["traits"] = ["agency", "state-owned"]
    assert curator_client.post(change_url(publisher), data).status_code == 302
    publisher.refresh_from_db()
    assert (publisher.traits, publisher.version) == (["state-owned", "agency"], 2)
    assert publisher.history.first().history_user == curator
    listed = curator_client.get(reverse("admin:curation_publisher_changelist")).content.decode()
    assert "owned or financed by a state; news agency" in listed
    # Presence and saved as it is: nothing is written. Unticked: none is left.
    curator_client.post(change_url(publisher), opened(curator_client, change_url(publisher)))
    assert type(publisher).objects.get(pk=publisher.pk).version == 2
    data = opened(curator_client, change_url(publisher)) | {"traits": []}
    assert curator_client.post(change_url(publisher), data).status_code == 302
    publisher.refresh_from_db()
    assert (publisher.traits, publisher.version) == ([], 3)


@pytest.mark.parametrize("make", ["actor", "place"])
def test_names_make_a_new_version_of_their_owner(curator_client, curator, make):
    thing = getattr(factories, make)()
    data = opened(curator_client, change_url(thing))
    add_row(data, "names", name="قاسم", language="fa", kind="native", note="")
    assert curator_client.post(change_url(thing), data).status_code == 302
    thing.refresh_from_db()
    assert thing.version == 2
    assert [(n.name, n.language) for n in thing.names.all()] == [("قاسم", "fa")]
    assert thing.names.get().history.get().history_user == curator
    data = opened(curator_client, change_url(thing)) | {"names-0-DELETE": "on"}
    curator_client.post(change_url(thing), data)
    thing.refresh_from_db()
    assert (thing.version, thing.names.count()) == (3, 0)


@pytest.mark.parametrize(
    ("make", "values", "errors"),
    [
        (
            "place",
            {"latitude": "33"},
            {"__all__": ["Give both latitude and longitude, or neither."]},
        ),
        (
            "place",
            {"longitude": "44"},
            {"__all__": ["Give both latitude and longitude, or neither."]},
        ),
        (
            "place",
            {"latitude": "91", "longitude": "44"},
            {"latitude": ["Ensure this value is less than or equal to 90."]},
        ),
        ("place", {"latitude": "NaN", "longitude": "44"}, {"latitude": ["Enter a number."]}),
        ("publisher", {"country": "iq"}, {"country": ["Write two capital letters, such as IQ."]}),
        ("publisher", {"name": "   "}, {"name": ["This field is required."]}),
        (
            "publisher",
            {"traits": ["party", "third-party"]},
            {"traits": ["Select a valid choice. third-party is not one of the available choices."]},
        ),
        ("actor", {"kind": "ghost"}, {"kind": None}),
        ("source", {"publisher": "banana"}, {"publisher": None}),
        ("source", {"published": "3/1/2020"}, {"published": None}),
        ("source", {"text_sha256": "abc"}, {"text_sha256": None}),
        ("source", {"url": "http://127.0.0.1/"}, {"url": None}),
        ("source", {"url": "javascript:alert(1)"}, {"url": None}),
        ("phase", {"position": "banana"}, {"position": None}),
    ],
)
def test_bad_input(editor_client, make, values, errors):
    thing = getattr(factories, make)()
    data = opened(editor_client, change_url(thing)) | values
    response = editor_client.post(change_url(thing), data)
    assert response.status_code == 200
    found = errors_of(response)
    assert list(found) == list(errors)
    assert all(found[name] == said for name, said in errors.items() if said)
    again = data_of(response)
    assert {name: again[name] for name in values} == values
    thing.refresh_from_db()
    assert thing.version == 1


@pytest.mark.parametrize(
    ("make", "name", "how"),
    [("place", "within", "lies within this place"), ("actor", "part_of", "is part of this actor")],
)
def test_what_belongs_to_itself_is_a_circle(curator_client, make, name, how):
    outer = getattr(factories, make)(name="Outer")
    inner = getattr(factories, make)(name="Inner", **{name: outer})
    data = opened(curator_client, change_url(outer)) | {name: str(inner.pk)}
    response = curator_client.post(change_url(outer), data)
    assert errors_of(response) == {name: [f"“Inner” {how} already: a circle."]}


# -- sources --------------------------------------------------------------------------------------


def test_a_source_takes_its_date_as_people_write_it(curator_client, curator):
    data = opened(curator_client, add_url("source"))
    text = " Kept\u00a0as it is.\r\n\r\nEvery line. \r\n"
    data |= {
        "title": "Report",
        "slug": "report",
        "publisher": str(factories.publisher().pk),
        "published": "22 July 2020",
        "text": text,
    }
    response = curator_client.post(add_url("source"), data)
    assert response.status_code == 302, errors_of(response)
    source = Source.objects.get(slug="report")
    assert source.published == "2020-07-22"
    assert source.text == " Kept\u00a0as it is.\n\nEvery line. \n"
    assert source.text_sha256 == hashlib.sha256(source.text.encode()).hexdigest()
    assert source.history.get().history_user == curator
    assert "22 July 2020" in curator_client.get(change_url(source)).content.decode()


def test_the_date_of_a_source_may_be_empty(curator_client):
    source = factories.source(published="2020-07-22")
    data = opened(curator_client, change_url(source)) | {"published": ""}
    curator_client.post(change_url(source), data)
    source.refresh_from_db()
    assert (source.published, source.version) == ("", 2)


def test_a_text_that_leaves_excerpts_unproven_is_not_saved_in_passing(curator_client):
    source = factories.source(slug="paper")
    factories.excerpt(factories.event(slug="met"), source=source)
    data = opened(curator_client, change_url(source)) | {"text": "Nobody answered questions."}
    response = curator_client.post(change_url(source), data)
    assert errors_of(response) == {
        "text": [
            (
                "With this text, 1 of its excerpts would not stand: “We will answer in our own "
                "time,” (met-1). If it is right all the same, save it with “Replace the text” "
                "under “Read and mark”."
            )
        ]
    }
    assert data_of(response)["text"] == "Nobody answered questions."
    source.refresh_from_db()
    assert source.text == source.text

    data["text"] = f"Once more. {factories.QUOTE}"
    assert curator_client.post(change_url(source), data).status_code == 302
    source.refresh_from_db()
    assert (source.text, source.text_from) == (data["text"], "typed or pasted")


def test_the_page_of_a_source_lists_its_excerpts(curator_client):
    excerpt = factories.excerpt(factories.event(title="The meeting"))
    page = curator_client.get(change_url(excerpt.source)).content.decode()
    assert f'<a href="{change_url(excerpt.event)}">The meeting</a>' in page


# -- disputes -------------------------------------------------------------------------------------


def test_a_curator_adds_a_dispute(curator_client, curator):
    first, second = (factories.excerpt(factories.event()) for _ in range(2))
    data = opened(curator_client, add_url("dispute"))
    data |= {
        "question": "When was it?",
        "slug": "when",
        "positions-0-answer": "On Monday",
        "positions-0-excerpts": [str(first.pk)],
        "positions-1-answer": "On Tuesday",
        "positions-1-excerpts": [str(second.pk)],
    }
    response = curator_client.post(add_url("dispute"), data)
    assert response.status_code == 302, errors_of(response)
    dispute = Dispute.objects.get(slug="when")
    assert [(p.answer, list(p.excerpts.all())) for p in dispute.positions.all()] == [
        ("On Monday", [first]),
        ("On Tuesday", [second]),
    ]
    for thing in (dispute, *dispute.positions.all()):
        assert {row.history_user for row in thing.history.all()} == {curator}


def test_answers_make_a_new_version_of_the_dispute(curator_client):
    excerpts = [factories.excerpt(factories.event()) for _ in range(3)]
    dispute = factories.dispute(*excerpts[:2])
    data = opened(curator_client, change_url(dispute))
    data["positions-1-excerpts"] = [str(excerpts[2].pk)]
    assert curator_client.post(change_url(dispute), data).status_code == 302
    dispute.refresh_from_db()
    assert dispute.version == 2
    assert list(dispute.positions.last().excerpts.all()) == [excerpts[2]]
    rows = dispute.positions.last().history.first().excerpts.all()
    assert [row.excerpt_id for row in rows] == [excerpts[2].pk]


def test_a_dispute_has_two_answers_and_each_has_an_excerpt(curator_client):
    dispute = factories.dispute(*(factories.excerpt(factories.event()) for _ in range(2)))
    data = opened(curator_client, change_url(dispute))
    response = curator_client.post(change_url(dispute), data | {"positions-0-DELETE": "on"})
    assert errors_of(response) == {"positions": ["Give at least two answers: sources differ."]}
    response = curator_client.post(change_url(dispute), data | {"positions-0-excerpts": []})
    assert errors_of(response) == {"positions-0-excerpts": ["This field is required."]}
    assert dispute.positions.count() == 2


# -- excerpts by themselves -----------------------------------------------------------------------


def test_an_excerpt_is_corrected_on_its_own_page(curator_client, curator):
    event = factories.approved()
    excerpt = event.excerpts.get()
    data = opened(curator_client, change_url(excerpt)) | {"translation": "In English"}
    assert curator_client.post(change_url(excerpt), data).status_code == 302
    excerpt.refresh_from_db()
    assert (excerpt.translation, excerpt.history.first().history_user) == ("In English", curator)
    now = excerpt.event
    assert (now.stage, now.version, now.edited_by) == ("draft", 4, curator)


def test_an_excerpt_on_its_own_page_is_proven_too(curator_client):
    excerpt = factories.excerpt(factories.event())
    data = opened(curator_client, change_url(excerpt)) | {"quote": "Zebras!"}
    response = curator_client.post(change_url(excerpt), data)
    assert list(errors_of(response)) == ["quote"]
    assert Excerpt.objects.get(pk=excerpt.pk).quote == factories.QUOTE
