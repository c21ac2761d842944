"""The form on which readers report a problem."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.html import page_of
from tests.timeline_data import Desk
from timeline.reports import actions, senders
from timeline.reports.models import Report
from timeline.reports.senders import SENDERS

PATH = "/report/?event=closing&edition=2"
GOOD = {"problem": "date", "message": "It was the 4th.", "contact": ""}
KINDS = "event, source, actor, place, publisher, dispute, gap"
EVIL = "<script>alert(1)</script>\"'&amp;"


def send(client, path=PATH, headers=None, REMOTE_ADDR="127.0.0.1", **changes):  # noqa: N803
    return client.post(path, GOOD | changes, headers=headers or {}, REMOTE_ADDR=REMOTE_ADDR)


# -- what it is about ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/report/?event=closing&edition=2",
         "With the event “The Old Bridge closes”, as edition 2 has it."),
        ("/report/?source=wire-closing",
         "With the source “Old Bridge closes”, as edition 2 has it."),
        ("/report/?actor=ada&edition=1", "With the actor “Ada Reed”, as edition 1 has it."),
        ("/report/?actor=ada", "With the actor “Ada Hale”, as edition 2 has it."),
        ("/report/?place=old-bridge", "With the place “Old Bridge”, as edition 2 has it."),
        ("/report/?publisher=wire", "With the publisher “North Wire”, as edition 2 has it."),
        ("/report/?dispute=how-many&edition=1",
         "With the dispute “How many vehicles were turned back?”, as edition 1 has it."),
        ("/report/", "With the timeline as a whole, as edition 2 has it."),
        ("/report/?event=meeting&edition=1",
         "With the event “The mayor meets Ben Cole”, as edition 1 has it."),
    ],
)  # fmt: skip
def test_it_names_what_it_is_about(client, republished, path, said):
    response = client.get(path)
    assert response.status_code == 200
    page = page_of(response)
    assert page.one(class_="stand").text == said
    assert page.one("form", method="post")["action"].startswith("/report/?")


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/report/?event=none", 404, "Edition 2 of the timeline has no event “none”."),
        ("/report/?event=meeting", 404, "Edition 2 of the timeline has no event “meeting”."),
        ("/report/?edition=9", 400, "There is no edition “9”. The latest is 2."),
        ("/report/?edition=%D9%A1", 400, "There is no edition “١”. The latest is 2."),
        ("/report/?edition=0", 400, "There is no edition “0”. The latest is 2."),
        ("/report/?event=closing&actor=ada", 400,
         "A report is about one thing. Report the other by itself."),
        ("/report/?phase=closing", 400,
         f"There is no parameter “phase”. Known are: {KINDS}, searched and edition."),
        ("/report/?event=a%00b", 404, "Edition 2 of the timeline has no event “ab”."),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_used(client, republished, path, status, said):
    for response in (client.get(path), send(client, path)):
        assert response.status_code == status
        assert page_of(response).one(class_="stand").text == said
    assert not Report.objects.exists()


def test_a_draft_cannot_be_reported_on(client, republished: Desk):
    republished.event("secret", "Quixotic", "1999", "before", "visit", stage="draft")
    response = client.get("/report/?event=secret")
    assert response.status_code == 404
    assert b"Quixotic" not in response.content


def test_before_the_first_edition(client, db):
    assert client.get("/report/").status_code == 503
    assert send(client).status_code == 503


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/events/closing/", "/report/?event=closing&edition=2"),
        ("/events/closing/?edition=1", "/report/?event=closing&edition=1"),
        ("/sources/wire-closing/", "/report/?source=wire-closing&edition=2"),
        ("/actors/ada/", "/report/?actor=ada&edition=2"),
        ("/places/old-bridge/", "/report/?place=old-bridge&edition=2"),
        ("/about/", "/report/"),
    ],
)
def test_pages_lead_to_it(client, republished, path, link):
    links = [a["href"] for a in page_of(client.get(path)).all("a")]
    assert link in links
    assert client.get(link).status_code == 200


# -- sending ---------------------------------------------------------------------------------------


def test_a_report_is_kept_and_gets_a_number(client, republished):
    response = send(client, contact="reader@example.org")
    report = Report.objects.get()
    assert response.status_code == 303
    assert response["Location"] == f"/report/{report.reference}/"
    assert (report.kind, report.slug, report.edition_id) == ("event", "closing", 2)
    assert (report.title, report.problem) == ("The Old Bridge closes", "date")
    assert (report.message, report.contact) == ("It was the 4th.", "reader@example.org")
    assert (report.state, report.handled_by, report.answer) == ("new", None, "")
    assert abs(timezone.now() - report.received_at) < timedelta(minutes=1)
    page = page_of(client.get(response["Location"]))
    assert page.one("h1").text == "Thank you. The desk has your report"
    assert f"Its number is {report.reference}." in page.text
    assert "It was the 4th." not in page.text  # nobody else is shown what was sent
    assert "reader@example.org" not in page.text


def test_a_report_on_the_whole(client, republished):
    send(client, "/report/", problem="missing-source")
    report = Report.objects.get()
    assert (report.kind, report.slug, report.title) == ("timeline", "", "The whole timeline")


def test_nothing_of_the_sender_is_kept(client, republished):
    send(client, headers={"X-Forwarded-For": "192.0.2.7", "User-Agent": "Sentinel/1"})
    kept = " ".join(map(str, Report.objects.values_list().get()))
    assert "192.0.2.7" not in kept
    assert "127.0.0.1" not in kept
    assert "Sentinel" not in kept


def test_control_characters_are_taken_out_and_lines_stay(client, republished):
    send(client, message="One\x00\x1b[31m line,\r\n\r\nand\tanother.\x85 سلام")
    assert Report.objects.get().message == "One[31m line,\n\nand\tanother. سلام"


def test_references_differ(client, republished):
    send(client)
    send(client)
    first, second = Report.objects.values_list("reference", flat=True)
    assert first != second
    assert len(first) == len(second) == 10


# -- what is wrong with it -------------------------------------------------------------------------


def refused(client, status, **changes):
    response = send(client, **changes)
    assert response.status_code == status
    assert not Report.objects.exists()
    return page_of(response)


def test_each_problem_is_named_and_everything_typed_stays(client, republished):
    page = refused(client, 400, problem="", message="Typed <b>text</b>", contact="no address")
    assert page.one(role="alert").texts("li") == [
        "What is wrong: Choose what is wrong.",
        (
            "Your e-mail address, if you want an answer by mail: This is not an e-mail address. "
            "Write one, such as name@example.org, or leave it empty."
        ),
    ]
    assert page.one("textarea").text == "Typed <b>text</b>"
    contact = page.one(id="id_contact")
    assert (contact["value"], contact["aria-invalid"]) == ("no address", "true")
    assert page.one(id=contact["aria-describedby"].split()[-1]).text.startswith("This is not")


def test_a_problem_that_is_none(client, republished):
    page = refused(client, 400, problem="nonsense")
    assert "“nonsense” is not one of the choices." in page.one(role="alert").text


@pytest.mark.parametrize("message", ["", "   ", "\x00\x01"])
def test_an_empty_message(client, republished, message):
    page = refused(client, 400, message=message)
    assert "Say what is wrong, and if you can, what would be right" in page.one(role="alert").text


def test_the_longest_message(client, republished):
    page = refused(client, 400, message="ä" * 4001)
    assert "This has 4001 characters; at most 4000 fit." in page.one(role="alert").text
    assert page.one("textarea").text == "ä" * 4001
    assert send(client, message="ä\r\n" * 1998 + "ääää").status_code == 303  # a line end is one


def test_programs_that_fill_in_everything(client, republished):
    page = refused(client, 400, website="https://spam.example")
    assert "it is there to tell programs from people" in page.one(role="alert").text
    trap = page.one(id="id_website")
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")


def test_markup_is_text(client, republished: Desk):
    republished.change(republished.events["review"], title=EVIL)
    republished.publish("Evil.")
    response = send(client, "/report/?event=review", problem="", message=EVIL, contact=EVIL)
    assert response.status_code == 400
    assert b"<script>alert" not in response.content
    assert EVIL in page_of(response).one("textarea").text
    reference = send(client, "/report/?event=review")["Location"]
    assert b"<script>alert" not in client.get(reference).content


# -- from where ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Origin": "https://elsewhere.example"}, {"Origin": "null"},
     {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"}],
)  # fmt: skip
def test_another_site_cannot_send_it(client, republished, headers):
    page = refused(client, 403, headers=headers, message="Kept.")
    assert "another site sent this form" in page.one(role="alert").text
    assert page.one("textarea").text == "Kept."


@pytest.mark.parametrize(
    "headers",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"},
     {"Origin": "http://testserver"}],
)  # fmt: skip
def test_this_site_can(client, republished, headers):
    assert send(client, headers=headers).status_code == 303


def test_it_needs_no_cookie_and_sets_none(republished):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    for response in (client.get(PATH), send(client), client.get(send(client)["Location"])):
        assert response.status_code in (200, 303)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
    assert b"csrf" not in client.get(PATH).content


# -- how many --------------------------------------------------------------------------------------


def test_more_reports_than_the_desk_can_read(client, republished, monkeypatch, settings):
    monkeypatch.setattr(actions, "MOST_IN_AN_HOUR", 2)
    monkeypatch.setattr(actions, "RESERVED", 0)
    settings.REPORT_EMAIL = "desk@example.org"
    assert [send(client).status_code for _ in range(2)] == [303, 303]
    oldest = Report.objects.order_by("received_at").first()
    Report.objects.filter(pk=oldest.pk).update(received_at=timezone.now() - timedelta(minutes=50))
    response = send(client, message="The third.")
    assert response.status_code == 429
    assert 590 <= int(response["Retry-After"]) <= 600
    page = page_of(response)
    assert "Send it again in 10 minutes; what you typed is still here." in page.text
    assert "Or write to desk@example.org." in page.one(role="alert").text
    assert page.one("textarea").text == "The third."
    assert Report.objects.count() == 2
    Report.objects.filter(pk=oldest.pk).update(received_at=timezone.now() - timedelta(minutes=61))
    assert send(client).status_code == 303


def test_one_sender_does_not_close_the_form_to_others(client, republished, monkeypatch):
    found = [send(client, REMOTE_ADDR="192.0.2.1").status_code for _ in range(60)]
    assert found == [303] * 5 + [429] * 55
    refused = send(client, REMOTE_ADDR="192.0.2.1", message="The sixth.")
    said = page_of(refused).one(role="alert").text
    assert "5 reports have come from where you are in the last hour" in said
    assert page_of(refused).one("textarea").text == "The sixth."
    assert 3500 < int(refused["Retry-After"]) <= 3600
    assert send(client, REMOTE_ADDR="192.0.2.2").status_code == 303


def test_a_network_of_ipv6_is_one_sender(client, republished):
    found = [send(client, REMOTE_ADDR=f"2001:db8::{n}").status_code for n in range(1, 9)]
    assert found == [303] * 5 + [429] * 3
    assert send(client, REMOTE_ADDR="2001:db8:0:1::1").status_code == 303


def test_many_senders_leave_a_reserve_to_others(client, republished, monkeypatch):
    monkeypatch.setattr(actions, "MOST_IN_AN_HOUR", 8)
    monkeypatch.setattr(actions, "RESERVED", 3)
    found = [send(client, REMOTE_ADDR=f"192.0.2.{n % 2}").status_code for n in range(9)]
    assert found == [303] * 5 + [429] * 4
    assert send(client, REMOTE_ADDR="192.0.2.77").status_code == 303


def test_nothing_of_a_sender_is_kept(client, republished):
    send(client, REMOTE_ADDR="192.0.2.99")
    kept = Report.objects.values().get()
    assert "192.0.2.99" not in str(kept)
    assert "192.0.2.99" not in str(vars(SENDERS))
    assert len(SENDERS.times("192.0.2.99", timezone.now())) == 1


@pytest.mark.parametrize("hour", [0, 12, 23])
def test_a_sender_is_forgotten_after_an_hour_and_the_salt_each_day(hour):
    at = datetime(2026, 5, 4, hour, 30, tzinfo=UTC)
    SENDERS.note("192.0.2.99", at)
    assert SENDERS.times("192.0.2.99", at) == [at]
    salt = SENDERS._salt
    assert SENDERS.times("192.0.2.99", at + timedelta(minutes=61)) == []
    SENDERS.times("192.0.2.99", at + timedelta(days=1))
    assert SENDERS._salt != salt


def test_the_memory_of_senders_is_bounded(monkeypatch):
    monkeypatch.setattr(senders, "KEPT", 3)
    now = timezone.now()
    for number in range(9):
        SENDERS.note(f"192.0.2.{number}", now)
    assert len(SENDERS._sent) == 3
    assert SENDERS.times("192.0.2.8", now)


# -- mail ------------------------------------------------------------------------------------------


def test_without_an_address_nothing_is_mailed(client, republished):
    send(client)
    assert mail.outbox == []
    assert page_of(client.get(PATH)).all("a", href="mailto:desk@example.org") == []


def test_a_report_is_mailed_to_the_desk(client, republished, settings):
    settings.REPORT_EMAIL = settings.DEFAULT_FROM_EMAIL = "desk@example.org"
    assert page_of(client.get(PATH)).one("a", href="mailto:desk@example.org")
    send(client, contact="reader@example.org", message="Line\nand line")
    report, sent = Report.objects.get(), mail.outbox[0]
    assert sent.subject == f"Aftermath: report {report.reference}"
    assert (sent.to, sent.reply_to) == (["desk@example.org"], ["reader@example.org"])
    assert sent.body == (
        "The Old Bridge closes\nevent closing, edition 2\n\nA date or an hour is wrong\n\n"
        "Line\nand line\n"
    )


def test_a_report_is_kept_when_it_cannot_be_mailed(client, republished, settings, caplog):
    settings.REPORT_EMAIL = settings.DEFAULT_FROM_EMAIL = "desk@example.org"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send(client).status_code == 303
    assert "could not be mailed" in caplog.text
    assert Report.objects.count() == 1


# -- the rest --------------------------------------------------------------------------------------


def test_queries(client, republished, django_assert_num_queries):
    with django_assert_num_queries(3):  # edition, thing, the index that names the site
        client.get(PATH)
    with django_assert_num_queries(4):
        client.get("/report/?event=closing&edition=1")


def test_caching(client, republished):
    assert client.get(PATH)["Cache-Control"] == "public, no-cache"
    assert send(client)["Cache-Control"] == "no-store"
    assert send(client, problem="")["Cache-Control"] == "no-store"


def test_methods(client, republished):
    assert client.put(PATH).status_code == 405
    assert client.head(PATH).status_code == 200
