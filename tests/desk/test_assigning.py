"""Queues that people can work from: filtered, taken, given back, assigned, told of by mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests import factories
from tests.desk.pages import messages_of
from tests.html import page_of
from timeline.curation import actions
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Assignment, Event, Notices

pytestmark = pytest.mark.django_db


def url(thing):
    return f"/admin/assign/{thing._meta.model_name}/{thing.pk}/"


def titles(client, query):
    answer = client.get(f"/admin/work/{query}")
    assert answer.status_code == 200, answer.content
    [(_, _, found)] = answer.context["sections"]
    return [row.title for row in found.rows]


def ticked(page):
    return [one["name"] for one in page.all("input") if "checked" in one.attributes]


def said(client, thing, **data):
    answer = client.post(url(thing), data, follow=True)
    assert answer.status_code == 200
    return messages_of(answer)


# -- filters --------------------------------------------------------------------------------------


@pytest.fixture
def works():
    """What four people have in the works, of two kinds, some of it for long."""
    cora, carl = factories.curator("cora"), factories.curator("carl")
    factories.event(title="A draft of Cora", by=cora)
    factories.submitted(title="Sent by Carl", by=carl)
    old = factories.submitted(title="Sent long ago", by=cora)
    Event.objects.filter(pk=old.pk).update(since=timezone.now() - timedelta(days=9))
    gap = factories.gap(approve=False, line="A gap of Cora")
    actions.assign(gap, to=carl, by=cora)
    return old


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Sent long ago", "A draft of Cora", "Sent by Carl", "A gap of Cora"]),
        ("?kind=gap", ["A gap of Cora"]),
        ("?stage=in-review", ["Sent long ago", "Sent by Carl"]),
        ("?by=carl", ["Sent by Carl"]),
        ("?by=cora&kind=event&stage=draft", ["A draft of Cora"]),
        ("?to=carl", ["A gap of Cora"]),
        ("?to=nobody&days=7", ["Sent long ago"]),
        ("?to=me", []),
        ("?days=", ["Sent long ago", "A draft of Cora", "Sent by Carl", "A gap of Cora"]),
    ],
)
def test_a_queue_shows_what_is_asked_for(editor_client, works, query, expected):
    assert titles(editor_client, f"all/{query}") == expected


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("kind=banana", "kind='banana' is not known. Known are: publisher"),
        ("stage=approved", "stage='approved' is not known"),
        ("by=nobody", "by='nobody' is nobody of the desk"),
        ("to=x", "to='x' is nobody of the desk"),
        ("days=0", "days='0' is no number of days from 1 to 3650"),
        ("days=9999", "days="),
        ("days=%D9%A7", "days="),
    ],
)
def test_a_value_that_means_nothing_is_refused(editor_client, works, query, wrong, caplog):
    assert editor_client.get(f"/admin/work/all/?{query}").status_code == 400
    assert wrong in caplog.text


def test_pages_keep_what_is_asked_for(editor_client, works, monkeypatch):
    monkeypatch.setattr("timeline.desk.lists.SHOWN", 1)
    page = page_of(editor_client.get("/admin/work/all/?stage=in-review"))
    assert page.one("a", rel="next")["href"] == "?stage=in-review&p=2"
    assert titles(editor_client, "all/?stage=in-review&p=2") == ["Sent by Carl"]
    chosen = [one["value"] for one in page.all("option") if "selected" in one.attributes]
    assert [one for one in chosen if one] == ["in-review"]


# -- taking and giving ----------------------------------------------------------------------------


def test_one_takes_and_gives_back(editor_client, editor):
    event = factories.submitted(title="Met")
    assert said(editor_client, event, to="edith") == ["“Met” is assigned to you."]
    assert titles(editor_client, "assigned/") == ["Met"]
    row = page_of(editor_client.get("/admin/work/waiting/")).one("ul", class_="review-rows")
    assert "assigned to edith" in row.text
    assert "Give back" in row.text
    assert said(editor_client, event, to="", next="/admin/work/") == [
        "“Met” is assigned to nobody."
    ]
    assert titles(editor_client, "assigned/") == []


def test_another_stage_ends_it(editor_client, editor):
    event = factories.submitted(title="Met")
    actions.assign(event, to=editor, by=editor)
    actions.return_to_draft(event, by=editor, reason="Name the parties.")
    assert titles(editor_client, "assigned/") == []
    event.refresh_from_db()
    assert actions.assignment_of(event) is None
    actions.assign(event, to=factories.curator(), by=editor)
    assert actions.assignment_of(event).person == factories.curator()
    assert Assignment.objects.count() == 1


def test_an_editor_assigns_on_the_review_page(editor_client):
    emil = factories.editor("emil")
    event = factories.submitted(title="Met")
    page = page_of(editor_client.get(f"/admin/review/{event.pk}/"))
    assert "Assigned to nobody." in page.text
    assert "emil" in page.one("select", name="to").texts("option")
    assert said(editor_client, event, to="emil") == ["“Met” is assigned to emil."]
    assert actions.assignment_of(event).person == emil
    place = factories.place(stage="in-review")
    page = page_of(editor_client.get(f"/admin/curation/place/{place.pk}/review/"))
    assert "Assigned to nobody." in page.text
    assert page_of(editor_client.get(f"/admin/review/{factories.approved().pk}/")).all(
        "form", class_="review-assign") == []  # fmt: skip


def test_nobody_is_given_what_they_cannot_do(editor, curator, settings):
    settings.FOUR_EYES = True
    mine = factories.submitted(title="Mine", by=editor)
    draft = factories.event(title="Draft")
    for thing, person, wrong in (
        (mine, editor, "holds changes of edith, so another person"),
        (mine, curator, "cora may not approve “Mine”, which is in review"),
        (draft, factories.user("stefan", is_staff=True), "stefan may not change “Draft”"),
        (factories.approved(title="Done"), editor, "“Done” is approved: there is nothing to do"),
    ):
        with pytest.raises(ActionRefusedError, match=wrong):
            actions.assign(thing, to=person, by=editor)
    assert not Assignment.objects.exists()


def test_who_may_assign(curator_client, editor_client, editor, reader_client):
    event = factories.event(title="Draft")
    assert said(curator_client, event, to="cora") == ["“Draft” is assigned to you."]
    assert curator_client.post(url(event), {"to": "edith"}).status_code == 403
    actions.assign(event, to=editor, by=editor)
    assert curator_client.post(url(event), {"to": ""}).status_code == 403
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    assert stranger.post(url(event), {"to": "stefan"}).status_code == 403
    assert said(editor_client, event, to="banana") == ["“banana” is nobody of the desk."]
    assert editor_client.post(url(event)).status_code == 400
    assert editor_client.post("/admin/assign/banana/1/", {"to": ""}).status_code == 404
    assert editor_client.post("/admin/assign/event/999999/", {"to": ""}).status_code == 404
    huge = "9" * 30
    assert editor_client.post(f"/admin/assign/event/{huge}/", {"to": ""}).status_code == 404
    away = editor_client.post(url(event), {"to": "", "next": "https://evil.example/admin/"})
    assert away.url == f"/admin/review/{event.pk}/"


def test_deleting_a_thing_ends_its_assignment(editor, curator):
    event = factories.event()
    actions.assign(event, to=curator, by=curator)
    actions.delete(event, by=editor)
    assert not Assignment.objects.exists()


# -- mails ----------------------------------------------------------------------------------------


@pytest.fixture
def told(settings):
    """Cora wants to be told of everything, at her address, of a server that sends notices."""
    settings.NOTICES = True
    cora = factories.curator()
    cora.email = "cora@desk.example"
    cora.save()
    kinds = ("returned", "approved", "assigned", "daily")
    Notices.objects.create(person=cora, **dict.fromkeys(kinds, True))
    return cora


def mails():
    return [(one.to, one.subject, one.body.split("\n\n")[0]) for one in mail.outbox]


def test_who_changed_a_thing_is_told_what_became_of_it(
    told, editor, settings, django_capture_on_commit_callbacks
):
    secret = "A secret title"
    event = factories.submitted(title=secret)
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_to_draft(event, by=editor, reason="A secret reason.")
    actions.submit_for_review(event, by=told)
    with django_capture_on_commit_callbacks(execute=True):
        actions.approve(event, by=editor)
        actions.take_back_approval(event, by=editor, reason="A secret reason.")
        actions.assign(factories.event(title=secret), to=told, by=editor)
        actions.assign(factories.event(title=secret), to=told, by=told)  # who knows it
    to = ["cora@desk.example"]
    assert mails() == [
        (to, "[desk] Event returned",
         "An event that you changed was returned to draft by edith, with a reason."),
        (to, "[desk] Event approved",
         "An event that you changed was approved by edith: the next edition has it."),
        (to, "[desk] Event returned",
         "An event that you changed is in review again: edith took its approval back."),
        (to, "[desk] Event assigned", "An event is assigned to you by edith."),
    ]  # fmt: skip
    assert f"{settings.SITE_URL}/admin/review/{event.pk}/" in mail.outbox[0].body
    assert not [one for one in mail.outbox if "secret" in one.body + one.subject]


def test_nobody_is_told_who_did_not_ask_or_may_not_read(
    told, editor, settings, django_capture_on_commit_callbacks
):
    def happens():
        event = factories.submitted()
        with django_capture_on_commit_callbacks(execute=True):
            actions.return_to_draft(event, by=editor, reason="No.")

    settings.NOTICES = False
    happens()
    settings.NOTICES = True
    Notices.objects.update(returned=False)
    happens()
    Notices.objects.update(returned=True)
    for field, value in (("email", ""), ("is_staff", False), ("is_active", False)):
        before = getattr(told, field)
        type(told).objects.filter(pk=told.pk).update(**{field: value})
        happens()
        type(told).objects.filter(pk=told.pk).update(**{field: before})
    told.groups.clear()
    happens()
    assert mail.outbox == []


def test_a_mail_that_cannot_be_sent_stops_nothing(
    told, editor, caplog, monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(self, fail_silently=False):
        raise ConnectionRefusedError("nobody listens")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    event = factories.submitted()
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_to_draft(event, by=editor, reason="No.")
    assert "could not be mailed" in caplog.text


def test_each_says_what_they_are_told(curator_client, curator, settings):
    page = page_of(curator_client.get("/admin/notices/"))
    assert "This server sends no notices" in page.text
    assert "No address of yours is known" in page.text
    assert ticked(page) == []
    settings.NOTICES = True
    answer = curator_client.post("/admin/notices/", {"assigned": "on"}, follow=True)
    assert messages_of(answer) == ["What you are told by mail is kept."]
    kept = Notices.objects.get(person=curator)
    assert (kept.assigned, kept.returned, kept.approved, kept.daily) == (True, False, False, False)
    assert ticked(page_of(answer)) == ["assigned"]


def test_once_a_day_what_waits_is_counted(told, editor, settings, capsys):
    call_command("send_digest")
    assert (mail.outbox, capsys.readouterr().out) == ([], "0 sent.\n")
    event = factories.submitted(title="A secret title")
    actions.return_to_draft(event, by=editor, reason="No.")
    mail.outbox.clear()
    call_command("send_digest")
    (one,) = mail.outbox
    assert one.subject == "[desk] What waits for you"
    assert one.body.startswith(
        f"Returned to me: 1\n{settings.SITE_URL}/admin/work/returned/\n\nYou asked"
    )
    settings.NOTICES = False
    with pytest.raises(CommandError, match="NOTICES is off"):
        call_command("send_digest")
