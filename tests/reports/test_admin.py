"""The desk reads reports and handles them; it writes none."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from tests.html import page_of
from timeline.reports import actions
from timeline.reports.models import Report, State

LIST = "/admin/reports/report/"


@pytest.fixture
def report(client, republished) -> Report:
    client.post(
        "/report/?event=closing&edition=1",
        {"problem": "date", "message": "<b>It</b> was\nthe 4th.", "contact": "r@example.org"},
    )
    return Report.objects.get()


def handle(client, report, **fields):
    data = {"state": "settled", "answer": "Changed.", "version": report.version} | fields
    return client.post(f"{LIST}{report.pk}/change/", data)


def test_the_list(client, report, curator, django_assert_max_num_queries):
    client.force_login(curator)
    with django_assert_max_num_queries(8):
        response = client.get(LIST)
    text = page_of(response).text
    assert report.reference in text
    assert "The Old Bridge closes" in text
    assert "0 reports" in page_of(client.get(f"{LIST}?state__exact=settled")).text
    assert report.reference in page_of(client.get(f"{LIST}?state__exact=new")).text
    assert report.reference in page_of(client.get(f"{LIST}?q=4th")).text
    assert client.get(f"{LIST}?message__regex=(").status_code == 400
    assert client.get(f"{LIST}add/").status_code == 403


def test_a_report_is_read_with_links_to_what_it_is_about(client, report, curator):
    client.force_login(curator)
    page = page_of(client.get(f"{LIST}{report.pk}/change/"))
    links = page.links()
    assert links["The Old Bridge closes"] == "/events/closing/?edition=1"
    assert links["as published now"] == "/events/closing/"
    assert links["at the desk"] == "/admin/curation/event/?q=closing"
    assert client.get(links["at the desk"]).status_code == 200
    assert "<b>It</b> was" in page.one(class_="report-text").text
    assert page.all("textarea") == [page.one(id="id_answer")]


def test_a_report_is_handled(client, report, curator):
    client.force_login(curator)
    assert handle(client, report, answer="  Changed\x1b in edition 3. ").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.answer) == ("settled", "Changed in edition 3.")
    assert (report.handled_by, report.version) == (curator, 2)
    assert report.handled_at is not None
    assert (report.message, report.problem) == ("<b>It</b> was\nthe 4th.", "date")
    assert LogEntry.objects.get().user == curator


def test_a_report_can_be_opened_again(client, report, curator):
    actions.handle(report, by=curator, state=State.DECLINED, answer="No.", version=1)
    client.force_login(curator)
    assert handle(client, report, state="new", answer="").status_code == 302
    report.refresh_from_db()
    assert (report.state, report.handled_by, report.handled_at) == ("new", None, None)


def test_nothing_but_state_and_answer_can_be_written(client, report, curator):
    client.force_login(curator)
    handle(client, report, message="Forged.", contact="x@example.org", title="Forged.")
    report.refresh_from_db()
    assert (report.message, report.contact) == ("<b>It</b> was\nthe 4th.", "r@example.org")
    assert report.title == "The Old Bridge closes"


@pytest.mark.parametrize("state", ["settled", "declined"])
def test_a_closed_report_has_an_answer(client, report, curator, state):
    client.force_login(curator)
    response = handle(client, report, state=state, answer=" ")
    assert response.status_code == 200
    assert "a closed report has an answer" in page_of(response).text
    report.refresh_from_db()
    assert report.state == "new"


def test_two_people_at_once(client, report, curator, editor):
    actions.handle(report, by=editor, state=State.DECLINED, answer="It is right.", version=1)
    client.force_login(curator)
    response = handle(client, report, answer="Mine.", version=1)
    assert response.status_code == 200
    page = page_of(response)
    assert "edith has handled this report since you opened it" in page.text
    assert "“declined” with the answer “It is right.”" in page.text
    assert page.one(id="id_answer").text == "Mine."
    report.refresh_from_db()
    assert report.answer == "It is right."
    again = handle(client, report, answer="Mine.", version=page.one(id="id_version")["value"])
    assert again.status_code == 302
    report.refresh_from_db()
    assert (report.answer, report.version) == ("Mine.", 3)


def test_an_action_on_an_old_version_changes_nothing(report, curator):
    with pytest.raises(actions.HandledMeanwhileError):
        actions.handle(report, by=curator, state=State.SETTLED, answer="A", version=7)
    report.refresh_from_db()
    assert report.state == "new"


def test_who_may_do_what(client, report, curator, editor, nobody):
    path = f"{LIST}{report.pk}/"
    assert client.get(LIST).status_code == 302  # to the page to sign in
    for user, reads, deletes in ((nobody, 403, 403), (curator, 200, 403), (editor, 200, 200)):
        client.force_login(user)
        assert client.get(f"{path}change/").status_code == reads, user
        assert client.get(f"{path}delete/").status_code == deletes, user
    assert client.post(f"{path}delete/", {"post": "yes"}).status_code == 302
    assert not Report.objects.exists()


def test_a_report_on_the_whole(client, republished, curator):
    client.post("/report/", {"problem": "other", "message": "A thought."})
    report = Report.objects.get()
    client.force_login(curator)
    page = page_of(client.get(f"{LIST}{report.pk}/change/"))
    assert page.links()["The whole timeline"] == "/?edition=2"
    assert "at the desk" not in page.links()


def test_reports_received_at_one_time_are_listed_by_number(report, curator):
    at = timezone.now()
    Report.objects.update(received_at=at)
    about = actions.Subject("timeline", "", report.edition, "The whole timeline")
    second = actions.receive(about, problem="other", message="A", at=at)
    assert list(Report.objects.all()) == [second, report]


@pytest.mark.parametrize(
    ("state", "count"), [("new", 1), ("looked-at", 1), ("settled", 0), ("declined", 0)]
)
def test_the_dashboard_counts_what_nobody_has_answered(client, report, curator, state, count):
    client.force_login(curator)
    answer = "Changed." if state in ("settled", "declined") else ""
    assert handle(client, report, state=state, answer=answer).status_code == 302
    report.refresh_from_db()
    assert report.state == state
    [tile] = [tile for name, tile in client.get("/admin/").context["desk_concerns"]
              if name == "reports"]  # fmt: skip
    assert (tile.label, tile.count, tile.url) == ("Open problem reports", count, LIST)
    assert list(Report.objects.open()) == [report] * count
