"""Bad query strings of a signed-in curator: 400 or a redirect of Django's, never 500."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
LISTS = [
    *(
        f"curation_{model}"
        for model in (
            "actor",
            "dispute",
            "event",
            "excerpt",
            "phase",
            "place",
            "publisher",
            "source",
        )
    ),
    "editions_edition",
]
BAD = [
    "date__year=99999",
    "earliest__year=99999",
    "earliest__year=9999",
    "earliest__year=0",
    "earliest__year=banana",
    "earliest__year=1_0",
    "earliest__year=%D9%A2%D9%A0%D9%A2%D9%A0",
    "earliest__year=2020&earliest__month=13",
    "earliest__month=banana",
    "foo__regex=(",
    "title__regex=(",
    "name__iregex=[",
    "slug__regex=(",
    "note__regex=(",
    "kind__in=a,b",
    "pk__in=banana",
    "edited_by__password__startswith=p",
    "excerpts__source__text__contains=a",
    "p=99999999999999",
    "p=-1",
    "p=banana",
    "p=" + "9" * 5000,
    "q=%00",
    "%00=1",
    "stage__exact=%00",
    "_to_field=banana",
    "unknown=1",
]
# Searched as far as it can be in the lists that read the texts; named as too long in the others.
LONG = ["q=" + "a" * 60_000, "q=" + "a+" * 50]
HARMLESS = [
    "e=1",
    "o=99",
    "o=" + "9" * 5000,
    "o=banana.-.--1",
    "all=",
    "q='",
    'q="',
    "q=%25_%5C",
    "q=%F0%9F%95%8A",
    "q=%FF%FE",
    "_facets=True",
    "_popup=1",
    "p=1",
]


ODD = [  # for filters that the list of events has
    "phase__id__exact=" + "9" * 30,
    "phase__id__exact=banana",
    "places__id__exact=" + "9" * 30,
    "places__id__exact=banana",
    "places__isnull=banana",
    "stage__exact=banana",
    "excerpts=banana",
    "earliest__day=5",
]


def answers(client, name, queries):
    """The status with which a list answers each query, and where it leads."""
    factories.event()
    page = reverse(f"admin:{name}_changelist")
    found = ((query, client.get(f"{page}?{query}")) for query in queries)
    return {
        query[:80]: (response.status_code, response.headers.get("Location", ""))
        for query, response in found
    }


def leads_to_the_error_page(answer):
    status, location = answer
    return status == 302 and location.endswith("?e=1")


@pytest.mark.parametrize("name", LISTS)
def test_bad(curator_client, name):
    given = answers(curator_client, name, BAD)
    assert len(given) == len(BAD)
    wrong = {
        query: answer
        for query, answer in given.items()
        if answer[0] != 400 and not leads_to_the_error_page(answer)
    }
    assert wrong == {}


@pytest.mark.parametrize("name", LISTS)
def test_long(curator_client, name):
    whole = admin.site.get_model_admin(apps.get_model(*name.split("_"))).searches_any_length
    given = answers(curator_client, name, LONG)
    assert {status for status, _ in given.values()} == {200 if whole else 400}


@pytest.mark.parametrize("name", LISTS)
def test_harmless(curator_client, name):
    given = answers(curator_client, name, HARMLESS)
    assert given == {query[:80]: (200, "") for query in HARMLESS}


def test_filters_of_the_event_list_with_values_that_mean_nothing(curator_client):
    given = answers(curator_client, "curation_event", ODD)
    assert {query: answer for query, answer in given.items() if answer[0] not in (200, 302)} == {}
    assert len(given) == len(ODD)


def test_a_page_past_the_last(curator_client):
    for _ in range(51):
        factories.actor()
    page = reverse("admin:curation_actor_changelist")
    assert curator_client.get(f"{page}?p=2").status_code == 200
    assert curator_client.get(f"{page}?p=3").url.endswith("?e=1")
    assert curator_client.get(f"{page}?p=999999").url.endswith("?e=1")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("term=a", 200),
        ("term=%00", 400),
        ("term=" + "a" * 60_000, 200),
        ("term=a&page=banana", 404),
        ("term=a&page=99999999999999999999", 404),
        ("term='", 200),
    ],
)
def test_suggestions(curator_client, query, status):
    factories.actor(name="Aa'")
    base = "app_label=curation&model_name=excerpt&field_name=said_by"
    response = curator_client.get(f"{reverse('admin:autocomplete')}?{base}&{query}")
    assert response.status_code == status


@pytest.mark.parametrize(
    "query", ["", "app_label=curation", "app_label=curation&model_name=event&field_name=banana"]
)
def test_suggestions_for_nothing(curator_client, query):
    assert curator_client.get(f"{reverse('admin:autocomplete')}?{query}").status_code == 403


@pytest.mark.parametrize(
    "query", ["phase=banana", "places=1,banana", "date=%00", "phase=" + "9" * 30, "_popup=1"]
)
def test_the_form_to_add_takes_nothing_from_its_address(curator_client, query):
    response = curator_client.get(f"{reverse('admin:curation_event_add')}?{query}")
    assert response.status_code == 200
