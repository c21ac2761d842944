"""Finding things of the desk by any spelling, and being shown what a new one may be already."""

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import opened
from timeline.curation.models import Actor

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


def test_the_list_of_terms_says_what_each_finds(curator_client):
    term = factories.term(name="zeppelin")
    factories.approved(title="The committee met")
    factories.term(name="committee")
    url = reverse("admin:curation_term_changelist")
    assert "not published" in curator_client.get(url).content.decode()
    from timeline.editions.publish import publish

    publish(by=factories.editor(), note="One")
    text = curator_client.get(url).content.decode()
    assert "1 event<" in text
    assert "nothing<" in text
    assert str(term) in text
