"""Finding things of the desk by any spelling, and being shown what a new one may be already."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import opened
from tests.desk.test_admin_uploads import send, zipped
from timeline.curation.models import Actor
from timeline.editions.publish import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def soleimani():
    made = factories.actor(name="Qasem Soleimani", slug="qasem-soleimani")
    made.names.create(name="قاسم سلیمانی", language="fa")
    factories.actor(name="Ben Cole", slug="ben-cole")
    return made


SPELLINGS = ["Soleymani", "Suleimani", "ghasem soleymani", "سليماني", "qasem-sol", "Soleimani"]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_list_finds_it(curator_client, soleimani, typed):
    url = reverse("admin:curation_actor_changelist")
    response = curator_client.get(url, {"q": typed})
    assert [one.slug for one in response.context["cl"].queryset] == ["qasem-soleimani"]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_an_autocomplete_field_finds_it(curator_client, soleimani, typed):
    found = curator_client.get(
        reverse("admin:autocomplete"),
        {"app_label": "curation", "model_name": "participation", "field_name": "actor",
         "term": typed},
    ).json()  # fmt: skip
    assert [one["text"] for one in found["results"]] == ["Qasem Soleimani"]


def test_every_word_must_be_met_by_one_name(curator_client, soleimani):
    url = reverse("admin:curation_actor_changelist")
    assert not curator_client.get(url, {"q": "Soleymani Cole"}).context["cl"].queryset


@pytest.mark.parametrize(
    ("model", "made"),
    [
        ("place", lambda: factories.place(name="Sulaymaniyah")),
        ("publisher", lambda: factories.publisher(name="Sulaymaniyah Post")),
        ("source", lambda: factories.source(title="News from Sulaymaniyah")),
        ("event", lambda: factories.event(title="A meeting in Sulaymaniyah")),
        ("term", lambda: factories.term(name="Sulaymaniyah")),
    ],
)
def test_other_lists_do_too(curator_client, model, made):
    one = made()
    url = reverse(f"admin:curation_{model}_changelist")
    found = curator_client.get(url, {"q": "Suleimaniya"}).context["cl"].queryset
    assert list(found) == [one]


def test_a_new_actor_who_may_be_an_old_one_is_shown_the_old_one(curator_client, soleimani):
    url = reverse("admin:curation_actor_add")
    data = opened(curator_client, url) | {
        "name": "Kassem Suleymani", "slug": "kassem", "kind": "person",
    }  # fmt: skip
    response = curator_client.post(url, data, follow=True)
    new = Actor.objects.get(slug="kassem")
    (message,) = [str(m) for m in response.context["messages"] if "may be" in str(m)]
    assert reverse("admin:curation_actor_change", args=[soleimani.pk]) in message
    assert reverse("admin:curation_actor_merge", args=[new.pk]) in message
    data = opened(curator_client, url) | {"name": "Ada Reed", "slug": "ada", "kind": "person"}
    response = curator_client.post(url, data, follow=True)
    assert not [m for m in response.context["messages"] if "may be" in str(m)]


def test_a_new_name_of_one_that_another_has_is_told_too(curator_client, soleimani):
    other = Actor.objects.get(slug="ben-cole")
    url = reverse("admin:curation_actor_change", args=[other.pk])
    data = opened(curator_client, url) | {
        "names-TOTAL_FORMS": "1", "names-0-name": "قاسم سليماني", "names-0-language": "ar",
        "names-0-kind": "name",
    }  # fmt: skip
    response = curator_client.post(url, data, follow=True)
    said = [str(m) for m in response.context["messages"] if "may be" in str(m)]
    assert len(said) == 1
    assert reverse("admin:curation_actor_change", args=[soleimani.pk]) in said[0]


def test_one_made_beside_a_field_is_told_on_the_next_page(curator_client, soleimani):
    url = reverse("admin:curation_actor_add") + "?_to_field=id&_popup=1"
    data = opened(curator_client, url) | {
        "name": "Ghasem Soleymani", "slug": "ghasem", "kind": "person", "_popup": "1",
    }  # fmt: skip
    curator_client.post(url, data)
    page = curator_client.get(reverse("admin:curation_actor_changelist"))
    assert [m for m in page.context["messages"] if "Qasem Soleimani" in str(m)]


def test_what_an_upload_would_make_anew_is_compared_too(editor_client, settings):
    settings.FOUR_EYES = False
    old = factories.actor(name="Adda Reed", slug="adda-reed")
    page = send(editor_client, ("all.zip", zipped()))
    assert page.context["perhaps"] == [
        ("actors", "Ada Reed", "Adda Reed", reverse("admin:curation_actor_change", args=[old.pk]))
    ]
    assert "may be" in page.content.decode()


def slugs_of(client, model, typed):
    url = reverse(f"admin:curation_{model}_changelist")
    return {one.slug for one in client.get(url, {"q": typed}).context["cl"].queryset}


def test_events_are_found_in_other_words_and_by_most_of_them(curator_client, soleimani):
    event = factories.event(
        slug="demand", title="Iraq’s parliament demands a withdrawal", summary="Of all troops."
    )
    factories.event(slug="visit", title="A visit to Iraq")
    event.actors.add(soleimani, through_defaults={"role": "agent"})
    factories.term(name="vote", words="ballot", equal="", broader="demands")
    for typed in (
        "iraq parliament vote",
        "what did the Iraqi parliament vote",
        "parlament ballot",
        "parliament withdrawl",
        "Soleymani parliament troops",
        "parliament zeppelin",
    ):
        assert slugs_of(curator_client, "event", typed) == {"demand"}, typed
    assert slugs_of(curator_client, "event", "zeppelin quokka Iraq") == set()
    pasted = "Iraq’s parliament demands a withdrawal of all troops, as it was told to us and them"
    assert slugs_of(curator_client, "event", pasted) == {"demand"}


def test_what_is_public_is_found_as_the_timeline_finds_it(curator_client):
    factories.approved(title="The committee met", slug="met")
    publish(by=factories.editor(), note="One")
    assert slugs_of(curator_client, "event", "committes met yesterday") == {"met"}


@pytest.mark.parametrize(
    ("model", "made", "typed"),
    [
        ("phase", lambda: factories.phase(name="Answers", slug="it"), "what answer"),
        ("dispute", lambda: factories.dispute(question="Has it answered?", slug="it"), "answers"),
    ],
)
def test_phases_and_questions_are_found_by_another_form(curator_client, model, made, typed):
    made()
    assert slugs_of(curator_client, model, typed) == {"it"}


def test_the_list_of_terms_says_what_each_finds(curator_client):
    term = factories.term(name="zeppelin")
    factories.approved(title="The committee met")
    factories.term(name="committee")
    url = reverse("admin:curation_term_changelist")
    assert "not published" in curator_client.get(url).content.decode()
    publish(by=factories.editor(), note="One")
    text = curator_client.get(url).content.decode()
    assert "1 event<" in text
    assert "nothing<" in text
    assert str(term) in text
