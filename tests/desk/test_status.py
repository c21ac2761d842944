"""The state of the server, for staff."""

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from tests import factories
from tests.html import page_of

URL = reverse("desk:status")


def shown(response):
    return page_of(response).one("table", id="desk-status")


def test_staff_see_each_part_and_how_it_is_set_up(published, settings):
    settings.READ_ONLY = True
    response = factories.client_of(factories.curator()).get(URL)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    rows = {row.one("th").text: row.one("td").text for row in shown(response).all("tr")}
    assert rows["edition"] == "1"
    assert rows["index"] == "8 events"
    assert rows["search"] == "answers"
    assert rows["address"] == "http://testserver"
    assert rows["writing"] == "no: the server is set to read only"


def test_what_is_not_there_is_said(published, monkeypatch):
    def fail(*arguments):
        raise OperationalError("no such table: search")

    monkeypatch.setattr("timeline.editions.readiness.find", fail)
    text = (
        page_of(factories.client_of(factories.curator()).get(URL))
        .one("table", id="desk-status")
        .text
    )
    assert "Not there: OperationalError: no such table: search" in text


def test_it_looks_at_the_chain_of_editions_when_asked(published):
    curator = factories.client_of(factories.curator())
    asked = page_of(curator.get(URL)).links()
    look = "Look whether each edition is as it was published"
    assert asked[look] == "?look=editions#editions"
    whole = page_of(curator.get(f"{URL}?look=editions"))
    assert look not in whole.links()
    assert "Each edition is as it was published." in whole.one("div", id="content-main").text
    with connection.cursor() as cursor:
        cursor.execute("UPDATE editions_edition SET note = 'Told otherwise.'")
    changed = page_of(curator.get(f"{URL}?look=editions")).one("div", id="content-main").text
    assert "Not as published: Edition 1, note: it is not what was published" in changed


@pytest.mark.parametrize("who", [None, "reader"])
def test_others_do_not(db, who):
    person = factories.user("rita") if who else None
    assert factories.client_of(person).get(URL).status_code in (302, 403)


def test_it_only_answers(db):
    assert factories.client_of(factories.editor()).post(URL).status_code == 405
