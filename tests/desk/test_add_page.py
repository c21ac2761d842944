"""“Add this page”: an address, a file or a page that was sent becomes a source, with its event."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.desk.pages import messages_of
from tests.web import web
from timeline.curation.models import Event, Excerpt, Guess, PageCopy, Publisher, Source
from timeline.curation.unconfirmed import open_guesses
from timeline.curation.wacz import page_of

pytestmark = pytest.mark.django_db
PAGE = """<!doctype html><html lang="en-GB"><head><title>Bridge closed | Harbour News</title>
<link rel="canonical" href="https://harbour.example/news/bridge">
<meta property="og:title" content="Old Bridge closed after inspection">
<meta property="og:site_name" content="Harbour News">
<meta name="author" content="Jane Reed">
<meta property="article:published_time" content="2020-01-08T10:00:00Z"></head><body>
<nav>Home News Sport</nav><article><h1>Old Bridge closed after inspection</h1>
<p>The harbour master closed the Old Bridge on 7 January 2020, after an inspector had found cracks
in two of its pillars. Ferries will carry the mail until spring.</p>
<p>“Nobody was in danger,” she said. Merchants asked who would pay for the detour.</p>
</article><footer>All rights reserved</footer></body></html>"""
QUOTE = "closed the Old Bridge on 7 January 2020"
URL = "admin:curation_source_add_page"


def html(name="bridge.html"):
    return SimpleUploadedFile(name, PAGE.encode(), content_type="text/html")


def read_page(client, **values):
    return client.post(reverse(URL), {"read": "1", "address": "", "html": ""} | values)


def filled(page, **values):
    """What the panel would send as it was filled in, and what a person adds."""
    data = {}
    for form in (page.context["form"], page.context["event"]):
        for name in form.fields:
            value = form[name].value()
            if value not in (None, False):
                data[form.add_prefix(name)] = value.pk if hasattr(value, "pk") else value
    return data | values


def new_event(**values):
    return {
        "quote": QUOTE, "target": "new", "new-title": "It is closed", "new-kind": "decision",
        "nature": "daily paper",
        "new-summary": "The harbour master closes it, Harbour News reports.",
        "new-phase": str((Event.phase.get_queryset().first() or factories.phase()).pk),
    } | values  # fmt: skip


def test_a_page_fills_the_panel_in_and_marks_each_value_as_a_guess(curator_client):
    page = read_page(curator_client, file=html())
    form = page.context["form"]
    assert {name: form[name].value() for name in ("title", "byline", "published", "url")} == {
        "title": "Old Bridge closed after inspection", "byline": "Jane Reed",
        "published": "2020-01-08", "url": "https://harbour.example/news/bridge",
    }  # fmt: skip
    assert (form["language"].value(), form["publisher"].value()) == ("en-GB", "Harbour News")
    assert "Ferries will carry" in form["text"].value()
    assert "rights reserved" not in form["text"].value()
    shown = page.content.decode()
    assert shown.count("<b>Guess</b> from") == 5
    assert not Source.objects.exists()
    assert not Publisher.objects.exists()


def test_it_is_submitted_from_the_same_panel(curator_client, curator):
    actor = factories.actor(name="Ada Reed")
    place = factories.place(name="Port Reed")
    page = read_page(curator_client, file=html())
    data = filled(page, **new_event(**{
        "new-actor1": "ADA REED", "new-role1": "agent", "new-place": "port reed", "title_ok": "on",
    }))  # fmt: skip
    said = curator_client.post(reverse(URL), data | {"submit": "1"}, follow=True)
    assert said.status_code == 200, said.context["form"].errors
    event = Event.objects.get()
    source = Source.objects.get()
    assert said.redirect_chain == [(reverse("desk:review", args=[event.pk]), 302)]
    assert {event.stage, source.stage, source.publisher.stage} == {"in-review"}
    assert (event.date, source.slug) == ("2020-01-07", "old-bridge-closed-after-inspection")
    assert [(one.actor, one.role) for one in event.participations.all()] == [(actor, "agent")]
    assert list(event.places.all()) == [place]
    assert (event.excerpts.get().quote, event.excerpts.get().source) == (QUOTE, source)
    assert source.edited_by == event.edited_by == curator
    kept = {one.guess.field for thing in (source, event) for one in open_guesses(thing)}
    assert kept == {"byline", "published", "url", "language", "date"}  # the title was checked
    assert source.file_sha256
    assert source.text_from.startswith("the file bridge.html, main text by trafilatura")
    copy = PageCopy.objects.get()
    assert page_of(bytes(copy.wacz)) == PAGE.encode()
    with zipfile.ZipFile(io.BytesIO(bytes(copy.wacz))) as archive:
        package = json.loads(archive.read("datapackage.json"))
    assert package["mainPageUrl"] == "https://harbour.example/news/bridge"


def test_of_an_event_that_is_there_and_of_none(curator_client):
    event = factories.event(title="The closing")
    page = read_page(curator_client, file=html())
    chosen = {"target": "existing", "event": "The closing"}
    data = filled(page, nature="paper", quote=QUOTE, save="1", **chosen)
    response = curator_client.post(reverse(URL), data)
    source = Source.objects.get()
    assert response.headers["Location"] == reverse("admin:curation_source_read", args=(source.pk,))
    assert event.excerpts.get().source == source
    assert (source.stage, Event.objects.count()) == ("draft", 1)
    page = read_page(curator_client, html="Only a text, which somebody pasted here.")
    data = filled(page, target="none", publisher="harbour NEWS", save="1")
    curator_client.post(reverse(URL), data)
    assert Source.objects.get(title="Only a text, which somebody pasted here.").publisher == (
        source.publisher
    )
    assert Excerpt.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"quote": ""}, "quote", "Copy the passage that tells of the event"),
        ({"quote": "closed the New Bridge on 7 January"}, "quote", "This is not in the text."),
        ({"quote": "the"}, "quote", "times in the text. Copy a little more of it."),
        ({"publisher": ""}, "publisher", "This field is required."),
        ({"nature": ""}, "nature", "“Harbour News” is new here. Write what it is"),
        ({"target": "existing"}, "event", "Write the title of the event"),
        ({"carried": "tampered"}, "__all__", "Read the page again."),
        ({"url": "http://localhost/"}, "__all__", "is not a public host"),
        ({"new-actor1": "Nobody"}, "new-actor1", "No actor is called “Nobody”"),
        ({"new-role1": "agent"}, "new-actor1", "Write who did that"),
        ({"new-title": ""}, "new-title", "This field is required."),
        ({"quote": "Nobody was in danger"}, "new-date", "The quotation names no date."),
        ({"published": "3/4/2020"}, "published", "can be read in two ways"),
    ],
)
def test_what_is_not_right_is_named_and_nothing_is_saved(curator_client, values, field, said):
    data = filled(read_page(curator_client, file=html()), **new_event()) | values
    page = curator_client.post(reverse(URL), data | {"submit": "1"})
    assert page.status_code == 400
    forms = page.context["form"], page.context["event"]
    errors = {
        form.add_prefix(name) if name != "__all__" else name: " ".join(map(str, found))
        for form in forms
        for name, found in form.errors.items()
    }
    assert said in errors[field]
    assert not Source.objects.exists()
    assert not Event.objects.exists()
    assert filled(page).get("new-summary") == data["new-summary"]


def pdf(words):
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
    })  # fmt: skip
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 10 200 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Title": "Minutes of the council", "/Author": "The Clerk"})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_and_a_plain_text(curator_client):
    data = pdf("The council met on Friday and heard the inspector of bridges.")
    page = read_page(curator_client, file=SimpleUploadedFile("a.pdf", data))
    form = page.context["form"]
    assert (form["title"].value(), form["byline"].value()) == (
        "Minutes of the council", "The Clerk",
    )  # fmt: skip
    assert "heard the inspector" in form["text"].value()
    assert form["language"].value() == "en"
    farsi = "پل قدیمی بسته شد\nفرماندار گفت که کشتی ها نامه ها را تا بهار خواهند برد"
    page = read_page(curator_client, file=SimpleUploadedFile("a.txt", farsi.encode()))
    form = page.context["form"]
    assert (form["language"].value(), form["title"].value()) == ("fa", "پل قدیمی بسته شد")


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({}, "address", "Give an address, a file, or the text of a page."),
        ({"address": "https://harbour.example/"}, "address", "has not set FETCH=on"),
        ({"file": ("a.pdf", b"%PDF-1.4 broken")}, "file", "is a PDF that cannot be read"),
        ({"file": ("a.docx", b"PK\x03\x04")}, "file", "PDF, office document or archive"),
        ({"file": ("a.html", b"<p>" + b"x" * 2_100_000)}, "file", "at most 2,097,152 (2 MB)"),
        ({"html": "<html><body></body></html>"}, "html", "No main text was found"),
    ],
)
def test_what_cannot_be_read_is_named(curator_client, values, field, said):
    if "file" in values:
        values = {"file": SimpleUploadedFile(*values["file"])}
    page = read_page(curator_client, **values)
    assert page.status_code == 400
    assert said in " ".join(page.context["asked"].errors[field])


def test_an_address_is_read_where_the_operator_allows_it(curator_client, settings):
    with web() as site:
        settings.FETCH, settings.FETCH_ALSO = True, frozenset({site.host})
        bare = PAGE.replace('<link rel="canonical" href="https://harbour.example/news/bridge">', "")
        page = read_page(curator_client, address=site.page("/bridge", bare, Server="harbour"))
        form = page.context["form"]
        assert form["title"].value() == "Old Bridge closed after inspection"
        data = filled(page, **new_event(url="https://harbour.example/b")) | {"save": "1"}
        curator_client.post(reverse(URL), data)
        copy = PageCopy.objects.get()
        assert page_of(bytes(copy.wacz)) == bare.encode()
        gone = read_page(curator_client, address=site.url("/gone"))
    assert "answered 404 Not Found, which is no page" in str(gone.context["asked"].errors)


def test_a_page_that_is_here_already_is_named_before_anything_is_saved(curator_client):
    factories.source(title="The first", url="https://www.harbour.example/news/bridge/?utm_source=x")
    page = read_page(curator_client, file=html())
    assert [how for _, how in page.context["like"]] == ["the same address"]
    assert "Is it here already?" in page.content.decode()
    said = curator_client.post(reverse(URL), filled(page, **new_event(save="1")), follow=True)
    assert any("leads to the same page as that of" in one for one in messages_of(said))


def test_a_stamp_that_could_not_be_had_keeps_nothing_from_being_saved(curator_client, settings):
    settings.TSA = "http://127.0.0.1:9/"
    data = filled(read_page(curator_client, file=html()), **new_event(save="1"))
    said = curator_client.post(reverse(URL), data, follow=True)
    assert any("kept without a time stamp" in one for one in messages_of(said))
    assert PageCopy.objects.count() == 1


def test_the_window_may_be_filled_in_by_the_one_that_opened_it(curator_client):
    page = curator_client.get(reverse(URL))
    assert page.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    other = curator_client.get("/admin/")
    assert other.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert not Guess.objects.exists()
