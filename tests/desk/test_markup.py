"""Markup in whatever anybody can type, by the forms that they type it in: nowhere does it live."""

import csv
import re
from hashlib import sha256
from io import StringIO
from xml.etree import ElementTree

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.validators import MaxLengthValidator
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.accounts.test_roles import address_of, table
from tests.desk.pages import change_url, data_of
from tests.html import read
from tests.public_routes import ROUTES, address
from timeline.curation import actions
from timeline.curation.models import Dispute, Event, Operation, Source
from timeline.editions.models import Edition
from timeline.reader.formats import FORMATS
from timeline.reports.models import Report

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages do not know their database"),
]
RLO = "\u202e"
EVIL = f"=<img src=x onerror=a()>\"'{RLO}<script>a()</script>&lt;b&gt;[a](javascript:a())"
SHORT = "=<img src=x onerror=a()>"
# What no form takes it in: the rest takes it as it is.
REFUSED = {
    "event": {"date", "local_time", "zone", "excerpts language"},
    "excerpt": {"language"},
    "actor": {"names language"},
    "place": set(),
    "publisher": {"country", "homepage"},
    # The text, because the excerpts would not stand in it.
    "source": {"published", "language", "url", "archived_url", "text", "text_sha256"},
    "phase": set(),
    "dispute": set(),
    "term": set(),
    "gap": {"date", "addresses url", "addresses published"},
    "site": {"languages", "licence_url"},
    "story": set(),
}
WITHOUT_A_FORM = ("operation", "user", "report")


def room(field):
    """How many characters a field takes."""
    most = [one.limit_value for one in field.validators if isinstance(one, MaxLengthValidator)]
    return min([*most, field.max_length or 10_000], default=10_000)


def text_fields(response):
    """The text fields of a page's form and of the rows below it, by the name they are sent by."""
    all_forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        all_forms += [form for form in inline.formset.forms if form.instance.pk]
    return {
        form.add_prefix(name): room(field)
        for form in all_forms
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not field.disabled and not field.widget.is_hidden
    }


def fitting(number, most):
    """Markup of so many characters at most, which no other field has."""
    return next(
        text for text in (f"{EVIL} {number}", f"{SHORT}{number}", SHORT[:most]) if len(text) <= most
    )


def refusals(response):
    """The names of what was refused, as they are sent."""
    form = response.context["adminform"].form
    found = {form.add_prefix(name) for name in form.errors}
    for inline in response.context["inline_admin_formsets"]:
        for row in inline.formset.forms:
            found |= {row.add_prefix(name) for name in row.errors}
    return found


def filled(client, thing):
    """Type markup into every text field of a thing's form, save, and say which fields refused."""
    url = change_url(thing)
    response = client.get(url)
    typed, refused = text_fields(response), set()
    as_it_was = data_of(response)
    for _ in range(4):
        evil = {
            name: fitting(number, most)
            for number, (name, most) in enumerate(typed.items())
            if name not in refused
        }
        response = client.post(url, as_it_was | evil)
        if response.status_code == 302:
            return refused
        more = refusals(response) - refused
        assert more, response.context["errors"]
        refused |= more
    raise AssertionError(f"{thing} cannot be saved")


def inside(element):
    """What is alive below an element: pictures, scripts, handlers and links that were typed."""
    found = []
    for one in element.all():
        found += [f"{one.tag} {name}" for name in one.attributes if name.startswith("on")]
        if one.tag == "img" and one["src"] == "x":
            found.append("img")
        if one.tag == "script" and not one["src"] and one["type"] not in DATA:
            found.append("script")
        if (one["href"] or "").strip().lower().startswith("javascript:"):
            found.append(f"{one.tag} href")
    return found


DATA = ("application/ld+json", "application/json", "speculationrules")


def in_page(text):
    alive = inside(read(re.sub(r"(?i)<!doctype html>", "", text)))
    shown = re.sub(r'(?s)<textarea\b.*?</textarea>|\bvalue="[^"]*"', "", text)
    return alive + ["turning"] * (RLO in shown)


def in_xml(text):
    """XML, and the HTML that stands in it as text."""
    found = []
    for one in ElementTree.fromstring(text).iter():
        name = str(one.tag).rpartition("}")[2]
        if name in ("script", "img"):
            found.append(name)
        found += [f"{name} {key}" for key in one.attrib if key.startswith("on")]
        if one.get("type") == "html":
            found += in_page(one.text or "")
    return found


def in_table(text):
    cells = [cell for row in csv.reader(StringIO(text.removeprefix("\ufeff"))) for cell in row]
    return [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t") or cell[:2] == "-<"]


def in_markdown(text):
    return re.findall(r"(?<!\\)<(?:img|script)|(?<!\\)\]\(javascript:[^)]*\)", text)


KINDS = {"text/html": in_page, "application/atom+xml": in_xml, "application/xml": in_xml,
         "text/csv": in_table, "text/markdown": in_markdown}  # fmt: skip


def alive(client, path):
    response = client.get(path, follow=True)
    assert response.status_code in (200, 400, 403, 404, 405, 410), path
    kind = response.get("Content-Type", "").partition(";")[0]
    assert response["X-Content-Type-Options"] == "nosniff", path
    text = b"".join(response).decode(errors="replace")
    return KINDS[kind](text) if kind in KINDS else []


@pytest.fixture
def things(published, settings):
    """A thing of each kind, with rows below it."""
    settings.FOUR_EYES = False
    Source.objects.update(text="", text_sha256="")  # in which no quotation would be found
    event = published.events["tally"]
    editor = factories.editor()
    report = {"problem": "date", "message": EVIL, "contact": EVIL, "edition_id": 1, "kind": "event",
              "slug": "tally", "title": "A title", "received_at": timezone.now()}  # fmt: skip
    return {
        "event": event,
        "excerpt": event.excerpts.first(),
        "actor": published.actors["ada"],
        "place": published.places["harbour-town"],
        "publisher": published.publishers["courier"],
        "source": published.sources["courier-bridge"],
        "phase": published.phases["closing"],
        "dispute": Dispute.objects.get(slug="how-many"),
        "term": published.term("ferry", "Ferry"),
        "gap": factories.gap(),
        "site": factories.site(),
        "story": factories.story(*[published.events[n] for n in
                                   ("plan", "closing", "tally", "meeting", "denial")]),
        "report": Report.objects.create(**report),
        "operation": Operation.objects.create(
            kind="merge", said=EVIL, by=editor, at=timezone.now()),
        "user": factories.user("somebody", is_staff=True),
    }  # fmt: skip


def said_elsewhere(boss, editor, event):
    """Markup in comments, reasons, notes, names of people and of files, and in a report."""
    actions.comment(event, by=editor, text=EVIL)
    other = Event.objects.get(slug="review")
    actions.withdraw(other, by=editor, reason=EVIL)
    boss.post(reverse("desk:review", args=(event.pk,)), {"do": "comment", "text": EVIL})
    person = reverse("admin:auth_user_change", args=(editor.pk,))
    as_it_was = data_of(boss.get(person))
    boss.post(person, as_it_was | {"first_name": SHORT, "last_name": SHORT})
    file = SimpleUploadedFile(f"{SHORT}.yaml", b"- slug: x\n  name: [\n")
    shown = boss.post(reverse("admin:curation_upload_changelist"), {"sent": file})
    assert in_page(shown.content.decode()) == []
    publishing = reverse("admin:editions_edition_publish")
    plan = boss.get(publishing).context["plan"]
    done = boss.post(publishing, {"plan": plan, "note": EVIL, "for_all": EVIL})
    assert done.status_code == 302, done.context["form"].errors


def addresses(things):
    """Every page of the desk, for things of each kind; every public one; every form of a view."""
    for name in table():
        if name not in ("logout", "view_on_site") and not name.startswith("axes_"):
            yield address_of(name, things)
    for path in ("", "events/tally/", "actors/", "sources/", "?q=bridge"):
        yield f"/admin/preview/drafts/{path}"
    for name in ROUTES:
        yield address(name)
    for suffix in FORMATS:
        yield f"/timeline.{suffix}"
    yield from (
        "/events/tally/", "/actors/ada/", "/places/harbour-town/", "/publishers/courier/",
        "/sources/courier-bridge/", "/disputes/how-many/", "/?actor=ada&place=harbour-town&q=img",
        "/editions/2/", "/editions/1...2/", "/editions/1...2/?kind=event&slug=tally",
        "/corrections/", "/corrections.atom", "/embed/", "/embed/events/tally/", "/gaps/",
        "/events/tally/cite/", "/events/tally.json", "/report/?event=tally", "/suggest?typed=img",
        "/events/review/",
    )  # fmt: skip


def test_no_markup_that_anybody_types_lives_on_any_page(things, client):
    admin = factories.admin()
    boss, editor = factories.client_of(admin), factories.editor()
    refused = {
        name: {re.sub(r"-\d+-", " ", one) for one in filled(boss, thing)}
        for name, thing in things.items()
        if name not in WITHOUT_A_FORM
    }
    assert refused == REFUSED
    for model in {type(thing) for name, thing in things.items() if name in refused}:
        if hasattr(model, "stage"):
            model.objects.update(stage="approved", decided_by=editor, decided_at=timezone.now())
    Source.objects.filter(slug="courier-bridge").update(
        text=EVIL, text_sha256=sha256(EVIL.encode()).hexdigest()
    )
    said_elsewhere(boss, editor, Event.objects.get(slug="tally"))
    sent = client.post("/report/?event=tally", {"problem": "date", "message": EVIL, "contact": ""})
    assert sent.status_code == 303
    things["edition"] = Edition.objects.get(number=2)
    things["group"] = Group.objects.first()
    living = {}
    for path in [*addresses(things), sent.url]:
        who = boss if path.startswith("/admin/") else client
        if found := alive(who, path):
            living[path] = found
    assert living == {}
    assert "&lt;img src=x onerror" in client.get("/events/tally/").content.decode()
