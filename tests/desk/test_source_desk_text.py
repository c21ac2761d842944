"""Replacing a source's text: checked before it is saved, and its excerpts re-checked."""

import hashlib

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of
from tests.html import read
from timeline.curation import actions
from timeline.curation.models import Event, Source

pytestmark = pytest.mark.django_db

QUOTE = "Nobody answered questions."
NEW = f"A new beginning. {QUOTE} سلام"
SHA = hashlib.sha256(NEW.encode()).hexdigest()


@pytest.fixture
def source():
    """A source with an approved event, `met`, and a draft, `left`."""
    event = factories.approved(slug="met", title="They met")
    source = event.excerpts.get().source
    factories.excerpt(factories.event(slug="left", title="They left"), source=source, quote=QUOTE)
    return source


def text_url(source):
    return reverse("admin:curation_source_text", args=(source.pk,))


def read_url(source):
    return reverse("admin:curation_source_read", args=(source.pk,))


def data_of(response):
    form = response.context["form"]
    names = ("text", "version", "checked", "kind", "encoding")
    return {name: form[name].value() or "" for name in names}


def checked(client, source, text=NEW, **values):
    data = data_of(client.get(text_url(source))) | {"text": text} | values
    response = client.post(text_url(source), data)
    assert response.status_code == 200
    return response


def stored(source):
    return Source.objects.get(pk=source.pk)


def test_the_text_that_is_stored_is_there_to_edit(curator_client, source):
    assert data_of(curator_client.get(text_url(source)))["text"] == source.text


def test_what_would_fall_is_listed_before_saving(curator_client, source):
    response = checked(curator_client, source)
    page = read(response.content.decode())
    section = page.one("section", class_="desk-fallen")
    assert section.texts("h2") == ["Before you save: what this text changes"]
    assert section.texts("blockquote") == [factories.QUOTE]
    assert "met-1, of “They met” (Approved)" in section.text
    assert "Approved events that become drafts" in section.text
    assert "1 stands in it, 1 does not" in section.text
    assert SHA in section.text
    assert stored(source).text == source.text
    assert Event.objects.get(slug="met").stage == "approved"


def test_it_is_saved_as_it_was_checked_and_the_list_stays(curator_client, curator, source):
    data = data_of(checked(curator_client, source)) | {"_save": "1"}
    response = curator_client.post(text_url(source), data, follow=True)
    assert response.redirect_chain == [(read_url(source), 302)]
    assert messages_of(response) == [
        (
            "The text was replaced. It was approved and is a draft now: what is public of it stays "
            "until the change is approved and published. The new text does not prove all excerpts "
            "of “They met”: drafts now. 1 of its excerpts does not stand in it: they are listed "
            "below until they do."
        )
    ]
    saved = stored(source)
    assert (saved.text, saved.text_sha256, saved.version) == (NEW, SHA, 2)
    assert (saved.text_from, saved.file_sha256) == ("typed or pasted", "")
    assert saved.history.first().history_user == curator
    met = Event.objects.get(slug="met")
    assert met.stage == "draft"
    assert met.excerpts.count() == 1

    page = read(curator_client.get("/admin/work/recheck/").content.decode())
    assert "“met-1” is not in the text of" in page.one("blockquote").text
    page = read(curator_client.get(read_url(source)).content.decode())
    assert page.one("section", class_="desk-fallen").texts("blockquote") == [factories.QUOTE]
    assert "“met-1” is not in the text of" in page.one("section", id="recheck").text
    look = page.one("section", id="recheck").links()["Look for it"]
    found = curator_client.get(read_url(source) + look.partition("#")[0])
    assert found.context["panel"].pasted == factories.QUOTE

    excerpt = met.excerpts.get()
    excerpt.quote = "A new beginning."
    excerpt.save()
    page = curator_client.get(read_url(source)).content.decode()
    assert "desk-fallen" not in page
    page = curator_client.get("/admin/work/recheck/").content.decode()
    assert "Every excerpt stands in the text of its source" in page


def test_nothing_is_saved_that_was_not_checked(curator_client, source):
    data = data_of(curator_client.get(text_url(source)))
    response = curator_client.post(text_url(source), data | {"text": NEW, "_save": "1"})
    assert "this is not the text that was checked" in response.content.decode()
    assert stored(source).text == source.text

    data = data_of(checked(curator_client, source))
    response = curator_client.post(text_url(source), data | {"text": NEW + "!", "_save": "1"})
    assert "this is not the text that was checked" in response.content.decode()
    assert stored(source).text == source.text
    data = data_of(response)
    assert data["text"] == NEW + "!"
    assert curator_client.post(text_url(source), data | {"_save": "1"}).status_code == 302
    assert stored(source).text_from == "typed or pasted, then edited"

    data["checked"] = data["checked"][:-1] + ("a" if data["checked"][-1] != "a" else "b")
    response = curator_client.post(text_url(source), data | {"text": "Else.", "_save": "1"})
    assert "this is not the text that was checked" in response.content.decode()


def test_an_excerpt_that_falls_since_the_check_is_shown_first(curator_client, source):
    data = data_of(checked(curator_client, source)) | {"_save": "1"}
    factories.excerpt(factories.event(slug="late"), source=source, quote="Nobody answered")
    assert curator_client.post(text_url(source), data).status_code == 302

    data = data_of(checked(curator_client, source, text="Else.")) | {"_save": "1"}
    factories.excerpt(factories.event(slug="later"), source=source, quote="A new beginning.")
    response = curator_client.post(text_url(source), data)
    assert "or its excerpts have changed since" in response.content.decode()
    assert "later-1" in response.content.decode()
    assert (
        curator_client.post(text_url(source), data_of(response) | {"_save": "1"}).status_code == 302
    )


def test_a_check_of_one_source_does_not_count_for_another(curator_client, source):
    data = data_of(checked(curator_client, source)) | {"_save": "1"}
    other = factories.source()
    response = curator_client.post(text_url(other), data)
    assert "this is not the text that was checked" in response.content.decode()
    assert stored(other).text == other.text


def test_html_pasted_after_a_check_is_not_taken_for_an_edit_of_it(curator_client, source):
    data = data_of(checked(curator_client, source, file=SimpleUploadedFile("a.txt", b"One.")))
    html = "<html><body><article><p>" + "The committee met. " * 20 + "</p></article></body></html>"
    response = curator_client.post(text_url(source), data | {"text": html, "kind": "html"})
    check = response.context["check"]
    assert check.text_from.startswith("typed or pasted, main text by trafilatura")
    assert check.file_sha256 == ""


def test_a_file_is_taken_with_its_digest(curator_client, source):
    data = "One.\r\n\tTwo. سلام".encode()
    file = SimpleUploadedFile("a.txt", data)
    response = checked(curator_client, source, file=file)
    assert data_of(response)["text"] == "One.\n Two. سلام"
    assert "1 tab was made a space." in response.content.decode()
    response = curator_client.post(text_url(source), data_of(response) | {"_save": "1"})
    assert response.status_code == 302
    saved = stored(source)
    assert saved.file_sha256 == hashlib.sha256(data).hexdigest()
    assert saved.text_sha256 == hashlib.sha256("One.\n Two. سلام".encode()).hexdigest()
    assert saved.text_from == "the file a.txt"
    for address in (read_url(source), change_url(source)):
        page = read(curator_client.get(address).content.decode())
        assert saved.text_sha256 in page.text or saved.text_sha256 in str(
            [e["value"] for e in page.all("input")]
        )
        assert saved.file_sha256 in page.text


def test_pasted_html_gives_its_main_text(curator_client, source):
    html = "<html><body><article><p>" + "The committee met. " * 20 + "</p></article></body></html>"
    response = checked(curator_client, source, text=html, kind="html")
    data = data_of(response)
    assert data["text"].startswith("The committee met.")
    assert "<" not in data["text"]
    assert data["kind"] == ""
    assert curator_client.post(text_url(source), data | {"_save": "1"}).status_code == 302
    assert "main text by trafilatura" in stored(source).text_from


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"text": ""}, "text", "There is no text in it."),
        ({"text": "a\x07b"}, "text", "Character 2 is the control character U+0007"),
        ({"text": "a\x00b"}, "text", "Null characters are not allowed."),
        ({"file": b"\xff\xfe\xff"}, "file", "is not in the encoding"),
        ({"file": b"caf\xe9"}, "file", "is not UTF-8"),
        ({"file": b""}, "file", "The submitted file is empty."),
        ({"file": b"a" * (5 * 1024 * 1024 + 1)}, "file", "has 5,242,881 bytes"),
        ({"encoding": "klingon"}, "encoding", "klingon is not one of the available choices."),
        ({"kind": "pdf"}, "kind", "pdf is not one of the available choices."),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_named(curator_client, source, values, field, said):
    if "file" in values:
        values = {"file": SimpleUploadedFile("a.txt", values["file"])}
    response = checked(curator_client, source, **values)
    assert said in " ".join(response.context["form"].errors[field])
    assert data_of(response)["text"] == values.get("text", NEW)
    assert stored(source).version == 1


def test_a_source_saved_meanwhile_refuses_the_text_once(curator_client, editor, source):
    data = data_of(checked(curator_client, source)) | {"_save": "1"}
    actions.replace_text(source, text=f"Theirs. {QUOTE}", by=editor)
    response = curator_client.post(text_url(source), data)
    assert "Not saved: edith saved this source since you opened it." in response.content.decode()
    again = data_of(response)
    assert again["text"] == NEW
    assert stored(source).text.startswith("Theirs.")
    assert curator_client.post(text_url(source), again | {"_save": "1"}).status_code == 302
    assert (stored(source).text, stored(source).version) == (NEW, 3)


def test_who_may_not_change_sources_may_not_replace_a_text(source):
    person = factories.user("vera", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_source"))
    client = factories.client_of(person)
    assert client.get(text_url(source)).status_code == 403
    assert client.post(text_url(source), {"text": NEW, "_save": "1"}).status_code == 403
    assert "Replace the text" not in client.get(read_url(source)).content.decode()
    assert stored(source).text == source.text


def test_saving_the_same_text_again_changes_no_excerpt(curator_client, source):
    response = checked(curator_client, source, text=source.text)
    assert "This is the text that is stored" in response.content.decode()
    curator_client.post(text_url(source), data_of(response) | {"_save": "1"})
    assert Event.objects.get(slug="met").stage == "approved"


def test_pages_have_nothing_inline(curator_client, source):
    for response in (curator_client.get(text_url(source)), checked(curator_client, source)):
        page = response.content.decode()
        for inline in (" style=", "<style", "<script>", " onclick=", "javascript:"):
            assert inline not in page
