"""The page of a report: thanks at first, and later what became of it."""

import pytest

from tests.html import page_of
from timeline.reports import actions
from timeline.reports.models import Report, State


@pytest.fixture
def report(client, republished) -> Report:
    client.post("/report/?event=meeting&edition=1", {"problem": "name", "message": "Secret."})
    return Report.objects.get()


def test_what_became_of_it(client, report, curator, django_assert_num_queries):
    path = f"/report/{report.reference}/"
    page = page_of(client.get(path))
    assert page.links()["The mayor meets Ben Cole"] == "/events/meeting/?edition=1"
    assert page.all("h2") == []
    actions.handle(report, by=curator, state=State.LOOKED_AT, answer="", version=1)
    assert "Somebody of the desk has looked at it" in page_of(client.get(path)).text
    answer = "The <b>name</b> is right,\nand the source says so."
    actions.handle(report, by=curator, state=State.DECLINED, answer=answer, version=2)
    with django_assert_num_queries(1):
        response = client.get(path)
    page = page_of(response)
    assert page.one("h1").text == f"Report {report.reference} is declined"
    assert "The <b>name</b> is right," in page.one("section").text
    assert "Secret." not in page.text
    assert curator.username not in page.text


def test_it_is_for_whoever_has_the_number(client, report):
    response = client.get(f"/report/{report.reference}/")
    assert response["Cache-Control"] == "no-store"
    assert page_of(response).one("meta", name="robots")["content"] == "noindex"
    assert not response.cookies


@pytest.mark.parametrize(
    "reference", ["AAAAAAAAAA", "1", "aaaaaaaaaa", "A" * 11, "%00", "ÄÄÄÄÄÄÄÄÄÄ"]
)
def test_a_number_of_no_report(client, report, reference):
    assert client.get(f"/report/{reference}/").status_code == 404


def test_methods(client, report):
    path = f"/report/{report.reference}/"
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200
